//! Who was reached: the people of an incident, out of the access log and the ledger of provision.
//! Ids alone; nothing is opened for it.

use std::collections::{BTreeMap, BTreeSet};

use db::{Answer, Tx};
use kernel::{At, Id as _, MemberId, RecordId, StaffId};
use policy::{Field, FieldSet, LawSet, Purpose, Role};

use crate::log::{line, people};
use crate::many::padded;
use crate::open::short;
use crate::person::Person;
use crate::requests::laws_of;
use crate::store::{AT_ONCE, PERSONS};
use crate::values::{Kept as _, PaymentMeans};

/// How many entries are read at once.
const PAGE: i64 = 500;

db::sql! {
    ACTS_BETWEEN = "SELECT id, member, persons, body FROM log_entry
        WHERE id > $1 AND id < $2 AND kind IN ('opened', 'disclosed') AND noted_at >= $3 AND noted_at <= $4
        ORDER BY id LIMIT $5";
    ACT = "SELECT id, member, persons, body FROM log_entry WHERE id = $1 AND kind IN ('opened', 'disclosed')";
    GIVEN_TO = "SELECT DISTINCT member FROM disclosure
        WHERE recipient = $1 AND given_at >= $2 AND given_at <= $3 ORDER BY member";
    SEALED_THEN = "SELECT p.member FROM person p
        WHERE p.member > $1 AND p.since <= $2
          AND (p.erased_at > $2 OR EXISTS (SELECT 1 FROM vault_key k WHERE k.member = p.member))
        ORDER BY p.member LIMIT $3";
    DESTROYED_SINCE = "SELECT DISTINCT e.member FROM log_entry e JOIN person p ON p.member = e.member
        WHERE e.id > $1 AND e.kind = 'destroyed' AND e.noted_at > $2 AND p.since <= $2 ORDER BY e.member";
    ANY_OF_ITEM = "SELECT item FROM vault_field WHERE item = $1 LIMIT 1";
}

/// By whom, or by which way, personal data was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Somebody of the staff opened it.
    Staff(StaffId),
    /// Anybody in this role.
    Role(Role),
    /// By this view, by its whole or its short name.
    View(String),
    /// For this purpose.
    Purpose(Purpose),
    /// It was given to this recipient.
    Recipient(String),
    /// One act of the log: a list that was opened, an export, a file.
    Act(RecordId),
    /// Somebody else got into this account.
    Account(MemberId),
    /// A copy of the whole database, with all that lay sealed in it.
    Copy,
}

/// Between these instants, both of them included. A copy is of the later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// From.
    pub from: At,
    /// Until.
    pub until: At,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The people.
    pub people: BTreeSet<MemberId>,
    /// Which of their fields.
    pub fields: FieldSet,
}

/// How somebody who was reached stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Affected {
    /// The laws that protect them.
    pub laws: LawSet,
    /// Whether their data is erased by now.
    pub is_erased: bool,
}

db::row! {
    struct Entry {
        id: RecordId,
        member: Option<MemberId>,
        persons: Option<Vec<u8>>,
        body: String,
    }
}

/// Everybody who was reached in this way in that time, exactly.
pub fn reached(tx: &mut Tx<'_>, reach: &Reach, window: Window) -> Answer<Found> {
    match reach {
        Reach::Copy => copied(tx, window.until),
        Reach::Account(member) => Ok(Found { people: [*member].into(), fields: everything(tx)? }),
        Reach::Act(id) => {
            let entry: Option<Entry> = tx.maybe(ACT, (*id,))?;
            let mut found = Found::default();
            entry.map_or(Ok(()), |entry| take(&mut found, &entry))?;
            Ok(found)
        }
        Reach::Recipient(code) => {
            let asked = (code.as_str(), window.from, window.until);
            let given: Vec<(MemberId,)> = tx.all(GIVEN_TO, asked)?;
            let acts = walk(tx, reach, window)?;
            Ok(Found { people: given.into_iter().map(|row| row.0).collect(), ..acts })
        }
        Reach::Staff(_) | Reach::Role(_) | Reach::View(_) | Reach::Purpose(_) => {
            walk(tx, reach, window)
        }
    }
}

// Ids begin with their instant, so the entries of a window lie between two ids.
fn bound(at: At) -> u128 {
    u128::from(at.micros().max(0).unsigned_abs() / 1_000) << 80
}

fn walk(tx: &mut Tx<'_>, reach: &Reach, window: Window) -> Answer<Found> {
    let mut found = Found::default();
    let mut after = RecordId::from_bits(bound(window.from).saturating_sub(1));
    let end = RecordId::from_bits(bound(window.until.plus(kernel::Span::millis(1))));
    loop {
        let asked = (after, end, window.from, window.until, PAGE);
        let some: Vec<Entry> = tx.all(ACTS_BETWEEN, asked)?;
        let Some(last) = some.last() else { return Ok(found) };
        after = last.id;
        for entry in some.iter().filter(|entry| is_by(reach, &entry.body)) {
            take(&mut found, entry)?;
        }
    }
}

fn is_by(reach: &Reach, body: &str) -> bool {
    let is = |word: &str, value: &str| line(body, word) == Some(value);
    match reach {
        Reach::Staff(staff) => is("staff", &staff.to_string()),
        Reach::Role(role) => is("role", role.code()),
        Reach::View(view) => {
            line(body, "view").is_some_and(|name| name == view || short(name) == view)
        }
        Reach::Purpose(purpose) => is("purpose", purpose.code()),
        Reach::Recipient(code) => is("recipient", code),
        Reach::Act(_) | Reach::Account(_) | Reach::Copy => false,
    }
}

fn take(found: &mut Found, entry: &Entry) -> Answer<()> {
    found.people.extend(people(entry.member, entry.persons.as_deref())?);
    let fields = line(&entry.body, "fields").unwrap_or("").split(',').filter_map(Field::parse);
    found.fields = found.fields.or(fields.collect());
    Ok(())
}

// Everybody with a key now, or who had one then and was erased or let go since.
fn copied(tx: &mut Tx<'_>, at: At) -> Answer<Found> {
    let mut found = Found { fields: everything(tx)?, ..Found::default() };
    let mut after = MemberId::from_bits(0);
    loop {
        let some: Vec<(MemberId,)> = tx.all(SEALED_THEN, (after, at, PAGE))?;
        let Some(last) = some.last() else { break };
        after = last.0;
        found.people.extend(some.iter().map(|row| row.0));
    }
    let since = RecordId::from_bits(bound(at).saturating_sub(1));
    let gone: Vec<(MemberId,)> = tx.all(DESTROYED_SINCE, (since, at))?;
    found.people.extend(gone.into_iter().map(|row| row.0));
    Ok(found)
}

// Every field, but for means of payment where the house keeps none.
fn everything(tx: &mut Tx<'_>) -> Answer<FieldSet> {
    let paid: Option<(String,)> = tx.maybe(ANY_OF_ITEM, (PaymentMeans::ITEM,))?;
    let all = FieldSet::all();
    Ok(if paid.is_some() { all } else { all.less(PaymentMeans::HOLDS) })
}

/// How these people stand; whoever is no person of the house any more is left out.
pub fn standing(
    tx: &mut Tx<'_>,
    members: &BTreeSet<MemberId>,
) -> Answer<BTreeMap<MemberId, Affected>> {
    let ids: Vec<MemberId> = members.iter().copied().collect();
    let mut all = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        let rows: Vec<Person> = tx.all(PERSONS, padded(Vec::new(), some))?;
        all.extend(rows.into_iter().map(|person| {
            let laws = person.laws.as_deref().map_or_else(LawSet::all, laws_of);
            (person.member, Affected { laws, is_erased: person.erased_at.is_some() })
        }));
    }
    Ok(all)
}
