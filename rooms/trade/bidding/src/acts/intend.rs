use db::{Answer, Tx};
use jobs::Later;
use kernel::{At, AttemptId, BidId, JobId, Span, Yen};

use super::{confirm, cover, group, lot, schedule, succeed, tell};
use crate::rules::{self, BidState, Mode, Outcome};
use crate::store::{self, Bid, Lot};

/// What is to be sent, committed before a byte leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// The receipt, and our reference at the marketplace.
    pub attempt: AttemptId,
    /// Where.
    pub market: String,
    /// What.
    pub item: String,
    /// How much.
    pub amount_yen: Yen,
    /// When the lot ends, on the house's clock: later is too late.
    pub ends_at: At,
    /// How far the marketplace's clock is ahead of ours.
    pub ahead: Span,
    /// For one that goes at the last moment, how long before the end that is: an end that lies
    /// later than was known puts it off.
    pub lead: Option<Span>,
}

/// The moment of a bid has come: checks everything once more and commits to sending it. `None`
/// when it is not to be sent; whoever must know has been told.
pub fn intend(tx: &mut Tx<'_>, job: JobId, id: BidId) -> Answer<Option<Sending>> {
    // True for exactly one caller: a timer that was moved, or fired elsewhere, sends nothing.
    if !tx.done(job)? {
        return Ok(None);
    }
    let Some(mut bid) = tx.maybe::<Bid>(store::BID_BY_ID, (id,))? else { return Ok(None) };
    let planned_at = bid.planned_at.take().unwrap_or(tx.now());
    let again = bid.state == BidState::Leading && bid.ceiling_yen > bid.sent_yen;
    if !(bid.state.is_unsent() || again) {
        return Ok(None);
    }
    let lot = store::lot(tx, bid.lot)?;
    if lot.closed_at.is_some() || !may_be_sent(tx, &mut bid, &lot)? {
        return Ok(None);
    }
    // What was sent before and is raised goes at once.
    let at_once = again || (bid.reason == "raised" && bid.sent_yen > Yen::ZERO);
    let lead = (bid.mode == Mode::LastMoment && !at_once).then_some(bid.lead);
    let planned_at = promised_at(tx, &bid, &lot, planned_at)?;
    let market = match tx.plugged::<markets::Markets>()?.to(&lot.market) {
        Ok(market) => market,
        Err(no) => return never(tx, &mut bid, no.code()).map(|()| None),
    };
    let attempt: AttemptId = tx.new_id();
    let at = tx.now();
    let account = market.account();
    let (amount, mode) = (bid.ceiling_yen, bid.mode);
    tx.put(store::ATTEMPT_NEW, (attempt, bid.id, lot.id, account, amount, mode, planned_at, at))?;
    bid.step(tx, BidState::Sending, "due", "house", Some(amount))?;
    let (ends_at, ahead) = (lot::end_here(tx, &lot), lot::ahead(tx, &lot.market));
    let (market, item) = (lot.market, lot.item);
    Ok(Some(Sending { attempt, market, item, amount_yen: amount, ends_at, ahead, lead }))
}

/// When a bid was to be sent at first: one that is sent again because nobody answered keeps that
/// instant, so that it never counts as punctual. A later end is a new promise.
pub(crate) fn promised_at(tx: &mut Tx<'_>, bid: &Bid, lot: &Lot, planned_at: At) -> Answer<At> {
    let moment = lot::end_here(tx, lot).minus(bid.lead);
    let anew = bid.mode == Mode::LastMoment && planned_at == moment;
    if anew || !bid.reason.starts_with("market.") {
        return Ok(planned_at);
    }
    let before: Option<(At, Outcome)> = tx.maybe(store::ATTEMPT_BEFORE, (bid.id,))?;
    let unsent = before.filter(|(_, outcome)| *outcome == Outcome::NotSent);
    Ok(unsent.map_or(planned_at, |(first, _)| first.min(planned_at)))
}

/// The house does not work with the marketplace any more.
fn never(tx: &mut Tx<'_>, bid: &mut Bid, why: &str) -> Answer<()> {
    bid.step(tx, BidState::Failed, why, "house", None)?;
    cover::give_back(tx, bid)?;
    tell(tx, bid, "failed", None)?;
    confirm::freed(tx, bid)?;
    succeed::succeed(tx, bid.lot, None)
}

fn may_be_sent(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot) -> Answer<bool> {
    let has_room = match bid.group {
        Some(id) => group::has_room(tx, id, bid)?,
        None => true,
    };
    let waited = bid.state == BidState::Waiting;
    if waited && !has_room {
        return bid.save(tx).map(|()| false);
    }
    let mut bids = store::on_lot(tx, lot.id)?;
    if !is_first(bid, &bids) {
        // One that leads goes on leading with what was sent until the higher one is.
        let done = if bid.state.is_unsent() { schedule::step_back(tx, bid) } else { bid.save(tx) };
        return done.map(|()| false);
    }
    if !has_room {
        if !bid.state.is_unsent() {
            return bid.save(tx).map(|()| false);
        }
        schedule::wait(tx, bid)?;
        return succeed::succeed(tx, lot.id, None).map(|()| false);
    }
    if !cover::is_covered(tx, bid, lot)? {
        // A win of its group may have come dearer than it was covered for.
        if !cover::is_affordable(tx, bid, lot)? {
            return not_covered(tx, bid).map(|()| false);
        }
        cover::take(tx, bid, lot)?;
    }
    if waited {
        schedule::overtake(tx, &mut bids, bid)?;
    }
    Ok(true)
}

/// Whether it is the one the house sends. One that waited comes in as a new one: only above.
fn is_first(bid: &Bid, bids: &[Bid]) -> bool {
    let standing = schedule::rivals(bids);
    if bid.state == BidState::Waiting {
        return rules::may_enter(&standing, bid.member, bid.ceiling_yen).is_ok();
    }
    rules::champion(&standing).is_none_or(|c| c.bid == bid.id)
}

/// Nothing is sent that is not covered. It may be raised once the purse allows it.
pub(crate) fn not_covered(tx: &mut Tx<'_>, bid: &mut Bid) -> Answer<()> {
    if !bid.state.is_unsent() {
        bid.save(tx)?;
        return tell(tx, bid, "not_covered", None);
    }
    schedule::unplan(tx, bid)?;
    bid.step(tx, BidState::Outbid, "not_covered", "house", None)?;
    cover::give_back(tx, bid)?;
    tell(tx, bid, "not_covered", None)?;
    succeed::succeed(tx, bid.lot, None)
}
