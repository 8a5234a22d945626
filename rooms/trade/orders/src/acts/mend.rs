use db::{Answer, Tx};
use jobs::Later;
use kernel::{OrderId, Yen};
use ledger::{Account, Entry};

use crate::by::By;
use crate::jobs::LookUp;
use crate::refusals::OrdersRefusal;
use crate::rules::{self, Bearer, Event, Reason, State};
use crate::store::{self, Order};

use super::open::{auto_pay_key, hold_key};
use super::pay::pay_seller_soon;
use super::walk::{Why, walk};

/// Stops an order until somebody decides.
pub fn hold(tx: &mut Tx<'_>, order: OrderId, why: Why<'_>, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    walk(tx, &mut order, Event::Hold, by, why)
}

/// Lets a stopped order go on from where it was stopped.
pub fn resume(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    walk(tx, &mut order, Event::Resume, by, Why::NONE)?;
    if order.asked_yen.is_some() {
        // It is asked for anew, and stops again if it is still more than the order is for.
        tx.run_one(store::ASKED, (None::<Yen>, order.id))?;
    }
    match order.state {
        State::Charge1Paid | State::Purchasing => pay_seller_soon(tx, order.id, &order.market),
        // What the marketplace said while it was stopped is asked for once more.
        State::Purchased => look_soon(tx, &order),
        _ => Ok(()),
    }
}

pub(crate) fn look_soon(tx: &mut Tx<'_>, order: &Order) -> Answer<()> {
    let (id, at) = (order.id, tx.now());
    tx.later_keyed(&format!("orders.look:{id}"), 0, &LookUp::of(id, &order.market), at)?;
    Ok(())
}

/// Calls an order off: what is held is released; what was paid is owed back.
pub fn call_off(tx: &mut Tx<'_>, order: OrderId, why: Why<'_>, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    if let By::Member(_) = by {
        return Err(OrdersRefusal::NotYours { event: rules::said(Event::CallOff) }.into());
    }
    // Only where the marketplace itself said so is the seller known to have nothing; else somebody
    // has looked there, and writes down what they saw.
    let said = [Some(Reason::PaymentRefused), Some(Reason::PriceChanged)];
    let unknown = !said.contains(&order.reason);
    let seen = why.words.is_some_and(|words| !words.trim().is_empty());
    if order.held_from == Some(State::Purchasing) && unknown && !seen {
        return Err(OrdersRefusal::PaymentUnderWay.into());
    }
    walk(tx, &mut order, Event::CallOff, by, why)?;
    if order.state == State::Closed {
        tx.cancel(&auto_pay_key(order.id))?;
        ledger::release(tx, &hold_key(order.id))?;
    }
    Ok(())
}

/// Gives the member back what the order's reason says they get.
pub fn refund(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    give_back(tx, &mut order, by)
}

/// What comes back, and from where: the seller's part from the marketplace when the seller bears
/// it, out of the house's fees when the house does; the fee stays only when the member bears it.
fn refund_lines(order: &Order, bearer: Bearer) -> Answer<(Yen, Vec<(Account, Yen)>)> {
    let goods = order.goods_yen.unwrap_or(Yen::ZERO);
    let seller = order.seller_yen.unwrap_or(Yen::ZERO);
    let fee = if bearer == Bearer::Member { Yen::ZERO } else { order.fee_yen };
    let from = match bearer {
        Bearer::House => Account::Fees,
        Bearer::Seller | Bearer::Member => Account::Market(order.market.clone()),
    };
    let back = goods.plus(fee)?;
    let lines = vec![
        (Account::Purse(order.member), back),
        (Account::Clearing, seller.minus(goods)?),
        (from, seller.negated()?),
        (Account::Fees, fee.negated()?),
    ];
    Ok((back, lines))
}

pub(crate) fn give_back(tx: &mut Tx<'_>, order: &mut Order, by: By) -> Answer<()> {
    let bearer = order.reason.unwrap_or(Reason::Looking).borne_by();
    walk(tx, order, Event::Refund, by, Why::NONE)?;
    let (back, lines) = refund_lines(order, bearer)?;
    let about = order.id.to_string();
    let entry = Entry {
        key: &format!("order:{about}:refund"),
        reason: "refund",
        about: &about,
        author: &by.name(),
        lines: &lines,
    };
    if back > Yen::ZERO {
        ledger::post(tx, &entry)?;
    }
    tx.run_one(store::REFUNDED, (back, order.id))?;
    walk(tx, order, Event::Close, by, Why::NONE)
}

/// The member, or the house for them, gives it up.
pub fn abandon(tx: &mut Tx<'_>, order: OrderId, reason: Reason, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    super::pay::mine(&order, by)?;
    walk(tx, &mut order, Event::Abandon, by, Why::reason(reason))?;
    tx.cancel(&auto_pay_key(order.id))?;
    ledger::release(tx, &hold_key(order.id))
}

/// Throws it away.
pub fn dispose(tx: &mut Tx<'_>, order: OrderId, why: Why<'_>, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    walk(tx, &mut order, Event::Dispose, by, why)
}

/// Ends what has come to its end.
pub fn close(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    walk(tx, &mut order, Event::Close, by, Why::NONE)
}
