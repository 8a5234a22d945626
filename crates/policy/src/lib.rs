//! The privacy policy as facts: read, checked, compared with another version, shown in each
//! language, and compiled to the table by which every opening of personal data is decided.
//!
//! Pure: callers bring the text, the instant and the names of the files. The page a visitor reads
//! and the table the program obeys come out of the same `Policy`, and both carry its hash.

#[macro_use]
mod words;
mod again;
mod calendar;
mod check;
mod compare;
mod compile;
mod decide;
mod facts;
mod hold;
mod load;
mod node;
mod prose;
mod published;
mod reader;
mod render;
mod running;
mod sets;
mod terms;

pub use again::asked_again;
pub use calendar::{Day, Measure, Unit, Weekday};
pub use compare::{Change, Class, compare};
pub use decide::{Ask, Compiled, Decision, Standing, Withheld};
pub use facts::{
    Choice, Clock, Contact, Cookie, Judgement, LawProfile, Operator, Origin, Policy, PurposeFacts,
    Recipient, Retention, RightFacts,
};
pub use hold::{Difference, Use, ViewFacts, hold_all, holds, uses};
pub use load::{Source, Sources, check, parse};
pub use node::Flaw;
pub use prose::{Prose, file_of};
pub use render::{
    Block, Letter, Notice, NoticeChoice, NoticeLine, Page, Section, change_letter, change_lines,
    describe, form_notice, page, record_of_processing, show, show_changes,
};
pub use running::{NotYet, Running};
pub use sets::{
    ChoiceId, ChoiceSet, FieldSet, KindSet, LawSet, PurposeSet, RecipientId, RecipientSet, RoleSet,
};
pub use terms::Terms;
pub use words::{
    Basis, Category, ChoiceKind, Field, Lang, Law, LegalClock, Means, Provision, Purpose,
    RecipientKind, RetentionClass, Right, Role, Route, StartEvent,
};
