//! This room in a house of its own, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;
mod doors;
mod life;
mod lists;
mod market;
mod model;
mod pages;
mod paying;
mod stuck;
mod texts;
mod words;
