//! This room in a house of its own, on each engine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;
mod life;
mod market;
mod model;
mod paying;
mod texts;
