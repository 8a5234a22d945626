use db::{Answer, Tx};
use kernel::{PurchaseId, Yen};
use markets::{Bought, BuyPreview, No};
use orders::{Event, NewOrder, OrderKind};

use crate::news::News;
use crate::rules::{self, PurchaseState};
use crate::store::{self, Purchase};

use super::cart::hold_key;
use super::quote::step;

/// Whether a purchase may be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sending {
    /// It may: the intention is on record.
    Go,
    /// It may not: its outcome is known.
    Ended,
    /// It may not: it costs more than was agreed to, or than the member has.
    Dearer,
}

/// Before a purchase is sent: what it costs is set aside and the intention is on record.
pub(crate) fn sending(tx: &mut Tx<'_>, id: PurchaseId, preview: &BuyPreview) -> Answer<Sending> {
    let purchase = store::purchase(tx, id)?;
    if purchase.state.is_ended() {
        return Ok(Sending::Ended);
    }
    let asked = preview.shipping_yen.unwrap_or(Yen::ZERO);
    let dearer = purchase.shipping_yen.is_some_and(|agreed| asked > agreed);
    if dearer || !is_covered(tx, &purchase, preview)? {
        return Ok(Sending::Dearer);
    }
    let at = tx.now();
    tx.run_one(store::SEND, (at, preview.expires_at, id))?;
    Ok(Sending::Go)
}

// Shipping that was not known at checkout is set aside as soon as it is, if the purse has it.
fn is_covered(tx: &mut Tx<'_>, purchase: &Purchase, preview: &BuyPreview) -> Answer<bool> {
    let shipping = preview.shipping_yen.or(purchase.shipping_yen);
    let (each, fee) = (preview.expected_yen, purchase.fee_yen);
    let need = rules::cover_yen(each, purchase.quantity, shipping, fee)?;
    let key = hold_key(purchase.id);
    let held = ledger::held_yen(tx, &key)?.unwrap_or(Yen::ZERO);
    if need <= held {
        return Ok(true);
    }
    if ledger::purse_yen(tx, purchase.member)? < need.minus(held)? {
        return Ok(false);
    }
    ledger::resize(tx, &key, need)?;
    Ok(true)
}

/// It costs more than was agreed to: the outcome, with what it costs now.
pub(crate) fn too_dear(tx: &mut Tx<'_>, id: PurchaseId, preview: &BuyPreview) -> Answer<()> {
    let purchase = store::purchase(tx, id)?;
    if purchase.state.is_ended() {
        return Ok(());
    }
    let (each, shipping) = (preview.expected_yen, preview.shipping_yen);
    let known = shipping.or(purchase.shipping_yen);
    let price_yen = rules::cover_yen(each, purchase.quantity, known, Yen::ZERO)?;
    let now = Now { each: Some(each), shipping, available: None };
    end(tx, &purchase, PurchaseState::PriceMoved, &No::PriceMoved { price_yen }, now)
}

/// A human buyer has it now.
pub(crate) fn waiting(tx: &mut Tx<'_>, id: PurchaseId) -> Answer<()> {
    // The buyer may have been quicker than this: then there is nothing to note.
    tx.run(store::WAIT, (id,)).map(|_| ())
}

struct Now {
    each: Option<Yen>,
    shipping: Option<Yen>,
    available: Option<i64>,
}

/// The marketplace's final no: the outcome, and the money free again.
pub(crate) fn refused(tx: &mut Tx<'_>, id: PurchaseId, no: &No) -> Answer<()> {
    let purchase = store::purchase(tx, id)?;
    if purchase.state.is_ended() {
        return Ok(());
    }
    let nothing = Now { each: None, shipping: None, available: None };
    match no {
        No::PriceMoved { price_yen } => {
            let now = Now { each: Some(*price_yen), ..nothing };
            end(tx, &purchase, PurchaseState::PriceMoved, no, now)
        }
        No::OnlyLeft { available } => {
            let now = Now { available: Some(*available), ..nothing };
            end(tx, &purchase, PurchaseState::OnlyLeft, no, now)
        }
        No::SoldOut | No::Closed { .. } | No::UnknownItem => {
            end(tx, &purchase, PurchaseState::SoldOut, no, nothing)
        }
        _ => end(tx, &purchase, PurchaseState::Refused, no, nothing),
    }
}

fn end(
    tx: &mut Tx<'_>,
    purchase: &Purchase,
    state: PurchaseState,
    no: &No,
    now: Now,
) -> Answer<()> {
    let at = tx.now();
    // What only the marketplace knows is kept as its own code, to be told in the reader's language.
    let said = match no {
        No::Other { code, .. } => code.clone(),
        no => no.sentence(),
    };
    let row = (state, at, no.code(), said, now.each, now.shipping, now.available, purchase.id);
    tx.run_one(store::END, row)?;
    ledger::release(tx, &hold_key(purchase.id))?;
    tell(tx, purchase, state)
}

fn tell(tx: &mut Tx<'_>, purchase: &Purchase, state: PurchaseState) -> Answer<()> {
    let (purchase, member) = (purchase.id, purchase.member);
    let state = kernel::Word::word(state).to_owned();
    jobs::Later::tell(tx, &News::PurchaseEnded { purchase, member, state })
}

/// It is bought: its order begins, and is paid out of what was set aside.
pub(crate) fn bought(tx: &mut Tx<'_>, id: PurchaseId, bought: &Bought) -> Answer<()> {
    let purchase = store::purchase(tx, id)?;
    if purchase.state.is_ended() {
        return Ok(());
    }
    let (at, none) = (tx.now(), None::<String>);
    let nothing = None::<Yen>;
    let left = None::<i64>;
    let state = PurchaseState::Bought;
    tx.run_one(store::END, (state, at, &none, &none, nothing, nothing, left, id))?;
    let hold = hold_key(id);
    let kind = if purchase.quote.is_some() { OrderKind::Desk } else { OrderKind::Purchase };
    // What was agreed to, and no more: where the seller asks more the order stops before they are
    // paid, and the member is asked.
    let each_yen = bought.unit_yen.min(purchase.each_yen);
    let shipping_yen = match (bought.shipping_yen, purchase.shipping_yen) {
        (Some(asked), Some(agreed)) => Some(asked.min(agreed)),
        (asked, _) => asked,
    };
    let new = NewOrder {
        member: purchase.member,
        market: purchase.market.clone(),
        item: purchase.item.clone(),
        title: purchase.title.clone(),
        kind,
        reference: id.to_string(),
        market_order: Some(bought.order_id.clone()),
        quantity: purchase.quantity,
        price_yen: each_yen.times(purchase.quantity)?,
        shipping_yen,
        fee_yen: purchase.fee_yen,
        hold: hold.clone(),
        hold_most_yen: None,
    };
    let order = orders::open(tx, new)?;
    ledger::release(tx, &hold)?;
    tx.run_one(store::ORDERED, (order, id))?;
    if let Some(quote) = purchase.quote {
        let mut quote = store::quote(tx, quote)?;
        step(tx, &mut quote, Event::Open, orders::By::House, None)?;
        tx.run_one(store::QUOTE_ORDER, (order, quote.id))?;
    }
    orders::pay_if_covered(tx, order)?;
    tell(tx, &purchase, state)
}
