use db::{Answer, Tx};
use kernel::{At, LotId, Span};
use markets::Item;

use crate::rules::{self, BidRefusal, Look};
use crate::store::{self, Lot};

/// How far each marketplace's clock is ahead of the house's; measured by the watcher.
#[derive(Default)]
pub struct Offsets(std::sync::RwLock<std::collections::HashMap<String, Span>>);

impl Offsets {
    /// How far this marketplace's clock is ahead; nothing while it is not known.
    pub fn ahead(&self, market: &str) -> Span {
        let all = self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        all.get(market).copied().unwrap_or(Span::ZERO)
    }

    /// Takes a measurement. One that differs by less than `noise` moves nothing, so that plans do
    /// not tremble with the network.
    pub fn measured(&self, market: &str, ahead: Span, noise: Span) {
        let old = self.ahead(market);
        if (ahead.as_micros() - old.as_micros()).abs() > noise.as_micros() {
            let mut all = self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
            all.insert(market.to_owned(), ahead);
        }
    }
}

/// How far a marketplace's clock is ahead, as plugged in; nothing in a house without offsets.
pub(crate) fn ahead(tx: &Tx<'_>, market: &str) -> Span {
    tx.plugged::<Offsets>().map_or(Span::ZERO, |offsets| offsets.ahead(market))
}

/// The lot's end on the house's clock.
pub(crate) fn end_here(tx: &Tx<'_>, lot: &Lot) -> At {
    lot.ends_at.minus(ahead(tx, &lot.market))
}

/// The row of an item, made when it is the first time the house cares for it.
pub(crate) fn see(tx: &mut Tx<'_>, market: &str, item: &Item) -> Answer<Lot> {
    if let Some(mut lot) = tx.maybe::<Lot>(store::LOT_BY_ITEM, (market, item.id.as_str()))? {
        refresh(tx, &mut lot, item)?;
        return Ok(lot);
    }
    let (Some(ends_at), Some(next)) = (item.ends_at, item.next_yen) else {
        return Err(BidRefusal::NotAnAuction.into());
    };
    let id: LotId = tx.new_id();
    let title = item.title_en.as_deref().unwrap_or(&item.title_ja);
    let at = tx.now();
    let row = (
        id,
        market,
        item.id.as_str(),
        title,
        item.price_yen,
        next,
        item.shipping_yen,
        ends_at,
        item.version,
        at,
        None::<At>,
    );
    tx.put(store::LOT_SEE, row)?;
    tx.one(store::LOT_BY_ITEM, (market, item.id.as_str()))
}

/// Takes in what a page has just fetched: nobody may have looked at the lot for days.
pub(crate) fn refresh(tx: &mut Tx<'_>, lot: &mut Lot, item: &Item) -> Answer<()> {
    if item.id != lot.item || item.version <= lot.version || lot.closed_at.is_some() {
        return Ok(());
    }
    lot.price_yen = item.price_yen;
    lot.next_yen = item.next_yen.unwrap_or(lot.next_yen);
    lot.ends_at = item.ends_at.unwrap_or(lot.ends_at);
    lot.version = item.version;
    lot.seen_at = tx.now();
    // While a bid is alive shipping is left to the watcher, who looks after the covers when it
    // changes; where there is none the first one is covered as its page shows it.
    if store::on_lot(tx, lot.id)?.iter().all(|bid| bid.state.is_over()) {
        lot.shipping_yen = item.shipping_yen;
    }
    let row = (
        lot.price_yen,
        lot.next_yen,
        lot.shipping_yen,
        lot.ends_at,
        lot.version,
        lot.leading,
        lot.seen_at,
        lot.watch_at,
        lot.id,
    );
    tx.put(store::LOT_SAVE, row)
}

/// When the lot is looked at next.
pub(crate) fn next_look(tx: &Tx<'_>, lot: &Lot, open: bool) -> At {
    rules::next_look(Look { ends_at: end_here(tx, lot), open, now: tx.now() })
}

/// Has the lot looked at as soon as the watcher comes by.
pub(crate) fn look_soon(tx: &mut Tx<'_>, lot: LotId) -> Answer<()> {
    let at = tx.now();
    tx.put(store::LOT_WATCH, (at, lot))
}
