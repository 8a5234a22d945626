//! Which policy binds now, which did, and which will.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use kernel::{At, Id as _, MemberId, Span, VersionId};
use policy::{Difference, Lang, NotYet, Policy, Running, ViewFacts, hold_all};

use crate::adopt::Control;
use crate::refusals::PrivacyRefusal;

/// What a version changes, in a language, line by line: drawn once, asked for by each letter.
type Told = (String, Lang, Arc<Vec<String>>);

/// The policy that binds, every version before it that is known, and the list of views. A plug:
/// `tx.plugged::<RunningPolicy>()`. Swapped whole, so a decision never sees half of two versions.
pub struct RunningPolicy {
    running: RwLock<Binding>,
    versions: Mutex<Vec<Arc<Policy>>>,
    waiting: Mutex<Vec<Waiting>>,
    noted: Mutex<String>,
    said: Mutex<Vec<Told>>,
    joined: Mutex<Option<(VersionId, MemberId)>>,
    files: Vec<Policy>,
    views: Vec<ViewFacts>,
    names: BTreeSet<&'static str>,
}

/// The version that binds, and the one before it: a transaction that began before the instant of
/// the change ends under what bound then.
struct Binding {
    now: Arc<Running>,
    since: At,
    before: Option<Arc<Running>>,
}

impl Binding {
    fn since_ever(running: Running) -> Binding {
        Binding { now: Arc::new(running), since: At::from_micros(i64::MIN), before: None }
    }

    fn at(&self, now: At) -> Arc<Running> {
        let bound = if now < self.since { self.before.as_ref() } else { None };
        Arc::clone(bound.unwrap_or(&self.now))
    }
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

/// A version that was in force here, as the database has it.
#[derive(Debug, Clone)]
pub(crate) struct Adopted {
    pub(crate) hash: String,
    pub(crate) version: String,
    /// Its canonical form, as it was noted when it came into force.
    pub(crate) lines: String,
    /// What its texts in the database say; `None` when none lie there yet.
    pub(crate) policy: Option<Policy>,
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
            running: RwLock::new(Binding::since_ever(running)),
            waiting: Mutex::new(Vec::new()),
            noted: Mutex::new(String::new()),
            said: Mutex::new(Vec::new()),
            joined: Mutex::new(None),
            files,
            views: views.to_vec(),
            names: views.iter().map(|view| view.name).collect(),
        }
    }

    /// Takes up where the database left off: the version that was in force last goes on. Files
    /// that say otherwise under a version that was published stop the start; files of a version
    /// that was not are no more than files.
    pub(crate) fn settle(&self, past: Vec<Adopted>) -> Result<(), PrivacyRefusal> {
        let mut known: Vec<Arc<Policy>> = Vec::with_capacity(past.len());
        for adopted in past {
            known.push(Arc::new(self.restored(adopted)?));
        }
        if let Some(running) = Running::along(&known) {
            *self.running.write().unwrap_or_else(PoisonError::into_inner) =
                Binding::since_ever(running);
            *locked(&self.versions) = known;
        }
        locked(&self.waiting).clear();
        hold_all(&self.views, self.current().policy())
            .map_err(|found| PrivacyRefusal::PolicyUnfit { what: told_lines(&found).join("\n") })
    }

    fn restored(&self, adopted: Adopted) -> Result<Policy, PrivacyRefusal> {
        let Adopted { hash, version, lines, policy } = adopted;
        let file = self.files.iter().find(|file| file.version.to_string() == version);
        for found in [file, policy.as_ref()].into_iter().flatten() {
            if found.hash() != hash {
                let what = found.unaltered_since(&lines).err().unwrap_or_default();
                return Err(PrivacyRefusal::PolicyAltered { what: told_lines(&what).join("\n") });
            }
        }
        let found = policy.or_else(|| file.cloned());
        found.ok_or(PrivacyRefusal::PolicyGone { version, hash })
    }

    /// The files of versions that were never published here.
    pub fn unpublished(&self) -> Vec<String> {
        let mut known = self.versions();
        known.extend(self.waiting().into_iter().map(|next| next.policy));
        let is_known = |file: &&Policy| known.iter().any(|one| one.version == file.version);
        let rest = self.files.iter().filter(|file| !is_known(file));
        rest.map(|file| file.file.clone()).collect()
    }

    /// The policy in force at `now`. A version that waited for its day takes its place here, at
    /// the first question after that instant.
    pub fn at(&self, now: At) -> Arc<Running> {
        if self.waiting.try_lock().is_ok_and(|waiting| waiting.is_empty()) {
            return self.binding(now);
        }
        let mut waiting = locked(&self.waiting);
        while waiting.first().and_then(|next| next.from).is_some_and(|from| from <= now) {
            let next = waiting.remove(0);
            // `adopt` has tried it at this very instant; should it not fit now, the one in force
            // stays, and so do those that were to follow.
            let from = next.from.unwrap_or(now);
            if self.succeed(&next.policy, next.told, from).is_err() {
                waiting.clear();
            }
        }
        drop(waiting);
        self.binding(now)
    }

    /// The policy as it stands, without looking at the clock.
    pub fn current(&self) -> Arc<Running> {
        Arc::clone(&self.running.read().unwrap_or_else(PoisonError::into_inner).now)
    }

    fn binding(&self, now: At) -> Arc<Running> {
        self.running.read().unwrap_or_else(PoisonError::into_inner).at(now)
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
            self.succeed(&policy, told, from)?;
        } else {
            waiting.push(Waiting { policy, told, from: Some(from) });
        }
        Ok(from)
    }

    /// The version that is announced, as the database has it, in place of any that was to come. One
    /// whose members do not all know of it yet stands there without an instant.
    pub(crate) fn expect(&self, next: &Policy, told: Option<At>, now: At) -> Result<(), NotYet> {
        locked(&self.waiting).clear();
        match self.adopt(next.clone(), told, now) {
            Err(NotYet::NotTold { .. }) => {
                let policy = Arc::new(next.clone());
                locked(&self.waiting).push(Waiting { policy, told, from: None });
                Ok(())
            }
            done => done.map(|_| ()),
        }
    }

    /// Whether a version binds or waits so.
    pub(crate) fn expects(&self, hash: &str, told: Option<At>) -> bool {
        let waiting = locked(&self.waiting);
        let waits = waiting.iter().any(|next| next.policy.hash() == hash && next.told == told);
        waits || self.current().hash() == hash
    }

    /// A version that was announced is not to come after all; false when it binds already.
    pub(crate) fn call_off(&self, hash: &str, now: At) -> bool {
        // It looks at the clock first, so that no later instant can bring it in behind this one.
        let _: Arc<Running> = self.at(now);
        let mut waiting = locked(&self.waiting);
        waiting.retain(|next| next.policy.hash() != hash);
        self.current().hash() != hash
    }

    /// The versions that are to come, in their order.
    pub fn waiting(&self) -> Vec<Waiting> {
        locked(&self.waiting).clone()
    }

    /// After whom to look for those who joined since everybody knew of a version: ids are in the
    /// order of time, so that each second looks at those alone who are new.
    pub(crate) fn joined_after(&self, id: VersionId, told: At) -> MemberId {
        match *locked(&self.joined) {
            Some((version, last)) if version == id => last,
            _ => {
                let from = told.minus(Span::minutes(1)).micros().max(0).unsigned_abs();
                MemberId::from_bits(u128::from(from / 1_000) << 80)
            }
        }
    }

    /// Everybody until this one was looked at.
    pub(crate) fn looked_at(&self, id: VersionId, last: MemberId) {
        *locked(&self.joined) = Some((id, last));
    }

    fn succeed(&self, next: &Arc<Policy>, told: Option<At>, from: At) -> Result<(), NotYet> {
        let mut running = self.running.write().unwrap_or_else(PoisonError::into_inner);
        let after = Arc::new(running.now.succeeded_by((**next).clone(), told, from)?);
        locked(&self.versions).push(Arc::clone(next));
        *running = Binding { before: Some(Arc::clone(&running.now)), now: after, since: from };
        Ok(())
    }

    /// Stops a purpose or a recipient at once, or lifts the stop; what lasts is a row that the
    /// start-up reads again.
    pub(crate) fn control(&self, what: &Control, stop: bool) {
        let mut running = self.running.write().unwrap_or_else(PoisonError::into_inner);
        let changed = |one: &Arc<Running>| {
            let mut next = (**one).clone();
            match (what, stop) {
                (Control::Purpose(purpose), true) => next.stop_purpose(*purpose),
                (Control::Purpose(purpose), false) => next.lift_purpose(*purpose),
                (Control::Recipient(code), _) => match next.compiled().recipient(code) {
                    Some(id) if stop => next.stop_recipient(id),
                    Some(id) => next.lift_recipient(id),
                    None => {}
                },
            }
            Arc::new(next)
        };
        let before = running.before.as_ref().map(changed);
        *running = Binding { now: changed(&running.now), before, since: running.since };
    }

    /// A version that is in force, was, or is to come, by its hash.
    pub(crate) fn known(&self, hash: &str) -> Option<Arc<Policy>> {
        let waits = locked(&self.waiting).iter().map(|next| next.policy.clone()).collect();
        let all: [Vec<Arc<Policy>>; 2] = [waits, self.versions()];
        all.into_iter().flatten().find(|policy| policy.hash() == hash)
    }

    /// What the letter about a version says of its changes, made once for each language.
    pub(crate) fn said(
        &self,
        hash: &str,
        lang: Lang,
        make: impl FnOnce() -> Vec<String>,
    ) -> Arc<Vec<String>> {
        let mut said = locked(&self.said);
        said.retain(|(of, ..)| of == hash);
        if let Some((.., lines)) = said.iter().find(|(_, in_lang, _)| *in_lang == lang) {
            return Arc::clone(lines);
        }
        let lines = Arc::new(make());
        said.push((hash.to_owned(), lang, Arc::clone(&lines)));
        lines
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
