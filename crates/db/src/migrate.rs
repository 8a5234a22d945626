use kernel::Refused;
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::postgres::Session;
use crate::{Answer, DbRefusal};

/// One step of the schema: forward only, one text for both engines.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// 1, 2, 3 … without a gap.
    pub number: i64,
    /// What it brings.
    pub name: &'static str,
    /// The statements, in the three column words TEXT, BIGINT and BYTEA.
    pub text: &'static str,
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (
    number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)";

const DONE: crate::Sql = crate::Sql {
    name: "MIGRATIONS_DONE",
    text: "SELECT number, checksum FROM migration ORDER BY number",
};

fn checksum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

/// What is still to do; refuses a database that is newer or whose past was edited.
fn missing<'m>(
    file: &str,
    done: &[(i64, String)],
    all: &'m [Migration],
) -> Answer<Vec<&'m Migration>> {
    let known = all.last().map_or(0, |m| m.number);
    if let Some((found, _)) = done.iter().find(|(number, _)| *number > known) {
        return Err(DbRefusal::Newer { file: file.to_owned(), found: *found, known }.into());
    }
    for migration in all {
        let was = done.iter().find(|(number, _)| *number == migration.number);
        if was.is_some_and(|(_, sum)| *sum != checksum(migration.text)) {
            return Err(DbRefusal::EditedMigration { number: migration.number }.into());
        }
    }
    let is_new = |m: &&Migration| !done.iter().any(|(number, _)| *number == m.number);
    Ok(all.iter().filter(is_new).collect())
}

/// The words SQLite has for the same columns: INTEGER, BLOB, and STRICT so that text in a number
/// column is refused as it is on PostgreSQL. A table whose key is not one number lies in its key's
/// own tree: in a tree of hidden row numbers beside it, each row would be written twice.
pub(crate) fn for_sqlite(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut table: Option<String> = None;
    for line in text.lines() {
        let code = line.split("--").next().unwrap_or("");
        if code.trim_start().starts_with("CREATE TABLE") {
            table = Some(String::new());
        }
        let mut line = code.replace("BIGINT", "INTEGER").replace("BYTEA", "BLOB");
        if let Some(lines) = &mut table {
            lines.push_str(&line);
            lines.push('\n');
        }
        if line.trim_end().ends_with(");")
            && let Some(lines) = table.take()
        {
            let kind =
                if has_a_key_of_its_own(&lines) { "STRICT, WITHOUT ROWID" } else { "STRICT" };
            line = format!("{} {kind};", line.trim_end().trim_end_matches(';'));
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Whether a table has a primary key that is not a single INTEGER.
fn has_a_key_of_its_own(table: &str) -> bool {
    let Some((before, after)) = table.split_once("PRIMARY KEY") else { return false };
    let column = |name: &str| {
        let line = table.lines().find(|line| line.split_whitespace().next() == Some(name));
        line.is_some_and(|line| line.split_whitespace().nth(1) == Some("INTEGER"))
    };
    match after.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((columns, _)) => columns.contains(',') || !column(columns.trim()),
        // Said beside the column itself.
        None => !before.lines().next_back().unwrap_or(before).contains("INTEGER"),
    }
}

fn record(m: &Migration) -> String {
    // Both are our own constants; a quote in them would be a mistake of ours.
    format!(
        "INSERT INTO migration (number, name, checksum) VALUES ({}, '{}', '{}')",
        m.number,
        m.name.replace('\'', "''"),
        checksum(m.text)
    )
}

pub(crate) fn sqlite(file: &str, conn: &Connection, all: &[Migration]) -> Answer<()> {
    let no = |what: &str, e: rusqlite::Error| named(file, crate::sqlite::refused(what, &e));
    conn.execute_batch(&format!("{} STRICT", TABLE.replace("BIGINT", "INTEGER")))
        .map_err(|e| no("the table of migrations", e))?;
    let done: Vec<(i64, String)> =
        crate::sqlite::all(conn, DONE, &[]).map_err(|refused| named(file, refused))?;
    for migration in missing(file, &done, all)? {
        let text = for_sqlite(migration.text);
        conn.execute_batch(&format!("BEGIN IMMEDIATE; {text}; {}; COMMIT", record(migration)))
            .map_err(|e| {
                let _ = conn.execute_batch("ROLLBACK");
                no(&format!("migration {} ({})", migration.number, migration.name), e)
            })?;
    }
    Ok(())
}

/// A damaged file is told by its name, not by what was done in it.
fn named(file: &str, refused: Refused) -> Refused {
    match refused.code() {
        "db.corrupt" => DbRefusal::Corrupt { file: file.to_owned() }.into(),
        _ => refused,
    }
}

pub(crate) fn postgres(session: &mut Session, all: &[Migration]) -> Answer<()> {
    // One process migrates, the others wait for it.
    session.batch("SELECT pg_advisory_lock(7310033129)")?;
    let result = migrate_postgres(session, all);
    session.batch("SELECT pg_advisory_unlock(7310033129)")?;
    result
}

fn migrate_postgres(session: &mut Session, all: &[Migration]) -> Answer<()> {
    session.batch(TABLE)?;
    let done: Vec<(i64, String)> = session.all(DONE, Vec::new())?;
    for migration in missing("on the server", &done, all)? {
        session
            .batch(&format!("BEGIN; {}; {}; COMMIT", migration.text, record(migration)))
            .inspect_err(|_| {
                let _ = session.batch("ROLLBACK");
            })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[Migration] = &[
        Migration { number: 1, name: "one", text: "CREATE TABLE a (x BIGINT NOT NULL);" },
        Migration { number: 2, name: "two", text: "CREATE TABLE b (y BYTEA);" },
    ];

    #[test]
    fn three_words_are_written_for_sqlite_and_tables_become_strict() {
        let text =
            "CREATE TABLE a (\n  x BIGINT, -- BIGINT here\n  y BYTEA\n);\nCREATE INDEX i ON a (x);";
        let want =
            "CREATE TABLE a (\n  x INTEGER, \n  y BLOB\n) STRICT;\nCREATE INDEX i ON a (x);\n";
        assert_eq!(for_sqlite(text), want);
    }

    #[test]
    fn a_table_lies_in_its_keys_own_tree_unless_the_key_is_one_number() {
        let table = [
            ("CREATE TABLE a (\n    id TEXT PRIMARY KEY\n);", true),
            (
                "CREATE TABLE a (\n    id TEXT NOT NULL,\n    n BIGINT,\n    PRIMARY KEY (id)\n);",
                true,
            ),
            ("CREATE TABLE a (\n    x BIGINT,\n    y BIGINT,\n    PRIMARY KEY (x, y)\n);", true),
            ("CREATE TABLE a (\n    id BIGINT PRIMARY KEY\n);", false),
            ("CREATE TABLE a (\n    id BIGINT NOT NULL,\n    PRIMARY KEY (id)\n);", false),
            ("CREATE TABLE a (x TEXT);", false),
            ("CREATE TABLE a (\n    id BIGINT PRIMARY KEY CHECK (id > 0)\n);", false),
        ];
        for (text, own) in table {
            assert_eq!(for_sqlite(text).contains("WITHOUT ROWID"), own, "{text}");
        }
    }

    #[test]
    fn a_newer_database_and_an_edited_past_are_refused() {
        let first = (1, checksum(ALL[0].text));
        assert_eq!(missing("f", std::slice::from_ref(&first), ALL).unwrap().len(), 1);
        let newer = missing("f", &[(3, "x".into())], ALL).unwrap_err();
        assert_eq!(newer.code(), "db.newer");
        let edited = missing("f", &[(1, "x".into())], ALL).unwrap_err();
        assert_eq!(edited.code(), "db.edited_migration");
    }
}
