//! One act on personal data, written down: the exact text that a leaf of the log is the hash of.

use std::fmt::Write as _;

use db::{Answer, Tx};
use kernel::{Fault, Id as _, MemberId, RecordId};

use super::tree::{leaf_hash, root_of};
use crate::keyring::hex;
use crate::store;

kernel::words! {
    /// What kind of act.
    pub enum Kind {
        /// Someone other than the person opened a view.
        Opened = "opened",
        /// Personal data was handed to a third party.
        Disclosed = "disclosed",
        /// Somebody was taken over with the business of a predecessor.
        Received = "received",
        /// A consent or objection was made or taken back.
        Chosen = "chosen",
        /// A person asked that all use stop, or took that back.
        Stopped = "stopped",
        /// Data or keys were destroyed.
        Destroyed = "destroyed",
        /// A person's data was erased at their wish.
        Erased = "erased",
        /// Rows of this log were let go because their period was over.
        Expired = "expired",
        /// A policy came into force, or a purpose was stopped.
        Policy = "policy",
        /// The epoch of the master key turned.
        Epoch = "epoch",
    }
}
db::stored!(Kind);

/// An act to be written down.
pub(crate) struct Note {
    kind: Kind,
    lines: String,
    about: About,
}

enum About {
    Nobody,
    One(MemberId),
    Many(Vec<MemberId>),
}

impl Note {
    /// An act of a kind, about nobody yet.
    pub(crate) fn new(kind: Kind) -> Note {
        Note { kind, lines: String::with_capacity(256), about: About::Nobody }
    }
    /// One more line. The word is ours; the value loses its line breaks, so that it cannot forge
    /// another line.
    #[must_use]
    pub(crate) fn line(mut self, word: &str, value: impl std::fmt::Display) -> Note {
        let _ = write!(self.lines, "{word} ");
        for c in value.to_string().chars() {
            self.lines.push(if c.is_control() { ' ' } else { c });
        }
        self.lines.push('\n');
        self
    }
    /// It is about this person.
    #[must_use]
    pub(crate) fn of(mut self, member: MemberId) -> Note {
        self.about = About::One(member);
        self
    }
    /// It is about these people.
    #[must_use]
    pub(crate) fn of_many(mut self, mut members: Vec<MemberId>) -> Note {
        members.sort_unstable();
        members.dedup();
        self.about = if let [one] = members[..] { About::One(one) } else { About::Many(members) };
        self
    }

    /// Writes it down in the act's own transaction.
    pub(crate) fn write(self, tx: &mut Tx<'_>) -> Answer<RecordId> {
        let id: RecordId = tx.new_id();
        let mut body = format!("daiko entry 1\nid {id}\nkind {}\nat {}\n", self.kind, tx.now());
        body.push_str(&self.lines);
        let (member, persons) = match &self.about {
            About::Nobody => (None, None),
            About::One(member) => (Some(*member), None),
            About::Many(members) => (None, Some(packed(members))),
        };
        let people: &[MemberId] = match &self.about {
            About::Nobody => &[],
            About::One(member) => std::slice::from_ref(member),
            About::Many(members) => members,
        };
        let _ = writeln!(body, "persons {} {}", people.len(), hex(&persons_root(id, people)));
        tx.put(store::NEW_PENDING, (id, leaf_hash(body.as_bytes())))?;
        tx.put(store::NEW_ENTRY, (id, self.kind, tx.now(), member, persons, body))?;
        Ok(id)
    }
}

/// The root of the tree of the people an act is about: one salted commitment each, in order of
/// their ids. The entry's id, 80 random bits of it, is the salt: once the entry is let go, nobody
/// can try people out.
pub(crate) fn persons_root(entry: RecordId, members: &[MemberId]) -> [u8; 32] {
    let leaves: Vec<[u8; 32]> =
        members.iter().map(|member| leaf_hash(&commitment(entry, *member))).collect();
    root_of(&leaves)
}

/// What stands for one person in the tree of an entry.
pub(crate) fn commitment(entry: RecordId, member: MemberId) -> [u8; 32] {
    let mut out = [0u8; 32];
    out[..16].copy_from_slice(&entry.bits().to_be_bytes());
    out[16..].copy_from_slice(&member.bits().to_be_bytes());
    out
}

fn packed(members: &[MemberId]) -> Vec<u8> {
    members.iter().flat_map(|member| member.bits().to_be_bytes()).collect()
}

/// The people of an entry, from its two columns.
pub(crate) fn people(
    member: Option<MemberId>,
    persons: Option<&[u8]>,
) -> Result<Vec<MemberId>, Fault> {
    let Some(bytes) = persons else { return Ok(member.into_iter().collect()) };
    let (ids, rest) = bytes.as_chunks::<16>();
    if !rest.is_empty() {
        return Err(Fault::new("the people of an entry are cut short"));
    }
    Ok(ids.iter().map(|id| MemberId::from_bits(u128::from_be_bytes(*id))).collect())
}

/// The value of a line of a body.
pub(crate) fn line<'b>(body: &'b str, word: &str) -> Option<&'b str> {
    body.lines().find_map(|line| line.strip_prefix(word)?.strip_prefix(' '))
}
