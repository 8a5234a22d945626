use std::collections::{HashSet, VecDeque};
use std::sync::{Condvar, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::work::{Work, room_for};

/// At most this many acts under one lock share a transaction.
const RIDE: usize = 64;
/// At most this many acts without a lock share one: a conflict makes all of them run again.
const SHARE: usize = 8;

/// What waits, and which locks are being worked on. A bounded queue: it refuses, never grows.
pub(crate) struct Queue {
    inner: Mutex<Inner>,
    arrived: Condvar,
    room: usize,
    /// Every transaction passes it with the others; one that keeps losing passes it alone.
    gate: RwLock<()>,
}

/// The right to run a transaction now.
pub(crate) enum Pass<'q> {
    WithOthers { _guard: RwLockReadGuard<'q, ()> },
    Alone { _guard: RwLockWriteGuard<'q, ()> },
}

struct Inner {
    waiting: VecDeque<Box<dyn Work>>,
    busy: HashSet<i64>,
    idle: usize,
    closed: bool,
}

pub(crate) enum Taken {
    Yes,
    Full,
}

impl Queue {
    pub(crate) fn new(room: usize) -> Queue {
        let inner =
            Inner { waiting: VecDeque::new(), busy: HashSet::new(), idle: 0, closed: false };
        Queue { inner: Mutex::new(inner), arrived: Condvar::new(), room, gate: RwLock::new(()) }
    }

    pub(crate) fn put(&self, work: Box<dyn Work>) -> Taken {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.closed || inner.waiting.len() >= room_for(&*work, self.room) {
            return Taken::Full;
        }
        inner.waiting.push_back(work);
        drop(inner);
        self.arrived.notify_one();
        Taken::Yes
    }

    pub(crate) fn close(&self) {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.arrived.notify_all();
    }

    /// The next acts to run in one transaction; `None` when the house closes. Acts under a lock
    /// that another worker holds are passed over, in order, until it is done.
    pub(crate) fn take(&self) -> Option<Vec<Box<dyn Work>>> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let free = inner
                .waiting
                .iter()
                .position(|w| w.lock().key().is_none_or(|key| !inner.busy.contains(&key)));
            if let Some(at) = free {
                return Some(inner.gather(at));
            }
            if inner.closed && inner.waiting.is_empty() {
                return None;
            }
            inner.idle += 1;
            inner = self.arrived.wait(inner).unwrap_or_else(PoisonError::into_inner);
            inner.idle -= 1;
        }
    }

    /// Waits for the right to run a transaction beside the others of this process, or alone.
    pub(crate) fn pass(&self, alone: bool) -> Pass<'_> {
        if alone {
            let guard = self.gate.write().unwrap_or_else(PoisonError::into_inner);
            Pass::Alone { _guard: guard }
        } else {
            let guard = self.gate.read().unwrap_or_else(PoisonError::into_inner);
            Pass::WithOthers { _guard: guard }
        }
    }

    /// The lock is free again.
    pub(crate) fn done(&self, key: Option<i64>) {
        if let Some(key) = key {
            self.inner.lock().unwrap_or_else(PoisonError::into_inner).busy.remove(&key);
            self.arrived.notify_one();
        }
    }
}

impl Inner {
    fn gather(&mut self, at: usize) -> Vec<Box<dyn Work>> {
        let mut batch: Vec<Box<dyn Work>> = self.waiting.remove(at).into_iter().collect();
        let key = batch.first().and_then(|w| w.lock().key());
        // Acts without a lock share a transaction only when no worker is idle and many wait.
        let most = match key {
            Some(_) => RIDE,
            None if self.idle > 0 => 1,
            None => (self.waiting.len() / super::WRITERS + 1).min(SHARE),
        };
        let mut i = at;
        while batch.len() < most && i < self.waiting.len() {
            if self.waiting[i].lock().key() == key {
                batch.extend(self.waiting.remove(i));
            } else {
                i += 1;
            }
        }
        self.busy.extend(key);
        batch
    }
}
