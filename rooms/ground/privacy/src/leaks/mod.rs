//! Leaks that do not compile. Each is a test of the documentation's compiler; the code after
//! `compile_fail` is the error it must fail with (checked where the compiler offers that).
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

mod opened;
mod views;
