use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use db::{Answer, Db, Lock, Tx};
use futures_util::FutureExt;
use kernel::Fault;

use crate::handlers::{Act, Handler, Prepare, Ready};
use crate::pace::{MAX_ATTEMPTS, backoff};
use crate::store::{self, Claimed};
use crate::{Handlers, JobFault, Wheel};

/// The list of dead jobs is read by people: an error longer than this says no more.
const LONGEST_WHY: usize = 500;

/// What carrying out a job takes.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) db: Db,
    pub(crate) handlers: Arc<Handlers>,
    pub(crate) wheel: Wheel,
    pub(crate) limit: Duration,
}

/// What the row of a job that was carried out is owed.
pub(crate) enum Owed {
    /// Nothing: it is gone already.
    Nothing,
    /// Its deletion.
    Deletion,
    /// Another try, or a place on the list of the dead.
    Failure(JobFault),
}

impl Owed {
    fn of(done: Result<(), JobFault>) -> Owed {
        done.map_or_else(Owed::Failure, |()| Owed::Nothing)
    }
}

impl Desk {
    /// Carries out one job in hand and settles its row. An error means the house is broken: the
    /// row is as it was.
    pub(crate) async fn perform(&self, row: Claimed) -> Answer<()> {
        let owed = self.carry(&row).await;
        self.settle(&row, &owed).await
    }

    /// Carries out one job in hand; what its row is owed comes after.
    pub(crate) async fn carry(&self, row: &Claimed) -> Owed {
        match self.handlers.of(&row.kind) {
            Some(Handler::News(name, hear)) => Owed::of(self.news(name, hear, row).await),
            Some(Handler::Inside(name, prepare)) => {
                let ready = prepare(&row.body);
                Owed::of(self.inside(name, ready, row).await)
            }
            Some(Handler::Outside(act, _)) => match self.outside(act, row).await {
                // Its own act has deleted the row.
                Ok(()) if !self.wheel.flies(row.id) => Owed::Nothing,
                Ok(()) => Owed::Deletion,
                Err(fault) => Owed::Failure(fault),
            },
            // Told to nobody.
            None if row.kind.starts_with("news.") => Owed::Deletion,
            None => Owed::Failure(JobFault::retry(format!("nobody here does {}", row.kind))),
        }
    }

    /// Writes down what a job that was carried out is owed. An error means that it is owed still,
    /// and that the row is in nobody's hand.
    pub(crate) async fn settle(&self, row: &Claimed, owed: &Owed) -> Answer<()> {
        let taken = match owed {
            Owed::Deletion => self.take(row).await,
            Owed::Nothing | Owed::Failure(_) => Ok(()),
        };
        // Before the row is free again: the next claim of it must find it out of our hands.
        self.wheel.land(row.id);
        match owed {
            Owed::Nothing | Owed::Deletion => taken,
            Owed::Failure(fault) => self.fail(row.clone(), fault.clone()).await,
        }
    }

    // Why one lock for all news: under it acts run one after the other and, on PostgreSQL, many in
    // one transaction. So news arrive in the order they were told, and subscribers of the same
    // member do not run into each other.
    async fn news(
        &self,
        name: &'static str,
        hear: &[Prepare],
        row: &Claimed,
    ) -> Result<(), JobFault> {
        let all: Result<Vec<Ready>, JobFault> = hear.iter().map(|h| h(&row.body)).collect();
        let ready = all.map(|all| Ready {
            lock: Lock::named("jobs.news"),
            act: Box::new(move |tx| all.iter().try_for_each(|ready| (ready.act)(tx))),
        });
        self.inside(name, ready, row).await
    }

    async fn inside(
        &self,
        name: &'static str,
        ready: Result<Ready, JobFault>,
        row: &Claimed,
    ) -> Result<(), JobFault> {
        let Ready { lock, act } = ready?;
        // The door only carries refusals; the job's own words come out beside it.
        let said: Arc<Mutex<Option<JobFault>>> = Arc::default();
        let (say, mine) = (Arc::clone(&said), row.clone());
        let ran = self.db.write(name, lock, move |tx: &mut Tx<'_>| {
            *say.lock().unwrap_or_else(PoisonError::into_inner) = None;
            // Taken first: a job that plans itself again under its own key puts a new row.
            if !store::take(tx, &mine)? {
                return Ok(());
            }
            act(tx).map_err(|fault| {
                *say.lock().unwrap_or_else(PoisonError::into_inner) = Some(fault);
                Fault::new("the job was not done").into()
            })
        });
        ran.await.map_err(|refused| {
            let said = said.lock().unwrap_or_else(PoisonError::into_inner).take();
            said.unwrap_or_else(|| refused.into())
        })
    }

    async fn outside(&self, act: &Act, row: &Claimed) -> Result<(), JobFault> {
        let work = AssertUnwindSafe(async { act(row)?.await }).catch_unwind();
        match tokio::time::timeout(self.limit, work).await {
            Ok(Ok(done)) => done,
            Ok(Err(panic)) => Err(JobFault::retry(format!("it panicked: {}", text(&*panic)))),
            Err(_) => Err(JobFault::retry(format!("it took longer than {:?}", self.limit))),
        }
    }

    async fn take(&self, row: &Claimed) -> Answer<()> {
        let row = row.clone();
        self.db.write("jobs.done", Lock::none(), move |tx| store::take(tx, &row).map(|_| ())).await
    }

    /// Deletes the rows of jobs that are done. An error means the house is broken: the rows are as
    /// they were.
    pub(crate) async fn take_all(&self, rows: Vec<Claimed>) -> Answer<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let rows = Arc::new(rows);
        let these = Arc::clone(&rows);
        let act = move |tx: &mut Tx<'_>| {
            these.iter().try_for_each(|row| tx.put(store::TAKE, (row.id, row.holder())))
        };
        let taken = self.db.write("jobs.done", Lock::none(), act).await;
        rows.iter().for_each(|row| self.wheel.land(row.id));
        taken
    }

    async fn fail(&self, row: Claimed, fault: JobFault) -> Answer<()> {
        let wheel = self.wheel.clone();
        let fail = move |tx: &mut Tx<'_>| {
            let (id, holder, now) = (row.id, row.holder(), tx.now());
            let (attempts, failures) = (row.attempts, row.attempts.saturating_add(1));
            match &fault {
                JobFault::Retry { after, why } if failures < MAX_ATTEMPTS => {
                    let wait = after.unwrap_or_else(|| backoff(failures, tx.roll()));
                    let due = now.plus(wait);
                    tx.run(store::RETRY, (cut(why), due, id, holder, attempts))?;
                    let wheel = wheel.clone();
                    tx.after_commit(move || wheel.ring_all(due));
                }
                JobFault::Retry { why, .. } | JobFault::GiveUp { why } => {
                    tx.run(store::DIE, (cut(why), now, id, holder, attempts))?;
                    let (kind, why) = (row.kind.clone(), cut(why));
                    tx.after_commit(move || eprintln!("jobs: gave up {kind} {id}: {why}"));
                }
            }
            Ok(())
        };
        self.db.write("jobs.fail", Lock::none(), fail).await
    }
}

// What a marketplace said may hold signs that no table takes.
fn cut(why: &str) -> String {
    why.chars().take(LONGEST_WHY).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn text(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
