use db::{Answer, Tx};
use kernel::{CeremonyId, Id, MemberId, SessionId, StaffId};
use members::{Answered, MemberRefusal, Passed, half_of, pass_half, the_staff, use_passkey};
use web::{Hint, Sessions, Sitter, Staff, Ticket};

use super::given::choose;
use super::{must_choose, person_of};
use crate::{StaffRefusal, store};

/// What is known of a handle somebody wants to sign in to the staff room with.
#[derive(Debug, Clone)]
pub struct Entering {
    /// The person.
    pub staff: StaffId,
    /// What is kept of their password.
    pub password: String,
}

/// Looks a handle up. Takes the same questions whether anybody has it or not.
pub fn find(tx: &mut Tx<'_>, handle: &str) -> Answer<Option<Entering>> {
    let found = privacy::find_by_handle(tx, handle)?.unwrap_or_else(|| MemberId::from_bits(0));
    let staff = StaffId::from_bits(found.bits());
    Ok(store::password(tx, staff)?.map(|password| Entering { staff, password }))
}

/// Signs a person in by the code of a half session; there is no other way in. The recovery codes
/// come with it when their app was set up just now. `None` when the code does not fit. `chosen` is
/// the password of their own that whoever was given one has to choose. The session the browser came
/// with ends.
pub fn enter(
    tx: &mut Tx<'_>,
    half: &str,
    code: &str,
    chosen: Option<&str>,
    old: Option<SessionId>,
    hint: Hint,
) -> Answer<Option<(Ticket, Option<Vec<String>>)>> {
    the_staff(half_of(tx, half)?)?;
    match pass_half(tx, half, code)? {
        Passed::In(who, codes) => {
            let staff = the_staff(who)?;
            if let Some(chosen) = chosen {
                choose(tx, staff, chosen)?;
            }
            Ok(Some((sign_in(tx, staff, old, hint)?, codes)))
        }
        Passed::Wrong => Ok(None),
    }
}

/// Signs a person in by a passkey: their device verified who they are, so that it is both factors.
/// What is inside says no where the question is answered for good all the same.
pub fn enter_by_passkey(
    tx: &mut Tx<'_>,
    ceremony: CeremonyId,
    browser: [u8; 32],
    answer: &Answered,
    old: Option<SessionId>,
    hint: Hint,
) -> Answer<Result<Ticket, MemberRefusal>> {
    match use_passkey(tx, ceremony, browser, answer)? {
        Ok(Sitter::Staff(staff)) => sign_in(tx, staff, old, hint).map(Ok),
        Ok(Sitter::Member(_)) => Ok(Err(MemberRefusal::PasskeyUnknown)),
        Err(no) => Ok(Err(no)),
    }
}

fn sign_in(tx: &mut Tx<'_>, staff: StaffId, old: Option<SessionId>, hint: Hint) -> Answer<Ticket> {
    if store::still_here(tx, staff)? != Some(true) {
        return Err(StaffRefusal::HasLeft.into());
    }
    if must_choose(tx, staff)? {
        return Err(StaffRefusal::ChooseFirst.into());
    }
    if let Some(old) = old {
        Sessions::end(tx, old)?;
    }
    Sessions::begin_in(tx, Sitter::Staff(staff), hint)
}

/// Signs out.
pub fn sign_out(tx: &mut Tx<'_>, session: SessionId) -> Answer<()> {
    Sessions::end(tx, session)
}

/// Sets a new password and signs the person out everywhere but here.
pub fn change_password(
    tx: &mut Tx<'_>,
    staff: StaffId,
    password: &str,
    here: Option<SessionId>,
) -> Answer<()> {
    if !store::set_password(tx, staff, password)? {
        return Err(StaffRefusal::HasLeft.into());
    }
    members::password_changed(tx, Sitter::Staff(staff))?;
    Sessions::end_all(tx, Sitter::Staff(staff), here).map(|_| ())
}

/// What every page has to know of a person who works here; `None` once they have left.
pub fn seat(tx: &mut Tx<'_>, staff: StaffId) -> Answer<Option<Staff>> {
    if store::still_here(tx, staff)? != Some(true) {
        return Ok(None);
    }
    let opened = privacy::own_handle(tx, person_of(staff))?;
    let handle = opened.show().handle.as_str().to_owned();
    Ok(Some(Staff { id: staff, handle, roles: store::roles(tx, staff)? }))
}
