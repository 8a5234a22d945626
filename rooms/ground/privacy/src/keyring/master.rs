//! The master file: the few secrets that open everything, in one small file of its own.
//!
//! It is text, mode 0600, written whole and put in place by a rename. It never lies in the same
//! backup as the keystore; its own backup is replaced at each turn of the epoch.

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use db::{Answer, DbRefusal};
use kernel::{Fault, Refused};
use zeroize::{Zeroize as _, Zeroizing};

use super::cipher::{Secret, fresh_secret, hex, unhex};

const TITLE: &str = "daiko master 1";

/// The secrets of the master file.
pub(crate) struct Master {
    file: PathBuf,
    /// The key that wraps the data keys, by epoch: one, or two while an epoch turns.
    pub(crate) epochs: Vec<(u32, Secret)>,
    /// The key of the blind index.
    pub(crate) index: Secret,
    /// The seed of the key that signs checkpoints.
    pub(crate) signer: Secret,
}

impl Master {
    /// Reads the file, or makes it with fresh secrets.
    pub(crate) fn open(file: &Path) -> Answer<Master> {
        match File::open(file) {
            Ok(found) => Ok(Master::read(file, found)?),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let master = Master {
                    file: file.to_owned(),
                    epochs: vec![(1, fresh_secret()?)],
                    index: fresh_secret()?,
                    signer: fresh_secret()?,
                };
                master.write()?;
                Ok(master)
            }
            Err(e) => Err(broken(file, &e).into()),
        }
    }

    fn read(file: &Path, mut found: File) -> Result<Master, Fault> {
        refuse_open_mode(file, &found)?;
        let mut text = Zeroizing::new(String::new());
        found.read_to_string(&mut text).map_err(|e| broken(file, &e))?;
        let unreadable = || Fault::new(format!("{} is not a master file", file.display()));
        let mut lines = text.lines();
        if lines.next() != Some(TITLE) {
            return Err(unreadable());
        }
        let (mut epochs, mut index, mut signer) = (Vec::new(), None, None);
        for line in lines {
            let mut words = line.split(' ');
            match words.next() {
                Some("epoch") => {
                    let number =
                        words.next().and_then(|n| n.parse().ok()).ok_or_else(unreadable)?;
                    epochs.push((number, secret(words.next()).ok_or_else(unreadable)?));
                }
                Some("index") => index = secret(words.next()),
                Some("signer") => signer = secret(words.next()),
                _ => return Err(unreadable()),
            }
        }
        let (Some(index), Some(signer)) = (index, signer) else { return Err(unreadable()) };
        Ok(Master { file: file.to_owned(), epochs, index, signer })
    }

    /// Writes the file and overwrites the one before, so that a key that was let go is gone.
    pub(crate) fn write(&self) -> Answer<()> {
        let mut text = Zeroizing::new(String::with_capacity(512));
        let _ = writeln!(text, "{TITLE}");
        for (number, key) in &self.epochs {
            let _ = writeln!(text, "epoch {number} {}", *Zeroizing::new(hex(&**key)));
        }
        let _ = writeln!(text, "index {}", *Zeroizing::new(hex(&*self.index)));
        let _ = writeln!(text, "signer {}", *Zeroizing::new(hex(&*self.signer)));
        let before = OpenOptions::new().write(true).open(&self.file).ok();
        put_in_place(&self.file, text.as_bytes())?;
        let let_go = before.map_or(Ok(()), overwrite);
        let_go.map_err(|e| unwritten(broken(&self.file, &e), &e))
    }

    /// The wrapping key of an epoch.
    pub(crate) fn epoch(&self, number: u32) -> Option<&Secret> {
        self.epochs.iter().find(|(n, _)| *n == number).map(|(_, key)| key)
    }
}

fn secret(word: Option<&str>) -> Option<Secret> {
    let mut bytes = unhex::<32>(word?)?;
    let secret = Zeroizing::new(bytes);
    bytes.zeroize();
    Some(secret)
}

fn refuse_open_mode(path: &Path, file: &File) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file.metadata().map_err(|e| broken(path, &e))?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        let what = format!("{} is open to others (mode {mode:o}); chmod 600 it", path.display());
        return Err(Fault::new(what));
    }
    Ok(())
}

/// Zeros over what a renamed-away file held. Disks that write elsewhere keep the old block for a
/// while; that is why the epoch's key, not this, is what makes a backup useless.
fn overwrite(mut old: File) -> std::io::Result<()> {
    let length = old.seek(std::io::SeekFrom::End(0))?;
    old.rewind()?;
    old.write_all(&vec![0; usize::try_from(length).unwrap_or(0)])?;
    old.sync_all()
}

/// Writes beside, syncs, renames, syncs the folder: the file is the old one or the new one.
pub(crate) fn put_in_place(file: &Path, bytes: &[u8]) -> Answer<()> {
    let beside = file.with_extension("new");
    let write = || {
        let mut out = create(&beside)?;
        out.write_all(bytes)?;
        out.sync_all()?;
        std::fs::rename(&beside, file)?;
        sync_folder(file)
    };
    write().map_err(|e| unwritten(broken(file, &e), &e))
}

/// A new file that its owner alone can read.
pub(crate) fn create(file: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).read(true).create(true).truncate(true).mode(0o600).open(file)
}

/// Makes a rename or a new name in a file's folder last.
pub(crate) fn sync_folder(file: &Path) -> std::io::Result<()> {
    match file.parent().filter(|p| !p.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}

/// The fault of a file that cannot be used.
pub(crate) fn broken(file: &Path, error: &std::io::Error) -> Fault {
    Fault::new(format!("{} cannot be used: {error}", file.display()))
}

/// What could not be written: by name where it is only that the disk is full.
pub(crate) fn unwritten(fault: Fault, error: &std::io::Error) -> Refused {
    match error.kind() {
        std::io::ErrorKind::StorageFull => DbRefusal::DiskFull.into(),
        _ => fault.into(),
    }
}
