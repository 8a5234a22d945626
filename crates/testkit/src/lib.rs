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

/// The tables that stand once the whole schema was made, sorted.
pub fn tables() -> Vec<&'static str> {
    let lines = || schema::STEPS.iter().flat_map(|(_, _, text)| text.lines()).map(str::trim);
    let names = |what: &'static str| {
        let rest = lines().filter_map(move |line| line.strip_prefix(what));
        rest.filter_map(|rest| rest.split([' ', '(', ';']).next())
    };
    let gone: Vec<&str> = names("DROP TABLE ").collect();
    let mut all: Vec<&str> = names("CREATE TABLE ").filter(|name| !gone.contains(name)).collect();
    all.sort_unstable();
    assert!(all.len() > 20, "{all:?}");
    all
}
