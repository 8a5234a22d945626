//! Policies coming into force, and purposes stopped in between: on record, and in the log.

use db::{Answer, Tx};
use kernel::{At, StaffId};
use policy::Purpose;

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

/// Stops a purpose at once, for everyone, until it is lifted: nothing opens for it from the commit
/// on. Duties cannot be stopped. Run it under the choices' lock.
pub fn stop_purpose(tx: &mut Tx<'_>, purpose: Purpose, by: StaffId) -> Answer<()> {
    let policy = tx.plugged::<RunningPolicy>()?;
    tx.run_one(store::STOP_PURPOSE, (purpose.code(), tx.now(), by))?;
    Note::new(Kind::Policy)
        .line("policy", policy.at(tx.now()).hash())
        .line("stopped", purpose)
        .line("staff", by)
        .write(tx)?;
    // Before the commit, not after: if the commit fails, the stop stands until the program starts
    // anew, which errs to the members' side.
    policy.stop_purpose(purpose);
    Ok(())
}

/// Lifts a stop. It opens again when the program is started anew.
pub fn lift_stop(tx: &mut Tx<'_>, purpose: Purpose, by: StaffId) -> Answer<()> {
    let policy = tx.plugged::<RunningPolicy>()?;
    tx.run(store::LIFT_STOP, (tx.now(), purpose.code()))?;
    Note::new(Kind::Policy)
        .line("policy", policy.at(tx.now()).hash())
        .line("lifted", purpose)
        .line("staff", by)
        .write(tx)
        .map(|_| ())
}

/// Reads the stops that stand. Run it at the start.
pub fn read_stops(tx: &mut Tx<'_>) -> Answer<usize> {
    let rows: Vec<(String,)> = tx.all(store::STOPPED_PURPOSES, ())?;
    let policy = tx.plugged::<RunningPolicy>()?;
    let stopped = rows.iter().filter_map(|(code,)| Purpose::parse(code));
    Ok(stopped.map(|purpose| policy.stop_purpose(purpose)).count())
}
