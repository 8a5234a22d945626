use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::{Id, Refused, Word, Yen};

use crate::{Speech, Stop, Upload, WebRefusal};

/// What was typed, name by name, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(crate) fn read(encoded: &[u8]) -> Fields {
        let pairs = encoded.split(|b| *b == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
            let cut = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
            let value = pair.get(cut + 1..).unwrap_or(&[]);
            (percent_decoded(&pair[..cut], true), percent_decoded(value, true))
        });
        Fields(pairs.collect())
    }

    pub(crate) fn of(pairs: Vec<(String, String)>) -> Fields {
        Fields(pairs)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

pub(crate) fn percent_decoded(bytes: &[u8], plus_is_space: bool) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let digit = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
                continue;
            }
            (b'+', _, _) if plus_is_space => out.push(b' '),
            (other, _, _) => out.push(*other),
        }
        at += 1;
    }
    String::from_utf8(out).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

// In the reader's language.
fn said(refusal: &kernel::Refusal) -> String {
    Speech::with(|speech| speech.say(refusal)).unwrap_or_else(|| refusal.english.clone())
}

/// For one value of a query.
pub fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A form: what was typed, and what is wrong with it, field by field. Fields are read by name, so
/// that what nobody asked for is nowhere. As an extractor it is the body of a POST.
///
/// Each reader notes its refusal beside the field and answers `None`; read all fields first, then
/// match on the tuple, so that the person learns everything at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Form {
    fields: Arc<Fields>,
    files: Arc<Vec<Upload>>,
    prefilled: Vec<(&'static str, String)>,
    wrong: Vec<(&'static str, String)>,
    whole: Option<String>,
    status: u16,
}

impl Form {
    /// An empty form, for the first showing.
    pub fn empty() -> Form {
        Form::default()
    }

    /// What a query holds: `page?words=camera`.
    pub fn of_query(query: &str) -> Form {
        Form { fields: Arc::new(Fields::read(query.as_bytes())), ..Form::default() }
    }

    /// Shows this value until something else is typed.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Form {
        self.prefilled.push((name, value.to_string()));
        self
    }

    /// What the field shows: what was typed, else what it was filled with.
    pub fn shown(&self, name: &str) -> &str {
        let prefilled = || self.prefilled.iter().find(|(key, _)| *key == name).map(|(_, v)| &**v);
        self.fields.get(name).or_else(prefilled).unwrap_or("")
    }

    /// What is wrong with a field.
    pub fn wrong_with(&self, name: &str) -> Option<&str> {
        self.wrong.iter().find(|(key, _)| *key == name).map(|(_, sentence)| sentence.as_str())
    }

    /// What is wrong with the form as a whole.
    pub fn wrong_whole(&self) -> Option<&str> {
        self.whole.as_deref()
    }

    /// Whether nothing is wrong.
    pub fn is_right(&self) -> bool {
        self.wrong.is_empty() && self.whole.is_none()
    }

    pub(crate) fn status(&self) -> StatusCode {
        if self.is_right() {
            return StatusCode::OK;
        }
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// Notes a refusal beside a field. The first one about a field stays.
    pub fn wrong(&mut self, name: &'static str, refusal: impl Into<kernel::Refusal>) {
        let refusal = refusal.into();
        if self.wrong_with(name).is_none() {
            self.wrong.push((name, said(&refusal)));
        }
    }

    /// Notes what an act answered: beside the field its code is about, else above the form. A
    /// fault is no matter of the form and goes on up.
    pub fn refused(
        &mut self,
        refused: Refused,
        beside: &[(&str, &'static str)],
    ) -> Result<(), Stop> {
        match refused {
            Refused::Broken(_) => Err(refused.into()),
            Refused::No(refusal) => {
                self.status = refusal.status;
                match beside.iter().find(|(code, _)| *code == refusal.code) {
                    Some((_, name)) => self.wrong(name, *refusal),
                    None => self.whole = Some(said(&refusal)),
                }
                Ok(())
            }
        }
    }

    fn typed(&mut self, name: &'static str) -> Option<String> {
        let text = self.fields.get(name).unwrap_or("").trim().to_owned();
        if text.is_empty() {
            self.wrong(name, WebRefusal::Missing);
            return None;
        }
        Some(text)
    }

    /// One line of text of at most this many characters.
    pub fn text(&mut self, name: &'static str, most: usize) -> Option<String> {
        let text = self.typed(name)?;
        self.fits(name, text, most, false)
    }

    /// One line that may be left empty. The outer `None` is a refusal.
    pub fn maybe_text(&mut self, name: &'static str, most: usize) -> Option<Option<String>> {
        let text = self.fields.get(name).unwrap_or("").trim().to_owned();
        if text.is_empty() {
            return Some(None);
        }
        self.fits(name, text, most, false).map(Some)
    }

    /// Several lines of text.
    pub fn lines(&mut self, name: &'static str, most: usize) -> Option<String> {
        let text = self.typed(name)?.replace("\r\n", "\n");
        self.fits(name, text, most, true)
    }

    fn fits(
        &mut self,
        name: &'static str,
        text: String,
        most: usize,
        lines: bool,
    ) -> Option<String> {
        if text.chars().count() > most {
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            self.wrong(name, WebRefusal::TooLong { most });
            return None;
        }
        if text.chars().any(|c| c.is_control() && !(lines && matches!(c, '\n' | '\t'))) {
            self.wrong(name, WebRefusal::ControlSigns);
            return None;
        }
        Some(text)
    }

    /// A password: not trimmed, never shown again.
    pub fn secret(&mut self, name: &'static str) -> Option<String> {
        let text = self.fields.get(name).unwrap_or("").to_owned();
        if text.is_empty() {
            self.wrong(name, WebRefusal::Missing);
            return None;
        }
        Some(text)
    }

    /// Whole yen.
    pub fn yen(&mut self, name: &'static str) -> Option<Yen> {
        let text = self.typed(name)?;
        let yen = Yen::parse(&text);
        if yen.is_none() {
            self.wrong(name, WebRefusal::NotYen);
        }
        yen
    }

    /// A whole number.
    pub fn number(&mut self, name: &'static str) -> Option<i64> {
        let text = self.typed(name)?;
        let number = text.parse().ok();
        if number.is_none() {
            self.wrong(name, WebRefusal::NotANumber);
        }
        number
    }

    /// One word of a closed list.
    pub fn word<W: Word>(&mut self, name: &'static str) -> Option<W> {
        let word = W::from_word(self.fields.get(name).unwrap_or(""));
        if word.is_none() {
            self.wrong(name, WebRefusal::NotAChoice);
        }
        word
    }

    /// The id of one of the things offered.
    pub fn id<I: Id>(&mut self, name: &'static str) -> Option<I> {
        let id = I::parse(self.fields.get(name).unwrap_or(""));
        if id.is_none() {
            self.wrong(name, WebRefusal::NotAChoice);
        }
        id
    }

    /// The files that were chosen in a field.
    pub fn files<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f Upload> {
        self.files.iter().filter(move |file| file.field == name)
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.fields.get(name).is_some() || self.prefilled.iter().any(|(key, _)| *key == name)
    }

    /// Every value of a name that comes more than once.
    pub fn every<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.fields.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Form {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Form, Stop> {
        let fields = parts.extensions.get::<Arc<Fields>>().cloned().unwrap_or_default();
        let files = parts.extensions.get::<Arc<Vec<Upload>>>().cloned().unwrap_or_default();
        Ok(Form { fields, files, ..Form::default() })
    }
}

/// What the address itself asks: the query of a GET, read like a form.
#[derive(Debug, Clone, Default)]
pub struct Asked(pub Form);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asked, Stop> {
        Ok(Asked(Form::of_query(parts.uri.query().unwrap_or(""))))
    }
}
