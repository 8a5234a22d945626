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
    if bid.sent_yen > Yen::ZERO || matches!(bid.state, BidState::Sending | BidState::Leading) {
        return Err(BidRefusal::AlreadySent.into());
    }
    let was_live = bid.state.is_live();
    schedule::unplan(tx, &mut bid)?;
    bid.step(tx, BidState::Withdrawn, "withdrawn", &member.to_string(), None)?;
    cover::give_back(tx, &mut bid)?;
    tell(tx, &bid, "withdrawn", None)?;
    if was_live {
        gone(tx, &bid)?;
    }
    match bid.group {
        Some(id) => group::wake(tx, id),
        None => Ok(()),
    }
}

/// The highest ceiling of the house is gone, unsent: those it displaced are told, and the one that
/// leads sends what it had to keep back.
pub(crate) fn gone(tx: &mut Tx<'_>, gone: &store::Bid) -> Answer<()> {
    let lot = store::lot(tx, gone.lot)?;
    for mut bid in store::on_lot(tx, gone.lot)?.into_iter().filter(|b| b.id != gone.id) {
        match bid.state {
            BidState::Displaced => tell(tx, &bid, "may_enter_again", None)?,
            BidState::Leading if bid.ceiling_yen > bid.sent_yen && bid.planned_at.is_none() => {
                let now = tx.now();
                schedule::fire_at(tx, &mut bid, &lot, now)?;
                bid.save(tx)?;
            }
            _ => {}
        }
    }
    Ok(())
}
