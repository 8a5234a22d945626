//! What the house does with this room when it starts, and then again and again.

use db::{Answer, Db};
use kernel::{Fault, MemberId, Span};

use crate::keyring::Keyring;
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
    /// People whose country was asked again, under a policy that is new here.
    pub countries_asked: usize,
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
    (started.new_policy, started.countries_asked) = note(db)?;
    // Whatever a long sleep left behind.
    db.write_now("privacy.thin", log::sequencer_lock(), |tx| log::thin(tx, Span::days(36_500)))?;
    while let n @ 1.. = erase::carry_out(db)? {
        started.destroyed += n;
    }
    Ok(started)
}

fn running(db: &Db) -> Result<&RunningPolicy, Fault> {
    let missing = || Fault::new("the policy is not plugged in");
    db.plugs().get::<RunningPolicy>().ok_or_else(missing)
}

// Notes the policy in force where it is new, asks again which laws protect whom, and sets every
// running date by it. Whoever was not asked yet stands under every law meanwhile.
fn note(db: &Db) -> Answer<(bool, usize)> {
    let policy = running(db)?;
    let hash = policy.at(db.now()).hash().to_owned();
    let new = db.write_now("privacy.note_policy", choices::lock(), |tx| {
        let new = adopt::note_policy(tx)?;
        if new {
            people::under_every_law(tx)?;
        }
        Ok(new)
    })?;
    let asked = if new { laws_again(db)? } else { 0 };
    if new {
        dates_again(db)?;
    }
    policy.noted(&hash);
    Ok((new, asked))
}

/// Every second or so: lets go of unwrapped keys, tells of versions that are to come, notes one
/// whose day has come, gives acts their places in the log and signs the head. How many.
pub fn every_second(db: &Db) -> Answer<usize> {
    if let Some(keyring) = db.plugs().get::<Keyring>() {
        keyring.cool(db.now());
    }
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
    db.write_now("privacy.thin", log::sequencer_lock(), |tx| log::thin(tx, Span::days(30)))?;
    crate::requests::work::alarms(db)?;
    versions::late_joiners(db)?;
    Ok(swept != retention::Swept::default() || destroyed > 0)
}

/// After a policy came into force: which laws protect whom is asked again by each person's country.
/// How many told it.
pub fn laws_again(db: &Db) -> Answer<usize> {
    const PAGE: i64 = 500;
    let (mut after, mut asked) = (None::<MemberId>, 0);
    loop {
        let from = after;
        let (last, some) = db.write_now("privacy.laws_again", choices::lock(), move |tx| {
            people::laws_again(tx, from, PAGE)
        })?;
        asked += some;
        match last {
            Some(last) => after = Some(last),
            None => return Ok(asked),
        }
    }
}

/// After a policy came into force: every running date is counted again, by its periods. How many
/// are other dates now.
pub fn dates_again(db: &Db) -> Answer<usize> {
    let (mut after, mut changed) = (retention::Clock::default(), 0);
    loop {
        let from = after.clone();
        let (last, some) = db.write_now("privacy.dates_again", choices::lock(), move |tx| {
            retention::dates_again(tx, &from, 500)
        })?;
        changed += some;
        match last {
            Some(last) => after = last,
            None => return Ok(changed),
        }
    }
}
