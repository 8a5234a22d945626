//! The event log: written behind the decisions, in their order, many to a commit. Whoever has to
//! answer for an event waits here until it is on the disk.

use std::collections::VecDeque;
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
    let (mut after, mut before) = (0i64, 0i64);
    loop {
        let rows: Vec<(i64, At, String)> =
            db.read_now("bazaar.load", move |tx| tx.all(EVENTS_AFTER, (after, 2_000i64)))?;
        let Some((last, _, _)) = rows.last() else { return Ok(()) };
        after = *last;
        for (seq, at, body) in rows {
            let bad = |why| No::BadEvents { seq, why };
            if seq != before + 1 {
                return Err(bad(format!("event {} is missing", before + 1)).into());
            }
            before = seq;
            let event = serde_json::from_str(&body).map_err(|e| bad(e.to_string()))?;
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
            .spawn(move || Writer { db, queue, shared: theirs, kept: VecDeque::new() }.write_on())
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
        if self.shared.stuck.load(Ordering::Relaxed) {
            return Err(unsure());
        }
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

/// Who writes. What was taken out of the queue while the disk was full is kept, in its order.
struct Writer {
    db: Db,
    queue: Receiver<Line>,
    shared: Arc<Shared>,
    kept: VecDeque<Line>,
}

impl Writer {
    fn write_on(mut self) {
        let mut stopping = false;
        while !stopping {
            let Some(first) = self.kept.pop_front().or_else(|| self.queue.recv().ok()) else {
                return;
            };
            let (mut rows, mut waiting) = (Vec::new(), Vec::new());
            let kept = std::mem::take(&mut self.kept);
            let mut lines = std::iter::once(first).chain(kept);
            for line in lines.by_ref().chain(self.queue.try_iter()).take(BATCH) {
                match line {
                    Line::Event(seq, at, event) => match serde_json::to_string(&event) {
                        Ok(body) => rows.push((i64::try_from(seq).unwrap_or(i64::MAX), at, body)),
                        // What comes after it must not stand in its place.
                        Err(e) => {
                            return self.give_up(&format!("event {seq} cannot be written: {e}"));
                        }
                    },
                    Line::Wait(done) => waiting.push(done),
                    Line::Stop => stopping = true,
                }
            }
            self.kept = lines.collect();
            let rows: Rows = Arc::new(rows);
            // The log would have a hole if anything were written after what was not.
            if !self.write_until_written(&rows, &mut waiting) {
                return;
            }
            let shared = &self.shared;
            shared.unwritten.fetch_sub(rows.len(), Ordering::Relaxed);
            if let Some((seq, _, _)) = rows.last() {
                shared.durable.store(u64::try_from(*seq).unwrap_or(0), Ordering::Release);
            }
            for done in waiting {
                let _ = done.send(());
            }
        }
    }

    /// Memory is ahead of the disk by these rows, so that nothing else may be written before them:
    /// a full disk is waited out. Whoever waits is told after a second that nobody knows, and
    /// whoever comes later as soon as they come.
    fn write_until_written(&mut self, rows: &Rows, waiting: &mut Vec<oneshot::Sender<()>>) -> bool {
        let mut tries = 0u32;
        while !rows.is_empty() {
            let these = Arc::clone(rows);
            let written = self.db.write_now("bazaar.append", Lock::none(), move |tx| {
                for (seq, at, body) in these.iter() {
                    tx.put(EVENT_APPEND, (*seq, *at, body))?;
                }
                Ok(())
            });
            let Err(refused) = written else {
                self.shared.stuck.store(false, Ordering::Relaxed);
                return true;
            };
            tries += 1;
            self.shared.note(refused.to_string());
            if tries > 10 {
                self.shared.stuck.store(true, Ordering::Relaxed);
                waiting.clear();
                self.send_away();
                if self.shared.stopped.load(Ordering::Relaxed) {
                    return false;
                }
            }
            std::thread::sleep(Duration::from_millis(if tries > 10 { 500 } else { 100 }));
        }
        true
    }

    /// Everybody who waits in the queue is told that nobody knows; the rest keeps its place.
    fn send_away(&mut self) {
        self.kept.extend(self.queue.try_iter());
        self.kept.retain(|line| !matches!(line, Line::Wait(_)));
    }

    fn give_up(&self, why: &str) {
        self.shared.note(why.to_owned());
        self.shared.stopped.store(true, Ordering::Relaxed);
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

    fn seqs(db: &Db) -> Result<Vec<u64>, Refused> {
        let mut seqs = Vec::new();
        load(db, |seq, _, _| {
            seqs.push(seq);
            Ok(())
        })?;
        Ok(seqs)
    }

    fn folder(name: &str) -> std::path::PathBuf {
        let name = format!("bazaar-journal-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    async fn is_unsure(journal: &Journal, seq: u64) {
        let told = tokio::time::timeout(Duration::from_secs(30), journal.wait(seq));
        let unsure = told.await.expect("whoever waits is told").unwrap_err();
        assert_eq!(unsure.code, "fault", "that nobody knows");
    }

    #[tokio::test]
    async fn a_full_disk_takes_nothing_more_and_says_so() {
        let folder = folder("full");
        let file = folder.join("full.sqlite").display().to_string();
        let db = db::Open::at(&file).page_limit(40).open(MIGRATIONS).unwrap();
        let journal = Journal::start(db, 0).unwrap();
        journal.append(1, At::from_secs(1), long_event(1));
        assert_eq!(journal.wait(1).await, Ok(()));
        for n in 2..200usize {
            journal.append(n as u64, At::from_secs(1), long_event(n));
        }
        is_unsure(&journal, 199).await;
        while journal.ready().is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(journal.ready().unwrap_err().code, "busy");
        // Whoever comes while the disk is full does not wait until it has room, whether the writer
        // is known to be stuck or has only just become so.
        is_unsure(&journal, 199).await;
        let (done, written) = oneshot::channel();
        journal.lines.send(Line::Wait(done)).unwrap();
        let told = tokio::time::timeout(Duration::from_secs(30), written).await;
        assert!(told.expect("it is told").is_err());
        assert_eq!(journal.wait(1).await, Ok(()), "what is on the disk is");
        let (_, trouble) = journal.figures();
        assert!(trouble.unwrap().contains("disk"), "and why");
        // This one would fit where those before it did not.
        journal.append(200, At::from_secs(1), Event::EndedEarly { item: "k1".to_owned() });
        drop(journal);

        let db = db::Open::at(&file).open(MIGRATIONS).unwrap();
        let seqs = seqs(&db).unwrap();
        let expect: Vec<u64> = (1..=seqs.len() as u64).collect();
        assert_eq!(seqs, expect, "what is there is whole and in order");
        assert!(seqs.len() < 199);
        let _ = std::fs::remove_dir_all(&folder);
    }

    #[tokio::test]
    async fn a_log_with_a_hole_makes_no_marketplace() {
        let folder = folder("hole");
        let file = folder.join("hole.sqlite").display().to_string();
        let db = db::Open::at(&file).open(MIGRATIONS).unwrap();
        let journal = Journal::start(db.clone(), 0).unwrap();
        for seq in [1, 2, 4] {
            journal.append(seq, At::from_secs(1), long_event(1));
        }
        assert_eq!(journal.wait(4).await, Ok(()));
        let refused = seqs(&db).unwrap_err();
        assert_eq!(refused.code(), "bazaar.bad_events");
        assert!(refused.to_string().contains("event 3 is missing"), "{refused}");
        let _ = std::fs::remove_dir_all(&folder);
    }
}
