//! The marketplace at work: one lock around the memory, decisions under it, the disk outside it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::{At, Clock, FastClock};

use crate::event::Event;
use crate::journal::Journal;
use crate::problem::{self, Problem};
use crate::state::State;

/// The clock beneath, whoever brought it.
pub(crate) struct Below(pub(crate) Arc<dyn Clock>);

impl Clock for Below {
    fn now(&self) -> At {
        self.0.now()
    }
    fn wall_until(&self, at: At) -> std::time::Duration {
        self.0.wall_until(at)
    }
}

/// The memory and the events that are not handed to the journal yet.
pub(crate) struct Core {
    pub(crate) state: State,
    pub(crate) speed: i64,
    fresh: Vec<(u64, At, Event)>,
    /// The last thing that should not have happened.
    pub(crate) trouble: Option<String>,
}

impl Core {
    pub(crate) fn new(state: State, speed: i64) -> Core {
        Core { state, speed, fresh: Vec::new(), trouble: None }
    }

    /// Takes in a fact that was decided.
    pub(crate) fn record(&mut self, at: At, event: Event) -> Result<(), Problem> {
        let seq = self.state.seq + 1;
        let applied = self.state.apply(seq, at, &event);
        if let Err(fault) = &applied {
            self.trouble = Some(fault.to_string());
        }
        self.fresh.push((seq, at, event));
        applied.map_err(|fault| problem::fault(fault.to_string()))
    }
}

/// The marketplace.
pub(crate) struct Market {
    core: Mutex<Core>,
    journal: Journal,
    clock: FastClock<Below>,
    pub(crate) speed: i64,
    pub(crate) epoch: At,
}

impl Market {
    pub(crate) fn new(core: Core, journal: Journal, below: Arc<dyn Clock>, epoch: At) -> Market {
        let speed = core.speed;
        let clock = FastClock::new(Below(below), epoch, speed);
        Market { core: Mutex::new(core), journal, clock, speed, epoch }
    }

    fn lock(&self) -> MutexGuard<'_, Core> {
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Decides something, and comes back when it is on the disk.
    pub(crate) async fn act<T>(
        &self,
        decide: impl FnOnce(&mut Core, At) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.journal.ready()?;
        let (answer, seq) = self.under_lock(decide);
        self.journal.wait(seq).await?;
        answer
    }

    /// Looks at things as they are this instant, whether or not they are on the disk yet.
    pub(crate) fn glance<T>(&self, look: impl FnOnce(&Core, At) -> T) -> T {
        self.under_lock(|core, now| look(core, now)).0
    }

    /// Looks at things, and comes back when all that was seen is on the disk: `look` answers the
    /// event that last changed what it saw.
    pub(crate) async fn look<T>(
        &self,
        look: impl FnOnce(&Core, At) -> (u64, T),
    ) -> Result<T, Problem> {
        let ((seq, answer), _) = self.under_lock(|core, now| look(core, now));
        self.journal.wait(seq).await?;
        Ok(answer)
    }

    fn under_lock<T>(&self, with: impl FnOnce(&mut Core, At) -> T) -> (T, u64) {
        let mut core = self.lock();
        let now = self.now_in(&core);
        core.advance(now);
        let answer = with(&mut core, now);
        for (seq, at, event) in std::mem::take(&mut core.fresh) {
            self.journal.append(seq, at, event);
        }
        (answer, core.state.seq)
    }

    /// The market's clock never shows less than its log.
    fn now_in(&self, core: &Core) -> At {
        self.clock.now().max(core.state.latest)
    }

    /// What the market's clock shows.
    pub(crate) fn now(&self) -> At {
        self.now_in(&self.lock())
    }

    /// Does what is due, and says how long until something is again.
    pub(crate) fn tick(&self) -> std::time::Duration {
        let next = self.glance(|core, _| core.state.dues.next_at());
        next.map_or(std::time::Duration::MAX, |at| self.clock.wall_until(at))
    }

    /// The last event on the disk, and what went wrong last.
    pub(crate) fn figures(&self) -> (u64, Option<String>) {
        let (durable, trouble) = self.journal.figures();
        (durable, trouble.or_else(|| self.lock().trouble.clone()))
    }

    /// Writes what was decided, and no more.
    pub(crate) fn stop(&self) {
        self.journal.stop();
    }
}
