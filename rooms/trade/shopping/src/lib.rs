//! Shopping: things at a fixed price, from a marketplace with a connector or from any shop by its
//! address through the human buyers' desk.
//!
//! A purchase is intended, previewed, made and confirmed, each on record before the next; its id is
//! our reference at the marketplace, so that it is never made twice and never lost. It has exactly
//! one outcome, which the member sees with what can be done about it. What was bought lives on as
//! an order.
//!
//! The desk is a marketplace like the others: [`Desk`] implements the connector, its answers come
//! when a buyer has done the work.
//!
//! What this room never does: buy dearer than was agreed, know a name or an address, or choose for
//! a member.

mod acts;
mod api;
mod audit;
mod desk;
mod holdings;
mod jobs;
mod news;
mod pages;
mod refusals;
mod rules;
mod staff;
mod store;

pub use self::jobs::{KeepBuying, handlers};
pub use acts::cart::{accept_price, change, check_out, put, put_away, remove, take_what_is_left};
pub use acts::claim::{claim, hand_back};
pub use acts::outcome::{NewOffer, cannot, placed, price_changed, quoted, refused, sold_out};
pub use acts::quote::{Ask, Offer, accept, ask, decline};
pub use audit::audit;
pub use desk::Desk;
pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use news::News;
pub use pages::routes;
pub use refusals::ShoppingRefusal;
pub use rules::{
    MOST_LINES, MOST_OF_ONE, MOST_QUOTES, PurchaseState, ShopPage, TaskKind, TaskOutcome,
    ask_words, buy_words, cover_yen, read_url,
};
/// The texts of this room.
pub const TEXTS: web::Texts = web::texts!("shopping");

/// Every SQL text of this room.
pub use store::{
    ALL as SQL, CartLine, Purchase, Quote, QuoteStep, Task, cart, place_in_queue, purchase,
    purchases, queue, quote, quote_history, quotes, running_of, task,
};

/// The desk's word among the marketplaces.
pub const DESK: &str = "desk";
