//! What the room promises, on each engine, against a marketplace in memory that follows the rules
//! of crates/auction.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod acts;
mod aftermath;
mod falls;
mod faults;
mod figures;
mod groups;
mod hands;
mod house;
mod late;
mod market;
mod moments;
mod offers;
mod play;
mod random;
mod refusals;
mod rivals;
mod speak;
mod succession;
mod tables;
mod vanishing;
