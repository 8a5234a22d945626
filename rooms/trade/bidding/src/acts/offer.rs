//! The winner of a lot was removed, and it falls to the next bidder, the house: whose bid it falls
//! to, and what they are told.

use db::{Answer, Tx};
use jobs::Later;
use kernel::{Fault, OfferId, Yen};
use markets::{MarketOrder, Markets, OrderState};

use super::{answer, group, lot, settle, tell};
use crate::news::{LapseOffer, SettleWin, lapse_key, settle_key};
use crate::rules::{BidState, IfOffered, OfferState};
use crate::store::offer::{self, Offer};
use crate::store::{self, Bid, Lot};

/// Takes in what a marketplace says of an order of this house, as far as it is about a bid: a lot
/// that falls to it, an answer that was lost, a win that is taken away.
pub fn hear(tx: &mut Tx<'_>, market: &str, order: &MarketOrder) -> Answer<()> {
    let found: Option<Lot> = tx.maybe(store::LOT_BY_ITEM, (market, order.item.as_str()))?;
    let Some(lot) = found else { return Ok(()) };
    if lot.closed_at.is_none() {
        return settle_soon(tx, &lot, order);
    }
    match offer::of_order(tx, lot.id, &order.id)? {
        Some(known) => answer::outcome(tx, known, &lot, order),
        None if order.state == OrderState::Offered => open(tx, &lot, order),
        None => taken_away(tx, &lot, order),
    }
}

/// The lot is over at the marketplace, and the watcher has not seen it yet, or cannot any more.
fn settle_soon(tx: &mut Tx<'_>, lot: &Lot, order: &MarketOrder) -> Answer<()> {
    let bids = store::on_lot(tx, lot.id)?;
    if bids.iter().all(|bid| bid.sent_yen == Yen::ZERO) {
        return Ok(());
    }
    let (order, market) = (order.id.clone(), lot.market.clone());
    let job = SettleWin { lot: lot.id.to_string(), order, market };
    let at = tx.now();
    tx.later_keyed(&settle_key(lot.id), lot.ends_at.micros(), &job, at).map(|_| ())
}

/// A lot falls to the house: whose bid it falls to is asked, unless they said before what to do.
pub(crate) fn open(tx: &mut Tx<'_>, lot: &Lot, order: &MarketOrder) -> Answer<()> {
    let bids = store::on_lot(tx, lot.id)?;
    let winner = settle::winner(tx, order, &bids)?;
    let Some(bid) = bids.into_iter().find(|bid| Some(bid.id) == winner) else {
        return Err(Fault::new(format!("{} is offered to no bid of ours", order.id)).into());
    };
    let account = tx.plugged::<Markets>()?.to(&lot.market).map_err(markets::No::refused)?;
    let mut offer = Offer {
        account: account.account().to_owned(),
        id: tx.new_id(),
        bid: bid.id,
        lot: lot.id,
        member: bid.member,
        market_order: order.id.clone(),
        price_yen: order.item_yen,
        shipping_yen: order.shipping_yen,
        total_yen: order.total_yen,
        state: OfferState::Open,
        offered_at: tx.now(),
        answer_by: order.pay_by_at,
        decided_at: None,
        decided_by: None,
        sent_at: None,
        answered_at: None,
        tries: 0,
        code: None,
        sentence: None,
    };
    offer.write(tx)?;
    plan_lapse(tx, &offer, lot)?;
    match offer::if_offered(tx, bid.id)? {
        IfOffered::Take if answer::may_be_taken(tx, &bid, &offer)? => {
            answer::set_out(tx, &mut offer, OfferState::Taking, "house")
        }
        IfOffered::Leave => answer::set_out(tx, &mut offer, OfferState::Leaving, "house"),
        IfOffered::Take | IfOffered::Ask => tell(tx, &bid, "offered", Some(offer.price_yen)),
    }
}

/// An offer is over when its time is, on the marketplace's clock.
pub(crate) fn plan_lapse(tx: &mut Tx<'_>, offer: &Offer, lot: &Lot) -> Answer<()> {
    let Some(by) = offer.answer_by else { return Ok(()) };
    let at = by.minus(lot::ahead(tx, &lot.market));
    let job = LapseOffer { offer: offer.id.to_string() };
    tx.later_keyed(&lapse_key(offer.id), 0, &job, at).map(|_| ())
}

/// Nobody has answered in time.
pub(crate) fn lapse(tx: &mut Tx<'_>, id: OfferId) -> Answer<()> {
    let mut offer = offer::by_id(tx, id)?;
    if offer.state != OfferState::Open {
        return Ok(());
    }
    answer::gone(tx, &mut offer, OfferState::Lapsed, None)
}

/// An order of a lot that is over here. A win of ours was taken away at the marketplace: its order
/// goes its own way, and the place in its group is free again. Or it is one that nobody expected.
pub(crate) fn taken_away(tx: &mut Tx<'_>, lot: &Lot, order: &MarketOrder) -> Answer<()> {
    let why = match order.state {
        OrderState::WinnerRemoved => "winner_removed",
        OrderState::Cancelled => "cancelled",
        _ => return is_expected(tx, lot, order),
    };
    let bids: Vec<Bid> = store::on_lot(tx, lot.id)?;
    let Some(mut bid) = bids.into_iter().find(|bid| bid.state == BidState::Won) else {
        return Ok(());
    };
    bid.step(tx, BidState::CancelledBySeller, why, "market", None)?;
    // What it means for their money they hear of the order.
    tell(tx, &bid, "taken_away", None)?;
    bid.group.map_or(Ok(()), |id| group::reopen(tx, id))
}

/// A win by a bid that is over without one: the money set aside is long given back, so a person
/// decides. Where the marketplace names no bid, any that was sent may be meant.
fn is_expected(tx: &mut Tx<'_>, lot: &Lot, order: &MarketOrder) -> Answer<()> {
    if !settle::is_sold_to_us(order.state) || orders::is_ours(tx, &lot.market, order)? {
        return Ok(());
    }
    let known = match settle::by_reference(tx, order)? {
        Some(named) => store::bid(tx, named)?.state == BidState::Won,
        None => {
            let bids = store::on_lot(tx, lot.id)?;
            let sent = bids.iter().any(|bid| bid.sent_yen > Yen::ZERO);
            !sent || bids.iter().any(|bid| bid.state == BidState::Won)
        }
    };
    if known {
        return Ok(());
    }
    Err(Fault::new(format!("{} is a win of a bid which is over", order.id)).into())
}
