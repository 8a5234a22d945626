//! What this room holds of a person, and how it ends.

use db::{Ending, Holding};

db::sql! {
    TAKE_BIDS = "SELECT id, lot, ask, mode, ceiling_yen, lead_us, bid_group, state, reason, planned_at, hold_key, holds, sent_yen, warned_yen, events, placed_at, if_offered FROM bid WHERE member = $1 ORDER BY id";
    END_BIDS = "UPDATE bid SET ask = id WHERE member = $1";
    TAKE_BID_EVENTS = "SELECT bid, n, state, reason, actor, yen, at FROM bid_event WHERE bid IN (SELECT id FROM bid WHERE member = $1) ORDER BY bid, n";
    TAKE_ATTEMPTS = "SELECT id, bid, lot, account, amount_yen, mode, planned_at, intended_at, sent_at, answered_at, price_seen_yen, outcome, code, sentence, market_bid, is_leading, tries FROM bid_attempt WHERE bid IN (SELECT id FROM bid WHERE member = $1) ORDER BY id";
    END_ATTEMPTS = "UPDATE bid_attempt SET sentence = NULL WHERE bid IN (SELECT id FROM bid WHERE member = $1)";
    TAKE_OFFERS = "SELECT id, bid, lot, market_order, account, price_yen, shipping_yen, total_yen, state, offered_at, answer_by, decided_at, decided_by, sent_at, answered_at, tries, code, sentence FROM bid_offer WHERE member = $1 ORDER BY id";
    END_OFFERS = "UPDATE bid_offer SET sentence = NULL WHERE member = $1";
    TAKE_GROUPS = "SELECT id, name, wanted, hold_key, holds, created_at, closed_at FROM bid_group WHERE member = $1 ORDER BY id";
    END_GROUPS = "UPDATE bid_group SET name = '' WHERE member = $1";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::shut("bid", TAKE_BIDS, Ending::Bare(&[END_BIDS]), &["member"], "whose rows these are"),
    Holding::rows("bid_event", TAKE_BID_EVENTS, Ending::Bare(&[])),
    Holding::rows("bid_attempt", TAKE_ATTEMPTS, Ending::Bare(&[END_ATTEMPTS])),
    Holding::shut(
        "bid_offer",
        TAKE_OFFERS,
        Ending::Bare(&[END_OFFERS]),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "bid_group",
        TAKE_GROUPS,
        Ending::Bare(&[END_GROUPS]),
        &["member"],
        "whose rows these are",
    ),
    Holding::nothing("lot", "what marketplaces offer, as everybody sees it"),
];
