//! What this room holds of a person, and how it ends.

use db::{Ending, Holding};

db::sql! {
    TAKE_ORDERS = "SELECT id, market, item, title, kind, reference, market_order, quantity, price_yen, shipping_yen, fee_yen, goods_yen, asked_yen, seller_yen, refund_yen, state, held_from, reason, state_at, steps, opened_at, pay_by_at, in_carrier, in_tracking, shelf, weight_g, length_mm, width_mm, height_mm, out_carrier, out_tracking FROM orders WHERE member = $1 ORDER BY id";
    END_ORDERS = "UPDATE orders SET in_tracking = NULL, out_tracking = NULL WHERE member = $1";
    TAKE_STEPS = "SELECT order_id, n, at, event, state, author, reason, note FROM order_event WHERE order_id IN (SELECT id FROM orders WHERE member = $1) ORDER BY order_id, n";
    END_STEPS = "UPDATE order_event SET note = NULL WHERE order_id IN (SELECT id FROM orders WHERE member = $1)";
    TAKE_NOTES = "SELECT id, order_id, author, at, words FROM order_note WHERE order_id IN (SELECT id FROM orders WHERE member = $1) ORDER BY id";
    END_NOTES = "DELETE FROM order_note WHERE order_id IN (SELECT id FROM orders WHERE member = $1)";
    TAKE_MESSAGES = "SELECT id, order_id, author, ask, words, written_at, state, state_at, code, market_message, read_at FROM order_message WHERE order_id IN (SELECT id FROM orders WHERE member = $1) ORDER BY id";
    END_MESSAGES = "DELETE FROM order_message WHERE order_id IN (SELECT id FROM orders WHERE member = $1)";
    TAKE_ARRIVALS = "SELECT id, tracking, words, arrived_at, author, order_id, matched_at, matched_by FROM unknown_arrival WHERE order_id IN (SELECT id FROM orders WHERE member = $1) ORDER BY id";
    END_ARRIVALS = "DELETE FROM unknown_arrival WHERE order_id IN (SELECT id FROM orders WHERE member = $1)";
    TAKE_ASIDE = "SELECT id, market, market_order, order_id, code, at, done_at FROM market_set_aside WHERE order_id IN (SELECT id FROM orders WHERE member = $1) ORDER BY id";
    END_ASIDE = "DELETE FROM market_set_aside WHERE order_id IN (SELECT id FROM orders WHERE member = $1)";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::shut(
        "orders",
        TAKE_ORDERS,
        Ending::Bare(&[END_ORDERS]),
        &["member"],
        "whose rows these are",
    ),
    Holding::rows("order_event", TAKE_STEPS, Ending::Bare(&[END_STEPS])),
    Holding::rows("order_note", TAKE_NOTES, Ending::Gone(&[END_NOTES])),
    Holding::shut(
        "order_message",
        TAKE_MESSAGES,
        Ending::Gone(&[END_MESSAGES]),
        &["read_by"],
        "who of the staff read it: they are people too",
    ),
    Holding::rows("unknown_arrival", TAKE_ARRIVALS, Ending::Gone(&[END_ARRIVALS])),
    Holding::shut(
        "market_set_aside",
        TAKE_ASIDE,
        Ending::Gone(&[END_ASIDE]),
        &["done_by"],
        "who of the staff: they are people too",
    ),
    Holding::nothing("market_heard", "how far a marketplace was heard"),
];
