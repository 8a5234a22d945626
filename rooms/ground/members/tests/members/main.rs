//! What the members' room promises, on each engine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod account;
mod addresses;
mod brakes;
mod device;
mod door;
mod factor;
mod house;
mod limits;
mod linked;
mod mail;
mod passkeys;
mod provider;
mod rates;
