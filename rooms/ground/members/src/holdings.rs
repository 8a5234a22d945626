//! What this room holds of a person, and how it ends.

use db::{Ending, Holding};

db::sql! {
    TAKE_MEMBER = "SELECT id, language, time_zone, live_bids_most, highest_bid_yen, created_at, closed_at, proved_at, limits_by, limits_at, limits_why FROM member WHERE id = $1";
    END_MEMBER = "UPDATE member SET password = '', language = 'en', time_zone = 'UTC', limits_why = NULL WHERE id = $1";
    TAKE_NOTED = "SELECT id, what, said, done_at FROM staff_act WHERE about = $1 ORDER BY id";
    END_NOTED = "UPDATE staff_act SET said = 'erased' WHERE about = $1";
    TAKE_CURRENCY = "SELECT currency, chosen_at FROM currency_choice WHERE member = $1";
    END_CURRENCY = "DELETE FROM currency_choice WHERE member = $1";
    TAKE_PROOFS = "SELECT id, what, made_at, ends_at, ended_at FROM proof WHERE member = $1 ORDER BY id";
    END_PROOFS = "DELETE FROM proof WHERE member = $1";
    TAKE_FACTOR = "SELECT id, made_at, confirmed_at, wrong, wrong_at FROM second_factor WHERE person = $1";
    END_FACTOR = "DELETE FROM second_factor WHERE person = $1";
    TAKE_RECOVERY = "SELECT made_at, used_at FROM recovery_code WHERE person = $1 ORDER BY made_at";
    END_RECOVERY = "DELETE FROM recovery_code WHERE person = $1";
    TAKE_HALVES = "SELECT made_at, ends_at FROM half_session WHERE kind = 'member' AND person = $1 ORDER BY made_at";
    END_HALVES = "DELETE FROM half_session WHERE kind = 'member' AND person = $1";
    TAKE_PASSKEYS = "SELECT id, label, made_at, used_at, doubted_at FROM passkey WHERE kind = 'member' AND person = $1 ORDER BY id";
    END_PASSKEYS = "DELETE FROM passkey WHERE kind = 'member' AND person = $1";
    TAKE_CEREMONIES = "SELECT id, what, ends_at FROM ceremony WHERE person = $1 ORDER BY id";
    END_CEREMONIES = "DELETE FROM ceremony WHERE person = $1";
    TAKE_LINKS = "SELECT id, made_at, used_at FROM linked_sign_in WHERE member = $1 ORDER BY id";
    END_LINKS = "DELETE FROM linked_sign_in WHERE member = $1";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::nothing(
        "exchange_rate",
        "what currencies are worth; who entered it is somebody who works here, by their id",
    ),
    Holding::shut(
        "member",
        TAKE_MEMBER,
        Ending::Bare(&[END_MEMBER]),
        &["password"],
        "the hash of a secret: it opens what is theirs",
    ),
    Holding::shut(
        "staff_act",
        TAKE_NOTED,
        Ending::Bare(&[END_NOTED]),
        &["about", "staff"],
        "whose rows these are, and who of the staff: they are people too",
    ),
    Holding::shut(
        "currency_choice",
        TAKE_CURRENCY,
        Ending::Gone(&[END_CURRENCY]),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "proof",
        TAKE_PROOFS,
        Ending::Gone(&[END_PROOFS]),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "second_factor",
        TAKE_FACTOR,
        Ending::Gone(&[END_FACTOR]),
        &["person", "last_step"],
        "which code was taken last: it guards the account",
    ),
    Holding::shut(
        "recovery_code",
        TAKE_RECOVERY,
        Ending::Gone(&[END_RECOVERY]),
        &["person", "hash"],
        "the hash of a secret: it opens what is theirs",
    ),
    Holding::shut(
        "half_session",
        TAKE_HALVES,
        Ending::Gone(&[END_HALVES]),
        &["token_hash", "kind", "person"],
        "the hash of a secret: it opens what is theirs",
    ),
    Holding::shut(
        "passkey",
        TAKE_PASSKEYS,
        Ending::Gone(&[END_PASSKEYS]),
        &["kind", "person", "credential", "body"],
        "the public half of a key that the person holds",
    ),
    Holding::shut(
        "ceremony",
        TAKE_CEREMONIES,
        Ending::Gone(&[END_CEREMONIES]),
        &["browser", "person", "body"],
        "a riddle for one browser, good for minutes",
    ),
    Holding::shut(
        "linked_sign_in",
        TAKE_LINKS,
        Ending::Gone(&[END_LINKS]),
        &["member"],
        "whose rows these are",
    ),
    Holding::nothing("sign_in_try", "keyed hashes of what was typed, forgotten within a day"),
];
