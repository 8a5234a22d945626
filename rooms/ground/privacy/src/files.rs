//! Reading policies from their folder.

use std::path::{Path, PathBuf};

use policy::{Flaw, Lang, Policy, Source, Sources, file_of, parse};

/// Reads one version: the facts and the prose of every language that lies beside them.
pub fn load_policy(facts: &Path) -> Result<Policy, Vec<Flaw>> {
    let name = facts.display().to_string();
    let text = std::fs::read_to_string(facts).map_err(|e| {
        let what = format!("cannot be read: {e}");
        vec![Flaw { file: name.clone(), line: 1, entry: "policy".to_owned(), what }]
    })?;
    // A language that is missing is the loader's to name.
    let prose: Vec<(Lang, String, String)> = Lang::ALL
        .iter()
        .filter_map(|lang| {
            let file = file_of(&name, *lang);
            std::fs::read_to_string(&file).ok().map(|text| (*lang, file, text))
        })
        .collect();
    let prose: Vec<(Lang, Source<'_>)> =
        prose.iter().map(|(lang, file, text)| (*lang, Source { file, text })).collect();
    parse(&Sources { facts: Source { file: &name, text: &text }, prose: &prose })
}

/// The files of the facts in a folder, oldest version first: `2026-11-22.toml`, not its prose.
pub fn policy_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
        let stem = name.strip_suffix(".toml").unwrap_or("");
        if stem.len() == 10 && stem.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
