//! Work for later, news for others, timers that fire to the millisecond.
//!
//! An act that wants something to happen after it writes a row of the table `job` in its own
//! transaction ([`Later`]); a [`Runner`] carries the rows out. The type of a job says where its
//! work is done ([`Lane`]) and its handler's answer says whether a failure is worth another try
//! ([`JobFault`]).
//!
//! - **News** are handed to every subscriber in one transaction with the row's deletion: exactly
//!   once, and in the order they were told as long as nothing fails.
//! - **Inside** jobs are acts: they and their row's deletion are one transaction, exactly once.
//! - **Outside** jobs touch the world: at least once, so their handlers intend, act and confirm.
//! - **Timers** are outside jobs whose instant matters. Those due soon are held in memory and go
//!   from one thread straight to the async runtime; the handler's first act calls [`Later::done`],
//!   which is true for exactly one caller.
//!
//! A job in hand is leased to a worker; the lease holds as long as the worker's one row is kept
//! fresh. When a worker dies its jobs are taken over; when it stops it gives them back.

pub mod body;
mod dead;
mod handlers;
mod holdings;
mod idle;
mod job;
mod keeper;
mod lanes;
mod later;
mod pace;
mod perform;
mod refusals;
mod runner;
mod schedule;
mod store;
mod wheel;

pub use dead::{DeadJob, bury, dead, revive};
pub use handlers::{Due, Handlers};
pub use idle::{is_alive, is_planned, left, left_of, next_due, run_until_idle};
pub use job::{Job, JobFault, Lane, News};
pub use later::Later;
pub use pace::MAX_ATTEMPTS;
pub use refusals::JobsRefusal;
pub use runner::{Config, Runner, Running};
pub use schedule::{Cadence, Planned, Schedules};
/// Every SQL text of this crate.
pub use store::ALL as SQL;

pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use wheel::Wheel;
