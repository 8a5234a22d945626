use crate::{Amount, No};

/// By how much the next bid must lie above the price. Steps never fall as prices rise: that is
/// what makes "second maximum plus a step" the same whichever order the bids came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Increments {
    steps: Vec<(Amount, Amount)>,
}

#[derive(serde::Deserialize)]
struct File {
    table: Vec<Table>,
}

#[derive(serde::Deserialize)]
struct Table {
    name: String,
    steps: Vec<Row>,
}

#[derive(serde::Deserialize)]
struct Row {
    from: i64,
    step: i64,
}

/// The table of this name (`yahoo` in yen, `ebay` in cents) of data/increments.toml.
pub fn table(name: &str) -> Result<Increments, No> {
    Increments::read(include_str!("../../../data/increments.toml"), name)
}

impl Increments {
    /// Reads the table `name` out of a file like data/increments.toml.
    pub fn read(text: &str, name: &str) -> Result<Increments, No> {
        let bad = |why| No::BadTable { name: name.to_owned(), why };
        let file: File =
            toml::from_str(text).map_err(|_| bad("the file is not a list of tables"))?;
        let found = file.table.into_iter().find(|table| table.name == name);
        let rows = found.ok_or_else(|| No::UnknownTable { name: name.to_owned() })?.steps;
        let steps: Vec<_> =
            rows.iter().map(|row| (Amount::new(row.from), Amount::new(row.step))).collect();
        Increments::new(steps).map_err(bad)
    }

    /// A table of rows (from this price, this step).
    pub fn new(steps: Vec<(Amount, Amount)>) -> Result<Increments, &'static str> {
        let first = steps.first().ok_or("it has no rows")?;
        if first.0 > Amount::new(0) {
            return Err("its first row does not begin at 0");
        }
        if first.1 < Amount::new(1) {
            return Err("a step is not positive");
        }
        if steps.windows(2).any(|pair| pair[0].0 >= pair[1].0 || pair[0].1 > pair[1].1) {
            return Err("prices must rise and steps must not fall from row to row");
        }
        Ok(Increments { steps })
    }

    /// The step at this price.
    pub fn step(&self, price: Amount) -> Amount {
        let above = self.steps.partition_point(|(from, _)| *from <= price);
        let row = self.steps.get(above.saturating_sub(1));
        // `new` saw at least one row, so the default is never met.
        row.map_or(Amount::new(1), |(_, step)| *step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_follows_the_price() {
        let yahoo = [
            (1, 10),
            (999, 10),
            (1_000, 100),
            (4_999, 100),
            (5_000, 250),
            (9_999, 250),
            (10_000, 500),
            (49_999, 500),
            (50_000, 1_000),
            (9_000_000, 1_000),
        ];
        let ebay = [
            (0, 5),
            (99, 5),
            (100, 25),
            (499, 25),
            (500, 50),
            (2_499, 50),
            (2_500, 100),
            (9_999, 100),
            (10_000, 250),
            (24_999, 250),
            (25_000, 500),
            (49_999, 500),
            (50_000, 1_000),
            (99_999, 1_000),
            (100_000, 2_500),
            (249_999, 2_500),
            (250_000, 5_000),
            (499_999, 5_000),
            (500_000, 10_000),
        ];
        for (name, rows) in [("yahoo", &yahoo[..]), ("ebay", &ebay[..])] {
            let increments = table(name).unwrap();
            for (price, step) in rows {
                assert_eq!(
                    increments.step(Amount::new(*price)),
                    Amount::new(*step),
                    "{name} {price}"
                );
            }
        }
    }

    #[test]
    fn a_table_that_would_break_the_rules_is_refused() {
        assert_eq!(table("amazon"), Err(No::UnknownTable { name: "amazon".into() }));
        let table_of = |rows: &str| format!("[[table]]\nname = \"t\"\nsteps = [{rows}]");
        let bad = [
            "",
            "{ from = 5, step = 10 }",
            "{ from = 0, step = 0 }",
            "{ from = 0, step = 10 }, { from = 0, step = 20 }",
            "{ from = 0, step = 10 }, { from = 100, step = 5 }",
        ];
        for rows in bad {
            let read = Increments::read(&table_of(rows), "t");
            assert!(matches!(read, Err(No::BadTable { .. })), "{rows}: {read:?}");
        }
        assert!(Increments::read(&table_of("{ from = 0, step = 10 }"), "t").is_ok());
        assert!(matches!(Increments::read("table = 3", "t"), Err(No::BadTable { .. })));
    }
}
