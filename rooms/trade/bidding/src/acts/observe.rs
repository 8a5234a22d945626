use db::{Answer, Tx};
use kernel::{At, AttemptId, Word, Yen};
use markets::{Item, ItemStatus};

use super::{confirm, cover, intend, lot, schedule, settle, strike, succeed, tell};
use crate::rules::{BidState, Mode};
use crate::store::{self, Bid, Lot};

/// What the watcher saw.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The marketplace.
    pub market: String,
    /// The item as it was shown.
    pub item: Item,
    /// When it was asked for, on the house's clock: what it says is not older than that.
    pub asked_at: At,
}

/// Takes in what the watcher saw of a lot: who leads, the new end, whether it is over; and what
/// follows for the house's bids on it.
pub fn observe(tx: &mut Tx<'_>, seen: &Seen) -> Answer<()> {
    let item = &seen.item;
    let found: Option<Lot> =
        tx.maybe(store::LOT_BY_ITEM, (seen.market.as_str(), item.id.as_str()))?;
    let Some(before) = found.filter(|lot| lot.closed_at.is_none()) else { return Ok(()) };
    // An attempt on its way, or answered after this was asked, knows better who leads.
    let in_flight = !tx.all::<(AttemptId,)>(store::SENDING_ON_LOT, (before.id,))?.is_empty();
    let fresh = item.version >= before.version && seen.asked_at > before.acted_at;
    let knows_lead = !in_flight && fresh;
    let mut lot = before.clone();
    if fresh {
        lot.price_yen = item.price_yen;
        lot.next_yen = item.next_yen.unwrap_or(before.next_yen);
        lot.shipping_yen = item.shipping_yen;
        lot.ends_at = item.ends_at.unwrap_or(before.ends_at);
        lot.version = item.version;
        if knows_lead {
            lot.leading = item.mine.as_ref().is_some_and(|m| m.leading);
        }
    }
    let open = item.status == ItemStatus::Open;
    save(tx, &mut lot, open)?;
    if before.gone_at.is_some() {
        tx.put(store::LOT_GONE, (None::<At>, lot.id))?;
    }
    publish(tx, &lot, item);
    if !fresh || (!open && in_flight) {
        return Ok(());
    }
    let mut bids = store::on_lot(tx, lot.id)?;
    if !open {
        return settle::over(tx, &lot, item, &mut bids);
    }
    let struck = knows_lead && strike::struck_out(tx, item, &mut bids)?;
    if knows_lead {
        leadership(tx, &lot, &mut bids)?;
    }
    // A lot that was thought to be over and is not: whoever went meanwhile left a place.
    let now = tx.now();
    let revived = lot::end_here(tx, &before) <= now && lot::end_here(tx, &lot) > now;
    if struck || revived {
        succeed::succeed(tx, lot.id, None)?;
        bids = store::on_lot(tx, lot.id)?;
    }
    if lot.shipping_yen != before.shipping_yen {
        cover_anew(tx, &lot, &mut bids)?;
    }
    follow_the_end(tx, &lot, &mut bids)?;
    if knows_lead {
        cannot_enter(tx, &lot, &mut bids)?;
    }
    unwatch(tx, &lot, &bids)
}

fn save(tx: &mut Tx<'_>, lot: &mut Lot, open: bool) -> Answer<()> {
    lot.seen_at = tx.now();
    lot.watch_at = Some(lot::next_look(tx, lot, open));
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

/// Puts the lot's new figures on the board that open pages follow.
fn publish(tx: &mut Tx<'_>, lot: &Lot, item: &Item) {
    let Ok(board) = tx.plugged::<web::Board>() else { return };
    let board = board.clone();
    let key = live_key(&lot.market, &lot.item);
    let fields = [
        ("price", lot.price_yen.to_string()),
        ("next", lot.next_yen.to_string()),
        ("bids", item.bids.to_string()),
        ("ends_at", lot::end_here(tx, lot).to_string()),
        ("status", item.status.word().to_owned()),
    ];
    tx.after_commit(move || board.publish(&key, &fields));
}

/// The board's key of an item.
pub fn live_key(market: &str, item: &str) -> String {
    format!("{market}.{item}")
}

fn leadership(tx: &mut Tx<'_>, lot: &Lot, bids: &mut [Bid]) -> Answer<()> {
    if !lot.leading {
        for bid in bids.iter_mut().filter(|b| b.state == BidState::Leading) {
            confirm::outbid(tx, bid, lot, "outbid", Some(lot.next_yen))?;
        }
        return Ok(());
    }
    if bids.iter().any(|b| b.state == BidState::Leading) {
        return Ok(());
    }
    // The seller has removed the bid above ours: the highest the marketplace has of ours leads.
    let ours = bids.iter_mut().filter(|b| b.sent_yen > Yen::ZERO && !b.state.is_over());
    match ours.max_by_key(|b| b.sent_yen) {
        Some(bid) if !bid.state.is_unsent() => back_in_front(tx, lot, bid),
        _ => Ok(()),
    }
}

fn back_in_front(tx: &mut Tx<'_>, lot: &Lot, bid: &mut Bid) -> Answer<()> {
    bid.step(tx, BidState::Leading, "back_in_front", "market", Some(lot.price_yen))?;
    let affordable = cover::is_affordable(tx, bid, lot)?;
    if affordable {
        cover::take(tx, bid, lot)?;
        bid.save(tx)?;
    }
    tell(tx, bid, if affordable { "leading" } else { "leading_uncovered" }, Some(lot.price_yen))
}

/// What shipping costs has become known, or another: what is set aside follows it.
fn cover_anew(tx: &mut Tx<'_>, lot: &Lot, bids: &mut [Bid]) -> Answer<()> {
    for bid in bids.iter_mut().filter(|b| b.state.is_live()) {
        if cover::is_affordable(tx, bid, lot)? {
            cover::take(tx, bid, lot)?;
            bid.save(tx)?;
        } else {
            intend::not_covered(tx, bid)?;
        }
    }
    Ok(())
}

/// Extensions and early ends move the plan of every bid that waits for the last moment.
fn follow_the_end(tx: &mut Tx<'_>, lot: &Lot, bids: &mut [Bid]) -> Answer<()> {
    let end = lot::end_here(tx, lot);
    let waiting = |b: &&mut Bid| b.state.is_unsent() && b.mode == Mode::LastMoment;
    for bid in bids.iter_mut().filter(waiting) {
        let Some(planned) = bid.planned_at else { continue };
        let wanted = end.minus(bid.lead).max(tx.now());
        if wanted != planned && (planned > tx.now() || wanted < planned) {
            let checked = bid.state == BidState::Armed;
            schedule::plan(tx, bid, lot)?;
            // A later end leaves time for others to bid: it is checked again.
            if checked && wanted > planned {
                bid.state = BidState::Scheduled;
            }
            bid.save(tx)?;
        }
    }
    Ok(())
}

/// The price has passed the ceiling of a bid that was not sent yet.
fn cannot_enter(tx: &mut Tx<'_>, lot: &Lot, bids: &mut [Bid]) -> Answer<()> {
    if lot.leading {
        return Ok(());
    }
    for bid in bids.iter_mut() {
        if bid.state.is_unsent() && lot.next_yen > bid.ceiling_yen {
            confirm::outbid(tx, bid, lot, "below_least", Some(lot.next_yen))?;
        }
    }
    Ok(())
}

/// A lot on which no bid can change any more is not looked at again.
fn unwatch(tx: &mut Tx<'_>, lot: &Lot, bids: &[Bid]) -> Answer<()> {
    if bids.iter().any(|b| !b.state.is_over()) {
        return Ok(());
    }
    tx.put(store::LOT_WATCH, (None::<At>, lot.id))
}
