//! Rows as JSON and as CSV.

use std::fmt::Write as _;

use db::Value;
use kernel::At;

use crate::registry::Taken;

/// A value as a reader sees it.
pub(super) fn words_of(value: &Value, column: &str) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone(),
        Value::Bytes(bytes) => crate::keyring::hex(bytes),
        // An instant reads as one; every other figure as it is.
        Value::Int(number) if column == "at" || column.ends_with("_at") => {
            At::from_micros(*number).to_string()
        }
        Value::Int(number) => number.to_string(),
    }
}

/// Rows as JSON.
pub(super) fn json(taken: &Taken) -> String {
    let mut out = String::from("[");
    for (n, row) in taken.rows.iter().enumerate() {
        out.push_str(if n == 0 { "\n{" } else { ",\n{" });
        for (at, (column, value)) in taken.columns.iter().zip(row).enumerate() {
            let words = match value {
                Value::Null => "null".to_owned(),
                Value::Int(number) if !column.ends_with("at") => number.to_string(),
                _ => json_text(&words_of(value, column)),
            };
            let comma = if at == 0 { "" } else { "," };
            let _ = write!(out, "{comma}{}:{words}", json_text(column));
        }
        out.push('}');
    }
    out.push_str("\n]\n");
    out
}

/// A text as JSON.
pub(super) fn json_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Rows as CSV.
pub(super) fn csv(taken: &Taken) -> String {
    let cell = |text: &str| {
        // What begins like a formula would be run by a spreadsheet.
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    };
    let head: Vec<String> = taken.columns.iter().map(|column| cell(column)).collect();
    let mut out = format!("{}\r\n", head.join(","));
    for row in &taken.rows {
        let cells = taken.columns.iter().zip(row).map(|(c, value)| match value {
            Value::Int(number) if !c.ends_with("at") => number.to_string(),
            _ => cell(&words_of(value, c)),
        });
        out.push_str(&cells.collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_wrote_breaks_neither_json_nor_csv_nor_a_spreadsheet() {
        let text = Value::Text("=cmd|\"x\"\n\\".into());
        let rows = vec![vec![text, Value::Null, Value::Int(3), Value::Int(0)]];
        let taken = Taken { table: "t", columns: vec!["a", "b", "n", "made_at"], rows };
        let expect = "[\n{\"a\":\"=cmd|\\\"x\\\"\\u000a\\\\\",\"b\":null,\"n\":3,\"made_at\":\"1970-01-01T00:00:00.000000Z\"}\n]\n";
        assert_eq!(json(&taken), expect);
        assert!(
            csv(&taken)
                .ends_with("\"'=cmd|\"\"x\"\"\n\\\",\"\",3,\"1970-01-01T00:00:00.000000Z\"\r\n")
        );
    }
}
