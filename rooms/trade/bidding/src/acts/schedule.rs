use db::{Answer, Tx};
use jobs::Later;
use kernel::{At, Span};

use super::{cover, lot, tell};
use crate::news::{CheckBid, FireBid, check_key, fire_key};
use crate::rules::{self, BidState, Mode, Rival};
use crate::store::{Bid, Lot};

/// How long before its moment a bid is checked with the marketplace.
pub(crate) const CHECK_BEFORE: Span = Span::minutes(5);

/// Plans when the bid is sent, and the check before it.
pub(crate) fn plan(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot) -> Answer<()> {
    let ahead = lot::ahead(tx, &lot.market);
    let at = rules::planned_at(bid.mode, bid.lead, lot.ends_at, ahead, tx.now());
    fire_at(tx, bid, lot, at)?;
    if bid.mode == Mode::LastMoment && at > tx.now() {
        let check = at.minus(CHECK_BEFORE).max(tx.now());
        let job = CheckBid { bid: bid.id.to_string() };
        tx.later_keyed(&check_key(bid.id), lot.ends_at.micros(), &job, check)?;
    }
    Ok(())
}

/// Plans the bid for exactly this instant. Of those due at one instant the earliest end goes first.
pub(crate) fn fire_at(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot, at: At) -> Answer<()> {
    bid.planned_at = Some(at);
    let job = FireBid { bid: bid.id.to_string() };
    tx.later_keyed(&fire_key(bid.id), lot.ends_at.micros(), &job, at).map(|_| ())
}

/// Forgets the plan.
pub(crate) fn unplan(tx: &mut Tx<'_>, bid: &mut Bid) -> Answer<()> {
    if bid.planned_at.take().is_some() {
        tx.cancel(&fire_key(bid.id))?;
        tx.cancel(&check_key(bid.id))?;
    }
    Ok(())
}

/// The house's bids on a lot as the rule of one bid per lot sees them.
pub(crate) fn rivals(bids: &[Bid]) -> Vec<Rival> {
    let live = bids.iter().filter(|b| b.state.is_live());
    live.map(|b| Rival {
        bid: b.id,
        member: b.member,
        ceiling_yen: b.ceiling_yen,
        placed_at: b.placed_at,
    })
    .collect()
}

/// A bid with a higher ceiling has come: those that were not sent step back, the one that leads is
/// told that it will be overtaken. Both while they can still raise.
pub(crate) fn overtake(tx: &mut Tx<'_>, bids: &mut [Bid], by: &Bid) -> Answer<()> {
    for bid in bids.iter_mut().filter(|b| b.id != by.id && b.state.is_live()) {
        if bid.state.is_unsent() {
            step_back(tx, bid)?;
        } else {
            tell(tx, bid, "house_rival", None)?;
        }
    }
    Ok(())
}

/// Another member of the house has the higher ceiling.
pub(crate) fn step_back(tx: &mut Tx<'_>, bid: &mut Bid) -> Answer<()> {
    unplan(tx, bid)?;
    bid.step(tx, BidState::Displaced, "house_higher", "house", None)?;
    cover::give_back(tx, bid)?;
    tell(tx, bid, "displaced", None)
}
