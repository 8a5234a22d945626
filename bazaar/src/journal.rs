//! The event log: written behind the decisions, in their order, many to a commit. Whoever has to
//! answer for an event waits here until it is on the disk.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use db::{Db, Lock, Migration};
use kernel::{At, Fault, Refused};
use tokio::sync::oneshot;

use crate::event::Event;
use crate::problem::{self, Problem};
use crate::refusals::No;

/// The marketplace's own schema; it shares nothing with anyone.
pub const MIGRATIONS: &[Migration] =
    &[Migration { number: 1, name: "events", text: include_str!("../schema/0001_events.sql") }];

db::sql! {
    /// One more event.
    EVENT_APPEND = "INSERT INTO event (seq, at, body) VALUES ($1, $2, $3)";
    /// The next events, oldest first.
    EVENTS_AFTER = "SELECT seq, at, body FROM event WHERE seq > $1 ORDER BY seq LIMIT $2";
}

/// More than this is never written in one transaction.
const BATCH: usize = 4_096;
/// With so many events unwritten nothing more is taken.
const MOST_UNWRITTEN: usize = 50_000;

enum Line {
    Event(u64, At, Event),
    Wait(oneshot::Sender<()>),
    Stop,
}

#[derive(Default)]
struct Shared {
    durable: AtomicU64,
    unwritten: AtomicUsize,
    stuck: AtomicBool,
    stopped: AtomicBool,
    trouble: Mutex<Option<String>>,
}

/// The pen.
pub(crate) struct Journal {
    lines: Sender<Line>,
    shared: Arc<Shared>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// Reads the whole log, oldest first.
pub(crate) fn load(
    db: &Db,
    mut take: impl FnMut(u64, At, Event) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let mut after = 0i64;
    loop {
        let rows: Vec<(i64, At, String)> =
            db.read_now("bazaar.load", move |tx| tx.all(EVENTS_AFTER, (after, 2_000i64)))?;
        let Some((last, _, _)) = rows.last() else { return Ok(()) };
        after = *last;
        for (seq, at, body) in rows {
            let event = serde_json::from_str(&body)
                .map_err(|e| No::BadEvents { seq, why: e.to_string() })?;
            take(u64::try_from(seq).unwrap_or(0), at, event)?;
        }
    }
}

impl Journal {
    /// Starts the writer; `seq` is the last event already written.
    pub(crate) fn start(db: Db, seq: u64) -> Result<Journal, Fault> {
        let (lines, queue) = mpsc::channel();
        let shared = Arc::new(Shared { durable: AtomicU64::new(seq), ..Shared::default() });
        let theirs = Arc::clone(&shared);
        let writer = std::thread::Builder::new()
            .name("bazaar-journal".to_owned())
            .spawn(move || write_on(&db, &queue, &theirs))
            .map_err(|e| Fault::new(format!("the journal's thread: {e}")))?;
        Ok(Journal { lines, shared, writer: Mutex::new(Some(writer)) })
    }

    /// Refuses further acts while the disk does not take what was decided already.
    pub(crate) fn ready(&self) -> Result<(), Problem> {
        let unwritten = self.shared.unwritten.load(Ordering::Relaxed);
        let stopped = self.shared.stopped.load(Ordering::Relaxed);
        if !stopped && !self.shared.stuck.load(Ordering::Relaxed) && unwritten < MOST_UNWRITTEN {
            return Ok(());
        }
        let busy = problem::busy("The marketplace cannot write just now. Nothing was taken.");
        Err(busy.with("retry_after_ms", 1_000))
    }

    /// Queues an event. Called in the order of decisions, under the market's lock.
    pub(crate) fn append(&self, seq: u64, at: At, event: Event) {
        self.shared.unwritten.fetch_add(1, Ordering::Relaxed);
        if self.lines.send(Line::Event(seq, at, event)).is_err() {
            self.shared.stopped.store(true, Ordering::Relaxed);
        }
    }

    /// Comes back once everything up to `seq` is on the disk.
    pub(crate) async fn wait(&self, seq: u64) -> Result<(), Problem> {
        if self.shared.durable.load(Ordering::Acquire) >= seq {
            return Ok(());
        }
        let unsure = || problem::fault("The marketplace could not write. Ask for the reference.");
        let (done, written) = oneshot::channel();
        self.lines.send(Line::Wait(done)).map_err(|_| unsure())?;
        written.await.map_err(|_| unsure())
    }

    /// The last event on the disk, and what troubled the writer last.
    pub(crate) fn figures(&self) -> (u64, Option<String>) {
        let trouble = self.shared.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone();
        (self.shared.durable.load(Ordering::Acquire), trouble)
    }

    /// Writes what is queued and stops.
    pub(crate) fn stop(&self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        let _ = self.lines.send(Line::Stop);
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer {
            let _ = writer.join();
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.stop();
    }
}

type Rows = Arc<Vec<(i64, At, String)>>;

fn write_on(db: &Db, queue: &Receiver<Line>, shared: &Shared) {
    let mut stopping = false;
    while !stopping {
        let Ok(first) = queue.recv() else { return };
        let (mut rows, mut waiting) = (Vec::new(), Vec::new());
        for line in std::iter::once(first).chain(queue.try_iter()).take(BATCH) {
            match line {
                Line::Event(seq, at, event) => match serde_json::to_string(&event) {
                    Ok(body) => rows.push((i64::try_from(seq).unwrap_or(i64::MAX), at, body)),
                    Err(e) => shared.note(format!("event {seq} cannot be written: {e}")),
                },
                Line::Wait(done) => waiting.push(done),
                Line::Stop => stopping = true,
            }
        }
        let rows: Rows = Arc::new(rows);
        if write_until_written(db, &rows, shared, &mut waiting) {
            shared.unwritten.fetch_sub(rows.len(), Ordering::Relaxed);
            if let Some((seq, _, _)) = rows.last() {
                shared.durable.store(u64::try_from(*seq).unwrap_or(0), Ordering::Release);
            }
            for done in waiting {
                let _ = done.send(());
            }
        }
    }
}

/// Memory is ahead of the disk by these rows, so that nothing else may be written before them: a
/// full disk is waited out. Whoever waits is told after a second that nobody knows.
fn write_until_written(
    db: &Db,
    rows: &Rows,
    shared: &Shared,
    waiting: &mut Vec<oneshot::Sender<()>>,
) -> bool {
    let mut tries = 0u32;
    loop {
        if rows.is_empty() {
            return true;
        }
        let these = Arc::clone(rows);
        let written = db.write_now("bazaar.append", Lock::none(), move |tx| {
            for (seq, at, body) in these.iter() {
                tx.put(EVENT_APPEND, (*seq, *at, body))?;
            }
            Ok(())
        });
        let Err(refused) = written else {
            shared.stuck.store(false, Ordering::Relaxed);
            return true;
        };
        tries += 1;
        shared.note(refused.to_string());
        if tries > 10 {
            shared.stuck.store(true, Ordering::Relaxed);
            waiting.clear();
            if shared.stopped.load(Ordering::Relaxed) {
                return false;
            }
        }
        std::thread::sleep(Duration::from_millis(if tries > 10 { 500 } else { 100 }));
    }
}

impl Shared {
    fn note(&self, trouble: String) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(trouble);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long_event(n: usize) -> Event {
        let text = "x".repeat(4_000);
        Event::Replied { account: "house-1".to_owned(), item: format!("k{n}"), text }
    }

    #[tokio::test]
    async fn a_full_disk_takes_nothing_more_and_says_so() {
        let folder = std::env::temp_dir().join(format!("bazaar-journal-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("full.sqlite").display().to_string();
        let db = db::Open::at(&file).page_limit(40).open(MIGRATIONS).unwrap();
        let journal = Journal::start(db, 0).unwrap();
        journal.append(1, At::from_secs(1), long_event(1));
        assert_eq!(journal.wait(1).await, Ok(()));
        for n in 2..200usize {
            journal.append(n as u64, At::from_secs(1), long_event(n));
        }
        let unsure = journal.wait(199).await.unwrap_err();
        assert_eq!(unsure.code, "fault", "whoever waited is told that nobody knows");
        assert_eq!(journal.ready().unwrap_err().code, "busy");
        let (_, trouble) = journal.figures();
        assert!(trouble.unwrap().contains("disk"), "and why");
        drop(journal);

        let db = db::Open::at(&file).open(MIGRATIONS).unwrap();
        let mut seqs = Vec::new();
        load(&db, |seq, _, _| {
            seqs.push(seq);
            Ok(())
        })
        .unwrap();
        let expect: Vec<u64> = (1..=seqs.len() as u64).collect();
        assert_eq!(seqs, expect, "what is there is whole and in order");
        assert!(seqs.len() < 199);
        let _ = std::fs::remove_dir_all(&folder);
    }
}
