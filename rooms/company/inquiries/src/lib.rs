//! Inquiries: the contact desk. Whoever has a question writes it down, with an account or without
//! one; each case is a thread between them and the desk, bound to an order where it is about one.
//! A parcel is the way home of one order, so a case about a parcel names that order.
//!
//! What is written, the files, and how somebody without an account is reached lie sealed in the
//! vault under the class of inquiries, each piece at its own id. They are opened through
//! [`VIEWS`], on record, and destroyed when the policy says: a year after the case was closed, or
//! with the person. The rows here say who, when and how long, and go with them.
//!
//! Letters hold a link and no words: the policy gives whoever carries letters an address and
//! nothing of a case. Members hear by notices; somebody without an account gets a secret link that
//! opens their one case, and is nowhere but in the letter.
//!
//! Two clocks run in hours of work: until the first answer, and until the case is closed.
//!
//! What this room never does: take a file for what its name says, show one inside a page, or hand a
//! case that was given to the privacy officer to anybody else.
//!
//! Plugs: [`Post`]; views: [`VIEWS`]; [`handlers`], [`routes`], [`Sweep`] on the schedule.

mod acts;
mod api;
mod files;
mod holdings;
mod jobs;
mod letters;
mod news;
mod pages;
mod post;
mod promise;
mod refusals;
mod rules;
mod staff;
mod store;
mod thread;
mod views;

pub use self::jobs::{SendLetter, Sweep, handlers};
pub use acts::desk::{answer, assign, claim, close, hand_back, hand_over, note, reopen};
pub use acts::letter::{case_path, take_bounce};
pub use acts::open::{Asker, NewCase, open};
pub use acts::rename::rename;
pub use acts::write::write;
pub use files::{FileKind, Given, MOST_FILE_BYTES, MOST_FILES, sniff};
pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use news::News;
pub use pages::routes;
pub use post::Post;
pub use promise::Promise;
pub use refusals::InquiriesRefusal;
pub use rules::{Author, By, Event, MOST_A_DAY, MOST_BYTES, MOST_OPEN, MOST_WORDS, Topic, Way};
/// Every SQL text of this room.
pub use store::{
    ALL as SQL, Case, File, Message, Step, case, files_of, history, letters_of, messages_of,
};
pub use views::VIEWS;

/// The texts of this room.
pub const TEXTS: web::Texts = web::texts!("inquiries");
