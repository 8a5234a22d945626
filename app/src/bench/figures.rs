//! What a measurement came to: rates, lateness, ratios. Whole numbers only, so that nothing is
//! rounded twice on its way to the reader.

use std::fmt;
use std::time::{Duration, Instant};

use serde_json::{Number, Value, json};

/// So many in so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    /// How many.
    pub(crate) done: u64,
    /// In how long.
    pub(crate) took: Duration,
}

impl Rate {
    pub(crate) fn since(done: u64, start: Instant) -> Rate {
        Rate { done, took: start.elapsed() }
    }

    pub(crate) fn per_second(self) -> u64 {
        let micros = self.took.as_micros().max(1);
        u64::try_from(u128::from(self.done) * 1_000_000 / micros).unwrap_or(u64::MAX)
    }
}

/// A ratio in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ratio(u64);

impl Ratio {
    pub(crate) fn of(ours: u64, theirs: u64) -> Ratio {
        Ratio(ours.saturating_mul(1_000) / theirs.max(1))
    }

    pub(crate) fn median(all: Vec<Ratio>) -> Ratio {
        Ratio(median(all.into_iter().map(|r| r.0).collect()))
    }

    pub(crate) const fn thousandths(n: u64) -> Ratio {
        Ratio(n)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (self.0 + 5) / 10;
        f.pad(&format!("{}.{:02}", hundredths / 100, hundredths % 100))
    }
}

impl Ratio {
    /// The number as JSON writes it.
    pub(crate) fn json(self) -> Value {
        let written = format!("{}.{:03}", self.0 / 1_000, self.0 % 1_000);
        serde_json::from_str::<Number>(&written).map_or(Value::Null, Value::Number)
    }
}

/// The middle one; of an even number the lower middle.
pub(crate) fn median(mut all: Vec<u64>) -> u64 {
    all.sort_unstable();
    all.get(all.len().saturating_sub(1) / 2).copied().unwrap_or(0)
}

/// How long or how late, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Spread {
    /// How many were seen.
    pub(crate) count: usize,
    /// Half were no later.
    pub(crate) p50: i64,
    /// Ninety-nine of a hundred were no later.
    pub(crate) p99: i64,
    /// None was later.
    pub(crate) max: i64,
}

impl Spread {
    pub(crate) fn of(mut micros: Vec<i64>) -> Spread {
        micros.sort_unstable();
        let at = |per_mille: usize| {
            let rank = (micros.len() * per_mille).div_ceil(1_000).max(1);
            micros.get(rank - 1).copied().unwrap_or(0)
        };
        Spread { count: micros.len(), p50: at(500), p99: at(990), max: at(1_000) }
    }

    pub(crate) fn json(self) -> Value {
        json!({
            "count": self.count,
            "p50_us": self.p50,
            "p99_us": self.p99,
            "max_us": self.max,
        })
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p50, p99, max) = (Millis(self.p50), Millis(self.p99), Millis(self.max));
        write!(f, "p50 {p50} ms, p99 {p99} ms, max {max} ms")
    }
}

/// Microseconds, shown as milliseconds.
pub(crate) struct Millis(pub(crate) i64);

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let micros = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", micros / 1_000, micros % 1_000 / 10))
    }
}

/// A target and whether it was reached.
pub(crate) fn verdict(held: bool) -> &'static str {
    if held { "reached" } else { "MISSED" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_takes_the_nearest_rank() {
        let hundred: Vec<i64> = (1..=100).rev().collect();
        let want = Spread { count: 100, p50: 50, p99: 99, max: 100 };
        assert_eq!(Spread::of(hundred), want);
        assert_eq!(Spread::of(vec![7]), Spread { count: 1, p50: 7, p99: 7, max: 7 });
        assert_eq!(Spread::of(Vec::new()), Spread::default());
    }

    #[test]
    fn ratios_and_rates_are_whole_numbers_until_they_are_written() {
        let rate = Rate { done: 3_000, took: Duration::from_millis(1_500) };
        assert_eq!(rate.per_second(), 2_000);
        assert_eq!(Ratio::of(815, 1_000).to_string(), "0.82");
        assert_eq!(Ratio::of(30, 2).to_string(), "15.00");
        assert_eq!(Ratio::of(815, 1_000).json().to_string(), "0.815");
        assert_eq!(median(vec![9, 1, 5]), 5);
        assert_eq!(Millis(-1_234).to_string(), "-1.23");
    }
}
