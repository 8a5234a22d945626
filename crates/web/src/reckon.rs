//! A reader's own currency, beside yen: for orientation alone. Nothing is ever charged by it.

use kernel::{Arg, Day, Yen};
use maud::{Markup, html};

use crate::{Cx, Person};

/// How a member's own currency is reckoned from yen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoning {
    /// Its code, ISO 4217.
    pub code: &'static str,
    /// How many digits stand behind its point.
    pub digits: u32,
    /// What one unit of it is worth, in millionths of a yen; more than zero.
    pub micro_yen: i64,
    /// The day it was worth that.
    pub dated: Day,
    /// Who says so.
    pub source: String,
}

/// Millionths.
const MICRO: i128 = 1_000_000;

impl Reckoning {
    /// An amount of yen in this currency: to its last digit, a half away from zero.
    pub fn of(&self, yen: Yen) -> String {
        let parts = 10_i128.pow(self.digits.min(6));
        let (whole, worth) = (i128::from(yen.get()).abs(), i128::from(self.micro_yen.max(1)));
        let rounded = (whole * MICRO * parts * 2 + worth) / (worth * 2);
        let sign = if yen < Yen::ZERO && rounded > 0 { "-" } else { "" };
        let units = grouped(rounded / parts);
        match usize::try_from(self.digits.min(6)).unwrap_or(0) {
            0 => format!("{} {sign}{units}", self.code),
            digits => format!("{} {sign}{units}.{:0digits$}", self.code, rounded % parts),
        }
    }

    /// What one unit is worth, as it was entered: `149.5`.
    pub fn rate(&self) -> String {
        let (whole, rest) = (self.micro_yen / 1_000_000, self.micro_yen % 1_000_000);
        let rest = format!("{rest:06}");
        let rest = rest.trim_end_matches('0');
        if rest.is_empty() { whole.to_string() } else { format!("{whole}.{rest}") }
    }
}

fn grouped(number: i128) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl Cx {
    /// How the member who reads reckons, if there is a rate that is not too old.
    pub fn reckoning(&self) -> Option<&Reckoning> {
        match self.person() {
            Person::Member(member) => member.reckons.as_ref(),
            Person::Nobody | Person::Staff(_) => None,
        }
    }

    /// `≈ USD 12.34` to stand behind an amount; nothing for whoever reckons in yen.
    pub fn about(&self, yen: Yen) -> Markup {
        html! {
            @if let Some(reckoning) = self.reckoning() {
                " " span.about { "≈ " (reckoning.of(yen)) }
            }
        }
    }

    /// By which rate, of which day and whose; that everything is charged in yen.
    pub fn about_what(&self) -> Option<String> {
        let reckoning = self.reckoning()?;
        let told = [
            ("rate", Arg::Text(reckoning.rate())),
            ("code", Arg::Text(reckoning.code.to_owned())),
            ("dated", Arg::Text(reckoning.dated.to_string())),
            ("source", Arg::Text(reckoning.source.clone())),
        ];
        Some(self.tv("web-about", &told))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_rounded_to_the_last_digit_its_currency_has() {
        let reckoning = |code, digits, micro_yen| Reckoning {
            code,
            digits,
            micro_yen,
            dated: Day::on(2026, 11, 20),
            source: "a bank".into(),
        };
        let usd = reckoning("USD", 2, 150_000_000);
        let krw = reckoning("KRW", 0, 107_500);
        let table = [
            (&usd, 15_000, "USD 100.00"),
            (&usd, 1, "USD 0.01"),
            (&usd, 0, "USD 0.00"),
            (&usd, -15_000, "USD -100.00"),
            (&usd, 185_185_185, "USD 1,234,567.90"),
            // A half: 0.75 yen is half a cent.
            (&reckoning("USD", 2, 200_000_000), 1, "USD 0.01"),
            (&reckoning("USD", 2, 200_000_001), 1, "USD 0.00"),
            (&krw, 1_000, "KRW 9,302"),
            (&krw, -1_000, "KRW -9,302"),
            (&krw, i64::MAX, "KRW 85,798,809,645,160,705,181"),
        ];
        for (reckoning, yen, expect) in table {
            assert_eq!(reckoning.of(Yen::new(yen)), expect, "{yen} at {}", reckoning.rate());
        }
        assert_eq!((usd.rate().as_str(), krw.rate().as_str()), ("150", "0.1075"));
    }
}
