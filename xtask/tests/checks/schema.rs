use xtask::Tree;
use xtask::tables::{columns, sounds_personal};

use super::hold;

fn migrations(tree: &Tree) -> Vec<(&str, &str)> {
    let numbered = |path: &str| path.starts_with("schema/0") && path.ends_with(".sql");
    tree.files
        .iter()
        .filter(|f| numbered(&f.path))
        .map(|f| (f.path.as_str(), f.text.as_str()))
        .collect()
}

#[test]
fn migrations_are_numbered_without_a_gap_and_all_are_taken() {
    let tree = Tree::here();
    let all = migrations(&tree);
    assert!(!all.is_empty());
    for (n, (path, _)) in all.iter().enumerate() {
        let name = path.trim_start_matches("schema/");
        assert_eq!(name.split('_').next().unwrap(), format!("{:04}", n + 1), "{path}");
        let word = &name[5..name.len() - 4];
        let step = format!("({}, \"{word}\", include_str!(\"{name}\"))", n + 1);
        assert!(tree.text("schema/lib.rs").contains(&step), "schema/lib.rs lacks {step}");
    }
}

#[test]
fn tables_are_made_of_three_column_words() {
    for (path, text) in migrations(&Tree::here()) {
        let code: String = text
            .lines()
            .map(|l| l.split_once("--").map_or(l, |(code, _)| code))
            .collect::<Vec<_>>()
            .join("\n");
        let upper = code.to_uppercase();
        let words: Vec<&str> = upper.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
        for word in [
            "INTEGER",
            "INT",
            "BOOLEAN",
            "TIMESTAMP",
            "TIMESTAMPTZ",
            "NUMERIC",
            "REAL",
            "DOUBLE",
            "FLOAT",
            "JSON",
            "JSONB",
            "VARCHAR",
            "CHAR",
            "BLOB",
            "SERIAL",
            "BIGSERIAL",
            "UUID",
            "DATE",
            "DEFAULT",
            "STRICT",
        ] {
            assert!(!words.contains(&word), "{path}: {word}: columns are TEXT, BIGINT or BYTEA");
        }
    }
}

#[test]
fn nobody_but_the_privacy_room_has_a_column_of_a_person() {
    let tree = Tree::here();
    let mut faults = Vec::new();
    let mut seen = 0;
    for (path, text) in migrations(&tree) {
        seen += columns(text).len();
        if path.contains("_privacy") {
            continue;
        }
        for column in columns(text).iter().filter(|c| sounds_personal(c)) {
            let place = format!("{}.{}", column.table, column.name);
            faults.push((place, "belongs into the vault".to_owned()));
        }
    }
    assert!(seen > 100, "the columns were not read: {seen}");
    hold("personal", &tree, &faults);
}

#[test]
fn privacy_itself_seals_what_is_a_persons() {
    let tree = Tree::here();
    for (path, text) in migrations(&tree).into_iter().filter(|(p, _)| p.contains("_privacy")) {
        for column in columns(text).iter().filter(|c| sounds_personal(c)) {
            // Whom the house gave something to is a carrier or a company, by its word.
            let known = column.table == "disclosure" && column.name == "recipient";
            assert!(known, "{path}: {}.{} lies open", column.table, column.name);
        }
    }
}
