//! What sessions and the API may hold of a person.

use db::{Ending, Holding};

db::sql! {
    TAKE_SESSIONS = "SELECT id, kind, made_at, seen_at, ends_at, browser, system FROM session WHERE kind = 'member' AND person = $1 ORDER BY id";
    END_SESSIONS = "DELETE FROM session WHERE kind = 'member' AND person = $1";
    TAKE_BROWSERS = "SELECT kind, made_at, ends_at FROM known_browser WHERE kind = 'member' AND person = $1 ORDER BY made_at";
    END_BROWSERS = "DELETE FROM known_browser WHERE kind = 'member' AND person = $1";
    TAKE_TOKENS = "SELECT id, label, scopes, made_at, ends_at, used_at FROM api_token WHERE member = $1 ORDER BY id";
    END_TOKENS = "DELETE FROM api_token WHERE member = $1";
    TAKE_ANSWERS = "SELECT body, ends_at FROM api_answer WHERE member = $1 ORDER BY ends_at";
    END_ANSWERS = "DELETE FROM api_answer WHERE member = $1";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::shut(
        "session",
        TAKE_SESSIONS,
        Ending::Gone(&[END_SESSIONS]),
        &["token_hash", "person"],
        "the hash of a secret: it opens what is theirs",
    ),
    Holding::shut(
        "known_browser",
        TAKE_BROWSERS,
        Ending::Gone(&[END_BROWSERS]),
        &["token_hash", "person"],
        "the hash of a secret: it shows a browser of theirs",
    ),
    Holding::shut(
        "api_token",
        TAKE_TOKENS,
        Ending::Gone(&[END_TOKENS]),
        &["token_hash", "member"],
        "the hash of a secret: it opens what is theirs",
    ),
    Holding::shut(
        "api_answer",
        TAKE_ANSWERS,
        Ending::Gone(&[END_ANSWERS]),
        &["key_hash", "asked_hash", "member"],
        "the hash of a secret: it opens what is theirs",
    ),
];
