//! The privacy policy as facts: read, checked, compared with another version, shown in each
//! language, and compiled to the table by which every opening of personal data is decided.
//!
//! Pure: callers bring the text, the instant and the names of the files. The page a visitor reads
//! and the table the program obeys come out of the same `Policy`, and both carry its hash.

#[macro_use]
mod words;
mod calendar;
mod decide;
mod sets;

pub use calendar::{Day, Measure, Unit, Weekday};
pub use decide::{Ask, Compiled, Decision, Standing, Withheld};
pub use sets::{
    ChoiceId, ChoiceSet, FieldSet, LawSet, PurposeSet, RecipientId, RecipientSet, RoleSet,
};
pub use words::{
    Basis, Category, ChoiceKind, Field, Lang, Law, LegalClock, Means, Provision, Purpose,
    RecipientKind, RetentionClass, Right, Role, Route, StartEvent,
};
