use db::{Answer, Tx};
use jobs::{JobFault, Later};
use kernel::{MemberId, OrderId, Span, Yen};
use ledger::{Account, Entry};

use crate::by::By;
use crate::jobs::{AutoPay, PaySeller};
use crate::news::News;
use crate::refusals::OrdersRefusal;
use crate::rules::{self, Event, Reason, State};
use crate::store::{self, Order};

use super::open::{auto_pay_key, due_yen, hold_key};
use super::walk::{Why, walk};

/// How long before the marketplace's limit the house pays out of the purse by itself.
const BEFORE_LIMIT: Span = Span::hours(12);
/// How long a charge may stay open where the marketplace has named no limit.
const LONGEST_OPEN: Span = Span::days(7);
/// How often a purse that did not hold enough is looked at again.
const AGAIN: Span = Span::hours(1);

/// What the law has the books keep of a sale beside this room's rows, which know no name: a plug.
/// Told when a charge is taken first, in the same transaction. Without it nobody keeps anything.
pub struct Books(pub fn(&mut Tx<'_>, MemberId, OrderId) -> Answer<()>);

/// Pays what is due now. The order's own hold comes first, the rest comes from the purse; the
/// seller is paid next.
pub fn pay(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    mine(&order, by)?;
    match order.goods_yen {
        None => first_charge(tx, &mut order, by),
        Some(paid) => rest(tx, &mut order, paid, by),
    }
}

/// Another member's order is no order.
pub(crate) fn mine(order: &Order, by: By) -> Answer<()> {
    match by {
        By::Member(member) if member != order.member => Err(OrdersRefusal::Unknown.into()),
        _ => Ok(()),
    }
}

fn first_charge(tx: &mut Tx<'_>, order: &mut Order, by: By) -> Answer<()> {
    walk(tx, order, Event::Pay, by, Why::NONE)?;
    let (key, about) = (hold_key(order.id), order.id.to_string());
    let goods = rules::goods_yen(order.price_yen, order.shipping_yen)?;
    let charge = goods.plus(order.fee_yen)?;
    match ledger::held_yen(tx, &key)? {
        Some(held) if held < charge => ledger::resize(tx, &key, charge)?,
        Some(_) => {}
        None => ledger::hold(tx, order.member, &key, charge, &about)?,
    }
    let lines = [(Account::Clearing, goods), (Account::Fees, order.fee_yen)];
    ledger::capture(tx, &key, "charge1", &about, &lines, true)?;
    tx.run_one(store::PAID, (goods, order.id))?;
    tx.cancel(&auto_pay_key(order.id))?;
    book(tx, order)?;
    pay_seller_soon(tx, order.id, &order.market)
}

fn book(tx: &mut Tx<'_>, order: &Order) -> Answer<()> {
    let Ok(Books(keep)) = tx.plugged::<Books>() else { return Ok(()) };
    let keep = *keep;
    keep(tx, order.member, order.id)
}

pub(crate) fn pay_seller_key(order: OrderId) -> String {
    format!("orders.pay_seller:{order}")
}

/// One job for each order, however often it is asked for.
pub(crate) fn pay_seller_soon(tx: &mut Tx<'_>, order: OrderId, market: &str) -> Answer<()> {
    let at = tx.now();
    tx.later_keyed(&pay_seller_key(order), 0, &PaySeller::of(order, market), at)?;
    Ok(())
}

fn rest(tx: &mut Tx<'_>, order: &mut Order, paid: Yen, by: By) -> Answer<()> {
    let due = due_yen(order)?;
    if due <= Yen::ZERO {
        return Err(OrdersRefusal::NothingDue.into());
    }
    settle(tx, order, paid, due, by)
}

fn settle(tx: &mut Tx<'_>, order: &mut Order, paid: Yen, due: Yen, by: By) -> Answer<()> {
    walk(tx, order, Event::Settle, by, Why::NONE)?;
    let lines = [(Account::Purse(order.member), due.negated()?), (Account::Clearing, due)];
    let entry = Entry {
        key: &format!("order:{}:rest:{}", order.id, order.steps),
        reason: "charge1",
        about: &order.id.to_string(),
        author: &by.name(),
        lines: &lines,
    };
    ledger::post(tx, &entry)?;
    let goods = paid.plus(due)?;
    order.goods_yen = Some(goods);
    tx.run_one(store::PAID, (goods, order.id))
}

/// What the seller asks more than the order is for, while the member may say yes or no to it.
pub(crate) fn asked_more(order: &Order) -> Option<Yen> {
    let stopped = order.state == State::OnHold && order.reason == Some(Reason::PriceChanged);
    order.asked_yen.filter(|_| stopped)
}

/// The member pays what the seller asks, as they were shown it; the order goes on.
pub fn agree(tx: &mut Tx<'_>, order: OrderId, shown: Yen, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    mine(&order, by)?;
    let asked = asked_more(&order).ok_or(OrdersRefusal::NothingAsked)?;
    if asked != shown {
        return Err(OrdersRefusal::AskedAnother { yen: asked }.into());
    }
    let known = rules::goods_yen(order.price_yen, order.shipping_yen)?;
    order.price_yen = order.price_yen.plus(asked.minus(known)?)?;
    tx.run_one(store::AGREED, (order.price_yen, order.id))?;
    order.asked_yen = None;
    let paid = order.goods_yen.unwrap_or(Yen::ZERO);
    let due = due_yen(&order)?;
    settle(tx, &mut order, paid, due, by)?;
    walk(tx, &mut order, Event::Resume, By::House, Why::NONE)?;
    pay_seller_soon(tx, order.id, &order.market)
}

/// The member does not want it at what the seller asks: what they paid is owed back.
pub fn disagree(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    mine(&order, by)?;
    asked_more(&order).ok_or(OrdersRefusal::NothingAsked)?;
    walk(tx, &mut order, Event::CallOff, by, Why::reason(Reason::PriceChanged))
}

/// Whether the order's own hold and the member's purse cover what is due.
pub(crate) fn is_covered(tx: &mut Tx<'_>, order: &Order) -> Answer<bool> {
    let held = ledger::held_yen(tx, &hold_key(order.id))?.unwrap_or(Yen::ZERO);
    let purse = ledger::purse_yen(tx, order.member)?;
    Ok(held.plus(purse)? >= due_yen(order)?)
}

/// Pays at once when the order's hold and the purse cover it; else the charge stays open.
pub fn pay_if_covered(tx: &mut Tx<'_>, order: OrderId) -> Answer<bool> {
    let order = store::order(tx, order)?;
    if order.state != State::Charge1Open || !is_covered(tx, &order)? {
        return Ok(false);
    }
    pay(tx, order.id, By::House).map(|()| true)
}

/// Plans when the house pays by itself, once the marketplace's limit is known.
pub(crate) fn plan_auto_pay(tx: &mut Tx<'_>, order: &Order) -> Answer<()> {
    let Some(limit) = order.pay_by_at else { return Ok(()) };
    let due = limit.minus(BEFORE_LIMIT).max(tx.now());
    tx.later_keyed(&auto_pay_key(order.id), 0, &AutoPay { order: order.id }, due)?;
    Ok(())
}

/// The house pays by itself, or asks the member once more, or gives the order up.
pub(crate) fn auto_pay(tx: &mut Tx<'_>, id: OrderId) -> Result<(), JobFault> {
    let mut order = store::order(tx, id)?;
    if order.state != State::Charge1Open || pay_if_covered(tx, id)? {
        return Ok(());
    }
    let limit = order.pay_by_at.unwrap_or(order.opened_at.plus(LONGEST_OPEN));
    let now = tx.now();
    if now >= limit {
        walk(tx, &mut order, Event::Abandon, By::House, Why::reason(Reason::MemberUnpaid))?;
        ledger::release(tx, &hold_key(id))?;
        walk(tx, &mut order, Event::Close, By::House, Why::NONE)?;
        return Ok(());
    }
    tx.tell(&News::ChargeDue { order: id, member: order.member, yen: due_yen(&order)? })?;
    tx.later_keyed(&auto_pay_key(id), 0, &AutoPay { order: id }, now.plus(AGAIN).min(limit))?;
    Ok(())
}
