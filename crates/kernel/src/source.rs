use crate::{At, Span};

/// Where the time comes from. The real one lives in crates/db, a hand-moved one in crates/testkit.
pub trait Clock: Send + Sync + 'static {
    /// This instant.
    fn now(&self) -> At;
    /// How long a thread has to sleep, on the wall, until the clock shows `at`.
    fn wall_until(&self, at: At) -> std::time::Duration {
        at.since(self.now()).to_std()
    }
}

/// Where chance comes from.
pub trait Dice: Send + Sync + 'static {
    /// 128 fresh bits.
    fn roll(&self) -> u128;
}

/// A clock that runs `speed` times as fast as the one below it since `since`: demos and stories
/// live three days in a minute. Both daiko and the bazaar take the same pair of numbers.
pub struct FastClock<C> {
    below: C,
    since: At,
    speed: i64,
}

impl<C: Clock> FastClock<C> {
    /// A clock equal to `below` at `since` and `speed` times as fast from then on.
    pub fn new(below: C, since: At, speed: i64) -> FastClock<C> {
        FastClock { below, since, speed: speed.max(1) }
    }
}

impl<C: Clock> Clock for FastClock<C> {
    fn now(&self) -> At {
        let passed = self.below.now().since(self.since).as_micros();
        self.since.plus(Span::micros(passed.saturating_mul(self.speed)))
    }
    fn wall_until(&self, at: At) -> std::time::Duration {
        Span::micros(at.since(self.now()).as_micros() / self.speed).to_std()
    }
}
