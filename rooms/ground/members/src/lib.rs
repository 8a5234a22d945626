//! The members' room: signing up, signing in, the account.
//!
//! A member is an id. Their handle, name and address lie in the privacy room; here lie the hash of
//! their password, their language and time zone, and the limits of their bidding.
//!
//! Plugs: [`Passwords`] in the database's plugs; `web::Sessions::new(members::seat, …)`. Optional:
//! [`Passkeys`] and [`Providers`]; without them no page offers such ways in.

mod acts;
mod address;
mod api;
mod codes;
mod country;
mod currency;
mod holdings;
mod jobs;
mod limits;
mod news;
mod pages;
mod passkeys;
mod passwords;
mod providers;
mod refusals;
pub mod rules;
mod store;
mod views;
mod zones;

pub use acts::{
    Addressed, Allowance, Counted, Delivering, Elsewhere, Entering, Joining, Limits, NewRate,
    Noted, Passed, Proves, Running, STALE, Unfinished, add_address, address_of, addresses_of,
    adopt, allowance_of, ask_mail, ask_reset, begin_half, change_address, change_password, close,
    close_own, code_now, corrected, currency_of, delivery_of, drop_factor, drop_passkeys,
    end_session, end_session_of, enter_rate, ever_joined, factor_used_since, find, forget_former,
    forgive, give_limits, half_of, has_factor, is_member, latest_rates, limits_of, make_default,
    make_key, may_bid, new_recovery_codes, note_staff_act, pass_half, password_changed, proof_path,
    prove_mail, remove_address, reset, seat, set_currency, set_delivery, set_limits,
    set_preferences, set_up_factor, sign_in, sign_out, sign_up, still_runs, take_mail,
    tell_factor_loss, the_staff, use_passkey,
};
pub use address::{AddressRefusal, label, shown};
pub use api::keep_language;
pub use country::{COUNTRIES, country_name};
pub use currency::Currency;
pub use holdings::{ALL as HOLDINGS_SQL, HOLDINGS};
pub use jobs::{Sweep, handlers};
pub use limits::{Known, Next, Rows};
pub use news::{Mailbox, News};
/// The texts of this room.
pub const TEXTS: web::Texts = web::texts!("members");

pub use pages::{
    Owner, code_page, code_page_with, knows, passkey_answer, passkey_challenge, passkey_door,
    recovery_page, routes, set_up_page, tried,
};
pub use passkeys::{Answered, Passkeys};
pub use passwords::{Passwords, Place};
pub use providers::{ProviderSettings, Providers};
pub use refusals::MemberRefusal;
pub use store::keys::ALL as KEYS_SQL;
pub use store::noted::{ALL as NOTED_SQL, StaffAct, staff_acts};
pub use store::{ALL as SQL, Reader, open_after, reader};
pub use views::{LetterTo, VIEWS};
