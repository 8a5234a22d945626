//! What a table may hold of a person, declared where the table is known: so that a person can be
//! given all of it, and so that all of it can end.

use kernel::Fault;

use crate::{FromRow, Row, Sql, Value};

/// One table, and what it may hold of a person.
#[derive(Debug, Clone, Copy)]
pub struct Holding {
    /// The table.
    pub table: &'static str,
    /// What of it is somebody's.
    pub held: Held,
}

/// What of a table is somebody's.
#[derive(Debug, Clone, Copy)]
pub enum Held {
    /// Nothing, and why not.
    Nothing(&'static str),
    /// Rows that lead to a person.
    Rows {
        /// All rows of the person with the id `$1`, every column but those that stay shut.
        take: Sql,
        /// Columns that are not handed out.
        shut: &'static [&'static str],
        /// Why they are not.
        why: &'static str,
        /// What becomes of the rows when the person is erased.
        end: Ending,
    },
    /// Work that waits: a row is a person's when it names them, or something that is theirs.
    Waiting {
        /// Every row: its id first.
        take: Sql,
        /// Columns that are not handed out.
        shut: &'static [&'static str],
        /// Why they are not.
        why: &'static str,
        /// Takes the row with the id `$1` away.
        end: Sql,
    },
    /// Sealed pieces: opened for the person, and ended with their keys.
    Sealed(&'static str),
}

/// What becomes of a person's rows when the person is erased.
#[derive(Debug, Clone, Copy)]
pub enum Ending {
    /// They go: by these texts, each with the person as `$1`.
    Gone(&'static [Sql]),
    /// Ids and figures stay, for the sums they are part of, and lead to nobody; whatever somebody
    /// wrote in words goes by these texts.
    Bare(&'static [Sql]),
    /// A law has them kept: the class of retention that says which, and how long.
    Duty(&'static str),
}

impl Ending {
    /// The texts that end a person's rows.
    pub fn texts(&self) -> &'static [Sql] {
        match self {
            Ending::Gone(texts) | Ending::Bare(texts) => texts,
            Ending::Duty(_) => &[],
        }
    }
}

impl Holding {
    /// A table with nothing of anybody, and why.
    pub const fn nothing(table: &'static str, why: &'static str) -> Holding {
        Holding { table, held: Held::Nothing(why) }
    }

    /// A table with rows of people, handed out whole.
    pub const fn rows(table: &'static str, take: Sql, end: Ending) -> Holding {
        Holding::shut(table, take, end, &[], "")
    }

    /// The same, but for columns that are not handed out.
    pub const fn shut(
        table: &'static str,
        take: Sql,
        end: Ending,
        shut: &'static [&'static str],
        why: &'static str,
    ) -> Holding {
        Holding { table, held: Held::Rows { take, shut, why, end } }
    }

    /// The columns that are handed out, and those that are not.
    pub fn columns(&self) -> (Vec<&'static str>, &'static [&'static str]) {
        match self.held {
            Held::Rows { take, shut, .. } | Held::Waiting { take, shut, .. } => {
                (columns_of(take), shut)
            }
            Held::Nothing(_) | Held::Sealed(_) => (Vec::new(), &[]),
        }
    }
}

/// The names between SELECT and FROM.
fn columns_of(sql: Sql) -> Vec<&'static str> {
    let named = sql.text.strip_prefix("SELECT ").and_then(|rest| rest.split_once("FROM"));
    let named = named.map_or("", |(named, _)| named);
    let bare = |name: &'static str| name.trim().rsplit('.').next().unwrap_or("");
    named.split(',').map(bare).collect()
}

/// A row whose columns are not known beforehand, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnyRow(pub Vec<Value>);

impl FromRow for AnyRow {
    fn from_row(row: &Row<'_>) -> Result<AnyRow, Fault> {
        (0..row.count()).map(|at| row.value(at)).collect::<Result<_, _>>().map(AnyRow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_a_text_are_those_it_names() {
        let table = [
            ("SELECT a, b FROM c WHERE d = $1", vec!["a", "b"]),
            ("SELECT e.a, e.b, f.g\n        FROM e JOIN f ON f.a = e.a", vec!["a", "b", "g"]),
        ];
        for (text, expect) in table {
            assert_eq!(columns_of(Sql { name: "T", text }), expect);
        }
    }
}
