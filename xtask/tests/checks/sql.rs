use xtask::sql::{flaws, texts};
use xtask::{Source, Tree};

use super::hold;

#[test]
fn every_text_is_one_that_both_engines_understand() {
    let tree = Tree::here();
    let texts = texts(&tree);
    assert!(texts.len() > 100, "the texts were not found: {}", texts.len());
    let mut faults = Vec::new();
    for text in &texts {
        for flaw in flaws(&text.sql) {
            faults.push((format!("{} {}", text.path, text.name), flaw));
        }
    }
    hold("sql", &tree, &faults);
}

#[test]
fn a_name_is_given_once_in_a_block() {
    let texts = texts(&Tree::here());
    for (n, text) in texts.iter().enumerate() {
        let again = texts[..n].iter().any(|t| t.path == text.path && t.name == text.name);
        assert!(!again, "{}:{}: {} is there twice", text.path, text.line, text.name);
        let shouted =
            text.name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        assert!(shouted && !text.name.is_empty(), "{}:{}: “{}”", text.path, text.line, text.name);
    }
}

// Every registered text is prepared on both engines by app/tests/sql.rs, which also counts them
// against the blocks. A statement written anywhere else would escape it.
#[test]
fn no_statement_is_written_outside_a_block() {
    let tree = Tree::here();
    let may = ["crates/db/src/", "app/src/bench/", "xtask/"];
    for file in tree.ending("rs").filter(|file| !file.is_test() && file.path.contains("/src/")) {
        if may.iter().any(|folder| file.path.starts_with(folder)) {
            continue;
        }
        let source = Source::read(&file.text);
        let registered = texts_lines(&file.path, &source);
        for literal in &source.strings {
            let begins = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "WITH RECURSIVE "];
            let is_sql = begins.iter().any(|word| literal.text.trim_start().starts_with(word));
            assert!(
                !is_sql || registered.contains(&literal.line),
                "{}:{}: put it into a sql! block: {}",
                file.path,
                literal.line,
                literal.text
            );
        }
    }
}

fn texts_lines(path: &str, source: &Source) -> Vec<usize> {
    xtask::sql::texts_of(path, source).into_iter().map(|text| text.line).collect()
}
