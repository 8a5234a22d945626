mod account;
mod delivery;
mod door;

pub use account::{Limits, change_password, close, limits_of, set_limits, set_preferences};
pub use delivery::{Delivering, delivery_of, set_delivery};
pub use door::{Entering, Joining, find, is_member, seat, sign_in, sign_out, sign_up};
