//! What this room does later: letters, intended, made and confirmed; and letting go.

use ::jobs::{Due, Handlers, Job, JobFault, Lane};
use db::{Db, Lock, Tx};
use kernel::LetterId;
use mail::Sending;
use serde::{Deserialize, Serialize};

use crate::Post;
use crate::acts::{letter, sweep};

/// Hands a letter to the mail server.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct SendLetter {
    #[serde(with = "::jobs::body::id")]
    pub(crate) letter: LetterId,
}

impl Job for SendLetter {
    const KIND: &'static str = "inquiries.send_letter";
    const LANE: Lane = Lane::Outside;

    fn hands(&self) -> &str {
        mail::HANDS
    }
}

/// Lets go of cases whose time is over: what the app schedules.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Sweep {}

impl Sweep {
    /// The text that names its schedule.
    pub const NAME: &'static str = "inquiries-schedule-sweep";
}

impl Job for Sweep {
    const KIND: &'static str = "inquiries.sweep";
}

/// This room's jobs, added to the house's list.
pub fn handlers(to: Handlers, db: &Db) -> Handlers {
    let writing = db.clone();
    to.inside::<Sweep>(|tx, _| {
        while sweep::forget(tx)? > 0 {}
        Ok(())
    })
    .outside(move |due: Due<SendLetter>| send(writing.clone(), due.job.letter))
}

async fn send(db: Db, id: LetterId) -> Result<(), JobFault> {
    let Some(mailer) = db.plugs().get::<Post>().and_then(|post| post.mailer.clone()) else {
        return Err(JobFault::retry("the house has no mail server"));
    };
    let intend = move |tx: &mut Tx<'_>| letter::intend(tx, id);
    let Some(written) = db.write("inquiries.intend", Lock::on(id), intend).await? else {
        return Ok(());
    };
    let confirm = match mailer.send(&written).await {
        Sending::Later { why } => return Err(JobFault::retry(why)),
        other => other,
    };
    let act = move |tx: &mut Tx<'_>| match confirm {
        Sending::Never { code, bounced } => letter::refused(tx, id, code, bounced),
        Sending::Sent | Sending::Later { .. } => letter::sent(tx, id),
    };
    Ok(db.write("inquiries.confirm", Lock::on(id), act).await?)
}
