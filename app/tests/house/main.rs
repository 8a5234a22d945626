//! The whole house over its doors: strangers, bad input, the pages without JavaScript, and what
//! must never be seen.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod api;
mod bad_input;
mod books;
mod canaries;
mod codes;
mod common;
mod controls;
mod cookies;
mod data_folder;
mod dump;
mod holdings;
mod inquiries;
mod letters;
mod net;
mod pages;
mod privately;
mod reckoning;
mod restored;
mod rights;
mod rights_doors;
mod same_acts;
mod schema;
mod seeds;
mod strangers;
mod things;
mod to_the_door;
mod versions;
