use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use db::{Answer, Lock, Tx};
use kernel::{At, Fault, JobId};
use serde::de::DeserializeOwned;

use crate::later::news_kind;
use crate::schedule::{Schedules, Tick};
use crate::store::Claimed;
use crate::{Job, JobFault, Lane, News};

/// A job handed to a handler that works on the world.
#[derive(Debug, Clone)]
pub struct Due<J> {
    /// Which row it is: [`crate::Later::done`] takes it.
    pub id: JobId,
    /// What is to be done.
    pub job: J,
    /// When it was to be done.
    pub due_at: At,
    /// How often it was tried and failed.
    pub failures: i64,
}

/// Who does what. One list in app: which news go to whom, which job is done by what.
#[derive(Default)]
pub struct Handlers {
    by_kind: HashMap<String, Handler>,
    pub(crate) schedules: Arc<Schedules>,
    wrong: Vec<String>,
}

pub(crate) enum Handler {
    News(&'static str, Vec<Prepare>),
    Inside(&'static str, Prepare),
    Outside(Act, Whose),
}

/// Reads a body and says whose hands carry it out.
pub(crate) type Whose = fn(&str) -> String;

/// Reads a body and makes the act of it.
pub(crate) type Prepare = Box<dyn Fn(&str) -> Result<Ready, JobFault> + Send + Sync>;
/// Reads a body and starts its work on the world.
pub(crate) type Act = Box<dyn Fn(&Claimed) -> Result<Work, JobFault> + Send + Sync>;
pub(crate) type Work = Pin<Box<dyn Future<Output = Result<(), JobFault>> + Send>>;

/// An act with its body read, ready to run; it may run more than once until it commits.
pub(crate) struct Ready {
    pub(crate) lock: Lock,
    pub(crate) act: Run,
}

type Run = Box<dyn Fn(&mut Tx<'_>) -> Result<(), JobFault> + Send>;
type RunOn<T> = Arc<dyn Fn(&mut Tx<'_>, &T) -> Result<(), JobFault> + Send + Sync>;

impl Handlers {
    /// Nobody does anything yet.
    pub fn new() -> Handlers {
        Handlers::default()
    }

    /// One more subscriber of this topic; all run in one transaction, in the order they were added.
    #[must_use]
    pub fn news<N: News>(
        mut self,
        hear: impl Fn(&mut Tx<'_>, &N) -> Answer<()> + Send + Sync + 'static,
    ) -> Handlers {
        let hear = Arc::new(move |tx: &mut Tx<'_>, news: &N| Ok(hear(tx, news)?));
        let prepare = prepare::<N>(hear, |_| Lock::none());
        let kind = news_kind(N::TOPIC);
        match self.by_kind.entry(kind).or_insert(Handler::News(N::TOPIC, Vec::new())) {
            Handler::News(_, all) => all.push(prepare),
            Handler::Inside(..) | Handler::Outside(..) => self.wrong.push(twice(N::TOPIC)),
        }
        self
    }

    /// Does this job as an act, in one transaction with its row's deletion.
    #[must_use]
    pub fn inside<J: Job>(
        mut self,
        act: impl Fn(&mut Tx<'_>, &J) -> Result<(), JobFault> + Send + Sync + 'static,
    ) -> Handlers {
        const {
            assert!(
                matches!(J::LANE, Lane::Inside),
                "give the job `const LANE: Lane = Lane::Inside`"
            )
        };
        let prepare = prepare::<J>(Arc::new(act), J::lock);
        self.add(J::KIND, Handler::Inside(J::KIND, prepare));
        self
    }

    /// Does this job out in the world, at least once. When its own act has taken the row
    /// ([`crate::Later::done`]), a failure after that is the handler's own matter: nothing is left
    /// to be tried again.
    #[must_use]
    pub fn outside<J, F>(mut self, work: impl Fn(Due<J>) -> F + Send + Sync + 'static) -> Handlers
    where
        J: Job,
        F: Future<Output = Result<(), JobFault>> + Send + 'static,
    {
        const {
            assert!(
                matches!(J::LANE, Lane::Outside),
                "give the job `const LANE: Lane = Lane::Outside`"
            )
        };
        self.add(J::KIND, Handler::Outside(start(work), whose::<J>));
        self
    }

    /// Does this job out in the world at its instant. The work's first act calls
    /// [`crate::Later::done`], writes down what it is about to do, and goes on only if that was
    /// true: timers are handed over without a look at the table, and one that another process has
    /// moved or cancelled may still be handed over here.
    #[must_use]
    pub fn timer<J, F>(mut self, work: impl Fn(Due<J>) -> F + Send + Sync + 'static) -> Handlers
    where
        J: Job,
        F: Future<Output = Result<(), JobFault>> + Send + 'static,
    {
        const {
            assert!(matches!(J::LANE, Lane::Timer), "give the job `const LANE: Lane = Lane::Timer`")
        };
        self.add(J::KIND, Handler::Outside(start(work), whose::<J>));
        self
    }

    /// With this list of what is done again and again.
    #[must_use]
    pub fn schedules(mut self, schedules: Schedules) -> Handlers {
        let schedules = Arc::new(schedules);
        self.schedules = Arc::clone(&schedules);
        self.inside::<Tick>(move |tx, tick| Ok(schedules.tick(tx, tick)?))
    }

    /// Refuses a list with mistakes in it.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        let unknown = self.schedules.kinds().filter(|kind| !self.by_kind.contains_key(*kind));
        let unknown = unknown.map(|kind| format!("{kind} is scheduled and nobody does it"));
        let wrong: Vec<String> =
            self.wrong.iter().chain(self.schedules.wrong()).cloned().chain(unknown).collect();
        if wrong.is_empty() { Ok(()) } else { Err(Fault::new(wrong.join("; "))) }
    }

    pub(crate) fn of(&self, kind: &str) -> Option<&Handler> {
        self.by_kind.get(kind)
    }

    /// Whose hands carry out a job.
    pub(crate) fn whose(&self, row: &Claimed) -> String {
        match self.of(&row.kind) {
            Some(Handler::Outside(_, whose)) => whose(&row.body),
            _ => String::new(),
        }
    }

    fn add(&mut self, kind: &'static str, handler: Handler) {
        match self.by_kind.entry(kind.to_owned()) {
            Entry::Vacant(free) => {
                free.insert(handler);
            }
            Entry::Occupied(_) => self.wrong.push(twice(kind)),
        }
    }
}

fn twice(kind: &str) -> String {
    format!("{kind} has two handlers")
}

// A body that cannot be read today cannot be read tomorrow.
fn read<T: DeserializeOwned>(body: &str) -> Result<T, JobFault> {
    serde_json::from_str(body)
        .map_err(|e| JobFault::give_up(format!("its body cannot be read: {e}")))
}

// One that cannot be read is refused by whoever carries it out.
fn whose<J: Job>(body: &str) -> String {
    serde_json::from_str::<J>(body).map_or_else(|_| String::new(), |job| job.hands().to_owned())
}

fn prepare<T: DeserializeOwned + Send + Sync + 'static>(
    act: RunOn<T>,
    lock: fn(&T) -> Lock,
) -> Prepare {
    Box::new(move |body| {
        let job: T = read(body)?;
        let (lock, act) = (lock(&job), Arc::clone(&act));
        Ok(Ready { lock, act: Box::new(move |tx| act(tx, &job)) })
    })
}

fn start<J, F>(work: impl Fn(Due<J>) -> F + Send + Sync + 'static) -> Act
where
    J: Job,
    F: Future<Output = Result<(), JobFault>> + Send + 'static,
{
    Box::new(move |row| {
        let due =
            Due { id: row.id, job: read(&row.body)?, due_at: row.due_at, failures: row.attempts };
        Ok(Box::pin(work(due)))
    })
}
