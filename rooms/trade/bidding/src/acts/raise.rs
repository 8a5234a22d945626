use db::{Answer, Tx};
use kernel::{BidId, MemberId, Yen};
use markets::Item;

use super::{cover, lot, place, schedule, succeed, tell};
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
    let stood = bid.state.stands();
    if !bid.state.is_live() {
        bid.state = BidState::Scheduled;
    }
    cover::take(tx, &mut bid, &lot)?;
    let waits = bid.state.is_unsent() && schedule::must_wait(tx, &bid, &lot)?;
    match bid.state {
        // Its answer decides whether it has to be sent again.
        BidState::Sending => {}
        // The marketplace has less of it than the member allows now.
        BidState::Leading => {
            let now = tx.now();
            schedule::fire_at(tx, &mut bid, &lot, now)?;
        }
        _ if waits => schedule::unplan(tx, &mut bid)?,
        _ => schedule::plan(tx, &mut bid, &lot)?,
    }
    let state = match bid.state {
        BidState::Waiting if !waits => BidState::Scheduled,
        state => state,
    };
    bid.step(tx, state, "raised", &member.to_string(), Some(ceiling))?;
    tell(tx, &bid, "raised", Some(ceiling))?;
    if !waits {
        schedule::overtake(tx, &mut bids, &bid)?;
    } else if state != BidState::Waiting {
        schedule::wait(tx, &mut bid)?;
    }
    if waits && stood {
        succeed::succeed(tx, lot.id, None)?;
    }
    lot::look_soon(tx, lot.id)
}
