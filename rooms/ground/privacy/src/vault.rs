//! The vault: sealed pieces, one data key per person and retention class, and the blind index.

use db::{Answer, FromCol as _, Tx};
use kernel::{At, Fault, Id as _, MemberId};
use policy::{RetentionClass, Right};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::keyring::{Key, Keyring, Slot};
use crate::refusals::PrivacyRefusal;
use crate::store;
use crate::values::{Kept, Text, pack};

/// A sealed piece as it lies in its row.
pub(crate) struct Sealed {
    pub(crate) member: MemberId,
    pub(crate) item: String,
    pub(crate) place: String,
    pub(crate) slot: Slot,
    pub(crate) bytes: Vec<u8>,
}

impl db::FromRow for Sealed {
    fn from_row(row: &db::Row<'_>) -> Result<Self, Fault> {
        Ok(Sealed {
            member: MemberId::from_col(row, 0)?,
            item: String::from_col(row, 1)?,
            place: String::from_col(row, 2)?,
            slot: slot_of(i64::from_col(row, 3)?)?,
            bytes: Vec::from_col(row, 4)?,
        })
    }
}

/// A slot number from its column.
pub(crate) fn slot_of(column: i64) -> Result<Slot, Fault> {
    u64::try_from(column).map(Slot).map_err(|_| Fault::new("a slot is negative"))
}

/// A slot number for its column.
pub(crate) fn column_of(slot: Slot) -> Result<i64, Fault> {
    i64::try_from(slot.0).map_err(|_| Fault::new("the keystore is full"))
}

impl Sealed {
    /// Opens the piece with its key; a piece that does not open was tampered with.
    pub(crate) fn open(
        &self,
        key: &Key,
        class: RetentionClass,
    ) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let bound = bound(self.member, class, &self.item, &self.place, self.slot);
        key.open(&bound, &self.bytes).ok_or_else(|| {
            Fault::new(format!("a sealed {} does not open: it was changed or moved", self.item))
        })
    }
}

// The address of a piece is bound into its seal: moved to another person, class, item or place, or
// under another key, it does not open. Lengths are written so that no two addresses read the same.
fn bound(member: MemberId, class: RetentionClass, item: &str, place: &str, slot: Slot) -> Vec<u8> {
    let mut out = Vec::with_capacity(96);
    out.extend_from_slice(b"daiko field 1");
    out.extend_from_slice(&member.bits().to_be_bytes());
    out.extend_from_slice(&slot.0.to_be_bytes());
    for word in [class.code(), item, place] {
        out.extend_from_slice(&u32::try_from(word.len()).unwrap_or(u32::MAX).to_be_bytes());
        out.extend_from_slice(word.as_bytes());
    }
    out
}

/// The slot of a person's key of a class; a fresh one when there is none yet.
pub(crate) fn slot_for(tx: &mut Tx<'_>, member: MemberId, class: RetentionClass) -> Answer<Slot> {
    if let Some((slot,)) = tx.maybe::<(i64,)>(store::KEY_SLOT, (member, class.code()))? {
        return Ok(slot_of(slot)?);
    }
    let slot = tx.plugged::<Keyring>()?.fresh()?;
    tx.run_one(store::NEW_KEY, (member, class.code(), column_of(slot)?, tx.now()))?;
    Ok(slot)
}

/// Seals a piece under a person's key of a class, in place of what was there.
pub fn keep<K: Kept>(
    tx: &mut Tx<'_>,
    member: MemberId,
    class: RetentionClass,
    place: &str,
    value: &K,
) -> Answer<()> {
    let parts = value.parts();
    for part in &parts {
        refuse_unkeepable::<K>(part)?;
    }
    keep_packed(tx, member, class, K::ITEM, place, &pack(&parts))
}

/// The same for bytes packed already.
pub(crate) fn keep_packed(
    tx: &mut Tx<'_>,
    member: MemberId,
    class: RetentionClass,
    item: &str,
    place: &str,
    packed: &[u8],
) -> Answer<()> {
    let slot = slot_for(tx, member, class)?;
    let key = warm_key(tx, slot)?.ok_or(PrivacyRefusal::Erased)?;
    let sealed = key.seal(&bound(member, class, item, place, slot), packed)?;
    let at = (member, class.code(), item, place, column_of(slot)?, sealed, tx.now());
    tx.put(store::KEEP, at)
}

/// A piece as it was kept, for the room's own moving of it: nothing of it leaves the room.
pub(crate) fn piece<K: Kept + crate::values::Shown>(
    tx: &mut Tx<'_>,
    member: MemberId,
    class: RetentionClass,
    place: &str,
) -> Answer<Option<K>> {
    let pieces: Vec<Sealed> = tx.all(store::PIECES_AT, (member, class.code(), place))?;
    let Some(sealed) = pieces.iter().find(|piece| piece.item == <K as Kept>::ITEM) else {
        return Ok(None);
    };
    let key = warm_key(tx, sealed.slot)?.ok_or(PrivacyRefusal::Erased)?;
    let bytes = sealed.open(&key, class)?;
    let broken = || Fault::new(format!("a sealed {} is not what it was kept as", sealed.item));
    let parts = crate::values::unpack(&bytes).ok_or_else(broken)?;
    K::from_parts(&parts).map(Some).ok_or_else(|| broken().into())
}

/// The key of a slot, warm; `None` when it was destroyed.
pub(crate) fn warm_key(tx: &Tx<'_>, slot: Slot) -> Result<Option<std::sync::Arc<Key>>, Fault> {
    tx.plugged::<Keyring>()?.key(slot, tx.now())
}

/// Takes a piece out; whether there was one.
pub fn discard<K: Kept>(
    tx: &mut Tx<'_>,
    member: MemberId,
    class: RetentionClass,
    place: &str,
) -> Answer<bool> {
    Ok(tx.run(store::DISCARD, (member, class.code(), K::ITEM, place))? > 0)
}

fn refuse_unkeepable<K: Kept>(part: &str) -> Result<(), PrivacyRefusal> {
    let item = K::ITEM;
    if part.chars().count() > K::MOST {
        let most = i64::try_from(K::MOST).unwrap_or(i64::MAX);
        return Err(PrivacyRefusal::TooLong { item: item.to_owned(), most });
    }
    // Phone numbers and the subjects of sign-ins are digits too, and one in ten would pass for a
    // card.
    let is_text = K::IS_WRITTEN && !matches!(item, "phone" | "social");
    if is_text && crate::card::looks_like_a_card(part) {
        return Err(PrivacyRefusal::CardNumber);
    }
    Ok(())
}

/// A text as the blind index sees it: one spelling for all widths, cases and composed forms.
pub(crate) fn folded(text: &Text) -> Zeroizing<String> {
    let once = Zeroizing::new(text.as_str().nfkc().collect::<String>());
    Zeroizing::new(once.trim().to_lowercase().nfkc().collect())
}

/// The same for a text that is compared with what is found by its hash.
pub fn folded_text(text: &str) -> Zeroizing<String> {
    folded(&Text::new(text))
}

/// What is found by its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Indexed {
    Handle,
    Email,
    Asker,
    /// The address of a request that is alive.
    Request(Right),
    /// The address of one whose letter came back.
    Bounced,
}

impl Indexed {
    const fn kind(self) -> &'static str {
        match self {
            Indexed::Handle => "handle",
            Indexed::Email => "email",
            Indexed::Asker => "asker",
            Indexed::Bounced => "bounced",
            Indexed::Request(Right::Disclosure) => "request_R1",
            Indexed::Request(Right::Inquiry) => "request_R2",
            Indexed::Request(Right::Revision) => "request_R3",
            Indexed::Request(Right::Cancellation) => "request_R4",
            Indexed::Request(Right::Deletion) => "request_R5",
        }
    }
}

/// Leads a text to its person, and no longer its earlier one. False when another person has it.
pub(crate) fn index(tx: &mut Tx<'_>, what: Indexed, text: &Text, member: MemberId) -> Answer<bool> {
    let tag = tx.plugged::<Keyring>()?.tag(what.kind(), &folded(text));
    tx.run(store::UNINDEX_KIND, (member, what.kind()))?;
    let held: Option<(MemberId,)> = tx.maybe(store::INDEX, (what.kind(), tag, member))?;
    Ok(held.is_some())
}

/// It leads to them no longer.
pub(crate) fn unindex(tx: &mut Tx<'_>, what: Indexed, member: MemberId) -> Answer<()> {
    tx.run(store::UNINDEX_KIND, (member, what.kind())).map(|_| ())
}

/// Whose it is.
pub(crate) fn find(tx: &mut Tx<'_>, what: Indexed, text: &Text) -> Answer<Option<MemberId>> {
    let tag = tx.plugged::<Keyring>()?.tag(what.kind(), &folded(text));
    let found: Option<(MemberId,)> = tx.maybe(store::FIND, (what.kind(), tag))?;
    Ok(found.map(|f| f.0))
}

/// What the index calls sign-ins elsewhere.
const SOCIAL: &str = "social";

// Not folded: a provider may know two people by subjects that differ in their case alone.
fn social_tag(tx: &Tx<'_>, provider: &Text, subject: &Text) -> Answer<[u8; 32]> {
    let text = Zeroizing::new(format!("{}\n{}", provider.as_str(), subject.as_str()));
    Ok(tx.plugged::<Keyring>()?.tag(SOCIAL, &text))
}

/// Leads a sign-in elsewhere to its person, beside their others. False when it leads to somebody
/// already.
pub(crate) fn index_social(
    tx: &mut Tx<'_>,
    provider: &Text,
    subject: &Text,
    member: MemberId,
) -> Answer<bool> {
    let tag = social_tag(tx, provider, subject)?;
    let held: Option<(MemberId,)> = tx.maybe(store::INDEX, (SOCIAL, tag, member))?;
    Ok(held.is_some())
}

/// It leads to nobody any more.
pub(crate) fn unindex_social(
    tx: &mut Tx<'_>,
    provider: &Text,
    subject: &Text,
    member: MemberId,
) -> Answer<()> {
    let tag = social_tag(tx, provider, subject)?;
    tx.run(store::UNINDEX_TAG, (SOCIAL, tag, member)).map(|_| ())
}

/// Whose it is.
pub(crate) fn find_social(
    tx: &mut Tx<'_>,
    provider: &Text,
    subject: &Text,
) -> Answer<Option<MemberId>> {
    let tag = social_tag(tx, provider, subject)?;
    let found: Option<(MemberId,)> = tx.maybe(store::FIND, (SOCIAL, tag))?;
    Ok(found.map(|f| f.0))
}

/// Gives a person's class a new key and seals everything under it; the old key is doomed. Nobody
/// has to stop: a reader sees the rows of before or of after.
pub fn rotate(tx: &mut Tx<'_>, member: MemberId, class: RetentionClass) -> Answer<usize> {
    let Some((old,)) = tx.maybe::<(i64,)>(store::KEY_SLOT, (member, class.code()))? else {
        return Ok(0);
    };
    let (old, new) = (slot_of(old)?, tx.plugged::<Keyring>()?.fresh()?);
    let old_key = warm_key(tx, old)?.ok_or(PrivacyRefusal::Erased)?;
    let new_key = warm_key(tx, new)?.ok_or_else(|| Fault::new("a fresh key is not there"))?;
    let pieces: Vec<Sealed> = tx.all(store::PIECES, (member, class.code()))?;
    for piece in &pieces {
        let plain = piece.open(&old_key, class)?;
        let sealed = new_key.seal(&bound(member, class, &piece.item, &piece.place, new), &plain)?;
        let at = (column_of(new)?, sealed, member, class.code(), &piece.item, &piece.place);
        tx.run_one(store::RESEAL, at)?;
    }
    let now: At = tx.now();
    tx.run_one(store::MOVE_KEY, (column_of(new)?, now, member, class.code()))?;
    tx.put(store::DOOM, (column_of(old)?, class.code(), now))?;
    Ok(pieces.len())
}
