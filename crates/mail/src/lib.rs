//! Letters: made, signed, handed to a mail server, and what comes back when one cannot be
//! delivered.
//!
//! A [`Letter`] is text and simple HTML for one person; [`Mailer::send`] makes a message of it,
//! signs it by DKIM and hands it over. The answer is typed, because what follows differs:
//! [`Sending::Sent`]; [`Sending::Later`], to be tried again with the *same* Message-ID, so that an
//! answer that got lost never makes two letters of one; [`Sending::Never`], because the server
//! knows that the address takes none.
//!
//! Without a mail server letters go to an [`Outbox`] in memory: for demonstrations, where one wants
//! to read them. It is never on a disk, because a letter says who somebody is.
//!
//! No address is in a `Debug`, an error or a log line of this crate. The sentences of mail servers
//! are not passed on either: they repeat addresses. Their codes are.
//!
//! ```
//! use kernel::At;
//! use mail::{Address, Letter, Mailer, Sender, Sending};
//!
//! let sender = Sender::new("Daiko", "notices@house.example")?;
//! let mailer = Mailer::to_outbox(sender, Vec::new());
//! let letter = Letter {
//!     id: "ltr_1".into(),
//!     to: Address::parse("somebody@example.org")?,
//!     subject: "You won".into(),
//!     text: "You won a lot.".into(),
//!     html: "<p>You won a lot.</p>".into(),
//!     unsubscribe: None,
//!     at: At::from_secs(1_795_348_800),
//! };
//! let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
//! assert_eq!(runtime.block_on(mailer.send(&letter)), Sending::Sent);
//! assert_eq!(mailer.outbox().expect("an outbox").letters().len(), 1);
//! # Ok::<(), kernel::Refused>(())
//! ```

mod address;
mod bounce;
mod compose;
mod dkim;
mod letter;
mod mailer;
mod outbox;
mod refusals;
mod smtp;

pub use address::{Address, Sender};
pub use bounce::{Bounce, read_bounce};
pub use compose::compose;
pub use dkim::Dkim;
pub use letter::Letter;
pub use mailer::{Mailer, Sending};
pub use outbox::{Outbox, Posted};
pub use refusals::MailRefusal;
pub use smtp::{Security, Smtp, SmtpSettings};

/// Whose hands carry letters: a mail server that hangs holds up letters and nothing else.
pub const HANDS: &str = "mail";
