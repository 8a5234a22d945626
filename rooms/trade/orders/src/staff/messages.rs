//! Writing to the seller of an order, and reading what they answer, on the order's page.

use db::{Answer, Lock, Tx};
use kernel::{Id, MessageId, OrderId};
use markets::Markets;
use maud::{Markup, html};
use web::parts::{self, Colour};
use web::{Cx, Field, Form, Notice, PathId, Show, submit};

use crate::acts::message::{self, carries};
use crate::by::By;
use crate::rules::{MOST_CHARS, MessageState};
use crate::show;
use crate::store::Order;
use crate::store::messages::{self as store, Message, Unread};

/// What was written about an order so far, and whether an answer is looked for.
pub(super) struct Talk {
    lines: Vec<Message>,
    looked_for: bool,
}

/// What there is for whoever plays these parts: nothing for those who do not write to sellers.
pub(super) fn talk(tx: &mut Tx<'_>, order: &Order, by: By) -> Answer<Option<Talk>> {
    if !message::writes(&by.parts(order.member)) {
        return Ok(None);
    }
    let looked_for = jobs::is_alive(tx, &message::look_key(order.id))?;
    Ok(Some(Talk { lines: store::messages(tx, order.id)?, looked_for }))
}

/// The card on the order's page.
pub(super) fn card(cx: &Cx, order: &Order, talk: &Talk, form: &Form) -> Markup {
    let at = |path: &str| format!("/staff/orders/{}/messages{path}", order.id);
    let carried = cx.db().plugs().get::<Markets>().is_some_and(|all| carries(all, order));
    let body = html! {
        @if talk.lines.is_empty() { p { (cx.t("orders-no-messages-yet")) } }
        @else { ol.timeline { @for line in &talk.lines { li { (one(cx, order, line)) } } } }
        (unread(cx, &at("/read"), &talk.lines))
        @if carried {
            @if talk.looked_for { p { (cx.t("orders-answer-awaited")) } }
            (cx.button(&at("/look"), cx.t("orders-look-for-answer")))
            (to_write(cx, &at(""), &talk.lines, form))
        } @else {
            p { (cx.t("orders-carries-none")) }
        }
    };
    parts::card(cx.t("orders-messages"), body)
}

fn one(cx: &Cx, order: &Order, line: &Message) -> Markup {
    html! {
        strong {
            @match &line.author {
                Some(author) => (author),
                None => (cx.t("orders-by-seller")),
            }
        }
        " · " (parts::instant(line.written_at)) " "
        (standing(cx, line))
        p.written { (line.words) }
        @if line.state == MessageState::Refused {
            p {
                (show::said_words(cx, line.code.as_deref().unwrap_or("fault"))) " "
                (cx.t("orders-not-sent-what")) " "
                a href={ "/staff/orders/" (order.id) "?again=" (line.id) "#message" } {
                    (cx.t("orders-write-again"))
                }
            }
        }
    }
}

fn standing(cx: &Cx, line: &Message) -> Markup {
    let badge = |colour, words| parts::badge(colour, cx.t(words));
    match (line.state, line.read_at) {
        (MessageState::Sending, _) => badge(Colour::Amber, "orders-message-sending"),
        (MessageState::Sent, _) => badge(Colour::Green, "orders-message-sent"),
        (MessageState::Refused, _) => badge(Colour::Red, "orders-message-refused"),
        (MessageState::Heard, None) => badge(Colour::Blue, "orders-message-unread"),
        (MessageState::Heard, Some(at)) => html! {
            (cx.t("orders-message-read")) " " (parts::instant(at)) " · "
            (line.read_by.as_deref().unwrap_or(""))
        },
    }
}

// What is marked is what was on the page: a line that came meanwhile is still to be read.
fn unread(cx: &Cx, action: &str, lines: &[Message]) -> Markup {
    let new = |line: &&Message| line.state == MessageState::Heard && line.read_at.is_none();
    let new: Vec<&Message> = lines.iter().filter(new).collect();
    html! {
        @if !new.is_empty() {
            (cx.form(action, html! {
                @for line in new { input type="hidden" name="line" value=(line.id); }
                (submit(cx.t("orders-mark-read")))
            }))
        }
    }
}

fn to_write(cx: &Cx, action: &str, lines: &[Message], form: &Form) -> Markup {
    let again = MessageId::parse(form.shown("again"));
    let before = lines.iter().find(|line| Some(line.id) == again && line.author.is_some());
    let form = match before {
        Some(line) => form.clone().with("message", &line.words),
        None => form.clone(),
    };
    cx.form(
        action,
        html! {
            // Why a new one each time: what is sent after a refusal is another message.
            input type="hidden" name="ask" value={ (format!("{:032x}", cx.db().dice().roll())) };
            (Field::lines("message", cx.t("orders-to-the-seller"))
                .help(cx.t("orders-to-the-seller-help")).most(MOST_CHARS).show(&form))
            (submit(cx.t("orders-send-message")))
        },
    )
}

pub(crate) async fn write(cx: Cx, PathId(id): PathId<OrderId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let (Some(words), Some(ask)) = (form.lines("message", MOST_CHARS), form.text("ask", 64)) else {
        return super::page(&cx, id, &form).await;
    };
    let act = move |tx: &mut Tx<'_>| message::write_to_seller(tx, id, &words, &ask, by);
    let done = cx.db().write("orders.write_to_seller", Lock::on(id), act).await;
    after(&cx, id, done.map(|_| ()), form, "orders-message-goes").await
}

pub(crate) async fn look(cx: Cx, PathId(id): PathId<OrderId>, form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let act = move |tx: &mut Tx<'_>| message::look_for_answer(tx, id, by);
    let done = cx.db().write("orders.look_for_answer", Lock::on(id), act).await;
    after(&cx, id, done, form, "orders-is-looked-for").await
}

pub(crate) async fn read(cx: Cx, PathId(id): PathId<OrderId>, form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let read: Vec<MessageId> = form.every("line").filter_map(MessageId::parse).collect();
    let act = move |tx: &mut Tx<'_>| message::mark_read(tx, id, &read, by);
    let done = cx.db().write("orders.mark_read", Lock::on(id), act).await;
    after(&cx, id, done, form, "orders-is-read").await
}

async fn after(cx: &Cx, id: OrderId, done: Answer<()>, mut form: Form, told: &'static str) -> Show {
    match done {
        Ok(()) => cx.tell(Notice::good(cx.t(told))).to(&format!("/staff/orders/{id}")),
        Err(refused) => {
            form.refused(refused, &[("orders.bad_message", "message")])?;
            super::page(cx, id, &form).await
        }
    }
}

/// Whose sellers have written what nobody has read yet, on the list of orders.
pub(super) fn waiting(cx: &Cx, all: &[Unread]) -> Markup {
    html! {
        p { (cx.t("orders-unread-what")) }
        @for one in all {
            p {
                a href={ "/staff/orders/" (one.order) } { (one.title) } " "
                (cx.tv("orders-unread-lines", &[("lines", one.lines)])) " "
                (parts::instant(one.heard_at))
            }
        }
    }
}
