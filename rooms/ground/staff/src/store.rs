use db::{Answer, Tx};
use kernel::{ApprovalId, At, MemberId, StaffId};
use web::{Role, Roles};

use crate::{Reply, Wanted};

db::sql! {
    HIRE = "INSERT INTO staff (id, password, hired_at, hired_by) VALUES ($1, $2, $3, $4)";
    FOUNDED = "SELECT MIN(hired_at) FROM staff";
    HANDS = "SELECT hired_by FROM staff WHERE id = $1 AND hired_at > $2 AND hired_by IS NOT NULL
             UNION
             SELECT given_by FROM staff_role
              WHERE staff = $1 AND given_at > $2 AND given_by IS NOT NULL
             UNION
             SELECT asked_by FROM approval
              WHERE what = 'password' AND subject = $3 AND asked_at > $2";
    ANYBODY = "SELECT CAST(COUNT(*) AS BIGINT) FROM staff";
    PASSWORD = "SELECT password FROM staff WHERE id = $1 AND left_at IS NULL";
    SET_PASSWORD = "UPDATE staff SET password = $1 WHERE id = $2 AND left_at IS NULL";
    HERE = "SELECT left_at FROM staff WHERE id = $1";
    LEAVE = "UPDATE staff SET left_at = $1, left_by = $2 WHERE id = $3 AND left_at IS NULL";
    GIVE = "INSERT INTO staff_role (staff, role, given_at, given_by) VALUES ($1, $2, $3, $4)";
    TAKE = "UPDATE staff_role SET taken_at = $1, taken_by = $2
             WHERE staff = $3 AND role = $4 AND taken_at IS NULL";
    TAKE_ALL = "UPDATE staff_role SET taken_at = $1, taken_by = $2
                 WHERE staff = $3 AND taken_at IS NULL";
    ROLES = "SELECT role FROM staff_role WHERE staff = $1 AND taken_at IS NULL";
    HISTORY = "SELECT staff, role, given_at, given_by, taken_at, taken_by FROM staff_role
                WHERE staff = $1 ORDER BY given_at, role";
    ADMINISTRATORS = "SELECT CAST(COUNT(*) AS BIGINT) FROM staff_role
                       WHERE role = 'administrator' AND taken_at IS NULL";
    ASK = "INSERT INTO approval (id, what, subject, why, asked_by, asked_at, ends_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)";
    APPROVAL = "SELECT id, what, subject, why, asked_by, asked_at, ends_at, answer, answered_by,
                       answered_at, done_at FROM approval WHERE id = $1";
    APPROVALS_ABOUT = "SELECT id, what, subject, why, asked_by, asked_at, ends_at, answer,
                              answered_by, answered_at, done_at FROM approval
                        WHERE what = $1 AND subject = $2 ORDER BY asked_at DESC, id DESC";
    APPROVALS = "SELECT id, what, subject, why, asked_by, asked_at, ends_at, answer, answered_by,
                        answered_at, done_at FROM approval WHERE asked_at > $1
                  ORDER BY CASE WHEN answer IS NULL THEN 0 ELSE 1 END, asked_at DESC, id DESC
                  LIMIT 100";
    ANSWER = "UPDATE approval SET answer = $1, answered_by = $2, answered_at = $3
               WHERE id = $4 AND answer IS NULL";
    DONE = "UPDATE approval SET done_at = $1 WHERE id = $2 AND done_at IS NULL";
    PEOPLE = "SELECT id, hired_at, left_at FROM staff
               ORDER BY CASE WHEN left_at IS NULL THEN 0 ELSE 1 END, hired_at, id";
}

db::row! {
    pub(crate) struct Worker {
        pub(crate) id: StaffId,
        pub(crate) hired_at: At,
        pub(crate) left_at: Option<At>,
    }
    /// What one of the staff wants done and another has to agree to.
    pub struct Approval {
        /// The wish.
        pub id: ApprovalId,
        /// What is wanted.
        pub what: Wanted,
        /// About whom.
        pub subject: MemberId,
        /// Why.
        pub why: String,
        /// Who asked.
        pub asked_by: StaffId,
        /// When.
        pub asked_at: At,
        /// Until when it can be answered and used.
        pub ends_at: At,
        /// The answer.
        pub answer: Option<Reply>,
        /// Who answered.
        pub answered_by: Option<StaffId>,
        /// When.
        pub answered_at: Option<At>,
        /// When it was done.
        pub done_at: Option<At>,
    }
    /// A role somebody holds or held: from when to when, given and taken by whom.
    pub struct Held {
        /// Who.
        pub staff: StaffId,
        /// What.
        pub role: Role,
        /// From when.
        pub given_at: At,
        /// By whom; `None` for the first administrator.
        pub given_by: Option<StaffId>,
        /// Until when; `None` while it is held.
        pub taken_at: Option<At>,
        /// By whom it was taken.
        pub taken_by: Option<StaffId>,
    }
}

pub(crate) fn hire(
    tx: &mut Tx<'_>,
    staff: StaffId,
    password: &str,
    by: Option<StaffId>,
) -> Answer<()> {
    let now = tx.now();
    tx.put(HIRE, (staff, password, now, by))
}

/// When the first of all was hired.
pub(crate) fn founded(tx: &mut Tx<'_>) -> Answer<Option<At>> {
    let (first,): (Option<At>,) = tx.one(FOUNDED, ())?;
    Ok(first)
}

/// Who hired somebody, gave them a role or a password since then.
pub(crate) fn hands(
    tx: &mut Tx<'_>,
    staff: StaffId,
    person: MemberId,
    since: At,
) -> Answer<Vec<StaffId>> {
    let rows: Vec<(StaffId,)> = tx.all(HANDS, (staff, since, person))?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub(crate) fn anybody(tx: &mut Tx<'_>) -> Answer<bool> {
    let (count,): (i64,) = tx.one(ANYBODY, ())?;
    Ok(count > 0)
}

pub(crate) fn password(tx: &mut Tx<'_>, staff: StaffId) -> Answer<Option<String>> {
    let row: Option<(String,)> = tx.maybe(PASSWORD, (staff,))?;
    Ok(row.map(|r| r.0))
}

pub(crate) fn set_password(tx: &mut Tx<'_>, staff: StaffId, password: &str) -> Answer<bool> {
    Ok(tx.run(SET_PASSWORD, (password, staff))? == 1)
}

/// `None`: never worked here; otherwise whether they still do.
pub(crate) fn still_here(tx: &mut Tx<'_>, staff: StaffId) -> Answer<Option<bool>> {
    let row: Option<(Option<At>,)> = tx.maybe(HERE, (staff,))?;
    Ok(row.map(|(left_at,)| left_at.is_none()))
}

pub(crate) fn leave(tx: &mut Tx<'_>, staff: StaffId, by: StaffId) -> Answer<()> {
    let now = tx.now();
    tx.run_one(LEAVE, (now, by, staff))?;
    tx.run(TAKE_ALL, (now, by, staff)).map(|_| ())
}

pub(crate) fn give(tx: &mut Tx<'_>, staff: StaffId, role: Role, by: Option<StaffId>) -> Answer<()> {
    let now = tx.now();
    tx.put(GIVE, (staff, role, now, by))
}

pub(crate) fn take(tx: &mut Tx<'_>, staff: StaffId, role: Role, by: StaffId) -> Answer<()> {
    let now = tx.now();
    tx.run_one(TAKE, (now, by, staff, role))
}

pub(crate) fn roles(tx: &mut Tx<'_>, staff: StaffId) -> Answer<Roles> {
    let rows: Vec<(Role,)> = tx.all(ROLES, (staff,))?;
    Ok(rows.into_iter().map(|r| r.0).collect())
}

pub(crate) fn history(tx: &mut Tx<'_>, staff: StaffId) -> Answer<Vec<Held>> {
    tx.all(HISTORY, (staff,))
}

pub(crate) fn administrators(tx: &mut Tx<'_>) -> Answer<i64> {
    let (count,): (i64,) = tx.one(ADMINISTRATORS, ())?;
    Ok(count)
}

pub(crate) fn people(tx: &mut Tx<'_>) -> Answer<Vec<Worker>> {
    tx.all(PEOPLE, ())
}

pub(crate) fn ask(
    tx: &mut Tx<'_>,
    id: ApprovalId,
    what: Wanted,
    about: MemberId,
    why: &str,
    by: StaffId,
    ends_at: At,
) -> Answer<()> {
    let now = tx.now();
    tx.put(ASK, (id, what, about, why, by, now, ends_at))
}

pub(crate) fn approval(tx: &mut Tx<'_>, id: ApprovalId) -> Answer<Option<Approval>> {
    tx.maybe(APPROVAL, (id,))
}

pub(crate) fn approvals_about(
    tx: &mut Tx<'_>,
    what: Wanted,
    about: MemberId,
) -> Answer<Vec<Approval>> {
    tx.all(APPROVALS_ABOUT, (what, about))
}

pub(crate) fn approvals(tx: &mut Tx<'_>, since: At) -> Answer<Vec<Approval>> {
    tx.all(APPROVALS, (since,))
}

pub(crate) fn answer(tx: &mut Tx<'_>, id: ApprovalId, reply: Reply, by: StaffId) -> Answer<()> {
    let now = tx.now();
    tx.run_one(ANSWER, (reply, by, now, id))
}

pub(crate) fn done(tx: &mut Tx<'_>, id: ApprovalId) -> Answer<()> {
    let now = tx.now();
    tx.run_one(DONE, (now, id))
}
