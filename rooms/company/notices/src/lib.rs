//! Notices: what a member is told of what is theirs, on the site, by letter, by webhook.
//!
//! The rooms below tell what happened as news; the app hands it here as a [`Fact`] of ids, a word
//! and a figure, and [`tell`] notes it for each channel the member chose. Words are made of
//! templates in the reader's language when they are shown or leave; the address is opened at that
//! moment, for that letter, on record. So no row and no job says who somebody is.
//!
//! A letter is intended, handed over and confirmed: it is sent once, or, when the server's answer
//! was lost, again under the same Message-ID. A server that is away loses nothing. More than
//! [`rules::LETTERS_AN_HOUR`] letters are gathered into one. An address that takes no letters is
//! written to no more, and its member is told on the site.
//!
//! A webhook is a member's own program: its place lies in the vault, its messages are signed by the
//! Standard Webhooks scheme, hold ids and figures alone, and never go into a private network.
//!
//! What this room never does: advertise. [`Kind`] has no word for it.
//!
//! Plugs: [`Post`]; views: [`VIEWS`]; [`handlers`], [`routes`], and [`RemindStorage`] on the
//! schedule.

mod acts;
mod api;
mod facts;
mod holdings;
mod hook;
mod jobs;
mod letters;
mod news;
mod pages;
mod post;
mod refusals;
pub mod rules;
mod store;
mod views;

pub use self::jobs::{RemindStorage, SendLetter, handlers, pass_on, tell_of_request};
pub use acts::bounce::take_bounce;
pub use acts::choices::{Choices, choices, choose, read, read_all};
pub use acts::letter::letter;
pub use acts::tell::{tell, tell_of_duty};
pub use acts::webhook::{
    Secret, listen, open_webhook, remove, resume, rotate, send_again, try_out, webhook_of,
};
pub use facts::Storage;
pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use hook::may_be_called;
pub use letters::{Item, Shown, sample, words};
pub use news::Fact;
pub use pages::routes;
pub use post::Post;
pub use refusals::NoticesRefusal;
pub use rules::{Channel, Kind};
/// Every SQL text of this room.
pub use store::{
    ALL as SQL, Delivery, DeliveryState, LetterRow, LetterState, Notice, Stopped, Webhook,
    deliveries_of, kinds_of, letters_of, listed, stopped, unread, webhooks_of,
};
pub use views::VIEWS;

/// This room's texts.
pub const TEXTS: web::Texts = web::texts!("notices");
