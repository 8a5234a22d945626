//! What the house decides about bids: pure.

mod arbitrate;
mod cover;
mod plan;
mod reasons;
mod refusal;
mod state;

pub use arbitrate::{Rival, champion, may_enter};
pub use cover::{ALLOWANCE_YEN, cover, group_cover};
pub use plan::{Look, next_look, planned_at, valid_lead};
pub use reasons::{MISSED, POSTPONED, RESULTS, STEPS};
pub use refusal::BidRefusal;
pub use state::{BidState, IfOffered, Mode, OfferState, Outcome};
