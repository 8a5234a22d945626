//! The human buyers' desk: the queue, one task, and its outcomes.

use db::{Answer, Lock, Tx};
use kernel::{At, DeskTaskId, Span, Word, Yen};
use maud::{Markup, html};
use orders::{By, Event, Part, Reason, State};
use web::parts::{self, Align, Colour, Column};
use web::{Cx, Field, Form, Notice, PathId, Show, submit, whole};

use crate::acts::outcome::NewOffer;
use crate::acts::quote::Offer;
use crate::acts::{claim as claims, outcome};
use crate::rules::{self, TaskKind};
use crate::store::{self, Quote, Task};

/// How long an offer holds unless the buyer says otherwise.
const DAYS: i64 = 3;

pub(crate) async fn queue(cx: Cx) -> Show {
    let read = |tx: &mut Tx<'_>| -> Answer<Vec<(Task, Quote)>> {
        let tasks = store::queue(tx)?;
        tasks
            .into_iter()
            .map(|task| Ok((store::quote(tx, task.quote)?, task)))
            .map(|pair| pair.map(|(quote, task)| (task, quote)))
            .collect()
    };
    let all = cx.db().read("shopping.queue", read).await?;
    let now = cx.now();
    let row = |(task, quote): &(Task, Quote)| {
        let name = quote.title.as_deref().unwrap_or(&quote.url);
        vec![
            html! { a href={ "/staff/buyers/" (task.id) } { (name) } },
            html! { (task.kind) },
            parts::instant(task.due_at),
            taken(task, now),
        ]
    };
    let rows: Vec<Vec<Markup>> = all.iter().map(row).collect();
    let columns = [
        Column("Thing", Align::Left),
        Column("To do", Align::Left),
        Column("By", Align::Left),
        Column("Taken", Align::Left),
    ];
    let body = html! {
        h1 { "Buyers’ desk" }
        @if rows.is_empty() { (parts::empty("Nothing waits.", "To the desks", "/staff")) }
        @else { (parts::table("Queue", &columns, &rows)) }
    };
    cx.show("Buyers’ desk", body)
}

fn taken(task: &Task, now: At) -> Markup {
    match (task.claimed_by, task.claimed_until) {
        (Some(_), Some(until)) if until > now => {
            html! { (parts::badge(Colour::Amber, "taken")) " until " (parts::instant(until)) }
        }
        _ => parts::badge(Colour::Blue, "free"),
    }
}

pub(crate) async fn one(cx: Cx, PathId(id): PathId<DeskTaskId>) -> Show {
    page(&cx, id, &Form::empty()).await
}

async fn page(cx: &Cx, id: DeskTaskId, form: &Form) -> Show {
    let read = move |tx: &mut Tx<'_>| -> Answer<(Task, Quote)> {
        let task = store::task(tx, id)?;
        let quote = store::quote(tx, task.quote)?;
        Ok((task, quote))
    };
    let (task, quote) = cx.db().read("shopping.task", read).await?;
    let facts = [
        ("To do", html! { (task.kind) }),
        ("By", parts::instant(task.due_at)),
        ("Page", html! { a href=(quote.url) rel="noreferrer noopener" { (quote.url) } }),
        ("Shop", html! { (quote.shop) " " (quote.shop_item.as_deref().unwrap_or("")) }),
        ("How many", html! { (quote.quantity) }),
        ("Options", html! { (quote.options) }),
        ("The member says", html! { (quote.words) }),
        ("Each, as offered", parts::maybe_money(quote.each_yen)),
        ("Shipping, as offered", parts::maybe_money(quote.shipping_yen)),
    ];
    let body = html! {
        p { a href="/staff/buyers" { "Buyers’ desk" } }
        h1 { (quote.title.as_deref().unwrap_or(&quote.url)) }
        (whole(form))
        (parts::facts(&facts))
        (parts::card("For the seller, ready to copy", html! {
            pre lang="ja" { (japanese(&task, &quote)?) }
        }))
        (work(cx, &task, form))
    };
    cx.show_form("Buyers’ desk", form, body)
}

fn japanese(task: &Task, quote: &Quote) -> Answer<String> {
    let title = quote.title.as_deref();
    Ok(match task.kind {
        TaskKind::Quote => rules::ask_words(title, &quote.url, quote.quantity, &quote.options),
        TaskKind::Buy => {
            let each = quote.each_yen.unwrap_or(Yen::ZERO);
            let all = rules::cover_yen(each, quote.quantity, quote.shipping_yen, Yen::ZERO)?;
            let name = title.unwrap_or(&quote.url);
            rules::buy_words(name, quote.quantity, all, &task.id.to_string())
        }
    })
}

fn work(cx: &Cx, task: &Task, form: &Form) -> Markup {
    let at = |step: &str| format!("/staff/buyers/{}/{step}", task.id);
    if let Some(outcome) = task.outcome {
        return html! { p { "Done: " (outcome.to_string().replace('_', " ")) "." } };
    }
    let mine = cx.staff().is_ok_and(|staff| task.claimed_by == Some(staff.id))
        && task.claimed_until.is_some_and(|until| until > cx.now());
    if !mine {
        return html! { p { (taken(task, cx.now())) } (cx.button(&at("claim"), "Take it")) };
    }
    let buy = task.kind == TaskKind::Buy;
    html! {
        (cx.button(&at("claim"), "Keep it for another half hour"))
        (cx.button(&at("hand-back"), "Hand it back"))
        @if buy {
            (parts::card("Ordered and paid", cx.form(&at("placed"), html! {
                (Field::text("shop_order", "The shop’s order number").most(60).show(form))
                (submit("It is placed"))
            })))
        }
        (parts::card(if buy { "The price is another" } else { "What it costs" },
            cx.form(&at("offer"), html! {
                (Field::text("title", "What it is").most(200).show(form))
                (Field::yen("each", "The price of one").show(form))
                (Field::yen("shipping", "Shipping in Japan").optional()
                    .help("Leave it empty when it is not known: unknown is not zero.").show(form))
                (Field::number("days", "The offer holds for days").optional().show(form))
                (submit("Send the offer"))
            })))
        @if buy { (parts::card("Sold out", cx.button(&at("sold-out"), "It is sold out"))) }
        (parts::card("It cannot be had", cx.form(&at("no"), html! {
            label { "Why" select name="reason" {
                @for reason in reasons(buy) {
                    option value=(reason.word()) { (reason.word().replace('_', " ")) }
                }
            } }
            (submit("Say no"))
        })))
    }
}

// The reasons the table of orders knows for a buyer's no here.
fn reasons(buy: bool) -> impl Iterator<Item = Reason> {
    let from = if buy { State::Accepted } else { State::QuoteRequested };
    orders::steps_from(from, &[Part::Buyer])
        .filter(|arrow| arrow.event == Event::Decline)
        .flat_map(|arrow| arrow.reasons.iter().copied())
        .filter(|reason| *reason != Reason::MemberDeclined)
}

async fn after(cx: &Cx, id: DeskTaskId, done: Answer<()>, mut form: Form, told: &str) -> Show {
    match done {
        Ok(()) => cx.tell(Notice::good(told)).to("/staff/buyers"),
        Err(refused) => {
            let beside = [("shopping.bad_order_number", "shop_order")];
            form.refused(refused, &beside)?;
            page(cx, id, &form).await
        }
    }
}

pub(crate) async fn claim(cx: Cx, PathId(id): PathId<DeskTaskId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let act = move |tx: &mut Tx<'_>| claims::claim(tx, id, by);
    match cx.db().write("shopping.claim", Lock::on(id), act).await {
        Ok(_) => cx.to(&format!("/staff/buyers/{id}")),
        Err(refused) => {
            form.refused(refused, &[])?;
            page(&cx, id, &form).await
        }
    }
}

pub(crate) async fn hand_back(cx: Cx, PathId(id): PathId<DeskTaskId>, form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let act = move |tx: &mut Tx<'_>| claims::hand_back(tx, id, by);
    let done = cx.db().write("shopping.hand_back", Lock::on(id), act).await;
    after(&cx, id, done, form, "It is in the queue again.").await
}

pub(crate) async fn offer(cx: Cx, PathId(id): PathId<DeskTaskId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let shipping = match form.shown("shipping").trim() {
        "" => Some(None),
        _ => form.yen("shipping").map(Some),
    };
    let days = match form.shown("days").trim() {
        "" => Some(DAYS),
        _ => form.number("days").map(|days| days.clamp(0, 30)),
    };
    let typed = (form.text("title", 200), form.yen("each"), shipping, days);
    let (Some(title), Some(each_yen), Some(shipping_yen), Some(days)) = typed else {
        return page(&cx, id, &form).await;
    };
    let act = move |tx: &mut Tx<'_>| {
        let offer = Offer { each_yen, shipping_yen };
        let expires_at = tx.now().plus(Span::days(days));
        let new = NewOffer { title: title.clone(), offer, expires_at };
        match store::task(tx, id)?.kind {
            TaskKind::Quote => outcome::quoted(tx, id, &new, by),
            TaskKind::Buy => outcome::price_changed(tx, id, &new, by),
        }
    };
    let done = cx.db().write("shopping.offer", Lock::on(id), act).await;
    after(&cx, id, done, form, "The member has the offer.").await
}

pub(crate) async fn placed(cx: Cx, PathId(id): PathId<DeskTaskId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let Some(number) = form.text("shop_order", 60) else { return page(&cx, id, &form).await };
    let act = move |tx: &mut Tx<'_>| outcome::placed(tx, id, &number, by);
    let done = cx.db().write("shopping.placed", Lock::on(id), act).await;
    after(&cx, id, done, form, "Placed. Its order begins.").await
}

pub(crate) async fn sold_out(cx: Cx, PathId(id): PathId<DeskTaskId>, form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let act = move |tx: &mut Tx<'_>| outcome::sold_out(tx, id, by);
    let done = cx.db().write("shopping.sold_out", Lock::on(id), act).await;
    after(&cx, id, done, form, "The member is told.").await
}

pub(crate) async fn no(cx: Cx, PathId(id): PathId<DeskTaskId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let Some(reason) = form.word::<Reason>("reason") else { return page(&cx, id, &form).await };
    let act = move |tx: &mut Tx<'_>| match store::task(tx, id)?.kind {
        TaskKind::Quote => outcome::cannot(tx, id, reason, by),
        TaskKind::Buy => outcome::refused(tx, id, reason, by),
    };
    let done = cx.db().write("shopping.no", Lock::on(id), act).await;
    after(&cx, id, done, form, "The member is told.").await
}
