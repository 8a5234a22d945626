use std::sync::Arc;
use std::time::Duration;

use kernel::{Dice, Fault, Refused};

use super::Address;
use super::queue::Queue;
use super::session::{Session, Trouble, connect};
use crate::door::House;
use crate::gather::Piles;
use crate::tx::{Conn, Tx};
use crate::work::Work;
use crate::{Answer, DbRefusal};

/// How often an act is run before the house gives up on it.
const TRIES: u32 = 12;
/// How often it is run when a key it wanted is taken: if another transaction took it, the next run
/// sees that; if the act itself wants the key twice, no run helps.
const CLASHES: u32 = 3;
/// An act that has lost so often runs while no other of this process does: it must come through.
const PATIENCE: u32 = 5;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Write,
    Read,
}

/// Starts one worker thread.
pub(crate) fn start(
    n: usize,
    kind: Kind,
    address: &Address,
    house: &Arc<House>,
    queue: &Arc<Queue>,
) -> Answer<()> {
    let (address, house, queue) = (address.clone(), Arc::clone(house), Arc::clone(queue));
    let name = if kind == Kind::Write { format!("db-write-{n}") } else { format!("db-read-{n}") };
    std::thread::Builder::new()
        .name(name)
        .spawn(move || Worker { kind, address, house, queue, session: None }.live())
        .map(|_| ())
        .map_err(|e| Fault::new(format!("no thread for a worker: {e}")).into())
}

struct Worker {
    kind: Kind,
    address: Address,
    house: Arc<House>,
    queue: Arc<Queue>,
    session: Option<Session>,
}

enum Ran {
    Done,
    /// The commit is on its way.
    Committing,
    /// The connection ended while it was: nobody knows whether the server has committed.
    Unknown(Refused),
    /// Another transaction was in the way, or a statement broke this one for all of its acts.
    Again,
    /// An act said no after it had changed rows, and nothing stood between it and the others.
    Tangled,
    /// A key it wanted was taken.
    Clash(Refused),
}

/// What stands between the acts of one transaction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    /// Nothing: the acts of a batch mostly all succeed, or say no before they change a row, and a
    /// savepoint each would cost the server as much as a statement.
    Nothing,
    /// A savepoint each.
    Savepoints,
}

impl Worker {
    fn live(mut self) {
        while let Some(mut batch) = self.queue.take() {
            let key = batch.first().and_then(|w| w.lock().key());
            let committed = self.batch(&mut batch);
            self.house.count_batch(batch.len());
            // Why: the lock is given back before the callers hear, so that their next act under it
            // finds it free.
            self.queue.done(key);
            batch.into_iter().for_each(|work| work.answer(&committed));
        }
    }

    /// Runs a batch together; when one must be undone alone, once more with savepoints; after a
    /// conflict, or a statement that broke the transaction for all, each act by itself.
    fn batch(&mut self, batch: &mut [Box<dyn Work>]) -> Answer<()> {
        let mut ran = self.together(batch, Between::Nothing, 1);
        if matches!(ran, Ok(Ran::Tangled)) {
            ran = self.together(batch, Between::Savepoints, 1);
        }
        match ran {
            Ok(Ran::Done) => return Ok(()),
            // Run again, they might be done twice.
            Ok(Ran::Unknown(refused)) => return Err(refused),
            Ok(_) => {}
            Err(refused) if batch.len() == 1 => return Err(refused),
            Err(_) => {}
        }
        for work in batch {
            self.house.count_retry(work.name());
            if let Err(refused) = self.alone(work) {
                work.spoil(refused);
            }
        }
        Ok(())
    }

    fn alone(&mut self, work: &mut Box<dyn Work>) -> Answer<()> {
        for attempt in 1..=TRIES {
            match self.together(std::slice::from_mut(work), Between::Nothing, attempt)? {
                Ran::Done => return Ok(()),
                Ran::Unknown(refused) => return Err(refused),
                Ran::Clash(refused) if attempt > CLASHES => return Err(refused),
                Ran::Again | Ran::Tangled | Ran::Clash(_) | Ran::Committing => {
                    self.house.count_retry(work.name());
                    std::thread::sleep(jitter(&*self.house.dice, attempt));
                }
            }
        }
        Err(DbRefusal::Busy.into())
    }

    fn together(
        &mut self,
        batch: &mut [Box<dyn Work>],
        between: Between,
        attempt: u32,
    ) -> Answer<Ran> {
        let queue = Arc::clone(&self.queue);
        let _pass = queue.pass(attempt > PATIENCE);
        let mut session = self.session()?;
        let key = batch.first().and_then(|w| w.lock().key()).map(|k| k ^ self.address.salt);
        let ran = self.in_transaction(&mut session, key, batch, between);
        if let Some(key) = key {
            // After a lost connection the server has dropped the lock itself.
            session.ahead(format!("SELECT pg_advisory_unlock({key})"));
        }
        let ended = session.settle();
        let trouble = session.take_trouble();
        if !session.is_closed() {
            self.session = Some(session);
        }
        let ran = match (ran, &trouble) {
            (Ok(Ran::Committing), Some(Trouble::Lost(why))) => Ok(Ran::Unknown(why.clone())),
            (Ok(Ran::Committing), _) => Ok(Ran::Done),
            (ran, _) => ran,
        };
        match (ran, trouble) {
            (Ok(Ran::Tangled), _) => Ok(Ran::Tangled),
            (Ok(ran @ (Ran::Unknown(_) | Ran::Committing)), _) => Ok(ran),
            (Ok(Ran::Clash(refused)), _) | (Ok(Ran::Done), Some(Trouble::Clash(refused))) => {
                Ok(Ran::Clash(refused))
            }
            (Ok(Ran::Again), _) | (Ok(Ran::Done), Some(Trouble::Conflict)) => Ok(Ran::Again),
            (Ok(Ran::Done), Some(Trouble::Broken(refused) | Trouble::Lost(refused))) => {
                Err(refused)
            }
            (Ok(Ran::Done), None) => ended.map(|()| Ran::Done),
            (Err(refused), _) => Err(refused),
        }
    }

    fn in_transaction(
        &self,
        session: &mut Session,
        key: Option<i64>,
        batch: &mut [Box<dyn Work>],
        between: Between,
    ) -> Answer<Ran> {
        if let Some(key) = key {
            // Before BEGIN: the snapshot must be taken after the lock is ours.
            session.ahead(format!("SELECT pg_advisory_lock({key})"));
        }
        session.ahead(match self.kind {
            Kind::Write => "BEGIN ISOLATION LEVEL SERIALIZABLE".to_owned(),
            Kind::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned(),
        });
        let many = batch.len() > 1;
        let (mut kept, mut piles) = (false, Piles::default());
        for work in batch {
            let savepoint = many && between == Between::Savepoints;
            if savepoint {
                session.ahead("SAVEPOINT act".to_owned());
            }
            session.forget_changes();
            let keep = self.act(session, &mut **work, &mut piles);
            match session.take_trouble() {
                Some(Trouble::Conflict) => return self.give_up(session).map(|()| Ran::Again),
                Some(Trouble::Clash(refused)) => {
                    self.give_up(session)?;
                    return Ok(if many { Ran::Again } else { Ran::Clash(refused) });
                }
                // The act may have caught the failure of its statement; the engine has not.
                Some(Trouble::Broken(refused) | Trouble::Lost(refused)) => {
                    if !many {
                        work.spoil(refused);
                        return self.give_up(session).map(|()| Ran::Done);
                    }
                    self.give_up(session)?;
                    return Ok(Ran::Again);
                }
                None if savepoint && keep => session.ahead("RELEASE SAVEPOINT act".to_owned()),
                // The savepoint goes too: savepoints that pile up make each next one dearer.
                None if savepoint => {
                    session.ahead("ROLLBACK TO SAVEPOINT act; RELEASE SAVEPOINT act".to_owned())
                }
                None if many && !keep && session.has_changed() => {
                    return self.give_up(session).map(|()| Ran::Tangled);
                }
                None => {}
            }
            kept |= keep;
        }
        if !piles.is_empty()
            && let Err(refused) = piles.write(&mut self.tx(session))
        {
            let trouble = session.take_trouble();
            self.give_up(session)?;
            return match trouble {
                Some(Trouble::Conflict) => Ok(Ran::Again),
                Some(Trouble::Clash(_)) if many => Ok(Ran::Again),
                Some(Trouble::Clash(refused)) => Ok(Ran::Clash(refused)),
                _ => Err(refused),
            };
        }
        session.ahead(if kept { "COMMIT" } else { "ROLLBACK" }.to_owned());
        // A question changes nothing: it may be asked again.
        Ok(if kept && self.kind == Kind::Write { Ran::Committing } else { Ran::Done })
    }

    fn tx<'s>(&'s self, session: &'s mut Session) -> Tx<'s> {
        let (house, conn) = (&*self.house, Conn::Pg(session));
        match self.kind {
            Kind::Write => Tx::of_act(conn, &*house.clock, &*house.dice, &house.plugs),
            Kind::Read => Tx::new(conn, &*house.clock, &*house.dice, &house.plugs),
        }
    }

    fn act(&self, session: &mut Session, work: &mut dyn Work, piles: &mut Piles) -> bool {
        let mut tx = self.tx(session);
        tx.carry(std::mem::take(piles));
        let keep = work.run(&mut tx);
        *piles = tx.take_gathered();
        piles.settle(keep);
        keep
    }

    fn give_up(&self, session: &mut Session) -> Answer<()> {
        session.ahead("ROLLBACK".to_owned());
        let ended = session.settle();
        let _ = session.take_trouble();
        ended
    }

    fn session(&mut self) -> Answer<Session> {
        match self.session.take() {
            Some(session) if !session.is_closed() => Ok(session),
            _ => connect(&self.address),
        }
    }
}

fn jitter(dice: &dyn Dice, attempt: u32) -> Duration {
    let most = 2_000u128 << attempt.min(6);
    Duration::from_micros(u64::try_from(dice.roll() % most).unwrap_or(1_000))
}
