//! The raw limit of this machine: rusqlite alone, one thread, the same file settings, the same
//! statements, and so many orders to a commit.

use std::path::Path;
use std::time::{Duration, Instant};

use kernel::{Fault, Refused};
use rusqlite::{Connection, params};

use super::figures::Rate;
use super::order::{
    ACCOUNTS, BODY, DEBIT, FEE_YEN, FILL, ORDER_NEW, OUTBOX_NEW, POSTINGS_NEW, PRICE_YEN,
    START_YEN, Spin,
};

/// How an order stands in its commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Apart {
    /// Each in a savepoint of its own, as ours are: one that fails takes no other with it.
    Savepoints,
    /// Nothing between them: one that fails takes all.
    Nothing,
}

/// Opens a file as our writer does.
#[expect(clippy::disallowed_methods, reason = "the raw limit is measured without our door")]
pub(crate) fn open(file: &Path) -> Result<Connection, Refused> {
    let conn = Connection::open(file).map_err(broken)?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA wal_autocheckpoint = 8000; PRAGMA journal_size_limit = 67108864;
         PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16000; PRAGMA busy_timeout = 5000;",
    )
    .map_err(broken)?;
    Ok(conn)
}

pub(crate) fn broken(error: rusqlite::Error) -> Refused {
    Fault::new(format!("raw SQLite: {error}")).into()
}

/// Places orders for so long on a file that has the tables, `together` to a commit.
pub(crate) fn orders(
    file: &Path,
    together: u64,
    apart: Apart,
    lasts: Duration,
) -> Result<Rate, Refused> {
    let conn = open(file)?;
    fill(&conn).map_err(broken)?;
    let (mut done, mut spin, start) = (0, Spin::new(1), Instant::now());
    while start.elapsed() < lasts {
        batch(&conn, together, apart, &mut done, &mut spin).map_err(broken)?;
    }
    Ok(Rate::since(done, start))
}

fn fill(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch("BEGIN IMMEDIATE")?;
    for id in 0..ACCOUNTS {
        conn.prepare_cached(FILL.text)?.execute(params![id, START_YEN])?;
    }
    conn.execute_batch("COMMIT")
}

fn batch(
    conn: &Connection,
    together: u64,
    apart: Apart,
    done: &mut u64,
    spin: &mut Spin,
) -> rusqlite::Result<()> {
    exec(conn, "BEGIN IMMEDIATE")?;
    for _ in 0..together {
        if apart == Apart::Savepoints {
            exec(conn, "SAVEPOINT act")?;
        }
        place(conn, *done, spin.account())?;
        if apart == Apart::Savepoints {
            exec(conn, "RELEASE act")?;
        }
        *done += 1;
    }
    exec(conn, "COMMIT")
}

fn exec(conn: &Connection, text: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(text)?.raw_execute().map(|_| ())
}

fn place(conn: &Connection, n: u64, account: i64) -> rusqlite::Result<()> {
    // As long as ours and, like ours, later ones sort later; a counter is cheaper than dice.
    let order = format!("ord_{n:026}");
    conn.prepare_cached(DEBIT.text)?
        .query_row(params![PRICE_YEN, account], |row| row.get::<_, i64>(0))?;
    let at = i64::try_from(n).unwrap_or(0);
    conn.prepare_cached(ORDER_NEW.text)?.execute(params![order, account, PRICE_YEN, at])?;
    conn.prepare_cached(POSTINGS_NEW.text)?.execute(params![
        order,
        account,
        -PRICE_YEN,
        PRICE_YEN - FEE_YEN,
        FEE_YEN
    ])?;
    conn.prepare_cached(OUTBOX_NEW.text)?.execute(params![order, BODY, at])?;
    Ok(())
}
