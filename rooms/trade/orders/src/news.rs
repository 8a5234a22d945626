use kernel::{MemberId, OrderId, Yen};
use serde::{Deserialize, Serialize};

/// What this room tells the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// Something is to be paid now.
    ChargeDue {
        /// For this order.
        #[serde(with = "jobs::body::id")]
        order: OrderId,
        /// By this member.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// So much.
        #[serde(with = "jobs::body::yen")]
        yen: Yen,
    },
    /// An order took a step.
    Stepped {
        /// The order.
        #[serde(with = "jobs::body::id")]
        order: OrderId,
        /// Whose it is.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
        /// What happened, as a word of [`crate::Event`].
        event: String,
        /// Where it stands now, as a word of [`crate::State`].
        state: String,
        /// Why, as a word of [`crate::Reason`].
        reason: Option<String>,
    },
}

impl jobs::News for News {
    const TOPIC: &'static str = "orders.changed";
}
