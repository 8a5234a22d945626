//! The human buyers' desk: the queue, one task, and its outcomes.

use db::{Answer, Lock, Tx};
use kernel::{At, DeskTaskId, Id, Span, Word, Yen};
use maud::{Markup, html};
use orders::{By, Event, Order, Part, Reason, State};
use web::parts::{self, Align, Colour, Column};
use web::{Cx, Field, Form, Notice, PathId, Show, submit, whole};

use crate::acts::outcome::NewOffer;
use crate::acts::quote::Offer;
use crate::acts::{claim as claims, outcome};
use crate::rules::{self, TaskKind, TaskOutcome};
use crate::store::{self, Quote, Task};

/// How long an offer holds unless the buyer says otherwise.
const DAYS: i64 = 3;

pub(crate) async fn queue(cx: Cx) -> Show {
    let read = |tx: &mut Tx<'_>| -> Answer<_> {
        let mut all = Vec::new();
        for task in store::queue(tx)? {
            let quote = store::quote(tx, task.quote)?;
            all.push((task, quote));
        }
        let mut bought = Vec::new();
        for order in orders::waits_for_number(tx)? {
            let task = order.market_order.as_deref().and_then(DeskTaskId::parse);
            let number = match task {
                Some(task) => store::task(tx, task)?.shop_order,
                None => None,
            };
            bought.push((order, number));
        }
        Ok((all, bought))
    };
    let (all, bought) = cx.db().read("shopping.queue", read).await?;
    let now = cx.now();
    let row = |(task, quote): &(Task, Quote)| {
        let name = quote.title.as_deref().unwrap_or(&quote.url);
        vec![
            html! { a href={ "/staff/buyers/" (task.id) } { (name) } },
            html! { (kind(&cx, task)) },
            parts::instant(task.due_at),
            taken(&cx, task, now),
        ]
    };
    let rows: Vec<Vec<Markup>> = all.iter().map(row).collect();
    let columns = [
        Column(cx.t("shopping-thing"), Align::Left),
        Column(cx.t("shopping-to-do"), Align::Left),
        Column(cx.t("shopping-by"), Align::Left),
        Column(cx.t("shopping-taken-by"), Align::Left),
    ];
    let body = html! {
        h1 { (cx.t("shopping-desk")) }
        @if rows.is_empty() && bought.is_empty() { (parts::empty(cx.t("shopping-nothing-waits"), cx.t("shopping-to-desks"), "/staff")) }
        @if !rows.is_empty() { (parts::table(cx.t("shopping-queue"), &columns, &rows)) }
        @if !bought.is_empty() {
            (parts::card(cx.t("shopping-no-number"), without_number(&cx, &bought)))
        }
    };
    cx.show(cx.t("shopping-desk"), body)
}

// What was bought is followed until the warehouse can expect it: the shop's tracking number is
// noted on the order's own page.
fn without_number(cx: &Cx, bought: &[(Order, Option<String>)]) -> Markup {
    let columns = [
        Column(cx.t("shopping-thing"), Align::Left),
        Column(cx.t("shopping-shop-order"), Align::Left),
        Column(cx.t("shopping-since"), Align::Left),
    ];
    let row = |(order, number): &(Order, Option<String>)| {
        vec![
            html! { a href={ "/staff/orders/" (order.id) } { (order.title) } },
            html! { (number.as_deref().unwrap_or("—")) },
            parts::instant(order.state_at),
        ]
    };
    let rows: Vec<Vec<Markup>> = bought.iter().map(row).collect();
    html! {
        p { (cx.t("shopping-no-number-what")) }
        (parts::table(cx.t("shopping-no-number"), &columns, &rows))
    }
}

fn kind<'c>(cx: &'c Cx, task: &Task) -> &'c str {
    match task.kind {
        TaskKind::Quote => cx.t("shopping-do-quote"),
        TaskKind::Buy => cx.t("shopping-do-buy"),
    }
}

fn taken(cx: &Cx, task: &Task, now: At) -> Markup {
    match (task.claimed_by, task.claimed_until) {
        (Some(_), Some(until)) if until > now => {
            html! {
                (parts::badge(Colour::Amber, cx.t("shopping-taken"))) " "
                (cx.t("shopping-until")) " " (parts::instant(until))
            }
        }
        _ => parts::badge(Colour::Blue, cx.t("shopping-free")),
    }
}

pub(crate) async fn one(cx: Cx, PathId(id): PathId<DeskTaskId>) -> Show {
    page(&cx, id, &Form::empty()).await
}

async fn page(cx: &Cx, id: DeskTaskId, form: &Form) -> Show {
    let read = move |tx: &mut Tx<'_>| -> Answer<(Task, Quote, i64)> {
        let task = store::task(tx, id)?;
        let quote = store::quote(tx, task.quote)?;
        // What is bought is what the member's purchase says.
        let quantity = match task.purchase {
            Some(purchase) => store::purchase(tx, purchase)?.quantity,
            None => quote.quantity,
        };
        Ok((task, quote, quantity))
    };
    let (task, quote, quantity) = cx.db().read("shopping.task", read).await?;
    let facts = [
        (cx.t("shopping-to-do"), html! { (kind(cx, &task)) }),
        (cx.t("shopping-by"), parts::instant(task.due_at)),
        (
            cx.t("shopping-page"),
            html! { a href=(quote.url) rel="noreferrer noopener" { (quote.url) } },
        ),
        (
            cx.t("shopping-shop"),
            html! { (quote.shop) " " (quote.shop_item.as_deref().unwrap_or("")) },
        ),
        (cx.t("shopping-how-many"), html! { (quantity) }),
        (cx.t("shopping-options"), html! { (quote.options) }),
        (cx.t("shopping-member-says"), html! { (quote.words) }),
        (cx.t("shopping-offered-each"), parts::maybe_money(quote.each_yen)),
        (cx.t("shopping-offered-shipping"), parts::maybe_money(quote.shipping_yen)),
    ];
    let body = html! {
        p { a href="/staff/buyers" { (cx.t("shopping-desk")) } }
        h1 { (quote.title.as_deref().unwrap_or(&quote.url)) }
        (whole(form))
        (parts::facts(&facts))
        (parts::card(cx.t("shopping-for-seller"), html! {
            pre lang="ja" { (japanese(&task, &quote, quantity)?) }
        }))
        (work(cx, &task, form))
    };
    cx.show_form(cx.t("shopping-desk"), form, body)
}

fn japanese(task: &Task, quote: &Quote, quantity: i64) -> Answer<String> {
    let title = quote.title.as_deref();
    Ok(match task.kind {
        TaskKind::Quote => rules::ask_words(title, &quote.url, quantity, &quote.options),
        TaskKind::Buy => {
            let each = quote.each_yen.unwrap_or(Yen::ZERO);
            let all = rules::cover_yen(each, quantity, quote.shipping_yen, Yen::ZERO)?;
            let name = title.unwrap_or(&quote.url);
            rules::buy_words(name, quantity, all, &task.id.to_string())
        }
    })
}

fn done(cx: &Cx, outcome: TaskOutcome) -> &str {
    cx.t(match outcome {
        TaskOutcome::Quoted => "shopping-done-quoted",
        TaskOutcome::Declined => "shopping-done-declined",
        TaskOutcome::Placed => "shopping-done-placed",
        TaskOutcome::Refused => "shopping-done-refused",
        TaskOutcome::PriceChanged => "shopping-done-price-changed",
        TaskOutcome::SoldOut => "shopping-done-sold-out",
        TaskOutcome::Withdrawn => "shopping-done-withdrawn",
    })
}

fn work(cx: &Cx, task: &Task, form: &Form) -> Markup {
    let at = |step: &str| format!("/staff/buyers/{}/{step}", task.id);
    if let Some(outcome) = task.outcome {
        return html! { p { (cx.tv("shopping-done", &[("outcome", done(cx, outcome).to_owned())])) } };
    }
    let mine = cx.staff().is_ok_and(|staff| task.claimed_by == Some(staff.id))
        && task.claimed_until.is_some_and(|until| until > cx.now());
    if !mine {
        return html! { p { (taken(cx, task, cx.now())) } (cx.button(&at("claim"), cx.t("shopping-claim"))) };
    }
    let buy = task.kind == TaskKind::Buy;
    html! {
        (cx.button(&at("claim"), cx.t("shopping-keep-claim")))
        (cx.button(&at("hand-back"), cx.t("shopping-hand-back")))
        @if buy {
            (parts::card(cx.t("shopping-ordered"), cx.form(&at("placed"), html! {
                (Field::text("shop_order", cx.t("shopping-shop-order")).most(60).show(form))
                (submit(cx.t("shopping-is-placed")))
            })))
        }
        (parts::card(cx.t(if buy { "shopping-price-another" } else { "shopping-what-it-costs" }),
            cx.form(&at("offer"), html! {
                (Field::text("title", cx.t("shopping-what-it-is")).most(200).show(form))
                (Field::yen("each", cx.t("shopping-price-of-one")).show(form))
                (Field::yen("shipping", cx.t("shopping-shipping")).optional()
                    .help(cx.t("shopping-unknown-help")).show(form))
                (Field::number("days", cx.t("shopping-holds-days")).optional().show(form))
                (submit(cx.t("shopping-send-offer")))
            })))
        @if buy { (parts::card(cx.t("shopping-sold-out"), cx.button(&at("sold-out"), cx.t("shopping-is-sold-out")))) }
        (parts::card(cx.t("shopping-not-to-be-had"), cx.form(&at("no"), html! {
            label { (cx.t("shopping-why")) select name="reason" {
                @for reason in reasons(buy) {
                    option value=(reason.word()) { (orders::reason_words(cx, reason)) }
                }
            } }
            (submit(cx.t("shopping-say-no")))
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

async fn after(
    cx: &Cx,
    id: DeskTaskId,
    done: Answer<()>,
    mut form: Form,
    told: &'static str,
) -> Show {
    match done {
        Ok(()) => cx.tell(Notice::good(cx.t(told))).to("/staff/buyers"),
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
    after(&cx, id, done, form, "shopping-in-queue").await
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
    after(&cx, id, done, form, "shopping-has-offer").await
}

pub(crate) async fn placed(cx: Cx, PathId(id): PathId<DeskTaskId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let Some(number) = form.text("shop_order", 60) else { return page(&cx, id, &form).await };
    let act = move |tx: &mut Tx<'_>| outcome::placed(tx, id, &number, by);
    let done = cx.db().write("shopping.placed", Lock::on(id), act).await;
    after(&cx, id, done, form, "shopping-placed").await
}

pub(crate) async fn sold_out(cx: Cx, PathId(id): PathId<DeskTaskId>, form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let act = move |tx: &mut Tx<'_>| outcome::sold_out(tx, id, by);
    let done = cx.db().write("shopping.sold_out", Lock::on(id), act).await;
    after(&cx, id, done, form, "shopping-is-told").await
}

pub(crate) async fn no(cx: Cx, PathId(id): PathId<DeskTaskId>, mut form: Form) -> Show {
    let by = By::from(cx.staff()?);
    let Some(reason) = form.word::<Reason>("reason") else { return page(&cx, id, &form).await };
    let act = move |tx: &mut Tx<'_>| match store::task(tx, id)?.kind {
        TaskKind::Quote => outcome::cannot(tx, id, reason, by),
        TaskKind::Buy => outcome::refused(tx, id, reason, by),
    };
    let done = cx.db().write("shopping.no", Lock::on(id), act).await;
    after(&cx, id, done, form, "shopping-is-told").await
}
