//! This room in a house of its own, on each engine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod clocks;
mod crashes;
mod desk;
mod house;
mod orders;
mod replay;
mod succession;
mod telling;
mod texts;
