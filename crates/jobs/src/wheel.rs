use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use kernel::{At, Clock, Fault, JobId, Span, Word};
use tokio::sync::Notify;

use crate::Lane;
use crate::store::{Claimed, Slot};

/// The timers due soon, held in memory, and the bells that wake the lanes. Plugged into the
/// database door (`Plugs::new().with(Arc::new(Wheel::new()))`), so that acts reach it; it turns
/// only while a runner is started on that door.
#[derive(Clone, Default)]
pub struct Wheel(Arc<Inner>);

#[derive(Default)]
struct Inner {
    state: Mutex<State>,
    /// Rung when the thread has to look again.
    moved: Condvar,
    bells: [Bell; 4],
}

#[derive(Default)]
struct State {
    turning: Option<Turning>,
    // Invariant: each held row is in `held` under its slot and in `slots`, and in `keys` if keyed.
    held: BTreeMap<Slot, Held>,
    slots: HashMap<JobId, Slot>,
    keys: HashMap<String, JobId>,
    /// In hand just now, of any lane.
    flying: HashSet<JobId>,
    /// How many hands carry out timers.
    hands: usize,
    /// Nothing fires any more; what is held is given back soon.
    resting: bool,
    /// Counts what was placed, to tell what was there before a look at the table.
    placed: u64,
}

struct Held {
    row: Claimed,
    /// The how-manieth placed.
    placed: u64,
    /// When its row was written, as [`turn`] counts.
    turn: i64,
}

/// How a wheel turns.
#[derive(Clone)]
pub(crate) struct Turning {
    pub(crate) worker: String,
    /// What is due within it is held.
    pub(crate) horizon: Span,
    /// How many hands may carry out timers at once.
    pub(crate) hands: usize,
    /// How long the thread sleeps at most: a clock may be set.
    pub(crate) look: Duration,
}

static TURNS: AtomicI64 = AtomicI64::new(1);

/// Counts up, once for each row this process writes. Why: ids of one millisecond sort by chance,
/// and what is done after two commits may be done in the other order than they committed.
pub(crate) fn turn() -> i64 {
    TURNS.fetch_add(1, Ordering::SeqCst)
}

/// Wakes a lane that sleeps longer than a new job's due time.
#[derive(Default)]
struct Bell {
    notify: Notify,
    sleeps_until: AtomicI64,
}

impl Wheel {
    /// A wheel that does not turn yet.
    pub fn new() -> Wheel {
        Wheel::default()
    }

    /// How many timers are held in memory and wait for their time.
    pub fn held(&self) -> usize {
        self.state().held.len()
    }

    /// Whether timers that are due wait for a hand: work that is not due to the millisecond stands
    /// back for a moment.
    pub fn is_pressed(&self) -> bool {
        let state = self.state();
        state.turning.as_ref().is_some_and(|turning| state.hands >= turning.hands)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts turning, on a thread of its own. `fire` gives a hand its first timer; the hand takes
    /// the others by itself ([`Wheel::next_for_hand`]).
    pub(crate) fn start(
        &self,
        turning: Turning,
        clock: Arc<dyn Clock>,
        fire: impl Fn(Claimed) + Send + 'static,
    ) -> Result<JoinHandle<()>, Fault> {
        let mut state = self.state();
        if state.turning.is_some() {
            return Err(Fault::new("a runner works on this wheel already"));
        }
        *state = State { turning: Some(turning.clone()), ..State::default() };
        drop(state);
        let (wheel, worker) = (self.clone(), turning.worker.clone());
        let started = std::thread::Builder::new()
            .name("wheel".into())
            .spawn(move || wheel.turn(&turning, &*clock, fire));
        started.map_err(|e| {
            self.stop(&worker);
            Fault::new(format!("no thread for the wheel: {e}"))
        })
    }

    /// Fires nothing any more; the thread ends.
    pub(crate) fn rest(&self) {
        self.state().resting = true;
        self.0.moved.notify_all();
    }

    /// Holds nothing of this worker's any more.
    pub(crate) fn stop(&self, worker: &str) {
        let mut state = self.state();
        if state.turning.as_ref().is_some_and(|t| t.worker == worker) {
            *state = State::default();
        }
        drop(state);
        self.0.moved.notify_all();
    }

    // Why a thread: it wakes within about a millisecond of the instant, where a task of a busy
    // async runtime wakes when the others let it. And what it spawns from outside the runtime
    // stands in line there; a task's own spawns may overtake each other.
    fn turn(&self, mine: &Turning, clock: &dyn Clock, fire: impl Fn(Claimed)) {
        let mut state = self.state();
        while !state.resting && state.turning.as_ref().is_some_and(|t| t.worker == mine.worker) {
            let wait = if state.hands >= mine.hands {
                mine.look
            } else if let Some(row) = state.take_due(clock.now()) {
                state.hands += 1;
                drop(state);
                fire(row);
                state = self.state();
                continue;
            } else {
                let next = state.held.first_key_value().map(|(slot, _)| slot.0);
                next.map_or(mine.look, |due| clock.wall_until(due).min(mine.look))
            };
            let woken = self.0.moved.wait_timeout(state, wait);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The next timer due for a hand that has finished one; `None` lays the hand to rest.
    pub(crate) fn next_for_hand(&self, now: At) -> Option<Claimed> {
        let mut state = self.state();
        let next = if state.resting { None } else { state.take_due(now) };
        if next.is_none() {
            state.hands = state.hands.saturating_sub(1);
            drop(state);
            self.0.moved.notify_all();
        }
        next
    }

    /// The worker under whose lease a timer due then would be held here; `None` when it would not.
    pub(crate) fn holder_of(&self, due: At, now: At) -> Option<String> {
        let state = self.state();
        let turning = state.turning.as_ref()?;
        (due <= now.plus(turning.horizon)).then(|| turning.worker.clone())
    }

    /// Holds these timers, leased to this wheel's worker and written at this turn.
    pub(crate) fn place(&self, rows: Vec<Claimed>, turn: i64) {
        let mut state = self.state();
        let Some(worker) = state.turning.as_ref().map(|t| t.worker.clone()) else { return };
        let first = state.held.first_key_value().map(|(slot, _)| *slot);
        for row in rows {
            if row.holder() != worker || !state.makes_way_for(&row, turn) {
                continue;
            }
            state.hold(row, turn);
        }
        let sooner = state.held.first_key_value().map(|(slot, _)| *slot) != first;
        drop(state);
        if sooner {
            self.0.moved.notify_all();
        }
    }

    /// Holds the timer of this key no longer: at this turn its row was cancelled, or moved to a
    /// row of this id.
    pub(crate) fn forget(&self, key: &str, turn: i64, moved_to: Option<JobId>) {
        self.state().drop_older(key, turn, moved_to);
    }

    /// These jobs are in hand.
    pub(crate) fn fly(&self, rows: &[Claimed]) {
        self.state().flying.extend(rows.iter().map(|row| row.id));
    }

    /// This job is in hand and nobody has said that it is done.
    pub(crate) fn flies(&self, id: JobId) -> bool {
        self.state().flying.contains(&id)
    }

    /// This job is neither in hand nor held any more.
    pub(crate) fn land(&self, id: JobId) {
        let mut state = self.state();
        state.flying.remove(&id);
        state.drop_held(id);
    }

    /// Counts what was placed so far.
    pub(crate) fn placed(&self) -> u64 {
        self.state().placed
    }

    /// Whether this job is held or in hand.
    pub(crate) fn knows(&self, id: JobId) -> bool {
        let state = self.state();
        state.slots.contains_key(&id) || state.flying.contains(&id)
    }

    /// Drops timers up to the `placed`th whose row is not leased to us any more: another
    /// process moved, cancelled or took them.
    pub(crate) fn keep_only(&self, leased: &HashSet<JobId>, placed: u64) {
        let mut state = self.state();
        let gone: Vec<JobId> = state
            .held
            .values()
            .filter(|held| held.placed <= placed && !leased.contains(&held.row.id))
            .map(|held| held.row.id)
            .collect();
        for id in gone {
            state.drop_held(id);
        }
    }

    /// Wakes a lane for a job due then.
    pub(crate) fn ring(&self, lane: Lane, due: At) {
        let bell = self.bell(lane);
        if due.micros() < bell.sleeps_until.load(Ordering::SeqCst) {
            bell.notify.notify_one();
        }
    }

    /// Wakes whichever lane has a job due then.
    pub(crate) fn ring_all(&self, due: At) {
        Lane::ALL.iter().for_each(|lane| self.ring(*lane, due));
    }

    /// The lane is looking: whatever comes now has to wake it.
    pub(crate) fn awake(&self, lane: Lane) {
        self.bell(lane).sleeps_until.store(i64::MAX, Ordering::SeqCst);
    }

    /// Sleeps until the bell is rung for something due before `until`.
    pub(crate) async fn sleep(&self, lane: Lane, until: At) {
        let bell = self.bell(lane);
        bell.sleeps_until.store(until.micros(), Ordering::SeqCst);
        bell.notify.notified().await;
    }

    fn bell(&self, lane: Lane) -> &Bell {
        let [news, inside, outside, timer] = &self.0.bells;
        match lane {
            Lane::News => news,
            Lane::Inside => inside,
            Lane::Outside => outside,
            Lane::Timer => timer,
        }
    }
}

impl State {
    /// Whether this row may be held: it is not known yet, and nothing newer has its key.
    fn makes_way_for(&mut self, row: &Claimed, turn: i64) -> bool {
        if self.slots.contains_key(&row.id) || self.flying.contains(&row.id) {
            return false;
        }
        let Some(key) = &row.key else { return true };
        self.drop_older(key, turn, None);
        !self.keys.contains_key(key)
    }

    fn drop_older(&mut self, key: &str, turn: i64, except: Option<JobId>) {
        let Some(id) = self.keys.get(key).copied().filter(|id| Some(*id) != except) else { return };
        let held = self.slots.get(&id).and_then(|slot| self.held.get(slot));
        if held.is_some_and(|held| held.turn < turn) {
            self.drop_held(id);
        }
    }

    fn hold(&mut self, row: Claimed, turn: i64) {
        self.slots.insert(row.id, row.slot());
        if let Some(key) = &row.key {
            self.keys.insert(key.clone(), row.id);
        }
        self.placed += 1;
        self.held.insert(row.slot(), Held { placed: self.placed, row, turn });
    }

    fn drop_held(&mut self, id: JobId) -> Option<Claimed> {
        let slot = self.slots.remove(&id)?;
        let row = self.held.remove(&slot)?.row;
        if let Some(key) = row.key.as_ref().filter(|key| self.keys.get(*key) == Some(&id)) {
            self.keys.remove(key);
        }
        Some(row)
    }

    /// The first timer in line if it is due, now in hand.
    fn take_due(&mut self, now: At) -> Option<Claimed> {
        let slot = *self.held.first_key_value()?.0;
        if slot.0 > now {
            return None;
        }
        let row = self.drop_held(slot.2)?;
        self.flying.insert(row.id);
        Some(row)
    }
}
