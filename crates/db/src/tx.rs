use std::cell::RefCell;
use std::sync::Arc;

use kernel::{At, Clock, Dice, Fault, Id};

use crate::gather::Piles;
use crate::postgres::Session;
use crate::shelf::{Kept, Shelf};
use crate::{Answer, FromRow, Gathered, Params, Plugs, Sql, Value};

/// What is done once the transaction has committed, and not otherwise: wake a timer, drop a cache.
pub(crate) type AfterCommit = Box<dyn FnOnce() + Send>;

/// One transaction, seen by one act. Only the door makes one; time and ids come from it.
pub struct Tx<'c> {
    conn: Conn<'c>,
    now: At,
    dice: &'c dyn Dice,
    plugs: &'c Plugs,
    after: Vec<AfterCommit>,
    last_id: Option<u128>,
    // None for a question: it writes nothing, and what it gathered would be lost.
    piles: Option<Piles>,
    // What the one writer of an embedded database keeps in memory.
    shelf: Option<&'c RefCell<Shelf>>,
}

pub(crate) enum Conn<'c> {
    Sqlite(&'c rusqlite::Connection),
    Pg(&'c mut Session),
}

impl<'c> Tx<'c> {
    pub(crate) fn new(
        conn: Conn<'c>,
        clock: &dyn Clock,
        dice: &'c dyn Dice,
        plugs: &'c Plugs,
    ) -> Tx<'c> {
        let (after, last_id, piles, shelf) = (Vec::new(), None, None, None);
        Tx { conn, now: clock.now(), dice, plugs, after, last_id, piles, shelf }
    }

    /// One for an act: it may gather.
    pub(crate) fn of_act(
        conn: Conn<'c>,
        clock: &dyn Clock,
        dice: &'c dyn Dice,
        plugs: &'c Plugs,
    ) -> Tx<'c> {
        Tx { piles: Some(Piles::default()), ..Tx::new(conn, clock, dice, plugs) }
    }

    pub(crate) fn beside(self, shelf: &'c RefCell<Shelf>) -> Tx<'c> {
        Tx { shelf: Some(shelf), ..self }
    }

    /// The one instant of this act.
    pub fn now(&self) -> At {
        self.now
    }

    /// A fresh id: the instant in its first 48 bits, dice in the others. Those of one transaction
    /// sort in the order it made them.
    pub fn new_id<I: Id>(&mut self) -> I {
        let millis = u128::from(self.now.micros().max(0).unsigned_abs() / 1_000);
        let next = match self.last_id {
            // The steps leave half of the millisecond's room to more ids than an act can make.
            Some(last) => last + 1 + (self.dice.roll() & ((1 << 48) - 1)),
            None => (millis << 80) | (self.dice.roll() & ((1 << 79) - 1)),
        };
        self.last_id = Some(next);
        I::from_bits(next)
    }

    /// 128 bits of chance, for tokens and nonces.
    pub fn roll(&mut self) -> u128 {
        self.dice.roll()
    }

    /// The plug of this type; a house wired without it is broken.
    pub fn plugged<T: Send + Sync + 'static>(&self) -> Result<&'c T, Fault> {
        let missing = || Fault::new(format!("{} is not plugged in", std::any::type_name::<T>()));
        self.plugs.get::<T>().ok_or_else(missing)
    }

    /// Does this once the transaction has committed; never if it does not. It must be quick and
    /// must not fail: it runs on the writer's thread.
    pub fn after_commit(&mut self, then: impl FnOnce() + Send + 'static) {
        self.after.push(Box::new(then));
    }

    /// Adds to what the transaction writes just before it commits, together with what the acts
    /// beside this one add.
    pub fn gather<G: Gathered>(&mut self, item: G) -> Answer<()> {
        let question = || Fault::new("a question cannot gather: nothing would write it");
        self.piles.as_mut().ok_or_else(question)?.put(item);
        Ok(())
    }

    /// Goes on with what the acts before this one gathered.
    pub(crate) fn carry(&mut self, piles: Piles) {
        if let Some(mine) = &mut self.piles {
            *mine = piles;
        }
    }

    pub(crate) fn take_gathered(&mut self) -> Piles {
        self.piles.as_mut().map(std::mem::take).unwrap_or_default()
    }

    pub(crate) fn take_after(&mut self) -> Vec<AfterCommit> {
        std::mem::take(&mut self.after)
    }

    /// The row, or `None`. More than one row is a fault.
    pub fn maybe<R: FromRow>(&mut self, sql: Sql, params: impl Params) -> Answer<Option<R>> {
        let mut rows = self.all(sql, params)?;
        if rows.len() > 1 {
            return Err(Fault::new(format!("{} found more than one row", sql.name)).into());
        }
        Ok(rows.pop())
    }

    /// The one row there must be.
    pub fn one<R: FromRow>(&mut self, sql: Sql, params: impl Params) -> Answer<R> {
        let none = || Fault::new(format!("{} found no row", sql.name)).into();
        self.maybe(sql, params)?.ok_or_else(none)
    }

    /// All rows, in the order the statement gives them.
    pub fn all<R: FromRow>(&mut self, sql: Sql, params: impl Params) -> Answer<Vec<R>> {
        let values = params.values();
        self.is_run(sql, &values);
        match &mut self.conn {
            Conn::Sqlite(conn) => crate::sqlite::all(conn, sql, &values),
            Conn::Pg(session) => session.all(sql, values),
        }
    }

    /// What `load` reads of the rows of `key`, or what it read before: on an embedded database,
    /// whose one writer sees every statement, it is kept until one of them changes its tables. On
    /// PostgreSQL, and in a question, it is read each time.
    pub fn kept<T: Kept>(
        &mut self,
        key: u128,
        part: &'static str,
        load: impl FnOnce(&mut Tx<'c>) -> Answer<T>,
    ) -> Answer<Arc<T>> {
        let Some(shelf) = self.shelf else { return load(self).map(Arc::new) };
        let kind = shelf.borrow_mut().kind::<T>();
        if let Some(found) = shelf.borrow_mut().find::<T>(kind, key, part) {
            return Ok(found);
        }
        let row = Arc::new(load(self)?);
        shelf.borrow_mut().keep(kind, key, part, &row);
        Ok(row)
    }

    fn is_run(&self, sql: Sql, values: &[Value]) {
        if let Some(shelf) = self.shelf {
            shelf.borrow_mut().runs(sql, values);
        }
    }

    /// Changes rows; how many were changed.
    pub fn run(&mut self, sql: Sql, params: impl Params) -> Answer<u64> {
        let values = params.values();
        self.is_run(sql, &values);
        match &mut self.conn {
            Conn::Sqlite(conn) => crate::sqlite::run(conn, sql, &values),
            Conn::Pg(session) => session.run(sql, values),
        }
    }

    /// Changes exactly one row; anything else is a fault.
    pub fn run_one(&mut self, sql: Sql, params: impl Params) -> Answer<()> {
        match self.run(sql, params)? {
            1 => Ok(()),
            n => Err(Fault::new(format!("{} changed {n} rows, not one", sql.name)).into()),
        }
    }

    /// Writes what nobody needs an answer to. On PostgreSQL it is sent without waiting, together
    /// with the next statement that waits; whatever goes wrong with it breaks the whole act.
    pub fn put(&mut self, sql: Sql, params: impl Params) -> Answer<()> {
        let values = params.values();
        self.is_run(sql, &values);
        match &mut self.conn {
            Conn::Sqlite(conn) => crate::sqlite::run(conn, sql, &values).map(|_| ()),
            Conn::Pg(session) => session.put(sql, values),
        }
    }

    pub(crate) fn prepare(&mut self, sql: Sql) -> Answer<()> {
        match &mut self.conn {
            Conn::Sqlite(conn) => {
                conn.prepare(sql.text).map(|_| ()).map_err(|e| crate::sqlite::refused(sql.name, &e))
            }
            Conn::Pg(session) => session.prepare(sql).map(|_| ()),
        }
    }
}
