use db::{Answer, Tx};
use kernel::{At, EntryId, MemberId, Yen};

use crate::rules::AskedBy;

db::stored!(AskedBy);

db::sql! {
    /// A first row for a member's account; nothing when it is there.
    ACCOUNT_OPEN = "INSERT INTO ledger_account (id, yen) VALUES ($1, 0) ON CONFLICT (id) DO NOTHING";
    /// Moves a balance, unless it would fall below zero.
    ACCOUNT_MOVE = "UPDATE ledger_account SET yen = yen + $1 WHERE id = $2 AND yen + $1 >= 0 RETURNING yen";
    ACCOUNT_YEN = "SELECT yen FROM ledger_account WHERE id = $1";
    ENTRY_WRITE = "INSERT INTO ledger_entry (id, key, reason, about, author, at)
                   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key) DO NOTHING RETURNING id";
    ENTRY_BY_KEY = "SELECT id FROM ledger_entry WHERE key = $1";
    POSTING_WRITE = "INSERT INTO ledger_posting (entry, n, account, yen, balance_yen) VALUES ($1, $2, $3, $4, $5)";
    POSTINGS_OF = "SELECT account, yen FROM ledger_posting WHERE entry = $1 ORDER BY n";
    HOLD_OPEN = "INSERT INTO ledger_hold (key, member, yen, changes, about, opened_at)
                 VALUES ($1, $2, $3, 0, $4, $5) ON CONFLICT (key) DO NOTHING RETURNING key";
    HOLD_BY_KEY = "SELECT member, yen, changes, about, closed_at FROM ledger_hold WHERE key = $1";
    HOLD_CHANGE = "UPDATE ledger_hold SET yen = $1, changes = changes + 1, closed_at = $2
                    WHERE key = $3 AND changes = $4 AND closed_at IS NULL";
    STATEMENT = "SELECT e.id, e.at, e.reason, e.about, p.yen, p.balance_yen
                   FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry
                  WHERE p.account = $1 AND p.entry < $2
                  ORDER BY p.entry DESC LIMIT $3";
    JOURNAL = "SELECT e.id, p.n, e.at, e.reason, e.about, p.account, p.yen
                 FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry
                WHERE e.at >= $1 AND e.at < $2 AND (p.entry, p.n) > ($3, $4)
                ORDER BY p.entry, p.n LIMIT $5";
    HOUSE_YEN = "SELECT CAST(COALESCE(SUM(yen), 0) AS BIGINT) FROM ledger_posting WHERE account = $1";
    UNBALANCED = "SELECT entry FROM ledger_posting GROUP BY entry HAVING SUM(yen) <> 0 ORDER BY entry LIMIT 20";
    ABOUT_KIND = "SELECT e.about, p.account, CAST(SUM(p.yen) AS BIGINT)
                    FROM ledger_entry e JOIN ledger_posting p ON p.entry = e.id
                   WHERE e.about >= $1 AND e.about < $2 AND (p.account < 'held:' OR p.account >= 'held;')
                     AND (p.account < 'purse:' OR p.account >= 'purse;')
                   GROUP BY e.about, p.account ORDER BY e.about, p.account";
    PAYOUT_ASK = "INSERT INTO payout_asked (member, asked_at, asked_by) VALUES ($1, $2, $3) ON CONFLICT (member) DO NOTHING";
    PAYOUT_OF = "SELECT asked_at FROM payout_asked WHERE member = $1";
    /// Whose money is to be paid back, as far as any is free.
    PAYOUTS = "SELECT p.member, p.asked_at, p.asked_by, a.yen
                 FROM payout_asked p JOIN ledger_account a ON a.id = 'purse:' || p.member
                WHERE a.yen > 0 ORDER BY p.asked_at, p.member LIMIT 200";
    PAYOUT_DONE = "DELETE FROM payout_asked WHERE member = $1";
    ALL_YEN = "SELECT CAST(COALESCE(SUM(yen), 0) AS BIGINT) FROM ledger_posting";
    WRONG_BALANCE = "SELECT a.id FROM ledger_account a
                      WHERE a.yen <> (SELECT CAST(COALESCE(SUM(p.yen), 0) AS BIGINT)
                                        FROM ledger_posting p WHERE p.account = a.id)
                      ORDER BY a.id LIMIT 20";
    /// What follows 'held:' is the member: the holds of each are found by their index.
    HELD_ACCOUNTS = "SELECT a.id, a.yen, CAST(COALESCE(SUM(h.yen), 0) AS BIGINT)
                       FROM ledger_account a
                       LEFT JOIN ledger_hold h ON h.member = SUBSTR(a.id, 6) AND h.closed_at IS NULL
                      WHERE a.id >= 'held:' AND a.id < 'held;'
                      GROUP BY a.id, a.yen ORDER BY a.id";
}

db::row! {
    /// One line of a statement.
    pub struct Line {
        /// The entry.
        pub entry: EntryId,
        /// When it was written.
        pub at: At,
        /// Why.
        pub reason: String,
        /// What it was about: a bid, an order.
        pub about: String,
        /// What came in, or went out when negative.
        pub yen: Yen,
        /// What the account held after it.
        pub balance_yen: Option<Yen>,
    }
    /// Money that is to be paid back.
    pub(crate) struct Payout {
        pub(crate) member: MemberId,
        pub(crate) asked_at: At,
        pub(crate) asked_by: AskedBy,
        pub(crate) yen: Yen,
    }
    /// One posting of the books.
    pub struct JournalLine {
        /// Its entry.
        pub entry: EntryId,
        /// Which line of the entry.
        pub n: i64,
        /// When it was written.
        pub at: At,
        /// Why.
        pub reason: String,
        /// What it was about: a bid, an order.
        pub about: String,
        /// The account.
        pub account: String,
        /// What came onto it, or went from it when negative.
        pub yen: Yen,
    }
    pub(crate) struct Hold {
        pub(crate) member: MemberId,
        pub(crate) yen: Yen,
        pub(crate) changes: i64,
        pub(crate) about: String,
        pub(crate) closed_at: Option<At>,
    }
}

pub(crate) fn hold(tx: &mut Tx<'_>, key: &str) -> Answer<Option<Hold>> {
    tx.maybe(HOLD_BY_KEY, (key,))
}

pub(crate) fn account_yen(tx: &mut Tx<'_>, account: &str) -> Answer<Yen> {
    let row: Option<(Yen,)> = tx.maybe(ACCOUNT_YEN, (account,))?;
    Ok(row.map_or(Yen::ZERO, |r| r.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holds_of_an_account_are_found_by_their_member_however_many_hold_something() {
        testkit::on_each_engine(|bench| {
            if bench.engine() != "SQLite" {
                // The server chooses its way by what is in the tables.
                return;
            }
            let text = format!("EXPLAIN QUERY PLAN {}", HELD_ACCOUNTS.text);
            let plan = db::Sql { name: "TEST_PLAN", text: Box::leak(text.into_boxed_str()) };
            let steps =
                bench.db.read_now("plan", move |tx| tx.all::<(i64, i64, i64, String)>(plan, ()));
            let steps: Vec<String> = steps.unwrap().into_iter().map(|step| step.3).collect();
            assert!(steps.iter().any(|step| step.contains("ledger_hold_open")), "{steps:?}");
        });
    }
}
