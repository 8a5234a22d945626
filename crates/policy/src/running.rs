//! The policy that binds now: its hash, its table, and how the next version takes its place.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use kernel::At;

use crate::again::carried;
use crate::compare::{Class, compare};
use crate::decide::{Ask, Compiled, Decision, Standing, Withheld};
use crate::facts::Policy;
use crate::hold::{Difference, ViewFacts, hold_all};
use crate::sets::{PurposeSet, RecipientId, RecipientSet};
use crate::words::{LegalClock, Purpose};

/// The policy that binds now.
#[derive(Debug, Clone)]
pub struct Running {
    policy: Arc<Policy>,
    compiled: Compiled,
    before: Option<Box<Compiled>>,
    stopped_purposes: PurposeSet,
    stopped_recipients: RecipientSet,
    marks: BTreeMap<String, String>,
}

/// Why a version does not take the place of the running one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotYet {
    /// It does not name the running version's hash as the one before it.
    BrokenChain {
        /// The running hash.
        running: String,
        /// What the next version names.
        named: Option<String>,
    },
    /// Its day has not come.
    NotEffective {
        /// When it comes.
        from: At,
    },
    /// It lets the operator do more, and the members were not told in time.
    NotTold {
        /// How many widenings.
        widenings: usize,
        /// From when it may bind, if they were told at all.
        from: Option<At>,
    },
}

impl fmt::Display for NotYet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotYet::BrokenChain { running, named } => {
                let named = named.as_deref().unwrap_or("none");
                write!(f, "write previous = \"{running}\": the new version names {named}")
            }
            NotYet::NotEffective { from } => write!(f, "the new version binds from {}", from.jst()),
            NotYet::NotTold { widenings, from: None } => {
                write!(f, "{widenings} widenings: send the notice of change to the members first")
            }
            NotYet::NotTold { widenings, from: Some(from) } => {
                write!(f, "{widenings} widenings: told too late to bind before {}", from.jst())
            }
        }
    }
}

impl std::error::Error for NotYet {}

impl Running {
    /// Starts with a policy: every view of the program is held against it first.
    pub fn start(policy: Policy, views: &[ViewFacts]) -> Result<Running, Vec<Difference>> {
        hold_all(views, &policy)?;
        Ok(Running::resumed(policy))
    }

    /// Goes on with a version that was in force before the program stopped. Another may take its
    /// place at once; the caller holds the views against the one that binds in the end.
    pub fn resumed(policy: Policy) -> Running {
        let compiled = policy.compile();
        Running {
            policy: Arc::new(policy),
            compiled,
            before: None,
            stopped_purposes: PurposeSet::EMPTY,
            stopped_recipients: RecipientSet::EMPTY,
            marks: BTreeMap::new(),
        }
    }

    /// Goes on with the last of the versions that were in force one after another: which consents
    /// were asked for again on the way is taken from them all. `None` when there is none.
    pub fn along(versions: &[Arc<Policy>]) -> Option<Running> {
        let mut running = Running::resumed((**versions.last()?).clone());
        for pair in versions.windows(2) {
            let [before, next] = pair else { continue };
            running.marks = carried(&running.marks, before, next);
        }
        Some(running)
    }

    /// The version that follows, at its effective instant. What it narrows is withheld from that
    /// instant on, although the program was started under the wider version. `told` is when the
    /// last member was told of the change.
    pub fn succeeded_by(&self, next: Policy, told: Option<At>, now: At) -> Result<Running, NotYet> {
        if next.previous.as_deref() != Some(self.hash()) {
            let (running, named) = (self.hash().to_owned(), next.previous);
            return Err(NotYet::BrokenChain { running, named });
        }
        let from = next.effective.begins();
        if now < from {
            return Err(NotYet::NotEffective { from });
        }
        let changes = compare(&self.policy, &next);
        let widenings = changes.iter().filter(|c| c.class == Class::Widening).count();
        if widenings > 0 {
            // The notice of the version that binds, not of the one that wants to.
            let notice = self.policy.clock(LegalClock::PolicyNotice);
            let from = told.zip(notice).map(|(told, notice)| notice.after(told));
            if from.is_none_or(|from| now < from) {
                return Err(NotYet::NotTold { widenings, from });
            }
        }
        let compiled = next.compile();
        let marks = carried(&self.marks, &self.policy, &next);
        let stopped_recipients = self.carried_over(&compiled);
        Ok(Running {
            policy: Arc::new(next),
            compiled,
            before: Some(Box::new(self.compiled.clone())),
            stopped_purposes: self.stopped_purposes,
            stopped_recipients,
            marks,
        })
    }

    /// The operator's stops follow their recipient to its place in the next version.
    fn carried_over(&self, next: &Compiled) -> RecipientSet {
        let places = 0..u8::try_from(self.compiled.recipients.len()).unwrap_or(u8::MAX);
        let stopped = places.map(RecipientId).filter(|id| self.stopped_recipients.has(*id));
        stopped
            .filter_map(|id| self.compiled.recipient_code(id))
            .filter_map(|code| next.recipient(code))
            .collect()
    }

    /// The operator stops a purpose at once: nothing opens for it until the program starts anew.
    /// A duty cannot be stopped.
    pub fn stop_purpose(&mut self, purpose: Purpose) {
        if !purpose.is_duty() {
            self.stopped_purposes = self.stopped_purposes.with(purpose);
        }
    }

    /// The operator stops handing anything to a recipient at once.
    pub fn stop_recipient(&mut self, recipient: RecipientId) {
        self.stopped_recipients = self.stopped_recipients.with(recipient);
    }

    /// The operator lifts the stop of a purpose.
    pub fn lift_purpose(&mut self, purpose: Purpose) {
        self.stopped_purposes = self.stopped_purposes.without(purpose);
    }

    /// The operator lifts the stop of a recipient.
    pub fn lift_recipient(&mut self, recipient: RecipientId) {
        self.stopped_recipients = self.stopped_recipients.without(recipient);
    }

    /// The policy.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// Its hash: on the page, in the response header, in each checkpoint of the log.
    pub fn hash(&self) -> &str {
        self.policy.hash()
    }

    /// The hash of the version for which a consent was last asked again; `None` when it never was.
    pub fn mark(&self, choice: &str) -> Option<&str> {
        self.marks.get(choice).map(String::as_str)
    }

    /// Its table.
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// Whether this person's data may be opened so, now.
    pub fn decide(&self, ask: &Ask, person: &Standing) -> Decision {
        let stopped = self.stopped_purposes.has(ask.purpose)
            || ask.recipient.is_some_and(|id| self.stopped_recipients.has(id));
        match self.compiled.decide(ask, person) {
            Decision::Allowed if stopped => Decision::Withheld(Withheld::PolicyNarrowed),
            Decision::Withheld(
                why @ (Withheld::NotDeclared | Withheld::NotAllowed | Withheld::NoRoute),
            ) => {
                Decision::Withheld(if self.was_wider(ask) { Withheld::PolicyNarrowed } else { why })
            }
            decision => decision,
        }
    }

    /// Whether the version before let this role open this, to this recipient.
    fn was_wider(&self, ask: &Ask) -> bool {
        let Some(before) = self.before.as_deref() else { return false };
        let opened = before.may(ask.role, ask.purpose).covers(ask.fields) && !ask.fields.is_empty();
        let Some(id) = ask.recipient else { return opened };
        let code = self.compiled.recipient_code(id);
        let to = code.and_then(|code| before.recipients.iter().find(|r| r.code == code));
        opened && to.is_some_and(|to| to.purposes.has(ask.purpose) && to.gives.covers(ask.fields))
    }
}
