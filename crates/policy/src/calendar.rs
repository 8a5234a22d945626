//! Periods as laws count them: by the Japanese calendar day, in months and years.

use std::fmt;

use kernel::{At, Span};
pub use kernel::{Day, Weekday};

impl crate::words::Word for Weekday {
    const KIND: &'static str = "Weekday";
    const WORDS: &'static [Weekday] = <Weekday as kernel::Word>::ALL;
    fn word(self) -> &'static str {
        kernel::Word::word(self)
    }
}

words! {
    /// What a measure counts.
    pub enum Unit {
        /// Minutes on the clock.
        "minutes" Minutes;
        /// Hours on the clock.
        "hours" Hours;
        /// Days of 24 hours.
        "days" Days;
        /// Calendar months.
        "months" Months;
        /// Calendar years.
        "years" Years;
        /// People.
        "persons" Persons;
    }
}

/// A number and what it counts: `7 years`, `72 hours`, `1000 persons`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure {
    /// How many.
    pub count: i64,
    /// Of what.
    pub unit: Unit,
}

impl Measure {
    /// Reads `7 years`; nothing negative, nothing else.
    pub fn parse(text: &str) -> Option<Measure> {
        let (count, unit) = text.split_once(' ')?;
        let plain = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
        let count = if plain { count.parse::<i64>().ok()? } else { return None };
        (count <= 1_000_000).then_some(Measure { count, unit: Unit::parse(unit)? })
    }

    /// Whether it counts time.
    pub const fn is_time(self) -> bool {
        !matches!(self.unit, Unit::Persons)
    }

    /// When a period that starts at `start` is over: months and years by the Japanese calendar, at
    /// the same time of day.
    pub fn after(self, start: At) -> At {
        let months = match self.unit {
            Unit::Minutes => return start.plus(Span::minutes(self.count)),
            Unit::Hours => return start.plus(Span::hours(self.count)),
            Unit::Days => return start.plus(Span::days(self.count)),
            Unit::Persons => return start,
            Unit::Months => self.count,
            Unit::Years => self.count.saturating_mul(12),
        };
        let day = Day::of(start);
        day.plus_months(months).begins().plus(start.since(day.begins()))
    }

    /// About how many minutes: only to say which of two is the longer.
    pub const fn rough_minutes(self) -> i64 {
        self.count.saturating_mul(match self.unit {
            Unit::Minutes => 1,
            Unit::Hours => 60,
            Unit::Days => 1_440,
            Unit::Months => 43_830,
            Unit::Years => 525_960,
            Unit::Persons => 1,
        })
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.count, self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_end_as_the_calendar_counts() {
        let table = [
            ("2026-11-22T10:00:00Z", "7 years", "2033-11-22T10:00:00.000000Z"),
            ("2028-02-28T20:00:00Z", "1 years", "2029-02-27T20:00:00.000000Z"),
            ("2027-01-31T00:00:00Z", "1 months", "2027-02-28T00:00:00.000000Z"),
            ("2026-11-22T10:00:00Z", "72 hours", "2026-11-25T10:00:00.000000Z"),
            ("2026-11-22T10:00:00Z", "2 minutes", "2026-11-22T10:02:00.000000Z"),
            ("2026-11-22T10:00:00Z", "14 days", "2026-12-06T10:00:00.000000Z"),
        ];
        for (start, measure, end) in table {
            let measure = Measure::parse(measure).unwrap();
            assert_eq!(measure.after(At::parse(start).unwrap()).to_string(), end);
        }
        for bad in ["7", "years", "-1 days", "7 moons", "7  years", "9999999999 days"] {
            assert_eq!(Measure::parse(bad), None, "{bad}");
        }
    }
}
