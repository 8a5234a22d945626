//! So many callers who each place an order, wait for the answer and place the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use db::{Db, Lock};
use kernel::{Fault, Refused};
use tokio::task::JoinSet;

use super::figures::{Rate, Spread};
use super::order::{self, Spin};

/// What they came to.
pub(crate) struct Placed {
    /// How many orders.
    pub(crate) rate: Rate,
    /// How long each waited for its answer.
    pub(crate) waited: Spread,
    /// How many orders shared a commit, in thousandths.
    pub(crate) shared: u64,
    /// How often an act had to run again.
    pub(crate) retries: u64,
}

/// Which accounts they choose, and under which lock.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Any of all.
    Any,
    /// All of them the same one, under its lock.
    Hot,
}

/// Places orders through our door.
pub(crate) async fn place(
    db: &Db,
    callers: u64,
    choice: Choice,
    lasts: Duration,
) -> Result<Placed, Refused> {
    let before = db.figures();
    let stop = Arc::new(AtomicBool::new(false));
    let start = Instant::now();
    let mut all = JoinSet::new();
    for n in 0..callers {
        all.spawn(caller(db.clone(), n, choice, Arc::clone(&stop)));
    }
    tokio::time::sleep(lasts).await;
    stop.store(true, Ordering::Relaxed);
    let mut waits = Vec::new();
    while let Some(one) = all.join_next().await {
        waits.extend(one.map_err(|e| Fault::new(format!("a caller broke: {e}")))??);
    }
    let after = db.figures();
    let acts = after.acts - before.acts;
    let retries = |f: &db::Figures| f.retries.values().sum::<u64>();
    Ok(Placed {
        rate: Rate::since(waits.len() as u64, start),
        waited: Spread::of(waits),
        shared: acts * 1_000 / (after.commits - before.commits).max(1),
        retries: retries(&after) - retries(&before),
    })
}

async fn caller(
    db: Db,
    n: u64,
    choice: Choice,
    stop: Arc<AtomicBool>,
) -> Result<Vec<i64>, Refused> {
    let (mut spin, mut waits) = (Spin::new(n + 1), Vec::new());
    while !stop.load(Ordering::Relaxed) {
        let (account, lock) = match choice {
            Choice::Any => (spin.account(), Lock::none()),
            Choice::Hot => (0, Lock::named("bench.hot")),
        };
        let asked = Instant::now();
        db.write("bench.place", lock, move |tx| order::place(tx, account)).await?;
        waits.push(i64::try_from(asked.elapsed().as_micros()).unwrap_or(i64::MAX));
    }
    Ok(waits)
}
