//! The raw limit of firing: the same calls to the same bazaar by the same client, as many at once,
//! and two commits around each pair, written by raw rusqlite many to a commit. No daiko.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use kernel::{Clock, Fault, Refused, Span, Yen};
use markets::{Connector, No};
use rusqlite::params;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::at_once::wanted;
use super::stage::Fair;
use crate::bench::figures::Rate;
use crate::bench::raw::{broken, open};

const TABLE: &str = "CREATE TABLE attempt (id TEXT PRIMARY KEY, item TEXT NOT NULL,
    amount_yen INTEGER NOT NULL, outcome TEXT NOT NULL, market_bid TEXT) STRICT";
const INTEND: &str =
    "INSERT INTO attempt (id, item, amount_yen, outcome) VALUES (?1, ?2, ?3, 'sending')";
const CONFIRM: &str = "UPDATE attempt SET outcome = 'placed', market_bid = ?2 WHERE id = ?1";
/// At most so many rows to a commit, as our door does it.
const BATCH: usize = 256;
/// Not before everything is listed and the connections are warm.
const PREPARE: Span = Span::secs(60);

enum Line {
    Intend(String, String),
    Confirm(String, String),
}

type Letter = (Line, oneshot::Sender<()>);

/// So many bids, as fast as it goes.
pub(crate) async fn run(count: usize) -> Result<Rate, Refused> {
    let fair = Fair::open("bench-bare").await?;
    let ends = wanted(count, db::SystemClock::default().now().plus(PREPARE));
    let items = Arc::new(fair.list(&ends).await?);
    let folder = crate::child::fresh_folder("bench-bare-rows")?;
    let (letters, queue) = channel();
    let file = folder.join("rows.sqlite");
    let writer = std::thread::spawn(move || write(&file, &queue));
    let market = fair.connector()?;
    let (next, start) = (Arc::new(AtomicUsize::new(0)), Instant::now());
    let mut hands = JoinSet::new();
    for _ in 0..jobs::Config::default().timers {
        let (market, items) = (Arc::clone(&market), Arc::clone(&items));
        hands.spawn(hand(market, items, Arc::clone(&next), letters.clone()));
    }
    drop(letters);
    while let Some(one) = hands.join_next().await {
        one.map_err(|e| Fault::new(format!("a bare hand broke: {e}")))??;
    }
    let rate = Rate::since(count as u64, start);
    writer.join().map_err(|_| Fault::new("the bare writer broke"))??;
    let taken = fair.taken().await?.len();
    fair.close();
    let _ = std::fs::remove_dir_all(folder);
    if taken == count {
        return Ok(rate);
    }
    Err(Fault::new(format!("{taken} of {count} bare bids were taken")).into())
}

async fn hand(
    market: Arc<dyn Connector>,
    items: Arc<Vec<String>>,
    next: Arc<AtomicUsize>,
    letters: Sender<Letter>,
) -> Result<(), Refused> {
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = items.get(n) else { return Ok(()) };
        let reference = format!("bare_{n:026}");
        written(&letters, Line::Intend(reference.clone(), item.clone())).await?;
        let preview =
            market.preview_bid(item, &reference, Yen::new(2_000)).await.map_err(No::refused)?;
        let placed = market.place_bid(&preview, &|| {}).await.map_err(No::refused)?;
        written(&letters, Line::Confirm(reference, placed.bid_id)).await?;
    }
}

async fn written(letters: &Sender<Letter>, line: Line) -> Result<(), Refused> {
    let gone = || Refused::from(Fault::new("the bare writer is gone"));
    let (done, answer) = oneshot::channel();
    letters.send((line, done)).map_err(|_| gone())?;
    answer.await.map_err(|_| gone())
}

fn write(file: &Path, queue: &Receiver<Letter>) -> Result<(), Refused> {
    let conn = open(file)?;
    conn.execute_batch(TABLE).map_err(broken)?;
    while let Ok(first) = queue.recv() {
        let mut done = Vec::new();
        conn.execute_batch("BEGIN IMMEDIATE").map_err(broken)?;
        for (line, answer) in std::iter::once(first).chain(queue.try_iter()).take(BATCH) {
            let changed = match line {
                Line::Intend(id, item) => conn
                    .prepare_cached(INTEND)
                    .and_then(|mut statement| statement.execute(params![id, item, 2_000])),
                Line::Confirm(id, bid) => conn
                    .prepare_cached(CONFIRM)
                    .and_then(|mut statement| statement.execute(params![id, bid])),
            };
            changed.map_err(broken)?;
            done.push(answer);
        }
        conn.execute_batch("COMMIT").map_err(broken)?;
        for answer in done {
            let _ = answer.send(());
        }
    }
    Ok(())
}
