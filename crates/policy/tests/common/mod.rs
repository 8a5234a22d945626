//! The shipped files, for every test.

use policy::{Lang, Policy, Source, Sources, file_of};

/// The texts of one version.
#[derive(Clone)]
pub struct Files {
    pub facts: String,
    pub prose: Vec<(Lang, String, String)>,
}

pub const FILE: &str = "policy/2026-11-22.toml";

/// The files as they ship.
pub fn files() -> Files {
    let root = format!("{}/../..", env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(format!("{root}/{name}")).unwrap();
    let prose = Lang::ALL.iter().map(|lang| {
        let name = file_of(FILE, *lang);
        let text = read(&name);
        (*lang, name, text)
    });
    Files { facts: read(FILE), prose: prose.collect() }
}

impl Files {
    /// Hands the texts to the library.
    pub fn with<T>(&self, act: impl FnOnce(&Sources<'_>) -> T) -> T {
        let prose: Vec<(Lang, Source<'_>)> =
            self.prose.iter().map(|(lang, file, text)| (*lang, Source { file, text })).collect();
        act(&Sources { facts: Source { file: FILE, text: &self.facts }, prose: &prose })
    }
}

/// The shipped policy.
pub fn shipped() -> Policy {
    files().with(policy::parse).unwrap()
}
