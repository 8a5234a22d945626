//! What the web door promises, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod api;
mod doors;
mod forms;
mod house;
mod languages;
mod pages;
mod people;
mod stream;
