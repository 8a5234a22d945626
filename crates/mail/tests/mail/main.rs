//! Letters to a real server on this machine: received, signed, refused, lost and tried again.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod server;
mod signatures;
mod verify;
mod way;
