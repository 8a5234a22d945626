//! Handovers in their table.

use kernel::{At, HandoverId};

use super::acts::Way;

db::stored!(Way);

db::sql! {
    PROPOSE = "INSERT INTO handover (id, way, party, ground, opened_at, opened_by) VALUES ($1, 'out', $2, $3, $4, $5)";
    RECEIVE = "INSERT INTO handover (id, way, party, ground, opened_at, begun_at, sign) VALUES ($1, 'in', $2, $3, $4, $4, $5)";
    HANDOVER = "SELECT id, way, party, ground, opened_at, opened_by, begun_at, done_at, people, policy
        FROM handover WHERE id = $1";
    OF_FILE = "SELECT id, way, party, ground, opened_at, opened_by, begun_at, done_at, people, policy
        FROM handover WHERE sign = $1";
    HANDOVERS = "SELECT id, way, party, ground, opened_at, opened_by, begun_at, done_at, people, policy
        FROM handover ORDER BY id DESC LIMIT 50";
    BEGUN = "UPDATE handover SET begun_at = $1 WHERE id = $2 AND begun_at IS NULL";
    DONE = "UPDATE handover SET done_at = $1, people = $2, policy = $3 WHERE id = $4";
}

db::row! {
    /// A business given away or taken over.
    pub struct Handover {
        /// The handover.
        pub id: HandoverId,
        /// Which way.
        pub way: Way,
        /// To whom, or from whom.
        pub party: String,
        /// The agreement, or how the predecessor came by the data.
        pub ground: String,
        /// When it was written down.
        pub opened_at: At,
        /// By whom of the staff, when it was one of them.
        pub opened_by: Option<String>,
        /// Since when it is done.
        pub begun_at: Option<At>,
        /// When it was last done whole.
        pub done_at: Option<At>,
        /// How many people.
        pub people: Option<i64>,
        /// The policy that binds them.
        pub policy: Option<String>,
    }
}
