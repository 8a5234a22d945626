use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use db::{Answer, Lock, Tx};
use kernel::{JobId, Span};

use crate::lanes::Worker;
use crate::store;

/// Heartbeats in one lease: three may be lost.
const BEATS: u32 = 4;

/// Keeps a worker's leases fresh and takes over those of the dead.
pub(crate) struct Keeper {
    worker: Arc<Worker>,
    name: String,
    lease: Span,
    strays: HashSet<JobId>,
}

impl Keeper {
    pub(crate) fn new(worker: Arc<Worker>, name: String, lease: Span) -> Keeper {
        Keeper { worker, name, lease, strays: HashSet::new() }
    }

    /// Enters the worker, takes over what its earlier self of the same name and the dead have
    /// left, and puts the schedules.
    pub(crate) async fn enter(&self) -> Answer<()> {
        let (id, name, lease) = (self.worker.id.clone(), self.name.clone(), self.lease);
        let schedules = Arc::clone(&self.worker.desk.handlers.schedules);
        let enter = move |tx: &mut Tx<'_>| {
            let now = tx.now();
            tx.run(store::DROP_NAMESAKES, (name.as_str(), now))?;
            tx.run(store::ALIVE, (id.as_str(), name.as_str(), now.plus(lease)))?;
            tx.run(store::FREE_ORPHANS, (id.as_str(), now))?;
            schedules.install(tx)
        };
        self.worker.desk.db.write("jobs.enter", Lock::named("jobs.workers"), enter).await
    }

    /// Gives everything back.
    pub(crate) async fn leave(&self) -> Answer<()> {
        let id = self.worker.id.clone();
        let leave = move |tx: &mut Tx<'_>| {
            tx.run(store::FREE_ALL, (id.as_str(),))?;
            tx.put(store::DROP_WORKER, (id.as_str(),))
        };
        self.worker.desk.db.write("jobs.leave", Lock::named("jobs.workers"), leave).await
    }

    /// Beats until it is aborted.
    pub(crate) async fn keep(mut self, lease: Duration) {
        let mut beats: u32 = 0;
        loop {
            tokio::time::sleep(lease / BEATS).await;
            beats = beats.wrapping_add(1);
            if let Err(refused) = self.beat(beats.is_multiple_of(BEATS)).await {
                self.worker.trouble("the leases could not be kept fresh", &refused);
            }
        }
    }

    async fn beat(&mut self, sweep: bool) -> Answer<()> {
        let db = &self.worker.desk.db;
        let (id, name, lease) = (self.worker.id.clone(), self.name.clone(), self.lease);
        let alive = move |tx: &mut Tx<'_>| {
            let until = tx.now().plus(lease);
            tx.put(store::ALIVE, (id.as_str(), name.as_str(), until))
        };
        db.write("jobs.alive", Lock::none(), alive).await?;
        // Never our own: a clock that jumped over our lease has taken nothing out of our hands.
        let (me, us) = (self.worker.id.clone(), self.worker.id.clone());
        let orphan = db.read("jobs.orphans", move |tx| {
            tx.maybe::<(JobId,)>(store::ORPHAN, (me.as_str(), tx.now()))
        });
        if orphan.await?.is_some() {
            let free = move |tx: &mut Tx<'_>| {
                tx.run(store::FREE_ORPHANS, (us.as_str(), tx.now())).map(|_| ())
            };
            db.write("jobs.take_over", Lock::named("jobs.workers"), free).await?;
            self.worker.desk.wheel.ring_all(db.now());
        }
        if sweep { self.sweep().await } else { Ok(()) }
    }

    /// Holds memory against the table: rows leased to us that we do not have in hand (a claim
    /// whose answer was lost) are given back, timers whose row is gone are dropped.
    async fn sweep(&mut self) -> Answer<()> {
        let desk = &self.worker.desk;
        let (id, placed) = (self.worker.id.clone(), desk.wheel.placed());
        let leased = desk
            .db
            .read("jobs.leased", move |tx| tx.all::<(JobId,)>(store::LEASED, (id.as_str(),)))
            .await?;
        let leased: HashSet<JobId> = leased.into_iter().map(|row| row.0).collect();
        desk.wheel.keep_only(&leased, placed);
        let unknown: HashSet<JobId> =
            leased.into_iter().filter(|id| !desk.wheel.knows(*id)).collect();
        // Only what was unknown the last time too: a claim may be on its way from the table.
        let strays: Vec<JobId> = unknown.intersection(&self.strays).copied().collect();
        self.strays = unknown;
        if strays.is_empty() {
            return Ok(());
        }
        let worker = self.worker.id.clone();
        let free = move |tx: &mut Tx<'_>| {
            strays.iter().try_for_each(|id| tx.put(store::FREE, (id, worker.as_str())))
        };
        desk.db.write("jobs.give_back", Lock::none(), free).await?;
        desk.wheel.ring_all(desk.db.now());
        Ok(())
    }
}
