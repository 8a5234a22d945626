//! Unwrapped keys that stay in memory for a moment. Slots are numbers without gaps, so each has its
//! place by its number, and whoever comes to the same place later drives the earlier one out.

use std::sync::Arc;

use kernel::{At, Span};

use super::Slot;
use super::cipher::Key;

/// How many stay at most.
const PLACES: usize = 16_384;
/// For how long one is used.
pub(super) const FOR: Span = Span::secs(30);

pub(super) struct Warm(Vec<Option<(Slot, At, Arc<Key>)>>);

impl Warm {
    pub(super) fn new() -> Warm {
        Warm((0..PLACES).map(|_| None).collect())
    }

    pub(super) fn get(&self, slot: Slot, now: At) -> Option<Arc<Key>> {
        let (who, since, key) = self.0.get(place(slot))?.as_ref()?;
        let fresh = now.since(*since).as_micros() <= FOR.as_micros();
        (*who == slot && fresh).then(|| Arc::clone(key))
    }

    pub(super) fn put(&mut self, slot: Slot, now: At, key: Arc<Key>) {
        if let Some(held) = self.0.get_mut(place(slot)) {
            *held = Some((slot, now, key));
        }
    }

    /// Drops those whose time is over; how many.
    pub(super) fn cool(&mut self, now: At) -> usize {
        let mut dropped = 0;
        for held in &mut self.0 {
            let is_over = |since: &At| now.since(*since).as_micros() > FOR.as_micros();
            if held.as_ref().is_some_and(|(_, since, _)| is_over(since)) {
                *held = None;
                dropped += 1;
            }
        }
        dropped
    }

    pub(super) fn forget(&mut self, slot: Slot) {
        if let Some(held) = self.0.get_mut(place(slot))
            && held.as_ref().is_some_and(|(who, ..)| *who == slot)
        {
            *held = None;
        }
    }
}

fn place(slot: Slot) -> usize {
    usize::try_from(slot.0 % PLACES as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_warm_for_its_slot_alone_and_not_for_long() {
        let (mut warm, now) = (Warm::new(), At::from_micros(0));
        let key = || Arc::new(Key::new(&[7; 32]).unwrap());
        let (slot, same_place) = (Slot(3), Slot(3 + PLACES as u64));
        warm.put(slot, now, key());
        assert!(warm.get(slot, now.plus(Span::secs(30))).is_some());
        assert!(warm.get(slot, now.plus(Span::secs(31))).is_none());
        assert!(warm.get(same_place, now).is_none());
        warm.forget(same_place);
        assert!(warm.get(slot, now).is_some());
        warm.put(same_place, now, key());
        assert!(warm.get(slot, now).is_none() && warm.get(same_place, now).is_some());
        warm.forget(same_place);
        assert!(warm.get(same_place, now).is_none());
        warm.put(slot, now, key());
        assert_eq!(warm.cool(now.plus(FOR)), 0);
        let weak = warm.0.iter().flatten().map(|(.., key)| Arc::downgrade(key)).next().unwrap();
        assert_eq!(warm.cool(now.plus(FOR).plus(Span::micros(1))), 1);
        assert!(weak.upgrade().is_none(), "out of memory, though nobody asked for it");
    }
}
