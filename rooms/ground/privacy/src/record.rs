//! What a person sees about their own data: who opened it, what for, when; to whom it was handed;
//! what they chose; when it goes.

use db::{Answer, Tx};
use kernel::{At, Id as _, MemberId, RecordId};
use policy::{FieldSet, Purpose, Role};

use crate::choices::{Made, Switch, made_by, switches};
use crate::disclose::{Given, given_of};
use crate::log::{Kind, line, people};
use crate::person::Person;
use crate::refusals::PrivacyRefusal;
use crate::running::RunningPolicy;
use crate::{retention, store};

db::row! {
    struct Row {
        id: RecordId,
        kind: Kind,
        noted_at: At,
        body: String,
        persons: Option<Vec<u8>>,
    }
}

/// One act on a person's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The entry of the log.
    pub id: RecordId,
    /// What kind of act.
    pub kind: Kind,
    /// When.
    pub at: At,
    /// In which role someone opened it.
    pub role: Option<Role>,
    /// By which view.
    pub view: Option<String>,
    /// What the view is, in a sentence, if the running program still has it.
    pub about: Option<&'static str>,
    /// What for.
    pub purpose: Option<Purpose>,
    /// Which fields.
    pub fields: FieldSet,
    /// Why, in the opener's words.
    pub why: Option<String>,
    /// To whom it went, if it went anywhere.
    pub recipient: Option<String>,
    /// How many people the act was about.
    pub people: u64,
    /// The text that the log's leaf is the hash of.
    pub text: String,
}

/// Everything a person may see about their own data.
#[derive(Debug, Clone)]
pub struct Record {
    /// The acts, latest first.
    pub acts: Vec<Act>,
    /// The hand-overs, latest first.
    pub given: Vec<Given>,
    /// The switches.
    pub switches: Vec<Switch>,
    /// Every choice ever made.
    pub made: Vec<Made>,
    /// What is destroyed when.
    pub clocks: Vec<retention::Running>,
    /// Whether all use is stopped, and since when.
    pub stopped_at: Option<At>,
    /// Whether the data is erased, and since when.
    pub erased_at: Option<At>,
}

/// Something that another room tells a person about their data, beside the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Since when they may know.
    pub at: At,
    /// The page that says more.
    pub path: String,
    /// The name of the text that leads there.
    pub label: &'static str,
}

/// Something that another room tells everybody, on the page of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Since when it stands there.
    pub at: At,
    /// The name of the text above it.
    pub label: &'static str,
    /// What it says, line by line, in the language asked for.
    pub words: String,
}

/// How a room says what it has to tell somebody.
pub type Tells = fn(&mut Tx<'_>, MemberId) -> Answer<Vec<Told>>;
/// How a room says what it has to tell everybody, in a language.
pub type Announces = fn(&mut Tx<'_>, &str) -> Answer<Vec<Notice>>;

/// What other rooms tell people about their data: a plug.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Each person about their own.
    pub each: Vec<Tells>,
    /// Everybody.
    pub all: Vec<Announces>,
}

impl Beside {
    /// All of it for one person.
    pub(crate) fn of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Told>> {
        let Ok(beside) = tx.plugged::<Beside>() else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for told in &beside.each {
            all.extend(told(tx, member)?);
        }
        Ok(all)
    }

    /// All that stands in public.
    pub(crate) fn in_public(tx: &mut Tx<'_>, lang: &str) -> Answer<Vec<Notice>> {
        let Ok(beside) = tx.plugged::<Beside>() else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for announced in &beside.all {
            all.extend(announced(tx, lang)?);
        }
        Ok(all)
    }
}

/// A person's record: the latest `most` acts, before `before` if given.
pub fn my_record(
    tx: &mut Tx<'_>,
    member: MemberId,
    before: Option<RecordId>,
    most: i64,
) -> Answer<Record> {
    let person = Person::load(tx, member)?;
    Ok(Record {
        acts: acts_on(tx, member, before, most)?,
        given: given_of(tx, member, most)?,
        switches: switches(tx, member)?,
        made: made_by(tx, member)?,
        clocks: retention::clocks_of(tx, member)?,
        stopped_at: person.stopped_at,
        erased_at: person.erased_at,
    })
}

/// The latest acts on a person's data: those about them alone, and those about many.
pub fn acts_on(
    tx: &mut Tx<'_>,
    member: MemberId,
    before: Option<RecordId>,
    most: i64,
) -> Answer<Vec<Act>> {
    // An act leads to its people once it has its place in the log; until then it is looked for
    // among the few that wait, which come first.
    let placed: Option<(i64,)> = match before {
        Some(before) => tx.maybe(store::LEAF_OF, (before,))?,
        None => None,
    };
    let mut rows = match placed {
        Some(_) => Vec::new(),
        None => waiting(tx, member, before.unwrap_or(RecordId::from_bits(u128::MAX)))?,
    };
    let (most, below) = (usize::try_from(most).unwrap_or(0), placed.map_or(i64::MAX, |at| at.0));
    rows.truncate(most);
    let left = i64::try_from(most - rows.len()).unwrap_or(0);
    rows.extend(tx.all::<Row>(store::ABOUT, (below, member, left))?);
    let policy = tx.plugged::<RunningPolicy>()?;
    Ok(rows.into_iter().map(|row| act(policy, row)).collect())
}

fn waiting(tx: &mut Tx<'_>, member: MemberId, before: RecordId) -> Answer<Vec<Row>> {
    let mut mine = Vec::new();
    for row in tx.all::<Row>(store::ABOUT_WAITING, (member, before))? {
        let among = row.persons.as_deref().map(|all| people(None, Some(all))).transpose()?;
        if among.is_none_or(|people| people.contains(&member)) {
            mine.push(row);
        }
    }
    Ok(mine)
}

fn act(policy: &RunningPolicy, row: Row) -> Act {
    let said = |word: &str| line(&row.body, word);
    let view = said("view").map(str::to_owned);
    let about = policy.views().iter().find(|v| Some(v.name) == view.as_deref()).map(|v| v.about);
    let fields = said("fields").unwrap_or("").split(',').filter_map(policy::Field::parse);
    Act {
        id: row.id,
        kind: row.kind,
        at: row.noted_at,
        role: said("role").and_then(Role::parse),
        about,
        purpose: said("purpose").and_then(Purpose::parse),
        fields: fields.collect(),
        why: said("why").map(str::to_owned),
        recipient: said("recipient").map(str::to_owned),
        people: said("persons").and_then(|p| p.split(' ').next()?.parse().ok()).unwrap_or(0),
        view,
        text: row.body,
    }
}

/// The entry's id from its written form; refused as unknown otherwise.
pub fn entry_id(text: &str) -> Result<RecordId, PrivacyRefusal> {
    RecordId::parse(text).ok_or(PrivacyRefusal::NoSuchRecord)
}
