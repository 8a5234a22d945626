//! Opening many at once: sixty-four people to a question, a thousand to a row of the log.

use std::collections::BTreeMap;

use db::{Answer, ToValue as _, Tx, Value};
use kernel::{Fault, MemberId};
use policy::{RecipientId, Running};

use crate::keyring::Keyring;
use crate::open::{Opener, decide, may_ask, opened_note};
use crate::person::Person;
use crate::store;
use crate::vault::{Sealed, warm_key};
use crate::view::{Pieces, View};

/// The most people one row of the log is about.
pub(crate) const PER_NOTE: usize = 1024;
/// From this many on, keys are read past the warm ones: a batch must not push everyone's out.
const COLD_FROM: usize = 256;

/// Opens a view of many people and notes who was opened. Order is that of the ids.
pub(crate) fn open_many<V: View>(
    tx: &mut Tx<'_>,
    who: &Opener,
    members: &[MemberId],
    to: Option<RecipientId>,
) -> Answer<Vec<(MemberId, V)>> {
    let running = may_ask::<V>(tx, who)?;
    let opened = read_many::<V>(tx, &running, who, members, to)?;
    if !who.is_the_person() {
        for some in opened.chunks(PER_NOTE) {
            let ids = some.iter().map(|(member, _)| *member).collect();
            opened_note(&V::FACTS, &running, who).of_many(ids).write(tx)?;
        }
    }
    Ok(opened)
}

/// The same without a row in the log: the caller writes one.
pub(crate) fn read_many<V: View>(
    tx: &mut Tx<'_>,
    running: &Running,
    who: &Opener,
    members: &[MemberId],
    to: Option<RecipientId>,
) -> Answer<Vec<(MemberId, V)>> {
    let mut ids = members.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let cold = ids.len() >= COLD_FROM;
    let mut out = Vec::with_capacity(ids.len());
    for some in ids.chunks(store::AT_ONCE) {
        let allowed = allowed::<V>(tx, running, who, some, to)?;
        if !allowed.is_empty() {
            open_some::<V>(tx, &allowed, cold, &mut out)?;
        }
    }
    Ok(out)
}

/// Those of the people whom the policy and they themselves let be opened.
pub(crate) fn allowed<V: View>(
    tx: &mut Tx<'_>,
    running: &Running,
    who: &Opener,
    some: &[MemberId],
    to: Option<RecipientId>,
) -> Answer<Vec<MemberId>> {
    let people: Vec<Person> = tx.all(store::PERSONS, padded(Vec::new(), some))?;
    let now = tx.now();
    let may = |person: &Person| {
        decide(&V::FACTS, running, who, to, &person.standing(running), now).is_ok()
    };
    let people: Vec<Person> = people.into_iter().filter(may).collect();
    let mut ids = crate::origin::unheld(tx, running, &V::FACTS, who, to, people)?;
    ids.sort_unstable();
    Ok(ids)
}

fn open_some<V: View>(
    tx: &mut Tx<'_>,
    allowed: &[MemberId],
    cold: bool,
    out: &mut Vec<(MemberId, V)>,
) -> Answer<()> {
    let pieces: Vec<Sealed> = match V::ITEMS {
        [] => Vec::new(),
        [item] => {
            let first = vec![V::CLASS.code().to_value(), (*item).to_value()];
            tx.all(store::PIECES_OF_ITEM, padded(first, allowed))?
        }
        _ => tx.all(store::PIECES_OF_MANY, padded(vec![V::CLASS.code().to_value()], allowed))?,
    };
    let mut by_member: BTreeMap<MemberId, Vec<Sealed>> = BTreeMap::new();
    for piece in pieces {
        by_member.entry(piece.member).or_default().push(piece);
    }
    for member in allowed {
        let held = by_member.get(member).map(Vec::as_slice).unwrap_or_default();
        if let Some(view) = open_one::<V>(tx, held, cold)? {
            out.push((*member, view));
        }
    }
    Ok(())
}

// Someone whose key is destroyed, or who never filled the piece in, is left out like any other who
// may not be opened; a piece that was tampered with breaks the whole.
fn open_one<V: View>(tx: &Tx<'_>, held: &[Sealed], cold: bool) -> Result<Option<V>, Fault> {
    let mut opened = Vec::with_capacity(V::ITEMS.len());
    for item in V::ITEMS {
        let Some(sealed) = held.iter().find(|piece| piece.item == *item) else { continue };
        let text = if cold {
            match tx.plugged::<Keyring>()?.cold_key(sealed.slot)? {
                Some(key) => sealed.open(&key, V::CLASS)?,
                None => return Ok(None),
            }
        } else {
            match warm_key(tx, sealed.slot)? {
                Some(key) => sealed.open(&key, V::CLASS)?,
                None => return Ok(None),
            }
        };
        opened.push((*item, text));
    }
    Ok(V::from_pieces(&Pieces(opened)).ok())
}

// One text for any number up to sixty-four: what is left over names nobody.
pub(crate) fn padded(mut first: Vec<Value>, some: &[MemberId]) -> Vec<Value> {
    let length = first.len() + store::AT_ONCE;
    first.extend(some.iter().map(db::ToValue::to_value));
    first.resize(length, Value::Text(String::new()));
    first
}
