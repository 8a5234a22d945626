use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{Fault, Refused};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::coming::Coming;
use crate::door::House;
use crate::gather::Piles;
use crate::shelf::Shelf;
use crate::tx::{Conn, Tx};
use crate::work::{KEPT, Work, room_for};
use crate::{Answer, DbRefusal, FromRow, Row, Sql, Value};

/// After a batch had to run twice, so many batches carry savepoints.
const CAREFUL: u32 = 64;
/// Statements kept prepared per connection: more than the house has.
const STATEMENTS: usize = 512;

/// The embedded engine: one writer thread, a small pool of readers.
pub(crate) struct Sqlite {
    queue: SyncSender<Box<dyn Work>>,
    /// How many wait in it, and how many may.
    waiting: Arc<AtomicUsize>,
    room: usize,
    readers: Mutex<Vec<Connection>>,
    file: PathBuf,
}

impl Sqlite {
    /// Starts the writer on an open, migrated connection.
    pub(crate) fn start(
        file: PathBuf,
        conn: Connection,
        house: Arc<House>,
        queue: usize,
    ) -> Answer<Sqlite> {
        let (sender, receiver) = sync_channel(queue.saturating_add(KEPT));
        let waiting = Arc::new(AtomicUsize::new(0));
        let waits = Arc::clone(&waiting);
        std::thread::Builder::new()
            .name("db-writer".into())
            .spawn(move || {
                let coming = Coming::new(receiver, waits);
                Writer { conn, house, shelf: RefCell::default(), careful: 0 }.live(coming)
            })
            .map_err(|e| Fault::new(format!("no thread for the writer: {e}")))?;
        Ok(Sqlite { queue: sender, waiting, room: queue, readers: Mutex::new(Vec::new()), file })
    }

    /// Queues an act, or refuses when the queue is full.
    pub(crate) fn submit(&self, work: Box<dyn Work>) -> Answer<()> {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= room_for(&*work, self.room) {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(DbRefusal::Busy.into());
        }
        self.queue.try_send(work).map_err(|e| {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            match e {
                TrySendError::Full(_) => DbRefusal::Busy.into(),
                TrySendError::Disconnected(_) => DbRefusal::Closing.into(),
            }
        })
    }

    /// Answers a question inline: a point read costs microseconds, a hop to a thread fifty.
    pub(crate) fn read<T>(
        &self,
        house: &House,
        ask: impl FnOnce(&mut Tx<'_>) -> Answer<T>,
    ) -> Answer<T> {
        let pooled = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match pooled {
            Some(conn) => conn,
            None => open_reader(&self.file)?,
        };
        exec(&conn, "BEGIN")?;
        let mut tx = Tx::new(Conn::Sqlite(&conn), &*house.clock, &*house.dice, &house.plugs);
        let answer = ask(&mut tx);
        // A reader whose transaction cannot be ended is not put back.
        if exec(&conn, "COMMIT").is_ok() {
            self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
        }
        answer
    }
}

impl Sqlite {
    /// Moves the write-ahead log into the file and cuts it off; false when a reader is in the way.
    pub(crate) fn fold(&self) -> Answer<bool> {
        let conn = open_writer(&self.file)?;
        let fold = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        let busy = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], fold);
        Ok(busy.map_err(|e| refused("fold", &e))? == 0)
    }

    /// Prepares a text and holds its parameters against `$1 $2 …`: SQLite numbers them by first
    /// appearance, PostgreSQL by their number, so the two must be the same.
    pub(crate) fn prepare(&self, sql: Sql) -> Answer<()> {
        let conn = open_reader(&self.file)?;
        let statement = conn.prepare(sql.text).map_err(|e| refused(sql.name, &e))?;
        for n in 1..=statement.parameter_count() {
            if statement.parameter_name(n) != Some(format!("${n}").as_str()) {
                let what = format!("{}: ${n} does not come {n}th", sql.name);
                return Err(Fault::new(what).into());
            }
        }
        Ok(())
    }
}

struct Writer {
    conn: Connection,
    house: Arc<House>,
    shelf: RefCell<Shelf>,
    careful: u32,
}

/// What stands between the acts of one transaction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    /// Nothing. Mostly all acts of a batch succeed, or say no before they change a row; a savepoint
    /// each would copy every page it touches a second time.
    Nothing,
    /// A savepoint each, so that one can be undone alone.
    Savepoints,
}

enum Ran {
    Done,
    /// The first act said no, and no other has run.
    Undone,
    /// An act said no after it had changed rows, and nothing stood between it and the others.
    Tangled,
}

type Batch = Vec<Box<dyn Work>>;

impl Writer {
    fn live(mut self, mut coming: Coming) {
        while let Some(first) = coming.first() {
            let mut batch = vec![first];
            let committed = self.commit(&mut batch, &mut coming);
            coming.over();
            self.house.count_batch(batch.len());
            batch.into_iter().for_each(|work| work.answer(&committed));
        }
    }

    /// Runs the acts as they come and commits them; once more with savepoints when one of them
    /// must be undone alone.
    fn commit(&mut self, batch: &mut Batch, coming: &mut Coming) -> Answer<()> {
        let careful = self.careful > 0;
        self.careful = self.careful.saturating_sub(1);
        let between = if careful { Between::Savepoints } else { Between::Nothing };
        match self.together(batch, between, || coming.more())? {
            Ran::Done | Ran::Undone => Ok(()),
            Ran::Tangled => {
                // Why: whoever sends acts that fail late must not make the house run all twice.
                self.careful = CAREFUL;
                self.together(batch, Between::Savepoints, || None).map(|_| ())
            }
        }
    }

    fn together(
        &self,
        batch: &mut Batch,
        between: Between,
        more: impl FnMut() -> Option<Box<dyn Work>>,
    ) -> Answer<Ran> {
        self.exec("BEGIN IMMEDIATE")?;
        self.shelf.borrow_mut().begin_batch();
        let ran = self.each(batch, between, more).and_then(|ran| {
            if matches!(ran, Ran::Done) {
                self.exec("COMMIT")?;
            }
            Ok(ran)
        });
        // What ran is to be undone, or the engine itself gave up (disk full, damaged file).
        if !matches!(ran, Ok(Ran::Done)) {
            self.shelf.borrow_mut().undo_batch();
        }
        if !self.conn.is_autocommit() {
            let undone = self.exec("ROLLBACK");
            return ran.and_then(|ran| undone.map(|()| ran));
        }
        ran
    }

    fn each(
        &self,
        batch: &mut Batch,
        between: Between,
        mut more: impl FnMut() -> Option<Box<dyn Work>>,
    ) -> Answer<Ran> {
        let (mut piles, mut next) = (Piles::default(), 0);
        while let Some(work) = batch.get_mut(next) {
            let savepoint = between == Between::Savepoints;
            if savepoint {
                self.exec("SAVEPOINT act")?;
            }
            let before = self.conn.total_changes();
            let keep = self.act(&mut **work, &mut piles)?;
            if savepoint {
                if !keep {
                    self.exec("ROLLBACK TO act")?;
                }
                self.exec("RELEASE act")?;
            } else if !keep && self.conn.total_changes() != before {
                return Ok(if next == 0 { Ran::Undone } else { Ran::Tangled });
            }
            next += 1;
            if next == batch.len() {
                batch.extend(more());
            }
        }
        if !piles.is_empty() {
            self.shelf.borrow_mut().begin_act();
            piles.write(&mut self.tx())?;
        }
        Ok(Ran::Done)
    }

    fn tx(&self) -> Tx<'_> {
        let house = &*self.house;
        let conn = Conn::Sqlite(&self.conn);
        Tx::of_act(conn, &*house.clock, &*house.dice, &house.plugs).beside(&self.shelf)
    }

    fn act(&self, work: &mut dyn Work, piles: &mut Piles) -> Answer<bool> {
        self.shelf.borrow_mut().begin_act();
        let mut tx = self.tx();
        tx.carry(std::mem::take(piles));
        let keep = work.run(&mut tx);
        *piles = tx.take_gathered();
        piles.settle(keep);
        if self.conn.is_autocommit() { Err(DbRefusal::DiskFull.into()) } else { Ok(keep) }
    }

    fn exec(&self, text: &'static str) -> Answer<()> {
        exec(&self.conn, text)
    }
}

// Prepared once: reading the word BEGIN again costs as much as a small question.
fn exec(conn: &Connection, text: &'static str) -> Answer<()> {
    let mut statement = conn.prepare_cached(text).map_err(|e| refused(text, &e))?;
    statement.raw_execute().map(|_| ()).map_err(|e| refused(text, &e))
}

/// Opens the file for the writer.
#[expect(clippy::disallowed_methods, reason = "this is the one door to an SQLite file")]
pub(crate) fn open_writer(file: &Path) -> Answer<Connection> {
    let conn = Connection::open(file).map_err(|e| opening(file, &e))?;
    prepare_once(&conn).map_err(|e| opening(file, &e))?;
    // FULL: a bid that was answered is on the disk. 32 MiB of log before a checkpoint: each one
    // waits for the disk twice more, and a page that is written often is copied only once.
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA wal_autocheckpoint = 8000; PRAGMA journal_size_limit = 67108864;
         PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16000; PRAGMA busy_timeout = 5000;",
    )
    .map_err(|e| opening(file, &e))?;
    Ok(conn)
}

/// A statement is prepared once and keeps its plan. Why: where there are partial indexes SQLite
/// looks into the bound values and prepares anew whenever they change, which costs more than the
/// statement itself.
fn prepare_once(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(|_| ())
}

fn open_reader(file: &Path) -> Answer<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(file, flags).map_err(|e| opening(file, &e))?;
    prepare_once(&conn).map_err(|e| opening(file, &e))?;
    conn.execute_batch(
        "PRAGMA query_only = ON; PRAGMA cache_size = -4000; PRAGMA busy_timeout = 5000;",
    )
    .map_err(|e| opening(file, &e))?;
    Ok(conn)
}

fn opening(file: &Path, error: &rusqlite::Error) -> Refused {
    let name = file.display().to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            DbRefusal::Corrupt { file: name }.into()
        }
        Some(ErrorCode::DiskFull) => DbRefusal::DiskFull.into(),
        _ => DbRefusal::NoFolder { folder: name, why: error.to_string() }.into(),
    }
}

pub(crate) fn refused(what: &str, error: &rusqlite::Error) -> Refused {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => DbRefusal::DiskFull.into(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            DbRefusal::Corrupt { file: what.to_owned() }.into()
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => DbRefusal::Busy.into(),
        _ => Fault::new(format!("{what}: {error}")).into(),
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
            Value::Null => ValueRef::Null,
        }))
    }
}

pub(crate) fn all<R: FromRow>(conn: &Connection, sql: Sql, values: &[Value]) -> Answer<Vec<R>> {
    let no = |e: &rusqlite::Error| refused(sql.name, e);
    let mut statement = conn.prepare_cached(sql.text).map_err(|e| no(&e))?;
    let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(|e| no(&e))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(|e| no(&e))? {
        found.push(R::from_row(&Row::Sqlite(row)).map_err(|f| named(sql, &f))?);
    }
    Ok(found)
}

pub(crate) fn run(conn: &Connection, sql: Sql, values: &[Value]) -> Answer<u64> {
    let mut statement = conn.prepare_cached(sql.text).map_err(|e| refused(sql.name, &e))?;
    let changed =
        statement.execute(rusqlite::params_from_iter(values)).map_err(|e| refused(sql.name, &e))?;
    Ok(changed as u64)
}

pub(crate) fn named(sql: Sql, fault: &Fault) -> Fault {
    Fault::new(format!("{}: {fault}", sql.name))
}
