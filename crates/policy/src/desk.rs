//! When the desk is open (S1).

use kernel::{At, Span};

use crate::calendar::Day;
use crate::facts::Contact;

/// Whether the desk is open, and until when that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Desk {
    /// Whether it is open now.
    pub open: bool,
    /// When it closes, or opens next; `None` when it does not open within a year.
    pub next: Option<At>,
}

impl Contact {
    /// Whether the desk is open at `at`; `holidays` are the Japanese ones, as far as they are
    /// known.
    pub fn desk(&self, at: At, holidays: &[Day]) -> Desk {
        let today = Day::of(at);
        let (opens, closes) = self.hours(today);
        if self.works(today, holidays) && opens <= at && at < closes {
            return Desk { open: true, next: Some(closes) };
        }
        let mut days = (0..=366).map(|n| today.plus_days(n));
        let next = days.find_map(|day| {
            let (opens, _) = self.hours(day);
            (self.works(day, holidays) && opens > at).then_some(opens)
        });
        Desk { open: false, next }
    }

    fn hours(&self, day: Day) -> (At, At) {
        let midnight = day.begins();
        let minute = |m: i64| midnight.plus(Span::minutes(m));
        (minute(self.opens_minute), minute(self.closes_minute))
    }

    fn works(&self, day: Day, holidays: &[Day]) -> bool {
        let holiday = self.closed_on_holidays && holidays.contains(&day);
        !holiday && !self.closed_on.contains(&day.weekday())
    }
}
