//! An address as its country writes it, in Latin letters: for a label, and for the member's eyes.

use super::format::{Format, Part, Slot};
use super::formats;
use crate::{Delivering, country_name};

/// What stands on a label: its lines in the order of the country, in capitals what that country's
/// post wants so, and the country last.
pub fn label(to: &Delivering) -> Vec<String> {
    let mut lines = drawn(formats().ok().map(|all| all.of(&to.country)), to, true);
    lines.push(country_of(to).to_uppercase());
    lines
}

/// The same as it was typed, for the member's own pages.
pub fn shown(to: &Delivering) -> Vec<String> {
    let mut lines = drawn(formats().ok().map(|all| all.of(&to.country)), to, false);
    lines.push(country_of(to).to_owned());
    lines
}

fn country_of(to: &Delivering) -> &str {
    country_name(&to.country).unwrap_or(&to.country)
}

fn drawn(format: Option<&Format>, to: &Delivering, is_label: bool) -> Vec<String> {
    // Without a format, as letters are written in most places.
    let Some(format) = format else {
        let lines = to.lines.lines().map(str::to_owned);
        let city = [to.postal_code.as_str(), &to.city, &to.region].join(" ");
        return std::iter::once(to.latin.clone()).chain(lines).chain([city]).collect();
    };
    let words = |slot: Slot| {
        let text = match slot {
            Slot::Name => &to.latin,
            Slot::Lines => &to.lines,
            Slot::City => &to.city,
            Slot::Region => &to.region,
            Slot::PostalCode => &to.postal_code,
            Slot::Organisation | Slot::District | Slot::Sorting => return String::new(),
        };
        if is_label && format.is_capital(slot) { text.to_uppercase() } else { text.clone() }
    };
    let mut drawn = Vec::new();
    for line in &format.lines {
        let mut text = one_line(line, &words);
        if line.contains(&Part::Slot(Slot::City)) {
            text = and_the_rest(text, format, &words);
        }
        drawn.extend(text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned));
    }
    if !format.has(Slot::City) {
        let rest = and_the_rest(String::new(), format, &words);
        drawn.extend((!rest.is_empty()).then_some(rest));
    }
    drawn
}

// Signs between two parts stand there only when both parts do.
fn one_line(line: &[Part], words: &impl Fn(Slot) -> String) -> String {
    let is_empty = |at: Option<usize>| match at.and_then(|at| line.get(at)) {
        Some(Part::Slot(slot)) => words(*slot).is_empty(),
        _ => false,
    };
    let mut text = String::new();
    for (at, part) in line.iter().enumerate() {
        match part {
            Part::Slot(slot) => text.push_str(&words(*slot)),
            Part::Signs(_) if is_empty(at.checked_sub(1)) || is_empty(Some(at + 1)) => {}
            Part::Signs(signs) => text.push_str(signs),
        }
    }
    text
}

// What the country has no place for, but was written down: nothing that somebody typed is lost.
fn and_the_rest(text: String, format: &Format, words: &impl Fn(Slot) -> String) -> String {
    let mut text = text;
    for (slot, before) in [(Slot::City, ", "), (Slot::Region, ", "), (Slot::PostalCode, " ")] {
        let more = words(slot);
        if !format.has(slot) && !more.is_empty() {
            if !text.is_empty() {
                text.push_str(before);
            }
            text.push_str(&more);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(country: &str, parts: [&str; 4]) -> Delivering {
        let [lines, city, region, postal_code] = parts.map(str::to_owned);
        Delivering {
            latin: "Ada Rei".to_owned(),
            lines,
            city,
            region,
            postal_code,
            country: country.to_owned(),
            ..Delivering::default()
        }
    }

    #[test]
    fn a_label_has_the_order_of_its_country() {
        let table: [(&str, [&str; 4], &[&str]); 13] = [
            ("DE", ["Weg 1", "Hamburg", "", "20095"], &["Weg 1", "20095 HAMBURG", "GERMANY"]),
            (
                "US",
                ["1 Elm St\nApt 2", "Springfield", "il", "62701"],
                &["1 Elm St", "Apt 2", "SPRINGFIELD IL 62701", "UNITED STATES"],
            ),
            (
                "JP",
                ["1-2-3 Mihon", "Chiyoda-ku", "Tokyo", "100-0001"],
                &["1-2-3 Mihon", "Chiyoda-ku, TOKYO", "100-0001", "JAPAN"],
            ),
            (
                "GB",
                ["1 High Street", "London", "", "SW1A 1AA"],
                &["1 High Street", "LONDON", "SW1A 1AA", "UNITED KINGDOM"],
            ),
            (
                "TW",
                ["No. 1, Sample Rd.", "Zhongzheng", "Taipei City", "100"],
                &["No. 1, Sample Rd.", "ZHONGZHENG, Taipei City 100", "TAIWAN"],
            ),
            (
                "SG",
                ["1 Orchard Road", "", "", "238801"],
                &["1 Orchard Road", "SINGAPORE 238801", "SINGAPORE"],
            ),
            (
                "HK",
                ["1 Nathan Road", "", "Kowloon", ""],
                &["1 Nathan Road", "KOWLOON", "HONG KONG"],
            ),
            ("FI", ["Tie 1", "Helsinki", "", "00100"], &["Tie 1", "FI-00100 HELSINKI", "FINLAND"]),
            ("FI", ["Tie 1", "Helsinki", "", ""], &["Tie 1", "HELSINKI", "FINLAND"]),
            // Written from abroad, the name comes first.
            (
                "RU",
                ["ul. Lenina 1", "Moskva", "", "101000"],
                &["UL. LENINA 1", "101000 MOSKVA", "RUSSIA"],
            ),
            // What a country has no place for is not lost.
            ("AO", ["Rua 1", "Luanda", "North", "12"], &["Rua 1", "LUANDA, North 12", "ANGOLA"]),
            (
                "SG",
                ["1 Orchard Road", "Tanglin", "", "238801"],
                &["1 Orchard Road", "SINGAPORE 238801", "TANGLIN", "SINGAPORE"],
            ),
            ("AF", ["Road 1", "Kabul", "", "1001"], &["Road 1", "KABUL 1001", "AFGHANISTAN"]),
        ];
        for (country, parts, expect) in table {
            let drawn = label(&to(country, parts));
            assert_eq!(drawn[0], "Ada Rei", "{country}");
            assert_eq!(&drawn[1..], expect, "{country}");
        }
        let own = shown(&to("DE", ["Weg 1", "Hamburg", "", "20095"]));
        assert_eq!(own, ["Ada Rei", "Weg 1", "20095 Hamburg", "Germany"]);
    }

    #[test]
    fn no_label_of_any_country_loses_a_word_or_the_name_at_its_head() {
        for (code, name) in crate::COUNTRIES.iter() {
            let drawn = label(&to(code, ["The lines", "The city", "The region", "Z9"]));
            assert_eq!(drawn[0].to_uppercase(), "ADA REI", "{code}: {drawn:?}");
            assert_eq!(drawn.last(), Some(&name.to_uppercase()), "{code}");
            let text = drawn.join("\n").to_uppercase();
            for word in ["THE LINES", "THE CITY", "THE REGION", "Z9"] {
                assert_eq!(text.matches(word).count(), 1, "{code}: {word} in {drawn:?}");
            }
            assert!(drawn.iter().all(|line| line.trim() == line && !line.is_empty()), "{code}");
        }
    }
}
