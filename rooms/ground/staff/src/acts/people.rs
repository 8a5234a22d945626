use std::collections::HashMap;

use db::{Answer, Tx};
use kernel::{At, Id, MemberId, StaffId};
use privacy::{OpenViews as _, Opener, policy};
use web::{Role, Roles, Sessions, Sitter};

use super::given::was_given;
use crate::store::Held;
use crate::views::ColleagueName;
use crate::{StaffRefusal, rules, store};

/// Why somebody was given their first password.
const HIRED: &str = "hired";

/// Who is to work here.
#[derive(Debug, Clone)]
pub struct Hiring {
    /// The handle, as [`members::rules::handle`] gives it back.
    pub handle: String,
    /// What is kept of the password, from [`members::Passwords`].
    pub password: String,
    /// The roles to begin with.
    pub roles: Roles,
    /// Whether the password is their own already, as in a demonstration; else they choose one at
    /// their first sign-in.
    pub is_own: bool,
}

/// The person of the vault behind a person who works here.
pub fn person_of(staff: StaffId) -> MemberId {
    MemberId::from_bits(staff.bits())
}

/// Refuses whoever does not work here in this role. Acts of other rooms ask it themselves, whatever
/// the door they were reached by had asked.
pub fn require(tx: &mut Tx<'_>, staff: StaffId, role: Role) -> Answer<()> {
    if store::roles(tx, staff)?.has(role) {
        return Ok(());
    }
    Err(StaffRefusal::RoleMissing { role: role.label().to_owned() }.into())
}

/// What somebody holds now.
pub fn held(tx: &mut Tx<'_>, staff: StaffId) -> Answer<Roles> {
    store::roles(tx, staff)
}

/// Lets the first administrator in: only while nobody works here.
pub fn hire_first(tx: &mut Tx<'_>, handle: &str, password: &str) -> Answer<StaffId> {
    if store::anybody(tx)? {
        return Err(StaffRefusal::NotTheFirst.into());
    }
    let roles = [Role::Administrator].into_iter().collect();
    let hiring =
        Hiring { handle: handle.to_owned(), password: password.to_owned(), roles, is_own: true };
    begin(tx, &hiring, None)
}

/// Hires: only an administrator does. Refuses `privacy.handle_taken`.
pub fn hire(tx: &mut Tx<'_>, hiring: &Hiring, by: StaffId) -> Answer<StaffId> {
    require(tx, by, Role::Administrator)?;
    if hiring.roles == Roles::NONE {
        return Err(StaffRefusal::NoRole.into());
    }
    begin(tx, hiring, Some(by))
}

fn begin(tx: &mut Tx<'_>, hiring: &Hiring, by: Option<StaffId>) -> Answer<StaffId> {
    let handle = members::rules::handle(&hiring.handle)?;
    let staff: StaffId = tx.new_id();
    store::hire(tx, staff, &hiring.password, by)?;
    privacy::register(tx, person_of(staff))?;
    privacy::set_handle(tx, person_of(staff), &handle)?;
    for role in hiring.roles.iter() {
        store::give(tx, staff, role, by)?;
    }
    if let Some(by) = by.filter(|_| !hiring.is_own) {
        was_given(tx, staff, HIRED, by)?;
    }
    Ok(staff)
}

/// Gives a role: only an administrator does.
pub fn grant(tx: &mut Tx<'_>, staff: StaffId, role: Role, by: StaffId) -> Answer<()> {
    require(tx, by, Role::Administrator)?;
    here(tx, staff)?;
    rules::may_grant(store::roles(tx, staff)?, role)?;
    store::give(tx, staff, role, Some(by))?;
    Sessions::changed(tx, Sitter::Staff(staff))
}

/// Takes a role: only an administrator does, and never the last administrator's.
pub fn revoke(tx: &mut Tx<'_>, staff: StaffId, role: Role, by: StaffId) -> Answer<()> {
    require(tx, by, Role::Administrator)?;
    here(tx, staff)?;
    let administrators = store::administrators(tx)?;
    rules::may_revoke(store::roles(tx, staff)?, role, administrators)?;
    store::take(tx, staff, role, by)?;
    Sessions::changed(tx, Sitter::Staff(staff))
}

/// Ends somebody's work here: their roles are taken and their sessions end at once.
pub fn leave(tx: &mut Tx<'_>, staff: StaffId, by: StaffId) -> Answer<()> {
    require(tx, by, Role::Administrator)?;
    here(tx, staff)?;
    let administrators = store::administrators(tx)?;
    rules::may_leave(store::roles(tx, staff)?, administrators)?;
    store::leave(tx, staff, by)?;
    Sessions::end_all(tx, Sitter::Staff(staff), None).map(|_| ())
}

pub(crate) fn here(tx: &mut Tx<'_>, staff: StaffId) -> Answer<()> {
    match store::still_here(tx, staff)? {
        Some(true) => Ok(()),
        Some(false) => Err(StaffRefusal::HasLeft.into()),
        None => Err(StaffRefusal::Nobody.into()),
    }
}

/// Gives a member limits of their own, or takes them back: support does, with a reason.
pub fn give_limits(
    tx: &mut Tx<'_>,
    member: MemberId,
    limits: members::Limits,
    why: &str,
    by: StaffId,
) -> Answer<()> {
    require(tx, by, Role::Support)?;
    members::give_limits(tx, member, limits, by, why)
}

/// Every role a person holds or held, the oldest first.
pub fn roles_of(tx: &mut Tx<'_>, staff: StaffId) -> Answer<Vec<Held>> {
    store::history(tx, staff)
}

/// A person who works or worked here, as an administrator sees them.
pub struct Colleague {
    /// The person.
    pub id: StaffId,
    /// Their handle; `None` when the vault does not give it.
    pub handle: Option<String>,
    /// Since when.
    pub hired_at: At,
    /// Until when.
    pub left_at: Option<At>,
    /// What they hold now.
    pub roles: Roles,
}

// Why: a handle is personal; what ends up in logs names people by id.
impl std::fmt::Debug for Colleague {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Colleague({})", self.id)
    }
}

/// Everybody who works or worked here, those who do first. The opening of their handles is on
/// record, so that this is an act and not a question.
pub fn colleagues(tx: &mut Tx<'_>, by: StaffId) -> Answer<Vec<Colleague>> {
    require(tx, by, Role::Administrator)?;
    let workers = store::people(tx)?;
    let persons: Vec<MemberId> = workers.iter().map(|worker| person_of(worker.id)).collect();
    let who = Opener::staff(policy::Role::Administrator, by, "the list of who works here");
    let opened = tx.open_many::<ColleagueName>(&who, &persons)?;
    let mut names: HashMap<MemberId, String> = opened
        .into_iter()
        .map(|(person, name)| (person, name.handle.show().handle.as_str().to_owned()))
        .collect();
    workers
        .into_iter()
        .map(|worker| {
            Ok(Colleague {
                id: worker.id,
                handle: names.remove(&person_of(worker.id)),
                hired_at: worker.hired_at,
                left_at: worker.left_at,
                roles: store::roles(tx, worker.id)?,
            })
        })
        .collect()
}
