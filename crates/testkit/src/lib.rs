//! What tests are made with: a clock moved by hand, loaded dice, and a fresh database on each
//! engine.

mod engines;
mod shared;
mod sources;

pub use engines::{Bench, on_each_engine, on_each_engine_with, postgres_address};
pub use shared::shared_file;
pub use sources::{LoadedDice, MockClock};

/// The house's whole schema, as the db door wants it.
pub fn migrations() -> Vec<db::Migration> {
    schema::STEPS
        .iter()
        .map(|(number, name, text)| db::Migration { number: *number, name, text })
        .collect()
}
