//! What this room does outside: letters and messages, intended, made and confirmed.

use std::sync::Arc;

use ::jobs::{Due, Handlers, Job, JobFault, Lane, Later as _};
use db::{Answer, Db, Lock, Tx};
use kernel::{DeliveryId, Fault, LetterId, RequestId};
use mail::Sending;
use serde::{Deserialize, Serialize};

use crate::Post;
use crate::acts::deliver::{self, Next};
use crate::acts::letter::{self, Intent};
use crate::acts::{correction, remind, requester};
use crate::hook::Caller;
use crate::news::Fact;
use crate::rules::Kind;

/// Hands a letter to the mail server.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct SendLetter {
    #[serde(with = "::jobs::body::id")]
    pub(crate) letter: LetterId,
}

impl Job for SendLetter {
    const KIND: &'static str = "notices.send_letter";
    const LANE: Lane = Lane::Outside;

    fn hands(&self) -> &str {
        mail::HANDS
    }
}

/// Sends a message to a member's program.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Deliver {
    #[serde(with = "::jobs::body::id")]
    pub(crate) delivery: DeliveryId,
}

impl Job for Deliver {
    const KIND: &'static str = "notices.deliver";
    const LANE: Lane = Lane::Outside;

    fn hands(&self) -> &str {
        "webhooks"
    }
}

/// Tells of free storage that ends: what the app schedules.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct RemindStorage {}

impl RemindStorage {
    /// The text that names its schedule.
    pub const NAME: &'static str = "notices-schedule-storage";
}

impl Job for RemindStorage {
    const KIND: &'static str = "notices.remind_storage";
}

/// Hands a letter about a request to the mail server.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct SendToRequester {
    #[serde(with = "::jobs::body::id")]
    pub(crate) request: RequestId,
    pub(crate) proof: bool,
    /// Which letter of this request: sent again, it is the same one.
    pub(crate) n: i64,
}

impl Job for SendToRequester {
    const KIND: &'static str = "notices.send_to_requester";
    const LANE: Lane = Lane::Outside;

    fn hands(&self) -> &str {
        mail::HANDS
    }
}

/// Passes a correction on by electronic means.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SendCorrection {
    #[serde(with = "::jobs::body::id")]
    pub(crate) request: RequestId,
    pub(crate) party: String,
}

impl Job for SendCorrection {
    const KIND: &'static str = "notices.send_correction";
    const LANE: Lane = Lane::Outside;

    fn hands(&self) -> &str {
        mail::HANDS
    }
}

/// Puts the letter by which a correction is passed on. A house that sends no letters leaves it to
/// the desk.
pub fn pass_on(tx: &mut Tx<'_>, news: &privacy::requests::PassOn) -> Answer<()> {
    if tx.plugged::<Post>()?.mailer.is_none() {
        return Ok(());
    }
    let (job, due) =
        (SendCorrection { request: news.request, party: news.party.clone() }, tx.now());
    tx.later(&job, due).map(|_| ())
}

async fn send_correction(db: Db, job: SendCorrection) -> Result<(), JobFault> {
    let Some(mailer) = db.plugs().get::<Post>().and_then(|post| post.mailer.as_ref()) else {
        return Err(JobFault::retry("the house has no mail server"));
    };
    let (id, party) = (job.request, job.party.clone());
    let intend = move |tx: &mut Tx<'_>| correction::intend(tx, id, &party);
    let lock = privacy::choices::lock;
    let Some(letter) = db.write("notices.intend_correction", lock(), intend).await? else {
        return Ok(());
    };
    let answer = mailer.send(&letter).await;
    let (party, told) = (job.party, answer.clone());
    let confirm = move |tx: &mut Tx<'_>| match &told {
        Sending::Sent => privacy::requests::was_taken(tx, id, &party),
        Sending::Later { why } => privacy::requests::was_not_taken(tx, id, &party, why),
        Sending::Never { code, .. } => {
            privacy::requests::was_not_taken(tx, id, &party, &code.to_string())
        }
    };
    db.write("notices.confirm_correction", lock(), confirm).await?;
    match answer {
        Sending::Later { why } => Err(JobFault::retry(why)),
        Sending::Sent | Sending::Never { .. } => Ok(()),
    }
}

/// Puts the letter that a request wants: to its member, or to the address it keeps itself.
pub fn tell_of_request(tx: &mut Tx<'_>, news: &privacy::requests::News) -> Answer<()> {
    if let Some(member) = news.member() {
        return crate::tell(tx, &Fact::new(member, Kind::RequestMoved, news.request));
    }
    if tx.plugged::<Post>()?.mailer.is_none() {
        return Ok(());
    }
    let Ok(request) = privacy::requests::load(tx, news.request) else { return Ok(()) };
    let due = tx.now();
    let job = SendToRequester { request: news.request, proof: news.proof, n: request.steps };
    tx.later(&job, due).map(|_| ())
}

async fn send_to_requester(db: Db, job: SendToRequester) -> Result<(), JobFault> {
    let Some(mailer) = db.plugs().get::<Post>().and_then(|post| post.mailer.as_ref()) else {
        return Err(JobFault::retry("the house has no mail server"));
    };
    let kind = if job.proof { Kind::RequestProof } else { Kind::RequestMoved };
    let intend = move |tx: &mut Tx<'_>| requester::intend(tx, job.request, kind, job.n);
    let lock = privacy::choices::lock();
    let Some(letter) = db.write("notices.intend_to_requester", lock, intend).await? else {
        return Ok(());
    };
    match mailer.send(&letter).await {
        Sending::Later { why } => Err(JobFault::retry(why)),
        Sending::Sent => Ok(()),
        // An address that takes no letters: the request goes on, and its page says how.
        Sending::Never { bounced: false, .. } => Ok(()),
        Sending::Never { bounced: true, .. } => {
            let act = move |tx: &mut Tx<'_>| privacy::requests::unreachable(tx, job.request);
            Ok(db.write("notices.requester_unreachable", privacy::choices::lock(), act).await?)
        }
    }
}

/// This room's jobs, added to the house's list. The database must have a [`Post`] plugged in.
pub fn handlers(to: Handlers, db: &Db) -> Result<Handlers, Fault> {
    let here = db.plugs().get::<Post>().is_some_and(|post| post.webhooks_here);
    let caller = Arc::new(Caller::new(here)?);
    let (writing, calling, asking, passing) = (db.clone(), db.clone(), db.clone(), db.clone());
    Ok(to
        .inside::<RemindStorage>(|tx, _| Ok(remind::storage(tx)?))
        .outside(move |due: Due<SendToRequester>| send_to_requester(asking.clone(), due.job))
        .outside(move |due: Due<SendCorrection>| send_correction(passing.clone(), due.job))
        .outside(move |due: Due<SendLetter>| send_letter(writing.clone(), due.job.letter))
        .outside(move |due: Due<Deliver>| {
            deliver(calling.clone(), Arc::clone(&caller), due.job.delivery)
        }))
}

async fn send_letter(db: Db, id: LetterId) -> Result<(), JobFault> {
    let Some(mailer) = db.plugs().get::<Post>().and_then(|post| post.mailer.as_ref()) else {
        return Err(JobFault::retry("the house has no mail server"));
    };
    let intend = move |tx: &mut Tx<'_>| letter::intend(tx, id);
    let written = match db.write("notices.intend", Lock::on(id), intend).await? {
        Intent::Send(letter) => letter,
        Intent::Over => return Ok(()),
    };
    let confirm = match mailer.send(&written).await {
        Sending::Later { why } => return Err(JobFault::retry(why)),
        other => other,
    };
    let act = move |tx: &mut Tx<'_>| match confirm {
        Sending::Never { code, bounced } => letter::refused(tx, id, code, bounced),
        Sending::Sent | Sending::Later { .. } => letter::sent(tx, id),
    };
    Ok(db.write("notices.confirm", Lock::on(id), act).await?)
}

async fn deliver(db: Db, caller: Arc<Caller>, id: DeliveryId) -> Result<(), JobFault> {
    let intend = move |tx: &mut Tx<'_>| deliver::intend(tx, id);
    let Some(message) = db.write("notices.call", Lock::on(id), intend).await? else {
        return Ok(());
    };
    let answer = caller.call(&message).await;
    let act = move |tx: &mut Tx<'_>| deliver::confirm(tx, id, &answer);
    match db.write("notices.called", Lock::on(id), act).await? {
        Next::Over => Ok(()),
        Next::After(wait) => Err(JobFault::retry_after(wait, "the receiver did not take it")),
    }
}
