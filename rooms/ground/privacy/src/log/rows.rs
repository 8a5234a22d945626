//! What the pages and the decisions are read from, held against the log: no entry without its rows,
//! no row without its entry, and everybody stands as the entries about them say.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use db::{Answer, Tx};
use kernel::{At, Id as _, MemberId};
use policy::{PurposeSet, RetentionClass};

use super::entry::{Kind, line};
use crate::erase::duty_of;
use crate::origin::AGREED;
use crate::person::{Person, purpose_words};
use crate::retention::WITH_KEY;
use crate::running::RunningPolicy;
use crate::store;

const PAGE: i64 = 1_000;

/// Whether the row of a choice says something else than its entry.
pub(super) fn choice_differs(
    tx: &mut Tx<'_>,
    entry: &str,
    body: &str,
    all: &[MemberId],
) -> Answer<bool> {
    let chosen: Option<(MemberId, String, String, i64, String)> =
        tx.maybe(store::CHOICE_ROW, (entry,))?;
    Ok(!chosen.is_some_and(|(member, choice, kind, on, shown)| {
        all == [member]
            && line(body, "choice") == Some(&choice)
            && line(body, "as") == Some(&kind)
            && line(body, "on") == Some(if on == 1 { "yes" } else { "no" })
            && line(body, "shown") == Some(&shown)
    }))
}

/// Whether the ledger's rows of a hand-over say something else than its entry. Rows die at their
/// own date, some at a time: until then there is one for each person, and never one more.
pub(super) fn ledger_differs(
    tx: &mut Tx<'_>,
    entry: &str,
    at: At,
    body: &str,
    all: &[MemberId],
) -> Answer<bool> {
    let rows: Vec<(MemberId, String, String)> = tx.all(store::DISCLOSED_BY, (entry,))?;
    let given: BTreeSet<MemberId> = rows.iter().map(|row| row.0).collect();
    let says = |row: &(MemberId, String, String)| {
        line(body, "recipient") == Some(&row.1) && line(body, "route") == Some(&row.2)
    };
    if given.len() != rows.len() || !rows.iter().all(says) {
        return Ok(true);
    }
    if !given.iter().all(|member| all.binary_search(member).is_ok()) {
        return Ok(true);
    }
    Ok(given.len() < all.len() && !may_be_gone(tx, RetentionClass::Provision, at)?)
}

// Whether the period of a class, counted from this instant, is over under the version that kept it
// the shortest.
fn may_be_gone(tx: &Tx<'_>, class: RetentionClass, at: At) -> Answer<bool> {
    let versions = tx.plugged::<RunningPolicy>()?.versions();
    let periods = versions.iter().filter_map(|version| version.retention.get(&class));
    Ok(periods.map(|kept| kept.period.after(at)).any(|over| over <= tx.now()))
}

/// Rows that no entry tells of: each with what is wrong.
pub(super) fn without_entry(tx: &mut Tx<'_>) -> Answer<Vec<(String, &'static str)>> {
    let choices: Vec<(String,)> = tx.all(store::CHOICES_WITHOUT_ENTRY, ())?;
    let given: Vec<(String,)> = tx.all(store::GIVEN_WITHOUT_ENTRY, ())?;
    let choices = choices.into_iter().map(|row| (row.0, "is a choice that no entry tells of"));
    let given = given.into_iter().map(|row| (row.0, "is a hand-over that no entry tells of"));
    Ok(choices.chain(given).collect())
}

/// How everybody must stand, by the entries about them.
#[derive(Default)]
pub(super) struct Standings {
    people: BTreeMap<MemberId, Told>,
}

/// What was said last. Acts of one instant have no order among themselves: any of them may stand.
#[derive(Clone, Copy)]
struct Latest {
    at: At,
    yes: bool,
    no: bool,
}

impl Latest {
    fn of(at: At, on: bool) -> Latest {
        Latest { at, yes: on, no: !on }
    }

    fn and(self, other: Latest) -> Latest {
        match self.at.cmp(&other.at) {
            Ordering::Less => other,
            Ordering::Greater => self,
            Ordering::Equal => {
                Latest { at: self.at, yes: self.yes || other.yes, no: self.no || other.no }
            }
        }
    }
}

/// What the entries say of one person.
#[derive(Default)]
struct Told {
    choices: BTreeMap<String, Latest>,
    stop: Option<Latest>,
    erased: Option<At>,
    kept: BTreeSet<RetentionClass>,
}

impl Standings {
    /// Takes in an entry. Of two of the same kind the later one counts, whatever their order here.
    pub(super) fn take(&mut self, kind: Option<Kind>, at: At, body: &str, all: &[MemberId]) {
        let (Some(kind), [member]) = (kind, all) else { return };
        let class = line(body, "class").and_then(RetentionClass::parse);
        match (kind, class) {
            (Kind::Chosen, _) => {
                let (Some(what), Some(code)) = (line(body, "as"), line(body, "choice")) else {
                    return;
                };
                // To the policy of this house, by somebody who came with another: no choice of it.
                if code == AGREED {
                    return;
                }
                let now = Latest::of(at, line(body, "on") == Some("yes"));
                let choices = &mut self.of(*member).choices;
                let last = choices.entry(format!("{what}:{code}")).or_insert(now);
                *last = last.and(now);
            }
            (Kind::Stopped, _) => {
                let on = match line(body, "use") {
                    Some("stopped") => true,
                    Some("resumed") => false,
                    _ => return,
                };
                let (told, now) = (self.of(*member), Latest::of(at, on));
                told.stop = Some(told.stop.map_or(now, |last| last.and(now)));
            }
            (Kind::Erased, _) => {
                let kept = line(body, "kept").unwrap_or_default().split(',');
                let told = self.of(*member);
                told.erased = Some(at);
                told.kept = kept.filter_map(RetentionClass::parse).collect();
            }
            (Kind::Destroyed, Some(class)) if line(body, "what") == Some(WITH_KEY) => {
                if let Some(told) = self.people.get_mut(member) {
                    told.kept.remove(&class);
                }
            }
            _ => {}
        }
    }

    fn of(&mut self, member: MemberId) -> &mut Told {
        self.people.entry(member).or_default()
    }

    /// Who stands otherwise than the log says: each with what differs. What waits for its place is
    /// taken in first.
    pub(super) fn differ(mut self, tx: &mut Tx<'_>) -> Answer<Vec<String>> {
        let waiting: Vec<(Kind, At, Option<MemberId>, String)> =
            tx.all(store::STANDING_WAITS, ())?;
        for (kind, at, member, body) in waiting {
            let all: Vec<MemberId> = member.into_iter().collect();
            self.take(Some(kind), at, &body, &all);
        }
        let (mut found, mut after) = (Vec::new(), MemberId::from_bits(0));
        loop {
            let page: Vec<Person> = tx.all(store::PERSONS_AFTER, (after, PAGE))?;
            let Some(last) = page.last() else { break };
            after = last.member;
            for person in page {
                let told = self.people.remove(&person.member).unwrap_or_default();
                let what = told.differs(tx, &person)?;
                found.extend(what.map(|what| format!("{}: {what}", person.member)));
            }
        }
        let missing = self.people.into_keys();
        found.extend(missing.map(|who| format!("{who}: the row decisions are read from is gone")));
        Ok(found)
    }
}

impl Told {
    fn differs(&self, tx: &mut Tx<'_>, person: &Person) -> Answer<Option<&'static str>> {
        let on = person.choices_that_stand();
        let unsaid = on.iter().any(|word| !self.choices.contains_key(*word));
        let said = |(word, last): (&String, &Latest)| match self.erased {
            Some(_) => !on.contains(word.as_str()),
            None if on.contains(word.as_str()) => last.yes,
            None => last.no,
        };
        if unsaid || !self.choices.iter().all(said) {
            return Ok(Some("the choices that stand are not those the log ends with"));
        }
        let as_said = match (self.stop, person.stopped_at) {
            (None, stopped) => stopped.is_none(),
            (Some(last), None) => last.no,
            (Some(last), Some(since)) => last.yes && last.at == since,
        };
        if !as_said {
            return Ok(Some("their stop is not the one the log ends with"));
        }
        if self.erased != person.erased_at {
            return Ok(Some("their erasure is not the one in the log"));
        }
        let kept: PurposeSet = self.kept.iter().copied().filter_map(duty_of).collect();
        let stands = person.duties();
        // A record that a law demands may come to be after the erasure, under a key of its own.
        let keys: Vec<(String, i64)> = tx.all(store::KEYS_OF, (person.member,))?;
        let since = keys.iter().filter_map(|(class, _)| RetentionClass::parse(class));
        let since: PurposeSet = since.filter_map(duty_of).collect();
        let beyond = stands.iter().any(|duty| !kept.has(duty) && !since.has(duty));
        let short = kept.iter().any(|duty| !stands.has(duty));
        let unread = purpose_words(stands) != person.duties;
        let begun = self.erased.is_none() && !person.duties.is_empty();
        let differ = beyond || short || unread || begun;
        Ok(differ.then_some("the duties that outlive their erasure are not those of the log"))
    }
}
