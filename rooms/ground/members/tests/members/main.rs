//! What the members' room promises, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod account;
mod door;
mod house;
