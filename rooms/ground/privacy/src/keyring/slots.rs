//! The keystore: a file of slots of 64 bytes, each one wrapped data key or zeros.
//!
//! A slot knows nothing of whose key it holds: that is a row in the database. So the keystore
//! alone says nothing about anybody, the database alone opens nothing, and giving a person a key
//! is part of the act's own transaction although the keystore has none.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use db::Answer;
use kernel::Fault;
use zeroize::Zeroizing;

use super::cipher::{Key, OVERHEAD, Secret, fresh_secret};
use super::master::{broken, create, unwritten};

/// The size of a slot, and of the header.
pub(crate) const SLOT: u64 = 64;
const TITLE: &[u8; 16] = b"daiko keystore 1";
const WRAPPED: usize = 32 + OVERHEAD;

/// An open keystore file of one epoch.
pub(crate) struct Slots {
    file: File,
    /// The epoch whose key wraps every slot.
    pub(crate) epoch: u32,
}

impl Slots {
    /// Opens the file; `None` when there is none.
    pub(crate) fn open(path: &Path) -> Result<Option<Slots>, Fault> {
        let file = match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => file,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(broken(path, &e)),
        };
        let mut header = [0u8; SLOT as usize];
        file.read_exact_at(&mut header, 0).map_err(|e| broken(path, &e))?;
        if header[..16] != TITLE[..] {
            return Err(Fault::new(format!("{} is not a keystore", path.display())));
        }
        let epoch = u32::from_be_bytes([header[16], header[17], header[18], header[19]]);
        Ok(Some(Slots { file, epoch }))
    }

    /// A new, empty file for an epoch.
    pub(crate) fn make(path: &Path, epoch: u32) -> Answer<Slots> {
        let mut header = [0u8; SLOT as usize];
        header[..16].copy_from_slice(TITLE);
        header[16..20].copy_from_slice(&epoch.to_be_bytes());
        let make = || {
            let file = create(path)?;
            file.write_all_at(&header, 0)?;
            file.sync_all()?;
            Ok(file)
        };
        make().map(|file| Slots { file, epoch }).map_err(|e| unwritten(broken(path, &e), &e))
    }

    /// How many slots there are, empty ones counted. A half-written last slot is not one.
    pub(crate) fn count(&self) -> Result<u64, Fault> {
        let length = self.file.metadata().map_err(|e| unread(&e))?.len();
        Ok((length / SLOT).saturating_sub(1))
    }

    /// Makes `many` keys from slot `first` on; they are on the disk when this returns.
    pub(crate) fn grow(&self, wrap: &Key, first: u64, many: u64) -> Answer<()> {
        let mut bytes = Vec::with_capacity(usize::try_from(many * SLOT).unwrap_or(0));
        for slot in first..first + many {
            bytes.extend_from_slice(&self.wrapped(wrap, slot, &fresh_secret()?)?);
        }
        self.write(first, &bytes)?;
        self.sync()
    }

    /// One key as its slot holds it.
    pub(crate) fn wrapped(&self, wrap: &Key, slot: u64, key: &Secret) -> Result<[u8; 64], Fault> {
        let sealed = wrap.seal(&bound(self.epoch, slot), &**key)?;
        let mut out = [0u8; SLOT as usize];
        out[..WRAPPED].copy_from_slice(&sealed);
        Ok(out)
    }

    /// Writes slots from `first` on.
    pub(crate) fn write(&self, first: u64, bytes: &[u8]) -> Answer<()> {
        let written = self.file.write_all_at(bytes, (first + 1) * SLOT);
        written.map_err(|e| unwritten(unread(&e), &e))
    }

    /// Waits until what was written is on the disk.
    pub(crate) fn sync(&self) -> Answer<()> {
        self.file.sync_all().map_err(|e| unwritten(unread(&e), &e))
    }

    /// Marks slots that an older backup of the keystore does not have: they are lost, which is not
    /// the same as destroyed.
    pub(crate) fn mark_lost(&self, from: u64, to: u64) -> Answer<()> {
        (from..to).try_for_each(|slot| self.write(slot, &[0xff; SLOT as usize]))
    }

    /// The key in a slot; `None` when it was destroyed.
    pub(crate) fn read(&self, wrap: &Key, slot: u64) -> Result<Option<Secret>, Fault> {
        let mut bytes = [0u8; SLOT as usize];
        match self.file.read_exact_at(&mut bytes, (slot + 1) * SLOT) {
            Ok(()) => self.unwrapped(wrap, slot, &bytes),
            Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Err(lost(slot)),
            Err(e) => Err(unread(&e)),
        }
    }

    /// The key these 64 bytes hold; `None` for zeros.
    pub(crate) fn unwrapped(
        &self,
        wrap: &Key,
        slot: u64,
        bytes: &[u8; 64],
    ) -> Result<Option<Secret>, Fault> {
        if bytes.iter().all(|b| *b == 0) {
            return Ok(None);
        }
        let opened = wrap.open(&bound(self.epoch, slot), &bytes[..WRAPPED]);
        let plain = opened.filter(|key| key.len() == 32).ok_or_else(|| lost(slot))?;
        let mut key = Zeroizing::new([0u8; 32]);
        key.copy_from_slice(&plain);
        Ok(Some(key))
    }

    /// Reads many slots from `first` on.
    pub(crate) fn read_run(&self, first: u64, bytes: &mut [u8]) -> Result<(), Fault> {
        self.file.read_exact_at(bytes, (first + 1) * SLOT).map_err(|e| unread(&e))
    }
}

fn bound(epoch: u32, slot: u64) -> [u8; 32] {
    let mut out = *b"daiko key 1 \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    out[12..16].copy_from_slice(&epoch.to_be_bytes());
    out[16..24].copy_from_slice(&slot.to_be_bytes());
    out
}

fn lost(slot: u64) -> Fault {
    Fault::new(format!("slot {slot} of the keystore is lost; restore its latest backup"))
}

fn unread(error: &std::io::Error) -> Fault {
    Fault::new(format!("the keystore cannot be used: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keystore_that_the_disk_has_no_room_for_says_so() {
        let file = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let slots = Slots { file, epoch: 1 };
        let wrap = Key::new(&*fresh_secret().unwrap()).unwrap();
        let refused = slots.grow(&wrap, 0, 4).unwrap_err();
        assert_eq!((refused.code(), refused.status()), ("db.disk_full", 507));
    }
}
