use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use db::{Answer, Db, Engine};
use kernel::{Fault, Span};
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinHandle, JoinSet};

use crate::keeper::Keeper;
use crate::lanes::Worker;
use crate::pace::span_of;
use crate::perform::Desk;
use crate::store::Claimed;
use crate::wheel::Turning;
use crate::{Handlers, Lane, Wheel};

/// At least so much of the wall's time is held in memory, also under a fast clock.
const HELD: Duration = Duration::from_secs(5);

/// So many timers may be done while a slow disk has not deleted their rows yet; then hands wait.
const DONE: usize = 50_000;

/// How jobs are run.
#[derive(Clone)]
pub struct Config {
    /// The worker's name: a new one takes over at once what an earlier one of that name has left.
    /// Without one, on SQLite, where there is only one process, it is `house`; on a server it is
    /// a name of its own, and what a crash leaves is taken over when the lease has run out.
    pub name: Option<String>,
    /// How long after its last heartbeat a worker counts as dead. Without one: 10 seconds on a
    /// server, two minutes on SQLite, where nobody waits for it and each heartbeat costs a commit.
    pub lease: Option<Duration>,
    /// How long a lane sleeps at most: jobs put by other processes wait so long.
    pub idle: Duration,
    /// Timers due within this are held in memory.
    pub horizon: Span,
    /// Inside jobs at once.
    pub inside: usize,
    /// Outside jobs at once, for each marketplace.
    pub outside: usize,
    /// Timers being carried out at once, for each marketplace; when more are due, the first in line
    /// go first.
    pub timers: usize,
    /// An outside job or timer that works longer than this is cut off and tried again.
    pub limit: Duration,
    /// How long a stop waits for what is in hand.
    pub grace: Duration,
    /// Where the operator is told what goes wrong in the house itself.
    pub trouble: Arc<dyn Fn(&str) + Send + Sync>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            name: None,
            lease: None,
            idle: Duration::from_secs(1),
            horizon: Span::minutes(2),
            inside: 32,
            outside: 64,
            timers: 512,
            limit: Duration::from_secs(600),
            grace: Duration::from_secs(30),
            trouble: Arc::new(|line| eprintln!("{line}")),
        }
    }
}

/// Runs jobs.
pub struct Runner;

/// A runner at work. [`Running::stop`] ends it well; dropping it is a crash: what was in hand
/// stays leased until the lease runs out.
pub struct Running {
    keeper: Keeper,
    keeping: JoinHandle<()>,
    deleting: JoinHandle<()>,
    lanes: Vec<JoinHandle<()>>,
    timers: Timers,
    thread: Option<std::thread::JoinHandle<()>>,
    stop: watch::Sender<bool>,
    worker: Arc<Worker>,
}

/// The hands that carry out timers.
type Timers = Arc<Mutex<JoinSet<()>>>;

fn start_wheel(worker: &Arc<Worker>, timers: Timers) -> Answer<std::thread::JoinHandle<()>> {
    let config = &worker.config;
    let turning = Turning {
        worker: worker.id.clone(),
        horizon: worker.horizon,
        hands: config.timers.max(1),
        look: config.idle,
        whose: {
            let handlers = Arc::clone(&worker.desk.handlers);
            Arc::new(move |row: &Claimed| handlers.whose(row))
        },
    };
    let (runtime, hand) = (tokio::runtime::Handle::current(), Arc::clone(worker));
    let fire = move |row, whose| {
        let mut timers = timers.lock().unwrap_or_else(PoisonError::into_inner);
        while timers.try_join_next().is_some() {}
        timers.spawn_on(Arc::clone(&hand).carry_out(row, whose), &runtime);
    };
    let clock = Arc::clone(worker.desk.db.clock());
    Ok(worker.desk.wheel.start(turning, clock, fire)?)
}

impl Runner {
    /// Starts on this database; call it on the async runtime the jobs are to run on. The wheel
    /// plugged into the database, if any, starts to turn.
    pub async fn start(
        db: &Db,
        handlers: impl Into<Arc<Handlers>>,
        config: Config,
    ) -> Answer<Running> {
        let handlers = handlers.into();
        handlers.check()?;
        let clock = db.clock();
        let id = format!("{:032x}", db.dice().roll());
        let sqlite = db.engine() == Engine::Sqlite;
        let name = match &config.name {
            Some(name) => name.clone(),
            None if sqlite => "house".to_owned(),
            None => id.clone(),
        };
        let lease = config.lease.unwrap_or(Duration::from_secs(if sqlite { 120 } else { 10 }));
        let horizon = config.horizon.max(span_of(&**clock, HELD));
        let wheel = db.plugs().get::<Wheel>().cloned().unwrap_or_default();
        let (stop, stopped) = watch::channel(false);
        let desk = Desk { db: db.clone(), handlers, wheel: wheel.clone(), limit: config.limit };
        let (done, deleting) = mpsc::channel(DONE);
        let worker = Arc::new(Worker { desk, id, config, horizon, stop: stopped, done });
        let timers: Timers = Arc::default();
        let thread = Some(start_wheel(&worker, Arc::clone(&timers))?);
        let keeper = || Keeper::new(Arc::clone(&worker), name.clone(), span_of(&**clock, lease));
        if let Err(refused) = keeper().enter().await {
            wheel.stop(&worker.id);
            return Err(refused);
        }
        let config = &worker.config;
        let lanes = vec![
            tokio::spawn(Arc::clone(&worker).hand_out_news()),
            tokio::spawn(Arc::clone(&worker).work(Lane::Inside, config.inside.max(1))),
            tokio::spawn(Arc::clone(&worker).work(Lane::Outside, config.outside.max(1))),
            tokio::spawn(Arc::clone(&worker).load_timers()),
        ];
        let keeping = tokio::spawn(keeper().keep(lease));
        let deleting = tokio::spawn(Arc::clone(&worker).delete_done(deleting));
        Ok(Running { keeper: keeper(), keeping, deleting, lanes, timers, thread, stop, worker })
    }
}

impl Running {
    /// The timers held in memory.
    pub fn wheel(&self) -> &Wheel {
        &self.worker.desk.wheel
    }

    fn hands(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.timers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins nothing more, waits for what is in hand, gives the rest back.
    pub async fn stop(mut self) -> Answer<()> {
        let _ = self.stop.send(true);
        let mut broken = None;
        for lane in self.lanes.drain(..) {
            if let Err(error) = lane.await {
                broken = Some(Fault::new(format!("a lane of the jobs broke: {error}")));
            }
        }
        self.wheel().rest();
        let thread = self.thread.take();
        let ended = tokio::task::spawn_blocking(move || thread.map(std::thread::JoinHandle::join));
        if !matches!(ended.await, Ok(None | Some(Ok(())))) {
            broken = Some(Fault::new("the wheel broke"));
        }
        let hands = std::mem::take(&mut *self.hands());
        self.worker.finish(hands).await;
        self.worker.flush_done().await;
        self.deleting.abort();
        // The leases are kept fresh up to here.
        self.keeping.abort();
        self.wheel().stop(&self.worker.id);
        self.keeper.leave().await?;
        broken.map_or(Ok(()), |fault| Err(fault.into()))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.lanes.iter().for_each(JoinHandle::abort);
        self.keeping.abort();
        self.deleting.abort();
        self.hands().abort_all();
        self.wheel().stop(&self.worker.id);
    }
}
