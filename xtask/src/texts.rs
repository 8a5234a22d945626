//! The rooms' texts: what lies in `locales/`, what the code asks of it, and what is still written
//! in English alone.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast;

use crate::{Source, Tree};

/// The languages, as their files are called.
pub const LANGUAGES: [&str; 3] = ["en", "ja", "zh-Hant"];

/// For each message the names it is told.
pub type Messages = BTreeMap<String, BTreeSet<String>>;

/// One crate with texts.
pub struct Spoken {
    /// Its folder.
    pub folder: String,
    /// What its messages begin with.
    pub room: String,
    /// Its messages, in the order of [`LANGUAGES`].
    pub messages: [Messages; 3],
}

/// Every crate with texts, and what is wrong with its files.
pub fn spoken(tree: &Tree) -> Result<Vec<Spoken>, String> {
    let mut all = Vec::new();
    for file in tree.files.iter().filter(|f| f.path.ends_with("/locales/en.ftl")) {
        let folder = file.path.trim_end_matches("/locales/en.ftl").to_owned();
        let lib = Source::read(tree.text(&format!("{folder}/src/lib.rs")));
        let at = lib.code.find("texts!(").ok_or_else(|| format!("{folder} declares no texts!"))?;
        let room = lib.strings.iter().find(|s| s.at > at).map(|s| s.text.clone());
        let room = room.ok_or_else(|| format!("{folder}: texts! has no name"))?;
        let mut messages = [Messages::new(), Messages::new(), Messages::new()];
        for (found, language) in messages.iter_mut().zip(LANGUAGES) {
            let path = format!("{folder}/locales/{language}.ftl");
            *found = read(tree.text(&path)).map_err(|what| format!("{path}: {what}"))?;
        }
        all.push(Spoken { folder, room, messages });
    }
    Ok(all)
}

/// The messages of one file.
pub fn read(text: &str) -> Result<Messages, String> {
    let resource = fluent_syntax::parser::parse(text)
        .map_err(|(_, errors)| errors.first().map_or_else(String::new, ToString::to_string))?;
    let mut found = Messages::new();
    for entry in &resource.body {
        if let ast::Entry::Message(message) = entry {
            let mut told = BTreeSet::new();
            message.value.iter().for_each(|pattern| names(pattern, &mut told));
            if found.insert(message.id.name.to_owned(), told).is_some() {
                return Err(format!("{} is there twice", message.id.name));
            }
        }
    }
    Ok(found)
}

fn names(pattern: &ast::Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let ast::PatternElement::Placeable { expression } = element else { continue };
        let (inline, variants) = match expression {
            ast::Expression::Inline(inline) => (inline, None),
            ast::Expression::Select { selector, variants } => (selector, Some(variants)),
        };
        if let ast::InlineExpression::VariableReference { id } = inline {
            found.insert(id.name.to_owned());
        }
        variants.into_iter().flatten().for_each(|variant| names(&variant.value, found));
    }
}

/// The names in braces of a refusal's English sentence.
pub fn braced(sentence: &str) -> BTreeSet<String> {
    let parts = sentence.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

/// Whether a string in the code is the name of one of this room's messages.
pub fn is_key(text: &str, room: &str) -> bool {
    let rest = text.strip_prefix(room).and_then(|rest| rest.strip_prefix('-'));
    let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(sign))
}

/// The words that stand in pages as they are, whoever reads them: the lines.
pub fn literal_words(source: &Source) -> Vec<usize> {
    let mut found = BTreeSet::new();
    for at in source.places_of("html!") {
        let Some((open, close)) = source.bracketed(at, '{', '}') else { continue };
        for string in source.strings.iter().filter(|s| s.at > open && s.at < close) {
            if is_words(&string.text) && stands_in_the_page(&source.code[..string.at]) {
                found.insert(string.at);
            }
        }
    }
    found.into_iter().map(|at| source.line_of(at)).collect()
}

fn is_words(text: &str) -> bool {
    // Units are the same in every language.
    const UNITS: [&str; 2] = ["JPY", "ms"];
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters > 1 && !text.starts_with('/') && !UNITS.contains(&text.trim())
}

// What comes before a text tells an element's child from an attribute or an argument.
fn stands_in_the_page(before: &str) -> bool {
    let before = before.trim_end();
    let follows = match before.chars().next_back() {
        Some('>') => before.ends_with("=>"),
        Some('{' | '}' | ')' | ';' | '"') => true,
        _ => false,
    };
    follows && !in_an_attribute(before)
}

// Whether the innermost brace that is still open belongs to an attribute or to Rust:
// `href={ "/a" }`, `(t(if a { "b" } else { "c" }))`.
fn in_an_attribute(before: &str) -> bool {
    let mut deep = 0_usize;
    for (at, sign) in before.char_indices().rev() {
        match sign {
            '}' => deep += 1,
            '{' if deep > 0 => deep -= 1,
            '{' => return is_no_element(before[..at].trim_end()),
            _ => {}
        }
    }
    false
}

fn is_no_element(before: &str) -> bool {
    let from = before.rfind(['{', '}', ';', '(']).map_or(0, |at| at + 1);
    let head = before[from..].trim();
    before.ends_with('=') || head == "else" || head.starts_with("if ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_a_page_are_told_from_attributes_and_arguments() {
        let table = [
            ("html! { p { \"Hello there\" } }", 1),
            ("html! { a href=\"/here\" { (cx.t(\"a-b\")) } }", 0),
            ("html! { a href={ \"/bids/\" (id) } { \"See\" } \" and more\" }", 2),
            ("html! { @match x { Some(_) => \"yes\", None => \"—\" } }", 1),
            ("html! { p id={ (name) \"-help\" } {} }", 0),
            ("html! { b { (n) \" ms\" } }", 0),
            ("html! { (t(if n > 0 { \"some\" } else { \"none\" })) }", 0),
            ("html! { @if n > 0 { \"some\" } @else { \"none\" } }", 2),
            ("let a = \"not in a page\";", 0),
        ];
        for (code, expect) in table {
            assert_eq!(literal_words(&Source::read(code)).len(), expect, "{code}");
        }
    }

    #[test]
    fn a_message_and_a_sentence_tell_the_same_names() {
        let read = read("a-x = { $n ->\n   [one] { $n } of { $m }\n  *[other] none\n }\n").unwrap();
        let names: Vec<&str> = read["a-x"].iter().map(String::as_str).collect();
        assert_eq!(names, ["m", "n"]);
        assert_eq!(braced("{n} of {m}."), read["a-x"]);
        assert!(is_key("a-x", "a") && !is_key("a-", "a") && !is_key("ab-x", "a"));
    }
}
