//! What this room holds of a person.

use db::Holding;

/// What the tables known here may hold of a person: a list itself is drawn while it is taken and
/// kept nowhere.
pub const HOLDINGS: &[Holding] = &[
    Holding::nothing(
        "export",
        "which lists people who work here asked for, by their ids; who is on one lies in it alone",
    ),
    Holding::nothing("export_taking", "how many rows were taken and when"),
];
