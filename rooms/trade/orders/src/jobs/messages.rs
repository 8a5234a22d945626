//! What is written to sellers leaves here, and what they answer is read here.

use ::jobs::{Job, JobFault, Lane};
use db::{Db, Lock, Tx};
use kernel::{MessageId, OrderId};
use markets::No;
use serde::{Deserialize, Serialize};

use crate::acts::message;
use crate::acts::seller::Trouble;

use super::{fault, read_order, way};

/// Sends one message to the seller of an order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SendMessage {
    #[serde(with = "::jobs::body::id")]
    pub(crate) message: MessageId,
    #[serde(with = "::jobs::body::id")]
    pub(crate) order: OrderId,
    /// Whose hands do it.
    pub(crate) market: String,
}

impl Job for SendMessage {
    const KIND: &'static str = "orders.send_message";
    const LANE: Lane = Lane::Outside;

    fn hands(&self) -> &str {
        &self.market
    }
}

// Whatever goes wrong, the message is not left behind: there is another try, or a person sees it.
pub(super) async fn send(db: Db, job: SendMessage) -> Result<(), JobFault> {
    let Err(trouble) = try_to_send(&db, job.message).await else { return Ok(()) };
    let (id, told) = (job.message, trouble.clone());
    let act = move |tx: &mut Tx<'_>| message::failed(tx, id, &told);
    match db.write("orders.message_failed", Lock::on(job.order), act).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(trouble.fault),
        Err(refused) => Err(JobFault::retry(refused.to_string())),
    }
}

// The row itself is the intention, and its id the reference: asked again, it is the same message.
async fn try_to_send(db: &Db, id: MessageId) -> Result<(), Trouble> {
    let read = move |tx: &mut Tx<'_>| message::to_send(tx, id);
    let Some((ours, order)) = db.read("orders.to_send", read).await? else { return Ok(()) };
    let way = way(db, &order.market)?;
    let theirs = way.message(&order.item, &id.to_string(), &ours.words).await?;
    let act = move |tx: &mut Tx<'_>| message::confirm(tx, &ours, &theirs);
    Ok(db.write("orders.message_sent", Lock::on(order.id), act).await?)
}

pub(super) async fn read(db: Db, id: OrderId) -> Result<(), JobFault> {
    let order = read_order(&db, id).await?;
    match way(&db, &order.market)?.messages(&order.item).await {
        Ok(seen) => {
            let act = move |tx: &mut Tx<'_>| message::take_in(tx, id, &seen);
            Ok(db.write("orders.take_in_messages", Lock::on(id), act).await?)
        }
        Err(No::Cannot { .. }) => Ok(()),
        Err(no) => Err(fault(no)),
    }
}
