//! The members' room: signing up, signing in, the account.
//!
//! A member is an id. Their handle, name and address lie in the privacy room; here lie the hash of
//! their password, their language and time zone, and the limits of their bidding.
//!
//! Plugs: [`Passwords`] in the database's plugs; `web::Sessions::new(members::seat, …)`.

mod acts;
mod country;
mod pages;
mod passwords;
mod refusals;
pub mod rules;
mod store;
mod zones;

pub use acts::{
    Delivering, Entering, Joining, Limits, change_password, close, delivery_of, find, is_member,
    limits_of, seat, set_delivery, set_limits, set_preferences, sign_in, sign_out, sign_up,
};
pub use country::{COUNTRIES, country_name};
pub use pages::routes;
pub use passwords::Passwords;
pub use refusals::MemberRefusal;
pub use store::ALL as SQL;
