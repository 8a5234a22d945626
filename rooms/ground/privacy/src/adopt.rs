//! Policies coming into force, and purposes stopped in between: on record, and in the log.

use std::sync::Arc;

use db::{Answer, Tx};
use kernel::{At, StaffId};
use policy::{Policy, Purpose};

use crate::log::{Kind, Note};
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
