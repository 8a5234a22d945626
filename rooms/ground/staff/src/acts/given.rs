//! Passwords somebody was given: for the first day, or after a phone or a password was lost.

use db::{Answer, Tx};
use kernel::{ApprovalId, StaffId};
use web::{Role, Sitter};

use super::approval::{LASTS, Wanted};
use super::change_password;
use super::people::{here, person_of, require};
use crate::{StaffRefusal, store};

/// Notes that somebody was given a password: by whom and why, and until when it opens the door.
pub(crate) fn was_given(tx: &mut Tx<'_>, staff: StaffId, why: &str, by: StaffId) -> Answer<()> {
    let (id, ends): (ApprovalId, _) = (tx.new_id(), tx.now().plus(LASTS));
    store::ask(tx, id, Wanted::Password, person_of(staff), why, by, ends)
}

/// The password they were given and have not changed, if they were.
fn given(tx: &mut Tx<'_>, staff: StaffId) -> Answer<Option<store::Approval>> {
    let all = store::approvals_about(tx, Wanted::Password, person_of(staff))?;
    Ok(all.into_iter().next().filter(|last| last.done_at.is_none()))
}

/// Whether they choose a password of their own before anything opens. Refuses a given one that was
/// not used in its days.
pub fn must_choose(tx: &mut Tx<'_>, staff: StaffId) -> Answer<bool> {
    let now = tx.now();
    match given(tx, staff)? {
        None => Ok(false),
        Some(last) if now < last.ends_at => Ok(true),
        Some(_) => Err(StaffRefusal::GivenLapsed.into()),
    }
}

/// The password they chose in place of the one they were given.
pub(crate) fn choose(tx: &mut Tx<'_>, staff: StaffId, password: &str) -> Answer<()> {
    if let Some(last) = given(tx, staff)? {
        store::done(tx, last.id)?;
    }
    change_password(tx, staff, password, None)
}

/// Gives a colleague who lost their phone or password another password, told once: their app,
/// passkeys and sessions end, and at the next sign-in they set an app up and choose a password. An
/// administrator does it for another; who, for whom and why is on record.
pub fn give_password(
    tx: &mut Tx<'_>,
    staff: StaffId,
    password: &str,
    why: &str,
    by: StaffId,
) -> Answer<()> {
    require(tx, by, Role::Administrator)?;
    if staff == by {
        return Err(StaffRefusal::OwnReset.into());
    }
    here(tx, staff)?;
    let who = Sitter::Staff(staff);
    members::drop_factor(tx, who)?;
    members::drop_passkeys(tx, who)?;
    change_password(tx, staff, password, None)?;
    was_given(tx, staff, why, by)
}
