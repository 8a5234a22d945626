mod account;
mod allowance;
mod delivery;
mod door;
mod factor;
mod mail;
mod proof;
mod tries;

pub use account::{Limits, change_password, close, limits_of, set_limits, set_preferences};
pub use allowance::{
    Allowance, Elsewhere, Running, allowance_of, close_own, give_limits, may_bid, still_runs,
};
pub use delivery::{Delivering, delivery_of, set_delivery};
pub use door::{Entering, Joining, end_session, find, is_member, seat, sign_in, sign_out, sign_up};
pub use factor::{
    Passed, begin_half, code_now, drop_factor, half_of, has_factor, new_recovery_codes, pass_half,
    set_up_factor, the_staff,
};
pub(crate) use factor::{begin_factor, check_code, confirm_factor, recovery_left, the_member};
pub(crate) use mail::{ForgetFormer, TellReset, proves_mail, resets, tell_reset};
pub use mail::{ask_mail, ask_reset, forget_former, prove_mail, reset, take_mail};
pub use proof::{Proves, proof_path};
pub(crate) use proof::{prove, read_proof};
pub use tries::{forgive, may_try, was_wrong};
