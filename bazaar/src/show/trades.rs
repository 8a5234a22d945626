use serde::Serialize;

use crate::decide::{BidPreview, PurchasePreview};
use crate::state::{BidTaken, PurchaseTaken};

/// The answer to a bid's preview.
#[derive(Serialize)]
pub(crate) struct BidPreviewView<'s> {
    pub(crate) item_id: &'s str,
    pub(crate) reference: &'s str,
    pub(crate) amount_yen: i64,
    price_yen: i64,
    next_yen: i64,
    step_yen: i64,
    ends_at: i64,
    bids: usize,
    leading: bool,
    reserve: &'static str,
    buys_now: bool,
    now_at: i64,
    expires_at: i64,
    signature: &'s str,
}

/// A bid's preview.
pub(crate) fn bid_preview<'s>(
    preview: &'s BidPreview,
    (item_id, reference, amount_yen): (&'s str, &'s str, i64),
) -> BidPreviewView<'s> {
    BidPreviewView {
        item_id,
        reference,
        amount_yen,
        price_yen: preview.price_yen,
        next_yen: preview.next_yen,
        step_yen: preview.step_yen,
        ends_at: preview.ends_at.micros(),
        bids: preview.bids,
        leading: preview.leading,
        reserve: preview.reserve,
        buys_now: preview.buys_now,
        now_at: preview.now_at.micros(),
        expires_at: preview.expires_at.micros(),
        signature: &preview.signature,
    }
}

/// The answer to a bid.
#[derive(Serialize)]
pub(crate) struct BidView<'s> {
    outcome: &'static str,
    item_id: &'s str,
    reference: &'s str,
    bid_id: String,
    amount_yen: i64,
    placed_at: i64,
    leading: bool,
    price_yen: i64,
    next_yen: i64,
    step_yen: i64,
    ends_at: i64,
    extended: bool,
    reserve: &'static str,
    bought_now: bool,
    order_id: Option<&'s str>,
}

/// A bid that was taken.
pub(crate) fn bid<'s>(taken: &'s BidTaken, reference: &'s str) -> BidView<'s> {
    BidView {
        outcome: "placed",
        item_id: &taken.item,
        reference,
        bid_id: bid_id(&taken.item, taken.number),
        amount_yen: taken.amount_yen,
        placed_at: taken.placed_at.micros(),
        leading: taken.leading,
        price_yen: taken.price_yen,
        next_yen: taken.next_yen,
        step_yen: taken.step_yen,
        ends_at: taken.ends_at.micros(),
        extended: taken.extended,
        reserve: taken.reserve,
        bought_now: taken.bought_now,
        order_id: taken.order.as_deref(),
    }
}

/// A bid's id: the lot's and its number within it.
pub(crate) fn bid_id(item: &str, number: u32) -> String {
    format!("{item}-{number}")
}

/// The answer to a purchase's preview.
#[derive(Serialize)]
pub(crate) struct PurchasePreviewView<'s> {
    item_id: &'s str,
    reference: &'s str,
    quantity: i64,
    expected_yen: i64,
    shipping_yen: Option<i64>,
    total_yen: i64,
    available: i64,
    now_at: i64,
    expires_at: i64,
    signature: &'s str,
}

/// A purchase's preview.
pub(crate) fn purchase_preview<'s>(
    preview: &'s PurchasePreview,
    (item_id, reference, quantity, expected_yen): (&'s str, &'s str, i64, i64),
) -> PurchasePreviewView<'s> {
    PurchasePreviewView {
        item_id,
        reference,
        quantity,
        expected_yen,
        shipping_yen: preview.shipping_yen,
        total_yen: preview.total_yen,
        available: preview.available,
        now_at: preview.now_at.micros(),
        expires_at: preview.expires_at.micros(),
        signature: &preview.signature,
    }
}

/// The answer to a purchase.
#[derive(Serialize)]
pub(crate) struct PurchaseView<'s> {
    outcome: &'static str,
    item_id: &'s str,
    reference: &'s str,
    quantity: i64,
    unit_yen: i64,
    shipping_yen: Option<i64>,
    total_yen: i64,
    order_id: &'s str,
    placed_at: i64,
    available: i64,
}

/// A purchase that was taken.
pub(crate) fn purchase<'s>(taken: &'s PurchaseTaken, reference: &'s str) -> PurchaseView<'s> {
    PurchaseView {
        outcome: "placed",
        item_id: &taken.item,
        reference,
        quantity: taken.quantity,
        unit_yen: taken.unit_yen,
        shipping_yen: taken.shipping_yen,
        total_yen: taken.total_yen,
        order_id: &taken.order,
        placed_at: taken.placed_at.micros(),
        available: taken.available,
    }
}
