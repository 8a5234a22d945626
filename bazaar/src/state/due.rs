use std::cmp::Reverse;
use std::collections::BinaryHeap;

use kernel::At;

/// Something that happens by itself when its time has come. Due things are a consequence of
/// events, so that they come back when the events are read again; whoever takes one up looks
/// whether it still has to be done.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// A rival bids.
    Rival { item: String, name: String, worth_yen: i64, nibble: bool },
    /// An auction may have reached its end.
    Close { item: String },
    /// A seller answers the message with this number.
    Reply { account: String, item: String, number: usize },
    /// A seller sends what was paid.
    Ship { order: String },
    /// A rival pays what they won, or answers an offer.
    Decide { order: String },
    /// An order that was not paid, or an offer nobody took, lapses.
    Lapse { order: String },
}

/// All that is due, earliest first; of equal instants what was planned first.
#[derive(Debug, Default)]
pub(crate) struct Dues {
    heap: BinaryHeap<Reverse<(At, u64, Due)>>,
    planned: u64,
}

impl Dues {
    pub(crate) fn plan(&mut self, at: At, due: Due) {
        self.planned += 1;
        self.heap.push(Reverse((at, self.planned, due)));
    }

    /// The next thing whose time has come.
    pub(crate) fn take(&mut self, now: At) -> Option<(At, Due)> {
        let Reverse((at, _, _)) = self.heap.peek()?;
        if *at > now {
            return None;
        }
        self.heap.pop().map(|Reverse((at, _, due))| (at, due))
    }

    /// When the next thing is due.
    pub(crate) fn next_at(&self) -> Option<At> {
        self.heap.peek().map(|Reverse((at, _, _))| *at)
    }

    /// Forgets the rivals' bids up to an instant: before a restart they were made or refused.
    pub(crate) fn forget_rivals_until(&mut self, latest: At) {
        self.heap.retain(|Reverse((at, _, due))| *at > latest || !matches!(due, Due::Rival { .. }));
    }
}
