use db::{Answer, Tx};
use jobs::Later;
use kernel::{MemberId, OrderId, Span, Yen};

use crate::Fees;
use crate::by::By;
use crate::jobs::{AutoPay, LookUp};
use crate::news::News;
use crate::refusals::OrdersRefusal;
use crate::rules::{self, Event, OrderKind, Part};
use crate::store::{self, Order};

use super::walk::{Why, record};

/// A charge that nobody paid is paid out of the purse after this long, when the marketplace has
/// named no limit. Why so soon: an unpaid win costs the house its good name at the marketplace.
pub(crate) const AUTO_PAY_AFTER: Span = Span::hours(24);

/// A thing bought, as the room that bought it hands it over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrder {
    /// Whose it is.
    pub member: MemberId,
    /// The marketplace.
    pub market: String,
    /// The item there.
    pub item: String,
    /// Its title.
    pub title: String,
    /// What it came from.
    pub kind: OrderKind,
    /// Our reference of the bid or purchase, an id as text.
    pub reference: String,
    /// The marketplace's own order, when it is known already.
    pub market_order: Option<String>,
    /// How many.
    pub quantity: i64,
    /// The price of all of them together.
    pub price_yen: Yen,
    /// Domestic shipping; unknown is `None`, never zero.
    pub shipping_yen: Option<Yen>,
    /// The house's fee: [`house_fee`].
    pub fee_yen: Yen,
    /// The ledger hold the charge is split from. The caller releases what is left of it.
    pub hold: String,
    /// Of a hold that covers others too: no more than this is theirs to give. `None` is all of it.
    pub hold_most_yen: Option<Yen>,
}

/// The key of an order's own hold.
pub(crate) fn hold_key(order: OrderId) -> String {
    format!("order:{order}")
}

pub(crate) fn auto_pay_key(order: OrderId) -> String {
    format!("orders.auto_pay:{order}")
}

/// What the house takes for an order opened now.
pub fn house_fee(tx: &mut Tx<'_>) -> Answer<Yen> {
    match tx.plugged::<Fees>() {
        Ok(fees) => Ok(fees.order_yen),
        Err(_) => Ok(Fees::built_in()?.order_yen),
    }
}

/// Opens the order of a thing bought: once for each reference at a marketplace, however often it
/// is asked. Up to the whole charge moves from the given hold into one of the order's own.
pub fn open(tx: &mut Tx<'_>, new: NewOrder) -> Answer<OrderId> {
    let at = tx.now();
    let charge = rules::charge_yen(new.price_yen, new.shipping_yen, new.fee_yen)?;
    let below = |yen: Yen| yen < Yen::ZERO;
    let odd = new.quantity < 1 || new.price_yen <= Yen::ZERO || below(new.fee_yen);
    if odd || new.shipping_yen.is_some_and(below) {
        return Err(OrdersRefusal::BadOrder.into());
    }
    let state = rules::step(new.kind.entrance(), None, Event::Open, &[Part::House], None)?;
    let id: OrderId = tx.new_id();
    let row = (
        id,
        new.member,
        &new.market,
        &new.item,
        &new.title,
        new.kind,
        &new.reference,
        &new.market_order,
        new.quantity,
        new.price_yen,
        new.shipping_yen,
        new.fee_yen,
        state,
        at,
        at,
    );
    if tx.maybe::<(OrderId,)>(store::OPEN, row)?.is_none() {
        let (before,) = tx.one::<(OrderId,)>(store::BY_REFERENCE, (&new.market, &new.reference))?;
        return Ok(before);
    }
    let held = ledger::held_yen(tx, &new.hold)?.unwrap_or(Yen::ZERO);
    let taken = new.hold_most_yen.map_or(held, |most| held.min(most)).min(charge);
    if taken > Yen::ZERO {
        ledger::split(tx, &new.hold, &hold_key(id), taken, &id.to_string())?;
    }
    let order = store::order(tx, id)?;
    record(tx, &order, Event::Open, By::House, Why::NONE)?;
    tx.tell(&News::ChargeDue { order: id, member: new.member, yen: charge })?;
    tx.later_keyed(&auto_pay_key(id), 0, &AutoPay { order: id }, at.plus(AUTO_PAY_AFTER))?;
    tx.later_keyed(&format!("orders.look:{id}"), 0, &LookUp::of(id, &order.market), at)?;
    Ok(id)
}

/// What is to be paid for an order now: all of the first charge, or what became known after it.
pub(crate) fn due_yen(order: &Order) -> Answer<Yen> {
    match order.goods_yen {
        None => Ok(rules::charge_yen(order.price_yen, order.shipping_yen, order.fee_yen)?),
        Some(paid) => {
            let goods = rules::goods_yen(order.price_yen, order.shipping_yen)?;
            Ok(goods.minus(paid)?.max(Yen::ZERO))
        }
    }
}
