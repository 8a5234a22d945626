use std::sync::OnceLock;

use kernel::{Fault, Span, Word as _};
use serde::Deserialize;
use web::Language;

/// How soon the desk answers, and answers it gives often, as data/contact-desk.toml has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Hours of work until the first answer, and until each later one.
    pub first_answer: Span,
    /// Hours of work until the case is closed.
    pub resolution: Span,
    canned: Vec<Canned>,
}

#[derive(Deserialize)]
struct File {
    first_answer_hours: i64,
    resolution_hours: i64,
    dated: String,
    source: String,
    #[serde(default)]
    answer: Vec<Canned>,
}

/// An answer that is given often, in each language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Canned {
    /// What an address calls it.
    pub(crate) name: String,
    en: Said,
    ja: Said,
    #[serde(rename = "zh-Hant")]
    zh_hant: Said,
}

/// In one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Said {
    /// What the desk sees.
    pub(crate) title: String,
    /// What is written.
    pub(crate) text: String,
}

impl Canned {
    /// In this language.
    pub(crate) fn said(&self, language: Language) -> &Said {
        match language {
            Language::English => &self.en,
            Language::Japanese => &self.ja,
            Language::Chinese => &self.zh_hant,
        }
    }
}

impl Promise {
    /// Reads a file like data/contact-desk.toml.
    pub fn read(text: &str) -> Result<Promise, Fault> {
        let no = |what: String| Fault::new(format!("data/contact-desk.toml: {what}"));
        let file: File = toml::from_str(text).map_err(|e| no(e.to_string()))?;
        if !(1..=file.resolution_hours).contains(&file.first_answer_hours) {
            return Err(no("the first answer comes before the end, and after the start".into()));
        }
        if file.dated.is_empty() || file.source.is_empty() {
            return Err(no("say since when it holds, and where it is from".into()));
        }
        for canned in &file.answer {
            for language in Language::ALL {
                let Said { title, text } = canned.said(*language);
                if title.trim().is_empty() || text.trim().is_empty() {
                    return Err(no(format!("{} says nothing in {language}", canned.name)));
                }
            }
        }
        let (first_answer, resolution) =
            (Span::hours(file.first_answer_hours), Span::hours(file.resolution_hours));
        Ok(Promise { first_answer, resolution, canned: file.answer })
    }

    /// What the program was built with.
    pub fn built_in() -> Result<&'static Promise, Fault> {
        static READ: OnceLock<Result<Promise, Fault>> = OnceLock::new();
        let read = || Promise::read(include_str!("../../../../data/contact-desk.toml"));
        READ.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    pub(crate) fn canned(&self) -> &[Canned] {
        &self.canned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_promise_is_read_and_one_that_cannot_be_kept_is_refused_by_its_entry() {
        let promise = Promise::built_in().unwrap();
        assert!(promise.first_answer < promise.resolution && promise.canned().len() >= 3);
        let file = |first: i64, end: i64, more: &str| {
            format!(
                "first_answer_hours = {first}\nresolution_hours = {end}\ndated = \"a\"\nsource = \"b\"\n{more}"
            )
        };
        let silent = "[[answer]]\nname = \"x\"\nen = { title = \"a\", text = \"b\" }\n\
                      ja = { title = \"a\", text = \" \" }\nzh-Hant = { title = \"a\", text = \"b\" }";
        for (text, named) in [
            (file(0, 9, ""), "first answer"),
            (file(10, 9, ""), "first answer"),
            (file(1, 9, silent), "x says nothing in ja"),
            ("first_answer_hours = 1".to_owned(), "resolution_hours"),
        ] {
            let no = Promise::read(&text).unwrap_err().to_string();
            assert!(no.contains(named), "{no}");
        }
    }
}
