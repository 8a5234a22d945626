//! What goes wrong on purpose, so that callers can be tried.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::seed::Stream;

/// The switches. Rates are per mille of the requests concerned; 0 is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Faults {
    /// What is drawn depends on this, on the switch, on the request and on how often it was made.
    pub seed: u64,
    /// How long a slowed request waits before it is looked at, in milliseconds on the wall.
    pub slow_ms: u64,
    /// How many are slowed.
    pub slow_permille: i64,
    /// How many are answered 429 without being looked at.
    pub rate_limited_permille: i64,
    /// How many acts are taken and then answered 500.
    pub fail_after_permille: i64,
    /// How many acts are taken and then not answered at all: the connection is closed.
    pub drop_after_permille: i64,
    /// How many bids and purchases find that the price has moved since their preview.
    pub price_moved_permille: i64,
}

impl Faults {
    /// Whether every rate is one.
    pub(crate) fn make_sense(&self) -> bool {
        [
            self.slow_permille,
            self.rate_limited_permille,
            self.fail_after_permille,
            self.drop_after_permille,
            self.price_moved_permille,
        ]
        .iter()
        .all(|rate| (0..=1_000).contains(rate))
            && self.slow_ms <= 600_000
    }
}

/// One switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Switch {
    Slow,
    RateLimited,
    FailAfter,
    DropAfter,
    PriceMoved,
}

/// The switches as they stand, and how often each request was made.
pub(crate) struct Switches {
    inner: Mutex<Inner>,
}

struct Inner {
    faults: Faults,
    tries: HashMap<(Switch, String), u64>,
}

/// So many different requests are remembered; beyond them counting begins again.
const REMEMBERED: usize = 200_000;

impl Switches {
    pub(crate) fn new(faults: Faults) -> Switches {
        Switches { inner: Mutex::new(Inner { faults, tries: HashMap::new() }) }
    }

    pub(crate) fn faults(&self) -> Faults {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).faults
    }

    /// Sets the switches; counting begins again, so that the same story has the same faults.
    pub(crate) fn set(&self, faults: Faults) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        *inner = Inner { faults, tries: HashMap::new() };
    }

    /// Whether this request, made once more, is hit by this switch.
    pub(crate) fn hit(&self, switch: Switch, request: &str) -> bool {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let faults = inner.faults;
        let (word, rate) = match switch {
            Switch::Slow => ("slow", faults.slow_permille),
            Switch::RateLimited => ("429", faults.rate_limited_permille),
            Switch::FailAfter => ("500", faults.fail_after_permille),
            Switch::DropAfter => ("drop", faults.drop_after_permille),
            Switch::PriceMoved => ("moved", faults.price_moved_permille),
        };
        if rate == 0 {
            return false;
        }
        if inner.tries.len() >= REMEMBERED {
            inner.tries.clear();
        }
        let tries = inner.tries.entry((switch, request.to_owned())).or_default();
        *tries += 1;
        Stream::new(faults.seed, &[word, request, &tries.to_string()]).permille(rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_the_same_for_the_same_seed_whatever_the_order_of_requests() {
        let faults = Faults { seed: 9, fail_after_permille: 300, ..Faults::default() };
        let forwards = Switches::new(faults);
        let backwards = Switches::new(faults);
        let requests: Vec<String> = (0..200).map(|n| format!("att_{n}")).collect();
        let one: Vec<bool> = requests.iter().map(|r| forwards.hit(Switch::FailAfter, r)).collect();
        let mut other: Vec<bool> =
            requests.iter().rev().map(|r| backwards.hit(Switch::FailAfter, r)).collect();
        other.reverse();
        assert_eq!(one, other);
        let hits = one.iter().filter(|hit| **hit).count();
        assert!((40..80).contains(&hits), "{hits} of 200 at 300 per mille");
        assert!(!forwards.hit(Switch::Slow, "att_1"), "a switch that is off hits nothing");
    }

    #[test]
    fn a_request_that_was_hit_gets_through_in_the_end() {
        let switches =
            Switches::new(Faults { seed: 1, drop_after_permille: 500, ..Faults::default() });
        let tries = (0..64).find(|_| !switches.hit(Switch::DropAfter, "att_1"));
        assert!(tries.is_some());
    }
}
