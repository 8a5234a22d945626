//! The address book of a person. The table knows which addresses there are and which is the
//! default; what they say lies sealed in the vault, each at a place of its own: the default at the
//! place of the profile, where labels and laws are read from, any other at the place of its id.

use db::{Answer, Tx};
use kernel::{AddressId, At, Fault, MemberId};
use policy::RetentionClass;
use zeroize::Zeroizing;

use crate::people::{Delivery, keep_delivery, laws_of};
use crate::refusals::PrivacyRefusal;
use crate::store;
use crate::values::{Address, AddressName, Kept, Name, Phone};
use crate::vault::{self, Sealed};

const CLASS: RetentionClass = RetentionClass::Account;

/// What an address is made of.
const ITEMS: [&str; 4] = [
    <AddressName as Kept>::ITEM,
    <Name as Kept>::ITEM,
    <Address as Kept>::ITEM,
    <Phone as Kept>::ITEM,
];

/// The place of the profile.
const PROFILE: &str = "";

db::row! {
    /// One address of a book, without a word of it.
    pub struct Entry {
        /// The address.
        pub id: AddressId,
        /// When it was written down.
        pub made_at: At,
        /// Since when parcels go there.
        pub default_at: Option<At>,
    }
}

impl Entry {
    /// Where its pieces lie in the vault: what [`crate::OpenViews::open_at`] asks for.
    pub fn place(&self) -> String {
        if self.default_at.is_some() { PROFILE.to_owned() } else { self.id.to_string() }
    }
}

/// The addresses of a person, oldest first.
pub fn all(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Entry>> {
    tx.all(store::ADDRESSES, (member,))
}

/// One address of a person; `None` when it is not theirs.
pub fn one(tx: &mut Tx<'_>, member: MemberId, id: AddressId) -> Answer<Option<Entry>> {
    tx.maybe(store::ADDRESS, (id, member))
}

/// Where parcels go; `None` while there is no address.
pub fn default_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<Entry>> {
    tx.maybe(store::DEFAULT_ADDRESS, (member,))
}

/// Writes an address down; the first one is the default.
pub fn add(
    tx: &mut Tx<'_>,
    member: MemberId,
    to: &Delivery,
    called: &AddressName,
) -> Answer<AddressId> {
    let id: AddressId = tx.new_id();
    let now = tx.now();
    let default_at = if default_of(tx, member)?.is_none() { Some(now) } else { None };
    let entry = Entry { id, made_at: now, default_at };
    tx.put(store::NEW_ADDRESS, (id, member, now, default_at))?;
    keep_delivery(tx, member, &entry.place(), to)?;
    call(tx, member, &entry.place(), called)?;
    Ok(id)
}

// Called nothing, there is nothing to seal.
fn call(tx: &mut Tx<'_>, member: MemberId, place: &str, called: &AddressName) -> Answer<()> {
    if called.called.is_empty() {
        vault::discard::<AddressName>(tx, member, CLASS, place).map(|_| ())
    } else {
        vault::keep(tx, member, CLASS, place, called)
    }
}

/// Writes an address anew; without a new name for it, it is called as before.
pub fn change(
    tx: &mut Tx<'_>,
    member: MemberId,
    id: AddressId,
    to: &Delivery,
    called: Option<&AddressName>,
) -> Answer<()> {
    let place = known(tx, member, id)?.place();
    keep_delivery(tx, member, &place, to)?;
    match called {
        Some(called) => call(tx, member, &place, called),
        None => Ok(()),
    }
}

/// Takes an address out, and what it said with it. Which one may go is the members' room's to say.
pub fn remove(tx: &mut Tx<'_>, member: MemberId, id: AddressId) -> Answer<()> {
    let place = known(tx, member, id)?.place();
    lift(tx, member, &place)?;
    tx.run_one(store::DROP_ADDRESS, (id, member))
}

/// Parcels go there from now on, and its country says which laws protect the person: the pieces of
/// the two addresses change places.
pub fn make_default(tx: &mut Tx<'_>, member: MemberId, id: AddressId) -> Answer<()> {
    let entry = known(tx, member, id)?;
    if entry.default_at.is_some() {
        return Ok(());
    }
    let before = default_of(tx, member)?;
    let new = lift(tx, member, &entry.place())?;
    let old = lift(tx, member, PROFILE)?;
    if let Some(before) = before {
        tx.run_one(store::SET_DEFAULT, (None::<At>, before.id, member))?;
        put_down(tx, member, &before.id.to_string(), &old)?;
    }
    put_down(tx, member, PROFILE, &new)?;
    let now = tx.now();
    tx.run_one(store::SET_DEFAULT, (Some(now), id, member))?;
    let gone = || Fault::new(format!("{id} is on the list and not in the vault"));
    let address = vault::piece::<Address>(tx, member, CLASS, PROFILE)?.ok_or_else(gone)?;
    laws_of(tx, member, &address)
}

fn known(tx: &mut Tx<'_>, member: MemberId, id: AddressId) -> Answer<Entry> {
    let none = || PrivacyRefusal::NothingKept { item: <Address as Kept>::ITEM.to_owned() };
    one(tx, member, id)?.ok_or_else(|| none().into())
}

type Piece = (String, Zeroizing<Vec<u8>>);

// Takes an address out of its place, opened: the place is bound into the seal.
fn lift(tx: &mut Tx<'_>, member: MemberId, place: &str) -> Answer<Vec<Piece>> {
    let sealed: Vec<Sealed> = tx.all(store::PIECES_AT, (member, CLASS.code(), place))?;
    let mut pieces = Vec::with_capacity(ITEMS.len());
    for piece in sealed.into_iter().filter(|piece| ITEMS.contains(&piece.item.as_str())) {
        let key = vault::warm_key(tx, piece.slot)?.ok_or(PrivacyRefusal::Erased)?;
        pieces.push((piece.item.clone(), piece.open(&key, CLASS)?));
        tx.put(store::DISCARD, (member, CLASS.code(), &piece.item, place))?;
    }
    Ok(pieces)
}

fn put_down(tx: &mut Tx<'_>, member: MemberId, place: &str, pieces: &[Piece]) -> Answer<()> {
    for (item, packed) in pieces {
        vault::keep_packed(tx, member, CLASS, item, place, packed)?;
    }
    Ok(())
}
