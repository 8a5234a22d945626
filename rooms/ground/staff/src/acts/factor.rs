//! A member lost what makes their codes: support asks, another agrees, the member is told, and a
//! day goes by.

use db::{Answer, Tx};
use kernel::{ApprovalId, MemberId, Span, StaffId};
use web::{Role, Sitter};

use super::approval::{Wanted, ask_approval};
use super::require;
use crate::store::{self, Approval};
use crate::{StaffRefusal, rules};

/// How long the member has to say that it was not them.
pub(crate) const WAITS: Span = Span::days(1);

/// Support was told of a loss: another is asked to agree, and the member is told by letter.
pub fn ask_factor_drop(
    tx: &mut Tx<'_>,
    member: MemberId,
    why: &str,
    by: StaffId,
) -> Answer<ApprovalId> {
    let wish = ask_approval(tx, Wanted::Factor, member, why, by)?;
    if !members::has_factor(tx, Sitter::Member(member))? {
        return Err(StaffRefusal::NoFactor.into());
    }
    members::tell_factor_loss(tx, member, wish)?;
    Ok(wish)
}

/// Codes are no longer asked for: once another agreed, a day after the letter, and only if no code
/// was typed meanwhile. The member is told again.
pub fn drop_lost_factor(tx: &mut Tx<'_>, id: ApprovalId, by: StaffId) -> Answer<()> {
    require(tx, by, Role::Support)?;
    let wish = store::approval(tx, id)?.filter(|wish| wish.what == Wanted::Factor);
    let wish = wish.ok_or(StaffRefusal::NoSuchWish)?;
    let now = tx.now();
    if !wish.is_agreed(now) {
        return Err(StaffRefusal::NeedsAgreement.into());
    }
    if now.since(wish.asked_at) < WAITS {
        return Err(StaffRefusal::TooSoon { until: wish.asked_at.plus(WAITS) }.into());
    }
    let who = Sitter::Member(wish.subject);
    if members::factor_used_since(tx, who, wish.asked_at)? {
        return Err(StaffRefusal::FactorUsed.into());
    }
    store::done(tx, id)?;
    members::drop_factor(tx, who)
}

/// What support was told of in the last weeks.
pub fn factor_losses(tx: &mut Tx<'_>, by: StaffId) -> Answer<Vec<Approval>> {
    if !store::roles(tx, by)?.has_one_of(&rules::MAY_ANSWER) {
        require(tx, by, Role::Support)?;
    }
    let since = tx.now().minus(Span::days(60));
    let all = store::approvals(tx, since)?;
    Ok(all.into_iter().filter(|wish| wish.what == Wanted::Factor).collect())
}
