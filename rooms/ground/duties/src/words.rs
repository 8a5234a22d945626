//! The sentences of reports and letters, language by language: filled in from facts alone.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kernel::Fault;

type Book = BTreeMap<String, BTreeMap<String, String>>;

fn book(lang: &str) -> Result<&'static Book, Fault> {
    type Held = OnceLock<Result<Book, Fault>>;
    static HELD: [Held; 3] = [Held::new(), Held::new(), Held::new()];
    let (held, text) = match lang {
        "ja" => (&HELD[1], include_str!("words/ja.toml")),
        "zh-Hant" => (&HELD[2], include_str!("words/zh-Hant.toml")),
        _ => (&HELD[0], include_str!("words/en.toml")),
    };
    let read = || toml::from_str(text).map_err(|e| Fault::new(format!("words in {lang}: {e}")));
    held.get_or_init(read).as_ref().map_err(Clone::clone)
}

/// A sentence with its `{figures}` filled in. What is filled in is never read for figures again.
pub(crate) fn say(
    lang: &str,
    section: &str,
    key: &str,
    with: &[(&str, &str)],
) -> Result<String, Fault> {
    let none = || Fault::new(format!("no words for {section}.{key} in {lang}"));
    let text = book(lang)?.get(section).and_then(|words| words.get(key)).ok_or_else(none)?;
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, behind) = after.split_once('}').ok_or_else(none)?;
        let known = with.iter().find(|(known, _)| *known == name);
        out.push_str(known.map(|(_, value)| *value).ok_or_else(none)?);
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breach::rules::{Cause, Exemption, Ground, Report};
    use crate::breach::{ITEMS, Way};
    use kernel::Word as _;

    #[test]
    fn everything_that_is_said_has_words() {
        let whom = [("whom", "x"), ("sealed", "1"), ("source", "s")];
        for lang in ["en", "ja"] {
            let all = Way::ALL.iter().map(|w| ("way", w.word()));
            let all = all.chain(Exemption::ALL.iter().map(|w| ("exemption", w.word())));
            let all = all.chain(Ground::ALL.iter().map(|w| ("ground", w.word())));
            let all = all.chain(Report::ALL.iter().map(|w| ("which", w.word())));
            for (section, key) in all.chain(ITEMS.iter().map(|item| ("item", *item))) {
                assert!(!say(lang, section, key, &whom).unwrap().is_empty(), "{section} {key}");
            }
        }
        for lang in ["en", "ja", "zh-Hant"] {
            for cause in Cause::ALL {
                assert!(!say(lang, "cause", cause.word(), &[]).unwrap().is_empty());
            }
        }
        assert!(say("en", "way", "nothing", &whom).is_err());
        assert!(say("en", "way", "role", &[]).is_err(), "a figure that nobody gave");
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let said = say("en", "way", "role", &[("whom", "{whom}")]).unwrap();
        assert!(said.ends_with("{whom}"), "{said}");
    }
}
