mod approval;
mod door;
mod people;

pub use approval::{
    Reply, Wanted, answer_approval, approvals, ask_approval, erase_member, use_agreement,
};
pub use door::{Entering, change_password, enter, enter_by_passkey, find, seat, sign_out};
pub use people::{
    Colleague, Hiring, colleagues, give_limits, grant, hire, hire_first, leave, person_of, require,
    revoke, roles_of,
};
