//! How far a member may bid: the operator's rows, read from data, and what is known of the member.

use std::sync::OnceLock;

use kernel::{Fault, Yen};
use serde::Deserialize;

use crate::Limits;

/// The rows of data/member-limits.toml. Plugged into the database when the operator has others.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// Since when they hold, `2026-11-22`.
    pub dated: String,
    /// Where they come from.
    pub source: String,
    row: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    days: i64,
    #[serde(default)]
    delivered: i64,
    #[serde(default)]
    second_factor: bool,
    live_bids: Option<i64>,
    highest_yen: Option<i64>,
}

/// What is known of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Full days since they joined.
    pub days: i64,
    /// Orders that reached them.
    pub delivered: i64,
    /// Whether a second factor is asked of them.
    pub second_factor: bool,
}

/// What would raise a member's limits next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// So many more days.
    pub days: i64,
    /// So many more orders.
    pub delivered: i64,
    /// A second factor.
    pub second_factor: bool,
    /// The limits then.
    pub limits: Limits,
}

impl Row {
    fn counts(&self, known: Known) -> bool {
        known.days >= self.days
            && known.delivered >= self.delivered
            && (known.second_factor || !self.second_factor)
    }

    fn limits(&self) -> Limits {
        Limits { live_bids_most: self.live_bids, highest_bid: self.highest_yen.map(Yen::new) }
    }
}

impl Rows {
    /// Reads a file like data/member-limits.toml. A first row that asks for something is refused:
    /// somebody new would have no row.
    pub fn read(text: &str) -> Result<Rows, Fault> {
        let rows: Rows = toml::from_str(text)
            .map_err(|e| Fault::new(format!("the members' limits cannot be read: {e}")))?;
        let fine = |row: &Row| {
            row.live_bids.is_none_or(|n| n >= 0) && row.highest_yen.is_none_or(|yen| yen >= 0)
        };
        if let Some(row) = rows.row.iter().find(|row| !fine(row)) {
            return Err(Fault::new(format!("the members' limits: {} is below zero", row.name)));
        }
        let new = Known { days: 0, delivered: 0, second_factor: false };
        if rows.row.first().is_none_or(|row| !row.counts(new)) {
            return Err(Fault::new("the members' limits: the first row must hold for everybody"));
        }
        Ok(rows)
    }

    /// The rows the program was built with.
    pub fn built_in() -> Result<&'static Rows, Fault> {
        static READ: OnceLock<Result<Rows, Fault>> = OnceLock::new();
        let read = || Rows::read(include_str!("../../../../data/member-limits.toml"));
        READ.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// The limits of somebody of whom this is known, and what would raise them next.
    pub fn of(&self, known: Known) -> (Limits, Option<Next>) {
        let at = self.row.iter().rposition(|row| row.counts(known)).unwrap_or(0);
        let limits = self.row.get(at).map(Row::limits).unwrap_or_default();
        let next = self.row.get(at + 1).map(|row| Next {
            days: (row.days - known.days).max(0),
            delivered: (row.delivered - known.delivered).max(0),
            second_factor: row.second_factor && !known.second_factor,
            limits: row.limits(),
        });
        (limits, next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_rise_with_what_is_known() {
        let rows = Rows::built_in().unwrap();
        assert!(!rows.dated.is_empty() && !rows.source.is_empty());
        let known = |days, delivered, second_factor| Known { days, delivered, second_factor };
        let table = [
            (known(0, 0, false), Some(5), Some(50_000)),
            (known(400, 0, true), Some(5), Some(50_000)),
            (known(13, 1, false), Some(5), Some(50_000)),
            (known(14, 1, false), Some(20), Some(200_000)),
            (known(14, 1, true), Some(40), Some(500_000)),
            (known(90, 5, false), Some(20), Some(200_000)),
            (known(90, 5, true), None, None),
        ];
        for (known, live, highest) in table {
            let (limits, _) = rows.of(known);
            assert_eq!(limits.live_bids_most, live, "{known:?}");
            assert_eq!(limits.highest_bid, highest.map(Yen::new), "{known:?}");
        }
        let (_, next) = rows.of(known(3, 0, false));
        let next = next.unwrap();
        assert_eq!((next.days, next.delivered, next.second_factor), (11, 1, false));
        assert_eq!(rows.of(known(90, 5, true)).1, None);
    }

    #[test]
    fn rows_that_leave_somebody_without_limits_are_refused() {
        let head = "dated = \"x\"\nsource = \"y\"\n";
        let table = [
            ("[[row]]\nname = \"a\"\n", true),
            ("[[row]]\nname = \"a\"\ndays = 1\n", false),
            ("[[row]]\nname = \"a\"\nlive_bids = -1\n", false),
            ("[[row]]\nname = \"a\"\nlimit = 5\n", false),
            ("row = []\n", false),
        ];
        for (row, fine) in table {
            assert_eq!(Rows::read(&format!("{head}{row}")).is_ok(), fine, "{row}");
        }
    }
}
