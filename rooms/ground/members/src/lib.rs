//! The members' room: signing up, signing in, the account.
//!
//! A member is an id. Their handle, name and address lie in the privacy room; here lie the hash of
//! their password, their language and time zone, and the limits of their bidding.
//!
//! Plugs: [`Passwords`] in the database's plugs; `web::Sessions::new(members::seat, …)`.

mod acts;
mod api;
mod codes;
mod country;
mod jobs;
mod limits;
mod news;
mod pages;
mod passwords;
mod refusals;
pub mod rules;
mod store;
mod views;
mod zones;

pub use acts::{
    Allowance, Delivering, Elsewhere, Entering, Joining, Limits, Passed, Proves, Running,
    allowance_of, ask_mail, ask_reset, begin_half, change_password, close, close_own, code_now,
    delivery_of, drop_factor, end_session, find, forget_former, forgive, give_limits, half_of,
    has_factor, is_member, limits_of, may_bid, may_try, new_recovery_codes, pass_half, proof_path,
    prove_mail, reset, seat, set_delivery, set_limits, set_preferences, set_up_factor, sign_in,
    sign_out, sign_up, still_runs, take_mail, the_staff, was_wrong,
};
pub use api::keep_language;
pub use country::{COUNTRIES, country_name};
pub use jobs::{Sweep, handlers};
pub use limits::{Known, Next, Rows};
pub use news::{Mailbox, News};
/// The texts of this room.
pub const TEXTS: web::Texts = web::texts!("members");

pub use pages::{code_page, recovery_page, routes, set_up_page};
pub use passwords::Passwords;
pub use refusals::MemberRefusal;
pub use store::{ALL as SQL, Reader, reader};
pub use views::{LetterTo, VIEWS};
