use db::{Answer, Tx};
use kernel::{Id, MemberId, Refused, SessionId};
use web::{Language, Member, Sessions, Sitter, Ticket};

use crate::{MemberRefusal, rules, store};

/// Who wants to become a member.
#[derive(Debug, Clone)]
pub struct Joining {
    /// The handle, as [`rules::handle`] gives it back.
    pub handle: String,
    /// What is kept of the password, from [`crate::Passwords`].
    pub password: String,
    /// The language they read.
    pub language: Language,
    /// Their time zone, `Asia/Tokyo`.
    pub time_zone: String,
}

/// Makes a member. Refuses `privacy.handle_taken`, and what is no handle.
pub fn sign_up(tx: &mut Tx<'_>, joining: &Joining) -> Answer<MemberId> {
    let handle = rules::handle(&joining.handle)?;
    let member: MemberId = tx.new_id();
    store::join(tx, member, &joining.password, joining.language, &joining.time_zone)?;
    privacy::register(tx, member)?;
    privacy::set_handle(tx, member, &handle)?;
    Ok(member)
}

/// What is known of a handle somebody wants to sign in with.
#[derive(Debug, Clone)]
pub struct Entering {
    /// The member.
    pub member: MemberId,
    /// What is kept of their password.
    pub password: String,
}

/// Looks a handle up. Takes the same questions whether anybody has it or not.
pub fn find(tx: &mut Tx<'_>, handle: &str) -> Answer<Option<Entering>> {
    let found = privacy::find_by_handle(tx, handle)?;
    let member = found.unwrap_or_else(|| MemberId::from_bits(0));
    Ok(store::password(tx, member)?.map(|password| Entering { member, password }))
}

/// Signs a member in, whose password was found to fit. The session the browser came with ends.
pub fn sign_in(tx: &mut Tx<'_>, member: MemberId, old: Option<SessionId>) -> Answer<Ticket> {
    match store::member(tx, member)? {
        Some(row) if row.closed_at.is_none() => {}
        _ => return Err(MemberRefusal::Closed.into()),
    }
    if let Some(old) = old {
        Sessions::end(tx, old)?;
    }
    Sessions::begin(tx, Sitter::Member(member))
}

/// Signs out: the session is over, whoever kept its key.
pub fn sign_out(tx: &mut Tx<'_>, session: SessionId) -> Answer<()> {
    Sessions::end(tx, session)
}

/// What every page has to know of a member; `None` once the account is closed or erased.
pub fn seat(tx: &mut Tx<'_>, member: MemberId) -> Answer<Option<Member>> {
    let Some(row) = store::member(tx, member)?.filter(|row| row.closed_at.is_none()) else {
        return Ok(None);
    };
    let handle = match privacy::own_handle(tx, member) {
        Ok(opened) => opened.show().handle.as_str().to_owned(),
        Err(Refused::No(no)) if no.code == "privacy.erased" => return Ok(None),
        // Whoever stopped all use of their data can still sign in to allow it again.
        Err(Refused::No(_)) => "Your account".to_owned(),
        Err(fault) => return Err(fault),
    };
    Ok(Some(Member { id: row.id, handle, language: row.language }))
}

/// Whether there is such a member, and their account is open.
pub fn is_member(tx: &mut Tx<'_>, member: MemberId) -> Answer<bool> {
    Ok(store::member(tx, member)?.is_some_and(|row| row.closed_at.is_none()))
}
