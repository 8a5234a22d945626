//! The bazaar: a marketplace that stands where a real one would, reached only over HTTP.
//!
//! Auctions and fixed-price offers, sellers who ship and answer, rivals who bid (invented, or
//! replayed from real bid histories), a clock that can run fast, and faults on purpose. What is
//! taken is an event; events are written before they are answered for, and read again at a start.
//! The protocol is docs/connector-protocol.md; the rules are crates/auction.

mod access;
mod args;
mod config;
mod decide;
mod event;
mod faults;
mod http;
mod journal;
mod market;
mod problem;
mod refusals;
mod replay;
mod running;
mod seed;
mod show;
mod state;

pub use access::{Access, AccountToken};
pub use args::{BazaarArgs, main};
pub use config::{Config, ReplayLots, Seat, Seeding};
pub use faults::Faults;
pub use journal::{ALL as SQL, MIGRATIONS};
pub use problem::Problem;
pub use refusals::No;
pub use replay::{Report, replay_report};
pub use running::{Running, serve};
