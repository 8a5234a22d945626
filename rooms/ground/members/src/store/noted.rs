//! Rows of what somebody of the staff did.

use db::{Answer, Tx};
use kernel::{At, Id as _, Page, StaffActId, StaffId};

use crate::Noted;

db::sql! {
    NOTE = "INSERT INTO staff_act (id, staff, what, about, said, done_at) VALUES ($1, $2, $3, $4, $5, $6)";
    NOTED = "SELECT id, staff, what, about, said, done_at FROM staff_act WHERE id < $1 ORDER BY id DESC LIMIT $2";
}

db::row! {
    /// Something that somebody of the staff did.
    pub struct StaffAct {
        /// The row.
        pub id: StaffActId,
        /// Who.
        pub staff: StaffId,
        /// What.
        pub what: Noted,
        /// About whom or what: an id, a currency and a day.
        pub about: String,
        /// What it was changed to, and why.
        pub said: String,
        /// When.
        pub done_at: At,
    }
}

/// What people of the staff did, the latest first.
pub fn staff_acts(
    tx: &mut Tx<'_>,
    before: Option<StaffActId>,
    limit: usize,
) -> Answer<Page<StaffAct>> {
    let before = before.unwrap_or(StaffActId::from_bits(u128::MAX));
    let more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let rows = tx.all(NOTED, (before, more))?;
    Ok(Page::cut(rows, limit, |act: &StaffAct| act.id.to_string()))
}
