//! This room in a house of its own, on each engine, before a real mail server and a real receiver.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod account;
mod breaches;
mod corrections;
mod hooks;
mod house;
mod letters;
mod pages;
mod receiver;
#[path = "../../../../../crates/mail/tests/mail/server.rs"]
mod server;
mod storage;
mod texts;
#[path = "../../../../../crates/mail/tests/mail/verify.rs"]
mod verify;
