//! What this room holds of a person, and how it ends.

use db::{Ending, Holding};

db::sql! {
    TAKE_CART = "SELECT id, market, item, title, each_yen, shipping_yen, quantity, put_at FROM cart_line WHERE member = $1 ORDER BY id";
    END_CART = "DELETE FROM cart_line WHERE member = $1";
    TAKE_PURCHASES = "SELECT id, market, item, title, quantity, each_yen, shipping_yen, fee_yen, quote, state, made_at, sent_at, lapses_at, ended_at, code, sentence, now_each_yen, now_shipping_yen, available, order_id, followed_by, put_away_at FROM purchase WHERE member = $1 ORDER BY id";
    END_PURCHASES = "UPDATE purchase SET sentence = NULL WHERE member = $1";
    TAKE_QUOTES = "SELECT id, shop, shop_item, url, words, options, quantity, state, state_at, steps, asked_at, title, each_yen, shipping_yen, expires_at, reason, purchase, order_id FROM quote WHERE member = $1 ORDER BY id";
    END_QUOTES = "UPDATE quote SET url = '', words = '', options = '', shop_item = NULL, title = NULL WHERE member = $1";
    TAKE_QUOTE_EVENTS = "SELECT quote, n, at, event, state, author, reason FROM quote_event WHERE quote IN (SELECT id FROM quote WHERE member = $1) ORDER BY quote, n";
    TAKE_TASKS = "SELECT id, kind, quote, purchase, due_at, opened_at, claimed_until, outcome, done_at, reason, each_yen, shipping_yen, shop_order FROM desk_task WHERE quote IN (SELECT id FROM quote WHERE member = $1) ORDER BY id";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::shut(
        "cart_line",
        TAKE_CART,
        Ending::Gone(&[END_CART]),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "purchase",
        TAKE_PURCHASES,
        Ending::Bare(&[END_PURCHASES]),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "quote",
        TAKE_QUOTES,
        Ending::Bare(&[END_QUOTES]),
        &["member"],
        "whose rows these are",
    ),
    Holding::rows("quote_event", TAKE_QUOTE_EVENTS, Ending::Bare(&[])),
    Holding::shut(
        "desk_task",
        TAKE_TASKS,
        Ending::Bare(&[]),
        &["claimed_by", "done_by"],
        "who of the staff: they are people too",
    ),
];
