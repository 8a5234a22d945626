//! `daiko bench hot`: every caller on one account. Ours take the account's lock and ride together;
//! the raw driver runs the same statements SERIALIZABLE and tries again on each conflict.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use kernel::{Fault, Refused};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Statement};

use super::callers::{self, Choice, Placed};
use super::figures::{Rate, Ratio, median, verdict};
use super::order::{self, BODY, FEE_YEN, PRICE_YEN, STATEMENTS};
use super::pgserver::{Begin, Server, broken, connect};
use crate::config::BenchWriteArgs;

const CALLERS: u64 = 64;
/// As many connections as our own pool has for changes.
const POOL: u64 = 12;
const TARGET: Ratio = Ratio::thousandths(10_000);

/// Measures and prints.
pub(crate) async fn run(args: &BenchWriteArgs) -> Result<(), Refused> {
    let Some(address) = &args.postgres else {
        return Err(Fault::new("bench hot needs --postgres postgres://user@host/name").into());
    };
    let server = Server::open(address).await?;
    let lasts = Duration::from_secs(args.seconds.max(1));
    let told = measure(&server, args.rounds, lasts).await?;
    server.close().await?;
    if args.json {
        println!("{}", told.json());
    } else {
        println!("{}", told.line());
    }
    Ok(())
}

struct Told {
    ours: Vec<u64>,
    bare: Vec<u64>,
    pooled: Vec<u64>,
    connections: u64,
    conflicts: u64,
    last: Placed,
}

impl Told {
    /// Beside as many bare callers, each on a connection of its own.
    fn ratio(&self) -> Ratio {
        Ratio::of(median(self.ours.clone()), median(self.bare.clone()))
    }

    /// Beside the kinder bare way: only as many connections as our own pool has.
    fn ratio_pooled(&self) -> Ratio {
        Ratio::of(median(self.ours.clone()), median(self.pooled.clone()))
    }

    fn line(&self) -> String {
        format!(
            "One account, {CALLERS} callers: {}/s, {} to a commit, {}, {} retries; bare \
             SERIALIZABLE with retry {}/s on {} connections = {}, {}/s on {POOL} = {}, {} \
             conflicts; target {TARGET} {}",
            median(self.ours.clone()),
            Ratio::thousandths(self.last.shared),
            self.last.waited,
            self.last.retries,
            median(self.bare.clone()),
            self.connections,
            self.ratio(),
            median(self.pooled.clone()),
            self.ratio_pooled(),
            self.conflicts,
            verdict(self.ratio() >= TARGET)
        )
    }

    fn json(&self) -> Value {
        json!({
            "bench": "hot",
            "callers": CALLERS,
            "per_second": median(self.ours.clone()),
            "orders_per_commit": Ratio::thousandths(self.last.shared).json(),
            "waited": self.last.waited.json(),
            "retries": self.last.retries,
            "bare_per_second": median(self.bare.clone()),
            "bare_connections": self.connections,
            "bare_pooled_per_second": median(self.pooled.clone()),
            "bare_pooled_connections": POOL,
            "bare_conflicts": self.conflicts,
            "ratio": self.ratio().json(),
            "ratio_pooled": self.ratio_pooled().json(),
            "target": TARGET.json(),
            "reached": self.ratio() >= TARGET,
            "rounds": { "ours": self.ours, "bare": self.bare, "bare_pooled": self.pooled },
        })
    }
}

async fn measure(server: &Server, rounds: usize, lasts: Duration) -> Result<Told, Refused> {
    let (mut ours, mut bare, mut pooled, mut conflicts) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let (mut last, mut connections) = (None, CALLERS);
    for _ in 0..rounds {
        let db = server.door().await?;
        let placed = callers::place(&db, CALLERS, Choice::Hot, lasts).await?;
        db.read("bench.audit", order::audit).await?;
        drop(db);
        ours.push(placed.rate.per_second());
        last = Some(placed);
        connections = connections.min(server.room().await?);
        for (clients, rates) in [(connections, &mut bare), (POOL, &mut pooled)] {
            server.refill().await?;
            let (rate, missed) = without(server, clients, lasts).await?;
            rates.push(rate.per_second());
            conflicts += missed;
        }
    }
    let last = last.ok_or_else(|| Fault::new("nothing was measured"))?;
    Ok(Told { ours, bare, pooled, connections, conflicts, last })
}

/// So many connections, each placing one order after the other; how many, and how many conflicts.
async fn without(server: &Server, clients: u64, lasts: Duration) -> Result<(Rate, u64), Refused> {
    let mut connected = Vec::new();
    for n in 0..clients {
        let client = connect(&server.address).await?;
        let mut statements = Vec::new();
        for sql in STATEMENTS {
            statements.push(client.prepare(sql.text).await.map_err(|e| broken(&e))?);
        }
        connected.push((n, client, statements));
    }
    let stop = Arc::new(AtomicBool::new(false));
    let start = Instant::now();
    let mut all = JoinSet::new();
    for (n, client, statements) in connected {
        all.spawn(caller(n, client, statements, Arc::clone(&stop)));
    }
    tokio::time::sleep(lasts).await;
    stop.store(true, Ordering::Relaxed);
    let (mut done, mut conflicts) = (0, 0);
    while let Some(one) = all.join_next().await {
        let (orders, missed) = one.map_err(|e| Fault::new(format!("a caller broke: {e}")))??;
        done += orders;
        conflicts += missed;
    }
    Ok((Rate::since(done, start), conflicts))
}

async fn caller(
    n: u64,
    client: Client,
    statements: Vec<Statement>,
    stop: Arc<AtomicBool>,
) -> Result<(u64, u64), Refused> {
    let (mut done, mut conflicts) = (0, 0);
    while !stop.load(Ordering::Relaxed) {
        let order = format!("ord_{n:06}{done:020}");
        match place(&client, &statements, &order).await {
            Ok(()) => done += 1,
            Err(e) if e.code() == Some(&SqlState::T_R_SERIALIZATION_FAILURE) => {
                conflicts += 1;
                client.batch_execute("ROLLBACK").await.map_err(|e| broken(&e))?;
            }
            Err(e) => return Err(broken(&e)),
        }
    }
    Ok((done, conflicts))
}

async fn place(
    client: &Client,
    statements: &[Statement],
    order: &str,
) -> Result<(), tokio_postgres::Error> {
    let [debit, order_new, postings_new, outbox_new] = statements else { return Ok(()) };
    let (account, at) = (0i64, 1i64);
    client.batch_execute(Begin::Serializable.text()).await?;
    client.query_one(debit, &[&PRICE_YEN, &account]).await?;
    client.execute(order_new, &[&order, &account, &PRICE_YEN, &at]).await?;
    let rest = PRICE_YEN - FEE_YEN;
    client.execute(postings_new, &[&order, &account, &-PRICE_YEN, &rest, &FEE_YEN]).await?;
    client.execute(outbox_new, &[&order, &BODY, &at]).await?;
    client.batch_execute("COMMIT").await
}
