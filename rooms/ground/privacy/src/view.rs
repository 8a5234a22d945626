//! A view is the only way in: a struct that declares what it reads, for which purpose, who may
//! open it, and who receives it.

use policy::{FieldSet, Purpose, RetentionClass, ViewFacts};

use crate::values::{Opened, Shown, unpack};

/// A struct made by [`personal_view!`](crate::personal_view).
pub trait View: Sized {
    /// What it declares.
    const FACTS: ViewFacts;
    /// Under which class the pieces it reads are kept.
    const CLASS: RetentionClass;
    /// The pieces it reads.
    const ITEMS: &'static [&'static str];
    /// Reads it from opened pieces; the item that is missing otherwise.
    #[doc(hidden)]
    fn from_pieces(pieces: &Pieces) -> Result<Self, &'static str>;
}

/// The opened pieces of one person; wiped when dropped. Only the vault makes them.
pub struct Pieces(pub(crate) Vec<(&'static str, zeroize::Zeroizing<Vec<u8>>)>);

impl Pieces {
    #[doc(hidden)]
    pub fn take<T: Shown>(&self) -> Result<Opened<T>, &'static str> {
        let piece = self.0.iter().find(|(item, _)| *item == T::ITEM).map(|(_, bytes)| bytes);
        let parts = piece.and_then(|bytes| unpack(bytes)).ok_or(T::ITEM)?;
        T::from_parts(&parts).map(Opened::new).ok_or(T::ITEM)
    }
    #[doc(hidden)]
    pub fn take_maybe<T: Shown>(&self) -> Result<Option<Opened<T>>, &'static str> {
        let kept = self.0.iter().any(|(item, _)| *item == T::ITEM);
        if kept { self.take().map(Some) } else { Ok(None) }
    }
}

/// Where a purpose finds its data when a view says nothing: a duty reads the copy kept for it,
/// everything else reads the account.
pub const fn class_of(purpose: Purpose) -> RetentionClass {
    match purpose {
        Purpose::Tax => RetentionClass::Tax,
        Purpose::CustomsBooks => RetentionClass::Customs,
        Purpose::DealerLedger => RetentionClass::Dealer,
        Purpose::Recruitment => RetentionClass::Recruitment,
        _ => RetentionClass::Account,
    }
}

#[doc(hidden)]
pub mod parts {
    use super::{FieldSet, Opened, Pieces, Shown};

    /// What a view's field can be: a value, or a value that may be missing.
    pub trait Part: Sized {
        /// The type of the struct's field.
        type Held;
        const FIELDS: FieldSet;
        const ITEM: &'static str;
        fn take(pieces: &Pieces) -> Result<Self::Held, &'static str>;
    }
    impl<T: Shown> Part for T {
        type Held = Opened<T>;
        const FIELDS: FieldSet = T::FIELDS;
        const ITEM: &'static str = T::ITEM;
        fn take(pieces: &Pieces) -> Result<Opened<T>, &'static str> {
            pieces.take()
        }
    }

    /// A value that may be missing: written `Maybe<Phone>` in a view.
    pub struct Maybe<T>(std::marker::PhantomData<T>);
    impl<T: Shown> Part for Maybe<T> {
        type Held = Option<Opened<T>>;
        const FIELDS: FieldSet = T::FIELDS;
        const ITEM: &'static str = T::ITEM;
        fn take(pieces: &Pieces) -> Result<Option<Opened<T>>, &'static str> {
            pieces.take_maybe()
        }
    }
}

pub use parts::Maybe;

/// Defines views, and `VIEWS`, the list of them that the start-up holds against the policy.
///
/// ```
/// use privacy::{Address, Maybe, Name, Phone, View};
/// privacy::personal_view! {
///     /// What the label prints.
///     pub struct Label: Purpose::Shipment, by [Warehouse, System], to [Carrier] {
///         name: Name, address: Address, phone: Maybe<Phone>,
///     }
///     /// Which orders a member had, for the figures.
///     pub struct Figures: Purpose::Statistics, by [System], to [], uses [Orders] {
///         place: privacy::Country,
///     }
/// }
/// assert_eq!(VIEWS.len(), 2);
/// assert_eq!(Label::FACTS.about, "What the label prints.");
/// ```
///
/// `uses [Orders]` declares fields that lie in the trade rooms' own tables under the member's id.
/// `kept Recruitment` after that reads pieces kept under another class than the purpose's own.
#[macro_export]
macro_rules! personal_view {
    ($(
        #[doc = $about:literal] $(#[$meta:meta])*
        $vis:vis struct $name:ident : Purpose::$purpose:ident,
            by [$($role:ident),* $(,)?], to [$($kind:ident),* $(,)?]
            $(, uses [$($used:ident),* $(,)?])? $(, kept $class:ident)?
        { $( $(#[$fmeta:meta])* $field:ident : $ty:ty ),* $(,)? }
    )*) => {
        $(
            #[doc = $about] $(#[$meta])*
            $vis struct $name { $(
                #[doc = concat!("Opened by `", stringify!($name), "`.")] $(#[$fmeta])*
                $vis $field: <$ty as $crate::view::parts::Part>::Held,
            )* }

            impl $crate::View for $name {
                const FACTS: $crate::policy::ViewFacts = $crate::policy::ViewFacts {
                    name: concat!(module_path!(), "::", stringify!($name)),
                    about: $about.trim_ascii(),
                    purpose: $crate::policy::Purpose::$purpose,
                    fields: $crate::policy::FieldSet::of(&[
                        $( $( $crate::policy::Field::$used, )* )?
                    ])$( .or(<$ty as $crate::view::parts::Part>::FIELDS) )*,
                    roles: $crate::policy::RoleSet::of(&[
                        $( $crate::policy::Role::$role ),*
                    ]),
                    recipients: $crate::policy::KindSet::of(&[
                        $( $crate::policy::RecipientKind::$kind ),*
                    ]),
                };
                const CLASS: $crate::policy::RetentionClass = {
                    let class = $crate::view::class_of($crate::policy::Purpose::$purpose);
                    $( let _ = class; let class = $crate::policy::RetentionClass::$class; )?
                    class
                };
                const ITEMS: &'static [&'static str] =
                    &[ $( <$ty as $crate::view::parts::Part>::ITEM ),* ];
                fn from_pieces(pieces: &$crate::view::Pieces) -> Result<Self, &'static str> {
                    let _ = pieces;
                    Ok($name { $(
                        $field: <$ty as $crate::view::parts::Part>::take(pieces)?,
                    )* })
                }
            }
        )*
        /// Every view of this module, for the list of the house.
        pub const VIEWS: &[$crate::policy::ViewFacts] =
            &[ $( <$name as $crate::View>::FACTS ),* ];
    };
}
