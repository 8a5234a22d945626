use kernel::{At, Span};

use super::{BidRefusal, Mode};

const LEAST_LEAD: Span = Span::secs(1);
const MOST_LEAD: Span = Span::minutes(10);

/// Refuses a lead that is no last moment.
pub fn valid_lead(mode: Mode, lead: Span) -> Result<Span, BidRefusal> {
    match mode {
        Mode::Now => Ok(Span::ZERO),
        Mode::LastMoment if (LEAST_LEAD..=MOST_LEAD).contains(&lead) => Ok(lead),
        Mode::LastMoment => {
            Err(BidRefusal::BadLead { least_s: LEAST_LEAD.as_secs(), most_s: MOST_LEAD.as_secs() })
        }
    }
}

/// When a bid is to be sent, on the house's clock: at once, or `lead` before the end. `ahead` is
/// how far the marketplace's clock is ahead of ours. A moment that has passed is now.
pub fn planned_at(mode: Mode, lead: Span, ends_at: At, ahead: Span, now: At) -> At {
    match mode {
        Mode::Now => now,
        Mode::LastMoment => {
            At::from_micros(ends_at.micros() - ahead.as_micros()).minus(lead).max(now)
        }
    }
}

/// How soon a lot is looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The lot's end, on the house's clock.
    pub ends_at: At,
    /// Whether the marketplace still takes bids.
    pub open: bool,
    /// This instant.
    pub now: At,
}

/// When to look again: rarely while the end is far, closely in the last minutes, and at the end
/// itself. Extensions and early ends move the plan by what each look brings.
pub fn next_look(look: Look) -> At {
    let left = look.ends_at.since(look.now);
    let pause = if !look.open || left <= Span::ZERO {
        Span::secs(1)
    } else if left <= Span::minutes(2) {
        Span::secs(2)
    } else if left <= Span::minutes(15) {
        Span::secs(10)
    } else if left <= Span::hours(2) {
        Span::minutes(1)
    } else {
        Span::minutes(5)
    };
    let next = look.now.plus(pause);
    let end = look.ends_at.plus(Span::millis(50));
    if look.now < end && end < next { end } else { next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_moment_follows_the_end_wherever_it_moves() {
        let s = At::from_secs;
        let plan = |end, ahead, now| {
            planned_at(Mode::LastMoment, Span::secs(5), s(end), Span::secs(ahead), s(now))
        };
        assert_eq!(plan(100, 0, 10), s(95));
        assert_eq!(plan(400, 0, 10), s(395), "extended");
        assert_eq!(plan(20, 0, 18), s(18), "ended earlier: at once");
        assert_eq!(plan(100, 3, 10), s(92), "their clock is ahead of ours");
        assert_eq!(planned_at(Mode::Now, Span::ZERO, s(100), Span::ZERO, s(10)), s(10));
    }

    #[test]
    fn a_lead_is_a_second_to_ten_minutes() {
        for (secs, fits) in [(0, false), (1, true), (600, true), (601, false), (-5, false)] {
            let lead = valid_lead(Mode::LastMoment, Span::secs(secs));
            assert_eq!(lead.is_ok(), fits, "{secs}");
        }
        assert_eq!(valid_lead(Mode::Now, Span::secs(900)), Ok(Span::ZERO));
    }

    #[test]
    fn looks_come_closer_towards_the_end_and_hit_it() {
        let s = At::from_secs;
        let table = [(100_000, 300), (7_000, 60), (800, 10), (100, 2)];
        for (left, pause) in table {
            let look = Look { ends_at: s(1_000_000 + left), open: true, now: s(1_000_000) };
            assert_eq!(next_look(look).since(look.now), Span::secs(pause), "{left}");
        }
        let soon = Look { ends_at: s(101), open: true, now: s(100) };
        assert_eq!(next_look(soon), s(101).plus(Span::millis(50)));
        let past = Look { ends_at: s(99), open: false, now: s(100) };
        assert_eq!(next_look(past), s(101));
    }
}
