//! What the house does with this room when it starts, and then again and again.

use db::{Answer, Db};
use kernel::{Fault, MemberId};

use crate::refusals::PrivacyRefusal;
use crate::running::RunningPolicy;
use crate::{adopt, choices, erase, log, people, retention, versions};

/// How many acts get their places in one transaction.
const HELPING: i64 = 2_000;

/// What the start found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Started {
    /// The policy had not been in force here before.
    pub new_policy: bool,
    /// Purposes that stand stopped.
    pub stops: usize,
    /// Keys found destroyed that a restored database still named.
    pub forgotten_again: usize,
    /// Doomed keys that are destroyed now.
    pub destroyed: usize,
    /// People whom other laws protect now, under the policy in force.
    pub under_other_laws: usize,
}

/// At the start, before the first request: refuses a keystore that does not know the database's
/// keys and policies that do not go on from the one that was in force, forgets what a restored
/// backup brought back, reads the stops, notes the policy.
pub fn start(db: &Db) -> Answer<Started> {
    if !erase::keystore_knows(db)? {
        return Err(PrivacyRefusal::OtherKeystore.into());
    }
    let past = db.read_now("privacy.past", adopt::past)?;
    running(db)?.settle(past)?;
    versions::follow(db)?;
    let forgotten_again = erase::forget_this_epoch(db)?;
    let stops = db.read_now("privacy.stops", adopt::read_stops)?;
    let mut started = Started { stops, forgotten_again, ..Started::default() };
    (started.new_policy, started.under_other_laws) = note(db)?;
    while let n @ 1.. = erase::carry_out(db)? {
        started.destroyed += n;
    }
    Ok(started)
}

fn running(db: &Db) -> Result<&RunningPolicy, Fault> {
    let missing = || Fault::new("the policy is not plugged in");
    db.plugs().get::<RunningPolicy>().ok_or_else(missing)
}

// Notes the policy in force where it is new, and asks again which laws protect whom.
fn note(db: &Db) -> Answer<(bool, usize)> {
    let policy = running(db)?;
    let hash = policy.at(db.now()).hash().to_owned();
    let new = db.write_now("privacy.note_policy", choices::lock(), adopt::note_policy)?;
    let changed = if new { laws_again(db)? } else { 0 };
    policy.noted(&hash);
    Ok((new, changed))
}

/// Every second or so: tells of versions that are to come, notes one whose day has come, gives acts their places in the log and
/// signs the head. How many.
pub fn every_second(db: &Db) -> Answer<usize> {
    versions::work(db)?;
    let policy = running(db)?;
    if !policy.is_noted(policy.at(db.now()).hash()) {
        note(db)?;
    }
    // All that has come in by now, some at a time: acts go on between two helpings.
    let waiting = db.read_now("privacy.waiting", log::waiting)?;
    let mut all = 0;
    while all < waiting {
        let some = |tx: &mut db::Tx<'_>| log::sequence(tx, HELPING);
        match db.write_now("privacy.sequence", log::sequencer_lock(), some)? {
            0 => break,
            done => all += done,
        }
    }
    Ok(all)
}

/// Every few minutes: destroys what is due and carries out what was doomed. True when there is
/// more to do at once.
pub fn every_few_minutes(db: &Db) -> Answer<bool> {
    let swept = db.write_now("privacy.sweep", choices::lock(), |tx| retention::sweep(tx, 200))?;
    let destroyed = erase::carry_out(db)?;
    crate::requests::work::alarms(db)?;
    versions::late_joiners(db)?;
    Ok(swept != retention::Swept::default() || destroyed > 0)
}

/// After a policy came into force: which laws protect whom is asked again by each person's country.
/// How many stand under other laws than before.
pub fn laws_again(db: &Db) -> Answer<usize> {
    const PAGE: i64 = 500;
    let (mut after, mut changed) = (None::<MemberId>, 0);
    loop {
        let from = after;
        let (last, some) = db.write_now("privacy.laws_again", choices::lock(), move |tx| {
            people::laws_again(tx, from, PAGE)
        })?;
        changed += some;
        match last {
            Some(last) => after = Some(last),
            None => return Ok(changed),
        }
    }
}
