//! Giving acts their place in the tree.
//!
//! An act writes its entry and the hash of it; it does not touch the tree, so acts never wait for
//! each other's place. One sequencer takes what has come in, in order of the entries' ids, gives
//! each the next place, writes the nodes that became whole, and signs the new head.

use std::collections::HashMap;

use db::{Answer, Lock, ToValue as _, Tx};
use kernel::{At, Fault, MemberId, RecordId, Span};

use super::entry::people;
use super::note::Head;
use super::tree::{Hash, NodeAt, join, node_hash, root_of, subtrees};
use crate::keyring::Keyring;
use crate::running::RunningPolicy;
use crate::store;

/// The lock the sequencer runs under: one at a time.
pub fn lock() -> Lock {
    Lock::named("privacy.log")
}

/// From this level on a whole subtree's hash is stored; below it is made from its few leaves.
pub(crate) const STORED: u32 = 5;

db::row! {
    struct Pending {
        entry: RecordId,
        leaf: Vec<u8>,
        member: Option<MemberId>,
        persons: Option<Vec<u8>>,
    }
}

/// An act about so many people more waits for the next helping: other acts go on in between.
const PEOPLE: usize = 16_384;

/// A chunk with so many pointers is full, and the next begins.
const FULL: i64 = 32_768;

/// Gives up to `most` acts their places and signs the head; how many there were. Fewer than `most`
/// does not say that none is left.
pub fn sequence(tx: &mut Tx<'_>, most: i64) -> Answer<usize> {
    let mut pending: Vec<Pending> = tx.all(store::PENDING, (most,))?;
    let first = size(tx)?;
    let mut led: Vec<(MemberId, u64)> = Vec::new();
    for (n, (place, one)) in (first..).zip(&pending).enumerate() {
        if n > 0 && led.len() >= PEOPLE {
            pending.truncate(n);
            break;
        }
        let about = people(one.member, one.persons.as_deref())?;
        led.extend(about.into_iter().map(|member| (member, place)));
    }
    let Some(last) = pending.last() else { return Ok(0) };
    let mut leaves = Vec::with_capacity(pending.len());
    for (place, one) in (first..).zip(&pending) {
        leaves.push((place, one.entry, hash_of(&one.leaf)?));
    }
    write_leaves(tx, &leaves)?;
    let mut known: HashMap<NodeAt, Hash> = HashMap::new();
    for (place, _, leaf) in &leaves {
        known.insert((0, *place), *leaf);
        grow(tx, &mut known, *place, *leaf)?;
    }
    lead(tx, first, led)?;
    // What was read is all there is up to the last: another that comes in meanwhile with an earlier
    // id conflicts with this transaction, and one of the two runs again.
    tx.put(store::PENDING_DONE, (last.entry,))?;
    sign(tx)?;
    Ok(pending.len())
}

// Thirty-two rows to a statement, the last ones alone: a statement costs more than its rows.
fn write_leaves(tx: &mut Tx<'_>, leaves: &[(u64, RecordId, Hash)]) -> Answer<()> {
    let mut chunks = leaves.chunks_exact(store::PERSONS_AT_ONCE);
    for chunk in &mut chunks {
        let mut values = Vec::with_capacity(chunk.len() * 3);
        for (place, entry, leaf) in chunk {
            values.extend([column(*place)?.to_value(), entry.to_value(), leaf.to_value()]);
        }
        tx.put(store::NEW_LEAVES, values)?;
    }
    for (place, entry, leaf) in chunks.remainder() {
        tx.put(store::NEW_LEAF, (column(*place)?, *entry, *leaf))?;
    }
    Ok(())
}

// So that each person finds the acts about them alone. Why here and not with the act, and why in
// chunks: sorted, many at once and beside each other they touch far fewer pages.
fn lead(tx: &mut Tx<'_>, first: u64, mut led: Vec<(MemberId, u64)>) -> Answer<()> {
    if led.is_empty() {
        return Ok(());
    }
    let last: Option<(i64, i64)> = tx.maybe(store::LAST_CHUNK, ())?;
    let open = last.filter(|(_, pointers)| *pointers < FULL).map(|(chunk, _)| chunk);
    let chunk = open.map_or_else(|| column(first), Ok)?;
    let more = i64::try_from(led.len()).map_err(|_| Fault::new("the log is full"))?;
    tx.put(store::CHUNK_GROWS, (chunk, more))?;
    led.sort_unstable();
    let mut parts = led.chunks_exact(store::PERSONS_AT_ONCE);
    for part in &mut parts {
        let mut values = Vec::with_capacity(1 + part.len() * 2);
        values.push(chunk.to_value());
        for (who, place) in part {
            values.extend([who.to_value(), column(*place)?.to_value()]);
        }
        tx.put(store::NEW_POINTERS, values)?;
    }
    for (who, place) in parts.remainder() {
        tx.put(store::NEW_POINTER, (chunk, *who, column(*place)?))?;
    }
    Ok(())
}

// Each leaf at an odd place makes a node whole, and that one perhaps another above it.
fn grow(
    tx: &mut Tx<'_>,
    known: &mut HashMap<NodeAt, Hash>,
    leaf_place: u64,
    leaf: Hash,
) -> Answer<()> {
    let (mut level, mut place, mut hash) = (0u32, leaf_place, leaf);
    while place & 1 == 1 {
        let left = match known.get(&(level, place - 1)) {
            Some(left) => *left,
            None => node(tx, (level, place - 1))?,
        };
        hash = node_hash(&left, &hash);
        level += 1;
        place >>= 1;
        if level >= STORED {
            tx.put(store::NEW_NODE, (i64::from(level), column(place)?, hash))?;
        }
        known.insert((level, place), hash);
    }
    Ok(())
}

fn sign(tx: &mut Tx<'_>) -> Answer<()> {
    let size = size(tx)?;
    let keyring = tx.plugged::<Keyring>()?;
    let head = Head {
        origin: keyring.origin().to_owned(),
        size,
        root: root_at(tx, size)?,
        policy: tx.plugged::<RunningPolicy>()?.at(tx.now()).hash().to_owned(),
        time: tx.now(),
    };
    tx.put(store::NEW_CHECKPOINT, (column(size)?, head.time, head.signed(keyring)))
}

/// For so long every head is kept; of those before, the last of each hour.
const EVERY_HEAD: Span = Span::days(7);

/// Lets go of the heads that are not the last of their hour, from `since` on until some days ago.
/// What they said can be made again from the leaves, and is held against a copy of them by anybody
/// who kept one. How many.
pub(crate) fn thin(tx: &mut Tx<'_>, since: Span) -> Answer<u64> {
    let until = tx.now().minus(EVERY_HEAD);
    // The hour that is cut by the end stays whole.
    let hour = Span::hours(1).as_micros();
    let until = At::from_micros(until.micros() / hour * hour);
    tx.run(store::THIN_CHECKPOINTS, (until.minus(since), until))
}

/// How many acts wait for their place.
pub fn waiting(tx: &mut Tx<'_>) -> Answer<usize> {
    let (waiting,): (i64,) = tx.one(store::PENDING_COUNT, ())?;
    Ok(usize::try_from(waiting).unwrap_or(0))
}

/// How many leaves the tree has.
pub fn size(tx: &mut Tx<'_>) -> Answer<u64> {
    let (next,): (i64,) = tx.one(store::LOG_SIZE, ())?;
    Ok(number(next)?)
}

/// The root over the first `size` leaves.
pub fn root_at(tx: &mut Tx<'_>, size: u64) -> Answer<Hash> {
    if size == 0 {
        return Ok(root_of(&[]));
    }
    joined(tx, &subtrees(size))
}

/// One hash joined from stored subtrees.
pub(crate) fn joined(tx: &mut Tx<'_>, nodes: &[NodeAt]) -> Answer<Hash> {
    let hashes = nodes.iter().map(|at| node(tx, *at)).collect::<Answer<Vec<Hash>>>()?;
    join(&hashes).ok_or_else(|| Fault::new("a proof without nodes").into())
}

/// The hash of a whole subtree, as it is stored or made from its leaves.
pub(crate) fn node(tx: &mut Tx<'_>, (level, place): NodeAt) -> Answer<Hash> {
    let missing = || Fault::new(format!("the log has no node {place} at level {level}"));
    if level >= STORED {
        let found: Option<(Vec<u8>,)> =
            tx.maybe(store::NODE, (i64::from(level), column(place)?))?;
        return Ok(hash_of(&found.ok_or_else(missing)?.0)?);
    }
    let (from, to) = (place << level, (place + 1) << level);
    let rows: Vec<(Vec<u8>,)> = tx.all(store::LEAVES_AT, (column(from)?, column(to)?))?;
    let leaves = rows.iter().map(|row| hash_of(&row.0)).collect::<Result<Vec<Hash>, Fault>>()?;
    if leaves.len() as u64 != to - from {
        return Err(missing().into());
    }
    Ok(root_of(&leaves))
}

/// The latest signed head.
pub fn latest_checkpoint(tx: &mut Tx<'_>) -> Answer<Option<String>> {
    Ok(tx.maybe::<(String,)>(store::LATEST_CHECKPOINT, ())?.map(|row| row.0))
}

pub(crate) fn hash_of(bytes: &[u8]) -> Result<Hash, Fault> {
    bytes.try_into().map_err(|_| Fault::new("a hash of the log does not have 32 bytes"))
}
pub(crate) fn column(n: u64) -> Result<i64, Fault> {
    i64::try_from(n).map_err(|_| Fault::new("the log is full"))
}
pub(crate) fn number(n: i64) -> Result<u64, Fault> {
    u64::try_from(n).map_err(|_| Fault::new("the log counts below zero"))
}
