//! How long: from which event a class counts, when it is due, and the sweeper that destroys.
//!
//! The periods are the policy's. One key a person and class: a copy that is due goes with its row;
//! when the last of a class goes, the key goes too, and with it every backup of it.

use std::collections::BTreeSet;

use db::{Answer, Tx};
use kernel::{At, Id as _, MemberId, RecordId};
use policy::{Policy, Purpose, PurposeSet, RetentionClass, StartEvent};

use crate::log::{Kind, Note, number, place_words};
use crate::person::{Person, purpose_words};
use crate::running::RunningPolicy;
use crate::{erase, store};

/// The event from which a class counts has happened. `place` names the copy; `''` is all of it.
/// When it happens again (the account is closed a second time), it counts from then.
pub fn starts(
    tx: &mut Tx<'_>,
    member: MemberId,
    class: RetentionClass,
    place: &str,
    event_at: At,
) -> Answer<At> {
    // A policy without the period is refused by its loader; unknown keeps nothing.
    let due = due(tx, class, event_at)?.unwrap_or(event_at);
    tx.run_one(store::START_CLOCK, (member, class.code(), place, event_at, due))?;
    Ok(due)
}

fn due(tx: &Tx<'_>, class: RetentionClass, event_at: At) -> Answer<Option<At>> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    Ok(running.policy().retention.get(&class).map(|kept| kept.period.after(event_at)))
}

/// Which clock: whose, of which class, for which copy. The first of all is the empty one.
pub(crate) type Clock = (String, String, String);

/// Counts a page of running dates again, by the policy in force; the last clock of it, and how many
/// dates changed.
pub(crate) fn dates_again(
    tx: &mut Tx<'_>,
    (member, class, place): &Clock,
    most: i64,
) -> Answer<(Option<Clock>, usize)> {
    let page: Vec<Due> = tx.all(store::CLOCKS_AFTER, (member, class, place, most))?;
    let mut changed = 0;
    for clock in &page {
        let Some(class) = RetentionClass::parse(&clock.class) else { continue };
        if let Some(due_at) = due(tx, class, clock.started_at)?
            && due_at != clock.due_at
        {
            tx.run_one(store::SET_DUE, (due_at, clock.member, &clock.class, &clock.place))?;
            changed += 1;
        }
    }
    let last = page.into_iter().next_back();
    Ok((last.map(|clock| (clock.member.to_string(), clock.class, clock.place)), changed))
}

/// The event is taken back: the account is used again.
pub fn stops(tx: &mut Tx<'_>, member: MemberId, class: RetentionClass, place: &str) -> Answer<()> {
    tx.put(store::STOP_CLOCK, (member, class.code(), place))
}

db::row! {
    /// A running clock of a person.
    pub struct Running {
        /// The class.
        pub class: String,
        /// The copy; empty: all of the class.
        pub place: String,
        /// From when it counts.
        pub started_at: At,
        /// When it is destroyed at the earliest.
        pub due_at: At,
    }
}

/// The clocks that run for a person.
pub fn clocks_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Running>> {
    tx.all(store::CLOCKS_OF, (member,))
}

/// One line of the schedule: for this purpose, data of this class is kept so long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The purpose.
    pub purpose: Purpose,
    /// The class.
    pub class: RetentionClass,
    /// From which event it counts.
    pub starts: StartEvent,
    /// When it would be due if the event were at this instant.
    pub due: At,
}

/// The whole schedule of a policy, for an event at `at`.
pub fn schedule(policy: &Policy, at: At) -> Vec<Line> {
    let lines = policy.purposes.iter().flat_map(|(purpose, facts)| {
        facts.retention.iter().filter_map(|class| {
            let kept = policy.retention.get(class)?;
            let due = kept.period.after(at);
            Some(Line { purpose: *purpose, class: *class, starts: kept.starts, due })
        })
    });
    lines.collect()
}

/// What a receipt says when nothing of a class is left.
pub(crate) const WITH_KEY: &str = "the last copy and its key";

/// What one sweep did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Clocks that were due and are done.
    pub clocks: usize,
    /// Keys that are doomed now.
    pub keys: usize,
    /// Entries of the log that were let go.
    pub entries: usize,
}

db::row! {
    struct Due {
        member: MemberId,
        class: String,
        place: String,
        started_at: At,
        due_at: At,
    }
}

/// Destroys what is due, at most `most` clocks and as many entries of the log; each leaves a
/// receipt in the log. Run it under the choices' lock, again until it finds nothing.
pub fn sweep(tx: &mut Tx<'_>, most: i64) -> Answer<Swept> {
    let clocks: Vec<Due> = tx.all(store::DUE, (tx.now(), most))?;
    let mut swept = Swept::default();
    for clock in clocks {
        // Written by an earlier version, perhaps: the one in force says whether it is time.
        let class = RetentionClass::parse(&clock.class);
        let by_now = class.map(|class| due(tx, class, clock.started_at)).transpose()?.flatten();
        if let Some(later) = by_now.filter(|due| *due > tx.now()) {
            tx.run_one(store::SET_DUE, (later, clock.member, &clock.class, &clock.place))?;
            continue;
        }
        swept.clocks += 1;
        tx.put(store::STOP_CLOCK, (clock.member, &clock.class, &clock.place))?;
        let Some(class) = class else { continue };
        if class == RetentionClass::Account {
            if Person::load(tx, clock.member)?.erased_at.is_none() {
                swept.keys += erase::erase(tx, clock.member, "retention")?.destroyed.len();
            }
            continue;
        }
        swept.keys += usize::from(destroy(tx, &clock, class)?);
    }
    swept.entries = let_entries_go(tx, most)?;
    Ok(swept)
}

fn destroy(tx: &mut Tx<'_>, clock: &Due, class: RetentionClass) -> Answer<bool> {
    let Due { member, place, due_at, .. } = clock;
    if place.is_empty() {
        tx.put(store::DISCARD_CLASS, (*member, class.code()))?;
    } else {
        tx.put(store::DISCARD_PLACE, (*member, class.code(), place))?;
    }
    if class == RetentionClass::Request {
        crate::requests::drop_all(tx, place)?;
    }
    if class == RetentionClass::Provision {
        tx.put(store::DROP_DISCLOSURE, (place,))?;
    }
    let (left,): (i64,) = tx.one(store::PLACES_LEFT, (*member, class.code()))?;
    let key_too = left == 0 && erase::doom_key(tx, *member, class)?;
    if key_too {
        duties_end(tx, *member, class)?;
    }
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    Note::new(Kind::Destroyed)
        .line("policy", running.hash())
        .line("class", class)
        .line("due", due_at)
        .line("what", if key_too { WITH_KEY } else { "one copy" })
        .of(*member)
        .write(tx)?;
    Ok(key_too)
}

// After erasure a duty is what its key is: gone with it.
fn duties_end(tx: &mut Tx<'_>, member: MemberId, class: RetentionClass) -> Answer<()> {
    let person = Person::load(tx, member)?;
    if person.erased_at.is_none() {
        return Ok(());
    }
    let classes: Vec<(String, i64)> = tx.all(store::KEYS_OF, (member,))?;
    let left = classes.iter().filter_map(|(class, _)| RetentionClass::parse(class));
    let duties: PurposeSet = left.filter(|c| *c != class).filter_map(erase::duty_of).collect();
    tx.run_one(store::SET_DUTIES, (purpose_words(duties), member))
}

/// Which class an entry of the log is kept under; receipts and policies are kept for good: without
/// them nobody could tell what was let go from what was taken away, and they name no one who is
/// left.
const fn kept_as(kind: Kind) -> Option<RetentionClass> {
    match kind {
        Kind::Opened => Some(RetentionClass::Access),
        Kind::Disclosed | Kind::Received => Some(RetentionClass::Provision),
        Kind::Chosen | Kind::Stopped => Some(RetentionClass::Consent),
        Kind::Destroyed | Kind::Erased | Kind::Expired | Kind::Policy | Kind::Epoch => None,
    }
}

fn let_entries_go(tx: &mut Tx<'_>, most: i64) -> Answer<usize> {
    let mut places = BTreeSet::new();
    let kinds = [Kind::Opened, Kind::Disclosed, Kind::Received, Kind::Chosen, Kind::Stopped];
    for kind in kinds {
        let Some(cutoff) = kept_as(kind).and_then(|class| cutoff(tx, class).transpose()) else {
            continue;
        };
        let cutoff = cutoff?;
        let old: Vec<(RecordId, i64)> = if kind == Kind::Chosen {
            tx.all(store::OLD_CHOICES, (cutoff, most))?
        } else {
            // Ids begin with their instant: the old ones are the first.
            let until =
                RecordId::from_bits(u128::from(cutoff.micros().unsigned_abs() / 1_000 + 1) << 80);
            tx.all(store::OLD_ENTRIES, (until, kind, cutoff, most))?
        };
        for (entry, place) in old {
            forget(tx, entry, place)?;
            places.insert(number(place)?);
        }
    }
    if places.is_empty() {
        return Ok(0);
    }
    tx.put(store::DROP_EMPTY_CHUNKS, ())?;
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    Note::new(Kind::Expired)
        .line("policy", running.hash())
        .line("places", place_words(&places))
        .write(tx)?;
    Ok(places.len())
}

// The leaf stays; the id, with which people could be tried out against it, goes.
fn forget(tx: &mut Tx<'_>, entry: RecordId, place: i64) -> Answer<()> {
    let row: Option<(Option<MemberId>, Option<Vec<u8>>, String)> =
        tx.maybe(store::ENTRY, (entry,))?;
    if let Some((member, persons, _)) = row {
        for person in crate::log::people(member, persons.as_deref())? {
            tx.put(store::DROP_POINTER, (place, person))?;
        }
    }
    tx.put(store::DROP_CHOICE, (entry,))?;
    tx.run_one(store::LEAF_ALONE, (format!("gone_{place}"), place))?;
    tx.put(store::DROP_ENTRY, (entry,))
}

// The latest instant at which something recorded is due by now: the period counted forward from it
// must not pass now. Months differ in length, so it is found by halving, not by subtracting.
fn cutoff(tx: &Tx<'_>, class: RetentionClass) -> Answer<Option<At>> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let Some(kept) = running.policy().retention.get(&class) else { return Ok(None) };
    let (mut low, mut high) = (0, tx.now().micros());
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if kept.period.after(At::from_micros(middle)) <= tx.now() {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Ok(Some(At::from_micros(low)))
}
