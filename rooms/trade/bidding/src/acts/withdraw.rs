use db::{Answer, Tx};
use kernel::{BidId, MemberId, Yen};

use super::{cover, group, schedule, succeed, tell};
use crate::rules::{BidRefusal, BidState};
use crate::store;

/// Takes a bid back that was not sent. What has reached the marketplace stays there.
pub fn withdraw(tx: &mut Tx<'_>, member: MemberId, id: BidId) -> Answer<()> {
    let mut bid = store::bid_of(tx, member, id)?;
    if bid.state.is_over() {
        return Err(BidRefusal::Over { state: bid.state.to_string() }.into());
    }
    if bid.sent_yen > Yen::ZERO || matches!(bid.state, BidState::Sending | BidState::Leading) {
        return Err(BidRefusal::AlreadySent.into());
    }
    let stood = bid.state.stands();
    schedule::unplan(tx, &mut bid)?;
    bid.step(tx, BidState::Withdrawn, "withdrawn", &member.to_string(), None)?;
    cover::give_back(tx, &mut bid)?;
    tell(tx, &bid, "withdrawn", None)?;
    if stood {
        succeed::succeed(tx, bid.lot, None)?;
    }
    match bid.group {
        Some(id) => group::wake(tx, id),
        None => Ok(()),
    }
}
