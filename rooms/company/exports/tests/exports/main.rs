//! This room in a house of its own, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod house;
mod lists;
mod two_persons;
