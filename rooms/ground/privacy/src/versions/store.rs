//! Versions in their tables.

use kernel::{At, StaffId, VersionId};

db::sql! {
    NEW = "INSERT INTO policy_version (id, hash, version, effective_at, drafted_at, drafted_by)
        VALUES ($1, $2, $3, $4, $5, $6)";
    BEGUN = "INSERT INTO policy_version (id, hash, version, effective_at, drafted_at, announced_at, told_at)
        VALUES ($1, $2, $3, $4, $5, $5, $5)";
    NEW_SOURCE = "INSERT INTO policy_source (id, part, words) VALUES ($1, $2, $3)";
    SOURCES = "SELECT part, words FROM policy_source WHERE id = $1 ORDER BY part";
    VERSION = "SELECT v.id, v.hash, v.version, v.effective_at, v.drafted_at, v.drafted_by, v.review_at, v.review_by,
            v.announced_at, v.announced_by, v.second_by, v.told_at, v.ended_at, v.ended_by, v.ended_told_at, a.adopted_at
        FROM policy_version v LEFT JOIN policy_adopted a ON a.hash = v.hash WHERE v.id = $1";
    PUBLISHED = "SELECT v.id, v.hash, v.version, v.effective_at, v.drafted_at, v.drafted_by, v.review_at, v.review_by,
            v.announced_at, v.announced_by, v.second_by, v.told_at, v.ended_at, v.ended_by, v.ended_told_at, a.adopted_at
        FROM policy_version v LEFT JOIN policy_adopted a ON a.hash = v.hash
        WHERE v.announced_at IS NOT NULL ORDER BY v.announced_at DESC, v.effective_at DESC, v.id DESC";
    IN_HAND = "SELECT v.id, v.hash, v.version, v.effective_at, v.drafted_at, v.drafted_by, v.review_at, v.review_by,
            v.announced_at, v.announced_by, v.second_by, v.told_at, v.ended_at, v.ended_by, v.ended_told_at, a.adopted_at
        FROM policy_version v LEFT JOIN policy_adopted a ON a.hash = v.hash
        WHERE v.announced_at IS NULL ORDER BY v.drafted_at DESC, v.id DESC LIMIT $1";
    ON_ITS_WAY = "SELECT v.id, v.hash, v.version, v.effective_at, v.drafted_at, v.drafted_by, v.review_at, v.review_by,
            v.announced_at, v.announced_by, v.second_by, v.told_at, v.ended_at, v.ended_by, v.ended_told_at, a.adopted_at
        FROM policy_version v LEFT JOIN policy_adopted a ON a.hash = v.hash
        WHERE v.announced_at IS NOT NULL AND v.ended_told_at IS NULL
          AND (v.ended_at IS NOT NULL OR a.adopted_at IS NULL) ORDER BY v.announced_at, v.id";
    REVIEW = "UPDATE policy_version SET review_at = $1, review_by = $2
        WHERE id = $3 AND review_at IS NULL AND ended_at IS NULL";
    ANNOUNCE = "UPDATE policy_version SET announced_at = $1, announced_by = $2, second_by = $3
        WHERE id = $4 AND review_at IS NOT NULL AND announced_at IS NULL AND ended_at IS NULL";
    END = "UPDATE policy_version SET ended_at = $1, ended_by = $2 WHERE id = $3 AND ended_at IS NULL";
    KNOWN = "UPDATE policy_version SET told_at = $1 WHERE id = $2 AND told_at IS NULL AND ended_at IS NULL";
    END_KNOWN = "UPDATE policy_version SET ended_told_at = $1 WHERE id = $2 AND ended_told_at IS NULL";
    TO_TELL = "SELECT p.member FROM person p WHERE p.member > $1 AND p.erased_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM policy_notice n WHERE n.id = $2 AND n.member = p.member AND n.what = 'coming')
        ORDER BY p.member LIMIT $3";
    TO_UNTELL = "SELECT n.member FROM policy_notice n WHERE n.member > $1 AND n.id = $2 AND n.what = 'coming'
          AND NOT EXISTS (SELECT 1 FROM policy_notice w WHERE w.id = n.id AND w.member = n.member AND w.what = 'withdrawn')
        ORDER BY n.member LIMIT $3";
    TELL = "INSERT INTO policy_notice (id, member, what, told_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id, member, what) DO NOTHING";
    TOLD_COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM policy_notice WHERE id = $1 AND what = $2";
    SAME_HASH = "SELECT id FROM policy_version WHERE hash = $1 AND ended_at IS NULL ORDER BY id";
    UNKEPT = "SELECT a.hash, a.version, a.effective_at, a.adopted_at FROM policy_adopted a
        WHERE NOT EXISTS (SELECT 1 FROM policy_version v WHERE v.hash = a.hash) ORDER BY a.adopted_at, a.hash";
    KEPT = "SELECT id FROM policy_version WHERE hash = $1 AND announced_at IS NOT NULL AND ended_at IS NULL ORDER BY id LIMIT 1";
}

db::row! {
    /// A version of the policy, and what happened to it.
    pub struct Version {
        /// Its id.
        pub id: VersionId,
        /// The hash of its facts and words.
        pub hash: String,
        /// The date it is known by.
        pub version: String,
        /// From when it says that it binds.
        pub effective_at: At,
        /// When it was drafted.
        pub drafted_at: At,
        /// By whom; nobody: at the terminal, or from the files a house began with.
        pub drafted_by: Option<StaffId>,
        /// When it was put up for review.
        pub review_at: Option<At>,
        /// By whom.
        pub review_by: Option<StaffId>,
        /// When it was announced.
        pub announced_at: Option<At>,
        /// Who decided so.
        pub announced_by: Option<StaffId>,
        /// Who agreed, where it widens.
        pub second_by: Option<StaffId>,
        /// Since when every member knows.
        pub told_at: Option<At>,
        /// When it was discarded or withdrawn.
        pub ended_at: Option<At>,
        /// By whom.
        pub ended_by: Option<StaffId>,
        /// Since when everybody who was told of it knows that it will not come.
        pub ended_told_at: Option<At>,
        /// When it came into force.
        pub adopted_at: Option<At>,
    }
}
