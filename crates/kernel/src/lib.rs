//! The words the whole house is built from: money, time, the Japanese calendar, ids, refusals,
//! faults, pages of a list.
//!
//! Pure: no async, no clock, no dice, no database, no serialisation of inner types.

mod at;
mod day;
mod holiday;
mod hours;
mod id;
mod paging;
mod refusal;
mod source;
mod word;
mod yen;

pub use at::{At, Span};
pub use day::{Day, Weekday};
pub use hours::{Desk, Hours};
pub use id::*;
pub use paging::Page;
pub use refusal::{Arg, Fault, Refusal, RefusalKind, Refused};
pub use source::{Clock, Dice, FastClock};
pub use word::Word;
pub use yen::{Round, Yen, YenOverflow};
