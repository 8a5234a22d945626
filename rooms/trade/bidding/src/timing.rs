//! How each attempt kept to its moment: for measurements.

use db::{Answer, Tx};
use kernel::{At, AttemptId};

db::sql! {
    TIMINGS = "SELECT a.id, l.item, l.ends_at, a.planned_at, a.intended_at, a.sent_at, a.answered_at,
                      CAST(CASE WHEN a.outcome = 'placed' THEN 1 ELSE 0 END AS BIGINT)
                 FROM bid_attempt a JOIN lot l ON l.id = a.lot ORDER BY a.id";
    COUNT_ATTEMPTS = "SELECT CAST(COUNT(*) AS BIGINT) FROM bid_attempt";
    COUNT_UNANSWERED = "SELECT CAST(COUNT(*) AS BIGINT) FROM bid_attempt WHERE outcome = 'sending'";
}

db::row! {
    /// One attempt's instants.
    pub struct Timing {
        /// The reference at the marketplace.
        pub attempt: AttemptId,
        /// The marketplace's item.
        pub item: String,
        /// The lot's end, on the marketplace's clock.
        pub ends_at: At,
        /// When it was to be sent.
        pub planned_at: At,
        /// When the house committed to sending it.
        pub intended_at: At,
        /// When it left.
        pub sent_at: Option<At>,
        /// When the answer was known.
        pub answered_at: Option<At>,
        /// Whether the marketplace took it.
        pub placed: bool,
    }
}

/// All attempts that were ever made, oldest first.
pub fn timings(tx: &mut Tx<'_>) -> Answer<Vec<Timing>> {
    tx.all(TIMINGS, ())
}

/// How many were ever made.
pub fn attempts(tx: &mut Tx<'_>) -> Answer<i64> {
    Ok(tx.one::<(i64,)>(COUNT_ATTEMPTS, ())?.0)
}

/// How many are on their way.
pub fn unanswered(tx: &mut Tx<'_>) -> Answer<i64> {
    Ok(tx.one::<(i64,)>(COUNT_UNANSWERED, ())?.0)
}
