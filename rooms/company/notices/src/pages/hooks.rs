use db::{Answer, Lock, Tx};
use kernel::{DeliveryId, Id, Refused, WebhookId, Word};
use maud::{Markup, html};
use privacy::{OpenViews as _, Opener};
use web::parts::{self, Align, Colour, Column};
use web::{Asked, Cx, Field, Form, Notice as Told, PathId, Show, submit, whole};

use super::{me, words};
use crate::acts::deliver::event_type;
use crate::acts::webhook::{self, Secret};
use crate::rules::Kind;
use crate::store::{self, Delivery, DeliveryState, Webhook};
use crate::views::WebhookDoor;
use crate::{Post, hook};

pub(super) async fn list(cx: Cx) -> Show {
    list_page(&cx, &Form::empty()).await
}

async fn list_page(cx: &Cx, form: &Form) -> Show {
    let me = me(cx)?;
    let read = move |tx: &mut Tx<'_>| store::webhooks_of(tx, me);
    let all = cx.db().read("notices.webhooks", read).await?;
    let row = |webhook: &Webhook| {
        vec![
            html! { a href={ "/webhooks/" (webhook.id) } { code { (webhook.id) } } },
            state(cx, webhook),
            parts::instant(webhook.made_at),
        ]
    };
    let rows: Vec<Vec<Markup>> = all.iter().map(row).collect();
    let columns = [
        Column(cx.t("notices-webhook"), Align::Left),
        Column(cx.t("notices-state"), Align::Left),
        Column(cx.t("notices-since"), Align::Left),
    ];
    let title = cx.t("notices-webhooks");
    let body = html! {
        h1 { (title) }
        p { (cx.t("notices-webhooks-help")) }
        @if rows.is_empty() { p { (cx.t("notices-no-webhooks")) } }
        @else { (parts::table(title, &columns, &rows)) }
        h2 { (cx.t("notices-new-webhook")) }
        (cx.form("/webhooks", html! {
            (whole(form))
            (Field::text("url", cx.t("notices-url")).help(cx.t("notices-url-help")).most(300)
                .show(form))
            (submit(cx.t("notices-open")))
        }))
    };
    cx.show_form(title, form, body)
}

fn state(cx: &Cx, webhook: &Webhook) -> Markup {
    match (webhook.stopped_at, webhook.failing_at) {
        (Some(_), _) => parts::badge(Colour::Red, cx.t("notices-is-stopped")),
        (None, Some(_)) => parts::badge(Colour::Amber, cx.t("notices-is-failing")),
        (None, None) => parts::badge(Colour::Green, cx.t("notices-is-well")),
    }
}

pub(super) async fn open(cx: Cx, mut form: Form) -> Show {
    let me = me(&cx)?;
    let Some(url) = form.text("url", 300) else { return list_page(&cx, &form).await };
    let here = cx.plugged::<Post>()?.webhooks_here;
    let checked = match hook::may_be_called(&url, here) {
        Ok(read) => hook::leads_outside(&read, here).await,
        Err(no) => Err(no),
    };
    if let Err(no) = checked {
        form.wrong("url", no);
        return list_page(&cx, &form).await;
    }
    let act = move |tx: &mut Tx<'_>| webhook::open_webhook(tx, me, &url);
    match cx.db().write("notices.open_webhook", Lock::on(me), act).await {
        Ok(secret) => secret_page(&cx, &secret),
        Err(refused) => {
            form.refused(refused, &[])?;
            list_page(&cx, &form).await
        }
    }
}

/// The one page a secret is shown on.
fn secret_page(cx: &Cx, secret: &Secret) -> Show {
    let title = cx.t("notices-secret");
    let body = html! {
        h1 { (title) }
        p { (cx.t("notices-secret-help")) }
        p { code { (secret.words) } }
        p { a.button href={ "/webhooks/" (secret.webhook) } { (cx.t("notices-to-webhook")) } }
    };
    cx.show(title, body)
}

pub(super) async fn one(cx: Cx, PathId(id): PathId<WebhookId>, Asked(asked): Asked) -> Show {
    let me = me(&cx)?;
    let before = DeliveryId::parse(asked.shown("after"));
    let read = move |tx: &mut Tx<'_>| -> Answer<_> {
        let webhook = webhook::webhook_of(tx, me, id)?;
        let door = tx.open_at::<WebhookDoor>(&Opener::member(), me, &id.to_string())?.door;
        let kinds = store::kinds_of(tx, id)?;
        Ok((webhook, door, kinds, store::deliveries_of(tx, id, before, 25)?))
    };
    let (webhook, door, kinds, page) = cx.db().read("notices.webhook", read).await?;
    let at = |step: &str| format!("/webhooks/{id}/{step}");
    let title = cx.t("notices-webhook");
    let body = html! {
        h1 { (title) }
        (parts::facts(&[
            (cx.t("notices-url"), html! { (door) }),
            (cx.t("notices-state"), state(&cx, &webhook)),
            (cx.t("notices-since"), parts::instant(webhook.made_at)),
        ]))
        div.actions {
            (cx.button(&at("trial"), cx.t("notices-trial")))
            (cx.button(&at("rotation"), cx.t("notices-rotate")))
            @if webhook.stopped_at.is_some() {
                (cx.button(&at("resumption"), cx.t("notices-resume")))
            }
            (cx.button(&at("removal"), cx.t("notices-remove")))
        }
        h2 { (cx.t("notices-hears")) }
        (cx.form(&at("kinds"), kinds_form(&cx, &kinds)))
        h2 { (cx.t("notices-messages")) }
        (messages(&cx, &page.rows))
        (parts::next_page(&format!("/webhooks/{id}"), page.next.as_deref()))
    };
    cx.show(title, body)
}

fn kinds_form(cx: &Cx, kinds: &[Kind]) -> Markup {
    html! {
        @for kind in Kind::ALL.iter().filter(|kind| kind.is_for_webhooks()) {
            label.pick {
                input type="checkbox" name="kind" value=(kind.word()) checked[kinds.contains(kind)];
                span { (cx.t(words::kind(*kind))) " " code { (event_type(kind.word())) } }
            }
        }
        (submit(cx.t("notices-keep")))
    }
}

fn messages(cx: &Cx, rows: &[Delivery]) -> Markup {
    if rows.is_empty() {
        return html! { p { (cx.t("notices-no-messages")) } };
    }
    let columns = [
        Column(cx.t("notices-when"), Align::Left),
        Column(cx.t("notices-what"), Align::Left),
        Column(cx.t("notices-answer"), Align::Left),
        Column(cx.t("notices-tries"), Align::Right),
    ];
    let answered = |delivery: &Delivery| {
        let given_up = matches!(delivery.state, DeliveryState::Failed | DeliveryState::Dropped);
        let (colour, key) = match delivery.state {
            DeliveryState::Waiting => (Colour::Blue, "notices-is-waiting"),
            DeliveryState::Taken => (Colour::Green, "notices-is-taken"),
            DeliveryState::Failed => (Colour::Red, "notices-is-failed"),
            DeliveryState::Dropped => (Colour::Grey, "notices-is-dropped"),
        };
        html! {
            (parts::badge(colour, cx.t(key))) " "
            @if let Some(status) = delivery.answer { code { (status) } }
            @else if let Some(why) = &delivery.why { code { (why) } }
            @if given_up {
                (cx.button(
                    &format!("/webhooks/{}/messages/{}/again", delivery.webhook, delivery.id),
                    cx.t("notices-again"),
                ))
            }
        }
    };
    let row = |delivery: &Delivery| {
        vec![
            parts::instant(delivery.told_at),
            html! { code { (event_type(&delivery.kind)) } br; code { (delivery.about) } },
            answered(delivery),
            html! { (delivery.tries) },
        ]
    };
    let rows: Vec<Vec<Markup>> = rows.iter().map(row).collect();
    parts::table(cx.t("notices-messages"), &columns, &rows)
}

pub(super) async fn listen(cx: Cx, PathId(id): PathId<WebhookId>, form: Form) -> Show {
    let me = me(&cx)?;
    let kinds: Vec<Kind> = form.every("kind").filter_map(Kind::from_word).collect();
    let act = move |tx: &mut Tx<'_>| webhook::listen(tx, me, id, &kinds);
    let done = cx.db().write("notices.listen", Lock::on(me), act).await;
    back(&cx, id, done, "notices-kept")
}

pub(super) async fn try_out(cx: Cx, PathId(id): PathId<WebhookId>) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| webhook::try_out(tx, me, id).map(|_| ());
    let done = cx.db().write("notices.try_out", Lock::on(me), act).await;
    back(&cx, id, done, "notices-trial-sent")
}

pub(super) async fn rotate(cx: Cx, PathId(id): PathId<WebhookId>) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| webhook::rotate(tx, me, id);
    let secret = cx.db().write("notices.rotate", Lock::on(me), act).await?;
    secret_page(&cx, &secret)
}

pub(super) async fn again(
    cx: Cx,
    PathId(id): PathId<WebhookId>,
    PathId(delivery): PathId<DeliveryId>,
) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| webhook::send_again(tx, me, id, delivery);
    let done = cx.db().write("notices.send_again", Lock::on(me), act).await;
    back(&cx, id, done, "notices-again-sent")
}

pub(super) async fn resume(cx: Cx, PathId(id): PathId<WebhookId>) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| webhook::resume(tx, me, id);
    let done = cx.db().write("notices.resume", Lock::on(me), act).await;
    back(&cx, id, done, "notices-kept")
}

pub(super) async fn remove(cx: Cx, PathId(id): PathId<WebhookId>) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| webhook::remove(tx, me, id);
    cx.db().write("notices.remove_webhook", Lock::on(me), act).await?;
    cx.tell(Told::good(cx.t("notices-removed"))).to("/webhooks")
}

fn back(cx: &Cx, id: WebhookId, done: Result<(), Refused>, key: &str) -> Show {
    done?;
    cx.tell(Told::good(cx.t(key))).to(&format!("/webhooks/{id}"))
}
