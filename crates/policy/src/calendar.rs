//! Days and periods as laws count them: by the Japanese calendar day, in months and years.

use std::fmt;

use kernel::{At, Span};

const DAY_SECS: i64 = 86_400;
const JST: Span = Span::hours(9);

/// A day on the Japanese calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// Reads `2026-11-22`; `None` for a day that does not exist.
    pub fn parse(text: &str) -> Option<Day> {
        let midnight = At::parse(&format!("{text}T00:00:00Z"))?;
        let day = Day(midnight.micros().div_euclid(DAY_SECS * 1_000_000));
        (day.to_string() == text).then_some(day)
    }

    /// The day it is in Japan at this instant.
    pub fn of(at: At) -> Day {
        Day(at.plus(JST).micros().div_euclid(DAY_SECS * 1_000_000))
    }

    /// Midnight in Japan, when the day begins.
    pub fn begins(self) -> At {
        At::from_secs(self.0.saturating_mul(DAY_SECS)).minus(JST)
    }

    /// So many days later.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1 January 1970 was a Thursday.
        let place = usize::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0);
        Weekday::ALL.get(place).copied().unwrap_or(Weekday::Monday)
    }

    /// The same day of the month so many months later, or the month's last when it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Day {
        let text = self.to_string();
        let mut parts = text.splitn(3, '-').map(|p| p.parse::<i64>().unwrap_or(1));
        let (y, m, d) =
            (parts.next().unwrap_or(1), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
        let count = y.saturating_mul(12).saturating_add(m - 1).saturating_add(months);
        let (y, m) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        let fits = (1..=d).rev().find_map(|d| Day::parse(&format!("{y:04}-{m:02}-{d:02}")));
        fits.unwrap_or(self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = At::from_secs(self.0.saturating_mul(DAY_SECS)).to_string();
        f.write_str(text.split('T').next().unwrap_or(""))
    }
}

words! {
    /// A day of the week.
    pub enum Weekday {
        /// Monday.
        "monday" Monday;
        /// Tuesday.
        "tuesday" Tuesday;
        /// Wednesday.
        "wednesday" Wednesday;
        /// Thursday.
        "thursday" Thursday;
        /// Friday.
        "friday" Friday;
        /// Saturday.
        "saturday" Saturday;
        /// Sunday.
        "sunday" Sunday;
    }

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
    fn a_day_reads_back_and_impossible_days_are_refused() {
        for text in ["1970-01-01", "2026-11-22", "2028-02-29"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
        for bad in ["2027-02-29", "2026-11-31", "2026-1-2", "tomorrow", ""] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
        assert_eq!(Day::parse("2026-11-22").unwrap().weekday(), Weekday::Sunday);
        assert_eq!(Day::parse("1969-12-29").unwrap().weekday(), Weekday::Monday);
    }

    #[test]
    fn a_japanese_day_begins_nine_hours_before_the_utc_one() {
        let day = Day::parse("2026-11-22").unwrap();
        assert_eq!(day.begins().to_string(), "2026-11-21T15:00:00.000000Z");
        assert_eq!(Day::of(day.begins()), day);
        assert_eq!(Day::of(day.begins().minus(Span::micros(1))), day.plus_days(-1));
    }

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
