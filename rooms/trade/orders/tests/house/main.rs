//! This room in a house of its own, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod answers;
mod common;
mod doors;
mod goods;
mod life;
mod lists;
mod market;
mod messages;
mod model;
mod pages;
mod paying;
mod post;
mod stuck;
mod texts;
mod words;
