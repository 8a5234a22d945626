use db::{Answer, Tx};
use kernel::{BidId, MemberId, Yen};

use super::{cover, group, schedule, tell};
use crate::rules::{BidRefusal, BidState};
use crate::store;

/// Takes a bid back that was not sent. What has reached the marketplace stays there.
pub fn withdraw(tx: &mut Tx<'_>, member: MemberId, id: BidId) -> Answer<()> {
    let mut bid = store::bid_of(tx, member, id)?;
    if bid.state.is_over() {
        return Err(BidRefusal::Over { state: bid.state.to_string() }.into());
    }
    let stepped_back = bid.state == BidState::Displaced;
    if bid.sent_yen > Yen::ZERO || !(bid.state.is_unsent() || stepped_back) {
        return Err(BidRefusal::AlreadySent.into());
    }
    schedule::unplan(tx, &mut bid)?;
    bid.step(tx, BidState::Withdrawn, "withdrawn", &member.to_string(), None)?;
    cover::give_back(tx, &mut bid)?;
    tell(tx, &bid, "withdrawn", None)?;
    if !stepped_back {
        may_enter_again(tx, &bid)?;
    }
    match bid.group {
        Some(id) => group::wake(tx, id),
        None => Ok(()),
    }
}

/// The highest ceiling of the house is gone: those it displaced are told.
pub(crate) fn may_enter_again(tx: &mut Tx<'_>, gone: &store::Bid) -> Answer<()> {
    let bids = store::on_lot(tx, gone.lot)?;
    for bid in bids.iter().filter(|b| b.state == BidState::Displaced && b.id != gone.id) {
        tell(tx, bid, "may_enter_again", None)?;
    }
    Ok(())
}
