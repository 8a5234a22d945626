use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

use crate::{Sql, Value};

/// Rows that acts read far more often than they change, kept in memory by the one writer of an
/// embedded database: see [`crate::Tx::kept`].
pub trait Kept: Send + Sync + 'static {
    /// The tables it is read from. Every statement that changes one of them must name each key
    /// whose rows it changes among its parameters, or no key at all.
    const TABLES: &'static [&'static str];

    /// The key that a parameter names, if it names one.
    fn key(text: &str) -> Option<u128>;
}

/// So many keys are remembered as used lately, and as many as used before those.
const HALF: usize = 16_384;

/// What the writer keeps. Whatever is not certain is let go of: another read costs microseconds.
#[derive(Default)]
pub(crate) struct Shelf {
    kinds: Vec<Kind>,
    /// Which kinds a statement touches, by where its text lies.
    touches: HashMap<(usize, usize), Vec<usize>>,
    /// The act has changed what is kept here: what it reads from now on may be undone with it.
    act_wrote: bool,
    batch_wrote: bool,
}

struct Kind {
    id: TypeId,
    tables: &'static [&'static str],
    key: fn(&str) -> Option<u128>,
    lately: Rows,
    before: Rows,
}

/// By key, the parts that were asked for.
type Rows = HashMap<u128, Vec<(&'static str, Row)>>;
type Row = Arc<dyn Any + Send + Sync>;

impl Kind {
    /// What is kept of a key, now used lately. When there are too many of those, whoever was not
    /// asked for since the last time there were is let go of.
    fn parts(&mut self, key: u128) -> Option<&mut Vec<(&'static str, Row)>> {
        if !self.lately.contains_key(&key) {
            let parts = self.before.remove(&key)?;
            self.place(key).extend(parts);
        }
        self.lately.get_mut(&key)
    }

    fn place(&mut self, key: u128) -> &mut Vec<(&'static str, Row)> {
        if self.lately.len() >= HALF {
            self.before = std::mem::take(&mut self.lately);
        }
        self.lately.entry(key).or_default()
    }

    fn drop_key(&mut self, key: u128) {
        self.lately.remove(&key);
        self.before.remove(&key);
    }

    fn drop_all(&mut self) {
        self.lately.clear();
        self.before.clear();
    }
}

impl Shelf {
    pub(crate) fn begin_batch(&mut self) {
        self.batch_wrote = false;
    }

    /// Whether an act changed what is kept here: then what was read after it may never have been.
    pub(crate) fn undo_batch(&mut self) {
        if std::mem::take(&mut self.batch_wrote) {
            self.kinds.iter_mut().for_each(Kind::drop_all);
        }
    }

    pub(crate) fn begin_act(&mut self) {
        self.act_wrote = false;
    }

    /// The kind's place; from its first question on, what is written to its tables is watched.
    pub(crate) fn kind<T: Kept>(&mut self) -> usize {
        let id = TypeId::of::<T>();
        self.kinds.iter().position(|kind| kind.id == id).unwrap_or_else(|| {
            self.touches.clear();
            // What was written before anybody asked was not watched.
            (self.act_wrote, self.batch_wrote) = (true, true);
            let (lately, before) = Default::default();
            self.kinds.push(Kind { id, tables: T::TABLES, key: T::key, lately, before });
            self.kinds.len() - 1
        })
    }

    pub(crate) fn find<T: Kept>(&mut self, kind: usize, key: u128, part: &str) -> Option<Arc<T>> {
        if self.act_wrote {
            return None;
        }
        let parts = self.kinds.get_mut(kind)?.parts(key)?;
        let (_, found) = parts.iter().find(|(name, _)| *name == part)?;
        Arc::clone(found).downcast::<T>().ok()
    }

    pub(crate) fn keep<T: Kept>(
        &mut self,
        kind: usize,
        key: u128,
        part: &'static str,
        row: &Arc<T>,
    ) {
        let Some(kind) = self.kinds.get_mut(kind).filter(|_| !self.act_wrote) else { return };
        // With what is kept of another part of it.
        let row = (part, Arc::clone(row) as Row);
        match kind.parts(key) {
            Some(parts) => parts.push(row),
            None => kind.place(key).push(row),
        }
    }

    /// A statement is about to run.
    pub(crate) fn runs(&mut self, sql: Sql, values: &[Value]) {
        if self.kinds.is_empty() {
            return;
        }
        let at = (sql.text.as_ptr() as usize, sql.text.len());
        let kinds = &self.kinds;
        let touched = self.touches.entry(at).or_insert_with(|| {
            let tables = written(sql.text);
            let is_touched = |kind: &Kind| tables.iter().any(|table| kind.tables.contains(table));
            (0..kinds.len()).filter(|n| is_touched(&kinds[*n])).collect()
        });
        for n in touched.iter() {
            let Some(kind) = self.kinds.get_mut(*n) else { continue };
            (self.act_wrote, self.batch_wrote) = (true, true);
            let mut named = false;
            for value in values {
                if let Value::Text(text) = value
                    && let Some(key) = (kind.key)(text)
                {
                    named = true;
                    kind.drop_key(key);
                }
            }
            if !named {
                kind.drop_all();
            }
        }
    }
}

/// The tables a statement writes.
fn written(text: &str) -> Vec<&str> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '(' || c == ')' || c == ',' || c == ';')
        .filter(|word| !word.is_empty())
        .collect();
    let is = |word: &str, what: &str| word.eq_ignore_ascii_case(what);
    let mut found = Vec::new();
    for (n, word) in words.iter().enumerate() {
        let after = |k: usize| words.get(n + k).copied().unwrap_or("");
        let table = match () {
            () if is(word, "INSERT") || is(word, "REPLACE") => {
                // `INSERT INTO t`, `INSERT OR IGNORE INTO t`
                let into = (1..=3).find(|k| is(after(*k), "INTO"));
                into.map_or("", |k| after(k + 1))
            }
            () if is(word, "DELETE") && is(after(1), "FROM") => after(2),
            // Not the `UPDATE SET` of `ON CONFLICT DO UPDATE SET`.
            () if is(word, "UPDATE") && !is(after(1), "SET") => after(1),
            () => "",
        };
        let table = table.trim_matches('"');
        if !table.is_empty() && !found.contains(&table) {
            found.push(table);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Person;

    impl Kept for Person {
        const TABLES: &'static [&'static str] = &["person"];
        fn key(text: &str) -> Option<u128> {
            text.strip_prefix("mem_")?.parse().ok()
        }
    }

    fn shelf() -> (Shelf, usize) {
        let mut shelf = Shelf::default();
        let kind = shelf.kind::<Person>();
        assert!(shelf.act_wrote && shelf.batch_wrote, "what came before was not watched");
        (shelf.act_wrote, shelf.batch_wrote) = (false, false);
        for key in [1, 2] {
            shelf.keep(kind, key, "", &Arc::new(Person));
        }
        (shelf, kind)
    }

    #[test]
    fn whoever_was_asked_for_lately_stays_and_others_are_let_go_of() {
        let (mut shelf, kind) = shelf();
        let fill = |shelf: &mut Shelf, from: u128| {
            for key in from..from + HALF as u128 {
                shelf.keep(kind, key, "", &Arc::new(Person));
            }
        };
        fill(&mut shelf, 1_000_000);
        assert!(shelf.find::<Person>(kind, 1, "").is_some(), "used before the others, and still");
        fill(&mut shelf, 2_000_000);
        assert!(shelf.find::<Person>(kind, 2, "").is_none());
        assert!(shelf.find::<Person>(kind, 1, "").is_some());
        shelf.keep(kind, 1, "part", &Arc::new(Person));
        assert!(shelf.find::<Person>(kind, 1, "part").is_some());
        shelf.runs(sql("UPDATE person SET a = 1 WHERE m = $1"), &[Value::Text("mem_1".into())]);
        shelf.begin_act();
        assert!(shelf.find::<Person>(kind, 1, "").is_none());
        assert!(shelf.find::<Person>(kind, 2_000_009, "").is_some());
    }

    fn sql(text: &'static str) -> Sql {
        Sql { name: "T", text }
    }

    #[test]
    fn what_a_statement_writes_is_read_from_its_words() {
        let table: [(&str, &[&str]); 8] = [
            ("SELECT a FROM person", &[]),
            ("UPDATE person SET a = $1", &["person"]),
            ("update \"person\" set a = 1", &["person"]),
            ("INSERT INTO person(a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET a = 2", &["person"]),
            ("INSERT OR REPLACE INTO person VALUES (1)", &["person"]),
            ("DELETE\n   FROM person WHERE a = 1", &["person"]),
            ("WITH x AS (DELETE FROM a RETURNING b) INSERT INTO c SELECT b FROM x", &["a", "c"]),
            ("INSERT INTO a SELECT updated FROM person", &["a"]),
        ];
        for (text, expect) in table {
            assert_eq!(written(text), expect, "{text}");
        }
    }

    #[test]
    fn a_write_lets_go_of_whom_it_names_and_of_all_when_it_names_nobody() {
        let (mut shelf, kind) = shelf();
        shelf.runs(sql("SELECT 1 FROM person WHERE member = $1"), &[Value::Text("mem_1".into())]);
        shelf.runs(sql("UPDATE other SET a = $1"), &[Value::Text("mem_1".into())]);
        assert!(shelf.find::<Person>(kind, 1, "").is_some());
        shelf.runs(sql("UPDATE person SET a = 1 WHERE m = $1"), &[Value::Text("mem_1".into())]);
        assert!(shelf.find::<Person>(kind, 2, "").is_none(), "an act that wrote reads for itself");
        shelf.begin_act();
        assert!(shelf.find::<Person>(kind, 1, "").is_none());
        assert!(shelf.find::<Person>(kind, 2, "").is_some());
        shelf.runs(sql("UPDATE person SET a = $1"), &[Value::Int(1)]);
        shelf.begin_act();
        assert!(shelf.find::<Person>(kind, 2, "").is_none());
    }

    #[test]
    fn what_an_act_reads_after_it_wrote_is_not_kept_and_a_batch_that_is_undone_leaves_nothing() {
        let (mut shelf, kind) = shelf();
        shelf.begin_batch();
        shelf.runs(sql("UPDATE person SET a = 1 WHERE m = $1"), &[Value::Text("mem_1".into())]);
        shelf.keep(kind, 1, "", &Arc::new(Person));
        shelf.begin_act();
        assert!(shelf.find::<Person>(kind, 1, "").is_none());
        // The next act of the same batch sees what the first wrote.
        shelf.keep(kind, 1, "", &Arc::new(Person));
        shelf.undo_batch();
        assert!(shelf.find::<Person>(kind, 1, "").is_none());
        let (mut shelf, kind) = self::shelf();
        shelf.begin_batch();
        shelf.undo_batch();
        assert!(shelf.find::<Person>(kind, 1, "").is_some(), "nothing of it was written");
    }
}
