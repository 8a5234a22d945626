use xtask::{Source, Tree};

use super::hold;

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;
const COLUMNS: usize = 100;

#[test]
fn a_file_is_read_in_one_sitting() {
    let tree = Tree::here();
    let kinds = ["rs", "sql", "css", "js", "html"];
    // schema/now.sql is written by a test, for comparing and not for reading through.
    let written = |path: &str| path == "schema/now.sql";
    let files = tree.files.iter().filter(|f| kinds.iter().any(|k| f.is(k)) && !written(&f.path));
    let faults: Vec<_> = files
        .map(|file| (file.path.clone(), file.text.lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES)
        .map(|(path, lines)| {
            (path, format!("{lines} lines, {FILE_LINES} at most: make it a folder"))
        })
        .collect();
    hold("size", &tree, &faults);
}

#[test]
fn a_function_fits_a_screen() {
    let tree = Tree::here();
    let mut faults = Vec::new();
    for file in tree.ending("rs") {
        for (name, line, lines) in Source::read(&file.text).functions() {
            if lines > FUNCTION_LINES {
                let what = format!("{name} has {lines} lines, {FUNCTION_LINES} at most");
                faults.push((format!("{}:{line}", file.path), what));
            }
        }
    }
    hold("length", &tree, &faults);
}

// What a string literal holds does not count: SQL is aligned as SQL, and a sentence that a person
// reads is one literal. A long address in a comment cannot be broken either.
#[test]
fn a_line_of_code_has_a_hundred_columns() {
    let tree = Tree::here();
    let mut faults = Vec::new();
    for file in tree.ending("rs") {
        let widths = Source::read(&file.text).widths;
        for (line, width) in file.text.lines().zip(widths).filter(|(_, w)| *w > COLUMNS) {
            let trimmed = line.trim_start();
            let table = trimmed.starts_with("/// |") || trimmed.starts_with("//! |");
            if !table && !line.contains("://") {
                faults.push((file.path.clone(), format!("{width} columns: {trimmed}")));
            }
        }
    }
    hold("width", &tree, &faults);
}
