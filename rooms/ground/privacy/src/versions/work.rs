//! Telling everybody, and keeping what is to come in line with the database.

use db::{Answer, Db, Tx};
use kernel::{At, Fault, Id as _, MemberId, VersionId};

use super::rules::State;
use super::store::{self, Version};
use super::{Telling, text};
use crate::choices;
use crate::log::{Kind, Note};
use crate::refusals::PrivacyRefusal;
use crate::requests::Upstairs;
use crate::running::RunningPolicy;

/// How many people are told in one transaction.
pub const AT_ONCE: i64 = 200;

fn plugged(db: &Db) -> Result<&RunningPolicy, Fault> {
    db.plugs().get::<RunningPolicy>().ok_or_else(|| Fault::new("the policy is not plugged in"))
}

/// Brings the version that is to come in line with the database: after a start, after an act, and
/// every second. It reads, and only where something differs does it act, under the lock of choices,
/// so that it never brings back what is just being taken back.
pub(crate) fn follow(db: &Db) -> Answer<()> {
    let running = plugged(db)?;
    let found = db.read_now("privacy.announced", announced)?;
    let is_right = match &found {
        Some(version) => running.expects(&version.hash, version.told_at),
        None => running.waiting().is_empty(),
    };
    if is_right {
        return Ok(());
    }
    db.write_now("privacy.follow_policy", choices::lock(), |tx| {
        let announced = announced(tx)?;
        let running = tx.plugged::<RunningPolicy>()?;
        let Some(version) = announced else {
            for next in running.waiting() {
                running.call_off(next.policy.hash(), tx.now());
            }
            return Ok(());
        };
        if running.expects(&version.hash, version.told_at) {
            return Ok(());
        }
        let next = text(tx, &version)?;
        let unfit = |why: policy::NotYet| PrivacyRefusal::PolicyUnfit { what: why.to_string() };
        tx.plugged::<RunningPolicy>()?
            .expect(&next, version.told_at, tx.now())
            .map_err(unfit)
            .map_err(Into::into)
    })
}

fn announced(tx: &mut Tx<'_>) -> Answer<Option<Version>> {
    let all: Vec<Version> = tx.all(store::ON_ITS_WAY, ())?;
    Ok(all.into_iter().find(|version| version.state() == State::Announced))
}

/// One round: tells everybody who does not know yet of what was announced or taken back, some at a
/// time. How many were told. When nobody is left, that is noted, and the notice runs from there.
pub fn work(db: &Db) -> Answer<usize> {
    follow(db)?;
    let on_their_way: Vec<Version> =
        db.read_now("privacy.versions_on_their_way", |tx| tx.all(store::ON_ITS_WAY, ()))?;
    let mut told = 0;
    for version in &on_their_way {
        let (what, is_known) = match version.state() {
            State::Announced => (Telling::Coming, version.told_at.is_some()),
            State::Withdrawn => (Telling::Withdrawn, version.ended_told_at.is_some()),
            _ => continue,
        };
        if is_known {
            if let (Telling::Coming, Some(at)) = (what, version.told_at) {
                told += just_joined(db, version.id, at)?;
            }
            continue;
        }
        let some = tell_all(db, version.id, what)?;
        told += some;
        // Only a whole round in which nobody was left says that everybody knows.
        if some == 0 {
            let id = version.id;
            db.write_now("privacy.policy_known", choices::lock(), move |tx| known(tx, id, what))?;
            follow(db)?;
        }
    }
    Ok(told)
}

// Who joins after everybody was told hears of it in the next second: a few reads of those alone who
// are new.
fn just_joined(db: &Db, id: VersionId, told_at: At) -> Answer<usize> {
    let running = plugged(db)?;
    let mut told = 0;
    loop {
        let after = running.joined_after(id, told_at);
        let new: Vec<(MemberId,)> = db.read_now("privacy.just_joined", move |tx| {
            tx.all(store::TO_TELL, (after, id, AT_ONCE))
        })?;
        let Some((last,)) = new.last().copied() else { return Ok(told) };
        told += db
            .write_now("privacy.tell_policy", choices::lock(), move |tx| {
                tell_some(tx, id, Telling::Coming, after)
            })?
            .1;
        running.looked_at(id, last);
    }
}

/// Tells whoever still does not know after everybody had been told, until its day: those whom no
/// second found, and who came from elsewhere with an older id. How many.
pub fn late_joiners(db: &Db) -> Answer<usize> {
    match db.read_now("privacy.announced", announced)? {
        Some(version) if version.told_at.is_some() => tell_all(db, version.id, Telling::Coming),
        _ => Ok(0),
    }
}

fn tell_all(db: &Db, id: VersionId, what: Telling) -> Answer<usize> {
    let (mut after, mut told) = (MemberId::from_bits(0), 0);
    loop {
        let from = after;
        let (last, some) = db.write_now("privacy.tell_policy", choices::lock(), move |tx| {
            tell_some(tx, id, what, from)
        })?;
        told += some;
        match last {
            Some(last) => after = last,
            None => return Ok(told),
        }
    }
}

// Who was told and what tells them are one transaction: a crash anywhere tells nobody twice.
fn tell_some(
    tx: &mut Tx<'_>,
    id: VersionId,
    what: Telling,
    after: MemberId,
) -> Answer<(Option<MemberId>, usize)> {
    let version = super::load(tx, id)?;
    let due = match what {
        Telling::Coming => State::Announced,
        Telling::Withdrawn => State::Withdrawn,
    };
    if version.state() != due {
        return Ok((None, 0));
    }
    let asked = (after, id, AT_ONCE);
    let some: Vec<(MemberId,)> = match what {
        Telling::Coming => tx.all(store::TO_TELL, asked)?,
        Telling::Withdrawn => tx.all(store::TO_UNTELL, asked)?,
    };
    let house = Upstairs::of(tx);
    let mut told = 0;
    for (member,) in &some {
        if house.tell_of_version(tx, *member, id, what)? {
            tx.put(store::TELL, (id, *member, what, tx.now()))?;
            told += 1;
        }
    }
    Ok((some.last().map(|row| row.0), told))
}

fn known(tx: &mut Tx<'_>, id: VersionId, what: Telling) -> Answer<()> {
    let text = match what {
        Telling::Coming => store::KNOWN,
        Telling::Withdrawn => store::END_KNOWN,
    };
    if tx.run(text, (tx.now(), id))? == 0 {
        return Ok(());
    }
    let version = super::load(tx, id)?;
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let word = match what {
        Telling::Coming => "every member knows that it comes",
        Telling::Withdrawn => "every member knows that it does not come",
    };
    Note::new(Kind::Policy)
        .line("policy", running.hash())
        .line("step", word)
        .line("draft", id)
        .line("version", &version.version)
        .line("hash", &version.hash)
        .write(tx)
        .map(|_| ())
}
