use kernel::{MemberId, PurchaseId, QuoteId};
use serde::{Deserialize, Serialize};

/// What this room tells the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// A purchase has its outcome.
    PurchaseEnded {
        /// The purchase.
        #[serde(with = "jobs::body::id")]
        purchase: PurchaseId,
        /// Whose it is.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// The outcome, as a word of [`crate::PurchaseState`].
        state: String,
    },
    /// A request took a step.
    QuoteStepped {
        /// The request.
        #[serde(with = "jobs::body::id")]
        quote: QuoteId,
        /// Whose it is.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// Where it stands, as a word of [`orders::State`].
        state: String,
    },
}

impl jobs::News for News {
    const TOPIC: &'static str = "shopping.changed";
}
