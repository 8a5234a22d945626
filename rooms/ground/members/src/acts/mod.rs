mod account;
mod addresses;
mod allowance;
mod correct;
mod currency;
mod delivery;
mod door;
mod factor;
mod key;
mod linked;
mod mail;
mod noted;
mod passkey;
mod proof;
mod tries;

pub(crate) use account::set_password;
pub use account::{Limits, change_password, close, limits_of, set_limits, set_preferences};
pub(crate) use addresses::MOST as MOST_ADDRESSES;
pub use addresses::{
    Addressed, add_address, address_of, addresses_of, change_address, make_default, remove_address,
};
pub use allowance::{
    Allowance, Elsewhere, Running, Unfinished, allowance_of, close_own, give_limits, may_bid,
    still_runs,
};
pub use correct::corrected;
pub(crate) use currency::reckoning_of;
pub use currency::{NewRate, STALE, currency_of, enter_rate, latest_rates, set_currency};
pub use delivery::{Delivering, delivery_of, set_delivery};
pub use door::{
    Entering, Joining, adopt, end_session, end_session_of, ever_joined, find, is_member, seat,
    sign_in, sign_out, sign_up,
};
pub use factor::{
    Passed, begin_half, code_now, drop_factor, factor_used_since, half_of, has_factor,
    new_recovery_codes, pass_half, password_changed, set_up_factor, tell_factor_loss, the_staff,
};
pub(crate) use factor::{begin_factor, check_code, confirm_factor, recovery_left, the_member};
pub use key::make_key;
pub(crate) use linked::{
    Back, Errand, JoiningBy, Opened, drop_ways, enter_linked, errand, join_linked, link, linked_of,
    take_back, unlink,
};
pub(crate) use mail::{ForgetFormer, TellReset, proves_mail, resets, tell_reset};
pub use mail::{ask_mail, ask_reset, forget_former, prove_mail, reset, take_mail};
pub use noted::{Noted, note_staff_act};
pub(crate) use passkey::{Adding, add_passkey, begin_ceremony, remove_passkey, rename_passkey};
pub use passkey::{drop_passkeys, use_passkey};
pub use proof::{Proves, proof_path};
pub(crate) use proof::{prove, read_proof};
pub use tries::{Counted, forgive};
pub(crate) use tries::{Trying, begin_try, may_try};
