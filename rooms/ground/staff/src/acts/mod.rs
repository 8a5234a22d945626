mod apart;
mod approval;
mod door;
mod factor;
mod given;
mod people;
mod work;

pub use apart::apart;
pub use approval::{
    Reply, Wanted, agreed_to_version, answer_approval, approvals, ask_approval, erase_member,
    use_agreement,
};
pub use door::{Entering, change_password, enter, enter_by_passkey, find, seat, sign_out};
pub use factor::{ask_factor_drop, drop_lost_factor, factor_losses};
pub use given::{give_password, must_choose};
pub use people::{
    Colleague, Hiring, colleagues, give_limits, grant, held, hire, hire_first, leave, person_of,
    require, revoke, roles_of,
};
pub use work::{never_do, try_again};
