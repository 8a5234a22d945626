//! What the master's side remembers of the keystore: how many slots were ever made, and which
//! were destroyed in this epoch.
//!
//! A keystore restored from a backup of this epoch would bring destroyed keys back and hand out
//! slot numbers twice. This file, which lies with the master and is not restored with the
//! keystore, makes it forget again. Slot numbers say nothing about anybody.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::Path;

use db::Answer;
use kernel::Fault;

use super::master::{broken, unwritten};

/// The open file: a high-water mark, then one slot number after the other, 8 bytes each.
pub(crate) struct Graves {
    file: File,
}

impl Graves {
    /// Opens the file, or makes an empty one.
    pub(crate) fn open(path: &Path) -> Answer<Graves> {
        let mut how = OpenOptions::new();
        how.read(true).write(true).create(true).truncate(false).mode(0o600);
        let file = how.open(path).map_err(|e| broken(path, &e))?;
        let graves = Graves { file };
        if graves.length()? < 8 {
            graves.write_at(0, &[0; 8])?;
        }
        Ok(graves)
    }

    /// The slots ever made.
    pub(crate) fn high_water(&self) -> Result<u64, Fault> {
        let mut bytes = [0u8; 8];
        self.file.read_exact_at(&mut bytes, 0).map_err(|e| unread(&e))?;
        Ok(u64::from_be_bytes(bytes))
    }

    /// Notes how many slots were made.
    pub(crate) fn set_high_water(&self, slots: u64) -> Answer<()> {
        self.write_at(0, &slots.to_be_bytes())
    }

    /// The slots destroyed in this epoch.
    pub(crate) fn all(&self) -> Result<Vec<u64>, Fault> {
        let count = usize::try_from(self.length()?.saturating_sub(8) / 8).unwrap_or(0);
        let mut bytes = vec![0u8; count * 8];
        self.file.read_exact_at(&mut bytes, 8).map_err(|e| unread(&e))?;
        let number = |b: &[u8]| b.try_into().map_or(0, u64::from_be_bytes);
        Ok(bytes.chunks_exact(8).map(number).collect())
    }

    /// Notes slots as destroyed, before they are.
    pub(crate) fn add(&self, slots: &[u64]) -> Answer<()> {
        // A half-written number at the end is written over.
        let end = 8 + self.length()?.saturating_sub(8) / 8 * 8;
        let bytes: Vec<u8> = slots.iter().flat_map(|slot| slot.to_be_bytes()).collect();
        self.write_at(end, &bytes)
    }

    /// Forgets them: the epoch has turned, and no older keystore opens any more.
    pub(crate) fn clear(&self) -> Result<(), Fault> {
        self.file.set_len(8).and_then(|()| self.file.sync_all()).map_err(|e| unread(&e))
    }

    fn length(&self) -> Result<u64, Fault> {
        self.file.metadata().map(|m| m.len()).map_err(|e| unread(&e))
    }

    fn write_at(&self, at: u64, bytes: &[u8]) -> Answer<()> {
        let write = || {
            self.file.write_all_at(bytes, at)?;
            self.file.sync_all()
        };
        write().map_err(|e| unwritten(unread(&e), &e))
    }
}

fn unread(error: &std::io::Error) -> Fault {
    Fault::new(format!("the list of destroyed keys cannot be used: {error}"))
}
