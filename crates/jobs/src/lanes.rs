use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use db::{Answer, Lock};
use futures_util::future::join_all;
use kernel::{At, Refused, Span};
use tokio::sync::{Semaphore, mpsc, oneshot, watch};
use tokio::task::JoinSet;

use crate::Lane;
use crate::perform::{Desk, Owed};
use crate::runner::Config;
use crate::store::{self, Claimed, Full};
use crate::wheel::turn;

/// So many news are claimed, and handed out, together.
const NEWS: usize = 256;
/// So many timers are loaded with one statement, and deleted with one act.
const LOAD: usize = 1_024;

/// So many outside jobs for each hand of a crew are in hand or wait for one. What goes beyond that
/// is left in the table, so that a marketplace that hangs keeps nobody else's from being claimed.
const FOR_A_HAND: usize = 4;
/// So many of all crews together: rows that do not say whose they are count for nobody's crew.
const IN_HAND: usize = 8_192;

/// So often what does not pass by itself is written down again.
const TRIES: u32 = 5;

/// How soon what a job is owed is written down once more when it could not be, and how often then.
const SETTLE_AGAIN: Duration = Duration::from_millis(20);
const SETTLE_EACH: Duration = Duration::from_secs(1);

/// Crews and their hands.
#[derive(Default)]
struct Crews(HashMap<String, Arc<Semaphore>>);

impl Crews {
    fn of(&mut self, whose: String, hands: usize) -> Arc<Semaphore> {
        Arc::clone(self.0.entry(whose).or_insert_with(|| Semaphore::new(hands).into()))
    }

    /// Those who have enough in hand and waiting for one: each job holds its crew.
    fn full(&self, enough: usize) -> Full {
        let full = self.0.iter().filter(|(_, crew)| Arc::strong_count(crew) > enough);
        Full::of(full.map(|(whose, _)| whose.as_str()))
    }
}

/// One worker, as its lanes see it.
pub(crate) struct Worker {
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) config: Config,
    pub(crate) horizon: Span,
    pub(crate) stop: watch::Receiver<bool>,
    /// Timers that are done and whose rows are to be deleted.
    pub(crate) done: mpsc::Sender<Done>,
}

/// On the way to the one who deletes the rows of timers that are done.
pub(crate) enum Done {
    Row(Claimed),
    /// Answered when everything before it is deleted.
    Flush(oneshot::Sender<()>),
}

/// What a look at a lane found.
enum Found {
    Some(Vec<Claimed>),
    /// Nothing is due before then.
    NothingBefore(At),
}

const NEVER: At = At::from_micros(i64::MAX);

impl Worker {
    fn stopping(&self) -> bool {
        // A worker whose `Running` is gone stops too.
        *self.stop.borrow() || self.stop.has_changed().is_err()
    }

    async fn told_to_stop(&self) {
        let mut stop = self.stop.clone();
        let _ = stop.wait_for(|stop| *stop).await;
    }

    /// News: all that are due, in order, before the next look.
    pub(crate) async fn hand_out_news(self: Arc<Self>) {
        while !self.stopping() {
            self.desk.wheel.let_timers_go().await;
            match self.look(Lane::News, Span::ZERO, Full::default(), NEWS).await {
                // Why join_all: it polls them first in this order, so the door queues them so.
                Found::Some(rows) => {
                    join_all(rows.into_iter().map(|row| self.perform(row))).await;
                }
                Found::NothingBefore(until) => self.rest(Lane::News, until, until).await,
            }
        }
    }

    /// Inside and outside jobs: as many at once as there are hands, and outside each marketplace
    /// has its own.
    pub(crate) async fn work(self: Arc<Self>, lane: Lane, hands: usize) {
        let mut busy = JoinSet::new();
        let mut crews = Crews::default();
        let enough = if lane == Lane::Outside { hands * FOR_A_HAND } else { hands };
        while !self.stopping() {
            while busy.try_join_next().is_some() {}
            let full = crews.full(enough);
            let free = if lane == Lane::Outside { IN_HAND } else { hands };
            let most = free.saturating_sub(busy.len()).min(hands);
            if most == 0 {
                tokio::select! {
                    _ = busy.join_next() => {}
                    () = self.told_to_stop() => {}
                }
                continue;
            }
            match self.look(lane, Span::ZERO, full.clone(), most).await {
                Found::Some(rows) => rows.into_iter().for_each(|row| {
                    let crew = crews.of(self.desk.handlers.whose(&row), hands);
                    self.begin(&mut busy, row, crew);
                }),
                Found::NothingBefore(until) => tokio::select! {
                    () = self.rest(lane, until, until) => {}
                    // What was left in the table has a hand now.
                    () = until_changed(&mut busy, || crews.full(enough) != full) => {}
                },
            }
        }
        self.finish(busy).await;
    }

    /// Loads timers that come within the horizon into memory.
    pub(crate) async fn load_timers(self: Arc<Self>) {
        while !self.stopping() {
            let turn = turn();
            match self.look(Lane::Timer, self.horizon, Full::default(), LOAD).await {
                Found::Some(rows) => self.desk.wheel.place(rows, turn),
                Found::NothingBefore(until) => {
                    let load_at = until.minus(self.horizon);
                    self.rest(Lane::Timer, until, load_at).await;
                }
            }
        }
    }

    /// A hand: carries out this timer, and then the first in line as long as one is due. The rows
    /// of those that are done are deleted behind its back: a slow disk keeps no timer waiting.
    pub(crate) async fn carry_out(self: Arc<Self>, first: Claimed, whose: Arc<str>) {
        let mut next = Some(first);
        while let Some(row) = next {
            match self.desk.carry(&row).await {
                Owed::Nothing => self.desk.wheel.land(row.id),
                // A runner that is gone deletes nothing; what is left runs again elsewhere.
                Owed::Deletion => drop(self.done.send(Done::Row(row)).await),
                owed => self.settle(row, owed).await,
            }
            next = self.desk.wheel.next_for_hand(&whose, self.desk.db.now());
        }
    }

    /// Deletes the rows of timers that are done, many with one act.
    pub(crate) async fn delete_done(self: Arc<Self>, mut done: mpsc::Receiver<Done>) {
        let mut all = Vec::new();
        while done.recv_many(&mut all, LOAD).await > 0 {
            let (mut rows, mut flushes) = (Vec::new(), Vec::new());
            for one in all.drain(..) {
                match one {
                    Done::Row(row) => rows.push(row),
                    Done::Flush(flushed) => flushes.push(flushed),
                }
            }
            self.settled(self.desk.take_all(rows).await);
            for flushed in flushes {
                let _ = flushed.send(());
            }
        }
    }

    /// Comes back when the rows of all timers done so far are deleted.
    pub(crate) async fn flush_done(&self) {
        let (flush, flushed) = oneshot::channel();
        if self.done.send(Done::Flush(flush)).await.is_ok() {
            let _ = tokio::time::timeout(self.config.grace, flushed).await;
        }
    }

    fn begin(self: &Arc<Self>, busy: &mut JoinSet<()>, row: Claimed, crew: Arc<Semaphore>) {
        let worker = Arc::clone(self);
        busy.spawn(async move {
            let _hand = crew.acquire().await;
            // What has not begun when it is to stop is given back with everything else.
            if !worker.stopping() {
                worker.perform(row).await;
            }
        });
    }

    async fn perform(&self, row: Claimed) {
        let owed = self.desk.carry(&row).await;
        self.settle(row, owed).await;
    }

    /// Writes down what a job is owed, once more where the house is too busy: a row that stayed
    /// leased and were in nobody's hand would be found by the next sweep only.
    async fn settle(&self, row: Claimed, owed: Owed) {
        let (mut pause, mut tries) = (SETTLE_AGAIN, 0);
        while let Err(refused) = self.desk.settle(&row, &owed).await {
            if tries == 0 {
                self.trouble("a job could not be settled, and is again", &refused);
            }
            tries += 1;
            // What another try would meet again is left to the sweep: a hand is not lost to it.
            if matches!(&refused, Refused::Broken(fault) if !fault.is_passing()) && tries >= TRIES {
                return;
            }
            self.desk.wheel.fly(std::slice::from_ref(&row));
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                // Given back with everything else.
                () = self.told_to_stop() => return,
            }
            pause = (pause * 2).min(SETTLE_EACH);
        }
    }

    fn settled(&self, settled: Answer<()>) {
        if let Err(refused) = settled {
            self.trouble("a job could not be settled and will run again", &refused);
        }
    }

    pub(crate) async fn finish(&self, mut busy: JoinSet<()>) {
        let done = async { while busy.join_next().await.is_some() {} };
        // What is not done by then is cut off; its row is given back and it runs again.
        let _ = tokio::time::timeout(self.config.grace, done).await;
    }

    /// Claims what is due within `ahead`, or tells when the next is.
    async fn look(&self, lane: Lane, ahead: Span, full: Full, most: usize) -> Found {
        self.desk.wheel.awake(lane);
        match self.claim(lane, ahead, full, most).await {
            Ok(found) => found,
            Err(refused) => {
                self.trouble("no job can be claimed", &refused);
                Found::NothingBefore(NEVER)
            }
        }
    }

    async fn claim(&self, lane: Lane, ahead: Span, full: Full, most: usize) -> Answer<Found> {
        let (db, but) = (&self.desk.db, full.clone());
        let next = db.read("jobs.next", move |tx| store::next_free(tx, lane, &but)).await?;
        let due_by = db.now().plus(ahead);
        match next {
            Some(next) if next <= due_by => {}
            next => return Ok(Found::NothingBefore(next.unwrap_or(NEVER))),
        }
        let id = self.id.clone();
        let claim = db.write("jobs.claim", Lock::named(lane_lock(lane)), move |tx| {
            store::claim(tx, &id, lane, tx.now().plus(ahead), &full, most)
        });
        let rows = claim.await?;
        if rows.is_empty() {
            // Another worker was quicker.
            return Ok(Found::NothingBefore(NEVER));
        }
        if lane != Lane::Timer {
            self.desk.wheel.fly(&rows);
        }
        Ok(Found::Some(rows))
    }

    /// Sleeps until `wake_at`, a bell for something due before `until`, or one idle look.
    async fn rest(&self, lane: Lane, until: At, wake_at: At) {
        let wait = self.desk.db.clock().wall_until(wake_at).min(self.config.idle);
        tokio::select! {
            () = self.desk.wheel.sleep(lane, until) => {}
            () = tokio::time::sleep(wait.max(Duration::from_micros(100))) => {}
            () = self.told_to_stop() => {}
        }
    }

    pub(crate) fn trouble(&self, what: &str, why: &dyn std::fmt::Display) {
        (self.config.trouble)(&format!("jobs: {what}: {why}"));
    }
}

/// Comes back when the end of a job has changed this; never when nothing is in hand.
async fn until_changed(busy: &mut JoinSet<()>, changed: impl Fn() -> bool) {
    while !changed() {
        if busy.join_next().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

// Claims of two processes wait for each other instead of running into each other.
fn lane_lock(lane: Lane) -> &'static str {
    match lane {
        Lane::News => "jobs.claim.news",
        Lane::Inside => "jobs.claim.inside",
        Lane::Outside => "jobs.claim.outside",
        Lane::Timer => "jobs.claim.timer",
    }
}
