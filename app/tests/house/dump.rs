//! Everything a database holds, row by row, to see that nothing has changed.

use db::{Db, Fault, FromRow, Row, Sql};

struct Raw(Vec<String>);

impl FromRow for Raw {
    fn from_row(row: &Row<'_>) -> Result<Raw, Fault> {
        let columns = match row {
            Row::Sqlite(row) => row.as_ref().column_count(),
            Row::Pg(row) => row.columns().len(),
        };
        (0..columns).map(|at| cell(row, at)).collect::<Result<_, _>>().map(Raw)
    }
}

fn cell(row: &Row<'_>, at: usize) -> Result<String, Fault> {
    if let Ok(number) = row.int(at) {
        return Ok(format!("{number:?}"));
    }
    if let Ok(text) = row.text(at) {
        return Ok(format!("{text:?}"));
    }
    // As they are, and as somebody would read them who looks for a word.
    row.bytes(at).map(|bytes| format!("{bytes:x?} {:?}", bytes.map(String::from_utf8_lossy)))
}

/// Every row of every table, sorted.
pub fn dump(db: &Db) -> Vec<String> {
    let ask = |tx: &mut db::Tx<'_>| {
        let mut all = Vec::new();
        for table in testkit::tables() {
            // A test's text is as static as its process.
            let text: &'static str = Box::leak(format!("SELECT * FROM {table}").into_boxed_str());
            let rows: Vec<Raw> = tx.all(Sql { name: "TEST_DUMP", text }, ())?;
            all.extend(rows.into_iter().map(|row| format!("{table}: {}", row.0.join(" | "))));
        }
        all.sort_unstable();
        Ok(all)
    };
    std::thread::scope(|scope| scope.spawn(|| db.read_now("test.dump", ask)).join())
        .unwrap()
        .unwrap()
}

/// Fails with the rows that came or went.
pub fn assert_same(before: &[String], after: &[String], what: &str) {
    let gone: Vec<&String> = before.iter().filter(|row| !after.contains(row)).collect();
    let came: Vec<&String> = after.iter().filter(|row| !before.contains(row)).collect();
    assert!(gone.is_empty() && came.is_empty(), "{what}\n  gone: {gone:#?}\n  came: {came:#?}");
}
