//! The policy that is published is the policy that is enforced, at the level of the whole house:
//! what stops the start, what lies on the disk, what a member takes home, what the check finds.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
#![expect(
    clippy::disallowed_methods,
    reason = "what lies on the disk is read past the door, and tampered with"
)]

mod canary;
mod common;
mod life;
mod log_check;
mod net;
mod papers;
mod startup;
mod stranger;
mod walk;
