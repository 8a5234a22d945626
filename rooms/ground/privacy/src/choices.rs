//! Consents and objections: what a person decided, when, and the very words they saw.

use db::{Answer, Lock, Tx};
use kernel::{At, MemberId, RecordId};
use policy::{ChoiceKind, Lang};

use crate::keyring::{hex, sha256};
use crate::log::{Kind, Note};
use crate::person::Person;
use crate::refusals::PrivacyRefusal;
use crate::running::RunningPolicy;
use crate::store;

kernel::words! {
    /// By which means a choice was made.
    pub enum ChosenBy {
        /// The person, on a page of theirs.
        Page = "page",
        /// The link in a letter.
        Letter = "letter",
        /// The signal their browser sends.
        Browser = "browser",
        /// Someone of the staff, at the person's word.
        Staff = "staff",
    }
}
db::stored!(ChosenBy);

/// A choice about to be made.
#[derive(Debug, Clone)]
pub struct Choosing {
    /// Whose.
    pub member: MemberId,
    /// The choice's code in the policy.
    pub choice: String,
    /// Given or made; false takes it back.
    pub on: bool,
    /// The language of the words shown.
    pub lang: Lang,
    /// The very words shown.
    pub words: String,
    /// How.
    pub by: ChosenBy,
}

/// The lock under which choices, stops and erasures run, and under which data leaves in batches:
/// what leaves after a stop has been answered cannot be the stopped person's.
pub fn lock() -> Lock {
    Lock::named("privacy.choices")
}

/// Makes a choice or takes it back. Run it under [`lock`]. Choosing what stands already is one more
/// row: it says that these words were seen, too.
pub fn choose(tx: &mut Tx<'_>, ask: &Choosing) -> Answer<RecordId> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let known = running.policy().choice(&ask.choice);
    let kind = match known.map(|choice| choice.kind) {
        Some(kind) => kind,
        // What the running policy no longer asks can still be taken back.
        None => kind_on_record(tx, ask)?,
    };
    let mark = running.mark(&ask.choice).filter(|_| kind == ChoiceKind::Consent);
    put(tx, ask, kind, running.hash(), mark)
}

/// Says yes to what a version asks for again, in its own words, before its day or after it. Run it
/// under [`lock`].
pub(crate) fn agree_under(tx: &mut Tx<'_>, ask: &Choosing, version: &str) -> Answer<RecordId> {
    put(tx, ask, ChoiceKind::Consent, version, Some(version))
}

fn put(
    tx: &mut Tx<'_>,
    ask: &Choosing,
    kind: ChoiceKind,
    policy: &str,
    mark: Option<&str>,
) -> Answer<RecordId> {
    let person = Person::load(tx, ask.member)?;
    if person.erased_at.is_some() {
        return Err(PrivacyRefusal::Erased.into());
    }
    let shown = hex(&sha256(&[ask.lang.code().as_bytes(), &[0], ask.words.as_bytes()]));
    tx.put(store::NEW_CHOICE_TEXT, (&shown, ask.lang.code(), &ask.words))?;
    let entry = Note::new(Kind::Chosen)
        .line("policy", policy)
        .line("choice", &ask.choice)
        .line("as", kind)
        .line("on", if ask.on { "yes" } else { "no" })
        .line("shown", &shown)
        .line("by", ask.by)
        .of(ask.member)
        .write(tx)?;
    tx.put(store::SUPERSEDE, (tx.now(), ask.member, &ask.choice))?;
    let on = i64::from(ask.on);
    let made = (entry, ask.member, &ask.choice, kind.code(), on, tx.now(), &shown);
    let (id, member, choice, kind_word, on, at, shown) = made;
    tx.run_one(store::NEW_CHOICE, (id, member, choice, kind_word, on, at, shown, policy, ask.by))?;
    let words = person.choices_with(&ask.choice, kind, mark, ask.on);
    tx.run_one(store::SET_CHOICES, (words, ask.member))?;
    Ok(entry)
}

/// The person's browser objects for them (`Sec-GPC: 1`): noted as an objection to their data being
/// passed on to partner companies, unless they have decided on that themselves, either way. Run it
/// under [`lock`].
pub fn object_by_browser(tx: &mut Tx<'_>, member: MemberId, lang: Lang) -> Answer<()> {
    if Person::load(tx, member)?.erased_at.is_some() {
        return Ok(());
    }
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let made: Vec<Made> = tx.all(store::CHOICES_OF, (member,))?;
    let stops = |choice: &&policy::Choice| {
        choice.kind == ChoiceKind::Objection && choice.purposes.has(policy::Purpose::Partners)
    };
    for choice in running.policy().choices.iter().filter(stops) {
        if made.iter().any(|made| made.choice == choice.code) {
            continue;
        }
        // No words were shown: what is on record is what the browser said.
        let words = "Sec-GPC: 1".to_owned();
        let (choice, by) = (choice.code.clone(), ChosenBy::Browser);
        choose(tx, &Choosing { member, choice, on: true, lang, words, by })?;
    }
    Ok(())
}

fn kind_on_record(tx: &mut Tx<'_>, ask: &Choosing) -> Answer<ChoiceKind> {
    let no = || PrivacyRefusal::NoSuchChoice { choice: ask.choice.clone() };
    if ask.on {
        return Err(no().into());
    }
    let made: Vec<Made> = tx.all(store::CHOICES_OF, (ask.member,))?;
    let latest = made.iter().rev().find(|made| made.choice == ask.choice);
    latest.and_then(|made| ChoiceKind::parse(&made.kind)).ok_or_else(|| no().into())
}

/// The person asks that their data be used no more, but for what a law demands; or takes that back.
pub fn stop_all(tx: &mut Tx<'_>, member: MemberId, stop: bool) -> Answer<RecordId> {
    let person = Person::load(tx, member)?;
    if person.erased_at.is_some() {
        return Err(PrivacyRefusal::Erased.into());
    }
    let stopped_at = stop.then(|| tx.now());
    tx.run_one(store::SET_STOPPED, (stopped_at, member))?;
    if !stop && person.laws.is_none() {
        // A policy that came into force meanwhile could not ask where they live.
        crate::people::ask_country(tx, &[member], "their data may be used again")?;
    }
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    Note::new(Kind::Stopped)
        .line("policy", running.hash())
        .line("use", if stop { "stopped" } else { "resumed" })
        .of(member)
        .write(tx)
}

db::row! {
    /// One row of what a person chose.
    pub struct Made {
        /// The row, and the entry of the log.
        pub id: RecordId,
        /// The choice's code.
        pub choice: String,
        /// `consent` or `objection`.
        pub kind: String,
        /// Given or made; false: taken back.
        pub on: bool,
        /// When.
        pub at: At,
        /// The hash of the words shown.
        pub shown: String,
        /// The hash of the policy in force then.
        pub policy: String,
        /// By which means.
        pub by: ChosenBy,
    }
}

/// Everything a person ever chose, oldest first.
pub fn made_by(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Made>> {
    tx.all(store::CHOICES_OF, (member,))
}

/// The very words shown with a choice.
pub fn words_shown(tx: &mut Tx<'_>, shown: &str) -> Answer<Option<(String, String)>> {
    tx.maybe(store::CHOICE_TEXT, (shown,))
}

/// One switch of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// The choice's code.
    pub choice: String,
    /// Consent or objection.
    pub kind: ChoiceKind,
    /// Whether it is on.
    pub on: bool,
    /// Since when, if it was ever touched.
    pub since: Option<At>,
}

/// Every switch the policy in force gives a person.
pub fn switches(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Switch>> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let person = Person::load(tx, member)?;
    let made = made_by(tx, member)?;
    let switch = |choice: &policy::Choice| Switch {
        choice: choice.code.clone(),
        kind: choice.kind,
        on: person.has_chosen(&running, &choice.code, choice.kind),
        since: made.iter().rev().find(|made| made.choice == choice.code).map(|made| made.at),
    };
    Ok(running.policy().choices.iter().map(switch).collect())
}
