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
    waiting: Mutex<Vec<(Policy, Option<At>)>>,
    views: Vec<ViewFacts>,
    names: BTreeSet<&'static str>,
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
        let due = waiting.iter().position(|(next, _)| next.effective.begins() <= now);
        if let Some(place) = due {
            let (next, told) = waiting.remove(place);
            drop(waiting);
            // A version whose notice came too late goes on waiting; `adopt` told the operator.
            if let Err(_not_yet) = self.succeed(next.clone(), told, now) {
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.push((next, told));
            }
        }
        self.current()
    }

    /// The policy as it stands, without looking at the clock.
    pub fn current(&self) -> Arc<Running> {
        Arc::clone(&self.running.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The version that follows. Its day may be still to come; then it waits for it.
    pub fn adopt(&self, next: Policy, told: Option<At>, now: At) -> Result<(), policy::NotYet> {
        match self.succeed(next.clone(), told, now) {
            Err(policy::NotYet::NotEffective { .. }) => {
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.push((next, told));
                Ok(())
            }
            other => other,
        }
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
