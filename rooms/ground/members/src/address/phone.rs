//! Phone numbers as E.164 writes them, by the calling codes of data/calling-codes.toml.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kernel::{Fault, Refusal};
use serde::Deserialize;

use super::narrow;
use super::refusals::AddressRefusal as No;
use crate::MemberRefusal;

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: i64,
    #[serde(default)]
    trunk: String,
    least: usize,
    most: usize,
}

/// The calling codes of all countries.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Codes {
    source: String,
    read: String,
    country: BTreeMap<String, Row>,
}

impl Codes {
    /// Reads a file like data/calling-codes.toml.
    pub(crate) fn read(text: &str) -> Result<Codes, Fault> {
        let no = |what: String| Fault::new(format!("the calling codes: {what}"));
        let codes: Codes = toml::from_str(text).map_err(|e| no(e.to_string()))?;
        if codes.source.is_empty() || codes.read.is_empty() {
            return Err(no("they do not say where they are from".to_owned()));
        }
        let fits = |row: &Row| {
            let digits = row.code.to_string().len();
            (1..1_000).contains(&row.code) && row.least <= row.most && digits + row.most <= MOST
        };
        match codes.country.iter().find(|(_, row)| !fits(row)) {
            Some((country, _)) => Err(no(format!("{country} has no such numbers"))),
            None => Ok(codes),
        }
    }

    /// Those the program was built with.
    pub(crate) fn built_in() -> Result<&'static Codes, Fault> {
        static READ: OnceLock<Result<Codes, Fault>> = OnceLock::new();
        let read = || Codes::read(include_str!("../../../../../data/calling-codes.toml"));
        READ.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// A number as E.164 keeps it: with `+` and its code, or as it is dialled within a country that
    /// is known. Empty when none is given.
    pub(crate) fn number(&self, typed: &str, country: &str) -> Result<String, Refusal> {
        let typed = narrow(typed);
        let abroad = typed.strip_prefix('+').or_else(|| typed.strip_prefix("00"));
        // Many write +49 (0)30: the zero is dialled at home alone.
        let whole = abroad.map_or(typed.clone(), |rest| rest.replacen("(0)", "", 1));
        let gap = |c: &char| !matches!(c, ' ' | '-' | '(' | ')' | '.' | '/');
        let digits: String = whole.chars().filter(gap).collect();
        if digits.is_empty() && abroad.is_none() {
            return Ok(digits);
        }
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(MemberRefusal::BadPhone.into());
        }
        match abroad {
            Some(_) => self.with_code(&digits),
            None => self.without_code(&digits, country),
        }
    }

    fn with_code(&self, digits: &str) -> Result<String, Refusal> {
        let named = |row: &&Row| digits.starts_with(&row.code.to_string());
        let rows: Vec<&Row> = self.country.values().filter(named).collect();
        let first = rows.first().ok_or(No::NoCallingCode)?;
        let code = first.code.to_string();
        let rest = digits.strip_prefix(&code).unwrap_or(digits);
        let found = rows.iter().find_map(|row| row.within(rest));
        found.map(|rest| format!("+{code}{rest}")).ok_or_else(|| too_long_or_short(&rows).into())
    }

    fn without_code(&self, digits: &str, country: &str) -> Result<String, Refusal> {
        let row = self.country.get(country).ok_or(MemberRefusal::BadPhone)?;
        let rest = row.within(digits).ok_or_else(|| too_long_or_short(&[row]))?;
        Ok(format!("+{}{rest}", row.code))
    }
}

/// The most digits of a number with its code (E.164).
const MOST: usize = 15;

impl Row {
    // What follows the code: without what is dialled before it at home. Where that is a zero no
    // number begins with it; elsewhere a number may begin with the same sign.
    fn within<'d>(&self, digits: &'d str) -> Option<&'d str> {
        let fits = |rest: &&str| (self.least..=self.most).contains(&rest.len());
        let bare = digits.strip_prefix(self.trunk.as_str()).filter(|_| !self.trunk.is_empty());
        let whole = (bare.is_none() || self.trunk != "0").then_some(digits);
        bare.filter(fits).or(whole.filter(fits))
    }
}

fn too_long_or_short(rows: &[&Row]) -> No {
    let signed = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    No::PhoneLength {
        code: rows.first().map_or(0, |row| row.code),
        least: signed(rows.iter().map(|row| row.least).min().unwrap_or(0)),
        most: signed(rows.iter().map(|row| row.most).max().unwrap_or(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::COUNTRIES;

    #[test]
    fn a_number_is_kept_as_it_is_dialled_from_anywhere() {
        let codes = Codes::built_in().unwrap();
        let table = [
            ("", "DE", Ok("")),
            ("+81 90-1234-5678", "DE", Ok("+819012345678")),
            ("＋８１ ９０ １２３４ ５６７８", "JP", Ok("+819012345678")),
            ("090-1234-5678", "JP", Ok("+819012345678")),
            ("030 123456", "DE", Ok("+4930123456")),
            ("+49 (0)30 / 123456", "", Ok("+4930123456")),
            ("0049 30 123456", "AT", Ok("+4930123456")),
            ("+49 030 123456", "DE", Ok("+4930123456")),
            ("(415) 555-0123", "US", Ok("+14155550123")),
            ("1 415 555 0123", "CA", Ok("+14155550123")),
            ("06 1234 5678", "IT", Ok("+390612345678")),
            ("06 20 123 4567", "HU", Ok("+36201234567")),
            ("8 812 123-45-67", "RU", Ok("+78121234567")),
            ("812 123-45-67", "RU", Ok("+78121234567")),
            ("02 2345 6789", "TW", Ok("+886223456789")),
            ("2345 6789", "HK", Ok("+85223456789")),
            ("+383 44 123 456", "", Ok("+38344123456")),
            ("030 123456", "", Err("members.bad_phone")),
            ("030 123456", "AQ", Err("members.bad_phone")),
            ("call me", "DE", Err("members.bad_phone")),
            ("+", "DE", Err("members.bad_phone")),
            ("00", "DE", Err("members.bad_phone")),
            ("+0123456789", "DE", Err("members.no_calling_code")),
            ("+210 123456", "DE", Err("members.no_calling_code")),
            ("+81 90 1234", "JP", Err("members.phone_length")),
            ("+12", "US", Err("members.phone_length")),
            ("090 123 45", "JP", Err("members.phone_length")),
            ("0415 555 0123", "US", Err("members.phone_length")),
            ("+4930123456789012345", "DE", Err("members.phone_length")),
        ];
        for (typed, country, expect) in table {
            let kept = codes.number(typed, country).map_err(|no| no.code);
            assert_eq!(kept.as_deref().map_err(|code| *code), expect, "{typed} in {country}");
        }
    }

    #[test]
    fn what_is_kept_stays_what_it_is() {
        let codes = Codes::built_in().unwrap();
        for (country, row) in &codes.country {
            for length in row.least..=row.most {
                let rest = &"234567892345678"[..length];
                let kept = codes.number(rest, country).unwrap();
                assert_eq!(kept, format!("+{}{rest}", row.code), "{country}");
                assert_eq!(codes.number(&kept, "").unwrap(), kept, "{country}");
                let home = codes.number(&format!("{}{rest}", row.trunk), country).unwrap();
                assert_eq!(home, kept, "{country} at home");
            }
        }
    }

    #[test]
    fn every_country_where_somebody_lives_has_a_code_and_no_code_begins_another() {
        // Uninhabited, or reached by the number of another country.
        const NONE: [&str; 7] = ["AQ", "BV", "GS", "HM", "PN", "TF", "UM"];
        let codes = Codes::built_in().unwrap();
        for (country, _) in COUNTRIES.iter() {
            assert_ne!(codes.country.contains_key(*country), NONE.contains(country), "{country}");
        }
        let all: Vec<String> = codes.country.values().map(|row| row.code.to_string()).collect();
        for one in &all {
            assert!(
                all.iter().all(|other| other == one || !other.starts_with(one.as_str())),
                "{one}"
            );
        }
    }

    #[test]
    fn codes_that_say_nothing_of_themselves_or_too_much_are_refused() {
        let head = "source = \"x\"\nread = \"y\"\n[country]\n";
        let table = [
            ("AA = { code = 49, least = 4, most = 13 }", true),
            ("AA = { code = 49, least = 4, most = 14 }", false),
            ("AA = { code = 0, least = 4, most = 5 }", false),
            ("AA = { code = 49, least = 6, most = 5 }", false),
            ("AA = { code = 49 }", false),
        ];
        for (row, fine) in table {
            assert_eq!(Codes::read(&format!("{head}{row}")).is_ok(), fine, "{row}");
        }
        assert!(Codes::read("source = \"\"\nread = \"y\"\n[country]\n").is_err());
    }
}
