//! Bidding: a member's bid with a hidden ceiling, from the promise to the receipt.
//!
//! A bid is sent now, at the last moment, or when its group has a slot. What it may cost is set
//! aside as long as the house may spend it. The house has one bid per lot: the highest ceiling is
//! sent, the earlier one when equal. Every attempt is intended, made and confirmed, each step
//! committed before the next, under a reference that the marketplace takes once: a crash or a lost
//! answer never bids twice and never loses a bid. Each attempt has a receipt the member sees.
//!
//! What this room never does: tell a ceiling to anybody but its member, send more than a ceiling,
//! send what is not covered, or bid for the house itself.

mod acts;
mod api;
mod audit;
mod figures;
mod firing;
mod holdings;
mod live;
mod news;
mod pages;
mod rules;
mod store;
mod timing;
mod watch;

pub use acts::answer::{cover_of as most_of, leave_offer, set_if_offered, take_offer};
pub use acts::confirm::{Report, confirm};
pub use acts::group::{MOST_WANTED, groups_of, open_group};
pub use acts::intend::{Sending, intend};
pub use acts::lot::Offsets;
pub use acts::observe::{Seen, live_key, observe};
pub use acts::offer::hear;
pub use acts::place::{MOST_YEN, MayBid, PlaceBid, place};
pub use acts::raise::raise;
pub use acts::settle::win;
pub use acts::withdraw::withdraw;
pub use audit::{audit, count_by_state, count_lots, count_of, open_bids, placed_references, told};
pub use figures::{Figures, figures};
pub use firing::Firing;
pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use live::follow;
pub use news::{BidNews, FireBid};
pub use pages::routes;
pub use rules::{BidRefusal, BidState, IfOffered, Mode, OfferState, Outcome};
pub use store::offer::{Offer, offers_of, taken_offers};
pub use store::{Attempt, Bid, BidEvent, Group, Lot, live_of, title_of};
pub use timing::{Timing, attempts, timings, unanswered};
pub use watch::{Bell, Watcher};

/// The texts of this room.
pub const TEXTS: web::Texts = web::texts!("bidding");

/// Every SQL text of this room.
pub const SQL: &[&[db::Sql]] = &[store::ALL, store::offer::ALL, audit::ALL, timing::ALL];
