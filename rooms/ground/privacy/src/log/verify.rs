//! Checking the whole log: every entry against its leaf, every leaf against the signed heads.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use db::{Answer, Tx};
use kernel::{At, Id as _, MemberId, RecordId, Span, Word as _};

use super::entry::{Kind, line, people, persons_root};
use super::note::Head;
use super::rows::{self, Standings};
use super::sequence::{STORED, hash_of, number};
use super::tree::{Hash, NodeAt, join, leaf_hash, node_hash, root_of};
use crate::keyring::{Keyring, hex};
use crate::store;

/// How long an act may take from its instant to its place in the tree. An entry that claims to be
/// older than a head signed before it by more than this was written afterwards.
const LONGEST_ACT: Span = Span::minutes(15);
const PAGE: i64 = 1_000;

/// Something wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The place in the tree, when it is about one.
    pub place: Option<u64>,
    /// The entry, when it is about one.
    pub entry: Option<String>,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "leaf {place}: ")?;
        }
        if let Some(entry) = &self.entry {
            write!(f, "{entry}: ")?;
        }
        f.write_str(&self.what)
    }
}

/// What was checked, and what was found wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Leaves read.
    pub leaves: u64,
    /// Signed heads checked.
    pub heads: u64,
    /// Acts of the last moment that have no leaf yet.
    pub pending: u64,
    /// What is wrong; empty when all is well.
    pub findings: Vec<Finding>,
}

db::row! {
    struct LeafRow {
        place: i64,
        entry: String,
        leaf: Vec<u8>,
        kind: Option<String>,
        noted_at: Option<At>,
        member: Option<MemberId>,
        persons: Option<Vec<u8>>,
        body: Option<String>,
    }
}

struct Walk {
    verdict: Verdict,
    // Those that are still to be passed; how far they were read, and when the last was signed.
    heads: BTreeMap<u64, Vec<Head>>,
    heads_read: i64,
    last_signed: Option<At>,
    // The whole subtrees of what was read, widest first, as a counter counts in binary.
    frontier: Vec<(u32, Hash)>,
    latest_head: Option<At>,
    gone: BTreeSet<u64>,
    let_go: BTreeSet<u64>,
    standings: Standings,
    // How many people the acts that are there are about, each counted for each act.
    led: u64,
}

/// Checks everything. `outside` are checkpoints that others kept: members, witnesses, backups.
pub fn verify(tx: &mut Tx<'_>, outside: &[String]) -> Answer<Verdict> {
    let mut walk = Walk {
        verdict: Verdict::default(),
        heads: BTreeMap::new(),
        heads_read: -1,
        last_signed: None,
        frontier: Vec::new(),
        latest_head: None,
        gone: BTreeSet::new(),
        let_go: BTreeSet::new(),
        standings: Standings::default(),
        led: 0,
    };
    read_outside(tx, &mut walk, outside)?;
    read_heads(tx, &mut walk, 0)?;
    walk.pass_heads(0);
    let mut next = 0i64;
    loop {
        let rows: Vec<LeafRow> = tx.all(store::LEAVES_FROM, (next, PAGE))?;
        let Some(last) = rows.last() else { break };
        next = last.place + 1;
        read_heads(tx, &mut walk, next)?;
        for row in &rows {
            walk.leaf(tx, row)?;
        }
    }
    read_heads(tx, &mut walk, i64::MAX)?;
    walk.finish(tx)?;
    Ok(walk.verdict)
}

fn read_outside(tx: &mut Tx<'_>, walk: &mut Walk, outside: &[String]) -> Answer<()> {
    let key = tx.plugged::<Keyring>()?.log_key();
    for note in outside {
        match Head::verified(note, &key) {
            Some(head) => walk.heads.entry(head.size).or_default().push(head),
            None => {
                walk.find(None, None, "a checkpoint from outside was not signed by this log".into())
            }
        }
    }
    Ok(())
}

// The signed heads of the next leaves, up to this size.
fn read_heads(tx: &mut Tx<'_>, walk: &mut Walk, up_to: i64) -> Answer<()> {
    let key = tx.plugged::<Keyring>()?.log_key();
    loop {
        let rows: Vec<(i64, At, String)> =
            tx.all(store::CHECKPOINTS, (walk.heads_read, up_to, PAGE))?;
        if rows.is_empty() {
            return Ok(());
        }
        for (row_size, signed_at, note) in rows {
            walk.heads_read = row_size;
            let size = number(row_size)?;
            match Head::verified(&note, &key) {
                Some(head) if head.size == size && head.time == signed_at => {
                    if walk.last_signed.is_some_and(|before| head.time < before) {
                        let what = "was signed before a smaller one";
                        walk.find(None, None, format!("the head of size {size} {what}"));
                    }
                    walk.last_signed = Some(head.time);
                    walk.heads.entry(size).or_default().push(head);
                }
                _ => {
                    let what = "is not as it was signed";
                    walk.find(None, None, format!("the head of size {size} {what}"));
                }
            }
        }
    }
}

impl Walk {
    fn find(&mut self, place: Option<u64>, entry: Option<&str>, what: String) {
        self.verdict.findings.push(Finding { place, entry: entry.map(str::to_owned), what });
    }

    fn leaf(&mut self, tx: &mut Tx<'_>, row: &LeafRow) -> Answer<()> {
        let place = number(row.place)?;
        let leaf = hash_of(&row.leaf)?;
        while self.verdict.leaves < place {
            self.find(Some(self.verdict.leaves), None, "is missing".into());
            self.verdict.leaves += 1;
        }
        self.verdict.leaves = place + 1;
        match &row.body {
            Some(body) => self.entry(tx, place, leaf, row, body)?,
            None => {
                self.gone.insert(place);
            }
        }
        self.push(tx, place, leaf)?;
        self.pass_heads(place + 1);
        Ok(())
    }

    fn entry(
        &mut self,
        tx: &mut Tx<'_>,
        place: u64,
        leaf: Hash,
        row: &LeafRow,
        body: &str,
    ) -> Answer<()> {
        let mut wrong = |what: &str| self.find(Some(place), Some(&row.entry), what.to_owned());
        if leaf_hash(body.as_bytes()) != leaf {
            wrong("its text is not the one the leaf was made of");
        }
        if line(body, "id") != Some(&row.entry) || line(body, "kind") != row.kind.as_deref() {
            wrong("its row does not say what its text says");
        }
        let noted_at = line(body, "at").and_then(At::parse);
        if noted_at.is_none() || noted_at != row.noted_at {
            wrong("its row gives another time than its text");
        }
        let all = people(row.member, row.persons.as_deref()).unwrap_or_default();
        let root = RecordId::parse(&row.entry).map(|id| persons_root(id, &all));
        let stated = root.map(|root| format!("{} {}", all.len(), hex(&root)));
        if line(body, "persons") != stated.as_deref() {
            wrong("the people it is about were changed");
        }
        if let (Some(head), Some(at)) = (self.latest_head, noted_at)
            && at.plus(LONGEST_ACT) < head
        {
            self.find(
                Some(place),
                Some(&row.entry),
                format!("is dated {at}, before a head signed at {head} that does not hold it"),
            );
        }
        self.people_find_it(tx, place, row, &all)?;
        self.rows_of(tx, place, row, body, &all)
    }

    fn people_find_it(
        &mut self,
        tx: &mut Tx<'_>,
        place: u64,
        row: &LeafRow,
        all: &[MemberId],
    ) -> Answer<()> {
        self.led += all.len() as u64;
        for member in all {
            let (there,): (i64,) = tx.one(store::POINTS_AT, (row.place, *member))?;
            if there == 0 {
                self.find(Some(place), Some(&row.entry), format!("{member} would not find it"));
            }
        }
        Ok(())
    }

    // The rows that the pages read must say what the entry says.
    fn rows_of(
        &mut self,
        tx: &mut Tx<'_>,
        place: u64,
        row: &LeafRow,
        body: &str,
        all: &[MemberId],
    ) -> Answer<()> {
        let at = row.noted_at.unwrap_or(At::from_micros(0));
        let kind = row.kind.as_deref().and_then(Kind::from_word);
        let differs = match kind {
            Some(Kind::Chosen) => rows::choice_differs(tx, &row.entry, body, all)?
                .then_some("the choice's own row differs"),
            Some(Kind::Disclosed) => rows::ledger_differs(tx, &row.entry, at, body, all)?
                .then_some("the ledger's own rows differ"),
            _ => None,
        };
        if let Some(what) = differs {
            self.find(Some(place), Some(&row.entry), what.into());
        }
        if kind == Some(Kind::Expired) {
            self.let_go.extend(line(body, "places").map(read_places).unwrap_or_default());
        }
        self.standings.take(kind, at, body, all);
        Ok(())
    }

    fn push(&mut self, tx: &mut Tx<'_>, place: u64, leaf: Hash) -> Answer<()> {
        let (mut level, mut at, mut hash) = (0u32, place, leaf);
        while let Some((_, left)) = self.frontier.pop_if(|(wide, _)| *wide == level) {
            hash = node_hash(&left, &hash);
            level += 1;
            at >>= 1;
            if level >= STORED && !stored(tx, (level, at), &hash)? {
                self.find(
                    Some(place),
                    None,
                    format!("the node above it at level {level} is not the one stored"),
                );
            }
        }
        self.frontier.push((level, hash));
        Ok(())
    }

    fn pass_heads(&mut self, size: u64) {
        let Some(heads) = self.heads.remove(&size) else { return };
        let hashes: Vec<Hash> = self.frontier.iter().map(|(_, hash)| *hash).collect();
        let root = join(&hashes).unwrap_or_else(|| root_of(&[]));
        for head in heads {
            self.verdict.heads += 1;
            if head.root != root {
                self.find(
                    None,
                    None,
                    format!("the head of size {size} was signed over other leaves"),
                );
            }
            self.latest_head = self.latest_head.max(Some(head.time));
        }
    }

    fn finish(&mut self, tx: &mut Tx<'_>) -> Answer<()> {
        for place in std::mem::take(&mut self.gone) {
            if !self.let_go.contains(&place) {
                self.find(
                    Some(place),
                    None,
                    "its entry is missing, and no receipt says it was let go".into(),
                );
            }
        }
        for size in std::mem::take(&mut self.heads).into_keys() {
            let has = self.verdict.leaves;
            self.find(
                None,
                None,
                format!("a head of size {size} was signed, but the log has {has} leaves"),
            );
        }
        let (pointers,): (i64,) = tx.one(store::POINTERS, ())?;
        if number(pointers)? > self.led {
            let more = number(pointers)? - self.led;
            let what = format!("{more} pointers lead to acts not there, or not about their person");
            self.find(None, None, what);
        }
        let (strays,): (i64,) = tx.one(store::STRAYS, ())?;
        if strays > 0 {
            self.find(None, None, format!("{strays} entries have neither a leaf nor wait for one"));
        }
        for (row, what) in rows::without_entry(tx)? {
            self.find(None, Some(&row), what.into());
        }
        for what in std::mem::take(&mut self.standings).differ(tx)? {
            self.find(None, None, what);
        }
        let (pending,): (i64,) = tx.one(store::PENDING_COUNT, ())?;
        self.verdict.pending = number(pending)?;
        Ok(())
    }
}

fn stored(tx: &mut Tx<'_>, (level, place): NodeAt, hash: &Hash) -> Answer<bool> {
    let at = (i64::from(level), super::sequence::column(place)?);
    let found: Option<(Vec<u8>,)> = tx.maybe(store::NODE, at)?;
    Ok(found.is_some_and(|row| row.0 == hash))
}

/// Places as `0-4,7`.
pub(crate) fn place_words(places: &BTreeSet<u64>) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for place in places {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *place => *last = *place,
            _ => runs.push((*place, *place)),
        }
    }
    let word = |(a, b): &(u64, u64)| if a == b { a.to_string() } else { format!("{a}-{b}") };
    runs.iter().map(word).collect::<Vec<_>>().join(",")
}

fn read_places(words: &str) -> BTreeSet<u64> {
    let run = |word: &str| {
        let (a, b) = word.split_once('-').unwrap_or((word, word));
        Some(a.parse::<u64>().ok()?..=b.parse::<u64>().ok()?)
    };
    words.split(',').filter_map(run).flatten().collect()
}
