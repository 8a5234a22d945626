//! What the staff room promises, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod acts;
mod approvals;
mod desks;
#[path = "../../../members/tests/members/device.rs"]
mod device;
mod factors;
mod given;
mod house;
mod own;
mod work;
