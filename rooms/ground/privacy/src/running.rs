//! Which policy binds now, which did, and which will.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use kernel::At;
use policy::{Difference, NotYet, Policy, Running, ViewFacts, hold_all};

use crate::adopt::Control;
use crate::refusals::PrivacyRefusal;

/// The policy that binds, every version before it that is known, and the list of views. A plug:
/// `tx.plugged::<RunningPolicy>()`. Swapped whole, so a decision never sees half of two versions.
pub struct RunningPolicy {
    running: RwLock<Arc<Running>>,
    versions: Mutex<Vec<Arc<Policy>>>,
    waiting: Mutex<Vec<Waiting>>,
    noted: Mutex<String>,
    files: Vec<Policy>,
    views: Vec<ViewFacts>,
    names: BTreeSet<&'static str>,
}

/// A version whose day is still to come.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// What it will say.
    pub policy: Arc<Policy>,
    /// When the last member was told of it.
    pub told: Option<At>,
    /// From when it binds; `None` as long as the members were not told of what it widens.
    pub from: Option<At>,
}

/// What the database knows of the versions that were in force here.
#[derive(Debug, Clone, Default)]
pub(crate) struct Past {
    /// Hash, version and canonical form of each, in the order in which they came into force.
    pub(crate) adopted: Vec<(String, String, String)>,
    /// The hash of each version that members were told of, and since when.
    pub(crate) told: Vec<(String, At)>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn told_lines<T: ToString>(found: &[T]) -> Vec<String> {
    found.iter().map(ToString::to_string).collect()
}

impl RunningPolicy {
    /// Starts with one policy; refuses when any view reads what it does not permit.
    pub fn start(policy: Policy, views: &[ViewFacts]) -> Result<RunningPolicy, Vec<Difference>> {
        let files = vec![policy.clone()];
        Ok(RunningPolicy::around(Running::start(policy, views)?, files, views))
    }

    /// Starts with all versions there are, in any order: the newest whose day has come, until
    /// [`start::start`](crate::start::start) has asked the database which one was in force and what
    /// the members were told. Each fault is a line that names its place.
    pub fn open(
        mut versions: Vec<Policy>,
        views: &[ViewFacts],
        now: At,
    ) -> Result<RunningPolicy, Vec<String>> {
        versions.sort_by_key(|policy| (policy.effective, policy.version));
        for pair in versions.windows(2) {
            let [before, next] = pair else { continue };
            if next.previous.as_deref() != Some(before.hash()) {
                let (place, hash, version) =
                    (next.place("previous"), before.hash(), before.version);
                let what = format!("write previous = \"{hash}\", the hash of version {version}");
                return Err(vec![format!("{place}: previous: {what}")]);
            }
        }
        let begun = versions.iter().rfind(|policy| policy.effective.begins() <= now);
        let Some(policy) = begun.cloned() else {
            return Err(vec!["no version of the policy is in force yet".to_owned()]);
        };
        let running = Running::start(policy, views).map_err(|found| told_lines(&found))?;
        Ok(RunningPolicy::around(running, versions, views))
    }

    fn around(running: Running, files: Vec<Policy>, views: &[ViewFacts]) -> RunningPolicy {
        let effective = running.policy().effective;
        let known = files.iter().filter(|p| p.effective <= effective).cloned().map(Arc::new);
        RunningPolicy {
            versions: Mutex::new(known.collect()),
            running: RwLock::new(Arc::new(running)),
            waiting: Mutex::new(Vec::new()),
            noted: Mutex::new(String::new()),
            files,
            views: views.to_vec(),
            names: views.iter().map(|view| view.name).collect(),
        }
    }

    /// Takes up where the database left off: the version that was in force last goes on, and those
    /// after it take its place one by one as each may. Nothing that was published may be edited
    /// or missing, and a restart never brings in what members were not told of.
    pub(crate) fn settle(&self, past: &Past, now: At) -> Result<(), PrivacyRefusal> {
        for (hash, version, lines) in &past.adopted {
            self.unaltered(hash, version, lines)?;
        }
        let last = past.adopted.last().map(|(hash, ..)| hash.as_str());
        let base = last.map_or_else(|| self.current().hash().to_owned(), str::to_owned);
        let Some(place) = self.files.iter().position(|policy| policy.hash() == base) else {
            return Ok(());
        };
        let (known, later) = self.files.split_at(place + 1);
        *locked(&self.versions) = known.iter().cloned().map(Arc::new).collect();
        locked(&self.waiting).clear();
        if let (Some(_), Some(policy)) = (last, known.last()) {
            let mut running = self.running.write().unwrap_or_else(PoisonError::into_inner);
            *running = Arc::new(Running::resumed(policy.clone()));
        }
        for next in later {
            let told = past.told.iter().find(|(hash, _)| hash == next.hash()).map(|(_, at)| *at);
            match self.adopt(next.clone(), told, now) {
                Ok(_) => {}
                // It stands on the page of the policy, and waits for its letter. Whatever follows
                // it waits for it.
                Err(NotYet::NotTold { .. }) => {
                    let policy = Arc::new(next.clone());
                    locked(&self.waiting).push(Waiting { policy, told, from: None });
                    break;
                }
                Err(why) => {
                    let what = format!("{}: {why}", next.place("previous"));
                    return Err(PrivacyRefusal::PolicyUnfit { what });
                }
            }
        }
        hold_all(&self.views, self.current().policy())
            .map_err(|found| PrivacyRefusal::PolicyUnfit { what: told_lines(&found).join("\n") })
    }

    fn unaltered(&self, hash: &str, version: &str, lines: &str) -> Result<(), PrivacyRefusal> {
        let same = self.files.iter().find(|policy| policy.version.to_string() == version);
        let Some(file) = same else {
            let (version, hash) = (version.to_owned(), hash.to_owned());
            return Err(PrivacyRefusal::PolicyGone { version, hash });
        };
        if file.hash() == hash {
            return Ok(());
        }
        let found = file.unaltered_since(lines).err().unwrap_or_default();
        Err(PrivacyRefusal::PolicyAltered { what: told_lines(&found).join("\n") })
    }

    /// The policy in force at `now`. A version that waited for its day takes its place here, at
    /// the first question after that instant.
    pub fn at(&self, now: At) -> Arc<Running> {
        if self.waiting.try_lock().is_ok_and(|waiting| waiting.is_empty()) {
            return self.current();
        }
        let mut waiting = locked(&self.waiting);
        while waiting.first().and_then(|next| next.from).is_some_and(|from| from <= now) {
            let next = waiting.remove(0);
            // `adopt` has tried it at this very instant; should it not fit now, the one in force
            // stays, and so do those that were to follow.
            if self.succeed(&next.policy, next.told, now).is_err() {
                waiting.clear();
            }
        }
        drop(waiting);
        self.current()
    }

    /// The policy as it stands, without looking at the clock.
    pub fn current(&self) -> Arc<Running> {
        Arc::clone(&self.running.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The version that follows the last one known, from its day on, or from when the members have
    /// been told long enough; the instant is the answer. What can never follow is refused now.
    pub fn adopt(&self, next: Policy, told: Option<At>, now: At) -> Result<At, NotYet> {
        let mut waiting = locked(&self.waiting);
        let (mut tail, mut from) = ((*self.current()).clone(), now.max(next.effective.begins()));
        for before in waiting.iter() {
            // One that waits for its letter says so here again.
            let day = before.from.unwrap_or_else(|| now.max(before.policy.effective.begins()));
            tail = tail.succeeded_by((*before.policy).clone(), before.told, day)?;
            from = from.max(day);
        }
        match tail.succeeded_by(next.clone(), told, from) {
            Err(NotYet::NotTold { from: Some(later), .. }) => from = from.max(later),
            Err(refused) => return Err(refused),
            Ok(_) => {}
        }
        let policy = Arc::new(next);
        if from <= now {
            self.succeed(&policy, told, now)?;
        } else {
            waiting.push(Waiting { policy, told, from: Some(from) });
        }
        Ok(from)
    }

    /// The versions that are to come, in their order.
    pub fn waiting(&self) -> Vec<Waiting> {
        locked(&self.waiting).clone()
    }

    fn succeed(&self, next: &Arc<Policy>, told: Option<At>, now: At) -> Result<(), NotYet> {
        let mut running = self.running.write().unwrap_or_else(PoisonError::into_inner);
        let after = Arc::new(running.succeeded_by((**next).clone(), told, now)?);
        locked(&self.versions).push(Arc::clone(next));
        *running = after;
        Ok(())
    }

    /// Stops a purpose or a recipient at once, or lifts the stop; what lasts is a row that the
    /// start-up reads again.
    pub(crate) fn control(&self, what: &Control, stop: bool) {
        let mut running = self.running.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = (**running).clone();
        match (what, stop) {
            (Control::Purpose(purpose), true) => next.stop_purpose(*purpose),
            (Control::Purpose(purpose), false) => next.lift_purpose(*purpose),
            (Control::Recipient(code), stop) => match (next.compiled().recipient(code), stop) {
                (Some(id), true) => next.stop_recipient(id),
                (Some(id), false) => next.lift_recipient(id),
                (None, _) => {}
            },
        }
        *running = Arc::new(next);
    }

    /// Every version that was ever in force, oldest first, up to the one that is.
    pub fn versions(&self) -> Vec<Arc<Policy>> {
        locked(&self.versions).clone()
    }

    /// Whether the database knows that this version is in force; remembers that it does.
    pub(crate) fn is_noted(&self, hash: &str) -> bool {
        *locked(&self.noted) == hash
    }
    pub(crate) fn noted(&self, hash: &str) {
        hash.clone_into(&mut locked(&self.noted));
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
