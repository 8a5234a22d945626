//! The privacy room, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod bench;
mod book;
mod books;
mod choices;
mod chunks;
mod cli;
mod controls;
mod erasure;
mod house;
mod log;
mod model;
mod pages;
mod requests;
mod retention;
mod rows;
mod sql;
mod versions;
mod views;
