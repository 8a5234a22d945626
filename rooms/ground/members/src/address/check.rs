//! What an address must be before it is kept.

use kernel::{Fault, Refusal};

use super::format::{Format, Slot};
use super::phone::Codes;
use super::refusals::AddressRefusal as No;
use super::{formats, narrow};
use crate::{Delivering, rules};

/// What is wrong with an address: beside which field, and why.
pub(crate) type Wrong = Vec<(&'static str, Refusal)>;

/// The most characters of what an address is called.
pub(crate) const LABEL_MOST: usize = 40;

/// What a member calls an address, as it is kept; may be empty.
pub(crate) fn label_of_book(typed: &str) -> Result<String, No> {
    let label = one_line(typed);
    if label.chars().count() > LABEL_MOST {
        return Err(No::LongLabel { most: i64::try_from(LABEL_MOST).unwrap_or(i64::MAX) });
    }
    Ok(label)
}

/// An address as it is kept; everything that is wrong with it otherwise.
pub(crate) fn checked(typed: &Delivering) -> Result<Result<Delivering, Wrong>, Fault> {
    let (formats, codes) = (formats()?, Codes::built_in()?);
    let mut check = Check(Vec::new());
    let both = format!("{} {}", typed.given, typed.family);
    let latin = rules::latin_name(if typed.latin.is_empty() { &both } else { &typed.latin });
    let latin = check.beside("latin", latin);
    let country = check.beside("country", rules::country(&typed.country));
    let known = country.clone().unwrap_or_default();
    let (lines, city, region) = (
        check.beside("lines", printed(&typed.lines)),
        check.beside("city", printed(&one_line(&typed.city))),
        check.beside("region", printed(&one_line(&typed.region))),
    );
    let mut postal_code = None;
    // Which parts there have to be, only a country says.
    if country.is_some() {
        let format = formats.of(&known);
        check.needed(format, Slot::Lines, &lines, "lines", No::LinesNeeded);
        check.needed(format, Slot::City, &city, "city", No::CityNeeded);
        check.needed(format, Slot::Region, &region, "region", No::RegionNeeded);
        postal_code = check.beside("postal_code", format.postal_code(&typed.postal_code));
    }
    let phone = check.beside("phone", codes.number(&typed.phone, &known));
    let (Check(wrong), text) = (check, Option::unwrap_or_default);
    if !wrong.is_empty() {
        return Ok(Err(wrong));
    }
    Ok(Ok(Delivering {
        given: one_line(&typed.given),
        family: one_line(&typed.family),
        latin: text(latin),
        lines: text(lines),
        city: text(city),
        region: text(region),
        postal_code: text(postal_code),
        country: known,
        phone: text(phone),
    }))
}

struct Check(Wrong);

impl Check {
    fn beside<T>(
        &mut self,
        field: &'static str,
        found: Result<T, impl Into<Refusal>>,
    ) -> Option<T> {
        found.map_err(|no| self.0.push((field, no.into()))).ok()
    }

    fn needed(
        &mut self,
        format: &Format,
        slot: Slot,
        text: &Option<String>,
        field: &'static str,
        no: No,
    ) {
        if format.needs(slot) && text.as_ref().is_some_and(String::is_empty) {
            self.0.push((field, no.into()));
        }
    }
}

// Lines as a carrier can print them: tidy, and without letters of another script.
fn printed(typed: &str) -> Result<String, No> {
    let lines = typed.lines().map(|line| one_line(&narrow(line)));
    let text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let fine = |c: char| !c.is_alphanumeric() || c.is_ascii_digit() || rules::is_latin(c);
    if text.chars().all(fine) { Ok(text) } else { Err(No::AddressNotLatin) }
}

fn one_line(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Format {
    /// A postal code as this country writes it.
    pub(crate) fn postal_code(&self, typed: &str) -> Result<String, Refusal> {
        let typed = rules::postal_code(&narrow(typed))?;
        let example = || self.example().unwrap_or_default().to_owned();
        if typed.is_empty() {
            if self.needs(Slot::PostalCode) {
                return Err(No::PostalCodeNeeded { example: example() }.into());
            }
            return Ok(typed);
        }
        if self.postal.is_none() {
            return Ok(one_line(&typed));
        }
        let found = self.arranged(&typed);
        found.ok_or_else(|| No::PostalCodeOfCountry { example: example() }.into())
    }

    // Typed without its gaps, with others, or with the country before it, it is the same code.
    fn arranged(&self, typed: &str) -> Option<String> {
        let pattern = self.postal.as_ref()?;
        let bare: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
        let before = self.before_the_code();
        let mut spellings = vec![bare.clone()];
        for prefix in [before.as_str(), self.code.as_str()].into_iter().filter(|p| !p.is_empty()) {
            spellings.extend(bare.strip_prefix(prefix).map(str::to_owned));
            spellings.push(format!("{prefix}{bare}"));
        }
        for signs in &spellings {
            let shaped = self.examples.iter().filter_map(|example| shaped(signs, example));
            let whole = [one_line(typed), signs.clone()];
            if let Some(code) = shaped.chain(whole).find(|code| pattern.fits(code)) {
                return Some(code);
            }
        }
        None
    }

    // The signs that stand before the code on a label: `CH` of `CH-8001`.
    fn before_the_code(&self) -> String {
        use super::format::Part;
        let pairs = self.lines.iter().flat_map(|line| line.windows(2));
        let found = pairs.into_iter().find_map(|pair| match pair {
            [Part::Signs(signs), Part::Slot(Slot::PostalCode)] => Some(signs.as_str()),
            _ => None,
        });
        found.unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect()
    }
}

// These letters and digits with the gaps of the example.
fn shaped(signs: &str, example: &str) -> Option<String> {
    let places = example.chars().filter(char::is_ascii_alphanumeric).count();
    let mut letters = signs.chars();
    let gap = |c: char| !c.is_ascii_alphanumeric();
    let each = |c: char| if gap(c) { Some(c) } else { letters.next() };
    if places == signs.chars().count() { example.chars().map(each).collect() } else { None }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
