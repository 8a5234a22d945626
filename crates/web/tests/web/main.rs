//! What the web door promises, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod forms;
mod house;
mod pages;
mod people;
mod stream;
