use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crate::work::Work;

/// At most this many acts share one commit.
const BATCH: usize = 256;
/// How long a commit waits for the callers it has just answered to come back with their next act.
const GATHER: Duration = Duration::from_micros(120);
/// The shortest wait: long enough to notice callers who do come back.
const GLIMPSE: Duration = Duration::from_micros(15);

/// The acts of a commit, as they come.
///
/// Why one by one: the callers answered by the last commit are about to send their next act.
/// Without a short wait the first of them would get a commit of its own and the others the next
/// one; and while they are on their way the first can run already. Where they do something else
/// first, waiting brings nobody and is given up more and more quickly.
pub(crate) struct Coming {
    queue: Receiver<Box<dyn Work>>,
    waits: Arc<AtomicUsize>,
    before: usize,
    patience: Duration,
    batch: Batch,
}

/// How the gathering of this commit goes.
#[derive(Default)]
struct Batch {
    taken: usize,
    waited: Duration,
    /// How many came while we waited.
    came: usize,
}

impl Coming {
    pub(crate) fn new(queue: Receiver<Box<dyn Work>>, waits: Arc<AtomicUsize>) -> Coming {
        Coming { queue, waits, before: 1, patience: GATHER, batch: Batch::default() }
    }

    /// The first act of the next commit; `None` when nobody is left who could send one.
    pub(crate) fn first(&mut self) -> Option<Box<dyn Work>> {
        self.batch = Batch::default();
        // Why not asleep at once: to be woken costs as much as a caller needs to come back.
        let now = self.queue.try_recv().ok().or_else(|| self.wait());
        let first = now.or_else(|| self.queue.recv().ok())?;
        Some(self.taken(first))
    }

    /// One more for the same commit, unless it is full or nobody is worth waiting for.
    pub(crate) fn more(&mut self) -> Option<Box<dyn Work>> {
        if self.batch.taken >= BATCH {
            return None;
        }
        let work = self.queue.try_recv().ok().or_else(|| self.wait())?;
        Some(self.taken(work))
    }

    fn taken(&mut self, work: Box<dyn Work>) -> Box<dyn Work> {
        self.waits.fetch_sub(1, Ordering::Relaxed);
        self.batch.taken += 1;
        work
    }

    fn wait(&mut self) -> Option<Box<dyn Work>> {
        let began = Instant::now();
        let patience = self.patience.saturating_sub(self.batch.waited);
        if self.batch.taken >= self.before || patience.is_zero() {
            return None;
        }
        let work = loop {
            std::thread::yield_now();
            match self.queue.try_recv() {
                Ok(work) => break Some(work),
                Err(_) if began.elapsed() >= patience => break None,
                Err(_) => {}
            }
        };
        self.batch.waited += began.elapsed();
        self.batch.came += usize::from(work.is_some());
        work
    }

    /// The commit is over: it says for whom the next one waits, and how long.
    pub(crate) fn over(&mut self) {
        self.before = self.batch.taken;
        if !self.batch.waited.is_zero() {
            let brought = self.batch.came > 0;
            self.patience = if brought { GATHER } else { (self.patience / 2).max(GLIMPSE) };
        }
    }
}
