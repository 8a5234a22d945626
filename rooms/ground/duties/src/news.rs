use kernel::{IncidentId, MemberId, WarrantId};
use serde::{Deserialize, Serialize};

/// What this room tells the house: ids alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// Somebody is to be told of a breach that reached their data.
    Reached {
        /// The breach.
        #[serde(with = "jobs::body::id")]
        incident: IncidentId,
        /// Whom.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
    },
    /// Somebody may be told that an authority ordered their data.
    Ordered {
        /// The order.
        #[serde(with = "jobs::body::id")]
        warrant: WarrantId,
        /// Whom.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
    },
}

impl jobs::News for News {
    const TOPIC: &'static str = "duties.told";
}
