use kernel::{InquiryId, MemberId};
use serde::{Deserialize, Serialize};

/// What this room tells the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// A member's case was answered.
    Answered {
        /// The case.
        #[serde(with = "jobs::body::id")]
        inquiry: InquiryId,
        /// Whose it is.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
    },
    /// A member's case was closed.
    Closed {
        /// The case.
        #[serde(with = "jobs::body::id")]
        inquiry: InquiryId,
        /// Whose it is.
        #[serde(with = "jobs::body::id")]
        member: MemberId,
    },
}

impl jobs::News for News {
    const TOPIC: &'static str = "inquiries.changed";
}
