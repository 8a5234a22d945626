use db::{Answer, Tx};
use kernel::{At, Day, ExportId, StaffId};
use staff::{Reply, held, require};
use web::Role;

use crate::ExportsRefusal as No;
use crate::drawing::Counts;
use crate::rules::{self, Kind, Stands};
use crate::store::{self, Export};

/// Who may ask for a list, and opens who stands on it.
pub(crate) fn asker(kind: Kind) -> Role {
    match kind {
        Kind::Journal | Kind::Sales => Role::Accountant,
        Kind::Contacts => Role::Administrator,
    }
}

/// A list that somebody wants.
#[derive(Debug, Clone)]
pub struct NewExport {
    /// What is listed.
    pub kind: Kind,
    /// The first and the last day; of no meaning where a list has no period.
    pub days: Option<(Day, Day)>,
    /// Why it is wanted.
    pub why: String,
}

/// Asks for a list. Who wants what and why is on record from here on.
pub fn ask(tx: &mut Tx<'_>, new: &NewExport, by: StaffId) -> Answer<ExportId> {
    require(tx, by, asker(new.kind))?;
    let now = tx.now();
    let (from, until) = match (new.kind.has_period(), new.days) {
        (true, Some((first, last))) => rules::period(first, last)?,
        (true, None) => return Err(No::BadPeriod { most: rules::MOST_DAYS }.into()),
        (false, _) => (now, now),
    };
    if store::waiting_of(tx, by, now.minus(rules::WAITS))? >= rules::MOST_WAITING {
        return Err(No::TooMany { most: rules::MOST_WAITING }.into());
    }
    let id: ExportId = tx.new_id();
    tx.put(store::ASK, (id, new.kind, from, until, new.why.as_str(), by, now))?;
    Ok(id)
}

/// Agrees or declines: another person than the one who asked, who answers for personal data or
/// administers the house. Whoever asked may only take it back.
pub fn answer(tx: &mut Tx<'_>, id: ExportId, reply: Reply, by: StaffId) -> Answer<()> {
    let export = store::one(tx, id)?;
    let own = export.asked_by == by;
    // Why apart: an accountant who asked holds none of the roles that answer.
    if !(own && reply == Reply::TakenBack) {
        staff::rules::may_answer(&staff::rules::Answering {
            roles: held(tx, by)?,
            is_own: own,
            takes_back: reply == Reply::TakenBack,
        })?;
    }
    let now = tx.now();
    if export.stands(now) != Stands::Waiting {
        return Err(No::Answered.into());
    }
    if reply == Reply::Agreed {
        staff::apart(tx, export.asked_by, by)?;
    }
    tx.run_one(store::ANSWER, (reply, by, now, id))
}

/// Begins to take a list: whoever asked for it, while they still hold its role and its time lasts.
pub fn begin_taking(tx: &mut Tx<'_>, id: ExportId, by: StaffId) -> Answer<(Export, At)> {
    let export = store::one(tx, id)?;
    if export.asked_by != by {
        return Err(No::Unknown.into());
    }
    require(tx, by, asker(export.kind))?;
    let now = tx.now();
    if export.stands(now) != Stands::Open {
        return Err(No::NotNow.into());
    }
    tx.put(store::TAKE, (id, now))?;
    Ok((export, now))
}

/// Notes what was taken.
pub fn end_taking(tx: &mut Tx<'_>, id: ExportId, begun_at: At, counts: Counts) -> Answer<()> {
    let now = tx.now();
    tx.put(store::TAKEN, (now, counts.given, counts.left_out, id, begun_at))
}
