use kernel::Word;
use serde::Serialize;

use crate::state::{Item, Message, Order, Step};

/// One step of an order.
#[derive(Serialize)]
pub(crate) struct StepView {
    state: &'static str,
    at: i64,
    reason: Option<&'static str>,
}

/// An order.
#[derive(Serialize)]
pub(crate) struct OrderView<'s> {
    id: &'s str,
    seq: u64,
    item_id: &'s str,
    reference: &'s str,
    kind: &'static str,
    seller_id: &'s str,
    title_ja: &'s str,
    title_en: &'s str,
    quantity: i64,
    unit_yen: i64,
    item_yen: i64,
    shipping_yen: Option<i64>,
    total_yen: i64,
    state: &'static str,
    reason: Option<&'static str>,
    state_at: i64,
    pay_by_at: i64,
    carrier: Option<&'s str>,
    tracking_number: Option<&'s str>,
    weight_g: Option<i64>,
    history: Vec<StepView>,
}

/// An order with the item it is about.
pub(crate) fn order<'s>(order: &'s Order, item: &'s Item) -> OrderView<'s> {
    let last = order.steps.last();
    let step = |s: &Step| StepView { state: s.state.word(), at: s.at.micros(), reason: s.reason };
    OrderView {
        id: &order.id,
        seq: order.seq,
        item_id: &order.item,
        reference: &order.reference,
        kind: order.kind.word(),
        seller_id: &item.seller,
        title_ja: &item.goods.title_ja,
        title_en: &item.goods.title_en,
        quantity: order.quantity,
        unit_yen: order.unit_yen,
        item_yen: order.item_yen(),
        shipping_yen: order.shipping_yen,
        total_yen: order.total_yen(),
        state: order.state().word(),
        reason: last.and_then(|step| step.reason),
        state_at: last.map_or(0, |step| step.at.micros()),
        pay_by_at: order.pay_by.micros(),
        carrier: order.tracking_number.is_some().then_some(item.goods.shipping_method.as_str()),
        tracking_number: order.tracking_number.as_deref(),
        weight_g: item.goods.weight_g,
        history: order.steps.iter().map(step).collect(),
    }
}

/// A message.
#[derive(Serialize)]
pub(crate) struct MessageView<'s> {
    id: &'s str,
    item_id: &'s str,
    from: &'static str,
    text: &'s str,
    sent_at: i64,
    reference: Option<&'s str>,
}

/// A message between an account and a seller.
pub(crate) fn message<'s>(message: &'s Message, item_id: &'s str) -> MessageView<'s> {
    MessageView {
        id: &message.id,
        item_id,
        from: if message.from_seller { "seller" } else { "account" },
        text: &message.text,
        sent_at: message.sent_at.micros(),
        reference: message.reference.as_deref(),
    }
}
