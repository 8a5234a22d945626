//! What this room holds of a person, and how it ends.

use db::{Ending, Holding};

db::sql! {
    TAKE_PEOPLE = "SELECT incident, laws, is_sealed, added_at, left_at, told_at, letter, letter_at
        FROM incident_person WHERE member = $1 AND told_at IS NOT NULL ORDER BY incident";
    TAKE_REACHES = "SELECT incident, n, way, from_at, until_at, dropped_n FROM incident_reach
        WHERE way = 'account' AND whom = $1 ORDER BY incident, n";
    TAKE_ORDERED = "SELECT warrant, held, given_at, told_at FROM warrant_person
        WHERE member = $1 AND told_at IS NOT NULL ORDER BY warrant";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::shut(
        "incident_person",
        TAKE_PEOPLE,
        Ending::Duty("request"),
        &["member"],
        "whose rows these are",
    ),
    Holding::shut(
        "incident_reach",
        TAKE_REACHES,
        Ending::Duty("request"),
        &["whom"],
        "whose account it was; of other ways, who of the staff: they are people too",
    ),
    Holding::shut(
        "warrant_person",
        TAKE_ORDERED,
        Ending::Duty("request"),
        &["member"],
        "whose rows these are",
    ),
    Holding::nothing("handover", "businesses given away or taken over; whom stands in privacy"),
    Holding::nothing("warrant", "what authorities ordered; whom it names stands beside it"),
    Holding::nothing("incident", "what happened to the house, and when"),
    Holding::nothing(
        "incident_step",
        "facts about what happened, and who of the staff stated them",
    ),
    Holding::nothing("incident_paper", "versions of a report; their words lie in the vault"),
    Holding::nothing("incident_report", "what was handed in to an authority"),
    Holding::nothing("incident_statement", "words for everybody, which name nobody"),
    Holding::nothing("incident_alarm", "clocks that rang"),
];
