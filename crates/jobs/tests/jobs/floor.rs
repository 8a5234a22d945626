use std::sync::Arc;
use std::time::{Duration, Instant};

use db::{Answer, Db, Lock, Migration, Open, Plugs, Tx};
use jobs::{Config, Handlers, Job, Lane, News, Runner, Running, Wheel};
use kernel::{Clock, Span};
use serde::{Deserialize, Serialize};
use testkit::{Bench, on_each_engine_with};
use tokio::runtime::Runtime;

pub(crate) const SCHEMA: &[Migration] = &[
    Migration { number: 2, name: "jobs", text: include_str!("../../../../schema/0002_jobs.sql") },
    Migration {
        number: 26,
        name: "hands",
        text: include_str!("../../../../schema/0026_job_hands.sql"),
    },
    Migration {
        number: 900,
        name: "what was done",
        text: "CREATE TABLE note (n BIGINT NOT NULL, line TEXT NOT NULL);",
    },
];

db::sql! {
    MARK = "INSERT INTO note (n, line) VALUES (0, $1)";
    APPEND = "INSERT INTO note (n, line) SELECT COALESCE(MAX(n), 0) + 1, CAST($1 AS TEXT) FROM note";
    LINES = "SELECT line FROM note ORDER BY n, line";
    ROWS = "SELECT CAST(COUNT(*) AS BIGINT) FROM job WHERE dead_at IS NULL";
    FRESH = "SELECT CAST(COUNT(*) AS BIGINT) FROM job_worker WHERE alive_until >= $1";
    LEASED = "SELECT CAST(COUNT(*) AS BIGINT) FROM job WHERE leased_by IS NOT NULL";
    STEAL = "UPDATE job SET leased_by = $1 WHERE lane = $2";
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Count(pub(crate) i64);
impl Job for Count {
    const KIND: &'static str = "test.count";
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Send(pub(crate) i64);
impl Job for Send {
    const KIND: &'static str = "test.send";
    const LANE: Lane = Lane::Outside;
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Fire(pub(crate) i64);
impl Job for Fire {
    const KIND: &'static str = "test.fire";
    const LANE: Lane = Lane::Timer;
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Rung(pub(crate) i64);
impl News for Rung {
    const TOPIC: &'static str = "test.rung";
}

/// Runs a test on each engine, with a wheel plugged in.
pub(crate) fn each(test: impl Fn(&Bench)) {
    let plugs = Plugs::new().with(Arc::new(Wheel::new()));
    on_each_engine_with(SCHEMA, &plugs, test);
}

/// Another process on the same database, by this clock.
pub(crate) fn another(bench: &Bench, clock: Arc<dyn Clock>) -> Db {
    let plugs = Plugs::new().with(Arc::new(Wheel::new()));
    Open::at(bench.address.clone()).clock(clock).plugs(plugs).open(SCHEMA).unwrap()
}

pub(crate) fn quick() -> Config {
    Config {
        lease: Some(Duration::from_millis(400)),
        idle: Duration::from_millis(20),
        ..Config::default()
    }
}

pub(crate) fn named(name: &str) -> Config {
    Config { name: Some(name.to_owned()), ..quick() }
}

pub(crate) fn start(runtime: &Runtime, db: &Db, handlers: Handlers, config: Config) -> Running {
    runtime.block_on(Runner::start(db, handlers, config)).unwrap()
}

pub(crate) fn idle(db: &Db, handlers: &Arc<Handlers>) -> u64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(jobs::run_until_idle(db, handlers)).unwrap()
}

pub(crate) fn write<T: std::marker::Send + 'static>(
    db: &Db,
    act: impl Fn(&mut Tx<'_>) -> Answer<T> + std::marker::Send + 'static,
) -> T {
    db.write_now("test", Lock::none(), act).unwrap()
}

pub(crate) fn lines(db: &Db) -> Vec<String> {
    let rows: Vec<(String,)> = db.read_now("lines", |tx| tx.all(LINES, ())).unwrap();
    rows.into_iter().map(|row| row.0).collect()
}

pub(crate) fn rows(db: &Db) -> i64 {
    db.read_now("rows", |tx| tx.one::<(i64,)>(ROWS, ())).unwrap().0
}

/// Waits for something that happens on other threads; long, so that a slow machine passes too.
#[track_caller]
pub(crate) fn wait_for(what: &str, happened: impl Fn() -> bool) {
    let since = Instant::now();
    while !happened() {
        assert!(since.elapsed() < Duration::from_secs(30), "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Time enough for something that should not happen.
pub(crate) fn a_while() {
    std::thread::sleep(Duration::from_millis(150));
}

pub(crate) fn later(seconds: i64) -> Span {
    Span::secs(seconds)
}
