//! PostgreSQL, and servers that speak its protocol: a pool of threads with one connection each.

mod queue;
mod session;
mod worker;

pub(crate) use session::{Session, connect};

use std::sync::Arc;

use crate::door::House;
use crate::work::Work;
use crate::{Answer, DbRefusal};
use queue::{Queue, Taken};

/// Connections that change things. More would only wait for each other on two to eight cores.
const WRITERS: usize = 12;
/// Connections that answer questions, so that a page never waits behind a batch of acts.
const READERS: usize = 6;

/// The pool.
pub(crate) struct Pg {
    writes: Arc<Queue>,
    reads: Arc<Queue>,
}

/// Where the server is and how to reach it.
#[derive(Clone)]
pub(crate) struct Address {
    pub(crate) config: tokio_postgres::Config,
    pub(crate) tls: tokio_postgres_rustls::MakeRustlsConnect,
    /// Mixed into advisory locks: two houses on one server do not wait for each other.
    pub(crate) salt: i64,
    /// The schema named in the address.
    pub(crate) schema: Option<String>,
}

impl Pg {
    pub(crate) fn start(address: &Address, house: &Arc<House>, queue: usize) -> Answer<Pg> {
        let pg = Pg { writes: Arc::new(Queue::new(queue)), reads: Arc::new(Queue::new(queue)) };
        for n in 0..WRITERS {
            worker::start(n, worker::Kind::Write, address, house, &pg.writes)?;
        }
        for n in 0..READERS {
            worker::start(n, worker::Kind::Read, address, house, &pg.reads)?;
        }
        Ok(pg)
    }

    pub(crate) fn submit_write(&self, work: Box<dyn Work>) -> Answer<()> {
        submit(&self.writes, work)
    }

    pub(crate) fn submit_read(&self, work: Box<dyn Work>) -> Answer<()> {
        submit(&self.reads, work)
    }
}

fn submit(queue: &Queue, work: Box<dyn Work>) -> Answer<()> {
    match queue.put(work) {
        Taken::Yes => Ok(()),
        Taken::Full => Err(DbRefusal::Busy.into()),
    }
}

impl Drop for Pg {
    fn drop(&mut self) {
        self.writes.close();
        self.reads.close();
    }
}
