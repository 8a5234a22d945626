//! This room in a house of its own, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;
mod desk;
#[path = "../../../orders/tests/house/doors.rs"]
mod doors;
#[path = "../../../orders/tests/house/goods.rs"]
mod goods;
#[path = "../../../orders/tests/house/market.rs"]
mod market;
mod pages;
#[path = "../../../orders/tests/house/post.rs"]
mod post;
mod purchases;
mod texts;
