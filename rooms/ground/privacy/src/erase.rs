//! Erasing a person: the keys of the free classes are destroyed; what a law keeps stays under its
//! own key, for that duty alone, until its date.

use db::{Answer, Db, Lock, Tx};
use kernel::{MemberId, RecordId};
use policy::{Purpose, PurposeSet, RetentionClass};

use crate::keyring::{Keyring, Slot};
use crate::log::{Kind, Note};
use crate::person::{Person, purpose_words};
use crate::refusals::PrivacyRefusal;
use crate::registry::Registry;
use crate::running::RunningPolicy;
use crate::store;
use crate::vault::{column_of, slot_of};

/// What an erasure did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// The receipt: an entry of the log.
    pub receipt: RecordId,
    /// The classes whose keys are destroyed.
    pub destroyed: Vec<RetentionClass>,
    /// The classes a law still keeps, for its duty alone.
    pub kept: Vec<RetentionClass>,
}

/// The duty that a class is kept for.
pub(crate) const fn duty_of(class: RetentionClass) -> Option<Purpose> {
    match class {
        RetentionClass::Tax => Some(Purpose::Tax),
        RetentionClass::Customs => Some(Purpose::CustomsBooks),
        RetentionClass::Dealer => Some(Purpose::DealerLedger),
        RetentionClass::Request => Some(Purpose::Rights),
        RetentionClass::Provision | RetentionClass::Consent | RetentionClass::Access => {
            Some(Purpose::Records)
        }
        _ => None,
    }
}

/// What a law would keep of a person beyond their erasure: the classes under a duty. What the house
/// keeps to show what it did with their data is not among them.
pub fn held_by_law(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<RetentionClass>> {
    let keys: Vec<(String, i64)> = tx.all(store::KEYS_OF, (member,))?;
    let classes = keys.iter().filter_map(|(class, _)| RetentionClass::parse(class));
    let law = [RetentionClass::Tax, RetentionClass::Customs, RetentionClass::Dealer];
    Ok(classes.filter(|class| law.contains(class)).collect())
}

/// Erases a person. From this transaction on nothing of the free classes opens; the keys are gone
/// from the disk when [`carry_out`] has run. Run it under the choices' lock.
pub fn erase(tx: &mut Tx<'_>, member: MemberId, why: &str) -> Answer<Erasure> {
    let person = Person::load(tx, member)?;
    if person.erased_at.is_some() {
        return Err(PrivacyRefusal::AlreadyErased.into());
    }
    let keys: Vec<(String, i64)> = tx.all(store::KEYS_OF, (member,))?;
    let (mut destroyed, mut kept, mut duties) = (Vec::new(), Vec::new(), PurposeSet::EMPTY);
    for class in keys.iter().filter_map(|(class, _)| RetentionClass::parse(class)) {
        if let Some(duty) = duty_of(class) {
            kept.push(class);
            duties = duties.with(duty);
        } else {
            tx.put(store::DISCARD_CLASS, (member, class.code()))?;
            tx.put(store::STOP_CLOCKS, (member, class.code()))?;
            doom_key(tx, member, class)?;
            destroyed.push(class);
        }
    }
    tx.put(store::UNINDEX, (member,))?;
    tx.put(store::DROP_ADDRESSES, (member,))?;
    tx.put(store::SUPERSEDE_ALL, (tx.now(), member))?;
    if let Ok(registry) = tx.plugged::<Registry>() {
        registry.end_rows(tx, member)?;
    }
    tx.run_one(store::SET_ERASED, (tx.now(), purpose_words(duties), member))?;
    let words =
        |classes: &[RetentionClass]| classes.iter().map(|c| c.code()).collect::<Vec<_>>().join(",");
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let receipt = Note::new(Kind::Erased)
        .line("policy", running.hash())
        .line("why", why)
        .line("destroyed", words(&destroyed))
        .line("kept", words(&kept))
        .of(member)
        .write(tx)?;
    Ok(Erasure { receipt, destroyed, kept })
}

/// Takes a person's key of a class away and dooms it; whether there was one.
pub(crate) fn doom_key(tx: &mut Tx<'_>, member: MemberId, class: RetentionClass) -> Answer<bool> {
    let Some((slot,)) = tx.maybe::<(i64,)>(store::KEY_SLOT, (member, class.code()))? else {
        return Ok(false);
    };
    tx.put(store::DROP_KEY, (member, class.code()))?;
    tx.put(store::DOOM, (slot, class.code(), tx.now()))?;
    Ok(true)
}

/// Destroys doomed keys: intend (the act's row), act (here, on the disk), confirm (the row goes,
/// a receipt stays). A crash anywhere in between only does it once more. How many there were.
pub fn carry_out(db: &Db) -> Answer<usize> {
    let doomed: Vec<(i64,)> = db.read_now("privacy.doomed", |tx| tx.all(store::DOOMED, (512,)))?;
    if doomed.is_empty() {
        return Ok(0);
    }
    let slots = doomed.iter().map(|row| slot_of(row.0)).collect::<Result<Vec<Slot>, _>>()?;
    let missing = || kernel::Fault::new("the keyring is not plugged in");
    db.plugs().get::<Keyring>().ok_or_else(missing)?.destroy(&slots)?;
    let count = slots.len();
    db.write_now("privacy.destroyed", Lock::none(), move |tx| {
        for slot in &slots {
            tx.put(store::UNDOOM, (column_of(*slot)?,))?;
        }
        let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
        Note::new(Kind::Destroyed)
            .line("policy", running.hash())
            .line("keys", slots.len())
            .write(tx)?;
        Ok(())
    })?;
    Ok(count)
}

/// The part of [`forget_again`] that every start does: keys destroyed since the epoch turned. It
/// asks for those alone, so it costs nothing where nothing was restored.
pub(crate) fn forget_this_epoch(db: &Db) -> Answer<usize> {
    let missing = || kernel::Fault::new("the keyring is not plugged in");
    let graves = db.plugs().get::<Keyring>().ok_or_else(missing)?.graves()?;
    let mut found = 0;
    for slot in graves {
        let column = column_of(slot)?;
        found += db.write_now("privacy.forget_again", crate::choices::lock(), move |tx| {
            let held: Option<(MemberId, String)> = tx.maybe(store::KEY_IN_SLOT, (column,))?;
            let Some((member, class)) = held else { return Ok(0) };
            forget_class(tx, member, &class).map(|()| 1)
        })?;
    }
    Ok(found)
}

/// After a backup of the database was restored: whoever's key was destroyed since is erased again,
/// with their rows and their place in the blind index. How many keys were found destroyed.
pub fn forget_again(db: &Db) -> Answer<usize> {
    let (mut after, mut found) = (-1i64, 0usize);
    loop {
        let from = after;
        let page: Vec<(MemberId, String, i64)> =
            db.read_now("privacy.keys", move |tx| tx.all(store::KEYS_AFTER, (from, 1_000)))?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.2;
        let missing = || kernel::Fault::new("the keyring is not plugged in");
        let keyring = db.plugs().get::<Keyring>().ok_or_else(missing)?;
        let mut gone = Vec::new();
        for (member, class, slot) in page {
            if keyring.is_destroyed(slot_of(slot)?)? {
                gone.push((member, class));
            }
        }
        found += gone.len();
        for (member, class) in gone {
            db.write_now("privacy.forget_again", crate::choices::lock(), move |tx| {
                forget_class(tx, member, &class)
            })?;
        }
    }
}

fn forget_class(tx: &mut Tx<'_>, member: MemberId, class: &str) -> Answer<()> {
    tx.put(store::DISCARD_CLASS, (member, class))?;
    // The ledger's rows go at their own date, record or no record.
    if class != RetentionClass::Provision.code() {
        tx.put(store::STOP_CLOCKS, (member, class))?;
    }
    tx.put(store::DROP_KEY, (member, class))?;
    let person = Person::load(tx, member)?;
    if class == RetentionClass::Account.code() && person.erased_at.is_none() {
        erase(tx, member, "restored backup")?;
    }
    Ok(())
}

/// Whether every key the database names was made by this keystore and is not lost.
pub(crate) fn keystore_knows(db: &Db) -> Answer<bool> {
    let (last,): (i64,) = db.read_now("privacy.last_slot", |tx| tx.one(store::LAST_SLOT, ()))?;
    let Ok(last) = u64::try_from(last) else { return Ok(true) };
    let missing = || kernel::Fault::new("the keyring is not plugged in");
    Ok(last < db.plugs().get::<Keyring>().ok_or_else(missing)?.slots_made()?)
}
