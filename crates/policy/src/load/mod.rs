//! From the tree of a file to the facts of a policy.

mod data;
mod law;
mod recipients;

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::calendar::Day;
use crate::facts::Policy;
use crate::node::{self, Flaw, Kind, Leaf, Node, join};
use crate::prose;
use crate::reader::{Flaws, Table};
use crate::words::Lang;

/// One file: its name for messages, and its text.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The name, as messages show it: `policy/2026-11-22.toml`.
    pub file: &'a str,
    /// The text.
    pub text: &'a str,
}

/// The files of one version.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The facts.
    pub facts: Source<'a>,
    /// The prose of each language.
    pub prose: &'a [(Lang, Source<'a>)],
}

/// Everything wrong with a policy, in the order of files and lines; empty when it may be published.
pub fn check(sources: &Sources<'_>) -> Vec<Flaw> {
    parse(sources).err().unwrap_or_default()
}

/// Reads a policy and refuses what is incomplete.
pub fn parse(sources: &Sources<'_>) -> Result<Policy, Vec<Flaw>> {
    let file = sources.facts.file;
    let tree = node::read(file, sources.facts.text).map_err(|flaw| vec![flaw])?;
    let flaws = Flaws::new(file);
    let policy = facts(file, &tree, &flaws);
    let mut found = flaws.into_found();
    let Some(mut policy) = policy else {
        return Err(sorted(found));
    };
    // What is built on a missing entry would only repeat that it is missing.
    if found.is_empty() {
        found.extend(crate::check::all(&policy));
    }
    let mut leaves: Vec<Leaf> = policy.leaves.clone();
    for lang in Lang::ALL {
        let Some((_, source)) = sources.prose.iter().find(|(l, _)| l == lang) else {
            found.push(Flaw {
                file: file.to_owned(),
                line: 1,
                entry: format!("prose.{lang}"),
                what: format!("is missing: add {}", prose::file_of(file, *lang)),
            });
            continue;
        };
        match prose::load(*lang, source, &policy) {
            Ok((prose, words)) => {
                leaves.extend(words);
                let _: Option<prose::Prose> = policy.prose.insert(*lang, prose);
            }
            Err(more) => found.extend(more),
        }
    }
    if !found.is_empty() {
        return Err(sorted(found));
    }
    policy.hash = hash(&leaves);
    policy.leaves = leaves;
    policy.sources = texts(sources);
    Ok(policy)
}

fn texts(sources: &Sources<'_>) -> Arc<[(Option<Lang>, String)]> {
    let facts = std::iter::once((None, sources.facts.text.to_owned()));
    let prose = sources.prose.iter().map(|(lang, source)| (Some(*lang), source.text.to_owned()));
    facts.chain(prose).collect()
}

fn sorted(mut flaws: Vec<Flaw>) -> Vec<Flaw> {
    flaws.sort();
    flaws.dedup();
    flaws
}

/// The canonical form is one line per value, `path = value`, sorted by bytes, facts and every
/// language together; line ends inside a value are written `\n`. Comments, order and layout of the
/// files do not enter, so that only a change of meaning changes the hash.
pub(crate) fn canonical(leaves: &[Leaf]) -> String {
    let mut lines: Vec<String> = leaves.iter().map(canonical_line).collect();
    lines.sort();
    lines.concat()
}

pub(crate) fn canonical_line(leaf: &Leaf) -> String {
    let escape = |text: &str| text.replace('\\', "\\\\").replace('\n', "\\n");
    format!("{} = {}\n", escape(&leaf.path), escape(&leaf.value))
}

fn hash(leaves: &[Leaf]) -> String {
    let digest = Sha256::digest(canonical(leaves).as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn facts(file: &str, tree: &Node, flaws: &Flaws<'_>) -> Option<Policy> {
    let root = Table::root(tree, flaws);
    let version = root.day("version");
    let effective = root.day("effective");
    let previous = root.parsed("previous", "none", previous);
    let measures = root.texts("measures", "sealed_fields").into_iter().map(|(t, _)| t).collect();
    let operator = law::operator(&root);
    let contact = law::contact(&root);
    let categories = data::categories(&root);
    let purposes = data::purposes(&root, &categories);
    let judgements = data::judgements(&root, &categories);
    let retention = data::retention(&root);
    let provisions = recipients::provisions(&root);
    let recipients = recipients::recipients(&root, &categories);
    let choices = recipients::choices(&root);
    let cookies = law::cookies(&root);
    let origins = law::origins(&root);
    let clocks = law::clocks(&root);
    let rights = law::rights(&root);
    let laws = law::laws(&root);
    root.done();
    let mut lines = BTreeMap::new();
    place(tree, "", &mut lines);
    Some(Policy {
        file: file.to_owned(),
        version: version?,
        effective: effective?,
        previous: previous?,
        operator,
        contact: contact?,
        categories,
        purposes,
        judgements,
        retention,
        provisions,
        recipients,
        choices,
        cookies,
        origins,
        clocks,
        rights,
        laws,
        measures,
        prose: BTreeMap::new(),
        sources: Arc::from([]),
        leaves: tree.leaves(),
        lines,
        hash: String::new(),
    })
}

fn previous(text: &str) -> Option<Option<String>> {
    let hex = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    match text {
        "none" => Some(None),
        hash if hex => Some(Some(hash.to_owned())),
        _ => None,
    }
}

fn place(node: &Node, path: &str, lines: &mut BTreeMap<String, u32>) {
    let _: Option<u32> = lines.insert(path.to_owned(), node.line);
    match &node.kind {
        Kind::Table(inner) => {
            for (key, node) in inner {
                place(node, &join(path, key), lines);
            }
        }
        Kind::List(items) => {
            for (i, item) in items.iter().enumerate() {
                match &item.kind {
                    Kind::Text(text) => {
                        let _: Option<u32> = lines.insert(format!("{path}[{text}]"), item.line);
                    }
                    _ => place(item, &format!("{path}[{i}]"), lines),
                }
            }
        }
        _ => {}
    }
}

/// A code that an operator may give: small letters, digits, `_`.
fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 40
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// An ISO 3166-1 alpha-2 code by its form.
fn country(text: &str) -> Option<String> {
    let form = text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase());
    form.then(|| text.to_owned())
}

/// Midnight in Japan of a day, for the table.
pub(crate) fn begins(day: Option<Day>, or: kernel::At) -> kernel::At {
    day.map_or(or, Day::begins)
}
