use std::time::Duration;

use kernel::{Clock, Span};

/// After this many failures a job is dead: three days or more, so that what was away over a weekend
/// is found again when it is back.
pub const MAX_ATTEMPTS: i64 = 160;

const BASE: Span = Span::secs(1);
const LONGEST: Span = Span::hours(1);

/// How long to wait after the `failures`th failure: doubling from a second to an hour, and a
/// random half of it, so that what failed together does not come back together.
pub(crate) fn backoff(failures: i64, roll: u128) -> Span {
    let doublings = u32::try_from((failures - 1).clamp(0, 12)).unwrap_or(12);
    let most = BASE.as_micros().saturating_mul(1 << doublings).min(LONGEST.as_micros());
    let half = most / 2;
    let dice = i64::try_from(roll % u128::from(half.max(1).unsigned_abs())).unwrap_or(0);
    Span::micros(most - half + dice)
}

/// At least how much time passes by the house's clock in about this long on the wall.
pub(crate) fn span_of(clock: &dyn Clock, wall: Duration) -> Span {
    let now = clock.now();
    let mut span = Span::micros(i64::try_from(wall.as_micros()).unwrap_or(i64::MAX).max(1));
    // Three quarters: the clock moves on between the two looks at it.
    while clock.wall_until(now.plus(span)) < wall / 4 * 3 && span < Span::days(3_650) {
        span = Span::micros(span.as_micros().saturating_mul(2));
    }
    span
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{At, FastClock};

    struct Still;
    impl Clock for Still {
        fn now(&self) -> At {
            At::from_secs(1_000)
        }
    }

    #[test]
    fn waiting_doubles_up_to_an_hour_and_half_of_it_is_chance() {
        let table = [(1, 500, 1_000), (2, 1_000, 2_000), (5, 8_000, 16_000)];
        for (failures, least, most) in table {
            for roll in [0, 77, u128::MAX] {
                let wait = backoff(failures, roll).as_millis();
                assert!((least..=most).contains(&wait), "{failures} failures: {wait} ms");
            }
        }
        for failures in [13, 20, i64::MAX] {
            let wait = backoff(failures, 1);
            assert!(wait >= Span::minutes(30) && wait <= Span::hours(1), "{wait:?}");
        }
    }

    #[test]
    fn a_fast_clock_passes_more_time_in_the_same_while() {
        assert_eq!(span_of(&Still, Duration::from_secs(10)), Span::secs(10));
        let fast = FastClock::new(Still, At::from_secs(1_000), 1_000);
        let span = span_of(&fast, Duration::from_secs(10));
        assert!(span >= Span::secs(7_500) && span <= Span::secs(20_000), "{span:?}");
    }
}
