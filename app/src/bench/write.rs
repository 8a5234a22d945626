//! `daiko bench write`: placing an order, through our door and without it, round by round.

use std::path::PathBuf;
use std::time::Duration;

use db::{Db, Open};
use kernel::{Fault, Refused};
use serde_json::{Value, json};

use super::callers::{self, Choice, Placed};
use super::figures::{Ratio, Spread, median, verdict};
use super::order;
use super::pgserver::{Begin, Server, pgbench, run_pgbench};
use super::raw::{self, Apart};
use crate::config::BenchWriteArgs;

const SQLITE_TARGET: Ratio = Ratio::thousandths(800);
const POSTGRES_TARGET: Ratio = Ratio::thousandths(900);

/// One side of a comparison, over the rounds.
#[derive(Default)]
struct Rounds(Vec<u64>);

impl Rounds {
    fn add(&mut self, per_second: u64) {
        self.0.push(per_second);
    }
    fn median(&self) -> u64 {
        median(self.0.clone())
    }
    /// Round by round against what was measured right beside it: a busy moment of the machine hits
    /// both sides of a pair.
    fn beside(&self, theirs: &Rounds) -> Ratio {
        let pairs = self.0.iter().zip(&theirs.0).map(|(a, b)| Ratio::of(*a, *b));
        Ratio::median(pairs.collect())
    }
}

/// Ours over the rounds.
#[derive(Default)]
struct Ours {
    rate: Rounds,
    shared: Rounds,
    retries: u64,
    p50: Rounds,
    p99: Rounds,
    max: Rounds,
}

impl Ours {
    fn add(&mut self, placed: &Placed) {
        self.rate.add(placed.rate.per_second());
        self.shared.add(placed.shared);
        self.retries += placed.retries;
        self.p50.add(placed.waited.p50.unsigned_abs());
        self.p99.add(placed.waited.p99.unsigned_abs());
        self.max.add(placed.waited.max.unsigned_abs());
    }

    fn waited(&self) -> Spread {
        let signed = |r: &Rounds| i64::try_from(r.median()).unwrap_or(i64::MAX);
        Spread {
            count: self.rate.0.len(),
            p50: signed(&self.p50),
            p99: signed(&self.p99),
            max: signed(&self.max),
        }
    }
}

/// Measures and prints.
pub(crate) async fn run(args: &BenchWriteArgs) -> Result<(), Refused> {
    let lasts = Duration::from_secs(args.seconds.max(1));
    let mut told = json!({ "bench": "write", "rounds": args.rounds, "seconds": args.seconds });
    say(args, "Placing an order: guarded balance, order, 3 postings, outbox row. fsync on.");
    told["sqlite"] = sqlite(args, lasts).await?;
    told["postgres"] = match &args.postgres {
        Some(address) => postgres(args, address, lasts).await?,
        None => {
            say(args, "PostgreSQL left out: --postgres names no server.");
            json!({ "left_out": "--postgres names no server" })
        }
    };
    if args.json {
        println!("{told}");
    }
    Ok(())
}

fn say(args: &BenchWriteArgs, line: &str) {
    if !args.json {
        println!("{line}");
    }
}

struct Raw {
    same: Rounds,
    same_savepoints: Rounds,
    full: Rounds,
}

async fn sqlite(args: &BenchWriteArgs, lasts: Duration) -> Result<Value, Refused> {
    let mut rows = Vec::new();
    for callers in args.callers.iter().copied() {
        let mut ours = Ours::default();
        let (same, same_savepoints, full) = Default::default();
        let mut raw = Raw { same, same_savepoints, full };
        for _ in 0..args.rounds {
            let placed = through_our_door(callers, lasts).await?;
            let together = ((placed.shared + 500) / 1_000).max(1);
            ours.add(&placed);
            raw.same_savepoints.add(without(together, Apart::Savepoints, lasts).await?);
            raw.same.add(without(together, Apart::Nothing, lasts).await?);
            raw.full.add(without(callers, Apart::Nothing, lasts).await?);
        }
        rows.push(sqlite_row(args, callers, &ours, &raw));
    }
    Ok(Value::Array(rows))
}

fn sqlite_row(args: &BenchWriteArgs, callers: u64, ours: &Ours, raw: &Raw) -> Value {
    let (mine, waited) = (ours.rate.median(), ours.waited());
    let (same, full) = (raw.same.median(), raw.full.median());
    let with_savepoints = raw.same_savepoints.median();
    let (ratio, ratio_full) = (ours.rate.beside(&raw.same), ours.rate.beside(&raw.full));
    let shared = Ratio::thousandths(ours.shared.median());
    let reached = ratio >= SQLITE_TARGET;
    let line = format!(
        "SQLite, {callers:>3} callers: {mine:>6}/s, {shared:>6} to a commit, {waited}; raw in the \
         same batches {same:>6}/s ({with_savepoints}/s with a savepoint each) = {ratio}, raw with \
         {callers} to a commit {full:>6}/s = {ratio_full}; target {SQLITE_TARGET} {}",
        verdict(reached)
    );
    say(args, &line);
    json!({
        "callers": callers,
        "per_second": mine,
        "orders_per_commit": shared.json(),
        "waited": waited.json(),
        "raw_same_batches_per_second": same,
        "raw_same_batches_with_savepoints_per_second": with_savepoints,
        "raw_callers_per_commit_per_second": full,
        "ratio_same_batches": ratio.json(),
        "ratio_same_batches_with_savepoints": ours.rate.beside(&raw.same_savepoints).json(),
        "ratio_callers_per_commit": ratio_full.json(),
        "target": SQLITE_TARGET.json(),
        "reached": reached,
        "rounds": { "ours": ours.rate.0, "raw": raw.same.0 },
    })
}

async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, Refused> + Send + 'static,
) -> Result<T, Refused> {
    let done = tokio::task::spawn_blocking(act).await;
    done.map_err(|e| Fault::new(format!("a measurement broke: {e}")))?
}

fn fresh() -> Result<(PathBuf, PathBuf, Db), Refused> {
    let folder = crate::child::fresh_folder("bench-write")?;
    let file = folder.join("bench.sqlite");
    let db = Open::at(file.display().to_string()).open(order::TABLES)?;
    Ok((folder, file, db))
}

async fn through_our_door(callers: u64, lasts: Duration) -> Result<Placed, Refused> {
    let (folder, _, db) = blocking(fresh).await?;
    db.write("bench.fill", db::Lock::none(), order::fill).await?;
    let placed = callers::place(&db, callers, Choice::Any, lasts).await?;
    let orders = db.read("bench.audit", order::audit).await?;
    if orders != placed.rate.done {
        return Err(Fault::new(format!("{orders} orders, {} answers", placed.rate.done)).into());
    }
    drop(db);
    let _ = std::fs::remove_dir_all(folder);
    Ok(placed)
}

async fn without(together: u64, apart: Apart, lasts: Duration) -> Result<u64, Refused> {
    blocking(move || {
        let (folder, file, db) = fresh()?;
        drop(db);
        let rate = raw::orders(&file, together, apart, lasts)?;
        let _ = std::fs::remove_dir_all(folder);
        Ok(rate.per_second())
    })
    .await
}

async fn postgres(args: &BenchWriteArgs, address: &str, lasts: Duration) -> Result<Value, Refused> {
    let server = Server::open(address).await?;
    let Some(program) = pgbench() else {
        say(args, "PostgreSQL left out: no pgbench on this machine.");
        server.close().await?;
        return Ok(json!({ "left_out": "no pgbench on this machine" }));
    };
    let durability = server.durability().await?;
    say(args, &format!("PostgreSQL: {durability}"));
    let mut rows = Vec::new();
    for callers in args.callers.iter().copied() {
        let (mut ours, mut plain, mut serializable) =
            (Ours::default(), Rounds::default(), Rounds::default());
        let mut clients = callers;
        for _ in 0..args.rounds {
            let db = server.door().await?;
            ours.add(&callers::place(&db, callers, Choice::Any, lasts).await?);
            db.read("bench.audit", order::audit).await?;
            clients = clients.min(server.room().await?);
            drop(db);
            plain.add(bench(&server, &program, clients, Begin::Plain, lasts).await?);
            serializable.add(bench(&server, &program, clients, Begin::Serializable, lasts).await?);
        }
        rows.push(postgres_row(args, callers, clients, &ours, &plain, &serializable));
    }
    server.close().await?;
    Ok(json!({ "server": durability, "rows": rows }))
}

async fn bench(
    server: &Server,
    program: &std::path::Path,
    clients: u64,
    begin: Begin,
    lasts: Duration,
) -> Result<u64, Refused> {
    server.refill().await?;
    tokio::task::block_in_place(|| run_pgbench(program, server, clients, begin, lasts))
}

fn postgres_row(
    args: &BenchWriteArgs,
    callers: u64,
    clients: u64,
    ours: &Ours,
    plain: &Rounds,
    serializable: &Rounds,
) -> Value {
    let (mine, waited) = (ours.rate.median(), ours.waited());
    let (plain_rate, serializable_rate) = (plain.median(), serializable.median());
    let ratio = ours.rate.beside(plain);
    let ratio_serializable = ours.rate.beside(serializable);
    let reached = ratio >= POSTGRES_TARGET;
    let line = format!(
        "PostgreSQL, {callers:>3} callers: {mine:>6}/s, {waited}, {} retries; pgbench with \
         {clients} clients {plain_rate:>6}/s = {ratio}, SERIALIZABLE as ours \
         {serializable_rate:>6}/s = {ratio_serializable}; target {POSTGRES_TARGET} {}",
        ours.retries,
        verdict(reached)
    );
    say(args, &line);
    json!({
        "callers": callers,
        "per_second": mine,
        "orders_per_commit": Ratio::thousandths(ours.shared.median()).json(),
        "waited": waited.json(),
        "retries": ours.retries,
        "pgbench_clients": clients,
        "pgbench_per_second": plain_rate,
        "pgbench_serializable_per_second": serializable_rate,
        "ratio": ratio.json(),
        "ratio_serializable": ratio_serializable.json(),
        "target": POSTGRES_TARGET.json(),
        "reached": reached,
        "rounds": { "ours": ours.rate.0, "pgbench": plain.0 },
    })
}
