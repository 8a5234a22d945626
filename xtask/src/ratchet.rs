//! The exceptions: one file, each with its reason, and it may only shrink.

use std::collections::BTreeMap;

use crate::Tree;

/// Where the exceptions stand.
pub const FILE: &str = "xtask/exceptions.toml";

/// What is let through, guard by guard: where, and why or how far.
pub struct Exceptions {
    guards: BTreeMap<String, BTreeMap<String, String>>,
}

impl Exceptions {
    /// Those of the project.
    pub fn of(tree: &Tree) -> Result<Exceptions, String> {
        Exceptions::read(tree.text(FILE))
    }

    /// Reads `[guard]` tables of `"where" = "why"`.
    pub fn read(text: &str) -> Result<Exceptions, String> {
        let mut guards = BTreeMap::new();
        for (guard, rows) in text.parse::<toml::Table>().map_err(|e| format!("{FILE}: {e}"))? {
            let rows = rows.as_table().ok_or_else(|| format!("{FILE}: [{guard}] is no table"))?;
            let mut kept = BTreeMap::new();
            for (place, why) in rows {
                let why = why.as_str().filter(|why| why.split_whitespace().count() >= 4);
                let no = || format!("{FILE}: [{guard}] {place}: say in a few words why");
                kept.insert(place.clone(), why.ok_or_else(no)?.to_owned());
            }
            guards.insert(guard, kept);
        }
        Ok(Exceptions { guards })
    }

    /// What is wrong after the exceptions: faults nobody excused, and excuses nobody needs.
    /// A fault is where, and what is wrong there.
    pub fn judge(&self, guard: &str, faults: &[(String, String)]) -> Vec<String> {
        let none = BTreeMap::new();
        let excused = self.guards.get(guard).unwrap_or(&none);
        let open = faults
            .iter()
            .filter(|(place, _)| !excused.contains_key(place))
            .map(|(place, what)| format!("{place}: {what}"));
        let idle = excused.keys().filter(|place| !faults.iter().any(|(at, _)| at == *place)).map(
            |place| format!("{FILE}: [{guard}] {place} is no exception any more: take it out"),
        );
        open.chain(idle).collect()
    }

    /// How many there are in all.
    pub fn len(&self) -> usize {
        self.guards.values().map(BTreeMap::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The guards that have any.
    pub fn guards(&self) -> impl Iterator<Item = &str> {
        self.guards.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_that_nobody_needs_is_a_fault() {
        let text = "[size]\n\"a.rs\" = \"a table of one hundred rows\"\n\"b.rs\" = \"gone since last week now\"\n";
        let kept = Exceptions::read(text).unwrap();
        let faults =
            [("a.rs".to_owned(), "long".to_owned()), ("c.rs".to_owned(), "long".to_owned())];
        let judged = kept.judge("size", &faults);
        assert_eq!(judged.len(), 2, "{judged:?}");
        assert!(judged[0].starts_with("c.rs") && judged[1].contains("b.rs"), "{judged:?}");
        assert!(Exceptions::read("[size]\n\"a.rs\" = \"because\"\n").is_err());
    }
}
