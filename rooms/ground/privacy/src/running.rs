//! Which policy binds now: the plug every decision is read from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use kernel::At;
use policy::{Difference, Policy, Purpose, Running, ViewFacts};

use crate::refusals::PrivacyRefusal;

/// The policy that binds, every version before it that is known, and the list of views. A plug:
/// `tx.plugged::<RunningPolicy>()`. Swapped whole, so a decision never sees half of two versions.
pub struct RunningPolicy {
    running: RwLock<Arc<Running>>,
    versions: Mutex<BTreeMap<String, Arc<Policy>>>,
    waiting: Mutex<Vec<Waiting>>,
    views: Vec<ViewFacts>,
    names: BTreeSet<&'static str>,
}

/// A version whose day is still to come.
#[derive(Clone)]
struct Waiting {
    policy: Policy,
    told: Option<At>,
    from: At,
}

impl RunningPolicy {
    /// Starts with a policy; refuses when any view reads what it does not permit.
    pub fn start(policy: Policy, views: &[ViewFacts]) -> Result<RunningPolicy, Vec<Difference>> {
        let running = Arc::new(Running::start(policy, views)?);
        let first = (running.hash().to_owned(), Arc::clone(running.policy()));
        Ok(RunningPolicy {
            running: RwLock::new(running),
            versions: Mutex::new(BTreeMap::from([first])),
            waiting: Mutex::new(Vec::new()),
            views: views.to_vec(),
            names: views.iter().map(|view| view.name).collect(),
        })
    }

    /// The policy in force at `now`. A version that waited for its day takes its place here, at
    /// the first question after that instant.
    pub fn at(&self, now: At) -> Arc<Running> {
        if self.waiting.try_lock().is_ok_and(|waiting| waiting.is_empty()) {
            return self.current();
        }
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = waiting.iter().position(|next| next.from <= now) {
            let next = waiting.remove(place);
            // `adopt` has tried it at this very instant; should another version have come first,
            // the chain is broken and the one in force stays.
            let _ = self.succeed(next.policy, next.told, now);
        }
        drop(waiting);
        self.current()
    }

    /// The policy as it stands, without looking at the clock.
    pub fn current(&self) -> Arc<Running> {
        Arc::clone(&self.running.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The version that follows, from its day on, or from when the members have been told long
    /// enough; the instant is the answer. What can never take the running one's place is refused now.
    pub fn adopt(&self, next: Policy, told: Option<At>, now: At) -> Result<At, policy::NotYet> {
        let mut from = now.max(next.effective.begins());
        let tried = self.current().succeeded_by(next.clone(), told, from);
        match tried {
            Err(policy::NotYet::NotTold { from: Some(later), .. }) => from = from.max(later),
            Err(refused) => return Err(refused),
            Ok(_) => {}
        }
        if from <= now {
            self.succeed(next, told, now)?;
        } else {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.push(Waiting { policy: next, told, from });
        }
        Ok(from)
    }

    /// The versions that wait, each with its instant.
    pub fn waiting(&self) -> Vec<(String, At)> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.iter().map(|next| (next.policy.hash().to_owned(), next.from)).collect()
    }

    fn succeed(&self, next: Policy, told: Option<At>, now: At) -> Result<(), policy::NotYet> {
        let mut running = self.running.write().unwrap_or_else(PoisonError::into_inner);
        let after = Arc::new(running.succeeded_by(next, told, now)?);
        self.remember(Arc::clone(after.policy()));
        *running = after;
        Ok(())
    }

    /// Stops a purpose at once; lasting stops are rows that the start-up reads again.
    pub(crate) fn stop_purpose(&self, purpose: Purpose) {
        let mut running = self.running.write().unwrap_or_else(PoisonError::into_inner);
        let mut stopped = (**running).clone();
        stopped.stop_purpose(purpose);
        *running = Arc::new(stopped);
    }

    /// An earlier version, so that the page can say what changed since.
    pub fn remember(&self, version: Arc<Policy>) {
        let mut versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        let _: Option<Arc<Policy>> = versions.insert(version.hash().to_owned(), version);
    }

    /// Every version that is known, oldest first.
    pub fn versions(&self) -> Vec<Arc<Policy>> {
        let versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<Arc<Policy>> = versions.values().cloned().collect();
        all.sort_by_key(|policy| (policy.effective, policy.version));
        all
    }

    /// The views the program was started with.
    pub fn views(&self) -> &[ViewFacts] {
        &self.views
    }

    /// Refuses a view that is not on the list: the record of processing would be untrue.
    pub(crate) fn registered(&self, view: &ViewFacts) -> Result<(), PrivacyRefusal> {
        if self.names.contains(view.name) {
            return Ok(());
        }
        Err(PrivacyRefusal::NotRegistered { view: view.name.to_owned() })
    }
}
