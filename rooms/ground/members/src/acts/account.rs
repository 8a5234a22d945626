use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{Fault, MemberId, SessionId, Yen};
use privacy::policy::RetentionClass;
use web::{Language, Sessions, Sitter};

use crate::{MemberRefusal, News, store, zones};

/// Sets a new password and signs the member out everywhere but here; keys of programs end, too.
pub fn change_password(
    tx: &mut Tx<'_>,
    member: MemberId,
    password: &str,
    here: Option<SessionId>,
) -> Answer<()> {
    set_password(tx, member, password, here)?;
    tx.tell(&News::PasswordChanged { member })
}

/// The same, and nobody is told.
pub(crate) fn set_password(
    tx: &mut Tx<'_>,
    member: MemberId,
    password: &str,
    here: Option<SessionId>,
) -> Answer<()> {
    if !store::set_password(tx, member, password)? {
        return Err(MemberRefusal::Closed.into());
    }
    Sessions::end_all(tx, Sitter::Member(member), here)?;
    web::api::revoke_all(tx, member)?;
    super::password_changed(tx, Sitter::Member(member))
}

/// Notes the language a member reads and the zone they live in.
pub fn set_preferences(
    tx: &mut Tx<'_>,
    member: MemberId,
    language: Language,
    time_zone: &str,
) -> Answer<()> {
    if !zones::is_known(time_zone) {
        return Err(MemberRefusal::NoTimeZone.into());
    }
    if !store::set_preferences(tx, member, language, time_zone)? {
        return Err(MemberRefusal::Closed.into());
    }
    Sessions::changed(tx, Sitter::Member(member))
}

/// How far a member may go. `None` is the house's own limit for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// The most bids alive at once.
    pub live_bids_most: Option<i64>,
    /// The highest single bid.
    pub highest_bid: Option<Yen>,
}

/// The limits of one member.
pub fn limits_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Limits> {
    let row = store::limits(tx, member)?;
    let (live_bids_most, highest_bid) =
        row.ok_or_else(|| Fault::new(format!("{member} is no member")))?;
    Ok(Limits { live_bids_most, highest_bid })
}

/// Gives a member limits of their own.
pub fn set_limits(tx: &mut Tx<'_>, member: MemberId, limits: Limits) -> Answer<()> {
    store::set_limits(tx, member, limits.live_bids_most, limits.highest_bid)
}

/// Closes an account: nobody signs in to it any more, and the time after which the policy has its
/// data destroyed begins.
pub fn close(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    if !store::close(tx, member)? {
        return Err(MemberRefusal::Closed.into());
    }
    let now = tx.now();
    privacy::retention::starts(tx, member, RetentionClass::Account, "", now)?;
    Sessions::end_all(tx, Sitter::Member(member), None)?;
    store::drop_halves(tx, Sitter::Member(member))?;
    super::drop_ways(tx, member)?;
    tx.tell(&News::Closed { member })
}
