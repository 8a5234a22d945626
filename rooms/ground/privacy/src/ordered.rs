//! What the order of an authority asks of this room: a copy of just the named pieces, kept to its
//! end whatever becomes of the rest; a hand-over of just these; and silence about both for as long
//! as a law demands it. Whether it may be done is decided above, by two.

use std::collections::BTreeSet;

use db::{Answer, Tx};
use kernel::{At, MemberId, RecordId};
use policy::RetentionClass;

use crate::disclose::{To, recipient_for, write_down};
use crate::open::{Opener, may_ask, read_one};
use crate::store;
use crate::values::{Address, Birthday, Kept, Name, Shown};
use crate::vault;
use crate::view::View;

db::sql! {
    HUSH = "INSERT INTO hush (member, thing, held_for) VALUES ($1, $2, $3) ON CONFLICT (member, thing, held_for) DO NOTHING";
    HUSHED = "SELECT thing FROM hush WHERE member = $1 ORDER BY thing";
    SPEAK = "DELETE FROM hush WHERE held_for = $1";
    GIVEN_IN = "SELECT id FROM disclosure WHERE entry = $1 AND member = $2";
}

kernel::words! {
    /// A piece that an order can name.
    pub enum Piece {
        /// The name.
        Name = "name",
        /// The address.
        Address = "address",
        /// The birthday.
        Birthday = "birthday",
    }
}

/// For which order something is done, and whether the person is not to know of it yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// The order's id: the place of the copies.
    pub place: String,
    /// Whether a law forbids to tell.
    pub silent: bool,
}

impl Ordered {
    fn hush(&self, tx: &mut Tx<'_>, member: MemberId, thing: &str) -> Answer<()> {
        if self.silent { tx.put(HUSH, (member, thing, &self.place)) } else { Ok(()) }
    }
}

/// Keeps a copy of the named pieces for the duty of a class, until this instant and no longer: it
/// outlives an erasure. Which of them there were.
pub fn hold(
    tx: &mut Tx<'_>,
    member: MemberId,
    class: RetentionClass,
    pieces: &[Piece],
    until: At,
    ordered: &Ordered,
) -> Answer<Vec<Piece>> {
    let had: Option<(i64,)> = tx.maybe(store::KEY_SLOT, (member, class.code()))?;
    let mut held = Vec::new();
    for piece in pieces {
        let there = match piece {
            Piece::Name => copy::<Name>(tx, member, class, &ordered.place)?,
            Piece::Address => copy::<Address>(tx, member, class, &ordered.place)?,
            Piece::Birthday => copy::<Birthday>(tx, member, class, &ordered.place)?,
        };
        if there {
            held.push(*piece);
        }
    }
    if held.is_empty() {
        return Ok(held);
    }
    let clock = (member, class.code(), &ordered.place, tx.now(), until);
    tx.run_one(store::START_CLOCK, clock)?;
    ordered.hush(tx, member, &ordered.place)?;
    if had.is_none() {
        ordered.hush(tx, member, class.code())?;
    }
    Ok(held)
}

fn copy<K: Kept + Shown>(
    tx: &mut Tx<'_>,
    member: MemberId,
    class: RetentionClass,
    place: &str,
) -> Answer<bool> {
    let Some(kept) = vault::piece::<K>(tx, member, RetentionClass::Account, "")? else {
        return Ok(false);
    };
    vault::keep(tx, member, class, place, &kept).map(|()| true)
}

/// Opens what is kept for an order, to hand it to the authority, and writes the ledger.
pub fn hand_over<V: View>(
    tx: &mut Tx<'_>,
    who: &Opener,
    member: MemberId,
    to: &To,
    ordered: &Ordered,
) -> Answer<V> {
    let running = may_ask::<V>(tx, who)?;
    let id = recipient_for::<V>(&running, to)?;
    let view = read_one::<V>(tx, &running, who, member, &ordered.place, Some(id))?;
    let entry = write_down::<V>(tx, &running, who, &[member], to)?;
    ordered.hush(tx, member, &entry.to_string())?;
    for (given,) in tx.all::<(RecordId,)>(GIVEN_IN, (entry, member))? {
        ordered.hush(tx, member, &given.to_string())?;
    }
    Ok(view)
}

/// The law lets it be told: the people see all that was done for an order.
pub fn speak(tx: &mut Tx<'_>, place: &str) -> Answer<()> {
    tx.run(SPEAK, (place,)).map(|_| ())
}

/// What a person is not shown of their own record by now.
pub(crate) fn hushed(tx: &mut Tx<'_>, member: MemberId) -> Answer<BTreeSet<String>> {
    Ok(tx.all::<(String,)>(HUSHED, (member,))?.into_iter().map(|row| row.0).collect())
}
