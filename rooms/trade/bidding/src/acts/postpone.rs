use db::{Answer, Tx};

use super::confirm::{self, Report};
use super::{lot, schedule};
use crate::rules::BidState;
use crate::store::{self, Bid, Lot};

/// The marketplace named a later end right before the bid was to be sent: an extension nobody had
/// seen. Nothing has left; the bid waits for its new moment, and its slot is free until then.
pub(crate) fn put_off(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot, report: &Report) -> Answer<()> {
    let known = Lot { ends_at: report.ends_later.unwrap_or(lot.ends_at), ..lot.clone() };
    let row = (
        known.price_yen,
        known.next_yen,
        known.shipping_yen,
        known.ends_at,
        known.version,
        known.leading,
        known.seen_at,
        known.watch_at,
        known.id,
    );
    tx.put(store::LOT_SAVE, row)?;
    // The other bids on the lot follow the end when the watcher has seen it.
    lot::look_soon(tx, lot.id)?;
    schedule::plan(tx, bid, &known)?;
    bid.step(tx, BidState::Scheduled, "extended", "market", None)?;
    confirm::freed(tx, bid)
}
