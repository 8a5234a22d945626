//! How each country writes an address, read from data/address-formats.toml.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kernel::{Fault, Word as _};
use serde::Deserialize;

use super::pattern::Pattern;

kernel::words! {
    /// What a country calls its postal code.
    pub(crate) enum PostalKind { Postal = "postal", Postcode = "postcode", Zip = "zip", Pin = "pin", Eircode = "eircode" }
    /// What a country calls its regions.
    pub(crate) enum RegionKind {
        Province = "province",
        State = "state",
        County = "county",
        Prefecture = "prefecture",
        Island = "island",
        Parish = "parish",
        District = "district",
        Department = "department",
        Area = "area",
        DoSi = "do_si",
    }
    /// What a country calls the place a letter is sorted to.
    pub(crate) enum CityKind { City = "city", PostTown = "post_town", Suburb = "suburb" }
}

/// A part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Name,
    Organisation,
    Lines,
    District,
    City,
    Region,
    PostalCode,
    Sorting,
}

impl Slot {
    fn of(letter: char) -> Option<Slot> {
        Some(match letter {
            'N' => Slot::Name,
            'O' => Slot::Organisation,
            'A' => Slot::Lines,
            'D' => Slot::District,
            'C' => Slot::City,
            'S' => Slot::Region,
            'Z' => Slot::PostalCode,
            'X' => Slot::Sorting,
            _ => return None,
        })
    }

    fn all(letters: &str) -> Option<Vec<Slot>> {
        letters.chars().map(Slot::of).collect()
    }
}

/// What stands in a line of an address: a part of it, or signs of the country's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Slot(Slot),
    Signs(String),
}

/// How one country writes an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Format {
    /// Its two letters; `ZZ` for any other.
    pub(crate) code: String,
    /// The lines in Latin letters, the name first.
    pub(crate) lines: Vec<Vec<Part>>,
    required: Vec<Slot>,
    capitals: Vec<Slot>,
    pub(super) postal: Option<Pattern>,
    pub(super) examples: Vec<String>,
    pub(crate) postal_called: PostalKind,
    pub(crate) region_called: RegionKind,
    pub(crate) city_called: CityKind,
}

impl Format {
    /// Whether it has a place for a part.
    pub(crate) fn has(&self, slot: Slot) -> bool {
        self.lines.iter().flatten().any(|part| *part == Part::Slot(slot))
    }

    /// Whether a part is asked for: it has a place, or is at least known to be there.
    pub(crate) fn asks(&self, slot: Slot) -> bool {
        self.has(slot) || (slot == Slot::PostalCode && self.postal.is_some())
    }

    /// Whether a part has to be there.
    pub(crate) fn needs(&self, slot: Slot) -> bool {
        self.asks(slot) && self.required.contains(&slot)
    }

    /// Whether a part stands in capitals on a label.
    pub(crate) fn is_capital(&self, slot: Slot) -> bool {
        self.capitals.contains(&slot)
    }

    /// A postal code of this country; `None` where nothing is known of them.
    pub(crate) fn example(&self) -> Option<&str> {
        self.examples.first().map(String::as_str)
    }

    /// The parts below the name, in the order of the lines.
    pub(crate) fn order(&self) -> Vec<Slot> {
        let shown = [Slot::Lines, Slot::City, Slot::Region, Slot::PostalCode];
        let mut order: Vec<Slot> = Vec::with_capacity(shown.len());
        for part in self.lines.iter().flatten() {
            match part {
                Part::Slot(slot) if shown.contains(slot) && !order.contains(slot) => {
                    order.push(*slot);
                }
                _ => {}
            }
        }
        order.extend(shown.iter().filter(|slot| !self.has(**slot)));
        order
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: String,
    licence: String,
    dated: String,
    read: String,
    country: Vec<Row>,
}

#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    lines: Option<String>,
    latin: Option<String>,
    required: Option<String>,
    capitals: Option<String>,
    postal: Option<String>,
    #[serde(default)]
    examples: Vec<String>,
    postal_called: Option<String>,
    region_called: Option<String>,
    city_called: Option<String>,
    #[serde(default)]
    own: Vec<String>,
}

impl Row {
    // What stands for a country that says nothing itself.
    fn over(self, base: &Row) -> Row {
        let or = |own: Option<String>, base: &Option<String>| own.or_else(|| base.clone());
        Row {
            // A country with lines of its own has a Latin form of its own, or none.
            latin: if self.lines.is_some() { self.latin } else { or(self.latin, &base.latin) },
            lines: or(self.lines, &base.lines),
            required: or(self.required, &base.required),
            capitals: or(self.capitals, &base.capitals),
            postal_called: or(self.postal_called, &base.postal_called),
            region_called: or(self.region_called, &base.region_called),
            city_called: or(self.city_called, &base.city_called),
            ..self
        }
    }

    fn read(self) -> Option<Format> {
        const FIELDS: [&str; 7] = [
            "lines",
            "latin",
            "postal",
            "examples",
            "postal_called",
            "region_called",
            "city_called",
        ];
        if !self.own.iter().all(|field| FIELDS.contains(&field.as_str())) {
            return None;
        }
        let word = |word: Option<String>| word.unwrap_or_default();
        let postal = match &self.postal {
            Some(pattern) => Some(Pattern::read(pattern)?),
            None => None,
        };
        let mut lines = lines_of(self.latin.as_deref().or(self.lines.as_deref())?)?;
        // Where the name comes last, a letter from abroad is written the other way round.
        if self.latin.is_none() && lines.last() == Some(&vec![Part::Slot(Slot::Name)]) {
            lines.reverse();
        }
        Some(Format {
            lines,
            required: Slot::all(&word(self.required))?,
            capitals: Slot::all(&word(self.capitals))?,
            postal,
            postal_called: PostalKind::from_word(&word(self.postal_called))?,
            region_called: RegionKind::from_word(&word(self.region_called))?,
            city_called: CityKind::from_word(&word(self.city_called))?,
            examples: self.examples,
            code: self.code,
        })
    }
}

fn lines_of(text: &str) -> Option<Vec<Vec<Part>>> {
    let mut lines = vec![Vec::new()];
    let mut signs = String::new();
    let mut letters = text.chars();
    while let Some(sign) = letters.next() {
        if sign != '%' {
            signs.push(sign);
            continue;
        }
        let line: &mut Vec<Part> = lines.last_mut()?;
        if !signs.is_empty() {
            line.push(Part::Signs(std::mem::take(&mut signs)));
        }
        match letters.next()? {
            'n' => lines.push(Vec::new()),
            letter => line.push(Part::Slot(Slot::of(letter)?)),
        }
    }
    if !signs.is_empty() {
        lines.last_mut()?.push(Part::Signs(signs));
    }
    Some(lines)
}

/// The formats of all countries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Formats {
    by_code: BTreeMap<String, Format>,
    other: Format,
}

impl Formats {
    /// Reads a file like data/address-formats.toml.
    pub(crate) fn read(text: &str) -> Result<Formats, Fault> {
        let no = |what: String| Fault::new(format!("the address formats: {what}"));
        let file: File = toml::from_str(text).map_err(|e| no(e.to_string()))?;
        let told = [&file.source, &file.licence, &file.dated, &file.read];
        if told.iter().any(|word| word.is_empty()) {
            return Err(no("they do not say where they are from".to_owned()));
        }
        let base = file.country.iter().find(|row| row.code == OTHER).cloned();
        let base = base.ok_or_else(|| no(format!("there is no {OTHER}")))?;
        let mut by_code = BTreeMap::new();
        for row in file.country {
            let code = row.code.clone();
            let read = row.over(&base).read().ok_or_else(|| no(format!("{code} is not one")))?;
            if by_code.insert(code.clone(), read).is_some() {
                return Err(no(format!("{code} is there twice")));
            }
        }
        let other = by_code.remove(OTHER).ok_or_else(|| no(format!("there is no {OTHER}")))?;
        Ok(Formats { by_code, other })
    }

    /// Those the program was built with.
    pub(crate) fn built_in() -> Result<&'static Formats, Fault> {
        static READ: OnceLock<Result<Formats, Fault>> = OnceLock::new();
        let read = || Formats::read(FILE);
        READ.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// How this country writes an address; what is true of any for one that is not known.
    pub(crate) fn of(&self, country: &str) -> &Format {
        self.by_code.get(country).unwrap_or(&self.other)
    }
}

const OTHER: &str = "ZZ";
const FILE: &str = include_str!("../../../../../data/address-formats.toml");

#[cfg(test)]
#[path = "format_tests.rs"]
mod tests;
