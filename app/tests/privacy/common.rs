//! Folders, the real program, and copies of both.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

static COUNT: AtomicU64 = AtomicU64::new(0);

/// A name nobody else has, of this process.
pub fn unique() -> String {
    format!("{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst))
}

/// An empty folder, taken away when it is dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn fresh() -> Folder {
        let path = std::env::temp_dir().join(format!("daiko-app-privacy-{}", unique()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

/// The real program.
pub fn daiko(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_daiko")).args(words).output().unwrap()
}

/// What it said on both lines.
pub fn said(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{out}{err}")
}

/// Moves what lies beside the database into it: two connections that close at the same moment both
/// leave that to the other.
pub fn settles(data: &Path) {
    let end = Instant::now() + Duration::from_secs(20);
    let file = rusqlite::Connection::open(data.join("daiko.sqlite")).unwrap();
    let fold = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
    while file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], fold).unwrap() != 0 {
        assert!(Instant::now() < end, "{} is still in use", data.display());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The repository's own folder of this name.
pub fn ours(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}
