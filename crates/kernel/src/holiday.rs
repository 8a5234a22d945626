//! The days on which Japan keeps holiday, as the Act on National Holidays has had them since 1948
//! and each change of it since. What the act leaves to astronomy is reckoned; the two equinoxes of
//! a year are official only once the gazette of the February before has named them.

use crate::{Day, Weekday};

impl Day {
    /// Whether Japan keeps holiday on this day: a day the act names, one in lieu, or one between
    /// two. Known from 1949 to 2099.
    pub fn is_holiday(self) -> bool {
        self.is_named() || self.is_in_lieu() || self.is_between()
    }

    // A day that the act, or an act for that one day, names.
    fn is_named(self) -> bool {
        let (y, m, d) = self.date();
        self.is_fixed() || self.is_moved() || is_once(y, m, d)
    }

    fn is_fixed(self) -> bool {
        let (y, m, d) = self.date();
        match (m, d) {
            // New Year's Day, Constitution Day, Children's Day, Culture Day, Labour Thanksgiving.
            (1, 1) | (5, 3 | 5) | (11, 3 | 23) => true,
            // Coming of Age.
            (1, 15) => y < 2000,
            // Foundation Day.
            (2, 11) => y >= 1967,
            // The Emperor's Birthday, of three of them.
            (2, 23) => y >= 2020,
            (12, 23) => (1989..=2018).contains(&y),
            // The third Emperor's Birthday of old, then Greenery Day, then Showa Day.
            (4, 29) => true,
            // Greenery Day.
            (5, 4) => y >= 2007,
            // Marine Day, Mountain Day: moved for the games of two years.
            (7, 20) => (1996..=2002).contains(&y),
            (8, 11) => y >= 2016 && !is_year_of_games(y),
            // Respect for the Aged, Sports Day.
            (9, 15) => (1966..=2002).contains(&y),
            (10, 10) => (1966..=1999).contains(&y),
            (3, _) => d == spring(y),
            (9, _) => d == autumn(y),
            _ => false,
        }
    }

    // Those that fall on a Monday.
    fn is_moved(self) -> bool {
        let (y, m, d) = self.date();
        let nth = (d + 6) / 7;
        let monday = self.weekday() == Weekday::Monday;
        monday
            && match (m, nth) {
                (1, 2) => y >= 2000,
                (7, 3) => y >= 2003 && !is_year_of_games(y),
                (10, 2) => y >= 2000 && !is_year_of_games(y),
                (9, 3) => y >= 2003,
                _ => false,
            }
            // Autumn's equinox is asked for by its own rule.
            || (m == 9 && d == autumn(y))
    }

    // A named day that is a Sunday is kept on the Monday after (from 12 April 1973), or on the next
    // day that is not named itself (from 2007).
    fn is_in_lieu(self) -> bool {
        if self < Day::on(1973, 4, 12) || self.is_named() {
            return false;
        }
        if self.date().0 < 2007 {
            let before = self.plus_days(-1);
            return before.weekday() == Weekday::Sunday && before.is_named();
        }
        let run = (1..=7).map(|n| self.plus_days(-n)).take_while(|day| day.is_named());
        run.into_iter().any(|day| day.weekday() == Weekday::Sunday)
    }

    // A day between two named days (from 27 December 1985), Sundays excepted until 2006.
    fn is_between(self) -> bool {
        self >= Day::on(1985, 12, 27)
            && !self.is_named()
            && (self.date().0 >= 2007 || self.weekday() != Weekday::Sunday)
            && self.plus_days(-1).is_named()
            && self.plus_days(1).is_named()
    }
}

// The games of 2020 were held in 2021, and three days moved with them, in both years.
const fn is_year_of_games(year: i64) -> bool {
    matches!(year, 2020 | 2021)
}

// Days that were kept once: weddings, funerals, enthronements; and the days of the games.
const fn is_once(y: i64, m: i64, d: i64) -> bool {
    matches!(
        (y, m, d),
        (1959, 4, 10)
            | (1989, 2, 24)
            | (1990, 11, 12)
            | (1993, 6, 9)
            | (2019, 5, 1)
            | (2019, 10, 22)
            | (2020, 7, 23 | 24)
            | (2020, 8, 10)
            | (2021, 7, 22 | 23)
            | (2021, 8, 8)
    )
}

// The sun's way from year to year, in millionths of a day: it comes 0.242194 of a day later each
// year, and a day sooner again with each leap day.
const fn equinox(year: i64, in_1980: i64, before_1980: i64) -> i64 {
    const LATER: i64 = 242_194;
    let years = year - 1980;
    let (first, leap_days) =
        if years < 0 { (before_1980, (year - 1983) / 4) } else { (in_1980, years / 4) };
    (first + LATER * years).div_euclid(1_000_000) - leap_days
}

const fn spring(year: i64) -> i64 {
    equinox(year, 20_843_100, 20_835_700)
}

const fn autumn(year: i64) -> i64 {
    equinox(year, 23_248_800, 23_258_800)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_follow_the_act_in_lieu_and_between() {
        let table = [
            ("2026-11-23", true, "Labour Thanksgiving, a Monday"),
            ("2026-11-22", false, "a Sunday is none by itself"),
            ("2026-05-06", true, "in lieu of Sunday the third, after two named days"),
            ("2026-09-22", true, "between Respect for the Aged and the equinox"),
            ("2027-03-22", true, "in lieu of an equinox on a Sunday"),
            ("1973-02-12", false, "before days in lieu were"),
            ("1973-04-30", true, "the first of them"),
            ("1985-05-04", false, "before days between were"),
            ("1988-05-04", true, "the first of them"),
            ("2019-04-30", true, "between, for the enthronement"),
            ("2019-12-23", false, "no Emperor's birthday in 2019"),
            ("2021-08-09", true, "in lieu of Mountain Day, moved for the games"),
            ("2021-10-11", false, "Sports Day was in July"),
            ("2032-09-21", true, "between, once more"),
        ];
        for (day, kept, why) in table {
            assert_eq!(Day::parse(day).unwrap().is_holiday(), kept, "{day}: {why}");
        }
    }

    #[test]
    fn a_year_has_its_holidays_and_none_too_many() {
        for year in 1955..=2099 {
            let first = Day::on(year, 1, 1);
            let kept = (0..366).map(|n| first.plus_days(n));
            let kept = kept.filter(|day| day.date().0 == year && day.is_holiday()).count();
            assert!((9..=22).contains(&kept), "{year}: {kept}");
        }
    }
}
