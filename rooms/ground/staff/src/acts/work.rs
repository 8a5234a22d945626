//! Work in the background that was given up: whoever has it tried again, or never done, is on
//! record.

use db::{Answer, Tx};
use kernel::{JobId, StaffId};
use members::{Noted, note_staff_act};
use web::Role;

use super::require;

/// Has it tried again now.
pub fn try_again(tx: &mut Tx<'_>, job: JobId, by: StaffId) -> Answer<()> {
    require(tx, by, Role::Administrator)?;
    let kind = jobs::revive(tx, job)?;
    note_staff_act(tx, by, Noted::JobAgain, &job.to_string(), &kind)
}

/// Takes it off the list for good.
pub fn never_do(tx: &mut Tx<'_>, job: JobId, by: StaffId) -> Answer<()> {
    require(tx, by, Role::Administrator)?;
    let kind = jobs::bury(tx, job)?;
    note_staff_act(tx, by, Noted::JobRemoved, &job.to_string(), &kind)
}
