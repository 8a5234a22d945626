//! What this room holds of a member, and how it ends.

use db::{Ending, Holding};

db::sql! {
    TAKE_WISHES = "SELECT id, what, why, asked_at, ends_at, answer, answered_at, done_at FROM approval WHERE subject = $1 ORDER BY id";
    END_WISHES = "UPDATE approval SET why = 'erased' WHERE subject = $1";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::shut(
        "approval",
        TAKE_WISHES,
        Ending::Bare(&[END_WISHES]),
        &["subject", "asked_by", "answered_by"],
        "who of the staff: they are people too",
    ),
    Holding::nothing(
        "staff",
        "people who work here, by their ids; their rights are asked for at their employer",
    ),
    Holding::nothing(
        "staff_role",
        "people who work here, by their ids; their rights are asked for at their employer",
    ),
];
