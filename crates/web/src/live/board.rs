use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use bytes::Bytes;
use futures_util::task::AtomicWaker;
use serde_json::{Map, Value};

/// Lines kept for those who come later; beyond this, lines nobody watches are forgotten.
const LINES: usize = 20_000;
/// Streams open at once.
const WATCHERS: usize = 20_000;

/// The board of live figures everybody may see: the price of a lot, its bids, its end. One line a
/// key; whoever watches a key gets its latest line, never a queue of old ones. Plug one into the
/// database at opening, so that an act can publish after its commit. Cheap to clone.
#[derive(Clone, Default)]
pub struct Board(Arc<Inner>);

#[derive(Default)]
struct Inner {
    slots: Mutex<HashMap<String, Slot>>,
    watchers: AtomicUsize,
    closed: AtomicBool,
}

#[derive(Default)]
struct Slot {
    latest: Option<Bytes>,
    watchers: Vec<(Weak<Watcher>, u16)>,
}

/// One open stream's letter box: the keys whose line is news.
#[derive(Default)]
pub(crate) struct Watcher {
    pub(crate) waker: AtomicWaker,
    news: Mutex<Vec<u16>>,
}

/// The right to read some lines; given back when dropped.
pub(crate) struct Watch {
    board: Board,
    keys: Vec<String>,
    pub(crate) watcher: Arc<Watcher>,
}

impl Board {
    /// An empty board.
    pub fn new() -> Board {
        Board::default()
    }

    /// Puts up a line: names and texts. `ends_at` is an instant as [`kernel::At`] writes it; a
    /// countdown of that field follows it. Only what everybody may see belongs here.
    pub fn publish(&self, key: &str, fields: &[(&str, String)]) {
        let mut line = Map::with_capacity(fields.len() + 1);
        line.insert("key".to_owned(), Value::String(key.to_owned()));
        for (name, text) in fields {
            line.insert((*name).to_owned(), Value::String(text.clone()));
        }
        let line = Bytes::from(format!("data: {}\n\n", Value::Object(line)));
        let waiting = {
            let mut slots = self.slots();
            if slots.len() >= LINES && !slots.contains_key(key) {
                slots.retain(|_, slot| !slot.watchers.is_empty());
            }
            let slot = slots.entry(key.to_owned()).or_default();
            slot.latest = Some(line);
            slot.watchers.clone()
        };
        // Why: thousands may be watching one lot; the board is not locked while they are woken.
        for (watcher, index) in waiting {
            if let Some(watcher) = watcher.upgrade() {
                watcher.note(index);
            }
        }
    }

    /// How many streams are open.
    pub fn watchers(&self) -> usize {
        self.0.watchers.load(Ordering::Relaxed)
    }

    /// Up to so many keys that somebody watches, in order from behind this one, round and round.
    pub fn watched(&self, after: &str, most: usize) -> Vec<String> {
        let mut keys: Vec<String> = {
            let slots = self.slots();
            let seen = slots.iter().filter(|(_, slot)| !slot.watchers.is_empty());
            seen.map(|(key, _)| key.clone()).collect()
        };
        keys.sort_unstable();
        let behind = keys.partition_point(|key| key.as_str() <= after);
        keys.rotate_left(behind);
        keys.truncate(most);
        keys
    }

    /// Ends every stream: the house is closing.
    pub fn close(&self) {
        self.0.closed.store(true, Ordering::SeqCst);
        let all: Vec<Arc<Watcher>> = {
            let slots = self.slots();
            slots
                .values()
                .flat_map(|slot| &slot.watchers)
                .filter_map(|(w, _)| w.upgrade())
                .collect()
        };
        all.iter().for_each(|watcher| watcher.waker.wake());
    }

    pub(crate) fn open(&self) {
        self.0.closed.store(false, Ordering::SeqCst);
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.0.closed.load(Ordering::SeqCst)
    }

    /// Starts to watch; `None` when too many do already.
    pub(crate) fn watch(&self, mut keys: Vec<String>) -> Option<Watch> {
        keys.sort_unstable();
        keys.dedup();
        if self.0.watchers.fetch_add(1, Ordering::SeqCst) >= WATCHERS {
            self.0.watchers.fetch_sub(1, Ordering::SeqCst);
            return None;
        }
        let watcher = Arc::new(Watcher::default());
        let mut slots = self.slots();
        for (index, key) in keys.iter().enumerate() {
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            let slot = slots.entry(key.clone()).or_default();
            slot.watchers.push((Arc::downgrade(&watcher), index));
            if slot.latest.is_some() {
                watcher.note(index);
            }
        }
        drop(slots);
        Some(Watch { board: self.clone(), keys, watcher })
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<String, Slot>> {
        self.0.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watcher {
    fn note(&self, index: u16) {
        {
            let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
            if !news.contains(&index) {
                news.push(index);
            }
        }
        self.waker.wake();
    }
}

impl Watch {
    pub(crate) fn is_over(&self) -> bool {
        self.board.is_closed()
    }

    /// The latest lines of what has changed since the last look.
    pub(crate) fn news(&self) -> Option<Bytes> {
        let indices = {
            let mut news = self.watcher.news.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *news)
        };
        if indices.is_empty() {
            return None;
        }
        let slots = self.board.slots();
        let line = |index: &u16| slots.get(self.keys.get(usize::from(*index))?)?.latest.clone();
        let lines: Vec<Bytes> = indices.iter().filter_map(line).collect();
        match lines.as_slice() {
            [] => None,
            // Thousands who watch one lot share the bytes of its line.
            [one] => Some(one.clone()),
            many => Some(Bytes::from(many.concat())),
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.board.0.watchers.fetch_sub(1, Ordering::SeqCst);
        let mut slots = self.board.slots();
        for key in &self.keys {
            if let Some(slot) = slots.get_mut(key) {
                let me = Arc::as_ptr(&self.watcher);
                slot.watchers.retain(|(watcher, _)| watcher.as_ptr() != me);
                if slot.watchers.is_empty() && slot.latest.is_none() {
                    slots.remove(key);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_more_are_watched_than_are_asked_for_all_get_their_turn() {
        let board = Board::new();
        let keys = ["a.1", "a.2", "b.1", "b.2", "c.1"];
        board.publish("nobody.looks", &[("price", "1".to_owned())]);
        let watch = board.watch(keys.map(str::to_owned).to_vec()).unwrap();
        assert_eq!(board.watched("", 3), ["a.1", "a.2", "b.1"]);
        assert_eq!(board.watched("b.1", 3), ["b.2", "c.1", "a.1"]);
        assert_eq!(board.watched("c.1", 9), keys);
        assert_eq!(board.watched("a.9", 2), ["b.1", "b.2"], "one that nobody looks at any more");
        drop(watch);
        assert!(board.watched("", 3).is_empty());
    }
}
