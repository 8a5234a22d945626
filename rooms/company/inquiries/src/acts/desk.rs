//! What the desk does with a case. Whoever answers has taken it first; what was handed to the
//! privacy officer is theirs alone.

use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{InquiryId, StaffId};
use policy::RetentionClass;
use privacy::{Text, retention};
use web::Role;

use crate::acts::{hours, letter, write};
use crate::rules::{self, Author, By, Event, Tells, Way};
use crate::store::{self, Case};
use crate::{InquiriesRefusal, News, Promise};

/// A case this person of the desk may work on.
pub(crate) fn visible(tx: &mut Tx<'_>, id: InquiryId, by: By) -> Answer<Case> {
    let case = store::case(tx, id)?;
    rules::may(by, case.officer_at.is_some())?;
    Ok(case)
}

fn open(tx: &mut Tx<'_>, id: InquiryId, by: By) -> Answer<Case> {
    let case = visible(tx, id, by)?;
    if case.closed_at.is_some() { Err(InquiriesRefusal::Closed.into()) } else { Ok(case) }
}

fn held(tx: &mut Tx<'_>, id: InquiryId, by: By) -> Answer<Case> {
    let case = open(tx, id, by)?;
    match case.assigned_to {
        Some(staff) if staff == by.staff => Ok(case),
        Some(_) => Err(InquiriesRefusal::Claimed.into()),
        None => Err(InquiriesRefusal::NotClaimed.into()),
    }
}

fn noted(tx: &mut Tx<'_>, id: InquiryId, event: Event, by: By) -> Answer<()> {
    store::step(tx, id, event, &by.staff.to_string())
}

/// Takes a case. Of two who take it at once, one has it and the other is told.
pub fn claim(tx: &mut Tx<'_>, id: InquiryId, by: By) -> Answer<()> {
    let case = open(tx, id, by)?;
    let now = tx.now();
    if tx.run(store::CLAIM, (by.staff, now, id))? != 1 {
        return Err(InquiriesRefusal::Claimed.into());
    }
    if case.assigned_to.is_none() { noted(tx, id, Event::Claimed, by) } else { Ok(()) }
}

/// Gives a case to a colleague of the same desk, whoever has it now.
pub fn assign(tx: &mut Tx<'_>, id: InquiryId, by: By, handle: &str) -> Answer<()> {
    let case = open(tx, id, by)?;
    let role = match case.officer_at {
        Some(_) => Role::PrivacyOfficer,
        None => Role::Support,
    };
    let to = colleague(tx, handle, role)?.ok_or(InquiriesRefusal::NoColleague)?;
    let now = tx.now();
    tx.run_one(store::ASSIGN, (to, now, id))?;
    noted(tx, id, Event::Assigned, by)
}

fn colleague(tx: &mut Tx<'_>, handle: &str, role: Role) -> Answer<Option<StaffId>> {
    let Some(found) = staff::find(tx, handle)? else { return Ok(None) };
    let held = staff::roles_of(tx, found.staff)?;
    let has = held.iter().any(|held| held.role == role && held.taken_at.is_none());
    Ok(has.then_some(found.staff))
}

/// Puts a case back into the queue.
pub fn hand_back(tx: &mut Tx<'_>, id: InquiryId, by: By) -> Answer<()> {
    held(tx, id, by)?;
    tx.run_one(store::HAND_BACK, (id, by.staff))?;
    noted(tx, id, Event::HandedBack, by)
}

/// Answers: on the site, and a letter tells of it.
pub fn answer(tx: &mut Tx<'_>, id: InquiryId, by: By, words: &Text) -> Answer<()> {
    let case = held(tx, id, by)?;
    let words = write::fitting(words)?;
    write::put(tx, &case, Author::Desk, Some(by.staff), &words, &[])?;
    let now = tx.now();
    tx.run_one(store::ANSWERED, (now, id))?;
    noted(tx, id, Event::Answered, by)?;
    tell(tx, &case, Tells::Answered)
}

/// Notes something for the desk itself, apart from the answers.
pub fn note(tx: &mut Tx<'_>, id: InquiryId, by: By, words: &Text) -> Answer<()> {
    let case = visible(tx, id, by)?;
    let words = write::fitting(words)?;
    write::put(tx, &case, Author::Note, Some(by.staff), &words, &[])?;
    if case.closed_at.is_some() {
        // It goes when the rest of the case does.
        counts(tx, &case, case.closed_at)?;
    }
    noted(tx, id, Event::Noted, by)
}

/// Hands a case about personal data to who answers for it; from then on nobody else opens it.
pub fn hand_over(tx: &mut Tx<'_>, id: InquiryId, by: By) -> Answer<()> {
    open(tx, id, by)?;
    let now = tx.now();
    if tx.run(store::HAND_OVER, (now, id))? != 1 {
        return Err(InquiriesRefusal::WithOfficer.into());
    }
    noted(tx, id, Event::HandedOver, by)
}

/// Closes a case: from now on it counts towards its end.
pub fn close(tx: &mut Tx<'_>, id: InquiryId, by: By) -> Answer<()> {
    let case = held(tx, id, by)?;
    let now = tx.now();
    let forget = counts(tx, &case, Some(now))?;
    tx.run_one(store::CLOSE, (now, forget, id))?;
    noted(tx, id, Event::Closed, by)?;
    tell(tx, &case, Tells::Closed)
}

/// Opens a closed case again, with a new end.
pub fn reopen(tx: &mut Tx<'_>, id: InquiryId, by: By) -> Answer<()> {
    let case = visible(tx, id, by)?;
    open_again(tx, &case, &by.staff.to_string())
}

pub(crate) fn open_again(tx: &mut Tx<'_>, case: &Case, author: &str) -> Answer<()> {
    let now = tx.now();
    let resolve = rules::due(&hours(tx)?, now, Promise::built_in()?.resolution);
    if tx.run(store::REOPEN, (resolve, case.id))? != 1 {
        return Err(InquiriesRefusal::NotClosed.into());
    }
    counts(tx, case, None)?;
    store::step(tx, case.id, Event::Reopened, author)
}

// The clock of the policy, for every piece of the case: it runs from the closing, or not at all.
fn counts(
    tx: &mut Tx<'_>,
    case: &Case,
    closed_at: Option<kernel::At>,
) -> Answer<Option<kernel::At>> {
    let mut places = vec![case.id.to_string()];
    places.extend(store::messages_of(tx, case.id)?.iter().map(|message| message.id.to_string()));
    places.extend(store::files_of(tx, case.id)?.iter().map(|file| file.id.to_string()));
    let class = RetentionClass::Inquiry;
    let mut due = None;
    for place in &places {
        match closed_at {
            Some(at) => due = Some(retention::starts(tx, case.person, class, place, at)?),
            None => retention::stops(tx, case.person, class, place)?,
        }
    }
    Ok(due)
}

// Members by notices, everybody else by a letter of our own.
fn tell(tx: &mut Tx<'_>, case: &Case, what: Tells) -> Answer<()> {
    match (case.way, what) {
        (Way::Link, what) => letter::put(tx, case.id, what),
        (Way::Member, Tells::Answered) => {
            tx.tell(&News::Answered { inquiry: case.id, member: case.person })
        }
        (Way::Member, Tells::Closed) => {
            tx.tell(&News::Closed { inquiry: case.id, member: case.person })
        }
        (Way::Member, Tells::Opened) => Ok(()),
    }
}
