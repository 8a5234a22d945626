//! A version that was published is never edited again: what members read and agreed to stays what
//! it was. Held entry by entry, so that whoever edited it reads what to put back.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::Policy;
use crate::load::{canonical, canonical_line};
use crate::node::{Flaw, Leaf};
use crate::prose::file_of;
use crate::words::Lang;

impl Policy {
    /// Every value of the files, a line each: what the hash is taken over, and what is kept of a
    /// version when it is published.
    pub fn canonical(&self) -> String {
        canonical(&self.leaves)
    }

    /// Whether the files still say what was published under this version, given its canonical form;
    /// otherwise every entry that came, went or changed, with its file and line.
    pub fn unaltered_since(&self, published: &str) -> Result<(), Vec<Flaw>> {
        let then: BTreeSet<&str> = published.lines().collect();
        let lines: Vec<(String, &Leaf)> =
            self.leaves.iter().map(|leaf| (canonical_line(leaf), leaf)).collect();
        let now: BTreeSet<&str> =
            lines.iter().map(|(line, _)| line.trim_end_matches('\n')).collect();
        let mut found: BTreeMap<String, Flaw> = BTreeMap::new();
        for line in then.difference(&now) {
            let (path, was) = line.split_once(" = ").unwrap_or((line, ""));
            let is = self.leaves.iter().find(|leaf| leaf.path == path);
            let what = match is {
                Some(leaf) => format!("was published as “{was}” and is now “{}”", leaf.value),
                None if was.is_empty() => "was published and is gone".to_owned(),
                None => format!("was published as “{was}” and is gone"),
            };
            found.insert(path.to_owned(), self.altered(path, is.map(|leaf| leaf.line), &what));
        }
        for (line, leaf) in &lines {
            let known =
                then.contains(line.trim_end_matches('\n')) || found.contains_key(&leaf.path);
            if !known {
                let flaw =
                    self.altered(&leaf.path, Some(leaf.line), "was not in what was published");
                found.insert(leaf.path.clone(), flaw);
            }
        }
        if found.is_empty() { Ok(()) } else { Err(found.into_values().collect()) }
    }

    fn altered(&self, path: &str, line: Option<u32>, what: &str) -> Flaw {
        let prose = Lang::ALL.iter().find_map(|lang| {
            let rest = path.strip_prefix("prose.")?.strip_prefix(lang.code())?;
            rest.starts_with('.').then(|| file_of(&self.file, *lang))
        });
        let file = prose.clone().unwrap_or_else(|| self.file.clone());
        let nearest = || if prose.is_some() { 1 } else { self.line(path) };
        let version = self.version;
        Flaw {
            file,
            line: line.unwrap_or_else(nearest),
            entry: path.to_owned(),
            what: format!(
                "{what} as version {version}: restore it, or give the change a new version"
            ),
        }
    }
}
