//! The keyring: data keys, one per person and retention class, that lie apart from the data.
//!
//! Three files. The *keystore* holds wrapped data keys in numbered slots. The *master* holds the
//! key they are wrapped with, one per epoch, and the secrets of the blind index and of the log's
//! signature. *Graves*, beside the master, remembers destroyed slots. The database says which slot
//! is whose.
//!
//! * Giving a person a key costs no flush: keys are made in advance, some hundred with one flush,
//!   and taken from the pool. An act that rolls back leaves an unused key behind: no harm in that.
//! * Destroying a key writes its number to the graves, zeros to its slot, and waits for the disk.
//! * Turning the epoch wraps every living key anew under a fresh master key and lets the old one
//!   go: a keystore from an old backup opens nothing then, whoever's key is in it.

mod cipher;
mod graves;
mod master;
mod slots;
mod warm;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use db::Answer;
use kernel::{At, Fault};

pub(crate) use cipher::{Key, Secret, fresh_secret, hex, mac, sha256, unhex};
use graves::Graves;
use master::{Master, put_in_place};
use slots::{SLOT, Slots};
use warm::Warm;

/// How many keys are made at once, with one flush.
const POOL: u64 = 512;

/// Where the keyring's files lie: two folders, so that two backups can be made of them.
#[derive(Debug, Clone)]
pub struct Places {
    /// The keystore: wrapped keys, useless alone.
    pub keystore: PathBuf,
    /// The master file. The graves lie beside it, with the ending `graves`.
    pub master: PathBuf,
}

impl Places {
    /// The usual names in two folders.
    pub fn in_folders(keystore: &Path, master: &Path) -> Places {
        Places { keystore: keystore.join("keystore"), master: master.join("master") }
    }
}

/// A slot of the keystore: the number by which a row names its data key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Slot(pub(crate) u64);

/// The data keys of a house. A plug of the database: `tx.plugged::<Keyring>()`.
pub struct Keyring {
    places: Places,
    /// The open keystore with its wrapping key; swapped whole when the epoch turns.
    live: RwLock<Arc<Live>>,
    /// Whoever changes the keystore holds this.
    desk: Mutex<Desk>,
    warm: Mutex<Warm>,
    index: cipher::Secret,
    signer: Ed25519KeyPair,
    origin: String,
}

struct Live {
    slots: Slots,
    wrap: Key,
}

struct Desk {
    master: Master,
    graves: Graves,
    pool: std::ops::Range<u64>,
}

impl Keyring {
    /// Opens the files, or makes them. A turn of the epoch that a crash cut short is finished or
    /// taken back; keys destroyed since the keystore was backed up are destroyed again.
    pub fn open(places: Places) -> Answer<Keyring> {
        let mut master = Master::open(&places.master)?;
        let graves = Graves::open(&places.master.with_extension("graves"))?;
        let slots = match Slots::open(&places.keystore)? {
            Some(slots) => slots,
            None if graves.high_water()? > 0 => {
                let what = format!("{} is missing; restore it", places.keystore.display());
                return Err(Fault::new(what).into());
            }
            None => {
                let newest = master.epochs.last().map_or(1, |(number, _)| *number);
                Slots::make(&places.keystore, newest)?
            }
        };
        let Some(secret) = master.epoch(slots.epoch) else {
            return Err(Fault::new(format!(
                "{} is of epoch {}, which the master file has let go: it is an old backup",
                places.keystore.display(),
                slots.epoch
            ))
            .into());
        };
        let wrap = Key::new(&**secret)?;
        if master.epochs.len() > 1 {
            master.epochs.retain(|(number, _)| *number == slots.epoch);
            master.write()?;
        }
        bury_again(&slots, &graves)?;
        let signer = Ed25519KeyPair::from_seed_unchecked(&*master.signer)
            .map_err(|_| Fault::new("the signer's seed is not one"))?;
        let index = master.index.clone();
        Ok(Keyring {
            places,
            live: RwLock::new(Arc::new(Live { slots, wrap })),
            desk: Mutex::new(Desk { master, graves, pool: 0..0 }),
            warm: Mutex::new(Warm::new()),
            index,
            signer,
            origin: "daiko/log".to_owned(),
        })
    }

    /// The same with another name for the log: what its checkpoints begin with.
    #[must_use]
    pub fn with_origin(mut self, origin: impl Into<String>) -> Keyring {
        self.origin = origin.into();
        self
    }

    /// The name of the log.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The epoch the keystore is wrapped under.
    pub fn epoch(&self) -> u32 {
        self.live().slots.epoch
    }

    /// Where the files lie.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// A key nobody has yet. It is on the disk before anything can be sealed with it.
    pub(crate) fn fresh(&self) -> Answer<Slot> {
        let mut desk = self.desk();
        if desk.pool.is_empty() {
            let live = self.live();
            let (count, high_water) = (live.slots.count()?, desk.graves.high_water()?);
            let first = count.max(high_water);
            live.slots.mark_lost(count, first)?;
            desk.graves.set_high_water(first + POOL)?;
            live.slots.grow(&live.wrap, first, POOL)?;
            desk.pool = first..first + POOL;
        }
        Ok(desk.pool.next().map(Slot).ok_or_else(|| Fault::new("no data key could be made"))?)
    }

    /// The key in a slot, ready for use; `None` when it was destroyed. `now` ages the warm keys.
    pub(crate) fn key(&self, slot: Slot, now: At) -> Result<Option<Arc<Key>>, Fault> {
        // Held while the slot is read: a key that is destroyed in between must not be put back.
        let mut warm = self.warm();
        if let Some(key) = warm.get(slot, now) {
            return Ok(Some(key));
        }
        let Some(key) = self.cold_key(slot)? else { return Ok(None) };
        let key = Arc::new(key);
        warm.put(slot, now, Arc::clone(&key));
        Ok(Some(key))
    }

    /// The same without keeping it: for thousands at once.
    pub(crate) fn cold_key(&self, slot: Slot) -> Result<Option<Key>, Fault> {
        let live = self.live();
        match live.slots.read(&live.wrap, slot.0)? {
            Some(secret) => Key::new(&*secret).map(Some),
            None => Ok(None),
        }
    }

    /// Destroys keys for good. They are gone from the disk when this returns.
    pub(crate) fn destroy(&self, slots: &[Slot]) -> Answer<()> {
        let desk = self.desk();
        let numbers: Vec<u64> = slots.iter().map(|slot| slot.0).collect();
        desk.graves.add(&numbers)?;
        let live = self.live();
        for number in numbers {
            live.slots.write(number, &[0; SLOT as usize])?;
        }
        live.slots.sync()?;
        self.forget(slots);
        Ok(())
    }

    /// The slots destroyed since the epoch turned.
    pub(crate) fn graves(&self) -> Result<Vec<Slot>, Fault> {
        Ok(self.desk().graves.all()?.into_iter().map(Slot).collect())
    }

    /// How many slots were ever made: as the keystore has them, or as the graves remember it, of
    /// which a copy may be older.
    pub(crate) fn slots_made(&self) -> Result<u64, Fault> {
        Ok(self.desk().graves.high_water()?.max(self.live().slots.count()?))
    }

    /// Whether the key in a slot was destroyed. A slot that the keystore has lost is a fault.
    pub(crate) fn is_destroyed(&self, slot: Slot) -> Result<bool, Fault> {
        let live = self.live();
        Ok(live.slots.read(&live.wrap, slot.0)?.is_none())
    }

    /// Drops unwrapped keys whose time in memory is over. How many.
    pub(crate) fn cool(&self, now: At) -> usize {
        self.warm().cool(now)
    }

    /// Drops unwrapped keys from memory.
    pub(crate) fn forget(&self, slots: &[Slot]) {
        let mut warm = self.warm();
        slots.iter().for_each(|slot| warm.forget(*slot));
    }

    /// Turns the epoch: wraps every living key under a fresh master key and lets the old one go.
    /// Opening goes on meanwhile; giving new keys waits.
    pub fn turn(&self) -> Answer<u32> {
        let mut desk = self.desk();
        let live = self.live();
        let next = live.slots.epoch + 1;
        let secret = cipher::fresh_secret()?;
        let wrap = Key::new(&*secret)?;
        // Why this order: at each step one of the master's epochs is the keystore's, so a crash
        // anywhere leaves a keyring that opens.
        desk.master.epochs.push((next, secret));
        desk.master.write()?;
        let beside = self.places.keystore.with_extension("next");
        let slots = Slots::make(&beside, next)?;
        wrap_again(&live, &slots, &wrap)?;
        slots.sync()?;
        std::fs::rename(&beside, &self.places.keystore)
            .and_then(|()| master::sync_folder(&self.places.keystore))
            .map_err(|e| master::unwritten(master::broken(&self.places.keystore, &e), &e))?;
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Live { slots, wrap });
        desk.master.epochs.retain(|(number, _)| *number == next);
        desk.master.write()?;
        desk.graves.clear()?;
        Ok(next)
    }

    /// The blind index of a text under a kind: equal texts have equal tags, and nothing else shows.
    pub(crate) fn tag(&self, kind: &str, folded: &str) -> [u8; 32] {
        mac(&*self.index, &[kind.as_bytes(), &[0], folded.as_bytes()])
    }

    /// A secret of the house for this use of this text: the same again whenever it is asked for,
    /// and nobody without the master file can tell it. What it opens need not lie anywhere.
    pub fn secret_of(&self, used_for: &str, text: &str) -> zeroize::Zeroizing<[u8; 32]> {
        let parts: [&[u8]; 5] =
            [b"daiko secret\0", used_for.as_bytes(), &[0], text.as_bytes(), &[0]];
        zeroize::Zeroizing::new(mac(&*self.index, &parts))
    }

    /// Whether these bytes are that secret, in a time that tells nothing of where they differ.
    pub fn is_secret_of(&self, used_for: &str, text: &str, given: &[u8]) -> bool {
        let secret = self.secret_of(used_for, text);
        aws_lc_rs::constant_time::verify_slices_are_equal(&*secret, given).is_ok()
    }

    /// Signs for the log.
    pub(crate) fn sign(&self, text: &[u8]) -> Vec<u8> {
        self.signer.sign(text).as_ref().to_vec()
    }

    /// The public half of the key that signs the log's checkpoints.
    pub fn log_key(&self) -> [u8; 32] {
        let mut out = [0u8; 32];
        out.copy_from_slice(self.signer.public_key().as_ref());
        out
    }

    /// Copies the keystore for a backup. The master is not in it: it is backed up elsewhere.
    pub fn back_up_keystore(&self, to: &Path) -> Answer<()> {
        let _desk = self.desk();
        let bytes = std::fs::read(&self.places.keystore)
            .map_err(|e| master::broken(&self.places.keystore, &e))?;
        put_in_place(to, &bytes)
    }

    fn live(&self) -> Arc<Live> {
        Arc::clone(&self.live.read().unwrap_or_else(PoisonError::into_inner))
    }
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn warm(&self) -> MutexGuard<'_, Warm> {
        self.warm.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keyring(…)")
    }
}

fn bury_again(slots: &Slots, graves: &Graves) -> Answer<()> {
    let dead = graves.all()?;
    for slot in &dead {
        slots.write(*slot, &[0; SLOT as usize])?;
    }
    if dead.is_empty() { Ok(()) } else { slots.sync() }
}

fn wrap_again(old: &Live, new: &Slots, wrap: &Key) -> Answer<()> {
    const RUN: u64 = 1024;
    let count = old.slots.count()?;
    let mut first = 0;
    while first < count {
        let run = RUN.min(count - first);
        let mut bytes = vec![0u8; usize::try_from(run * SLOT).unwrap_or(0)];
        old.slots.read_run(first, &mut bytes)?;
        for (slot, held) in (first..).zip(bytes.chunks_exact_mut(SLOT as usize)) {
            let mut wrapped = [0u8; SLOT as usize];
            wrapped.copy_from_slice(held);
            // A lost slot stays lost: that is a fault for whoever needs it, not for the turn.
            if wrapped == [0xff; SLOT as usize] {
                continue;
            }
            if let Some(key) = old.slots.unwrapped(&old.wrap, slot, &wrapped)? {
                held.copy_from_slice(&new.wrapped(wrap, slot, &key)?);
            }
        }
        new.write(first, &bytes)?;
        first += run;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
