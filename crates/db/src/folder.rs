use std::fs::{File, TryLockError};
use std::path::Path;

use crate::{Answer, DbRefusal};

/// The right to use a data folder: one process at a time. Given back when dropped, and by the
/// operating system when the process dies.
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Makes the folder when it is not there and takes it.
    pub fn take(folder: &Path) -> Answer<FolderLock> {
        let no = |e: std::io::Error| DbRefusal::NoFolder {
            folder: folder.display().to_string(),
            why: e.to_string(),
        };
        std::fs::create_dir_all(folder).map_err(no)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join("lock"))
            .map_err(no)?;
        match file.try_lock() {
            Ok(()) => Ok(FolderLock { _file: file }),
            Err(TryLockError::WouldBlock) => {
                Err(DbRefusal::FolderInUse { folder: folder.display().to_string() }.into())
            }
            Err(TryLockError::Error(e)) => Err(no(e).into()),
        }
    }
}
