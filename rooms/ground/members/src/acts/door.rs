use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{Id, MemberId, Refused, SessionId};
use web::{Hint, Language, Member, SessionRow, Sessions, Sitter, Ticket, WebRefusal};

use crate::{MemberRefusal, News, rules, store};

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

/// Gives somebody who came with another business their account: without a password, so that they
/// begin with a letter to the address they had proved there.
pub fn adopt(
    tx: &mut Tx<'_>,
    member: MemberId,
    language: Language,
    time_zone: &str,
    proved: bool,
) -> Answer<()> {
    store::join(tx, member, "", language, time_zone)?;
    if proved {
        let now = tx.now();
        tx.run_one(store::SET_PROVED, (now, member))?;
    }
    Ok(())
}

/// What is known of a handle or an address somebody wants to sign in with.
#[derive(Debug, Clone)]
pub struct Entering {
    /// The member.
    pub member: MemberId,
    /// What is kept of their password.
    pub password: String,
}

/// Looks a handle or a proved e-mail address up. Takes the same questions whether it is anybody's
/// or not.
pub fn find(tx: &mut Tx<'_>, typed: &str) -> Answer<Option<Entering>> {
    let found = if typed.contains('@') {
        privacy::find_by_email(tx, typed)?
    } else {
        privacy::find_by_handle(tx, typed)?
    };
    let member = found.unwrap_or_else(|| MemberId::from_bits(0));
    Ok(store::password(tx, member)?.map(|password| Entering { member, password }))
}

/// Signs a member in, whose password was found to fit. The session the browser came with ends.
pub fn sign_in(
    tx: &mut Tx<'_>,
    member: MemberId,
    old: Option<SessionId>,
    hint: Hint,
) -> Answer<Ticket> {
    match store::member(tx, member)? {
        Some(row) if row.closed_at.is_none() => {}
        _ => return Err(MemberRefusal::Closed.into()),
    }
    if let Some(old) = old {
        Sessions::end(tx, old)?;
    }
    let open = Sessions::of(tx, Sitter::Member(member))?;
    let ticket = Sessions::begin_in(tx, Sitter::Member(member), hint)?;
    let known = |row: &SessionRow| {
        row.browser.as_deref() == Some(hint.browser) && row.system.as_deref() == Some(hint.system)
    };
    if !open.is_empty() && !open.iter().any(known) {
        tx.tell(&News::SignedInAnew { member, session: ticket.session })?;
    }
    Ok(ticket)
}

/// Ends one of a member's own sessions.
pub fn end_session(tx: &mut Tx<'_>, member: MemberId, session: SessionId) -> Answer<()> {
    end_session_of(tx, Sitter::Member(member), session)
}

/// Ends one of somebody's own sessions.
pub fn end_session_of(tx: &mut Tx<'_>, who: Sitter, session: SessionId) -> Answer<()> {
    let own = Sessions::of(tx, who)?;
    if !own.iter().any(|row| row.id == session) {
        return Err(WebRefusal::NotFound.into());
    }
    Sessions::end(tx, session)
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
        Err(Refused::No(_)) => row.language.of_account().to_owned(),
        Err(fault) => return Err(fault),
    };
    let reckons = super::reckoning_of(tx, member)?;
    Ok(Some(Member { id: row.id, handle, language: row.language, reckons }))
}

/// Whether somebody ever joined under this id: closed or erased as well. The vault cannot be asked
/// this, for it knows the people who work here, too.
pub fn ever_joined(tx: &mut Tx<'_>, member: MemberId) -> Answer<bool> {
    Ok(store::member(tx, member)?.is_some())
}

/// Whether there is such a member, and their account is open.
pub fn is_member(tx: &mut Tx<'_>, member: MemberId) -> Answer<bool> {
    Ok(store::member(tx, member)?.is_some_and(|row| row.closed_at.is_none()))
}
