use std::collections::{BTreeMap, BTreeSet};

use xtask::texts::{self, LANGUAGES, Spoken};
use xtask::{Source, Tree};

use crate::refusals::refusals;

/// What is still said in English alone.
const UNTRANSLATED: &str = "xtask/untranslated.toml";

fn spoken(tree: &Tree) -> Vec<Spoken> {
    let spoken = texts::spoken(tree).unwrap();
    assert!(spoken.len() > 1, "the rooms' texts were not found");
    spoken
}

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{}:\n  {}", faults.len(), faults.join("\n  "));
}

/// The names of messages the code of a folder holds, with one place each.
fn asked(tree: &Tree, folder: &str, room: &str) -> BTreeMap<String, String> {
    let inside = format!("{folder}/src/");
    let mut asked = BTreeMap::new();
    for file in tree.ending("rs").filter(|f| f.path.starts_with(&inside)) {
        for string in Source::read(&file.text).strings {
            if texts::is_key(&string.text, room) {
                asked.entry(string.text).or_insert(format!("{}:{}", file.path, string.line));
            }
        }
    }
    asked
}

#[test]
fn every_text_the_code_asks_for_is_there_and_no_text_is_asked_for_by_nobody() {
    let tree = Tree::here();
    let mut faults = Vec::new();
    for Spoken { folder, room, messages } in spoken(&tree) {
        let asked = asked(&tree, &folder, &room);
        let missing = asked.iter().filter(|(key, _)| !messages[0].contains_key(*key));
        faults.extend(missing.map(|(key, place)| format!("{place}: no text {key}")));
        let dead = messages[0].keys().filter(|key| !asked.contains_key(*key));
        faults.extend(dead.map(|key| format!("{folder}/locales: nobody asks for {key}")));
    }
    none(faults);
}

#[test]
fn the_languages_say_the_same_with_the_same_figures() {
    let tree = Tree::here();
    let sentences: BTreeMap<String, BTreeSet<String>> = refusals(&tree)
        .into_iter()
        .map(|(code, _, english, _)| (code.replace('.', "-"), texts::braced(&english)))
        .chain([("money-too_large".to_owned(), BTreeSet::new())])
        .collect();
    let mut faults = Vec::new();
    for Spoken { folder, messages, .. } in spoken(&tree) {
        let [english, others @ ..] = &messages;
        for (found, language) in others.iter().zip(&LANGUAGES[1..]) {
            let path = format!("{folder}/locales/{language}.ftl");
            for (key, told) in english {
                if found.get(key) != Some(told) {
                    faults.push(format!("{path}: {key} is not there with {told:?}"));
                }
            }
            // What English lacks is the sentence of a refusal, whose English is in the code.
            for (key, told) in found.iter().filter(|(key, _)| !english.contains_key(*key)) {
                match sentences.get(key) {
                    None => faults.push(format!("{path}: {key} is no refusal, and not in en.ftl")),
                    Some(names) if names != told => {
                        faults.push(format!("{path}: {key} tells {told:?}, in English {names:?}"));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    none(faults);
}

#[test]
fn what_is_said_in_english_alone_becomes_less() {
    let tree = Tree::here();
    let kept: toml::Table = tree.text(UNTRANSLATED).parse().unwrap();
    let translated: BTreeSet<String> = spoken(&tree)
        .iter()
        .flat_map(|s| s.messages[1].keys().filter(|key| s.messages[2].contains_key(*key)))
        .cloned()
        .collect();
    // What a person at a terminal reads, and what belongs to the marketplace, is English.
    let foreign = |place: &str| place.starts_with("app/") || place.starts_with("bazaar/");
    let mut found: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (code, _, _, place) in refusals(&tree) {
        let folder = place.split("/src/").next().unwrap().to_owned();
        // The rules of the auction speak to the marketplace that plays by them, not to a reader.
        let inner = folder == "crates/auction";
        if !foreign(&place) && !inner && !translated.contains(&code.replace('.', "-")) {
            *found.entry(("refusals", folder)).or_default() += 1;
        }
    }
    for file in tree.ending("rs").filter(|f| f.path.contains("/src/") && !f.is_test()) {
        if foreign(&file.path) {
            continue;
        }
        let words = texts::literal_words(&Source::read(&file.text)).len();
        if words > 0 {
            let folder = file.path.split("/src/").next().unwrap().to_owned();
            *found.entry(("words", folder)).or_default() += words;
        }
    }
    let allowed = |kind: &str, folder: &str| {
        let rows = kept.get(kind).and_then(|rows| rows.as_table());
        rows.and_then(|rows| rows.get(folder)?.as_integer()).unwrap_or(0)
    };
    let mut faults = Vec::new();
    for ((kind, folder), count) in &found {
        let (count, most) = (i64::try_from(*count).unwrap(), allowed(kind, folder));
        if count > most {
            faults.push(format!("{folder}: {count} {kind} in English alone, {most} before: put them into {folder}/locales"));
        }
        if count < most {
            faults.push(format!("{UNTRANSLATED}: [{kind}] \"{folder}\" is {count} now: lower it"));
        }
    }
    for (kind, rows) in &kept {
        for folder in rows.as_table().unwrap().keys() {
            if !found.iter().any(|((k, f), _)| k == kind && f == folder) {
                faults.push(format!("{UNTRANSLATED}: [{kind}] \"{folder}\" is done: take it out"));
            }
        }
    }
    none(faults);
}
