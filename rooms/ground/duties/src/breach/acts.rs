//! What is known of a breach, fact by fact; and whom it reached, counted anew with each of them.

use std::collections::{BTreeMap, BTreeSet};

use db::{Answer, Tx};
use kernel::{At, Id as _, IncidentId, MemberId, RecordId, StaffId, Word as _};
use policy::{Field, FieldSet, Law, LawSet, Purpose, RetentionClass, Role};
use privacy::trace::{self, Reach, Window};

use super::rules::{Cause, Facts, Keys, Risk};
use super::standing::standing;
use super::store::{self, Incident, PersonRow, ReachRow};
use super::telling;
use crate::DutiesRefusal as No;

kernel::words! {
    /// What a step is about.
    pub enum Item {
        /// It was opened.
        Opened = "opened",
        /// When the house came to know of it.
        Known = "known",
        /// How it came about.
        Cause = "cause",
        /// Whether the keys were within reach.
        Keys = "keys",
        /// Whether sensitive data was among it.
        Sensitive = "sensitive",
        /// Whether it can cost people money.
        Money = "money",
        /// How much it endangers people.
        Risk = "risk",
        /// A way by which data was reached.
        Reach = "reach",
        /// A way that was none.
        Unreach = "unreach",
        /// The people were counted: how many.
        Counted = "counted",
        /// The fields that were reached.
        Fields = "fields",
        /// A version of the report.
        Paper = "paper",
        /// A report was handed in.
        Sent = "sent",
        /// What the people are told was written.
        Statement = "statement",
        /// They are being told.
        Telling = "telling",
        /// A notice stands in public.
        Public = "public",
        /// A clock rang.
        Alarm = "alarm",
        /// Somebody saw it.
        Seen = "seen",
        /// It was closed.
        Closed = "closed",
    }

    /// By which way data was reached.
    pub enum Way {
        /// Somebody of the staff.
        Staff = "staff",
        /// A role.
        Role = "role",
        /// A view.
        View = "view",
        /// A purpose.
        Purpose = "purpose",
        /// A recipient.
        Recipient = "recipient",
        /// One act of the log: a list, an export, a file.
        Act = "act",
        /// Somebody's account.
        Account = "account",
        /// A copy of everything.
        Copy = "copy",
    }

    /// How telling somebody ended.
    pub enum LetterEnd {
        /// The letter is on its way.
        Waiting = "waiting",
        /// It left.
        Sent = "sent",
        /// They are told on the site alone.
        Site = "site",
        /// No letter reaches them.
        None = "none",
        /// It came back, or was not taken.
        Failed = "failed",
    }
}

/// A way, as somebody names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Which way.
    pub way: Way,
    /// By whom, to whom, by what.
    pub whom: String,
    /// In which time.
    pub window: Window,
}

impl Named {
    /// What is looked for; refused when there is nothing of that word.
    pub fn reach(&self) -> Result<Reach, No> {
        let whom = self.whom.trim();
        let none = || No::NoSuchWay { whom: whom.to_owned() };
        if self.window.until < self.window.from {
            return Err(No::WrongWindow);
        }
        let found = match self.way {
            Way::Staff => StaffId::parse(whom).map(Reach::Staff),
            Way::Role => Role::parse(whom).map(Reach::Role),
            Way::View => (!whom.is_empty()).then(|| Reach::View(whom.to_owned())),
            Way::Purpose => {
                Purpose::parse(whom).or_else(|| Purpose::from_fact(whom)).map(Reach::Purpose)
            }
            Way::Recipient => (!whom.is_empty()).then(|| Reach::Recipient(whom.to_owned())),
            Way::Act => RecordId::parse(whom).map(Reach::Act),
            Way::Account => MemberId::parse(whom).map(Reach::Account),
            Way::Copy => Some(Reach::Copy),
        };
        found.ok_or_else(none)
    }
}

/// A fact, as somebody states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// When the house came to know of it.
    Known(At),
    /// How it came about.
    Cause(Cause),
    /// Whether the keys were within reach.
    Keys(Keys),
    /// Whether sensitive data was among it.
    Sensitive(bool),
    /// Whether it can cost people money.
    Money(bool),
    /// How much it endangers people.
    Risk(Risk),
}

impl Fact {
    fn item(self) -> Item {
        match self {
            Fact::Known(_) => Item::Known,
            Fact::Cause(_) => Item::Cause,
            Fact::Keys(_) => Item::Keys,
            Fact::Sensitive(_) => Item::Sensitive,
            Fact::Money(_) => Item::Money,
            Fact::Risk(_) => Item::Risk,
        }
    }
    fn holds(self, known: &Facts) -> bool {
        match self {
            Fact::Known(at) => at == known.known_at,
            Fact::Cause(cause) => cause == known.cause,
            Fact::Keys(keys) => keys == known.keys,
            Fact::Sensitive(is) => is == known.sensitive,
            Fact::Money(is) => is == known.money,
            Fact::Risk(risk) => risk == known.risk,
        }
    }
    fn worth(self) -> String {
        let yes = |is| if is { "yes" } else { "no" }.to_owned();
        match self {
            Fact::Known(at) => at.to_string(),
            Fact::Cause(cause) => cause.word().to_owned(),
            Fact::Keys(keys) => keys.word().to_owned(),
            Fact::Sensitive(is) | Fact::Money(is) => yes(is),
            Fact::Risk(risk) => risk.word().to_owned(),
        }
    }
}

/// Opens an incident. Run this and all that follows under [`db::Lock::on`] the incident.
pub fn open(tx: &mut Tx<'_>, known_at: At, cause: Cause, by: StaffId) -> Answer<IncidentId> {
    if known_at > tx.now() {
        return Err(No::NotYet.into());
    }
    let id: IncidentId = tx.new_id();
    tx.put(store::OPEN, (id, tx.now()))?;
    privacy::register(tx, shelf(id))?;
    let mut incident = load(tx, id)?;
    store::step(tx, &mut incident, &by.to_string(), Item::Opened, "")?;
    for fact in [Fact::Known(known_at), Fact::Cause(cause)] {
        store::step(tx, &mut incident, &by.to_string(), fact.item(), &fact.worth())?;
    }
    Ok(id)
}

/// An incident; refused as unknown when there is none.
pub fn load(tx: &mut Tx<'_>, id: IncidentId) -> Answer<Incident> {
    tx.maybe(store::INCIDENT, (id,))?.ok_or_else(|| No::NoSuchIncident.into())
}

/// An incident that is open and has not moved since somebody looked at it.
pub(super) fn unmoved(tx: &mut Tx<'_>, id: IncidentId, seen: i64) -> Answer<Incident> {
    let incident = load(tx, id)?;
    if incident.closed_at.is_some() {
        return Err(No::Closed.into());
    }
    // Whoever decides decides on what they saw.
    if incident.steps != seen { Err(No::MovedOn.into()) } else { Ok(incident) }
}

/// States facts; those that hold already are not stated again.
pub fn state(
    tx: &mut Tx<'_>,
    id: IncidentId,
    seen: i64,
    facts: &[Fact],
    by: StaffId,
) -> Answer<()> {
    let mut incident = unmoved(tx, id, seen)?;
    let known = standing(tx, &incident)?.facts;
    for fact in facts.iter().filter(|fact| !fact.holds(&known)) {
        if matches!(fact, Fact::Known(at) if *at > tx.now()) {
            return Err(No::NotYet.into());
        }
        store::step(tx, &mut incident, &by.to_string(), fact.item(), &fact.worth())?;
    }
    count(tx, &mut incident)
}

/// Adds a way by which data was reached.
pub fn reach(tx: &mut Tx<'_>, id: IncidentId, seen: i64, named: &Named, by: StaffId) -> Answer<()> {
    named.reach()?;
    if named.window.until > tx.now() {
        return Err(No::NotYet.into());
    }
    let mut incident = unmoved(tx, id, seen)?;
    let whom = if named.way == Way::Copy { "" } else { named.whom.trim() };
    let n = store::step(tx, &mut incident, &by.to_string(), Item::Reach, named.way.word())?;
    let Window { from, until } = named.window;
    tx.put(store::REACH, (id, n, named.way, whom, from, until))?;
    count(tx, &mut incident)
}

/// It was none of the ways: the people it alone reached leave the set.
pub fn unreach(tx: &mut Tx<'_>, id: IncidentId, seen: i64, n: i64, by: StaffId) -> Answer<()> {
    let mut incident = unmoved(tx, id, seen)?;
    let at = store::step(tx, &mut incident, &by.to_string(), Item::Unreach, &n.to_string())?;
    if tx.run(store::DROP_REACH, (at, id, n))? == 0 {
        return Err(No::NoSuchWay { whom: n.to_string() }.into());
    }
    count(tx, &mut incident)
}

/// The people of an incident by its ways, exactly; who of them was reached only in a sealed copy.
fn found(tx: &mut Tx<'_>, id: IncidentId) -> Answer<(BTreeMap<MemberId, bool>, FieldSet)> {
    let (mut people, mut fields) = (BTreeMap::new(), FieldSet::EMPTY);
    for row in tx.all::<ReachRow>(store::REACHES, (id,))? {
        let window = Window { from: row.from_at, until: row.until_at };
        let reach = Named { way: row.way, whom: row.whom, window }.reach()?;
        let found = trace::reached(tx, &reach, window)?;
        fields = fields.or(found.fields);
        let sealed = reach == Reach::Copy;
        for member in found.people {
            people.entry(member).and_modify(|only| *only &= sealed).or_insert(sealed);
        }
    }
    Ok((people, fields))
}

/// Counts the people anew: who is new is added, who was not reached after all leaves.
pub(super) fn count(tx: &mut Tx<'_>, incident: &mut Incident) -> Answer<()> {
    let (mut people, fields) = found(tx, incident.id)?;
    let ids: BTreeSet<MemberId> = people.keys().copied().collect();
    let standing = trace::standing(tx, &ids)?;
    // An incident and an order keep their own papers in the vault, like a person.
    for own in crate::own_papers(tx)? {
        people.remove(&own);
    }
    let before: Vec<PersonRow> = tx.all(store::PEOPLE, (incident.id,))?;
    let before: BTreeMap<MemberId, PersonRow> =
        before.into_iter().map(|row| (row.member, row)).collect();
    let now = tx.now();
    for (member, sealed) in &people {
        let laws = standing.get(member).map_or_else(LawSet::all, |stands| stands.laws);
        let laws = law_words(laws);
        let same = before.get(member).is_some_and(|row| {
            row.left_at.is_none() && row.is_sealed == *sealed && row.laws == laws
        });
        if !same {
            tx.put(store::ADD_PERSON, (incident.id, *member, laws, *sealed, now))?;
        }
    }
    for (member, row) in &before {
        if row.left_at.is_none() && !people.contains_key(member) {
            tx.run_one(store::PERSON_LEFT, (now, incident.id, *member))?;
        }
    }
    let words: Vec<&str> = fields.iter().map(Field::code).collect();
    store::step(tx, incident, "house", Item::Fields, &words.join(","))?;
    store::step(tx, incident, "house", Item::Counted, &people.len().to_string())?;
    if incident.telling_at.is_some() { telling::go_on(tx, incident.id) } else { Ok(()) }
}

fn law_words(laws: LawSet) -> String {
    laws.iter().map(Law::code).collect::<Vec<_>>().join(" ")
}

pub(super) fn laws_of(words: &str) -> LawSet {
    words.split_ascii_whitespace().filter_map(Law::parse).collect()
}

/// What an incident's papers lie under.
pub(crate) const CLASS: RetentionClass = RetentionClass::Request;

/// An incident keeps its papers in the vault under its own bits, like a person.
pub(crate) fn shelf(id: IncidentId) -> MemberId {
    MemberId::from_bits(id.bits())
}

/// The shelves of all incidents.
pub(crate) fn shelves(tx: &mut Tx<'_>) -> Answer<Vec<MemberId>> {
    let all: Vec<(IncidentId,)> = tx.all(store::ALL_IDS, ())?;
    Ok(all.into_iter().map(|row| shelf(row.0)).collect())
}
