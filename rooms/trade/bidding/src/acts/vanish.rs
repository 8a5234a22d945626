//! A lot that the marketplace does not show any more. It may have been taken down, or be hidden for
//! a while; and what was bid there may still have won. So nothing is freed before it is known.

use db::{Answer, Tx};
use kernel::{At, LotId, Span, Yen};

use super::{lot, settle, tell};
use crate::news::settle_key;
use crate::store::{self, Lot};

/// After so long the members who bid there, and the staff, are told.
const TOLD_AFTER: Span = Span::minutes(10);
/// An order is born with the end of a lot, which may have moved unseen: so long after both the
/// last end that was known and the last time it was shown, one would have come.
const KNOWN_AFTER: Span = Span::hours(24);
/// How often it is looked for.
const OFTEN: Span = Span::minutes(1);
const SELDOM: Span = Span::minutes(10);

/// The marketplace has answered, and the lot was not among what it showed. True when it is so long
/// ago that an order would have come, had anything been won.
pub(crate) fn missing(tx: &mut Tx<'_>, id: LotId) -> Answer<bool> {
    let lot = store::lot(tx, id)?;
    if lot.closed_at.is_some() {
        return Ok(false);
    }
    let now = tx.now();
    let since = lot.gone_at.unwrap_or(now);
    if lot.gone_at.is_none() {
        tx.put(store::LOT_GONE, (now, id))?;
    }
    let gone_for = now.since(since);
    if gone_for >= TOLD_AFTER {
        tell_once(tx, &lot)?;
    }
    let pause = if gone_for < TOLD_AFTER { OFTEN } else { SELDOM };
    tx.put(store::LOT_WATCH, (now.plus(pause), id))?;
    Ok(now >= known_at(tx, &lot, since))
}

/// When it will be known whether anything was won.
pub(crate) fn known_at(tx: &Tx<'_>, lot: &Lot, since: At) -> At {
    since.max(lot::end_here(tx, lot)).plus(KNOWN_AFTER)
}

fn tell_once(tx: &mut Tx<'_>, lot: &Lot) -> Answer<()> {
    let mut bids = store::on_lot(tx, lot.id)?;
    bids.retain(|bid| !bid.state.is_over() && bid.reason != "vanished");
    for bid in &mut bids {
        bid.step(tx, bid.state, "vanished", "market", None)?;
        tell(tx, bid, "vanished", None)?;
    }
    if bids.iter().any(|bid| bid.sent_yen > Yen::ZERO) {
        orders::set_aside(tx, &lot.market, &lot.item, None, "market.unknown_item")?;
    }
    Ok(())
}

/// The marketplace has no order of ours that was not heard of: nothing was won.
pub(crate) fn nothing_was_won(tx: &mut Tx<'_>, id: LotId) -> Answer<()> {
    let lot = store::lot(tx, id)?;
    let Some(since) = lot.gone_at.filter(|_| lot.closed_at.is_none()) else { return Ok(()) };
    // An order was heard of and is to be asked for, or could not be: whether it was won is unknown.
    let heard = jobs::is_planned(tx, &settle_key(id))?;
    if heard || tx.now() < known_at(tx, &lot, since) {
        return Ok(());
    }
    let mut bids = store::on_lot(tx, id)?;
    settle::vanished(tx, &lot, &mut bids)
}
