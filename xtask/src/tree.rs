//! The files of the project.

use std::path::{Path, PathBuf};
use std::process::Command;

/// One file: its path from the root, with `/`, and its text.
#[derive(Debug, Clone)]
pub struct File {
    /// From the root.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl File {
    /// Whether it ends like this, `rs` or `sql`.
    pub fn is(&self, ending: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, e)| e == ending)
    }

    /// Whether it is a test or a bench: an integration test, its helpers.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }
}

/// Every text file that git would take, in order of its path.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Where the project lies.
    pub root: PathBuf,
    /// Its files.
    pub files: Vec<File>,
}

impl Tree {
    /// The project this package belongs to.
    pub fn here() -> Tree {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = root.parent().unwrap_or(root).to_path_buf();
        let mut paths = by_git(&root).unwrap_or_else(|| by_walking(&root));
        paths.sort();
        paths.dedup();
        let read = |path: String| {
            // Deleted but not committed, or not text: nothing to read.
            let text = std::fs::read_to_string(root.join(&path)).ok()?;
            Some(File { path, text })
        };
        let files = paths.into_iter().filter_map(read).collect();
        Tree { root, files }
    }

    /// The files that end like this.
    pub fn ending<'t>(&'t self, ending: &'t str) -> impl Iterator<Item = &'t File> {
        self.files.iter().filter(move |file| file.is(ending))
    }

    /// The text of a file, empty when it is not there.
    pub fn text(&self, path: &str) -> &str {
        self.files.iter().find(|file| file.path == path).map_or("", |file| &file.text)
    }
}

fn by_git(root: &Path) -> Option<Vec<String>> {
    let words = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let out = Command::new("git").arg("-C").arg(root).args(words).output().ok()?;
    let listed = out.status.success().then(|| String::from_utf8(out.stdout).ok())??;
    let paths: Vec<String> =
        listed.split('\0').filter(|p| !p.is_empty()).map(str::to_owned).collect();
    (!paths.is_empty()).then_some(paths)
}

// Without git, as in an unpacked release: everything but what a build or a run leaves behind.
fn by_walking(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if name == "target" || name == "daiko-data" || name == ".git" {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(inside) = path.strip_prefix(root) {
                found.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found
}
