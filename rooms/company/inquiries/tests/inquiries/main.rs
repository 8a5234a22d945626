//! This room in a house of its own, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod api;
mod clocks;
mod desk;
mod files;
mod house;
mod keeping;
mod outside;
mod texts;
