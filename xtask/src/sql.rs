//! The SQL texts of the house, found where they are written, and the dialect both engines speak.

use crate::{Source, Tree};

/// One text of a `sql!` block.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file it stands in.
    pub path: String,
    /// Its line.
    pub line: usize,
    /// Its name.
    pub name: String,
    /// The statement.
    pub sql: String,
}

/// Every text of every `sql!` block of the program; those of tests are their own.
pub fn texts(tree: &Tree) -> Vec<Text> {
    let files = tree.ending("rs").filter(|file| !file.is_test() && file.path.contains("/src/"));
    files.flat_map(|file| texts_of(&file.path, &Source::read(&file.text))).collect()
}

/// The texts of one file.
pub fn texts_of(path: &str, source: &Source) -> Vec<Text> {
    let mut found = Vec::new();
    for at in source.places_of("sql!") {
        let Some((open, close)) = source.bracketed(at, '{', '}') else { continue };
        if !source.code[at + 4..open].trim().is_empty() {
            continue;
        }
        for literal in source.strings.iter().filter(|s| s.at > open && s.at < close) {
            let before = source.code[open..literal.at].trim_end().trim_end_matches('=').trim_end();
            let name = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next();
            found.push(Text {
                path: path.to_owned(),
                line: literal.line,
                name: name.unwrap_or_default().to_owned(),
                sql: literal.text.clone(),
            });
        }
    }
    found
}

/// Words that one engine lacks or means otherwise, with what to write instead.
const BANNED: &[(&str, &str)] = &[
    ("LIKE", "the engines fold case differently: compare with >= and <"),
    ("ILIKE", "SQLite has none: fold in Rust"),
    ("GLOB", "PostgreSQL has none"),
    ("SIMILAR", "SQLite has none"),
    ("NOW", "the instant comes in as a parameter: tx.now()"),
    ("CURRENT_TIMESTAMP", "the instant comes in as a parameter: tx.now()"),
    ("CURRENT_DATE", "the day comes in as a parameter"),
    ("DATETIME", "time is micros in a BIGINT"),
    ("STRFTIME", "time is micros in a BIGINT"),
    ("INTERVAL", "time is micros in a BIGINT"),
    ("RANDOM", "dice come in by the door: tx.new_id()"),
    ("ANY", "SQLite has no arrays"),
    ("ARRAY", "SQLite has no arrays"),
    ("UNNEST", "SQLite has no arrays"),
    ("SERIAL", "ids are made by tx.new_id()"),
    ("AUTOINCREMENT", "ids are made by tx.new_id()"),
    ("DEFAULT", "a row says all it holds"),
    ("STRING_AGG", "gather in Rust"),
    ("GROUP_CONCAT", "gather in Rust"),
    ("IFNULL", "COALESCE is what both have"),
    ("NVL", "COALESCE is what both have"),
    ("GREATEST", "SQLite has none: CASE"),
    ("LEAST", "SQLite has none: CASE"),
    ("TRUE", "flags are dated facts, or BIGINT 0 and 1"),
    ("FALSE", "flags are dated facts, or BIGINT 0 and 1"),
    ("BOOLEAN", "flags are dated facts, or BIGINT 0 and 1"),
    ("PRAGMA", "only crates/db speaks to one engine"),
    ("ROWID", "PostgreSQL has none"),
    ("OFFSET", "pages are cut by key: WHERE (a, id) < ($1, $2)"),
];

/// Signs that only one engine knows.
const SIGNS: &[(&str, &str)] = &[
    ("::", "CAST(x AS BIGINT) is what both have"),
    ("->", "a column, not JSON"),
    ("#>", "a column, not JSON"),
    ("JSON_", "a column, not JSON"),
    ("SELECT *", "name the columns"),
    ("RETURNING *", "name the columns"),
    ("INSERT OR", "INSERT … ON CONFLICT is what both have"),
    // The function of that name both have, and with the same eye for case.
    ("REPLACE INTO", "INSERT … ON CONFLICT says what happens to the old row"),
    ("FOR UPDATE", "the door serialises; SQLite has none"),
];

/// What is wrong with a text.
pub fn flaws(sql: &str) -> Vec<String> {
    let bare = without_literals(sql);
    let upper = bare.to_uppercase();
    let mut flaws: Vec<String> = Vec::new();
    let words: Vec<&str> = upper.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    for (word, instead) in BANNED {
        if words.contains(word) {
            flaws.push(format!("{word}: {instead}"));
        }
    }
    let flat = upper.split_whitespace().collect::<Vec<_>>().join(" ");
    for (sign, instead) in SIGNS {
        if flat.contains(sign) {
            flaws.push(format!("{sign}: {instead}"));
        }
    }
    flaws.extend(bare_sum(&flat));
    flaws.extend(numbers_out_of_order(&bare));
    flaws
}

// PostgreSQL sums BIGINT to NUMERIC and nothing to NULL. Compared in a HAVING, or cast within a
// GROUP BY that cannot be empty, a sum is harmless.
fn bare_sum(flat: &str) -> Option<String> {
    let flat = flat.replace("SUM (", "SUM(");
    let harmless = |at: usize| {
        let before = flat[..at].trim_end();
        before.ends_with("CAST(COALESCE(")
            || before.rsplit(' ').next() == Some("HAVING")
            || (before.ends_with("CAST(") && flat.contains(" GROUP BY "))
    };
    let bare = flat.match_indices("SUM(").any(|(at, _)| !harmless(at));
    bare.then(|| "SUM: write CAST(COALESCE(SUM(x), 0) AS BIGINT)".to_owned())
}

// rusqlite and PostgreSQL both bind by number; the guard keeps the reader from having to.
fn numbers_out_of_order(sql: &str) -> Option<String> {
    let mut most = 0_usize;
    for (at, _) in sql.match_indices('$') {
        let digits: String = sql[at + 1..].chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse::<usize>() else { continue };
        if number > most + 1 || number == 0 {
            return Some(format!("${number} comes before ${}", most + 1));
        }
        most = most.max(number);
    }
    None
}

fn without_literals(sql: &str) -> String {
    let mut inside = false;
    let blank = |c: char| {
        if c == '\'' {
            inside = !inside;
            return '\'';
        }
        if inside { ' ' } else { c }
    };
    sql.chars().map(blank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_of_a_block_is_found_with_its_name() {
        let text = "db::sql! {\n    /// \"Not this\".\n    A = \"SELECT 1\";\n    B_2 =\n        \"SELECT 2\";\n}\nconst C: &str = \"SELECT 3\";";
        let found = texts_of("a.rs", &Source::read(text));
        let told: Vec<_> = found.iter().map(|t| (t.name.as_str(), t.sql.as_str())).collect();
        assert_eq!(told, [("A", "SELECT 1"), ("B_2", "SELECT 2")]);
    }

    #[test]
    fn what_both_engines_take_passes_and_the_rest_is_named() {
        for good in [
            "SELECT id FROM a WHERE x = $1 AND y < $2 AND z > $1",
            "SELECT CAST(COALESCE(SUM(yen), 0) AS BIGINT) FROM p WHERE word = 'LIKE now() $9'",
            "SELECT e FROM p GROUP BY e HAVING SUM(yen) <> 0",
            "SELECT e, CAST(SUM(p.yen) AS BIGINT) FROM p GROUP BY e",
            "SELECT likely, any_one FROM a",
            "SELECT a FROM b WHERE REPLACE($1, c, '') = $1",
        ] {
            assert!(flaws(good).is_empty(), "{good}: {:?}", flaws(good));
        }
        for (bad, named) in [
            ("SELECT * FROM a", "SELECT *"),
            ("SELECT a FROM b WHERE c like $1", "LIKE"),
            ("SELECT now()", "NOW"),
            ("SELECT a::text FROM b", "::"),
            ("SELECT a ->> 'x' FROM b", "->"),
            ("SELECT a FROM b WHERE c = ANY($1)", "ANY"),
            ("SELECT SUM(a) FROM b", "SUM"),
            ("SELECT CAST(SUM(a) AS BIGINT) FROM b", "SUM"),
            ("UPDATE a SET b = $2 WHERE c = $1", "$2 comes before $1"),
            ("REPLACE INTO a (b) VALUES ($1)", "REPLACE INTO"),
            ("INSERT OR IGNORE INTO a (b) VALUES ($1)", "INSERT OR"),
        ] {
            assert!(flaws(bad).iter().any(|f| f.contains(named)), "{bad}: {:?}", flaws(bad));
        }
    }
}
