//! The only door to a database: one SQL text, two engines.
//!
//! An act is a plain synchronous function over a [`Tx`]. It runs inside a transaction that commits
//! only when the act answers `Ok`. On SQLite one writer thread takes what has queued up, runs it in
//! one transaction and commits once for all (group commit); an act that is refused or panics is
//! undone alone, by a savepoint or by running the others again. On PostgreSQL a pool of worker
//! threads runs them SERIALIZABLE with retry; acts that share a [`Lock`] ride together, and
//! statements whose answer nobody waits for are sent ahead without waiting (pipelining).

mod catalogue;
mod coming;
mod door;
mod folder;
mod gather;
mod holding;
mod lock;
mod migrate;
mod open;
mod plugs;
mod postgres;
mod refusals;
mod row;
mod shelf;
mod source;
mod sql;
mod sqlite;
mod tx;
mod value;
mod work;

pub use door::{Db, Engine, Figures};
pub use folder::FolderLock;
pub use gather::Gathered;
pub use holding::{AnyRow, Ending, Held, Holding};
pub use kernel::{Fault, Refused};
pub use lock::Lock;
pub use migrate::Migration;
pub use open::{Open, bad_address, drop_schema, is_postgres};
pub use plugs::Plugs;
pub use refusals::DbRefusal;
pub use row::{FromCol, FromRow, Row};
pub use shelf::Kept;
pub use source::{SystemClock, SystemDice};
pub use sql::Sql;
pub use tx::Tx;
pub use value::{Params, ToValue, Value};

/// What every act and every question answers.
pub type Answer<T> = Result<T, Refused>;
