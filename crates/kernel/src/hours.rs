use crate::{At, Day, Span, Weekday};

/// When people are at work: minutes of the Japanese day, and the days on which nobody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// The minute of the day at which work begins.
    pub opens_minute: i64,
    /// The minute at which it ends.
    pub closes_minute: i64,
    /// The days of the week without work.
    pub closed_on: Vec<Weekday>,
    /// Whether nobody works on Japanese holidays.
    pub closed_on_holidays: bool,
}

/// Whether somebody is at work, and until when that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Desk {
    /// Whether it is open now.
    pub open: bool,
    /// When it closes, or opens next; `None` when it does not open for years.
    pub next: Option<At>,
}

impl Hours {
    /// Whether the desk is open at `at`.
    pub fn desk(&self, at: At) -> Desk {
        let today = Day::of(at);
        let (opens, closes) = self.of(today);
        if self.works(today) && opens <= at && at < closes {
            return Desk { open: true, next: Some(closes) };
        }
        let next = self.days_from(today).map(|day| self.of(day).0).find(|opens| *opens > at);
        Desk { open: false, next }
    }

    /// When so much work is done that began at `from`: only the hours at work count. `None` when
    /// there is no such instant within the next years.
    pub fn after(&self, from: At, work: Span) -> Option<At> {
        let mut left = work.as_micros();
        for day in self.days_from(Day::of(from)) {
            let (opens, closes) = self.of(day);
            let begins = opens.max(from);
            let there_is = closes.since(begins).as_micros().max(0);
            if left <= there_is && there_is > 0 {
                return Some(begins.plus(Span::micros(left)));
            }
            left -= there_is;
        }
        None
    }

    /// How much work lies between two instants.
    pub fn between(&self, from: At, until: At) -> Span {
        let days = self.days_from(Day::of(from)).take_while(|day| day.begins() < until);
        let worked = days.map(|day| {
            let (opens, closes) = self.of(day);
            closes.min(until).since(opens.max(from)).as_micros().max(0)
        });
        Span::micros(worked.sum())
    }

    // The working days of the next years.
    fn days_from(&self, first: Day) -> impl Iterator<Item = Day> {
        (0..=1_500).map(move |n| first.plus_days(n)).filter(|day| self.works(*day))
    }

    fn of(&self, day: Day) -> (At, At) {
        let midnight = day.begins();
        let minute = |m: i64| midnight.plus(Span::minutes(m));
        (minute(self.opens_minute), minute(self.closes_minute))
    }

    fn works(&self, day: Day) -> bool {
        let holiday = self.closed_on_holidays && day.is_holiday();
        !holiday && !self.closed_on.contains(&day.weekday())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usual() -> Hours {
        Hours {
            opens_minute: 540,
            closes_minute: 1_080,
            closed_on: vec![Weekday::Saturday, Weekday::Sunday],
            closed_on_holidays: true,
        }
    }

    // By the Japanese clock.
    fn at(day: &str, hour: i64, minute: i64) -> At {
        Day::parse(day).unwrap().begins().plus(Span::minutes(hour * 60 + minute))
    }

    #[test]
    fn the_desk_says_when_it_closes_or_opens_next() {
        let table = [
            ("2026-11-24", 10, true, ("2026-11-24", 18)),
            ("2026-11-24", 9, true, ("2026-11-24", 18)),
            ("2026-11-24", 18, false, ("2026-11-25", 9)),
            ("2026-11-24", 8, false, ("2026-11-24", 9)),
            ("2026-11-20", 18, false, ("2026-11-24", 9)),
            ("2026-11-22", 12, false, ("2026-11-24", 9)),
            ("2027-05-03", 12, false, ("2027-05-06", 9)),
            ("2026-12-31", 20, false, ("2027-01-04", 9)),
        ];
        for (day, hour, open, (next, when)) in table {
            let desk = usual().desk(at(day, hour, 0));
            assert_eq!(desk, Desk { open, next: Some(at(next, when, 0)) }, "{day} {hour}");
        }
        let never = Hours { closed_on: Weekday::ALL.to_vec(), ..usual() };
        assert_eq!(never.desk(at("2026-11-24", 10, 0)), Desk { open: false, next: None });
        assert_eq!(never.after(at("2026-11-24", 10, 0), Span::hours(1)), None);
    }

    use crate::Word as _;

    #[test]
    fn work_is_done_in_working_hours_alone() {
        let table = [
            // from, hours of work, done
            (("2026-11-24", 9, 0), 9, ("2026-11-24", 18, 0)),
            (("2026-11-24", 17, 30), 1, ("2026-11-25", 9, 30)),
            (("2026-11-20", 20, 0), 2, ("2026-11-24", 11, 0)),
            // Golden Week 2027: from Wednesday, over the 29th, to Friday, and past the three days.
            (("2027-04-28", 17, 0), 9, ("2027-04-30", 17, 0)),
            (("2027-04-30", 17, 0), 2, ("2027-05-06", 10, 0)),
        ];
        for ((day, hour, minute), work, (done, h, m)) in table {
            let (from, done) = (at(day, hour, minute), at(done, h, m));
            assert_eq!(usual().after(from, Span::hours(work)), Some(done), "{day}");
            assert_eq!(usual().between(from, done), Span::hours(work), "{day}");
        }
        assert_eq!(usual().between(at("2027-05-01", 0, 0), at("2027-05-06", 9, 0)), Span::ZERO);
    }
}
