use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use kernel::{At, Clock, Dice, Span};

/// A clock that stands still until a test moves it. Starts at 2026-11-22T12:00:00Z.
pub struct MockClock(AtomicI64);

impl MockClock {
    /// The instant every test starts at.
    pub const START: At = At::from_secs(1_795_348_800);

    /// Moves time on.
    pub fn forward(&self, span: Span) {
        self.0.fetch_add(span.as_micros(), Ordering::SeqCst);
    }

    /// Sets the time.
    pub fn set(&self, at: At) {
        self.0.store(at.micros(), Ordering::SeqCst);
    }
}

impl Default for MockClock {
    fn default() -> MockClock {
        MockClock(AtomicI64::new(MockClock::START.micros()))
    }
}

impl Clock for MockClock {
    fn now(&self) -> At {
        At::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Dice that throw the same numbers in every run: a counter through SplitMix64.
#[derive(Default)]
pub struct LoadedDice(AtomicU64);

impl LoadedDice {
    /// Dice that continue from `seed`.
    pub fn new(seed: u64) -> LoadedDice {
        LoadedDice(AtomicU64::new(seed))
    }

    fn half(&self) -> u64 {
        let mut z = self
            .0
            .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst)
            .wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Dice for LoadedDice {
    fn roll(&self) -> u128 {
        (u128::from(self.half()) << 64) | u128::from(self.half())
    }
}
