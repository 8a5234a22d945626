//! The policy the program was built with, or the operator's own.

use std::path::{Path, PathBuf};

use policy::{Flaw, Lang, Policy, Source, Sources};

const FACTS: &str = include_str!("../../policy/2026-11-22.toml");
const PROSE: [(Lang, &str, &str); 3] = [
    (Lang::En, "policy/2026-11-22.en.toml", include_str!("../../policy/2026-11-22.en.toml")),
    (Lang::Ja, "policy/2026-11-22.ja.toml", include_str!("../../policy/2026-11-22.ja.toml")),
    (
        Lang::ZhHant,
        "policy/2026-11-22.zh-Hant.toml",
        include_str!("../../policy/2026-11-22.zh-Hant.toml"),
    ),
];

/// Where a house's policy is read from.
#[derive(Debug, Clone)]
pub enum Files {
    /// The sample the program was built with.
    BuiltIn,
    /// A folder of versions, each `2026-11-22.toml` with its prose beside it.
    In(PathBuf),
}

impl Files {
    /// All versions, the oldest first; every flaw as `file:line: entry: what to add`.
    pub fn versions(&self) -> Result<Vec<Policy>, Vec<String>> {
        let told = |flaws: Vec<Flaw>| flaws.iter().map(ToString::to_string).collect::<Vec<_>>();
        match self {
            Files::BuiltIn => built_in().map(|policy| vec![policy]).map_err(told),
            Files::In(folder) => {
                let files = privacy::files::policy_files(folder)
                    .map_err(|e| vec![format!("{}: {e}", folder.display())])?;
                if files.is_empty() {
                    return Err(vec![format!("{} holds no policy", folder.display())]);
                }
                files.iter().map(|file| load(file).map_err(told)).collect()
            }
        }
    }
}

fn load(file: &Path) -> Result<Policy, Vec<Flaw>> {
    privacy::files::load_policy(file)
}

fn built_in() -> Result<Policy, Vec<Flaw>> {
    let prose: Vec<(Lang, Source<'_>)> =
        PROSE.iter().map(|(lang, file, text)| (*lang, Source { file, text })).collect();
    let facts = Source { file: "policy/2026-11-22.toml", text: FACTS };
    policy::parse(&Sources { facts, prose: &prose })
}
