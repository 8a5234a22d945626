//! Policies coming into force, and purposes stopped in between: on record, and in the log.

use std::sync::Arc;

use db::{Answer, Tx};
use kernel::{At, StaffId};
use policy::{Policy, Purpose};

use crate::log::{Kind, Note};
use crate::refusals::PrivacyRefusal;
use crate::running::{Adopted, RunningPolicy};
use crate::{store, versions};

/// What the database knows of earlier versions, each with its text where that lies there.
pub(crate) fn past(tx: &mut Tx<'_>) -> Answer<Vec<Adopted>> {
    let rows: Vec<(String, String, String)> = tx.all(store::ALL_ADOPTED, ())?;
    let mut past = Vec::with_capacity(rows.len());
    for (hash, version, lines) in rows {
        let policy = versions::kept(tx, &hash)?;
        past.push(Adopted { hash, version, lines, policy });
    }
    Ok(past)
}

/// Notes the policy in force, if it is new here, with every value of it and its texts. A house that
/// begins takes those before it over, too, as its files have them. Run it at the start and after
/// each change.
pub fn note_policy(tx: &mut Tx<'_>) -> Answer<bool> {
    let policy = tx.plugged::<RunningPolicy>()?;
    let (running, known) = (policy.at(tx.now()), policy.versions());
    let begun = running.policy().effective;
    let is_before = |one: &&Arc<Policy>| one.hash() != running.hash() && one.effective <= begun;
    for earlier in known.iter().filter(is_before) {
        adopt(tx, earlier, earlier.effective.begins())?;
    }
    let new = adopt(tx, running.policy(), tx.now())?;
    versions::begin(tx)?;
    if new {
        Note::new(Kind::Policy)
            .line("policy", running.hash())
            .line("version", running.policy().version)
            .line("effective", running.policy().effective.begins())
            .write(tx)?;
    }
    Ok(new)
}

fn adopt(tx: &mut Tx<'_>, policy: &Policy, at: At) -> Answer<bool> {
    let (hash, version) = (policy.hash(), policy.version.to_string());
    let row = (hash, &version, policy.effective.begins(), at);
    let new: Option<(String,)> = tx.maybe(store::ADOPTED, row)?;
    if new.is_some() {
        tx.run(store::POLICY_TEXT, (hash, &version, tx.now(), policy.canonical()))?;
    }
    Ok(new.is_some())
}

/// What the operator can stop between two versions of the policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Control {
    /// A purpose: nothing opens for it.
    Purpose(Purpose),
    /// A recipient, by its code: nothing is handed to it.
    Recipient(String),
}

impl Control {
    /// Reads `purpose:P5`, `recipient:demo_post`; refused when the policy in force has none such.
    pub fn parse(policy: &Policy, word: &str) -> Result<Control, PrivacyRefusal> {
        let known = match word.split_once(':') {
            Some(("purpose", code)) => Purpose::from_fact(code).map(Control::Purpose),
            Some(("recipient", code)) => {
                policy.recipient(code).map(|to| Control::Recipient(to.code.clone()))
            }
            _ => None,
        };
        known.ok_or_else(|| PrivacyRefusal::NoSuchControl { what: word.to_owned() })
    }

    /// As it is written in rows: whose kind it is, and its code.
    pub fn words(&self) -> (&'static str, String) {
        match self {
            Control::Purpose(purpose) => ("purpose", purpose.fact().to_owned()),
            Control::Recipient(code) => ("recipient", code.clone()),
        }
    }
}

db::row! {
    /// A stop that stands.
    pub struct Stop {
        /// `purpose` or `recipient`.
        pub kind: String,
        /// Its code.
        pub code: String,
        /// Since when.
        pub since: At,
        /// By whom.
        pub staff: StaffId,
    }
}

/// The stops that stand, purposes first.
pub fn stops(tx: &mut Tx<'_>) -> Answer<Vec<Stop>> {
    tx.all(store::STOPS, ())
}

/// Stops a purpose or a recipient at once, for everyone, until it is lifted: nothing opens for it,
/// nothing is handed to it from the commit on. A duty cannot be stopped. What stands already stays
/// as it is. Run it under the choices' lock.
pub fn stop(tx: &mut Tx<'_>, what: &Control, by: StaffId) -> Answer<()> {
    if let Control::Purpose(purpose) = what
        && purpose.is_duty()
    {
        return Err(PrivacyRefusal::DutyNotStopped { purpose: purpose.fact().to_owned() }.into());
    }
    let policy = tx.plugged::<RunningPolicy>()?;
    let (kind, code) = what.words();
    if tx.run(store::STOP, (kind, &code, tx.now(), by))? > 0 {
        note(tx, policy, "stopped", what, by)?;
    }
    // Before the commit, not after: if the commit fails, the stop stands until the program starts
    // anew, which errs to the members' side.
    policy.control(what, true);
    Ok(())
}

/// Lifts a stop; one that does not stand is lifted already. Once it is committed, [`lifted`] opens
/// it again.
pub fn lift(tx: &mut Tx<'_>, what: &Control, by: StaffId) -> Answer<()> {
    let policy = tx.plugged::<RunningPolicy>()?;
    let (kind, code) = what.words();
    if tx.run(store::LIFT, (tx.now(), by, kind, &code))? > 0 {
        note(tx, policy, "lifted", what, by)?;
    }
    Ok(())
}

/// What was lifted opens again, now.
pub fn lifted(policy: &RunningPolicy, what: &Control) {
    policy.control(what, false);
}

fn note(
    tx: &mut Tx<'_>,
    policy: &RunningPolicy,
    deed: &str,
    what: &Control,
    by: StaffId,
) -> Answer<()> {
    let (kind, code) = what.words();
    Note::new(Kind::Policy)
        .line("policy", policy.at(tx.now()).hash())
        .line(deed, format!("{kind} {code}"))
        .line("staff", by)
        .write(tx)
        .map(|_| ())
}

/// Reads the stops that stand. Run it at the start.
pub fn read_stops(tx: &mut Tx<'_>) -> Answer<usize> {
    let policy = tx.plugged::<RunningPolicy>()?;
    let running = policy.current();
    let all = stops(tx)?;
    // What the policy in force no longer has needs no stop.
    for stop in &all {
        if let Ok(what) = Control::parse(running.policy(), &format!("{}:{}", stop.kind, stop.code))
        {
            policy.control(&what, true);
        }
    }
    Ok(all.len())
}
