use std::fmt::Write as _;

use crate::door::Driver;
use crate::{Answer, Db, Sql, Tx};

const SQLITE_COLUMNS: Sql = Sql {
    name: "SQLITE_COLUMNS",
    text: "SELECT t.name, c.name, c.type, c.\"notnull\", c.pk
             FROM sqlite_schema t, pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT IN ('migration', 'sqlite_sequence')
            ORDER BY t.name, c.cid",
};
const SQLITE_INDEXES: Sql = Sql {
    name: "SQLITE_INDEXES",
    text: "SELECT t.name, i.name, i.\"unique\", i.partial, COALESCE(c.name, '(expression)')
             FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
            WHERE t.type = 'table' AND i.origin <> 'pk' AND t.name <> 'migration'
            ORDER BY t.name, i.name, c.seqno",
};
const PG_COLUMNS: Sql = Sql {
    name: "PG_COLUMNS",
    text: "SELECT c.relname::text, a.attname::text,
                  CASE format_type(a.atttypid, NULL)
                       WHEN 'bigint' THEN 'INTEGER' WHEN 'bytea' THEN 'BLOB'
                       WHEN 'text' THEN 'TEXT' ELSE format_type(a.atttypid, NULL) END,
                  CAST(CASE WHEN a.attnotnull THEN 1 ELSE 0 END AS BIGINT),
                  CAST(COALESCE(array_position(k.conkey, a.attnum), 0) AS BIGINT)
             FROM pg_class c
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
            WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
              AND c.relname <> 'migration'
            ORDER BY c.relname COLLATE \"C\", a.attnum",
};
const PG_INDEXES: Sql = Sql {
    name: "PG_INDEXES",
    text: "SELECT t.relname::text, i.relname::text,
                  CAST(CASE WHEN x.indisunique THEN 1 ELSE 0 END AS BIGINT),
                  CAST(CASE WHEN x.indpred IS NULL THEN 0 ELSE 1 END AS BIGINT),
                  COALESCE(a.attname::text, '(expression)')
             FROM pg_index x
             JOIN pg_class i ON i.oid = x.indexrelid
             JOIN pg_class t ON t.oid = x.indrelid
             JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k (attnum, n) ON true
             LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum AND k.attnum > 0
            WHERE NOT x.indisprimary AND t.relnamespace = current_schema()::regnamespace
              AND t.relname <> 'migration'
            ORDER BY t.relname COLLATE \"C\", i.relname COLLATE \"C\", k.n",
};

type Column = (String, String, String, i64, i64);
type IndexColumn = (String, String, i64, i64, String);

impl Db {
    /// Today's schema as the engine itself tells it, in one spelling for both: tables, columns,
    /// keys and indexes. Constraints named by UNIQUE appear as their index.
    pub fn catalogue(&self) -> Answer<String> {
        let sqlite = matches!(&*self.driver, Driver::Sqlite(_));
        self.read_now("db.catalogue", move |tx| {
            let (columns, indexes) =
                if sqlite { (SQLITE_COLUMNS, SQLITE_INDEXES) } else { (PG_COLUMNS, PG_INDEXES) };
            let columns: Vec<Column> = tx.all(columns, ())?;
            let indexes: Vec<IndexColumn> = tx.all(indexes, ())?;
            Ok(spell(&columns, &indexes))
        })
    }

    /// Prepares a text without running it; the error says what the engine minds. The texts are a
    /// list the tests walk.
    pub fn prepare(&self, sql: Sql) -> Answer<()> {
        match &*self.driver {
            Driver::Sqlite(sqlite) => sqlite.prepare(sql),
            // Preparing is the first thing any statement does; EXPLAIN needs no rows and no values.
            Driver::Pg(_) => self.read_now("db.prepare", move |tx: &mut Tx<'_>| tx.prepare(sql)),
        }
    }
}

fn spell(columns: &[Column], indexes: &[IndexColumn]) -> String {
    let mut out = String::new();
    let mut tables: Vec<&str> = columns.iter().map(|c| c.0.as_str()).collect();
    tables.dedup();
    for table in tables {
        let _ = writeln!(out, "CREATE TABLE {table} (");
        let mine = || columns.iter().filter(|c| c.0 == table);
        for (_, name, kind, not_null, key) in mine() {
            let kind = match kind.as_str() {
                "INTEGER" => "BIGINT",
                "BLOB" => "BYTEA",
                other => other,
            };
            let null = if *not_null == 1 || *key > 0 { " NOT NULL" } else { "" };
            let _ = writeln!(out, "    {name} {kind}{null},");
        }
        let mut key: Vec<(i64, &str)> =
            mine().filter(|c| c.4 > 0).map(|c| (c.4, c.1.as_str())).collect();
        key.sort_unstable();
        let key: Vec<&str> = key.into_iter().map(|k| k.1).collect();
        let _ = writeln!(out, "    PRIMARY KEY ({})\n);", key.join(", "));
        out.push_str(&spell_indexes(table, indexes));
    }
    out
}

// Names differ between the engines where a table only says UNIQUE, so an index is told by what it
// is: its columns, whether it is unique, whether it covers only some rows.
fn spell_indexes(table: &str, indexes: &[IndexColumn]) -> String {
    let mut names: Vec<&str> =
        indexes.iter().filter(|i| i.0 == table).map(|i| i.1.as_str()).collect();
    names.dedup();
    let mut lines: Vec<String> = names
        .into_iter()
        .map(|name| {
            let of: Vec<_> = indexes.iter().filter(|i| i.0 == table && i.1 == name).collect();
            let columns: Vec<&str> = of.iter().map(|i| i.4.as_str()).collect();
            let unique = if of.iter().any(|i| i.2 == 1) { "UNIQUE " } else { "" };
            let part = if of.iter().any(|i| i.3 == 1) { " WHERE …" } else { "" };
            format!("CREATE {unique}INDEX ON {table} ({}){part};\n", columns.join(", "))
        })
        .collect();
    lines.sort();
    lines.concat()
}
