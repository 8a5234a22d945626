//! Policies coming into force, and purposes stopped in between: on record, and in the log.

use db::{Answer, Tx};
use kernel::{At, StaffId};
use policy::{Policy, Purpose};

use crate::log::{Kind, Note};
use crate::refusals::PrivacyRefusal;
use crate::running::{Past, RunningPolicy};
use crate::store;

/// What the database knows of earlier versions, and of those members were told of.
pub(crate) fn past(tx: &mut Tx<'_>) -> Answer<Past> {
    Ok(Past { adopted: tx.all(store::ALL_ADOPTED, ())?, told: tx.all(store::ALL_TOLD, ())? })
}

/// Notes the policy in force, if it is new here, with every value of it. Run it at the start and
/// after each adoption.
pub fn note_policy(tx: &mut Tx<'_>) -> Answer<bool> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let (hash, version) = (running.hash().to_owned(), running.policy().version.to_string());
    let effective = running.policy().effective.begins();
    let new: Option<(String,)> =
        tx.maybe(store::ADOPTED, (&hash, &version, effective, tx.now()))?;
    if new.is_some() {
        let lines = running.policy().canonical();
        tx.run(store::POLICY_TEXT, (&hash, &version, tx.now(), lines))?;
        Note::new(Kind::Policy)
            .line("policy", hash)
            .line("version", version)
            .line("effective", effective)
            .write(tx)?;
    }
    Ok(new.is_some())
}

/// Notes since when every member knows of a version that is to come; the first such instant stays.
/// What it widens binds when the notice of the version in force has passed since then.
pub fn note_told(tx: &mut Tx<'_>, version: &str, told_at: At) -> Answer<()> {
    let policy = tx.plugged::<RunningPolicy>()?;
    let next = policy.waiting().into_iter().find(|next| next.policy.version.to_string() == version);
    let Some(next) = next else {
        return Err(PrivacyRefusal::NoSuchVersion { version: version.to_owned() }.into());
    };
    if told_at > tx.now() {
        return Err(PrivacyRefusal::NotToldYet.into());
    }
    let hash = next.policy.hash().to_owned();
    if tx.run(store::TOLD, (&hash, version, told_at, tx.now()))? > 0 {
        Note::new(Kind::Policy)
            .line("policy", policy.at(tx.now()).hash())
            .line("told", hash)
            .line("version", version)
            .line("since", told_at)
            .write(tx)?;
    }
    Ok(())
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
