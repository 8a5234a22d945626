use std::sync::Arc;

use kernel::Refused;

use crate::{Dkim, Letter, Outbox, Sender, Smtp, SmtpSettings, compose};

/// What became of a letter that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sending {
    /// The server has it.
    Sent,
    /// Not now: the server is away, or said 4xx. The same letter is to be tried again.
    Later {
        /// Why, in a few words and without an address.
        why: String,
    },
    /// The server refused the letter for good.
    Never {
        /// Its code: 550, 553 …
        code: u16,
        /// Whether it was the address that it refused: the address takes no letters.
        bounced: bool,
    },
}

/// The way letters go.
#[derive(Clone)]
pub struct Mailer {
    from: Sender,
    keys: Arc<[Dkim]>,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Server(Arc<Smtp>),
    Memory(Outbox),
}

impl Mailer {
    /// To a mail server. Each key adds a signature.
    pub fn to_server(
        from: Sender,
        keys: Vec<Dkim>,
        settings: SmtpSettings,
    ) -> Result<Mailer, Refused> {
        Ok(Mailer { from, keys: keys.into(), way: Way::Server(Arc::new(Smtp::new(settings)?)) })
    }

    /// To an outbox in memory.
    pub fn to_outbox(from: Sender, keys: Vec<Dkim>) -> Mailer {
        Mailer { from, keys: keys.into(), way: Way::Memory(Outbox::default()) }
    }

    /// The outbox, where there is one.
    pub fn outbox(&self) -> Option<&Outbox> {
        match &self.way {
            Way::Memory(outbox) => Some(outbox),
            Way::Server(_) => None,
        }
    }

    /// Hands a letter over.
    pub async fn send(&self, letter: &Letter) -> Sending {
        let message = match self.message(letter) {
            Ok(message) => message,
            Err(refused) => return Sending::Later { why: refused.to_string() },
        };
        match &self.way {
            Way::Memory(outbox) => {
                outbox.take(letter, message);
                Sending::Sent
            }
            Way::Server(server) => match self.from.return_path(&letter.id) {
                Ok(path) => server.hand_over(path, letter, &message).await,
                Err(refused) => Sending::Later { why: refused.to_string() },
            },
        }
    }

    /// The message with its signatures before it.
    fn message(&self, letter: &Letter) -> Result<Vec<u8>, Refused> {
        let message = compose(letter, &self.from)?;
        let mut signed = Vec::with_capacity(message.len() + 600);
        for key in self.keys.iter() {
            signed.extend_from_slice(key.header(&message, letter.at)?.as_bytes());
        }
        signed.extend_from_slice(&message);
        Ok(signed)
    }
}
