//! A message's way to a member's program: intended here, handed over outside, confirmed here.

use db::{Answer, Tx};
use kernel::{At, DeliveryId, Refused, Span, Word};
use privacy::{OpenViews as _, Opener, Text};
use serde_json::json;

use super::tell::tell;
use super::webhook::secret;
use crate::hook::{self, Called, Message};
use crate::news::Fact;
use crate::rules::{self, Kind, Subject};
use crate::store::{self, Delivery, DeliveryState, Webhook};
use crate::views::WebhookDoor;

/// What comes after a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// It is over.
    Over,
    /// Another try, after this.
    After(Span),
}

/// Makes a message: only now is its receiver's address opened and its secret formed.
pub(crate) fn intend(tx: &mut Tx<'_>, id: DeliveryId) -> Answer<Option<Message>> {
    let Some(delivery) = waiting(tx, id)? else { return Ok(None) };
    let webhook: Option<Webhook> = tx.maybe(store::WEBHOOK, (delivery.webhook,))?;
    let Some(webhook) = webhook.filter(|webhook| webhook.stopped_at.is_none()) else {
        return drop_it(tx, id, "webhook_stopped");
    };
    let who = Opener::system(format!("message {id}"));
    let place = webhook.id.to_string();
    let door = match tx.open_at::<WebhookDoor>(&who, webhook.member, &place) {
        Ok(view) => Text::new(view.door.show().url.as_str()),
        Err(Refused::No(no)) if no.status < 500 => return drop_it(tx, id, no.code),
        Err(refused) => return Err(refused),
    };
    let now = tx.now();
    let (timestamp, body) = (now.micros() / 1_000_000, body(&delivery));
    let new = secret(tx, webhook.id, webhook.generation)?;
    let old = match webhook.rotated_at.filter(|at| now.since(*at) < rules::BOTH_SECRETS) {
        Some(_) => Some(secret(tx, webhook.id, webhook.generation - 1)?),
        None => None,
    };
    let mut secrets = vec![new.as_ref()];
    secrets.extend(old.as_ref().map(AsRef::as_ref));
    let signature = hook::signature(&secrets, &id, timestamp, &body);
    Ok(Some(Message { id, url: door, timestamp, body, signature }))
}

fn waiting(tx: &mut Tx<'_>, id: DeliveryId) -> Answer<Option<Delivery>> {
    let found: Option<Delivery> = tx.maybe(store::DELIVERY, (id,))?;
    Ok(found.filter(|delivery| delivery.state == DeliveryState::Waiting))
}

fn drop_it(tx: &mut Tx<'_>, id: DeliveryId, why: &str) -> Answer<Option<Message>> {
    let now = tx.now();
    tx.put(store::TRIED, (DeliveryState::Dropped, now, None::<i64>, why, id))?;
    Ok(None)
}

/// What is told, as receivers read it: a word, an instant, ids and figures.
pub(crate) fn event_type(kind: &str) -> String {
    match Kind::from_word(kind).map(Kind::subject) {
        Some(Subject::Bids) => format!("bid.{kind}"),
        Some(Subject::Orders) => format!("order.{kind}"),
        Some(Subject::Inquiries) => format!("inquiry.{kind}"),
        Some(_) => format!("shopping.{kind}"),
        None => kind.to_owned(),
    }
}

fn body(delivery: &Delivery) -> String {
    let mut data = json!({ "id": delivery.about });
    if let (Some(yen), Some(data)) = (delivery.yen, data.as_object_mut()) {
        data.insert("yen".into(), yen.get().into());
    }
    let told_at = delivery.told_at.to_string();
    json!({ "type": event_type(&delivery.kind), "timestamp": told_at, "data": data }).to_string()
}

/// Notes what came of a try.
pub(crate) fn confirm(tx: &mut Tx<'_>, id: DeliveryId, called: &Called) -> Answer<Next> {
    let Some(delivery) = waiting(tx, id)? else { return Ok(Next::Over) };
    let now = tx.now();
    let (answer, why) = match called {
        Called::Answered(status) => (Some(i64::from(*status)), None),
        Called::Nobody(why) => (None, Some(*why)),
    };
    let note = |state: DeliveryState| (state, now, answer, why, id);
    match called {
        Called::Answered(200..=299) => {
            tx.put(store::TRIED, note(DeliveryState::Taken))?;
            tx.put(store::WEBHOOK_WELL, (delivery.webhook,))?;
            Ok(Next::Over)
        }
        // The scheme's own word for: never again.
        Called::Answered(410) => {
            tx.put(store::TRIED, note(DeliveryState::Failed))?;
            stop(tx, &delivery, "gone")?;
            Ok(Next::Over)
        }
        _ => {
            let wait = rules::webhook_wait(delivery.tries + 1);
            let state = if wait.is_some() { DeliveryState::Waiting } else { DeliveryState::Failed };
            tx.put(store::TRIED, note(state))?;
            failed(tx, &delivery, now)?;
            Ok(wait.map_or(Next::Over, Next::After))
        }
    }
}

/// A webhook that has taken nothing for long is stopped, and its member told.
fn failed(tx: &mut Tx<'_>, delivery: &Delivery, now: At) -> Answer<()> {
    tx.put(store::WEBHOOK_FAILING, (now, delivery.webhook))?;
    let webhook: Option<Webhook> = tx.maybe(store::WEBHOOK, (delivery.webhook,))?;
    let since = webhook.and_then(|webhook| webhook.failing_at);
    if since.is_some_and(|since| now.since(since) >= rules::WEBHOOK_PATIENCE) {
        stop(tx, delivery, "failing")?;
    }
    Ok(())
}

fn stop(tx: &mut Tx<'_>, delivery: &Delivery, why: &str) -> Answer<()> {
    let now = tx.now();
    let webhook: Option<Webhook> = tx.maybe(store::WEBHOOK, (delivery.webhook,))?;
    let Some(webhook) = webhook else { return Ok(()) };
    if tx.run(store::STOP_WEBHOOK, (now, why, webhook.id))? == 1 {
        tell(tx, &Fact::new(webhook.member, Kind::WebhookStopped, webhook.id))?;
    }
    Ok(())
}
