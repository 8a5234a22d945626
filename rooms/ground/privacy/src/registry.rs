//! Everything that can hold something of a person: each table by its room, and what lies beside
//! the tables. What is registered is handed out and is ended; a test holds that all is registered.

use std::collections::BTreeSet;

use db::{Answer, AnyRow, Gathered, Held, Holding, Tx, Value};
use kernel::MemberId;
use web::{Sessions, Sitter};

/// Something beside the tables: a file, a part of memory, a place of somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// Where: a path in the data folder (`*` for any one name), `memory …`, or `elsewhere …`.
    pub place: &'static str,
    /// What of a person may lie there.
    pub holds: &'static str,
    /// How it ends.
    pub ends: &'static str,
}

/// Lets go of what memory holds of a person; run in the erasure, before the rows go.
pub type Forget = fn(&mut Tx<'_>, MemberId) -> Answer<()>;

/// The registry of a house: a plug.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    /// Every table.
    pub tables: Vec<Holding>,
    /// What lies beside them.
    pub beside: Vec<Beside>,
    /// What memory has to let go of.
    pub forget: Vec<Forget>,
}

/// The rows of one table that are a person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The table.
    pub table: &'static str,
    /// The names of the columns.
    pub columns: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

impl Registry {
    /// The rows of a table that are a person's. What waits is theirs when it names one of `ids`.
    pub fn take(
        tx: &mut Tx<'_>,
        holding: &Holding,
        member: MemberId,
        ids: &BTreeSet<String>,
    ) -> Answer<Option<Taken>> {
        let (columns, _) = holding.columns();
        let rows: Vec<AnyRow> = match holding.held {
            Held::Nothing(_) | Held::Sealed(_) => return Ok(None),
            Held::Rows { take, .. } => tx.all(take, (member,))?,
            Held::Waiting { take, .. } => {
                let all: Vec<AnyRow> = tx.all(take, ())?;
                let names: BTreeSet<String> =
                    ids.iter().cloned().chain([member.to_string()]).collect();
                all.into_iter().filter(|row| names_one(row, &names)).collect()
            }
        };
        let rows = rows.into_iter().map(|row| row.0).collect();
        Ok(Some(Taken { table: holding.table, columns, rows }))
    }

    /// The ids of what is a person's: what else names them is theirs, too.
    pub fn ids_of(&self, tx: &mut Tx<'_>, member: MemberId) -> Answer<BTreeSet<String>> {
        let mut ids = BTreeSet::new();
        for holding in &self.tables {
            let is_rows = matches!(holding.held, Held::Rows { .. });
            if !is_rows || holding.columns().0.first() != Some(&"id") {
                continue;
            }
            let taken = Registry::take(tx, holding, member, &BTreeSet::new())?;
            for row in taken.map(|taken| taken.rows).unwrap_or_default() {
                if let Some(Value::Text(id)) = row.into_iter().next()
                    && is_own_id(&id)
                {
                    ids.insert(id);
                }
            }
        }
        Ok(ids)
    }

    /// Ends a person's rows in every table, as each declares it. Doing it twice changes nothing.
    pub fn end_rows(&self, tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
        let ids = self.ids_of(tx, member)?;
        tx.gather(Ended { member, ids })?;
        for forget in &self.forget {
            forget(tx, member)?;
        }
        for holding in &self.tables {
            match holding.held {
                Held::Nothing(_) | Held::Sealed(_) | Held::Waiting { .. } => {}
                Held::Rows { end, .. } => {
                    for text in end.texts() {
                        tx.put(*text, (member,))?;
                    }
                }
            }
        }
        if tx.plugged::<Sessions>().is_ok() {
            Sessions::changed(tx, Sitter::Member(member))?;
        }
        Ok(())
    }

    /// Whether a path of the data folder is registered.
    pub fn knows_file(&self, path: &str) -> bool {
        self.beside.iter().any(|beside| match beside.place.strip_suffix('*') {
            Some(folder) => path.strip_prefix(folder).is_some_and(|name| !name.contains('/')),
            None => beside.place == path,
        })
    }
}

/// Somebody whose rows have ended. What waits is read once for all who end in one commit: a queue
/// is long just when many do.
struct Ended {
    member: MemberId,
    ids: BTreeSet<String>,
}

impl Gathered for Ended {
    fn write(tx: &mut Tx<'_>, all: Vec<Ended>) -> Answer<()> {
        let mut names: BTreeSet<String> = all.iter().map(|one| one.member.to_string()).collect();
        names.extend(all.into_iter().flat_map(|one| one.ids));
        let tables = tx.plugged::<Registry>()?.tables.clone();
        for holding in tables {
            let Held::Waiting { take, end, .. } = holding.held else { continue };
            let rows: Vec<AnyRow> = tx.all(take, ())?;
            for row in rows.into_iter().filter(|row| names_one(row, &names)) {
                let id = row.0.into_iter().next().unwrap_or(Value::Null);
                tx.put(end, (id,))?;
            }
        }
        Ok(())
    }
}

// `ord_01…`: what begins so is one thing of one person, and stands in no word by chance.
fn is_own_id(text: &str) -> bool {
    text.split_once('_').is_some_and(|(kind, rest)| kind.len() == 3 && rest.len() == 26)
}

fn names_one(row: &AnyRow, names: &BTreeSet<String>) -> bool {
    let texts = row.0.iter().skip(1).filter_map(|value| match value {
        Value::Text(text) => Some(text),
        _ => None,
    });
    let mut words =
        texts.flat_map(|text| text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')));
    words.any(|word| is_own_id(word) && names.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id as _;

    #[test]
    fn what_waits_is_a_persons_when_it_names_them_or_what_is_theirs() {
        let member = MemberId::from_bits(7);
        let order = format!("ord_{}", "0".repeat(26));
        let names: BTreeSet<String> = [order.clone(), member.to_string()].into();
        let row = |body: String| AnyRow(vec![Value::Text("job_1".into()), Value::Text(body)]);
        let table = [
            (format!("{{\"member\":\"{member}\"}}"), true),
            (format!("{{\"order\":\"{order}\"}}"), true),
            (format!("pay.{order}"), true),
            (format!("{{\"order\":\"{order}1\"}}"), false),
            (format!("{{\"member\":\"{}\"}}", MemberId::from_bits(8)), false),
        ];
        for (body, theirs) in table {
            assert_eq!(names_one(&row(body.clone()), &names), theirs, "{body}");
        }
    }

    #[test]
    fn a_file_is_known_by_its_place_and_a_folder_by_its_star() {
        let beside = ["worker", "reports/*"];
        let beside = beside.map(|place| Beside { place, holds: "", ends: "" }).to_vec();
        let registry = Registry { beside, ..Registry::default() };
        let table = [
            ("worker", true),
            ("worker.new", false),
            ("reports/ltr_1~5.1.1", true),
            ("reports/a/b", false),
            ("photos/a.jpg", false),
        ];
        for (path, known) in table {
            assert_eq!(registry.knows_file(path), known, "{path}");
        }
    }
}
