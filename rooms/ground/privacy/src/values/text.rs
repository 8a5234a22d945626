use std::fmt;

use zeroize::Zeroizing;

/// A piece of personal text. Wiped when dropped; its `Debug` says nothing; it is never printed by
/// accident, only by [`Text::as_str`].
#[derive(Clone, PartialEq, Eq)]
pub struct Text(Zeroizing<String>);

impl Text {
    /// The text, trimmed.
    pub fn new(text: &str) -> Text {
        Text(Zeroizing::new(text.trim().to_owned()))
    }
    /// The text itself: whoever writes this word writes personal data down.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::new(text)
    }
}
impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::new(Zeroizing::new(text).as_str())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Text(…)")
    }
}
