//! Orders of authorities in their tables.

use kernel::{At, MemberId, WarrantId};

use super::rules::{Asks, State};

db::stored!(Asks, State);

db::sql! {
    PROPOSE = "INSERT INTO warrant (id, authority, article, document, dated, asks, pieces, keep_until, tell_at, state,
            opened_at, opened_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11)";
    WARRANT = "SELECT id, authority, article, document, dated, asks, pieces, keep_until, tell_at, state, opened_at,
            opened_by, ended_at, ended_by, ground, file_until, handed_at, handed_by, told_at
        FROM warrant WHERE id = $1";
    WARRANTS = "SELECT id, authority, article, document, dated, asks, pieces, keep_until, tell_at, state, opened_at,
            opened_by, ended_at, ended_by, ground, file_until, handed_at, handed_by, told_at
        FROM warrant WHERE id < $1
        ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, id DESC LIMIT $2";
    ALL_IDS = "SELECT id FROM warrant ORDER BY id";
    END = "UPDATE warrant SET state = $1, ended_at = $2, ended_by = $3, ground = $4, file_until = $5, forget_at = $6
        WHERE id = $7 AND state = 'open'";
    NAME_PERSON = "INSERT INTO warrant_person (warrant, member) VALUES ($1, $2)";
    PERSONS = "SELECT member, held, given_at, told_at FROM warrant_person WHERE warrant = $1 ORDER BY member";
    HELD = "UPDATE warrant_person SET held = $1, given_at = $2 WHERE warrant = $3 AND member = $4";
    TOLD_PERSON = "UPDATE warrant_person SET told_at = $1 WHERE warrant = $2 AND member = $3 AND told_at IS NULL";
    HANDED = "UPDATE warrant SET handed_at = $1, handed_by = $2
        WHERE id = $3 AND handed_at IS NULL AND file_until > $1";
    TELL_AT = "UPDATE warrant SET tell_at = $1 WHERE id = $2 AND told_at IS NULL";
    TOLD = "UPDATE warrant SET told_at = $1 WHERE id = $2 AND told_at IS NULL";
    TOLD_TO = "SELECT w.id, p.told_at FROM warrant_person p JOIN warrant w ON w.id = p.warrant
        WHERE p.member = $1 AND p.told_at IS NOT NULL ORDER BY w.id DESC";
    LAPSED = "SELECT id FROM warrant WHERE file_until <= $1 AND handed_at IS NULL ORDER BY id LIMIT 20";
    NO_FILE = "UPDATE warrant SET file_until = NULL WHERE id = $1";
    DUE = "SELECT id FROM warrant WHERE forget_at <= $1 AND (told_at IS NOT NULL OR state <> 'done')
        ORDER BY forget_at, id LIMIT 20";
    DROP_PERSONS = "DELETE FROM warrant_person WHERE warrant = $1";
    DROP = "DELETE FROM warrant WHERE id = $1";
}

db::row! {
    /// An order.
    pub struct Warrant {
        /// The order.
        pub id: WarrantId,
        /// Which authority, by its code in the policy.
        pub authority: String,
        /// On which article it rests.
        pub article: String,
        /// The number of its document.
        pub document: String,
        /// The day of the document.
        pub dated: String,
        /// What it asks for.
        pub asks: Asks,
        /// Which pieces, by their words.
        pub pieces: String,
        /// Until when copies are kept for it.
        pub keep_until: At,
        /// When the people may be told.
        pub tell_at: Option<At>,
        /// Where it stands.
        pub state: State,
        /// When it was written down.
        pub opened_at: At,
        /// By whom.
        pub opened_by: String,
        /// When it ended.
        pub ended_at: Option<At>,
        /// By whom.
        pub ended_by: Option<String>,
        /// Why it was refused or taken back.
        pub ground: Option<String>,
        /// Until when the file waits.
        pub file_until: Option<At>,
        /// When it was handed out.
        pub handed_at: Option<At>,
        /// By whom.
        pub handed_by: Option<String>,
        /// When the people were told.
        pub told_at: Option<At>,
    }
    /// Somebody an order names.
    pub struct Person {
        /// Whom.
        pub member: MemberId,
        /// Which of the pieces there were.
        pub held: Option<String>,
        /// When they were handed over.
        pub given_at: Option<At>,
        /// When they were told.
        pub told_at: Option<At>,
    }
}
