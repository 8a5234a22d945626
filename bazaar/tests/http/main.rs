//! The marketplace over real HTTP, on a clock that is moved by hand.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod bids;
mod buys;
mod crash;
mod faults;
mod house;
mod offers;
mod reading;
mod replays;
mod seller;
