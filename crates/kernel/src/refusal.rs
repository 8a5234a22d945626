use std::fmt;

use crate::{At, Span, Yen, YenOverflow};

/// A value a refusal's sentence names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A word or a code.
    Text(String),
    /// A count.
    Number(i64),
    /// An amount.
    Yen(Yen),
    /// An instant.
    At(At),
}

impl fmt::Display for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Arg::Text(text) => f.write_str(text),
            Arg::Number(number) => number.fmt(f),
            Arg::Yen(yen) => yen.fmt(f),
            Arg::At(at) => f.write_str(&at.jst()),
        }
    }
}

impl From<Yen> for Arg {
    fn from(yen: Yen) -> Arg {
        Arg::Yen(yen)
    }
}
impl From<At> for Arg {
    fn from(at: At) -> Arg {
        Arg::At(at)
    }
}
impl From<Span> for Arg {
    fn from(span: Span) -> Arg {
        Arg::Number(span.as_secs())
    }
}
impl From<i64> for Arg {
    fn from(number: i64) -> Arg {
        Arg::Number(number)
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}
impl From<&'static str> for Arg {
    fn from(text: &'static str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

/// The house saying no: a stable code, a status for the web, what the sentence names, and the
/// sentence in English. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `room.reason`, stable for ever: machines and translations key on it.
    pub code: &'static str,
    /// The HTTP status that fits, 400 to 599.
    pub status: u16,
    /// What the sentence names.
    pub args: Vec<(&'static str, Arg)>,
    /// The English sentence: what is wrong and what to do.
    pub english: String,
}

/// One kind of refusal a room can give; the list of all is checked for translations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefusalKind {
    /// The stable code.
    pub code: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The English sentence with `{names}` in it.
    pub english: &'static str,
}

/// The house being broken: for the log, never for the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    what: String,
    passing: bool,
}

impl Fault {
    /// Something that will not mend itself.
    pub fn new(what: impl Into<String>) -> Fault {
        Fault { what: what.into(), passing: false }
    }
    /// Something that trying again may mend.
    pub fn passing(what: impl Into<String>) -> Fault {
        Fault { what: what.into(), passing: true }
    }
    /// Whether trying again may help.
    pub fn is_passing(&self) -> bool {
        self.passing
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}
impl std::error::Error for Fault {}

/// Why an act did not happen: the house said no, or the house is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// A named refusal.
    No(Box<Refusal>),
    /// A fault.
    Broken(Fault),
}

impl Refused {
    /// The refusal's code, or `fault`.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::No(refusal) => refusal.code,
            Refused::Broken(_) => "fault",
        }
    }
    /// The status for the web.
    pub fn status(&self) -> u16 {
        match self {
            Refused::No(refusal) => refusal.status,
            Refused::Broken(_) => 500,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::No(refusal) => write!(f, "{} ({})", refusal.english, refusal.code),
            Refused::Broken(fault) => write!(f, "fault: {fault}"),
        }
    }
}
impl std::error::Error for Refused {}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Refused {
        Refused::Broken(fault)
    }
}
impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Refused {
        Refused::No(Box::new(refusal))
    }
}
impl From<YenOverflow> for Refused {
    fn from(_: YenOverflow) -> Refused {
        Refused::No(Box::new(Refusal {
            code: "money.too_large",
            status: 422,
            args: Vec::new(),
            english: "That amount is larger than the house can count.".into(),
        }))
    }
}

/// Defines a room's refusals: an enum whose variants carry a code, a status and a sentence.
///
/// ```
/// kernel::refusals! {
///     /// Why a bid is not taken.
///     pub enum No {
///         /// The amount is too small.
///         "bidding.below_least" 422 BelowLeast { least: kernel::Yen }
///             = "The least next bid is {least}.";
///         /// The lot has ended.
///         "bidding.lot_closed" 409 LotClosed = "This lot has ended.";
///     }
/// }
/// let refused: kernel::Refused = No::BelowLeast { least: kernel::Yen::new(1_100) }.into();
/// assert_eq!(refused.code(), "bidding.below_least");
/// assert_eq!(refused.to_string(), "The least next bid is ¥1,100. (bidding.below_least)");
/// assert_eq!(No::ALL.len(), 2);
/// ```
#[macro_export]
macro_rules! refusals {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $(
                $(#[$doc:meta])*
                $code:literal $status:literal $variant:ident
                    $({ $($field:ident : $ty:ty),* $(,)? })?
                    = $english:literal;
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $vis enum $name {
            $( $(#[$doc])* $variant $({ $(
                #[doc = concat!("Named in the sentence as `", stringify!($field), "`.")]
                $field: $ty
            ),* })?, )*
        }
        impl $name {
            /// Every refusal of this room.
            pub const ALL: &'static [$crate::RefusalKind] = &[
                $( $crate::RefusalKind { code: $code, status: $status, english: $english }, )*
            ];
        }
        impl From<$name> for $crate::Refusal {
            fn from(no: $name) -> $crate::Refusal {
                match no {
                    $( $name::$variant $({ $($field),* })? => {
                        let args: Vec<(&'static str, $crate::Arg)> =
                            vec![ $($( (stringify!($field), $crate::Arg::from($field)) ),*)? ];
                        let mut english = String::from($english);
                        for (name, arg) in &args {
                            english = english.replace(&format!("{{{name}}}"), &arg.to_string());
                        }
                        $crate::Refusal { code: $code, status: $status, args, english }
                    } )*
                }
            }
        }
        impl From<$name> for $crate::Refused {
            fn from(no: $name) -> $crate::Refused {
                $crate::Refused::No(Box::new(no.into()))
            }
        }
    };
}
