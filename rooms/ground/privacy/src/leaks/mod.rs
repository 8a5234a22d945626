//! Leaks that do not compile. Each is a test of the documentation's compiler, told twice: with what
//! is sealed, where it must fail, and with the error that is named; and with something open in its
//! place, where the same words must compile. So it is the seal that it fails for, and not a slip.
//!
//! The same words compile where they are allowed:
//!
//! ```
//! fn page(label: &privacy::ParcelLabel) -> maud::Markup {
//!     maud::html! { (label.name) " " (label.address) }
//! }
//! fn code(label: &privacy::ParcelLabel) -> bool {
//!     label.address.show().country.as_str() == "US"
//! }
//! fn silent(name: &privacy::Opened<privacy::Name>, text: &privacy::Text) -> String {
//!     format!("{name:?} {text:?}")
//! }
//! assert_eq!(format!("{:?}", privacy::Text::new("secret")), "Text(…)");
//! ```

macro_rules! leaks {
    ($(
        $name:ident: $what:literal, $code:literal, $sealed:literal, $open:literal, $leak:literal;
    )*) => {$(
        #[doc = $what]
        #[doc = concat!("\n```compile_fail,", $code, "\n", $sealed, "\n", $leak, "\n```\n")]
        #[doc = concat!("But where it is open:\n\n```\n", $open, "\n", $leak, "\n```")]
        struct $name;
    )*};
}

mod opened;
mod views;
