use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{At, Clock, Dice};
use tokio::sync::oneshot;

use crate::postgres::Pg;
use crate::sqlite::Sqlite;
use crate::tx::Tx;
use crate::work::{Act, Work};
use crate::{Answer, DbRefusal, Lock, Plugs};

/// Which engine a door leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, in this process.
    Sqlite,
    /// PostgreSQL, or a server that speaks its protocol.
    Postgres,
}

/// The door to the database. Cheap to clone; the last clone closes it.
#[derive(Clone)]
pub struct Db {
    pub(crate) house: Arc<House>,
    pub(crate) driver: Arc<Driver>,
}

pub(crate) enum Driver {
    Sqlite(Sqlite),
    Pg(Pg),
}

/// What every transaction is given beside the connection.
pub(crate) struct House {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) dice: Arc<dyn Dice>,
    pub(crate) plugs: Plugs,
    pub(crate) figures: Mutex<Counted>,
    pub(crate) acts: AtomicU64,
    pub(crate) commits: AtomicU64,
}

#[derive(Default)]
pub(crate) struct Counted {
    retries: BTreeMap<&'static str, u64>,
}

/// How the door is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Acts that went through the queue.
    pub acts: u64,
    /// Commits made for them.
    pub commits: u64,
    /// Conflicts that made an act run again, by the act's name.
    pub retries: BTreeMap<&'static str, u64>,
}

impl House {
    pub(crate) fn count_batch(&self, acts: usize) {
        self.acts.fetch_add(acts as u64, Ordering::Relaxed);
        self.commits.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_retry(&self, name: &'static str) {
        let mut figures = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        *figures.retries.entry(name).or_default() += 1;
    }
}

impl Db {
    /// Runs an act in a transaction that commits only if the act answers `Ok`. The act may run
    /// more than once; it gets only the transaction, so that it cannot do anything else twice.
    pub async fn write<T, F>(&self, name: &'static str, lock: Lock, act: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        self.send(name, lock, act)?.await.unwrap_or_else(|_| Err(DbRefusal::Closing.into()))
    }

    /// The same for a thread of its own; never call it from an async task.
    pub fn write_now<T, F>(&self, name: &'static str, lock: Lock, act: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        self.send(name, lock, act)?
            .blocking_recv()
            .unwrap_or_else(|_| Err(DbRefusal::Closing.into()))
    }

    fn send<T, F>(
        &self,
        name: &'static str,
        lock: Lock,
        act: F,
    ) -> Answer<oneshot::Receiver<Answer<T>>>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        let (reply, receiver) = oneshot::channel();
        let act = Act { name, lock, act, reply, result: None, after: Vec::new() };
        let work: Box<dyn Work> = Box::new(act);
        match &*self.driver {
            Driver::Sqlite(sqlite) => sqlite.submit(work)?,
            Driver::Pg(pg) => pg.submit_write(work)?,
        }
        Ok(receiver)
    }

    /// Answers a question over one consistent snapshot; nothing can be changed.
    pub async fn read<T, F>(&self, name: &'static str, ask: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        match &*self.driver {
            Driver::Sqlite(sqlite) => sqlite.read(&self.house, ask),
            Driver::Pg(pg) => {
                ask_pg(pg, name, ask)?.await.unwrap_or_else(|_| Err(DbRefusal::Closing.into()))
            }
        }
    }

    /// The same for a thread of its own; never call it from an async task.
    pub fn read_now<T, F>(&self, name: &'static str, ask: F) -> Answer<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    {
        match &*self.driver {
            Driver::Sqlite(sqlite) => sqlite.read(&self.house, ask),
            Driver::Pg(pg) => ask_pg(pg, name, ask)?
                .blocking_recv()
                .unwrap_or_else(|_| Err(DbRefusal::Closing.into())),
        }
    }

    /// The clock every act's instant comes from.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.house.clock
    }

    /// This instant, by the house's clock.
    pub fn now(&self) -> At {
        self.house.clock.now()
    }

    /// The dice every id comes from.
    pub fn dice(&self) -> &Arc<dyn Dice> {
        &self.house.dice
    }

    /// What was plugged in at opening.
    pub fn plugs(&self) -> &Plugs {
        &self.house.plugs
    }

    /// Folds what lies beside the database into it and cuts that off, so that what was overwritten
    /// is on the disk nowhere. False when somebody reads just now: try again. On PostgreSQL the
    /// server keeps its own house.
    pub fn fold(&self) -> Answer<bool> {
        match &*self.driver {
            Driver::Sqlite(sqlite) => sqlite.fold(),
            Driver::Pg(_) => Ok(true),
        }
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match &*self.driver {
            Driver::Sqlite(_) => Engine::Sqlite,
            Driver::Pg(_) => Engine::Postgres,
        }
    }

    /// How the door is doing.
    pub fn figures(&self) -> Figures {
        Figures {
            acts: self.house.acts.load(Ordering::Relaxed),
            commits: self.house.commits.load(Ordering::Relaxed),
            retries: self
                .house
                .figures
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .retries
                .clone(),
        }
    }
}

fn ask_pg<T, F>(pg: &Pg, name: &'static str, act: F) -> Answer<oneshot::Receiver<Answer<T>>>
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
{
    let (reply, receiver) = oneshot::channel();
    let lock = Lock::none();
    pg.submit_read(Box::new(Act { name, lock, act, reply, result: None, after: Vec::new() }))?;
    Ok(receiver)
}
