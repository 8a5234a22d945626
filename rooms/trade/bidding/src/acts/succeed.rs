use db::{Answer, Tx};
use kernel::{LotId, Yen};

use super::{confirm, cover, lot, schedule, tell};
use crate::rules::{self, BidState, Rival};
use crate::store::{self, Bid, Lot};

/// Whoever stood for the house on a lot is gone: the next highest of those it displaced is taken
/// up anew, covered again, for its own moment, or at once when that has passed; and one that leads
/// sends what it had to keep back. `least` is what the marketplace has just named.
pub(crate) fn succeed(tx: &mut Tx<'_>, id: LotId, least: Option<Yen>) -> Answer<()> {
    let lot = store::lot(tx, id)?;
    if lot.closed_at.is_some() || tx.now() >= lot::end_here(tx, &lot) {
        return Ok(());
    }
    let least = least.or(if lot.leading { None } else { Some(lot.next_yen) });
    loop {
        let mut bids = store::on_lot(tx, id)?;
        let standing = schedule::rivals(&bids);
        let Some(next) = next_of(&bids, &standing) else {
            return send_what_was_kept_back(tx, &lot, bids, &standing);
        };
        let Some(mut bid) = bids.iter().find(|b| b.id == next.bid).cloned() else { return Ok(()) };
        match least.filter(|least| *least > bid.ceiling_yen) {
            // The price has passed it meanwhile: it hears so while it can be raised.
            Some(least) => confirm::outbid(tx, &mut bid, &lot, "below_least", Some(least))?,
            None => take_up(tx, &mut bids, &mut bid, &lot)?,
        }
    }
}

/// The highest of those that were displaced, when it lies above everybody who stands.
fn next_of(bids: &[Bid], standing: &[Rival]) -> Option<Rival> {
    let displaced = bids.iter().filter(|b| b.state == BidState::Displaced);
    let next = rules::champion(&displaced.map(schedule::rival).collect::<Vec<_>>())?;
    rules::may_enter(standing, next.member, next.ceiling_yen).is_ok().then_some(next)
}

fn take_up(tx: &mut Tx<'_>, bids: &mut [Bid], bid: &mut Bid, lot: &Lot) -> Answer<()> {
    // A group counts what it may cost by the states of its bids.
    bid.state = BidState::Scheduled;
    bid.save(tx)?;
    if !cover::is_affordable(tx, bid, lot)? {
        let missing = cover::missing(tx, bid, lot)?;
        bid.step(tx, BidState::Outbid, "not_covered", "house", Some(missing))?;
        cover::give_back(tx, bid)?;
        return tell(tx, bid, "not_covered", Some(missing));
    }
    cover::take(tx, bid, lot)?;
    if schedule::must_wait(tx, bid, lot)? {
        return schedule::wait(tx, bid);
    }
    schedule::plan(tx, bid, lot)?;
    bid.step(tx, BidState::Scheduled, "taken_up", "house", None)?;
    tell(tx, bid, "taken_up", None)?;
    schedule::overtake(tx, bids, bid)
}

fn send_what_was_kept_back(
    tx: &mut Tx<'_>,
    lot: &Lot,
    bids: Vec<Bid>,
    standing: &[Rival],
) -> Answer<()> {
    let first = rules::champion(standing).map(|c| c.bid);
    let kept_back = |b: &Bid| {
        b.state == BidState::Leading && b.ceiling_yen > b.sent_yen && b.planned_at.is_none()
    };
    let Some(mut bid) = bids.into_iter().find(|b| Some(b.id) == first && kept_back(b)) else {
        return Ok(());
    };
    let now = tx.now();
    schedule::fire_at(tx, &mut bid, lot, now)?;
    bid.save(tx)
}
