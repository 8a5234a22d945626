//! The staff room: who works here, in which roles, and their door.
//!
//! A person who works here is an id, like a member. Their handle lies in the vault under the same
//! 128 bits ([`person_of`]), so that one handle never names a member and a member of the staff;
//! here lie the hash of their password and their roles, each from the day it was given, with who
//! gave it.
//!
//! Plugs: `members::Passwords`; `web::Sessions::new(…, staff::seat)`.

mod acts;
mod holdings;
mod pages;
mod refusals;
pub mod rules;
mod store;
mod views;

pub use acts::{
    Colleague, Entering, Hiring, Reply, Wanted, agreed_to_version, answer_approval, apart,
    approvals, ask_approval, ask_factor_drop, change_password, colleagues, drop_lost_factor, enter,
    enter_by_passkey, erase_member, factor_losses, find, give_limits, give_password, grant, held,
    hire, hire_first, leave, must_choose, never_do, person_of, require, revoke, roles_of, seat,
    sign_out, try_again, use_agreement,
};
/// The texts of this room.
pub const TEXTS: web::Texts = web::texts!("staff");

pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use pages::routes;
pub use refusals::StaffRefusal;
pub use store::{ALL as SQL, Approval, Held};
pub use views::VIEWS;
pub use web::{Role, Roles};
