//! Which lists there are, of which days, and for how long they may be taken. Pure.

use kernel::{At, Day, Span};

use crate::ExportsRefusal as No;

kernel::words! {
    /// What is listed.
    pub enum Kind {
        /// Every posting of the books in a period: ids and yen.
        Journal = "journal",
        /// Every sale in a period, with the buyer's name and address: what the books of a seller
        /// must show.
        Sales = "sales",
        /// Where every member is written to.
        Contacts = "contacts",
    }
}

kernel::words! {
    /// Where a wish for a list stands.
    pub enum Stands {
        /// Another has to answer.
        Waiting = "waiting",
        /// It may be taken.
        Open = "open",
        /// Another said no.
        Declined = "declined",
        /// Whoever asked took it back.
        TakenBack = "taken_back",
        /// Nobody answered in time, or the time to take it is over.
        Over = "over",
    }
}

/// How long a wish waits for its answer.
pub const WAITS: Span = Span::days(7);
/// How long after the agreement it may be taken.
pub const TAKEN_WITHIN: Span = Span::days(3);
/// The most days of one list.
pub const MOST_DAYS: i64 = 400;
/// The most wishes of one person that wait.
pub const MOST_WAITING: i64 = 10;

impl Kind {
    /// Whether it is of a period.
    pub fn has_period(self) -> bool {
        self != Kind::Contacts
    }
}

/// From the beginning of the first day to the end of the last one.
pub fn period(first: Day, last: Day) -> Result<(At, At), No> {
    let (from, until) = (first.begins(), last.begins().plus(Span::days(1)));
    let days = until.since(from).as_secs() / 86_400;
    if (1..=MOST_DAYS).contains(&days) {
        Ok((from, until))
    } else {
        Err(No::BadPeriod { most: MOST_DAYS })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_whole_days_in_japan_and_not_for_ever() {
        let day = |text: &str| Day::parse(text).unwrap();
        let table = [
            ("2026-04-01", "2026-04-30", Some(30)),
            ("2026-04-01", "2026-04-01", Some(1)),
            ("2026-04-02", "2026-04-01", None),
            ("2026-01-01", "2028-01-01", None),
        ];
        for (first, last, days) in table {
            let whole = period(day(first), day(last)).ok();
            let whole = whole.map(|(from, until)| until.since(from).as_secs() / 86_400);
            assert_eq!(whole, days, "{first} to {last}");
        }
        let (from, _) = period(day("2026-04-01"), day("2026-04-30")).unwrap();
        assert_eq!(from.to_string(), "2026-03-31T15:00:00.000000Z");
    }
}
