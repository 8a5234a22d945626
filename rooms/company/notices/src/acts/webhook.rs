use db::{Answer, Tx};
use jobs::Later as _;
use kernel::{DeliveryId, MemberId, WebhookId};
use policy::RetentionClass;
use privacy::{Keyring, Text};

use super::tell::{is_full, put_delivery};
use crate::hook;
use crate::jobs::Deliver;
use crate::news::Fact;
use crate::refusals::NoticesRefusal as No;
use crate::rules::{self, Kind};
use crate::store::{self, Delivery, DeliveryState, Webhook};
use crate::views::Door;

/// A webhook's signing secret, shown once. Its `Debug` says nothing.
pub struct Secret {
    /// Whose it is.
    pub webhook: WebhookId,
    /// `whsec_…`
    pub words: String,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secret({})", self.webhook)
    }
}

/// A generation's secret: it follows from a key of the keyring and lies nowhere.
pub(crate) fn secret(
    tx: &Tx<'_>,
    webhook: WebhookId,
    generation: i64,
) -> Answer<impl AsRef<[u8]> + use<>> {
    let keyring = tx.plugged::<Keyring>()?;
    let made = keyring.secret_of("webhook", &format!("{webhook}.{generation}"));
    Ok(made.to_vec())
}

fn shown(tx: &Tx<'_>, webhook: WebhookId, generation: i64) -> Answer<Secret> {
    let words = hook::written(secret(tx, webhook, generation)?.as_ref());
    Ok(Secret { webhook, words })
}

/// A new webhook of a member's, which hears of nothing yet. The address is one that may be called
/// ([`crate::may_be_called`]).
pub fn open_webhook(tx: &mut Tx<'_>, member: MemberId, url: &str) -> Answer<Secret> {
    let has = store::webhooks_of(tx, member)?.len();
    if i64::try_from(has).unwrap_or(i64::MAX) >= rules::MOST_WEBHOOKS {
        return Err(No::TooManyWebhooks { most: rules::MOST_WEBHOOKS }.into());
    }
    let (webhook, now): (WebhookId, _) = (tx.new_id(), tx.now());
    tx.put(store::NEW_WEBHOOK, (webhook, member, now))?;
    let door = Door { url: Text::new(url) };
    privacy::keep(tx, member, RetentionClass::Account, &webhook.to_string(), &door)?;
    shown(tx, webhook, 1)
}

/// The secret of a webhook, for a program that has just had it made: told for a day only.
pub(crate) fn young_secret(tx: &mut Tx<'_>, member: MemberId, id: WebhookId) -> Answer<Secret> {
    let webhook = webhook_of(tx, member, id)?;
    let since = webhook.rotated_at.unwrap_or(webhook.made_at);
    if tx.now().since(since) >= rules::BOTH_SECRETS {
        return Err(No::SecretTold.into());
    }
    shown(tx, id, webhook.generation)
}

/// A member's own webhook; another's is none.
pub fn webhook_of(tx: &mut Tx<'_>, member: MemberId, id: WebhookId) -> Answer<Webhook> {
    let found: Option<Webhook> = tx.maybe(store::WEBHOOK, (id,))?;
    found.filter(|webhook| webhook.member == member).ok_or_else(|| No::Unknown.into())
}

/// Says what a webhook hears of.
pub fn listen(tx: &mut Tx<'_>, member: MemberId, id: WebhookId, kinds: &[Kind]) -> Answer<()> {
    webhook_of(tx, member, id)?;
    tx.put(store::DROP_KINDS, (id,))?;
    for kind in kinds.iter().filter(|kind| kind.is_for_webhooks()) {
        tx.put(store::ADD_KIND, (id, *kind))?;
    }
    Ok(())
}

/// A new secret; for a day the old one signs beside it.
pub fn rotate(tx: &mut Tx<'_>, member: MemberId, id: WebhookId) -> Answer<Secret> {
    let webhook = webhook_of(tx, member, id)?;
    let now = tx.now();
    tx.run_one(store::ROTATE, (now, id))?;
    shown(tx, id, webhook.generation + 1)
}

/// Takes a webhook away: nothing is sent to it any more, and its address is forgotten.
pub fn remove(tx: &mut Tx<'_>, member: MemberId, id: WebhookId) -> Answer<()> {
    webhook_of(tx, member, id)?;
    let now = tx.now();
    tx.run_one(store::REMOVE_WEBHOOK, (now, id))?;
    privacy::discard::<Door>(tx, member, RetentionClass::Account, &id.to_string()).map(|_| ())
}

/// Starts a webhook again that was stopped.
pub fn resume(tx: &mut Tx<'_>, member: MemberId, id: WebhookId) -> Answer<()> {
    webhook_of(tx, member, id)?;
    tx.run_one(store::RESUME_WEBHOOK, (id,))
}

/// Sends a message that says nothing but that it is a trial. One at a time: a receiver that hangs
/// would hold up everybody's messages with them.
pub fn try_out(tx: &mut Tx<'_>, member: MemberId, id: WebhookId) -> Answer<DeliveryId> {
    webhook_of(tx, member, id)?;
    let (trials,) = tx.one::<(i64,)>(store::TRIALS_WAITING, (id,))?;
    if trials > 0 {
        return Err(No::TrialWaits.into());
    }
    has_room(tx, id)?;
    put_delivery(tx, id, "test", &Fact::new(member, Kind::WebhookStopped, id))
}

fn has_room(tx: &mut Tx<'_>, id: WebhookId) -> Answer<()> {
    if is_full(tx, id)? {
        return Err(No::TooManyWait { most: rules::MOST_WAITING }.into());
    }
    Ok(())
}

/// Tries a message once more that was given up, under the same id.
pub fn send_again(
    tx: &mut Tx<'_>,
    member: MemberId,
    id: WebhookId,
    delivery: DeliveryId,
) -> Answer<()> {
    if webhook_of(tx, member, id)?.stopped_at.is_some() {
        return Err(No::IsStopped.into());
    }
    let found: Option<Delivery> = tx.maybe(store::DELIVERY, (delivery,))?;
    let found = found.filter(|found| found.webhook == id).ok_or(No::Unknown)?;
    if !matches!(found.state, DeliveryState::Failed | DeliveryState::Dropped) {
        return Err(No::NotGivenUp.into());
    }
    has_room(tx, id)?;
    tx.run_one(store::AGAIN, (delivery,))?;
    let now = tx.now();
    tx.later(&Deliver { delivery }, now).map(|_| ())
}
