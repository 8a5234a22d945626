//! A TOML file as a tree in which every entry knows its line.

use std::collections::BTreeMap;
use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Something wrong with a policy, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flaw {
    /// The file, as the caller named it.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The entry: `purpose.P3.may.warehouse`.
    pub entry: String,
    /// What is wrong and what to add or change.
    pub what: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.entry, self.what)
    }
}

/// One entry of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) line: u32,
    pub(crate) kind: Kind,
}

/// What an entry holds. Floats and TOML dates have no place in a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Table(BTreeMap<String, Node>),
    List(Vec<Node>),
    Text(String),
    Number(i64),
    Flag(bool),
    Strange(&'static str),
}

impl Kind {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Kind::Table(_) => "a table",
            Kind::List(_) => "a list",
            Kind::Text(_) => "a text",
            Kind::Number(_) => "a number",
            Kind::Flag(_) => "true or false",
            Kind::Strange(name) => name,
        }
    }
}

/// One value at the end of a path; members of a list stand under the list's path by their value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Leaf {
    pub(crate) path: String,
    pub(crate) value: String,
    pub(crate) line: u32,
}

/// Reads a file into a tree.
pub(crate) fn read(file: &str, text: &str) -> Result<Node, Flaw> {
    let starts = line_starts(text);
    let root = DeTable::parse(text).map_err(|error| Flaw {
        file: file.to_owned(),
        line: error.span().map_or(1, |span| line_at(&starts, span.start)),
        entry: "toml".to_owned(),
        what: error.message().replace('\n', " "),
    })?;
    Ok(Node { line: 1, kind: table(root.get_ref(), &starts) })
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

fn line_at(starts: &[usize], offset: usize) -> u32 {
    u32::try_from(starts.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
}

fn table(from: &DeTable<'_>, starts: &[usize]) -> Kind {
    let mut out = BTreeMap::new();
    for (key, value) in from {
        let line = line_at(starts, key.span().start);
        let _: Option<Node> =
            out.insert(key.get_ref().to_string(), Node { line, kind: kind(value, starts) });
    }
    Kind::Table(out)
}

fn kind(from: &Spanned<DeValue<'_>>, starts: &[usize]) -> Kind {
    match from.get_ref() {
        DeValue::String(text) => Kind::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Kind::Strange("a number too large"), Kind::Number),
        DeValue::Boolean(flag) => Kind::Flag(*flag),
        DeValue::Float(_) => Kind::Strange("a fraction"),
        DeValue::Datetime(_) => Kind::Strange("a bare date: put it in quotes"),
        DeValue::Array(items) => Kind::List(
            items
                .iter()
                .map(|item| Node {
                    line: line_at(starts, item.span().start),
                    kind: kind(item, starts),
                })
                .collect(),
        ),
        DeValue::Table(inner) => table(inner, starts),
    }
}

impl Node {
    /// Every value with its path, in the order of the paths.
    pub(crate) fn leaves(&self) -> Vec<Leaf> {
        let mut out = Vec::new();
        self.walk("", &mut out);
        out.sort();
        out
    }

    fn walk(&self, path: &str, out: &mut Vec<Leaf>) {
        let leaf = |value: String| Leaf { path: path.to_owned(), value, line: self.line };
        match &self.kind {
            Kind::Table(inner) => {
                for (key, node) in inner {
                    node.walk(&join(path, key), out);
                }
            }
            // A list of texts is a set: its order means nothing, so that neither the hash nor the
            // comparison sees it. Tables in a list are told apart by their place.
            Kind::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    match &item.kind {
                        Kind::Text(text) => out.push(Leaf {
                            path: format!("{path}[{text}]"),
                            value: String::new(),
                            line: item.line,
                        }),
                        _ => item.walk(&format!("{path}[{place}]"), out),
                    }
                }
                if items.is_empty() {
                    out.push(leaf("[]".to_owned()));
                }
            }
            Kind::Text(text) => out.push(leaf(text.clone())),
            Kind::Number(number) => out.push(leaf(number.to_string())),
            Kind::Flag(flag) => out.push(leaf(flag.to_string())),
            Kind::Strange(name) => out.push(leaf((*name).to_owned())),
        }
    }
}

pub(crate) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_knows_its_line() {
        let tree = read("f", "a = 1\n\n[b.c]\nd = [\n  \"x\",\n  \"w\",\n]\n").unwrap();
        let lines: Vec<(String, u32)> =
            tree.leaves().into_iter().map(|l| (l.path, l.line)).collect();
        assert_eq!(lines, [("a".into(), 1), ("b.c.d[w]".into(), 6), ("b.c.d[x]".into(), 5)],);
        let Kind::Table(top) = &tree.kind else { panic!("the root is a table") };
        let Kind::Table(b) = &top["b"].kind else { panic!("b is a table") };
        assert_eq!(b["c"].line, 3);
        assert_eq!(read("f", "a = 1\nb =\n").unwrap_err().line, 2);
    }
}
