//! A member's webhooks, for machines.

use db::{Answer, Lock, Tx};
use kernel::{At, DeliveryId, WebhookId, Yen};
use privacy::{OpenViews as _, Opener};
use web::api::{Call, Done, Made, Operation, Scope, Tag, Term};
use web::{Routes, Show};

use crate::acts::deliver::event_type;
use crate::acts::webhook;
use crate::rules::Kind;
use crate::store::{self, Delivery, DeliveryState, Webhook};
use crate::views::WebhookDoor;
use crate::{Post, hook};

const ROWS: usize = 25;

web::shapes! {
    /// Where a program of the member's hears of things.
    pub struct WebhookShape {
        /// The webhook.
        id: Tag<WebhookId>,
        /// Since when it is there.
        made_at: At,
        /// Since when it has taken nothing.
        failing_at: Option<At>,
        /// When the house stopped sending to it.
        stopped_at: Option<At>,
    }
    /// All webhooks of the member.
    pub struct Webhooks {
        /// The webhooks.
        webhooks: Vec<WebhookShape>,
    }
    /// A webhook with where it leads and what it hears of.
    pub struct WebhookStory {
        /// The webhook.
        webhook: WebhookShape,
        /// Its address.
        url: String,
        /// What it hears of.
        kinds: Vec<Term<Kind>>,
    }
    /// A webhook to be made.
    pub struct NewWebhook {
        /// The whole address of the receiver, beginning with https://.
        url: String,
        /// What it is to hear of.
        kinds: Vec<Term<Kind>>,
    }
    /// What a webhook is to hear of.
    pub struct WebhookKinds {
        /// All of it; what is not named is not told any more.
        kinds: Vec<Term<Kind>>,
    }
    /// The secret that signs the messages of a webhook.
    pub struct WebhookSecret {
        /// `whsec_` and the key in base64.
        secret: String,
    }
    /// A message to a webhook.
    pub struct DeliveryShape {
        /// The message: the same at every try.
        id: Tag<DeliveryId>,
        /// What it tells.
        event: String,
        /// About what: its id.
        about: String,
        /// The amount.
        yen: Option<Yen>,
        /// When it happened.
        told_at: At,
        /// Where it stands.
        state: Term<DeliveryState>,
        /// How often it was tried.
        tries: i64,
        /// When the last time.
        tried_at: Option<At>,
        /// The HTTP status it was answered with.
        answer: Option<i64>,
        /// Why there was no answer.
        why: Option<String>,
    }
}

const ALL: &str = "/api/v1/webhooks";
const ONE: &str = "/api/v1/webhooks/{webhook}";
const SCOPE: Scope = Scope::Account;

/// The operations of webhooks.
pub(super) fn operations(routes: Routes) -> Routes {
    let list = Operation::get::<Webhooks>(ALL, SCOPE, "list_webhooks", "The member's webhooks.");
    let show = Operation::get::<WebhookStory>(
        ONE,
        SCOPE,
        "show_webhook",
        "A webhook, where it leads and what it hears of.",
    );
    let open = Operation::post::<Made>(
        ALL,
        SCOPE,
        "open_webhook",
        "Opens a webhook; its secret is asked for within the first day.",
    );
    let secret = Operation::get::<WebhookSecret>(
        "/api/v1/webhooks/{webhook}/secret",
        SCOPE,
        "show_webhook_secret",
        "The secret that signs its messages, within a day of its making.",
    );
    let messages = Operation::list::<DeliveryShape>(
        "/api/v1/webhooks/{webhook}/messages",
        SCOPE,
        "list_messages",
        "The messages to a webhook, the latest first, each with what came of it.",
    );
    let routes = routes
        .api(list, listed)
        .api(open.taking::<NewWebhook>(), opened)
        .api(show, shown)
        .api(secret.refusing(&[410]), secret_shown)
        .api(messages, messages_listed);
    changes(routes)
}

fn changes(routes: Routes) -> Routes {
    let post = |path, id, says| Operation::post::<Done>(path, SCOPE, id, says);
    let listen = post(
        "/api/v1/webhooks/{webhook}/kinds",
        "listen_by_webhook",
        "Says what a webhook hears of from now on.",
    );
    let trial = post(
        "/api/v1/webhooks/{webhook}/trial",
        "try_webhook",
        "Sends a message that says nothing but that it is a trial.",
    );
    let rotate = post(
        "/api/v1/webhooks/{webhook}/rotation",
        "rotate_webhook",
        "Makes a new secret; for a day the old one signs beside it.",
    );
    let resume = post(
        "/api/v1/webhooks/{webhook}/resumption",
        "resume_webhook",
        "Starts a webhook again that was stopped.",
    );
    let remove = post(
        "/api/v1/webhooks/{webhook}/removal",
        "remove_webhook",
        "Takes a webhook away: nothing is sent to it any more.",
    );
    let again = post(
        "/api/v1/webhooks/{webhook}/messages/{delivery}/again",
        "send_message_again",
        "Tries a message again that was given up.",
    );
    routes
        .api(listen.taking::<WebhookKinds>(), listened)
        .api(trial, tried)
        .api(rotate, rotated)
        .api(resume, resumed)
        .api(remove, removed)
        .api(again, sent_again)
}

fn shape(webhook: &Webhook) -> WebhookShape {
    WebhookShape {
        id: Tag(webhook.id),
        made_at: webhook.made_at,
        failing_at: webhook.failing_at,
        stopped_at: webhook.stopped_at,
    }
}

fn message(delivery: &Delivery) -> DeliveryShape {
    DeliveryShape {
        id: Tag(delivery.id),
        event: event_type(&delivery.kind),
        about: delivery.about.clone(),
        yen: delivery.yen,
        told_at: delivery.told_at,
        state: Term(delivery.state),
        tries: delivery.tries,
        tried_at: delivery.tried_at,
        answer: delivery.answer,
        why: delivery.why.clone(),
    }
}

async fn listed(call: Call) -> Show {
    let me = call.me()?;
    let read = move |tx: &mut Tx<'_>| store::webhooks_of(tx, me);
    let all = call.cx.db().read("notices.api_webhooks", read).await?;
    call.say(&Webhooks { webhooks: all.iter().map(shape).collect() })
}

async fn shown(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<WebhookId>()?);
    let read = move |tx: &mut Tx<'_>| -> Answer<_> {
        let webhook = webhook::webhook_of(tx, me, id)?;
        let door = tx.open_at::<WebhookDoor>(&Opener::member(), me, &id.to_string())?.door;
        let kinds = store::kinds_of(tx, id)?.into_iter().map(Term).collect();
        let url = door.show().url.as_str().to_owned();
        Ok(WebhookStory { webhook: shape(&webhook), url, kinds })
    };
    call.say(&call.cx.db().read("notices.api_webhook", read).await?)
}

async fn opened(call: Call) -> Show {
    let (me, new) = (call.me()?, call.body::<NewWebhook>()?);
    let here = call.cx.plugged::<Post>()?.webhooks_here;
    hook::leads_outside(&hook::may_be_called(&new.url, here)?, here).await?;
    let kinds: Vec<Kind> = new.kinds.iter().map(|kind| kind.0).collect();
    let act = move |tx: &mut Tx<'_>| {
        let id = webhook::open_webhook(tx, me, &new.url)?.webhook;
        webhook::listen(tx, me, id, &kinds)?;
        Ok(id)
    };
    call.make("notices.open_webhook", Lock::on(me), act).await
}

async fn secret_shown(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<WebhookId>()?);
    let read = move |tx: &mut Tx<'_>| webhook::young_secret(tx, me, id);
    let secret = call.cx.db().read("notices.api_secret", read).await?;
    call.say(&WebhookSecret { secret: secret.words })
}

async fn messages_listed(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<WebhookId>()?);
    let before = call.after::<DeliveryId>()?;
    let read = move |tx: &mut Tx<'_>| {
        webhook::webhook_of(tx, me, id)?;
        store::deliveries_of(tx, id, before, ROWS)
    };
    let page = call.cx.db().read("notices.api_messages", read).await?;
    call.page(&page, message)
}

async fn listened(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<WebhookId>()?);
    let kinds: Vec<Kind> = call.body::<WebhookKinds>()?.kinds.iter().map(|kind| kind.0).collect();
    let act = move |tx: &mut Tx<'_>| webhook::listen(tx, me, id, &kinds);
    call.done("notices.listen", Lock::on(me), act).await
}

async fn tried(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<WebhookId>()?);
    let act = move |tx: &mut Tx<'_>| webhook::try_out(tx, me, id).map(|_| ());
    call.done("notices.try_out", Lock::on(me), act).await
}

async fn rotated(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<WebhookId>()?);
    let act = move |tx: &mut Tx<'_>| webhook::rotate(tx, me, id).map(|_| ());
    call.done("notices.rotate", Lock::on(me), act).await
}

async fn resumed(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<WebhookId>()?);
    let act = move |tx: &mut Tx<'_>| webhook::resume(tx, me, id);
    call.done("notices.resume", Lock::on(me), act).await
}

async fn removed(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<WebhookId>()?);
    let act = move |tx: &mut Tx<'_>| webhook::remove(tx, me, id);
    call.done("notices.remove_webhook", Lock::on(me), act).await
}

async fn sent_again(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<WebhookId>()?);
    let delivery = call.id::<DeliveryId>()?;
    let act = move |tx: &mut Tx<'_>| webhook::send_again(tx, me, id, delivery);
    call.done("notices.send_again", Lock::on(me), act).await
}
