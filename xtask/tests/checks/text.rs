use xtask::words::japanese;
use xtask::{Source, Tree};

use super::hold;

// Spelled apart, so that this file does not speak of itself.
fn leftovers() -> [String; 4] {
    [["TO", "DO"], ["FIX", "ME"], ["XX", "X"], ["HA", "CK"]].map(|parts| parts.concat())
}

#[test]
fn nothing_is_left_for_later() {
    let tree = Tree::here();
    let mut faults = Vec::new();
    for file in &tree.files {
        let kinds = ["rs", "sql", "toml", "md", "css", "js", "yml"];
        if !kinds.iter().any(|kind| file.is(kind)) {
            continue;
        }
        for word in leftovers() {
            let said = |part: &str| part == word;
            if file.text.split(|c: char| !c.is_ascii_alphanumeric()).any(said) {
                faults.push((file.path.clone(), word));
            }
        }
        if file.is("rs") {
            let source = Source::read(&file.text);
            let banned = [
                ["todo", "!"],
                ["unimplemented", "!"],
                ["dbg", "!"],
                ["#[al", "low("],
                ["#![al", "low("],
                ["#[ig", "nore"],
            ];
            for word in banned.map(|parts| parts.concat()) {
                if source.code.contains(&word) {
                    faults.push((file.path.clone(), word));
                }
            }
        }
    }
    hold("leftovers", &tree, &faults);
}

#[test]
fn every_expect_says_why() {
    for file in Tree::here().ending("rs") {
        let source = Source::read(&file.text);
        for word in ["#[expect(", "#![expect("] {
            for at in source.places_of(word) {
                let (open, close) = source.bracketed(at, '[', ']').unwrap();
                let why = source.code[open..close].contains("reason =");
                assert!(why, "{}:{}: say the reason", file.path, source.line_of(at));
            }
        }
    }
}

#[test]
fn no_machine_and_no_registry_is_named() {
    let tree = Tree::here();
    let root = tree.root.display().to_string();
    // A checkout at / or in /src would make every path a machine's.
    let mut banned: Vec<String> =
        Some(root).filter(|r| r.matches('/').count() > 1).into_iter().collect();
    for parts in [
        ["/ho", "me/"],
        ["/Us", "ers/"],
        ["/ro", "ot/"],
        ["/wo", "rk/"],
        ["py", "pi.org"],
        ["registry.npm", "js"],
        ["static.crates", ".io"],
        ["index.crates", ".io"],
        ["-mirror", "."],
    ] {
        banned.push(parts.concat());
    }
    let mut faults = Vec::new();
    for file in &tree.files {
        for path in &banned {
            if file.text.contains(path.as_str()) {
                faults.push((file.path.clone(), path.clone()));
            }
        }
        if file.path.ends_with("Cargo.lock") {
            for line in file.text.lines().filter(|line| line.starts_with("source = ")) {
                let own =
                    ["source = \"registry+https://git", "hub.com/rust-lang/crates.io-index\""]
                        .concat();
                assert_eq!(line, own, "Cargo.lock names another registry");
            }
        }
    }
    hold("paths", &tree, &faults);
}

#[test]
fn every_japanese_word_of_a_comment_is_in_the_list_of_words() {
    let tree = Tree::here();
    let words = japanese(tree.text("docs/words.md"));
    for file in tree.ending("rs").filter(|file| file.path.contains("/src/")) {
        for (line, comment) in Source::read(&file.text).comments {
            for term in japanese(&comment) {
                let place = format!("{}:{line}", file.path);
                assert!(words.contains(&term), "{place}: add {term} to docs/words.md");
            }
        }
    }
}
