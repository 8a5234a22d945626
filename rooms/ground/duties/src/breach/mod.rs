//! A breach: what happened, as dated facts; whom it reached, exactly, out of the access log and the
//! ledger of provision; what must be reported by when; who is told, and that everybody was.

mod acts;
pub(crate) mod pages;
mod papers;
pub mod rules;
mod standing;
mod store;
mod telling;
mod work;

pub(crate) use acts::shelves;
pub use acts::{Fact, Item, LetterEnd, Named, Way, load, open, reach, state, unreach};
pub use papers::{
    BreachReport, DutyLetter, ITEMS, LANGUAGES as PAPER_LANGUAGES, Nine, VIEWS, draft,
    letter_words, papers, read_paper, sent, write_paper,
};
pub(crate) use standing::what_if;
pub use standing::{Standing, standing};
pub use store::{ALL as SQL, Alarm, Incident, Paper, ReachRow, Sent, Step};
pub(crate) use telling::tell_some;
pub use telling::{
    Progress, close, letter_ended, progress, publish, statements, tell_all, told_to,
    write_statement,
};
pub use work::{alarms, saw};
pub(crate) use work::{forget, ring};

use db::{Answer, Tx};
use kernel::{Id as _, IncidentId, MemberId};

/// The people an incident reached, by what is known now.
pub fn people(tx: &mut Tx<'_>, id: IncidentId) -> Answer<Vec<MemberId>> {
    let rows: Vec<store::PersonRow> = tx.all(store::PEOPLE, (id,))?;
    Ok(rows.into_iter().filter(|row| row.left_at.is_none()).map(|row| row.member).collect())
}

/// A page of incidents: the open ones first.
pub fn list(tx: &mut Tx<'_>, before: Option<IncidentId>, most: i64) -> Answer<Vec<Incident>> {
    let before = before.unwrap_or(IncidentId::from_bits(u128::MAX));
    tx.all(store::INCIDENTS, (before, most))
}

/// The ways by which data was reached, as far as they hold.
pub fn ways(tx: &mut Tx<'_>, id: IncidentId) -> Answer<Vec<ReachRow>> {
    tx.all(store::REACHES, (id,))
}

/// The steps of an incident.
pub fn steps(tx: &mut Tx<'_>, id: IncidentId) -> Answer<Vec<Step>> {
    tx.all(store::STEPS, (id,))
}
