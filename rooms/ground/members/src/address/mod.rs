//! Addresses: how each country writes them, what has to be there, what a postal code and a phone
//! number look like. Pure; the facts are data.

mod check;
mod format;
mod label;
mod pattern;
mod phone;
mod refusals;

use kernel::{Fault, Refused};

pub(crate) use check::{checked, label_of_book};
pub(crate) use format::{CityKind, Format, Formats, PostalKind, RegionKind, Slot};
pub use label::{label, shown};
pub use refusals::AddressRefusal;

/// The formats of all countries.
pub(crate) fn formats() -> Result<&'static Formats, Fault> {
    Formats::built_in()
}

/// A phone number as it is kept, dialled from anywhere: with `+` and its country's code.
pub(crate) fn phone_number(typed: &str) -> Result<String, Refused> {
    let number = phone::Codes::built_in()?.number(typed, "")?;
    if number.is_empty() { Err(crate::MemberRefusal::BadPhone.into()) } else { Ok(number) }
}

/// A text with its wide signs made narrow, as a Japanese keyboard writes numbers, and its many
/// dashes made one.
fn narrow(typed: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => {
            char::from_u32(u32::from(c) - u32::from('！') + u32::from('!')).unwrap_or(c)
        }
        '‐' | '‑' | '‒' | '–' | '—' | '−' | 'ー' => '-',
        '\u{a0}' | '\u{3000}' | '\u{202f}' => ' ',
        other => other,
    };
    typed.trim().chars().map(narrow).collect()
}
