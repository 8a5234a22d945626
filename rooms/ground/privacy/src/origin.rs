//! With whose business somebody's data came. What the predecessor had told them it is used for goes
//! on, and nothing wider, until they agree to this house's policy (APPI Art 18(2)).

use std::collections::BTreeMap;

use db::{Answer, Tx};
use kernel::{MemberId, RecordId};
use policy::{ChoiceKind, Field, FieldSet, Policy, RecipientId, Running, ViewFacts};

use crate::choices::ChosenBy;
use crate::keyring::{hex, sha256};
use crate::log::{Kind, Note};
use crate::open::{Opener, field_words};
use crate::person::Person;
use crate::refusals::PrivacyRefusal;
use crate::running::RunningPolicy;
use crate::store;

/// What agreeing to this house's policy is called among somebody's choices.
pub(crate) const AGREED: &str = "this-policy";

db::sql! {
    NEW_ORIGIN = "INSERT INTO origin (hash, house, version, noted_at, lines) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (hash) DO NOTHING";
    NEW_USE = "INSERT INTO origin_use (hash, purpose, party, fields) VALUES ($1, $2, $3, $4)
        ON CONFLICT (hash, purpose, party) DO NOTHING";
    USE = "SELECT fields FROM origin_use WHERE hash = $1 AND purpose = $2 AND party = $3";
    SET_ORIGIN = "UPDATE person SET origin = $1 WHERE member = $2";
    ORIGIN = "SELECT hash, house, version FROM origin WHERE hash = $1";
}

/// What a policy lets be used, purpose by purpose: by the house itself, and given to each kind of
/// party. `party` is empty for the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) purpose: String,
    pub(crate) party: String,
    pub(crate) fields: String,
}

fn fields_of(words: &str) -> FieldSet {
    words.split(',').filter_map(Field::parse).collect()
}

/// The uses of a policy.
pub(crate) fn uses(policy: &Policy) -> Vec<Use> {
    let mut all: BTreeMap<(String, String), FieldSet> = BTreeMap::new();
    for (purpose, facts) in &policy.purposes {
        if facts.stopped {
            continue;
        }
        let code = purpose.code().to_owned();
        let seen = facts.may.values().fold(FieldSet::EMPTY, |all, fields| all.or(*fields));
        all.insert((code.clone(), String::new()), seen.and(facts.fields));
        for to in policy.recipients.iter().filter(|to| to.purposes.has(*purpose)) {
            let given = all.entry((code.clone(), to.kind.code().to_owned())).or_default();
            *given = given.or(to.gives.and(facts.fields));
        }
    }
    let word = |((purpose, party), fields)| Use { purpose, party, fields: field_words(fields) };
    all.into_iter().map(word).collect()
}

/// A predecessor, by the policy that binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The hash of the policy.
    pub hash: String,
    /// The operator.
    pub house: String,
    /// The version.
    pub version: String,
}

db::row! {
    struct OriginRow { hash: String, house: String, version: String }
}

/// With whose business somebody came, as long as their data is bound by it.
pub fn origin_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<Origin>> {
    let Some(hash) = Person::load(tx, member)?.origin else { return Ok(None) };
    let row: Option<OriginRow> = tx.maybe(ORIGIN, (hash,))?;
    Ok(row.map(|row| Origin { hash: row.hash, house: row.house, version: row.version }))
}

/// Notes a predecessor's policy.
pub(crate) fn note(tx: &mut Tx<'_>, origin: &Origin, lines: &str, uses: &[Use]) -> Answer<()> {
    let Origin { hash, house, version } = origin;
    tx.run(NEW_ORIGIN, (hash, house, version, tx.now(), lines))?;
    for one in uses {
        tx.run(NEW_USE, (hash, &one.purpose, &one.party, &one.fields))?;
    }
    Ok(())
}

pub(crate) fn bind(tx: &mut Tx<'_>, member: MemberId, origin: Option<&str>) -> Answer<()> {
    tx.run_one(SET_ORIGIN, (origin, member))
}

/// Whether the predecessor's policy had such a use. The person's own look at what is theirs, and
/// what a law demands of any house, are bound by no policy.
pub(crate) fn covers(
    tx: &mut Tx<'_>,
    running: &Running,
    view: &ViewFacts,
    who: &Opener,
    to: Option<RecipientId>,
    origin: &str,
) -> Answer<bool> {
    if who.is_the_person() || view.purpose.is_duty() {
        return Ok(true);
    }
    let code = to.and_then(|id| running.compiled().recipient_code(id));
    let party = code.and_then(|code| running.policy().recipient(code)).map(|to| to.kind.code());
    for party in ["", party.unwrap_or("")] {
        let had: Option<(String,)> = tx.maybe(USE, (origin, view.purpose.code(), party))?;
        if !fields_of(&had.map(|row| row.0).unwrap_or_default()).covers(view.fields) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Refuses a use that the predecessor's policy had not, for somebody who came with it.
pub(crate) fn hold(
    tx: &mut Tx<'_>,
    running: &Running,
    view: &ViewFacts,
    who: &Opener,
    to: Option<RecipientId>,
    origin: Option<&str>,
) -> Answer<()> {
    let Some(origin) = origin else { return Ok(()) };
    if covers(tx, running, view, who, to, origin)? {
        return Ok(());
    }
    Err(PrivacyRefusal::Predecessor { purpose: view.purpose.fact().to_owned() }.into())
}

/// Of these people, those whom no predecessor's policy protects from this use.
pub(crate) fn unheld(
    tx: &mut Tx<'_>,
    running: &Running,
    view: &ViewFacts,
    who: &Opener,
    to: Option<RecipientId>,
    people: Vec<Person>,
) -> Answer<Vec<MemberId>> {
    let mut known: BTreeMap<String, bool> = BTreeMap::new();
    let mut free = Vec::with_capacity(people.len());
    for person in people {
        let may = match person.origin {
            None => true,
            Some(origin) => match known.get(&origin) {
                Some(may) => *may,
                None => {
                    let may = covers(tx, running, view, who, to, &origin)?;
                    known.insert(origin, may);
                    may
                }
            },
        };
        if may {
            free.push(person.member);
        }
    }
    Ok(free)
}

/// Somebody agrees to this house's policy, whose words they saw: from here on it alone binds.
pub fn agree(
    tx: &mut Tx<'_>,
    member: MemberId,
    lang: policy::Lang,
    words: &str,
) -> Answer<RecordId> {
    let person = Person::load(tx, member)?;
    if person.erased_at.is_some() {
        return Err(PrivacyRefusal::Erased.into());
    }
    let Some(origin) = person.origin else {
        return Err(PrivacyRefusal::NotHandedOver.into());
    };
    let shown = hex(&sha256(&[lang.code().as_bytes(), &[0], words.as_bytes()]));
    tx.put(store::NEW_CHOICE_TEXT, (&shown, lang.code(), words))?;
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let entry = Note::new(Kind::Chosen)
        .line("policy", running.hash())
        .line("choice", AGREED)
        .line("as", ChoiceKind::Consent)
        .line("on", "yes")
        .line("shown", &shown)
        .line("before", origin)
        .line("by", ChosenBy::Page)
        .of(member)
        .write(tx)?;
    let (kind, hash) = (ChoiceKind::Consent.code(), running.hash().to_owned());
    let made = (entry, member, AGREED, kind, 1_i64, tx.now(), &shown, hash, ChosenBy::Page);
    tx.run_one(store::NEW_CHOICE, made)?;
    bind(tx, member, None)?;
    Ok(entry)
}
