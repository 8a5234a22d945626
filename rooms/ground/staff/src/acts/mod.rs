mod door;
mod people;

pub use door::{Entering, change_password, find, seat, sign_in, sign_out};
pub use people::{
    Colleague, Hiring, colleagues, grant, hire, hire_first, leave, person_of, require, revoke,
    roles_of,
};
