use db::{Answer, Tx};
use kernel::{At, StaffActId, StaffId};

use crate::store;

kernel::words! {
    /// What somebody of the staff did that no row of its own tells for good.
    pub enum Noted {
        /// Gave a member limits, or took them back; the next ones overwrite them.
        Limits = "limits",
        /// Entered what a currency is worth; a correction overwrites it.
        Rate = "rate",
        /// Had work tried again that was given up.
        JobAgain = "job_again",
        /// Took work off the list; there is no row of it any more.
        JobRemoved = "job_removed",
    }
}
db::stored!(Noted);

/// Notes what somebody of the staff does, in the act that does it: it is done with its author, or
/// not at all.
pub fn note_staff_act(
    tx: &mut Tx<'_>,
    staff: StaffId,
    what: Noted,
    about: &str,
    said: &str,
) -> Answer<()> {
    let (id, now): (StaffActId, At) = (tx.new_id(), tx.now());
    tx.put(store::noted::NOTE, (id, staff, what, about, said, now))
}
