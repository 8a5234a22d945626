//! What work that waits may hold of a person: the ids in its bodies.

use db::{Held, Holding};

db::sql! {
    TAKE_JOBS = "SELECT id, lane, kind, key, body, due_at, rank, attempts, last_error, dead_at, created_at FROM job ORDER BY id";
    END_JOB = "DELETE FROM job WHERE id = $1";
}

/// What the tables known here may hold of a person.
pub const HOLDINGS: &[Holding] = &[
    Holding {
        table: "job",
        held: Held::Waiting {
            take: TAKE_JOBS,
            shut: &["leased_by", "hands"],
            why: "the worker that has it in hand, and whose hands do",
            end: END_JOB,
        },
    },
    Holding::nothing("job_worker", "processes of the house"),
];
