//! Telling the people a breach reached: each once, none forgotten, in their language; in public
//! where no letter reaches somebody.

use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{Id as _, IncidentId, MemberId, StaffId, Word as _};
use policy::Law;

use super::acts::{Item, LetterEnd, laws_of, load, unmoved};
use super::standing::{Standing, standing};
use super::store::{self, Incident};
use crate::DutiesRefusal as No;
use crate::jobs::TellSome;
use crate::news::News;
use crate::plain::names_nobody;

/// How many are told in one transaction.
const AT_ONCE: i64 = 100;
/// The most characters of a statement.
pub const MOST: usize = 4_000;
/// The languages a statement is written in.
pub const LANGUAGES: [&str; 3] = ["en", "ja", "zh-Hant"];

/// Writes what the people are told: in every language, and naming nobody.
pub fn write_statement(
    tx: &mut Tx<'_>,
    id: IncidentId,
    seen: i64,
    words: &[String; 3],
    by: StaffId,
) -> Answer<()> {
    let mut incident = unmoved(tx, id, seen)?;
    for (lang, words) in LANGUAGES.iter().zip(words) {
        let words = words.trim();
        if words.is_empty() {
            return Err(No::NoStatement.into());
        }
        names_nobody(words, MOST)?;
        tx.put(store::STATE, (id, *lang, words, tx.now(), by.to_string()))?;
    }
    store::step(tx, &mut incident, &by.to_string(), Item::Statement, "").map(|_| ())
}

/// What the people are told, language by language.
pub fn statements(tx: &mut Tx<'_>, id: IncidentId) -> Answer<Vec<(String, String)>> {
    tx.all(store::STATEMENTS, (id,))
}

/// Begins to tell everybody who has to be told.
pub fn tell_all(tx: &mut Tx<'_>, id: IncidentId, seen: i64, by: StaffId) -> Answer<()> {
    let mut incident = unmoved(tx, id, seen)?;
    if !standing(tx, &incident)?.class.tells() {
        return Err(No::NobodyToTell.into());
    }
    if statements(tx, id)?.len() < LANGUAGES.len() {
        return Err(No::NoStatement.into());
    }
    if tx.run(store::TELLING, (tx.now(), id))? == 0 {
        return Err(No::TellsAlready.into());
    }
    store::step(tx, &mut incident, &by.to_string(), Item::Telling, "")?;
    go_on(tx, id)
}

/// Whoever is still to be told is told soon.
pub(super) fn go_on(tx: &mut Tx<'_>, id: IncidentId) -> Answer<()> {
    let now = tx.now();
    tx.later_keyed(&format!("breach.{id}"), 0, &TellSome { incident: id }, now).map(|_| ())
}

/// Whether this person has to be told: all who count, or those in Europe alone. Whoever was reached
/// only in a sealed copy counts where the exemption does not apply.
fn is_told(standing: &Standing, laws: &str, sealed: bool) -> bool {
    let excused = sealed && standing.facts.keys == super::rules::Keys::Away;
    let class = &standing.class;
    !excused && (class.tell_all || (class.tell_europe && laws_of(laws).has(Law::Eu)))
}

/// Tells some of them: the news of each goes out with the row that says so. True when more wait.
pub(crate) fn tell_some(tx: &mut Tx<'_>, id: IncidentId) -> Answer<()> {
    let incident = load(tx, id)?;
    let stands = standing(tx, &incident)?;
    let mut after = MemberId::from_bits(0);
    let mut told = 0;
    loop {
        let some: Vec<(MemberId, String, bool)> = tx.all(store::UNTOLD, (id, after, AT_ONCE))?;
        let Some(last) = some.last() else { return Ok(()) };
        after = last.0;
        for (member, laws, sealed) in some {
            if !is_told(&stands, &laws, sealed) {
                continue;
            }
            if members::is_member(tx, member)? {
                tx.run_one(store::TOLD, (tx.now(), LetterEnd::Waiting, id, member))?;
                tx.tell(&News::Reached { incident: id, member })?;
            } else {
                // Without an account nobody reads a list here, and the house writes to no address
                // that it keeps for something else.
                let none = (LetterEnd::None, tx.now(), id, member);
                tx.run_one(store::NOT_BY_LETTER, none)?;
            }
            told += 1;
        }
        if told >= AT_ONCE {
            return go_on(tx, id);
        }
    }
}

/// What became of somebody's letter: told from above, by whoever sends letters.
pub fn letter_ended(tx: &mut Tx<'_>, id: IncidentId, who: MemberId, how: LetterEnd) -> Answer<()> {
    tx.run(store::LETTER, (how, tx.now(), id, who)).map(|_| ())
}

/// How far the telling is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// To be told.
    pub untold: i64,
    /// Their letter is on its way.
    pub waiting: i64,
    /// Their letter left.
    pub sent: i64,
    /// Told on the site alone.
    pub site: i64,
    /// Not to be reached by letter.
    pub unreached: i64,
}

/// How far the telling is.
pub fn progress(tx: &mut Tx<'_>, incident: &Incident, stands: &Standing) -> Answer<Progress> {
    let mut so_far = Progress::default();
    type Row = (Option<LetterEnd>, String, bool, i64);
    for (letter, laws, sealed, count) in tx.all::<Row>(store::LETTERS, (incident.id,))? {
        match letter {
            None if is_told(stands, &laws, sealed) => so_far.untold += count,
            None => {}
            Some(LetterEnd::Waiting) => so_far.waiting += count,
            Some(LetterEnd::Sent) => so_far.sent += count,
            Some(LetterEnd::Site) => so_far.site += count,
            Some(LetterEnd::None | LetterEnd::Failed) => so_far.unreached += count,
        }
    }
    Ok(so_far)
}

/// Puts a notice up in public: for those whom no letter reaches.
pub fn publish(tx: &mut Tx<'_>, id: IncidentId, seen: i64, by: StaffId) -> Answer<()> {
    let mut incident = unmoved(tx, id, seen)?;
    if statements(tx, id)?.len() < LANGUAGES.len() {
        return Err(No::NoStatement.into());
    }
    if tx.run(store::PUBLISHED, (tx.now(), id))? == 0 {
        return Err(No::PublicAlready.into());
    }
    store::step(tx, &mut incident, &by.to_string(), Item::Public, "").map(|_| ())
}

/// Closes an incident, once everything is done; it is kept as long as the policy says.
pub fn close(tx: &mut Tx<'_>, id: IncidentId, seen: i64, by: StaffId) -> Answer<()> {
    let mut incident = unmoved(tx, id, seen)?;
    let stands = standing(tx, &incident)?;
    let sent: Vec<store::Sent> = tx.all(store::REPORTS, (id,))?;
    let missing = stands.clocks.iter().find(|(clock, _)| sent.iter().all(|s| s.report != *clock));
    if let Some((report, _)) = missing {
        return Err(No::ReportMissing { report: report.word().to_owned() }.into());
    }
    let so_far = progress(tx, &incident, &stands)?;
    if so_far.untold + so_far.waiting > 0 {
        return Err(No::PeopleMissing { count: so_far.untold + so_far.waiting }.into());
    }
    if so_far.unreached > 0 && incident.public_at.is_none() {
        return Err(No::PublicMissing { count: so_far.unreached }.into());
    }
    store::step(tx, &mut incident, &by.to_string(), Item::Closed, "")?;
    let now = tx.now();
    let shelf = super::acts::shelf(id);
    let due = privacy::retention::starts(tx, shelf, super::acts::CLASS, "", now)?;
    tx.run_one(store::CLOSED, (now, due, id))
}

/// An incident that somebody was told of; refused as unknown otherwise.
pub fn told_to(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<(IncidentId, kernel::At)>> {
    tx.all(store::TOLD_TO, (member,))
}
