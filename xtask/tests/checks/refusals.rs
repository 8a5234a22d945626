use std::collections::BTreeMap;

use xtask::{Source, Tree};

/// Code, status, sentence, and where: every refusal of the program.
pub(crate) fn refusals(tree: &Tree) -> Vec<(String, u16, String, String)> {
    let mut found = Vec::new();
    for file in tree.ending("rs").filter(|f| !f.is_test() && f.path.contains("/src/")) {
        let source = Source::read(&file.text);
        for at in source.places_of("refusals!") {
            let Some((open, close)) = source.bracketed(at, '{', '}') else { continue };
            let inside: Vec<_> =
                source.strings.iter().filter(|s| s.at > open && s.at < close).collect();
            for pair in inside.chunks_exact(2) {
                let after =
                    source.code[pair[0].at..pair[1].at].trim_matches(['"', ' ', '\n']).trim_start();
                let status = after.split_whitespace().next().unwrap().parse().unwrap_or(0);
                let place = format!("{}:{}", file.path, pair[0].line);
                found.push((pair[0].text.clone(), status, pair[1].text.clone(), place));
            }
        }
    }
    found
}

#[test]
fn a_code_is_given_once_and_reads_room_dot_reason() {
    let refusals = refusals(&Tree::here());
    assert!(refusals.len() > 60, "the refusals were not found: {}", refusals.len());
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for (code, status, sentence, place) in &refusals {
        let word = |w: &str| {
            !w.is_empty()
                && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        let named = code.split_once('.').is_some_and(|(room, reason)| word(room) && word(reason));
        assert!(named, "{place}: “{code}” is not room.reason");
        assert!((400..600).contains(status), "{place}: {code} has the status {status}");
        let said = sentence.ends_with(['.', '!', '?', '”', ')', '}'])
            && sentence.starts_with(|c: char| !c.is_lowercase());
        assert!(said, "{place}: {code} does not say a sentence: {sentence}");
        if let Some(other) = seen.insert(code, place) {
            assert!(other == place, "{code} is given at {other} and at {place}");
        }
    }
}

#[test]
fn the_first_half_of_a_code_belongs_to_one_crate() {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for (code, _, _, place) in refusals(&Tree::here()) {
        let room = code.split('.').next().unwrap().to_owned();
        let owner = place.split("/src/").next().unwrap().to_owned();
        let first = owners.entry(room.clone()).or_insert_with(|| owner.clone()).clone();
        assert_eq!(first, owner, "both say {room}.…");
    }
}
