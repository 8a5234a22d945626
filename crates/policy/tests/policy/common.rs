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

impl Files {
    /// The same files with one piece of the facts put otherwise; the piece must be there.
    #[must_use]
    pub fn with_facts(&self, from: &str, to: &str) -> Files {
        assert!(self.facts.contains(from), "not in the facts: {from}");
        Files { facts: self.facts.replacen(from, to, 1), prose: self.prose.clone() }
    }

    /// The next version: dated later, chained to the shipped one, in every file.
    #[must_use]
    pub fn next(&self, version: &str) -> Files {
        let old = "version = \"2026-11-22\"";
        let new = format!("version = \"{version}\"");
        let chained = format!("previous = \"{}\"", shipped().hash());
        let mut files = self
            .with_facts(old, &new)
            .with_facts("effective = \"2026-11-22\"", &format!("effective = \"{version}\""))
            .with_facts("previous = \"none\"", &chained);
        for (_, _, text) in &mut files.prose {
            *text = text.replacen(old, &new, 1);
        }
        files
    }
}
