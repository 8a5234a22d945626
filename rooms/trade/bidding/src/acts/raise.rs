use db::{Answer, Tx};
use kernel::{BidId, MemberId, Yen};
use markets::Item;

use super::{cover, lot, place, schedule, tell};
use crate::rules::{self, BidRefusal, BidState};
use crate::store;

/// Raises the ceiling of a bid: one that waits keeps its moment, one that leads or was outbid is
/// sent again.
pub fn raise(
    tx: &mut Tx<'_>,
    member: MemberId,
    id: BidId,
    ceiling: Yen,
    item: &Item,
) -> Answer<()> {
    let mut bid = store::bid_of(tx, member, id)?;
    if bid.state.is_over() {
        return Err(BidRefusal::Over { state: bid.state.to_string() }.into());
    }
    if ceiling <= bid.ceiling_yen {
        return Err(BidRefusal::NotHigher { now: bid.ceiling_yen }.into());
    }
    let mut lot = store::lot(tx, bid.lot)?;
    lot::refresh(tx, &mut lot, item)?;
    place::enterable(tx, item, &lot, ceiling)?;
    // It is alive already, so that only its height is new.
    place::may_bid(tx, member, ceiling, 0)?;
    let mut bids = store::on_lot(tx, lot.id)?;
    rules::may_enter(&schedule::rivals(&bids), member, ceiling)?;
    bid.ceiling_yen = ceiling;
    bid.warned_yen = None;
    let state = if bid.state.is_live() { bid.state } else { BidState::Scheduled };
    bid.state = state;
    cover::take(tx, &mut bid, &lot)?;
    match state {
        // Its answer decides whether it has to be sent again.
        BidState::Sending => {}
        // The marketplace has less of it than the member allows now.
        BidState::Leading => {
            let now = tx.now();
            schedule::fire_at(tx, &mut bid, &lot, now)?;
        }
        _ => schedule::plan(tx, &mut bid, &lot)?,
    }
    bid.step(tx, state, "raised", &member.to_string(), Some(ceiling))?;
    schedule::overtake(tx, &mut bids, &bid)?;
    lot::look_soon(tx, lot.id)?;
    tell(tx, &bid, "raised", Some(ceiling))
}
