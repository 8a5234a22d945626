use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Rate;

/// Counters of one kind, kept apart so that a flood in one never locks the others.
pub(super) struct Buckets {
    places: Mutex<Places>,
}

/// So many places are remembered; one costs some thirty bytes.
const PLACES: usize = 100_000;
/// How many places are let go of at least when there are too many.
const ROOM: usize = PLACES / 8;
/// What places share for which there is no room: so many times the rate of one.
const OTHERS: u32 = 100;
/// How long after room was looked for in vain it is looked for again.
const LOOKS_AGAIN: Duration = Duration::from_secs(1);

/// When each bucket will be full again: what takes from it moves that on.
struct Places {
    full_at: HashMap<u64, Instant>,
    others: Option<Instant>,
    no_room_since: Option<Instant>,
}

// Takes one from a bucket; how long to wait when it is empty.
fn taken(full: Instant, rate: Rate, now: Instant) -> Result<Instant, Duration> {
    let next = full.max(now) + rate.every;
    let most = now + rate.every * rate.burst;
    if next > most { Err(next - most) } else { Ok(next) }
}

impl Rate {
    fn of_others(self) -> Rate {
        Rate { burst: self.burst.saturating_mul(OTHERS), every: self.every / OTHERS }
    }
}

impl Buckets {
    pub(super) fn new() -> Buckets {
        let places = Places { full_at: HashMap::new(), others: None, no_room_since: None };
        Buckets { places: Mutex::new(places) }
    }

    pub(super) fn take(&self, place: u64, rate: Rate, now: Instant) -> Result<(), Duration> {
        let mut all = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.full_at.get(&place).copied();
        if known.is_none() && !all.has_room(rate, now) {
            all.others = Some(taken(all.others.unwrap_or(now), rate.of_others(), now)?);
            return Ok(());
        }
        let full = taken(known.unwrap_or(now), rate, now)?;
        all.full_at.insert(place, full);
        Ok(())
    }

    pub(super) fn has_room(&self, place: u64, rate: Rate, now: Instant) -> Result<(), Duration> {
        let mut all = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.full_at.get(&place).copied();
        if known.is_none() && !all.has_room(rate, now) {
            return taken(all.others.unwrap_or(now), rate.of_others(), now).map(|_| ());
        }
        taken(known.unwrap_or(now), rate, now).map(|_| ())
    }
}

impl Places {
    // Why nobody who is told to wait is ever forgotten: whoever has many addresses would have the
    // others let the one go that guesses. Whoever owes least is, for it changes least.
    fn has_room(&mut self, rate: Rate, now: Instant) -> bool {
        if self.full_at.len() < PLACES {
            return true;
        }
        if self
            .no_room_since
            .is_some_and(|since| now.saturating_duration_since(since) < LOOKS_AGAIN)
        {
            return false;
        }
        self.full_at.retain(|_, full| *full > now);
        let over = (self.full_at.len() + ROOM).saturating_sub(PLACES);
        if over > 0 {
            let waits = |full: &Instant| taken(*full, rate, now).is_err();
            let mut free: Vec<Instant> =
                self.full_at.values().filter(|full| !waits(full)).copied().collect();
            if let Some(last) = over.min(free.len()).checked_sub(1) {
                let (_, least, _) = free.select_nth_unstable(last);
                let least = *least;
                self.full_at.retain(|_, full| *full > least || waits(full));
            }
        }
        let room = self.full_at.len() < PLACES;
        self.no_room_since = (!room).then_some(now);
        room
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEW: Rate = Rate { burst: 3, every: Duration::from_secs(10) };

    #[test]
    fn a_bucket_gives_its_burst_then_one_at_a_time_and_says_how_long_to_wait() {
        let (buckets, now) = (Buckets::new(), Instant::now());
        for _ in 0..3 {
            buckets.take(1, FEW, now).unwrap();
        }
        assert_eq!(buckets.take(1, FEW, now), Err(Duration::from_secs(10)));
        buckets.take(2, FEW, now).unwrap();
        let later = now + Duration::from_secs(10);
        buckets.take(1, FEW, later).unwrap();
        assert!(buckets.take(1, FEW, later).is_err());
    }

    fn remembered(buckets: &Buckets) -> usize {
        buckets.places.lock().unwrap().full_at.len()
    }

    #[test]
    fn whoever_is_told_to_wait_is_not_forgotten_however_many_others_come() {
        let (buckets, now) = (Buckets::new(), Instant::now());
        for _ in 0..3 {
            buckets.take(u64::MAX, FEW, now).unwrap();
        }
        for place in 0..3 * PLACES as u64 {
            buckets.take(place, FEW, now).unwrap();
            assert!(place % 1_000 > 0 || remembered(&buckets) <= PLACES);
        }
        assert!(buckets.take(u64::MAX, FEW, now).is_err(), "forgotten for others");
        assert!(buckets.has_room(u64::MAX, FEW, now).is_err());
        // Whoever owes more is let go of later.
        buckets.take(u64::MAX - 1, FEW, now).unwrap();
        buckets.take(u64::MAX - 1, FEW, now).unwrap();
        for place in 0..PLACES as u64 {
            buckets.take(u64::MAX / 2 + place, FEW, now).unwrap();
        }
        buckets.take(u64::MAX - 1, FEW, now).unwrap();
        assert!(buckets.take(u64::MAX - 1, FEW, now).is_err(), "it had taken two before");
    }

    #[test]
    fn when_all_that_are_remembered_wait_the_others_share_one_bucket() {
        let (buckets, now) = (Buckets::new(), Instant::now());
        for place in 0..PLACES as u64 {
            for _ in 0..3 {
                buckets.take(place, FEW, now).unwrap();
            }
        }
        let shared = u64::from(FEW.burst * OTHERS);
        for place in 0..shared {
            buckets.take(u64::MAX - place, FEW, now).unwrap();
        }
        assert!(buckets.take(u64::MAX - shared, FEW, now).is_err());
        assert!(buckets.has_room(u64::MAX - shared, FEW, now).is_err());
        assert!(buckets.take(7, FEW, now).is_err(), "who waited still waits");
        assert_eq!(remembered(&buckets), PLACES);
        let later = now + Duration::from_secs(31);
        for _ in 0..3 {
            buckets.take(u64::MAX, FEW, later).unwrap();
        }
        assert!(buckets.take(u64::MAX, FEW, later).is_err(), "it has a bucket of its own again");
    }
}
