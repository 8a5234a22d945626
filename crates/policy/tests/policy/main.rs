//! What the policy crate promises, held against the policy that ships.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod again;
mod common;
mod holding;
mod laws;
mod loading;
mod mutation;
mod shipped;
mod table;
mod versions;
