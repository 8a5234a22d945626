//! The policy the program was built with, or the operator's own.

use std::path::Path;

use policy::{Lang, Policy, Source, Sources};

const FACTS: &str = include_str!("../../policy/2026-11-22.toml");
const ENGLISH: &str = include_str!("../../policy/2026-11-22.en.toml");
const JAPANESE: &str = include_str!("../../policy/2026-11-22.ja.toml");
const CHINESE: &str = include_str!("../../policy/2026-11-22.zh-Hant.toml");

/// The files of one version, as text.
pub struct Files {
    facts: (String, String),
    prose: Vec<(Lang, String, String)>,
}

impl Files {
    /// The sample the program was built with.
    pub fn built_in() -> Files {
        let prose = |lang, name: &str, text: &str| (lang, name.to_owned(), text.to_owned());
        Files {
            facts: ("policy/2026-11-22.toml".into(), FACTS.into()),
            prose: vec![
                prose(Lang::En, "policy/2026-11-22.en.toml", ENGLISH),
                prose(Lang::Ja, "policy/2026-11-22.ja.toml", JAPANESE),
                prose(Lang::ZhHant, "policy/2026-11-22.zh-Hant.toml", CHINESE),
            ],
        }
    }

    /// A facts file and the prose files beside it: `x.toml` and `x.en.toml`, `x.ja.toml`, ….
    pub fn read(facts: &Path) -> std::io::Result<Files> {
        let name = |path: &Path| path.display().to_string();
        let mut prose = Vec::new();
        for (lang, ending) in
            [(Lang::En, "en.toml"), (Lang::Ja, "ja.toml"), (Lang::ZhHant, "zh-Hant.toml")]
        {
            let beside = facts.with_extension(ending);
            // One that is missing is the loader's to name.
            if let Ok(text) = std::fs::read_to_string(&beside) {
                prose.push((lang, name(&beside), text));
            }
        }
        Ok(Files { facts: (name(facts), std::fs::read_to_string(facts)?), prose })
    }

    /// The newest version in a folder: facts files are named by their date.
    pub fn newest_in(folder: &Path) -> std::io::Result<Files> {
        let mut all: Vec<_> = std::fs::read_dir(folder)?
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|e| e == "toml"))
            .filter(|path| path.file_stem().is_some_and(|s| !s.to_string_lossy().contains('.')))
            .collect();
        all.sort();
        match all.last() {
            Some(newest) => Files::read(newest),
            None => Err(std::io::Error::other("no facts file in it")),
        }
    }

    /// Reads and checks; every fault as `file:line: what to add`.
    pub fn parse(&self) -> Result<Policy, Vec<String>> {
        let prose: Vec<(Lang, Source<'_>)> =
            self.prose.iter().map(|(lang, file, text)| (*lang, Source { file, text })).collect();
        let facts = Source { file: &self.facts.0, text: &self.facts.1 };
        let sources = Sources { facts, prose: &prose };
        policy::parse(&sources).map_err(|flaws| flaws.iter().map(ToString::to_string).collect())
    }
}
