/// One SQL text with the name it was given. Made only by [`crate::sql!`], so that every text in
/// the house is on a list that the tests prepare on both engines.
#[derive(Debug, Clone, Copy)]
pub struct Sql {
    /// The constant's name, for faults and figures.
    pub name: &'static str,
    /// The statement, in the dialect both engines speak.
    pub text: &'static str,
}

/// Defines SQL texts as constants and the list `ALL` of them.
///
/// ```
/// db::sql! {
///     /// The price of a lot that still takes bids.
///     OPEN_PRICE = "SELECT price_yen FROM lot WHERE id = $1 AND closed_at IS NULL";
/// }
/// assert_eq!(OPEN_PRICE.name, "OPEN_PRICE");
/// assert_eq!(ALL.len(), 1);
/// ```
#[macro_export]
macro_rules! sql {
    ($( $(#[$meta:meta])* $name:ident = $text:literal; )*) => {
        $( $(#[$meta])* pub(crate) const $name: $crate::Sql =
            $crate::Sql { name: stringify!($name), text: $text }; )*
        /// Every text of this store: the tests prepare each on both engines.
        pub const ALL: &[$crate::Sql] = &[ $( $name, )* ];
    };
}
