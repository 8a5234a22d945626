//! The tables of the schema, read from its migrations, and which of their columns sound like a
//! person.

/// A column: its table and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The table.
    pub table: String,
    /// The column.
    pub name: String,
}

/// Every column that a migration creates or adds.
pub fn columns(sql: &str) -> Vec<Column> {
    let bare: String = sql
        .lines()
        .map(|line| line.split_once("--").map_or(line, |(code, _)| code))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    for statement in bare.split(';') {
        let words: Vec<&str> = statement.split_whitespace().collect();
        match words.as_slice() {
            ["CREATE", "TABLE", name, ..] => {
                let table = name.split('(').next().unwrap_or_default();
                let body = statement.split_once('(').map_or("", |(_, body)| body);
                found.extend(parts(body).iter().filter_map(|part| column(table, part)));
            }
            ["ALTER", "TABLE", table, "ADD", "COLUMN", name, ..] => {
                found.push(Column { table: (*table).to_owned(), name: (*name).to_owned() });
            }
            _ => {}
        }
    }
    found
}

fn parts(body: &str) -> Vec<String> {
    let (mut deep, mut parts) = (0_i64, vec![String::new()]);
    for c in body.chars() {
        match c {
            '(' => deep += 1,
            ')' => deep -= 1,
            ',' if deep == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
}

fn column(table: &str, part: &str) -> Option<Column> {
    let name = part.split_whitespace().next()?;
    let keyword = matches!(name, "PRIMARY" | "UNIQUE" | "CHECK" | "FOREIGN" | "CONSTRAINT" | ")");
    (!keyword).then(|| Column { table: table.to_owned(), name: name.to_owned() })
}

/// Words that make a column a person's, in any part of its name.
const PERSONAL: &[&str] = &[
    "name",
    "names",
    "surname",
    "forename",
    "nickname",
    "kana",
    "address",
    "street",
    "city",
    "postal",
    "postcode",
    "zip",
    "mail",
    "email",
    "phone",
    "tel",
    "mobile",
    "fax",
    "birth",
    "birthday",
    "birthdate",
    "born",
    "age",
    "sex",
    "gender",
    "card",
    "iban",
    "bank",
    "passport",
    "handle",
    "ip",
    "device",
    "face",
    "photo",
    "nationality",
    "recipient",
    "consignee",
];

/// Whether a column sounds like something of a person.
pub fn sounds_personal(column: &Column) -> bool {
    column.name.split('_').any(|part| PERSONAL.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_column_is_heard_in_any_part_of_its_name() {
        let sql = "-- a name, (an address)\nCREATE TABLE parcel (\n    id TEXT NOT NULL, -- e-mail\n    to_name TEXT CHECK (to_name IN ('a', 'b')),\n    PRIMARY KEY (id)\n);\nALTER TABLE parcel ADD COLUMN phone TEXT;";
        let columns = columns(sql);
        let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["id", "to_name", "phone"]);
        let personal: Vec<bool> = columns.iter().map(sounds_personal).collect();
        assert_eq!(personal, [false, true, true]);
        assert!(columns.iter().all(|c| c.table == "parcel"));
    }
}
