use std::sync::OnceLock;

use kernel::{Fault, Yen};
use serde::Deserialize;

/// The house's fees, as data/fees.toml has them. Plugged into the database when the operator has
/// other ones; without a plug the file the program was built with counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fees {
    /// For each order.
    pub order_yen: Yen,
    /// Since when it holds, `2026-11-22`.
    pub dated: String,
    /// Where it comes from.
    pub source: String,
}

#[derive(Deserialize)]
struct File {
    fee: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    yen: i64,
    dated: String,
    source: String,
}

impl Fees {
    /// Reads a file like data/fees.toml.
    pub fn read(text: &str) -> Result<Fees, Fault> {
        let file: File = toml::from_str(text)
            .map_err(|e| Fault::new(format!("the fees cannot be read: {e}")))?;
        let missing = || Fault::new("the fees have no row called order");
        let row = file.fee.into_iter().find(|row| row.name == "order").ok_or_else(missing)?;
        if row.yen < 0 {
            return Err(Fault::new("the fee of an order is below zero"));
        }
        Ok(Fees { order_yen: Yen::new(row.yen), dated: row.dated, source: row.source })
    }

    /// The fees the program was built with; read once, because every cover of every bid asks.
    pub fn built_in() -> Result<&'static Fees, Fault> {
        static READ: OnceLock<Result<Fees, Fault>> = OnceLock::new();
        let read = || Fees::read(include_str!("../../../../data/fees.toml"));
        READ.get_or_init(read).as_ref().map_err(Clone::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fees_are_read_or_refused() {
        let fees = Fees::built_in().unwrap();
        assert_eq!(fees.order_yen, Yen::new(500));
        assert!(!fees.dated.is_empty() && !fees.source.is_empty());
        let row = |name: &str, yen: i64| {
            format!("[[fee]]\nname = \"{name}\"\nyen = {yen}\ndated = \"x\"\nsource = \"y\"\n")
        };
        assert_eq!(Fees::read(&row("order", 0)).unwrap().order_yen, Yen::ZERO);
        for bad in [row("order", -1), row("other", 5), "fee = 500".into()] {
            assert!(Fees::read(&bad).is_err(), "{bad}");
        }
    }
}
