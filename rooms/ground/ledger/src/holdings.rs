//! What the books hold of a person: sums under an id, as long as the law on taxes has them kept.

use db::{Ending, Holding};

db::sql! {
    TAKE_ACCOUNTS = "SELECT id, yen FROM ledger_account WHERE id IN ('purse:' || $1, 'held:' || $1) ORDER BY id";
    TAKE_ENTRIES = "SELECT e.id, e.key, e.reason, e.about, e.author, e.at FROM ledger_entry e WHERE e.id IN (SELECT entry FROM ledger_posting WHERE account IN ('purse:' || $1, 'held:' || $1)) ORDER BY e.id";
    TAKE_POSTINGS = "SELECT entry, n, account, yen, balance_yen FROM ledger_posting WHERE account IN ('purse:' || $1, 'held:' || $1) ORDER BY entry, n";
    TAKE_HOLDS = "SELECT key, yen, changes, about, opened_at, closed_at FROM ledger_hold WHERE member = $1 ORDER BY key";
    TAKE_PAYOUT = "SELECT asked_at, asked_by FROM payout_asked WHERE member = $1";
    END_PAYOUT = "DELETE FROM payout_asked WHERE member = $1";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::rows("ledger_account", TAKE_ACCOUNTS, Ending::Duty("tax")),
    Holding::rows("ledger_entry", TAKE_ENTRIES, Ending::Duty("tax")),
    Holding::rows("ledger_posting", TAKE_POSTINGS, Ending::Duty("tax")),
    Holding::shut(
        "payout_asked",
        TAKE_PAYOUT,
        Ending::Gone(&[END_PAYOUT]),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "ledger_hold",
        TAKE_HOLDS,
        Ending::Duty("tax"),
        &["member"],
        "whose rows these are",
    ),
];
