use std::fmt;

use crate::at::{civil_from_days, days_from_civil};
use crate::{At, Span};

const DAY_SECS: i64 = 86_400;
const JST: Span = Span::hours(9);

/// A day on the Japanese calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

crate::words! {
    /// A day of the week.
    pub enum Weekday {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

impl Day {
    /// Reads `2026-11-22`; `None` for a day that does not exist.
    pub fn parse(text: &str) -> Option<Day> {
        let midnight = At::parse(&format!("{text}T00:00:00Z"))?;
        let day = Day(midnight.micros().div_euclid(DAY_SECS * 1_000_000));
        (day.to_string() == text).then_some(day)
    }

    /// The day of this year, month and day of the month; what runs over its month goes on into the
    /// next.
    pub const fn on(year: i64, month: i64, day: i64) -> Day {
        Day(days_from_civil(year, month, day))
    }

    /// Year, month and day of the month.
    pub const fn date(self) -> (i64, i64, i64) {
        civil_from_days(self.0)
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
    pub const fn plus_days(self, days: i64) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The day of the week.
    pub const fn weekday(self) -> Weekday {
        // 1 January 1970 was a Thursday.
        match (self.0 + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The same day of the month so many months later, or the month's last when it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Day {
        let (y, m, d) = self.date();
        let count = y.saturating_mul(12).saturating_add(m - 1).saturating_add(months);
        let (y, m) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        let fits = (1..=d).rev().map(|d| Day::on(y, m, d)).find(|day| day.date().1 == m);
        fits.unwrap_or(self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
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
        assert_eq!(Day::on(2026, 11, 22), Day::parse("2026-11-22").unwrap());
    }

    #[test]
    fn a_japanese_day_begins_nine_hours_before_the_utc_one() {
        let day = Day::on(2026, 11, 22);
        assert_eq!(day.begins().to_string(), "2026-11-21T15:00:00.000000Z");
        assert_eq!(Day::of(day.begins()), day);
        assert_eq!(Day::of(day.begins().minus(Span::micros(1))), day.plus_days(-1));
    }

    #[test]
    fn a_month_that_is_shorter_gives_its_last_day() {
        for (from, months, to) in [
            ("2027-01-31", 1, "2027-02-28"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2026-11-22", 2, "2027-01-22"),
            ("2026-01-31", -2, "2025-11-30"),
        ] {
            assert_eq!(Day::parse(from).unwrap().plus_months(months).to_string(), to);
        }
    }
}
