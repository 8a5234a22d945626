use db::{Answer, Tx};
use kernel::{MemberId, Yen};

use super::post::withdraw;
use crate::audit::purse_yen;
use crate::rules::{AskedBy, LedgerRefusal};
use crate::store;

/// Asks that what is free in a member's purse be paid back to them. Once is enough.
pub fn ask_payout(tx: &mut Tx<'_>, member: MemberId, by: AskedBy) -> Answer<()> {
    if purse_yen(tx, member)? == Yen::ZERO {
        return Err(LedgerRefusal::NothingFree.into());
    }
    let now = tx.now();
    tx.put(store::PAYOUT_ASK, (member, now, by))
}

/// Money was paid back to a member, outside, under the bank's reference: booked once, and never
/// more than is free. False when that reference was booked before.
pub fn pay_out(
    tx: &mut Tx<'_>,
    member: MemberId,
    yen: Yen,
    reference: &str,
    author: &str,
) -> Answer<bool> {
    let is_new = withdraw(tx, member, yen, &format!("withdrawal:{reference}"), author)?;
    if purse_yen(tx, member)? == Yen::ZERO {
        tx.put(store::PAYOUT_DONE, (member,))?;
    }
    Ok(is_new)
}
