//! What the tests read of the tables.

use db::{Answer, Tx};

db::sql! {
    BID = "SELECT id, lot, member, mode, ceiling_yen, lead_us, bid_group, state, reason, planned_at, hold_key, holds, sent_yen, warned_yen, events, placed_at
             FROM bid WHERE id = $1";
    LOT = "SELECT id, market, item, title, price_yen, next_yen, shipping_yen, ends_at, version, is_leading, seen_at, acted_at, watch_at, closed_at, result, relisted_as, gone_at
             FROM lot WHERE id = $1";
    RECEIPTS = "SELECT id, bid, lot, account, amount_yen, mode, planned_at, intended_at, sent_at, answered_at, price_seen_yen, outcome, code, sentence, market_bid, is_leading, tries
                  FROM bid_attempt WHERE bid = $1 ORDER BY id";
    EVENTS = "SELECT n, state, reason, actor, yen, at FROM bid_event WHERE bid = $1 ORDER BY n";
    HELD = "SELECT CAST(COALESCE(SUM(yen), 0) AS BIGINT) FROM ledger_hold
             WHERE member = $1 AND closed_at IS NULL AND key < 'order:'";
    JOBS = "SELECT kind || ' ' || COALESCE(key, '-') || ' ' || COALESCE(last_error, '') FROM job WHERE kind >= 'bidding.' AND kind < 'bidding/' ORDER BY kind";
    KILL_JOBS = "UPDATE job SET dead_at = $1, leased_by = NULL WHERE kind = $2";
    DUMP_BIDS = "SELECT id || '/' || state || '/' || reason || '/' || ceiling_yen || '/' || sent_yen || '/' || events
                        || '/' || COALESCE(hold_key, '-') || '/' || COALESCE(planned_at, 0) FROM bid ORDER BY id";
    DUMP_LOTS = "SELECT id || '/' || price_yen || '/' || ends_at || '/' || version || '/' || COALESCE(watch_at, 0) FROM lot ORDER BY id";
    DUMP_GROUPS = "SELECT id || '/' || wanted || '/' || COALESCE(hold_key, '-') FROM bid_group ORDER BY id";
    DUMP_HOLDS = "SELECT key || '/' || yen || '/' || changes FROM ledger_hold ORDER BY key";
    DUMP_ENTRIES = "SELECT id FROM ledger_entry ORDER BY id";
    DUMP_JOBS = "SELECT id || '/' || kind || '/' || due_at FROM job ORDER BY id";
    DUMP_ATTEMPTS = "SELECT id || '/' || outcome || '/' || amount_yen FROM bid_attempt ORDER BY id";
}

/// Everything a refusal could have changed.
pub fn dump(tx: &mut Tx<'_>) -> Answer<Vec<String>> {
    let mut all = Vec::new();
    let texts =
        [DUMP_BIDS, DUMP_LOTS, DUMP_GROUPS, DUMP_HOLDS, DUMP_ENTRIES, DUMP_JOBS, DUMP_ATTEMPTS];
    for text in texts {
        all.extend(tx.all::<(String,)>(text, ())?.into_iter().map(|row| row.0));
    }
    Ok(all)
}
