//! The closed vocabularies of a policy. A word that is not here does not exist: it parses to
//! `None`, and whoever asks with it is withheld from.

/// Defines a closed vocabulary: an enum whose members have a stable code.
macro_rules! words {
    ($(
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$doc:meta])* $code:literal $variant:ident; )* }
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$doc])* $variant, )* }

        impl $name {
            /// Every one, in the order of the policy.
            pub const ALL: &'static [$name] = &[ $( $name::$variant, )* ];

            /// The stable code: what the database, the policy file and the log write.
            pub const fn code(self) -> &'static str {
                match self { $( $name::$variant => $code, )* }
            }

            /// Reads a code; `None` for anything else.
            pub fn parse(code: &str) -> Option<$name> {
                match code { $( $code => Some($name::$variant), )* _ => None }
            }

            /// The place in `ALL`.
            pub const fn index(self) -> usize {
                self as usize
            }
        }

        impl $crate::words::Word for $name {
            const KIND: &'static str = stringify!($name);
            const WORDS: &'static [$name] = $name::ALL;
            fn word(self) -> &'static str {
                self.code()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    )*};
}

mod people;
mod routes;

pub use people::{Category, Field, Purpose, Role};
pub use routes::{
    Basis, ChoiceKind, Lang, Law, LegalClock, Means, Provision, RecipientKind, RetentionClass,
    Right, Route, StartEvent,
};

/// What every closed vocabulary can do: so that one reader reads them all.
pub(crate) trait Word: Copy + 'static {
    /// What the vocabulary is called.
    const KIND: &'static str;
    /// Every word.
    const WORDS: &'static [Self];
    /// The code.
    fn word(self) -> &'static str;
}
