//! A proof that an act about a person stands in the log: a text anyone can check without us.
//!
//! ```text
//! daiko proof 1
//! person <member id> <their place among the people of the act> <how many>
//! <audit path of the person, base64 hashes, one a line>
//!
//! <the entry: the text whose hash is the leaf>
//!
//! leaf <place>
//! <audit path of the leaf>
//!
//! <the signed checkpoint>
//! ```

use std::fmt::Write as _;

use db::{Answer, Tx};
use kernel::{Id as _, MemberId, RecordId};

use super::entry::{commitment, line, people};
use super::note::{Head, base64, unbase64};
use super::sequence::{joined, number};
use super::tree::{
    Hash, consistency_steps, inclusion_path, inclusion_steps, leaf_hash, root_from_inclusion,
};
use crate::keyring::unhex;
use crate::refusals::PrivacyRefusal;
use crate::store;

const TITLE: &str = "daiko proof 1";

db::row! {
    struct EntryRow {
        member: Option<MemberId>,
        persons: Option<Vec<u8>>,
        body: String,
    }
}

/// The proof that an act about this person is in the log, under the latest signed head.
pub fn proof(tx: &mut Tx<'_>, member: MemberId, entry: RecordId) -> Answer<String> {
    let row: Option<EntryRow> = tx.maybe(store::ENTRY, (entry,))?;
    let row = row.ok_or(PrivacyRefusal::NoSuchRecord)?;
    let all = people(row.member, row.persons.as_deref())?;
    let mine = all.iter().position(|m| *m == member).ok_or(PrivacyRefusal::NoSuchRecord)?;
    let placed: Option<(i64,)> = tx.maybe(store::LEAF_OF, (entry,))?;
    let place = number(placed.ok_or(PrivacyRefusal::NotSealedYet)?.0)?;
    let note: Option<(String,)> = tx.maybe(store::LATEST_CHECKPOINT, ())?;
    let (note,) = note.ok_or(PrivacyRefusal::NotSealedYet)?;
    let size = note.lines().nth(1).and_then(|n| n.parse::<u64>().ok());
    let size = size.filter(|size| *size > place).ok_or(PrivacyRefusal::NotSealedYet)?;
    let leaves: Vec<Hash> = all.iter().map(|m| leaf_hash(&commitment(entry, *m))).collect();
    let mut out = format!("{TITLE}\nperson {member} {mine} {}\n", all.len());
    push_path(&mut out, &inclusion_path(mine, &leaves));
    let _ = write!(out, "\n{}\nleaf {place}\n", row.body);
    push_path(&mut out, &inclusion(tx, place, size)?);
    let _ = write!(out, "\n{note}");
    Ok(out)
}

/// The audit path of a leaf in the tree of a size.
pub fn inclusion(tx: &mut Tx<'_>, place: u64, size: u64) -> Answer<Vec<Hash>> {
    inclusion_steps(place, size).iter().map(|step| joined(tx, step)).collect()
}

/// The consistency proof between two sizes of the tree.
pub fn consistency(tx: &mut Tx<'_>, first: u64, second: u64) -> Answer<Vec<Hash>> {
    consistency_steps(first, second).iter().map(|step| joined(tx, step)).collect()
}

fn push_path(out: &mut String, path: &[Hash]) {
    for hash in path {
        let _ = writeln!(out, "{}", base64(hash));
    }
}

/// What a proof shows when it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// Whom the act is about.
    pub member: MemberId,
    /// The text of the entry.
    pub entry: String,
    /// The signed head it stands under.
    pub head: Head,
}

/// Checks a proof against the log's public key; `None` when anything in it does not hold.
pub fn check(proof: &str, log_key: &[u8; 32]) -> Option<Proven> {
    let mut parts = proof.splitn(4, "\n\n");
    let (person, entry, leaf, note) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let mut lines = person.lines();
    if lines.next()? != TITLE {
        return None;
    }
    let mut words = lines.next()?.strip_prefix("person ")?.split(' ');
    let member = MemberId::parse(words.next()?)?;
    let (mine, count) = (words.next()?.parse::<u64>().ok()?, words.next()?.parse::<u64>().ok()?);
    let path = lines.map(read_hash).collect::<Option<Vec<Hash>>>()?;
    let entry = format!("{entry}\n");
    let id = RecordId::parse(line(&entry, "id")?)?;
    let (stated_count, stated_root) = line(&entry, "persons")?.split_once(' ')?;
    let root = root_from_inclusion(&leaf_hash(&commitment(id, member)), mine, count, &path)?;
    if stated_count.parse::<u64>().ok()? != count || unhex::<32>(stated_root)? != root {
        return None;
    }
    let mut lines = leaf.lines();
    let place = lines.next()?.strip_prefix("leaf ")?.parse::<u64>().ok()?;
    let path = lines.map(read_hash).collect::<Option<Vec<Hash>>>()?;
    let head = Head::verified(note, log_key)?;
    let root = root_from_inclusion(&leaf_hash(entry.as_bytes()), place, head.size, &path)?;
    (root == head.root).then_some(Proven { member, entry, head })
}

fn read_hash(line: &str) -> Option<Hash> {
    unbase64(line)?.try_into().ok()
}
