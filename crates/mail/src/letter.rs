use std::fmt;

use kernel::At;

use crate::Address;

/// A letter to one person.
#[derive(Clone)]
pub struct Letter {
    /// Its id, the same at every try: Message-ID and return path are made of it.
    pub id: String,
    /// To whom.
    pub to: Address,
    /// What about. A line break in it becomes a space.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as simple HTML.
    pub html: String,
    /// The page on which one says not to be written to about this any more.
    pub unsubscribe: Option<String>,
    /// When it was written.
    pub at: At,
}

// Why: a letter says who somebody is.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({})", self.id)
    }
}
