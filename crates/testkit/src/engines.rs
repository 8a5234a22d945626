use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use db::{Db, Engine, Migration, Open, Plugs};

use crate::{LoadedDice, MockClock};

/// One fresh database with its clock: what a test is given.
pub struct Bench {
    /// The door.
    pub db: Db,
    /// The clock, moved by hand.
    pub clock: Arc<MockClock>,
    /// Where it was opened: opening it again finds the same data.
    pub address: String,
    /// A folder of the test's own.
    pub folder: PathBuf,
}

impl Bench {
    /// The engine's name, for messages.
    pub fn engine(&self) -> &'static str {
        if self.db.engine() == Engine::Sqlite { "SQLite" } else { "PostgreSQL" }
    }
}

/// Where DAIKO_TEST_POSTGRES says a server is.
#[expect(clippy::disallowed_methods, reason = "tests have no config.rs; this is their one setting")]
pub fn postgres_address() -> Option<String> {
    std::env::var("DAIKO_TEST_POSTGRES").ok().filter(|a| !a.is_empty())
}

/// Runs a test on a fresh SQLite file, and on a fresh PostgreSQL schema when there is a server,
/// over the house's schema.
pub fn on_each_engine(test: impl Fn(&Bench)) {
    on_each_engine_with(&crate::migrations(), &Plugs::new(), test);
}

/// The same over these migrations and with these plugs.
pub fn on_each_engine_with(migrations: &[Migration], plugs: &Plugs, test: impl Fn(&Bench)) {
    let folder = fresh_folder();
    let file = folder.join("house.sqlite").display().to_string();
    run(file, folder.clone(), migrations, plugs, &test);
    if let Some(server) = postgres_address() {
        let schema = PgSchema::fresh(&server);
        run(schema.address.clone(), folder.clone(), migrations, plugs, &test);
    }
    let _ = std::fs::remove_dir_all(folder);
}

fn run(
    address: String,
    folder: PathBuf,
    migrations: &[Migration],
    plugs: &Plugs,
    test: &impl Fn(&Bench),
) {
    let clock = Arc::new(MockClock::default());
    let open = Open::at(address.clone())
        .clock(clock.clone())
        .dice(Arc::new(LoadedDice::new(7)))
        .plugs(plugs.clone());
    let db = match open.open(migrations) {
        Ok(db) => db,
        Err(refused) => stop(&format!("{address} does not open: {refused}")),
    };
    test(&Bench { db, clock, address, folder });
}

#[expect(clippy::panic, reason = "a test that cannot start has failed")]
fn stop(why: &str) -> ! {
    panic!("{why}")
}

static COUNT: AtomicU64 = AtomicU64::new(0);

fn unique() -> String {
    format!("{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst))
}

fn fresh_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("daiko-test-{}", unique()));
    let _ = std::fs::remove_dir_all(&folder);
    if let Err(e) = std::fs::create_dir_all(&folder) {
        stop(&format!("{} cannot be made: {e}", folder.display()));
    }
    folder
}

struct PgSchema {
    address: String,
}

impl PgSchema {
    fn fresh(server: &str) -> PgSchema {
        let join = if server.contains('?') { '&' } else { '?' };
        let schema = PgSchema { address: format!("{server}{join}schema=daiko_test_{}", unique()) };
        schema.throw_away();
        schema
    }

    fn throw_away(&self) {
        if let Err(refused) = db::drop_schema(&self.address) {
            eprintln!("{}: {refused}", self.address);
        }
    }
}

impl Drop for PgSchema {
    fn drop(&mut self) {
        self.throw_away();
    }
}
