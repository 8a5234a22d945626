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
    // Invariant: each held row is in its crew's `held` under its slot and in `slots`, and in `keys`
    // if keyed.
    crews: BTreeMap<Arc<str>, Crew>,
    slots: HashMap<JobId, (Slot, Arc<str>)>,
    keys: HashMap<String, JobId>,
    /// In hand just now, of any lane.
    flying: HashSet<JobId>,
    /// Nothing fires any more; what is held is given back soon.
    resting: bool,
    /// Counts what was placed, to tell what was there before a look at the table.
    placed: u64,
}

/// The timers of one marketplace, or of the house itself, and the hands that carry them out.
#[derive(Default)]
struct Crew {
    held: BTreeMap<Slot, Held>,
    /// How many hands are at work.
    hands: usize,
    /// How many timers they have carried out.
    carried: u64,
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
    /// How many hands of one crew may carry out timers at once.
    pub(crate) hands: usize,
    /// Whose hands carry out a timer.
    pub(crate) whose: Arc<dyn Fn(&Claimed) -> String + Send + Sync>,
    /// How long the thread sleeps at most: a clock may be set.
    pub(crate) look: Duration,
}

/// Whoever lets timers go first looks so often whether they have gone, and no oftener.
const GLANCES: u32 = 50;
const GLANCE: Duration = Duration::from_millis(20);

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
        self.state().slots.len()
    }

    /// Lets timers that are due and wait for a hand go first, for a second at most: their instant
    /// is a promise, and work that is not due to the millisecond can stand back. Where all hands
    /// are full and none gets anything done a marketplace hangs, and waiting would help nobody.
    pub async fn let_timers_go(&self) {
        let mut before = None;
        for _ in 0..GLANCES {
            let carried = self.pressed();
            if carried.is_none() || carried == before {
                return;
            }
            before = carried;
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// What the crews whose hands are all full have carried out so far; `None` when no hands are.
    fn pressed(&self) -> Option<u64> {
        let state = self.state();
        let hands = state.turning.as_ref()?.hands;
        let full = state.crews.values().filter(|crew| crew.hands >= hands);
        full.map(|crew| crew.carried).reduce(u64::wrapping_add)
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
        fire: impl Fn(Claimed, Arc<str>) + Send + 'static,
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
    fn turn(&self, mine: &Turning, clock: &dyn Clock, fire: impl Fn(Claimed, Arc<str>)) {
        let mut state = self.state();
        while !state.resting && state.turning.as_ref().is_some_and(|t| t.worker == mine.worker) {
            if let Some((row, whose)) = state.give_out(mine.hands, clock.now()) {
                drop(state);
                fire(row, whose);
                state = self.state();
                continue;
            }
            let next = state.next_free(mine.hands);
            let wait = next.map_or(mine.look, |due| clock.wall_until(due).min(mine.look));
            let woken = self.0.moved.wait_timeout(state, wait);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The next timer due of its crew for a hand that has finished one; `None` lays the hand to
    /// rest.
    pub(crate) fn next_for_hand(&self, whose: &Arc<str>, now: At) -> Option<Claimed> {
        let mut state = self.state();
        let next = if state.resting { None } else { state.take_due(whose, now) };
        if let Some(crew) = state.crews.get_mut(whose) {
            crew.carried = crew.carried.wrapping_add(1);
            crew.hands = crew.hands.saturating_sub(usize::from(next.is_none()));
        }
        if next.is_none() {
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
        let Some(turning) = self.state().turning.clone() else { return };
        let whose: Vec<String> = rows.iter().map(|row| (turning.whose)(row)).collect();
        let mut state = self.state();
        if state.turning.as_ref().is_none_or(|t| t.worker != turning.worker) {
            return;
        }
        let first = state.next_free(turning.hands);
        for (row, whose) in rows.into_iter().zip(whose) {
            if row.holder() != turning.worker || !state.makes_way_for(&row, turn) {
                continue;
            }
            state.hold(row, turn, whose);
        }
        let sooner = state.next_free(turning.hands) != first;
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
            .crews
            .values()
            .flat_map(|crew| crew.held.values())
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
        let slot = self.slots.get(&id);
        let held = slot.and_then(|(slot, whose)| self.crews.get(whose)?.held.get(slot));
        if held.is_some_and(|held| held.turn < turn) {
            self.drop_held(id);
        }
    }

    fn hold(&mut self, row: Claimed, turn: i64, whose: String) {
        let known = self.crews.get_key_value(whose.as_str()).map(|(whose, _)| Arc::clone(whose));
        let whose = known.unwrap_or_else(|| whose.into());
        self.slots.insert(row.id, (row.slot(), Arc::clone(&whose)));
        if let Some(key) = &row.key {
            self.keys.insert(key.clone(), row.id);
        }
        self.placed += 1;
        let held = Held { placed: self.placed, row, turn };
        self.crews.entry(whose).or_default().held.insert(held.row.slot(), held);
    }

    fn drop_held(&mut self, id: JobId) -> Option<Claimed> {
        let (slot, whose) = self.slots.remove(&id)?;
        let row = self.crews.get_mut(&whose)?.held.remove(&slot)?.row;
        if let Some(key) = row.key.as_ref().filter(|key| self.keys.get(*key) == Some(&id)) {
            self.keys.remove(key);
        }
        Some(row)
    }

    /// The first in line of all crews that have a hand free, with the crew.
    fn first_free(&self, hands: usize) -> Option<(Slot, &Arc<str>)> {
        let free = self.crews.iter().filter(|(_, crew)| crew.hands < hands);
        let first = free.filter_map(|(whose, crew)| Some((*crew.held.first_key_value()?.0, whose)));
        first.min_by_key(|(slot, _)| *slot)
    }

    /// When the first of them is due.
    fn next_free(&self, hands: usize) -> Option<At> {
        self.first_free(hands).map(|(slot, _)| slot.0)
    }

    /// The first of them if it is due, in a hand of its crew.
    fn give_out(&mut self, hands: usize, now: At) -> Option<(Claimed, Arc<str>)> {
        let whose = Arc::clone(self.first_free(hands)?.1);
        let row = self.take_due(&whose, now)?;
        self.crews.get_mut(&whose)?.hands += 1;
        Some((row, whose))
    }

    /// The first timer of a crew if it is due, now in hand.
    fn take_due(&mut self, whose: &Arc<str>, now: At) -> Option<Claimed> {
        let slot = *self.crews.get(whose)?.held.first_key_value()?.0;
        if slot.0 > now {
            return None;
        }
        let row = self.drop_held(slot.2)?;
        self.flying.insert(row.id);
        Some(row)
    }
}
