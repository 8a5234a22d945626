use db::{Answer, Tx};
use jobs::Later;
use kernel::{At, Span};

use super::{cover, group, lot, tell};
use crate::news::{CheckBid, FireBid, check_key, fire_key};
use crate::rules::{self, BidState, Mode, Rival};
use crate::store::{self, Bid, Lot};

/// How long before its moment a bid is checked with the marketplace.
pub(crate) const CHECK_BEFORE: Span = Span::minutes(5);

/// Plans when the bid is sent, and the check before it.
pub(crate) fn plan(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot) -> Answer<()> {
    let ahead = lot::ahead(tx, &lot.market);
    let at = rules::planned_at(bid.mode, bid.lead, lot.ends_at, ahead, tx.now());
    fire_at(tx, bid, lot, at)?;
    if bid.mode == Mode::LastMoment && at > tx.now() {
        let check = at.minus(CHECK_BEFORE).max(tx.now());
        let job = CheckBid { bid: bid.id.to_string(), market: lot.market.clone() };
        tx.later_keyed(&check_key(bid.id), lot.ends_at.micros(), &job, check)?;
    }
    Ok(())
}

/// Plans the bid for exactly this instant. Of those due at one instant the earliest end goes first.
pub(crate) fn fire_at(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot, at: At) -> Answer<()> {
    bid.planned_at = Some(at);
    let job = FireBid { bid: bid.id.to_string(), market: lot.market.clone() };
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

/// Those that stand for the house on a lot, as the rule of one bid per lot sees them.
pub(crate) fn rivals(bids: &[Bid]) -> Vec<Rival> {
    bids.iter().filter(|b| b.state.stands()).map(rival).collect()
}

/// A bid as that rule sees it.
pub(crate) fn rival(bid: &Bid) -> Rival {
    Rival {
        bid: bid.id,
        member: bid.member,
        ceiling_yen: bid.ceiling_yen,
        placed_at: bid.placed_at,
    }
}

/// Whether a bid is due while its group has no slot for it.
pub(crate) fn must_wait(tx: &mut Tx<'_>, bid: &Bid, lot: &Lot) -> Answer<bool> {
    let Some(group) = bid.group else { return Ok(false) };
    let ahead = lot::ahead(tx, &lot.market);
    let at = rules::planned_at(bid.mode, bid.lead, lot.ends_at, ahead, tx.now());
    Ok(at <= tx.now() && !group::has_room(tx, group, bid)?)
}

/// It is due, and another bid of its group has the slot: it holds nobody up meanwhile.
pub(crate) fn wait(tx: &mut Tx<'_>, bid: &mut Bid) -> Answer<()> {
    unplan(tx, bid)?;
    bid.step(tx, BidState::Waiting, "slot_taken", "house", None)?;
    tell(tx, bid, "waiting", None)
}

/// The slot of a bid that waited is free: it comes in as a new one does, only above whoever
/// stands for the house by now. One that is due at once is looked at again when it is sent, for
/// others of its group are woken with it.
pub(crate) fn come_back(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot) -> Answer<()> {
    let mut bids = store::on_lot(tx, lot.id)?;
    if rules::may_enter(&rivals(&bids), bid.member, bid.ceiling_yen).is_err() {
        return step_back(tx, bid);
    }
    plan(tx, bid, lot)?;
    if bid.planned_at.is_none_or(|at| at <= tx.now()) {
        return bid.save(tx);
    }
    bid.step(tx, BidState::Scheduled, "slot_free", "house", None)?;
    overtake(tx, &mut bids, bid)
}

/// A bid with a higher ceiling has come: those that were not sent step back, the one that leads is
/// told that it will be overtaken. Both while they can still raise.
pub(crate) fn overtake(tx: &mut Tx<'_>, bids: &mut [Bid], by: &Bid) -> Answer<()> {
    for bid in bids.iter_mut().filter(|b| b.id != by.id && b.state.stands()) {
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
