//! The ledger: what the house owes and is owed, in yen, by double entry.
//!
//! Every entry has at least two sides and sums to zero, so the sum of everything is zero at any
//! instant. A hold is not a flag but an account: money moves from the member's purse to the
//! member's held account and back. Entries are idempotent by their key.
//!
//! What this room never does: round, convert, know what a price is made of, or change an entry.

mod acts;
mod api;
mod audit;
mod holdings;
mod pages;
mod rules;
mod staff;
mod store;

/// The texts of this room.
pub const TEXTS: web::Texts = web::texts!("ledger");

pub use acts::hold::{capture, held_yen, hold, release, resize, split};
pub use acts::payout::{ask_payout, pay_out};
pub use acts::post::{Entry, deposit, post, withdraw};
pub use audit::{about_each, audit, balance_of_house, held_of, journal, purse_yen, statement};
pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use pages::{IsMember, routes};
pub use rules::{Account, AskedBy, LedgerRefusal, MOST_YEN};
pub use store::{ALL as SQL, JournalLine, Line};
