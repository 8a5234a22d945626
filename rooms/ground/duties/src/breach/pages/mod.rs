//! Pages of breaches: the desk of whoever answers for personal data, and what the people see.

pub(crate) mod deeds;
pub(crate) mod list;
pub(crate) mod mine;
pub(crate) mod one;
pub(crate) mod paper;

/// Beside which field a refusal stands.
const BESIDE: &[(&str, &str)] = &[
    ("duties.no_such_way", "whom"),
    ("duties.wrong_window", "until"),
    ("duties.no_statement", "en"),
];
