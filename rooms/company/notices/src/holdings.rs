//! What this room holds of a person, and how it ends.

use db::{Ending, Holding};

db::sql! {
    TAKE_NOTICES = "SELECT id, kind, about, yen, told_at, listed_at, read_at, letter FROM notice WHERE member = $1 ORDER BY id";
    END_NOTICES = "DELETE FROM notice WHERE member = $1";
    TAKE_LETTERS = "SELECT id, state, put_at, due_at, tries, ended_at, answer FROM letter WHERE member = $1 ORDER BY id";
    END_LETTERS = "DELETE FROM letter WHERE member = $1";
    TAKE_LETTER_STOP = "SELECT letter, answer, stopped_at FROM letter_stop WHERE member = $1";
    END_LETTER_STOP = "DELETE FROM letter_stop WHERE member = $1";
    TAKE_NOTICE_CHOICES = "SELECT kind, channel, turned_on, chosen_at FROM notice_choice WHERE member = $1 ORDER BY kind, channel";
    END_NOTICE_CHOICES = "DELETE FROM notice_choice WHERE member = $1";
    TAKE_HOOKS = "SELECT id, generation, rotated_at, made_at, failing_at, stopped_at, stopped_why, removed_at FROM webhook WHERE member = $1 ORDER BY id";
    END_HOOK_DELIVERIES = "DELETE FROM webhook_delivery WHERE webhook IN (SELECT id FROM webhook WHERE member = $1)";
    END_HOOK_KINDS = "DELETE FROM webhook_kind WHERE webhook IN (SELECT id FROM webhook WHERE member = $1)";
    END_HOOKS = "DELETE FROM webhook WHERE member = $1";
    TAKE_HOOK_DELIVERIES = "SELECT id, webhook, kind, about, yen, told_at, state, tries, tried_at, answer, why FROM webhook_delivery WHERE webhook IN (SELECT id FROM webhook WHERE member = $1) ORDER BY id";
    TAKE_HOOK_KINDS = "SELECT webhook, kind FROM webhook_kind WHERE webhook IN (SELECT id FROM webhook WHERE member = $1) ORDER BY webhook, kind";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::shut(
        "notice",
        TAKE_NOTICES,
        Ending::Gone(&[END_NOTICES]),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "letter",
        TAKE_LETTERS,
        Ending::Gone(&[END_LETTERS]),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "letter_stop",
        TAKE_LETTER_STOP,
        Ending::Gone(&[END_LETTER_STOP]),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "notice_choice",
        TAKE_NOTICE_CHOICES,
        Ending::Gone(&[END_NOTICE_CHOICES]),
        &["member"],
        "whose rows these are",
    ),
    // Before the rows that lead to them.
    Holding::rows("webhook_delivery", TAKE_HOOK_DELIVERIES, Ending::Gone(&[END_HOOK_DELIVERIES])),
    Holding::rows("webhook_kind", TAKE_HOOK_KINDS, Ending::Gone(&[END_HOOK_KINDS])),
    Holding::shut(
        "webhook",
        TAKE_HOOKS,
        Ending::Gone(&[END_HOOKS]),
        &["member"],
        "whose rows these are",
    ),
];
