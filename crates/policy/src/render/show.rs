//! The page as Markdown, for the terminal and for printing; the comparison as lines.

use std::fmt::Write;

use super::page::{Block, Page, page};
use crate::compare::Change;
use crate::facts::Policy;
use crate::words::Lang;

/// The whole policy in one language as Markdown.
pub fn show(policy: &Policy, lang: Lang) -> String {
    page(policy, lang).to_markdown()
}

/// A comparison, one change a line, widenings first.
pub fn show_changes(changes: &[Change]) -> String {
    changes.iter().map(|change| format!("{change}\n")).collect()
}

impl Page {
    /// The page as Markdown.
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _: std::fmt::Result = write!(
            out,
            "# {}\n\n{} · {} · {}\n",
            self.title, self.version, self.effective, self.hash
        );
        for section in &self.sections {
            let _: std::fmt::Result = write!(out, "\n## {}\n", section.heading);
            for block in &section.blocks {
                out.push('\n');
                out.push_str(&markdown(block));
            }
        }
        out
    }
}

fn markdown(block: &Block) -> String {
    match block {
        Block::Text(text) => format!("{text}\n"),
        Block::List(items) => items.iter().map(|item| format!("- {item}\n")).collect(),
        Block::Pairs(pairs) => listed(pairs),
        Block::Item { id, title, text, pairs } => {
            let name = if id == title { id.clone() } else { format!("{id} {title}") };
            let gap = if pairs.is_empty() { "" } else { "\n" };
            format!("### {name}\n\n{text}\n{gap}{}", listed(pairs))
        }
        Block::Table { head, rows } => {
            let line = |cells: &[String]| {
                let cells: Vec<String> = cells.iter().map(|c| c.replace('|', "\\|")).collect();
                format!("| {} |\n", cells.join(" | "))
            };
            let rule = format!("|{}\n", " --- |".repeat(head.len()));
            let rows: String = rows.iter().map(|row| line(row)).collect();
            format!("{}{rule}{rows}", line(head))
        }
    }
}

fn listed(pairs: &[(String, String)]) -> String {
    let line = |(key, value): &(String, String)| match value.as_str() {
        "" => format!("- {key}\n"),
        value => format!("- {key}: {value}\n"),
    };
    pairs.iter().map(line).collect()
}
