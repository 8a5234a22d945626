/// A closed list of words: states, kinds, reasons. Stored as text, shown as text, matched as types.
pub trait Word: Copy + Eq + std::fmt::Debug + 'static {
    /// All of them, in the order they were written.
    const ALL: &'static [Self];
    /// The stable word.
    fn word(self) -> &'static str;
    /// The meaning of a word; `None` when it is not on the list.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|w| w.word() == word)
    }
}

/// Defines an enum whose variants are words.
///
/// ```
/// kernel::words! {
///     /// Whether a lot takes bids.
///     pub enum LotState {
///         /// It does.
///         Open = "open",
///         /// It has ended.
///         Ended = "ended",
///     }
/// }
/// use kernel::Word;
/// assert_eq!(LotState::from_word("ended"), Some(LotState::Ended));
/// assert_eq!(LotState::Open.to_string(), "open");
/// ```
#[macro_export]
macro_rules! words {
    ($(
        $(#[$meta:meta])*
        $vis:vis enum $name:ident { $( $(#[$doc:meta])* $variant:ident = $word:literal ),* $(,)? }
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $( $(#[$doc])* $variant, )* }
        impl $crate::Word for $name {
            const ALL: &'static [Self] = &[ $( $name::$variant, )* ];
            fn word(self) -> &'static str {
                match self { $( $name::$variant => $word, )* }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::Word::word(*self))
            }
        }
    )*};
}
