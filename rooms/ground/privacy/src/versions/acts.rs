//! Drafting, reviewing, announcing, taking back. Each runs under the lock of choices.

use db::{Answer, Tx};
use kernel::{At, MemberId, RecordId, StaffId, VersionId};
use policy::{Lang, Policy};

use super::rules::{self, State, widens};
use super::store::{self, Version};
use super::{PARTS, Typed, asked_of, load, text};
use crate::choices::{self, Choosing, ChosenBy};
use crate::log::{Kind, Note};
use crate::refusals::PrivacyRefusal;
use crate::requests::Upstairs;
use crate::running::RunningPolicy;

fn note(tx: &mut Tx<'_>, version: &Version, step: &str, by: Option<StaffId>) -> Answer<RecordId> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let by = by.map_or_else(|| "terminal".to_owned(), |staff| staff.to_string());
    Note::new(Kind::Policy)
        .line("policy", running.hash())
        .line("step", step)
        .line("draft", version.id)
        .line("version", &version.version)
        .line("hash", &version.hash)
        .line("staff", by)
        .write(tx)
}

/// Keeps a draft. The same text is kept once, and a date names one version.
pub fn draft(tx: &mut Tx<'_>, policy: &Policy, by: Option<StaffId>) -> Answer<VersionId> {
    let same: Vec<(VersionId,)> = tx.all(store::SAME_HASH, (policy.hash(),))?;
    let dated = super::published(tx)?
        .iter()
        .any(|one| one.ended_at.is_none() && one.version == policy.version.to_string());
    if !same.is_empty() || dated {
        return Err(PrivacyRefusal::VersionKnown.into());
    }
    let id: VersionId = tx.new_id();
    let (hash, version) = (policy.hash(), policy.version.to_string());
    tx.run_one(store::NEW, (id, hash, version, policy.effective.begins(), tx.now(), by))?;
    keep(tx, id, policy)?;
    let version = load(tx, id)?;
    note(tx, &version, "drafted", by)?;
    Ok(id)
}

fn keep(tx: &mut Tx<'_>, id: VersionId, policy: &Policy) -> Answer<()> {
    let typed = Typed::of(policy);
    for (part, _) in PARTS {
        tx.put(store::NEW_SOURCE, (id, part, typed.text(part)))?;
    }
    Ok(())
}

/// Keeps the texts of the versions a house began with, where they do not lie here yet.
pub(crate) fn begin(tx: &mut Tx<'_>) -> Answer<usize> {
    let unkept: Vec<(String, String, At, At)> = tx.all(store::UNKEPT, ())?;
    let known = tx.plugged::<RunningPolicy>()?.versions();
    let mut kept = 0;
    for (hash, version, effective, adopted) in unkept {
        let Some(policy) = known.iter().find(|policy| policy.hash() == hash) else { continue };
        let id: VersionId = tx.new_id();
        tx.run_one(store::BEGUN, (id, &hash, &version, effective, adopted))?;
        keep(tx, id, policy)?;
        kept += 1;
    }
    Ok(kept)
}

/// Puts a draft up for review. From here on it does not change; where it widens, another person is
/// asked to agree.
pub fn put_up(tx: &mut Tx<'_>, id: VersionId, by: StaffId) -> Answer<()> {
    let version = load(tx, id)?;
    if version.state() != State::Draft {
        return Err(PrivacyRefusal::VersionMoved.into());
    }
    let wider = fits(tx, &version)?;
    if tx.run(store::REVIEW, (tx.now(), by, id))? == 0 {
        return Err(PrivacyRefusal::VersionMoved.into());
    }
    if wider {
        Upstairs::of(tx).agreed_to_version(tx, id, by)?;
    }
    note(tx, &version, "put up for review", Some(by)).map(|_| ())
}

// Whether it can follow the version in force, at this very moment; and whether it widens.
fn fits(tx: &mut Tx<'_>, version: &Version) -> Answer<bool> {
    let next = text(tx, version)?;
    let policy = tx.plugged::<RunningPolicy>()?;
    let running = policy.at(tx.now());
    rules::can_follow(running.policy(), &next, policy.views(), tx.now())?;
    Ok(widens(running.policy(), &next))
}

/// Announces a version that was reviewed: by one person, and where it widens, with the agreement of
/// another, which is used up by it. Until that is given, it stays where it is.
pub fn announce(tx: &mut Tx<'_>, id: VersionId, by: StaffId) -> Answer<State> {
    let version = load(tx, id)?;
    if version.state() != State::Review {
        return Err(PrivacyRefusal::VersionMoved.into());
    }
    let coming: Vec<Version> = tx.all(store::ON_ITS_WAY, ())?;
    if coming.iter().any(|one| one.state() == State::Announced) {
        return Err(PrivacyRefusal::VersionOnItsWay.into());
    }
    let second = if fits(tx, &version)? {
        let agreed = Upstairs::of(tx).agreed_to_version(tx, id, by)?;
        // Asked for, or not answered yet: nothing else has changed.
        let Some(second) = agreed else { return Ok(State::Review) };
        Some(second)
    } else {
        None
    };
    if tx.run(store::ANNOUNCE, (tx.now(), by, second, id))? == 0 {
        return Err(PrivacyRefusal::VersionMoved.into());
    }
    note(tx, &version, "announced", Some(by)).map(|_| State::Announced)
}

/// Drops a draft, or takes an announced version back before its instant: whoever was told of it is
/// told so.
pub fn end(tx: &mut Tx<'_>, id: VersionId, by: StaffId) -> Answer<State> {
    let version = load(tx, id)?;
    let step = match version.state() {
        State::Draft | State::Review => "discarded",
        // Before the commit, not after: no later instant may bring in what this takes back. If the
        // commit fails, the next second finds it announced and expects it again.
        State::Announced => {
            let policy = tx.plugged::<RunningPolicy>()?;
            if !policy.call_off(&version.hash, tx.now()) {
                return Err(PrivacyRefusal::VersionBinds.into());
            }
            "withdrawn"
        }
        State::InForce => return Err(PrivacyRefusal::VersionBinds.into()),
        State::Discarded | State::Withdrawn => return Err(PrivacyRefusal::VersionMoved.into()),
    };
    if tx.run(store::END, (tx.now(), by, id))? == 0 {
        return Err(PrivacyRefusal::VersionMoved.into());
    }
    note(tx, &version, step, Some(by))?;
    load(tx, id).map(|version| version.state())
}

/// A yes to a version that asks for a consent again.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The version.
    pub version: VersionId,
    /// Whose yes.
    pub member: MemberId,
    /// The choice's code.
    pub choice: String,
    /// The language of the words shown.
    pub lang: Lang,
}

/// The person says yes to what a version asks again, before its day or after it. What they agreed
/// to before goes on until then.
pub fn agree(tx: &mut Tx<'_>, asked: &Asked) -> Answer<RecordId> {
    let version = super::load_published(tx, asked.version)?;
    if version.ended_at.is_some() {
        return Err(PrivacyRefusal::NotAskedAgain.into());
    }
    let policy = text(tx, &version)?;
    let all = asked_of(tx, asked.member, &policy)?;
    if !all.iter().any(|(code, _)| *code == asked.choice) {
        return Err(PrivacyRefusal::NotAskedAgain.into());
    }
    let prose = policy.prose.get(&asked.lang);
    let code = asked.choice.as_str();
    let words = prose.map(|p| format!("{}\n{}", p.say("choice", code), p.say("agree", code)));
    let ask = Choosing {
        member: asked.member,
        choice: asked.choice.clone(),
        on: true,
        lang: asked.lang,
        words: words.unwrap_or_else(|| asked.choice.clone()),
        by: ChosenBy::Page,
    };
    choices::agree_under(tx, &ask, policy.hash())
}
