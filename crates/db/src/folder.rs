use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

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
        for left in (0..GLANCES).rev() {
            match file.try_lock() {
                Ok(()) => return Ok(FolderLock { _file: file }),
                // Why again: a child this process is just starting holds what was let go a moment
                // ago, until it has become another program.
                Err(TryLockError::WouldBlock) if left > 0 => std::thread::sleep(GLANCE),
                Err(TryLockError::WouldBlock) => break,
                Err(TryLockError::Error(e)) => return Err(no(e).into()),
            }
        }
        Err(DbRefusal::FolderInUse { folder: folder.display().to_string() }.into())
    }
}

/// How often, and how long apart, a folder that is taken is looked at before it is refused.
const GLANCES: u32 = 25;
const GLANCE: Duration = Duration::from_millis(20);
