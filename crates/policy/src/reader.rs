//! Reading a table key by key: what is missing, misspelt or unknown becomes a flaw with its line,
//! and the reading goes on, so that one run names everything.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::{Day, Measure};
use crate::node::{Flaw, Kind, Node, join};
use crate::words::Word;

/// Where flaws are gathered while a file is read.
pub(crate) struct Flaws<'f> {
    file: &'f str,
    found: RefCell<Vec<Flaw>>,
}

impl<'f> Flaws<'f> {
    pub(crate) fn new(file: &'f str) -> Flaws<'f> {
        Flaws { file, found: RefCell::new(Vec::new()) }
    }

    pub(crate) fn add(&self, line: u32, entry: &str, what: impl Into<String>) {
        let (file, entry) = (self.file.to_owned(), entry.to_owned());
        self.found.borrow_mut().push(Flaw { file, line, entry, what: what.into() });
    }

    pub(crate) fn into_found(self) -> Vec<Flaw> {
        self.found.into_inner()
    }
}

/// One table being read.
pub(crate) struct Table<'n, 'f> {
    nodes: Option<&'n BTreeMap<String, Node>>,
    pub(crate) path: String,
    pub(crate) line: u32,
    flaws: &'n Flaws<'f>,
    seen: RefCell<BTreeSet<String>>,
}

impl<'n, 'f> Table<'n, 'f> {
    pub(crate) fn root(node: &'n Node, flaws: &'n Flaws<'f>) -> Table<'n, 'f> {
        Table::of(node, String::new(), flaws)
    }

    fn of(node: &'n Node, path: String, flaws: &'n Flaws<'f>) -> Table<'n, 'f> {
        let nodes = match &node.kind {
            Kind::Table(nodes) => Some(nodes),
            other => {
                flaws.add(node.line, &path, format!("is {}; make it a table", other.name()));
                None
            }
        };
        Table { nodes, path, line: node.line, flaws, seen: RefCell::default() }
    }

    pub(crate) fn flaw(&self, key: &str, what: impl Into<String>) {
        let line = self.nodes.and_then(|n| n.get(key)).map_or(self.line, |n| n.line);
        let entry = if key.is_empty() { self.path.clone() } else { join(&self.path, key) };
        self.flaws.add(line, &entry, what);
    }

    fn peek(&self, key: &str) -> Option<&'n Node> {
        let _: bool = self.seen.borrow_mut().insert(key.to_owned());
        self.nodes?.get(key)
    }

    fn need(&self, key: &str, example: &str) -> Option<&'n Node> {
        let node = self.peek(key);
        // A table that is itself missing was named already.
        if node.is_none() && self.nodes.is_some() {
            self.flaw(key, format!("is missing: add `{key} = {example}`"));
        }
        node
    }

    fn wrong(&self, node: &Node, key: &str, wanted: &str) {
        let what = format!("is {}; write {wanted}", node.kind.name());
        self.flaws.add(node.line, &join(&self.path, key), what);
    }

    pub(crate) fn text(&self, key: &str, example: &str) -> String {
        let Some(node) = self.need(key, &format!("\"{example}\"")) else { return String::new() };
        match &node.kind {
            Kind::Text(text) if text.trim().is_empty() => {
                self.flaw(key, format!("is empty: write it, such as \"{example}\""));
                String::new()
            }
            Kind::Text(text) => text.clone(),
            _ => {
                self.wrong(node, key, &format!("a text such as \"{example}\""));
                String::new()
            }
        }
    }

    /// A text that may be left out.
    pub(crate) fn maybe_text(&self, key: &str, example: &str) -> Option<String> {
        let _: &Node = self.peek(key)?;
        Some(self.text(key, example))
    }

    pub(crate) fn flag(&self, key: &str) -> bool {
        match self.need(key, "false").map(|n| (n, &n.kind)) {
            Some((_, Kind::Flag(flag))) => *flag,
            Some((node, _)) => {
                self.wrong(node, key, "true or false");
                false
            }
            None => false,
        }
    }

    /// A flag that is false when it is not written.
    pub(crate) fn maybe_flag(&self, key: &str) -> bool {
        self.peek(key).is_some() && self.flag(key)
    }

    pub(crate) fn number(&self, key: &str, example: i64) -> i64 {
        match self.need(key, &example.to_string()).map(|n| (n, &n.kind)) {
            Some((_, Kind::Number(number))) if *number >= 0 => *number,
            Some((node, _)) => {
                self.wrong(node, key, "a whole number, not negative");
                0
            }
            None => 0,
        }
    }

    /// A text that `parse` understands.
    pub(crate) fn parsed<T>(
        &self,
        key: &str,
        example: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(key, example);
        let read = parse(&text);
        if read.is_none() && !text.is_empty() {
            self.flaw(key, format!("`{text}` is not understood: write it like \"{example}\""));
        }
        read
    }

    pub(crate) fn day(&self, key: &str) -> Option<Day> {
        self.parsed(key, "2026-11-22", Day::parse)
    }

    pub(crate) fn measure(&self, key: &str, example: &str) -> Option<Measure> {
        self.parsed(key, example, Measure::parse)
    }

    pub(crate) fn word<W: Word>(&self, key: &str) -> Option<W> {
        let text = self.text(key, W::WORDS.first().map_or("", |w| w.word()));
        if text.is_empty() {
            return None;
        }
        let found = find::<W>(&text);
        if found.is_none() {
            self.flaw(key, unknown::<W>(&text));
        }
        found
    }

    /// The texts of a list, each with its line; a text written twice is a flaw.
    pub(crate) fn texts(&self, key: &str, example: &str) -> Vec<(String, u32)> {
        let Some(node) = self.need(key, &format!("[\"{example}\"]")) else { return Vec::new() };
        let Kind::List(items) = &node.kind else {
            self.wrong(node, key, &format!("a list such as [\"{example}\"]"));
            return Vec::new();
        };
        let mut out: Vec<(String, u32)> = Vec::new();
        for item in items {
            match &item.kind {
                Kind::Text(text) if out.iter().any(|(t, _)| t == text) => {
                    let entry = format!("{}[{text}]", join(&self.path, key));
                    self.flaws.add(item.line, &entry, "is written twice: take one away");
                }
                Kind::Text(text) => out.push((text.clone(), item.line)),
                _ => self.wrong(item, key, &format!("a text such as \"{example}\"")),
            }
        }
        out
    }

    /// The words of a list.
    pub(crate) fn words<W: Word>(&self, key: &str) -> Vec<W> {
        let example = W::WORDS.first().map_or("", |w| w.word());
        self.list(key, example, |text| find::<W>(text).ok_or_else(|| unknown::<W>(text)))
    }

    /// The members of a list that `parse` understands; the others are flaws with `parse`'s reason.
    pub(crate) fn list<T>(
        &self,
        key: &str,
        example: &str,
        mut parse: impl FnMut(&str) -> Result<T, String>,
    ) -> Vec<T> {
        let mut out = Vec::new();
        for (text, line) in self.texts(key, example) {
            match parse(&text) {
                Ok(item) => out.push(item),
                Err(what) => {
                    self.flaws.add(line, &format!("{}[{text}]", join(&self.path, key)), what);
                }
            }
        }
        out
    }

    /// A table inside this one.
    pub(crate) fn table(&self, key: &str, why: &str) -> Table<'n, 'f> {
        let path = join(&self.path, key);
        match self.peek(key) {
            Some(node) => Table::of(node, path, self.flaws),
            None => {
                if self.nodes.is_some() {
                    self.flaw(key, format!("is missing: add a table [{path}] {why}"));
                }
                let (line, flaws) = (self.line, self.flaws);
                Table { nodes: None, path, line, flaws, seen: RefCell::default() }
            }
        }
    }

    /// Whether a key is written.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.nodes.is_some_and(|n| n.contains_key(key))
    }

    /// Every table inside this one, by its key.
    pub(crate) fn tables(&self) -> Vec<(String, Table<'n, 'f>)> {
        let keys = self.nodes.into_iter().flat_map(BTreeMap::keys);
        keys.map(|key| (key.clone(), self.table(key, ""))).collect()
    }

    /// The tables of a list of tables.
    pub(crate) fn rows(&self, key: &str) -> Vec<Table<'n, 'f>> {
        let Some(node) = self.need(key, "[]") else { return Vec::new() };
        let Kind::List(items) = &node.kind else {
            self.wrong(node, key, "a list of tables, or []");
            return Vec::new();
        };
        let path = join(&self.path, key);
        let rows = items.iter().enumerate();
        rows.map(|(i, item)| Table::of(item, format!("{path}[{i}]"), self.flaws)).collect()
    }

    /// Ends the reading: what nobody asked for is a flaw, because a misspelt entry binds nobody.
    pub(crate) fn done(&self) {
        self.done_as("a policy");
    }

    /// As `done`, with what the table is an entry of.
    pub(crate) fn done_as(&self, of: &str) {
        let seen = self.seen.borrow();
        for key in self.nodes.into_iter().flat_map(BTreeMap::keys) {
            if !seen.contains(key) {
                self.flaw(key, format!("is not an entry of {of}: correct its name or take it out"));
            }
        }
    }
}

fn find<W: Word>(text: &str) -> Option<W> {
    W::WORDS.iter().copied().find(|w| w.word() == text)
}

fn unknown<W: Word>(text: &str) -> String {
    let words: Vec<&str> = W::WORDS.iter().map(|w| w.word()).collect();
    format!("`{text}` is not a {}: use one of {}", W::KIND, words.join(", "))
}
