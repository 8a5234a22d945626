use std::fmt;

use super::Shown;

/// A personal value that a view opened. Only the vault makes one. Its `Debug` says nothing, it
/// cannot be printed, serialised, compared or cloned; a page shows it by writing it into the
/// template, and code reads it by [`Opened::show`].
pub struct Opened<T>(T);

impl<T: Shown> Opened<T> {
    pub(crate) fn new(value: T) -> Opened<T> {
        Opened(value)
    }
    /// The value: whoever writes this word reads personal data.
    pub fn show(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Opened<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opened(…)")
    }
}

/// A page may show what a view opened, and nothing else personal: the words in reading order.
impl<T: Shown> maud::Render for Opened<T> {
    fn render_to(&self, page: &mut String) {
        let mut first = true;
        for word in self.0.words().into_iter().filter(|word| !word.is_empty()) {
            if !first {
                page.push(' ');
            }
            maud::Render::render_to(word, page);
            first = false;
        }
    }
}
