//! Sets of words, one bit each: a decision is a few ands on them.

use crate::words::{Field, Law, Purpose, RecipientKind, Role};

/// Which choice of the policy, by its place in the policy's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChoiceId(pub(crate) u8);

/// Which recipient of the policy, by its place in the policy's list. Good for the policy that gave
/// it alone: rows keep the recipient's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecipientId(pub(crate) u8);

impl ChoiceId {
    /// The place in the policy's list.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl RecipientId {
    /// The place in the policy's list.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
    /// A recipient by its place, known to any policy or not: what is not known is withheld from.
    pub const fn at(index: u8) -> RecipientId {
        RecipientId(index)
    }
}

macro_rules! sets {
    ($($(#[$meta:meta])* $name:ident of $item:ty;)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct $name(pub(crate) u64);

        impl $name {
            /// Nothing.
            pub const EMPTY: $name = $name(0);

            /// This set and one more.
            #[must_use]
            pub const fn with(self, item: $item) -> $name {
                $name(self.0 | (1 << (item.index() & 63)))
            }
            /// This set less one.
            #[must_use]
            pub const fn without(self, item: $item) -> $name {
                $name(self.0 & !(1 << (item.index() & 63)))
            }
            /// Whether the item is in.
            pub const fn has(self, item: $item) -> bool {
                self.0 & (1 << (item.index() & 63)) != 0
            }
            /// Whether every item of `other` is in.
            pub const fn covers(self, other: $name) -> bool {
                other.0 & !self.0 == 0
            }
            /// Whether any item of `other` is in.
            pub const fn touches(self, other: $name) -> bool {
                self.0 & other.0 != 0
            }
            /// Both together.
            #[must_use]
            pub const fn or(self, other: $name) -> $name {
                $name(self.0 | other.0)
            }
            /// What is in both.
            #[must_use]
            pub const fn and(self, other: $name) -> $name {
                $name(self.0 & other.0)
            }
            /// What is here and not in `other`.
            #[must_use]
            pub const fn less(self, other: $name) -> $name {
                $name(self.0 & !other.0)
            }
            /// Whether nothing is in.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }
            /// How many are in.
            pub const fn len(self) -> u32 {
                self.0.count_ones()
            }
            /// The bits, for a cache key.
            pub const fn bits(self) -> u64 {
                self.0
            }
        }

        impl FromIterator<$item> for $name {
            fn from_iter<I: IntoIterator<Item = $item>>(items: I) -> $name {
                items.into_iter().fold($name::EMPTY, $name::with)
            }
        }
    )*};
}

sets! {
    /// A set of fields.
    FieldSet of Field;
    /// A set of purposes.
    PurposeSet of Purpose;
    /// A set of roles.
    RoleSet of Role;
    /// A set of kinds of recipient.
    KindSet of RecipientKind;
    /// A set of laws.
    LawSet of Law;
    /// A set of a policy's choices.
    ChoiceSet of ChoiceId;
    /// A set of a policy's recipients.
    RecipientSet of RecipientId;
}

macro_rules! listed {
    ($($name:ident of $item:ty;)*) => {$(
        impl $name {
            /// Everything there is.
            pub fn all() -> $name {
                <$item>::ALL.iter().copied().collect()
            }
            /// What is in, in the order of the policy.
            pub fn iter(self) -> impl Iterator<Item = $item> {
                <$item>::ALL.iter().copied().filter(move |i| self.has(*i))
            }
            /// The set of these.
            pub const fn of(items: &[$item]) -> $name {
                let mut set = $name::EMPTY;
                let mut i = 0;
                while i < items.len() {
                    set = set.with(items[i]);
                    i += 1;
                }
                set
            }
        }
    )*};
}

listed! {
    FieldSet of Field;
    PurposeSet of Purpose;
    RoleSet of Role;
    KindSet of RecipientKind;
    LawSet of Law;
}
