use ::jobs::Handlers;
use kernel::Span;
use serde::{Deserialize, Serialize};

use crate::acts::{ForgetFormer, TellReset, tell_reset};
use crate::{forget_former, store};

/// Deletes what has lapsed: sessions, links of letters, wrong tries.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sweep {}

impl Sweep {
    /// The text that names its schedule.
    pub const NAME: &'static str = "members-schedule-sweep";
}

impl ::jobs::Job for Sweep {
    const KIND: &'static str = "members.sweep";
}

/// What this room does later.
pub fn handlers(handlers: Handlers) -> Handlers {
    handlers
        .inside::<ForgetFormer>(|tx, job| Ok(forget_former(tx, job.member, job.proof)?))
        .inside::<TellReset>(|tx, job| Ok(tell_reset(tx, job)?))
        .inside::<Sweep>(|tx, _| {
            web::Sessions::sweep(tx)?;
            let now = tx.now();
            Ok(store::sweep(tx, now.minus(Span::days(1)))?)
        })
}
