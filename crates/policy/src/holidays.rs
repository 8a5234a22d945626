//! The days on which Japan keeps holiday, from the operator's file.

use crate::calendar::Day;

/// Reads `data/holidays-jp.toml`: `[days]`, each year with its days as `"05-03"`. What is wrong is
/// told with its entry.
pub fn holidays(text: &str) -> Result<Vec<Day>, String> {
    let file: toml::Table = text.parse().map_err(|e: toml::de::Error| e.message().to_owned())?;
    for word in ["source", "read"] {
        if file.get(word).and_then(toml::Value::as_str).is_none_or(str::is_empty) {
            return Err(format!("{word}: say where the days are from and when that was read"));
        }
    }
    let years = file.get("days").and_then(toml::Value::as_table);
    let years = years.ok_or("days: add a table of years, each with its days")?;
    let mut all = Vec::new();
    for (year, days) in years {
        let days = days.as_array().ok_or_else(|| format!("days.{year}: is not a list of days"))?;
        for day in days {
            let day = day.as_str().unwrap_or("");
            let read = Day::parse(&format!("{year}-{day}"));
            all.push(read.ok_or_else(|| format!("days.{year}: “{day}” is not a day of it"))?);
        }
    }
    all.sort_unstable();
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "source = \"a\"\nread = \"2026-11-22\"\n[days]\n";

    #[test]
    fn days_are_read_in_order_and_what_is_no_day_is_named() {
        let text = format!("{HEAD}2027 = [\"01-01\"]\n2026 = [\"11-23\", \"11-03\"]");
        let days: Vec<String> = holidays(&text).unwrap().iter().map(Day::to_string).collect();
        assert_eq!(days, ["2026-11-03", "2026-11-23", "2027-01-01"]);
        for (bad, named) in [
            ("", "source"),
            ("source = \"a\"", "read"),
            ("source = \"a\"\nread = \"b\"", "days"),
            (&format!("{HEAD}2026 = [\"02-30\"]"), "days.2026"),
            (&format!("{HEAD}2026 = \"01-01\""), "days.2026"),
            ("[", ""),
        ] {
            assert!(holidays(bad).unwrap_err().contains(named), "{bad}");
        }
    }
}
