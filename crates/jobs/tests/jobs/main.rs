//! What the runner promises, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod crashes;
mod dead;
mod floor;
mod hands;
mod inside;
mod news;
mod outside;
mod schedules;
mod texts;
mod timers;
