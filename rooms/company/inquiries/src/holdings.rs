//! What this room holds of a person, and how it ends.

use db::{Ending, Holding};

db::sql! {
    TAKE_LETTERS = "SELECT id, inquiry, what, state, put_at, tries, ended_at, answer FROM inquiry_letter
        WHERE inquiry IN (SELECT id FROM inquiry WHERE person = $1) ORDER BY id";
    END_LETTERS = "DELETE FROM inquiry_letter WHERE inquiry IN (SELECT id FROM inquiry WHERE person = $1)";
    TAKE_STEPS = "SELECT inquiry, n, at, event FROM inquiry_step
        WHERE inquiry IN (SELECT id FROM inquiry WHERE person = $1) ORDER BY inquiry, n";
    END_STEPS = "DELETE FROM inquiry_step WHERE inquiry IN (SELECT id FROM inquiry WHERE person = $1)";
    TAKE_FILES = "SELECT id, inquiry, message, kind, size_bytes FROM inquiry_file
        WHERE inquiry IN (SELECT id FROM inquiry WHERE person = $1) ORDER BY id";
    END_FILES = "DELETE FROM inquiry_file WHERE inquiry IN (SELECT id FROM inquiry WHERE person = $1)";
    TAKE_MESSAGES = "SELECT id, inquiry, author, written_at FROM inquiry_message
        WHERE inquiry IN (SELECT id FROM inquiry WHERE person = $1) ORDER BY id";
    END_MESSAGES = "DELETE FROM inquiry_message WHERE inquiry IN (SELECT id FROM inquiry WHERE person = $1)";
    TAKE_CASES = "SELECT id, way, language, topic, order_id, opened_at, last_at, waits_since, first_due_at,
            first_answered_at, resolve_due_at, due_at, assigned_at, officer_at, closed_at, forget_at
        FROM inquiry WHERE person = $1 ORDER BY id";
    END_CASES = "DELETE FROM inquiry WHERE person = $1";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    // Before the rows that lead to them.
    Holding::rows("inquiry_letter", TAKE_LETTERS, Ending::Gone(&[END_LETTERS])),
    Holding::shut(
        "inquiry_step",
        TAKE_STEPS,
        Ending::Gone(&[END_STEPS]),
        &["author"],
        "who of the staff it was",
    ),
    Holding::rows("inquiry_file", TAKE_FILES, Ending::Gone(&[END_FILES])),
    Holding::shut(
        "inquiry_message",
        TAKE_MESSAGES,
        Ending::Gone(&[END_MESSAGES]),
        &["staff"],
        "who of the staff it was",
    ),
    Holding::shut(
        "inquiry",
        TAKE_CASES,
        Ending::Gone(&[END_CASES]),
        &["person", "assigned_to"],
        "whose rows these are, and who of the staff has them",
    ),
];
