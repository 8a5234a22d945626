//! Orders by address: asking the desk, and its offers.

use db::{Answer, Lock, Tx};
use kernel::{Id, QuoteId, Yen};
use maud::{Markup, html};
use orders::State;
use web::parts::{self, Align, Column};
use web::{Asked, Cx, Field, Form, Notice, PathId, Show, Stop, submit, whole};

use crate::ShoppingRefusal;
use crate::acts::quote::{self, Ask, Offer};
use crate::rules;
use crate::store::{self, Quote};

use super::{me, told};

pub(super) async fn list(cx: Cx, Asked(asked): Asked) -> Show {
    quotes_page(&cx, &Form::empty().with("quantity", 1), QuoteId::parse(asked.shown("after"))).await
}

async fn quotes_page(cx: &Cx, form: &Form, before: Option<QuoteId>) -> Show {
    let me = me(cx)?;
    let read = move |tx: &mut Tx<'_>| store::quotes(tx, me, before, 25);
    let page = cx.db().read("shopping.quotes", read).await?;
    let ask = cx.form("/quotes", html! {
        (whole(form))
        (Field::text("url", cx.t("shopping-url")).help(cx.t("shopping-url-help")).most(2_000).show(form))
        (Field::number("quantity", cx.t("shopping-how-many")).show(form))
        (Field::text("options", cx.t("shopping-options-wanted")).optional().most(300).show(form))
        (Field::lines("words", cx.t("shopping-words-for-buyer")).optional().most(1_000).show(form))
        (submit(cx.t("shopping-ask")))
    });
    let row = |quote: &Quote| {
        let name = quote.title.as_deref().unwrap_or(&quote.url);
        vec![
            html! { a href={ "/quotes/" (quote.id) } { (name) } },
            html! { (orders::state_words(cx, quote.state)) },
            parts::maybe_money(quote.each_yen),
            parts::instant(quote.state_at),
        ]
    };
    let rows: Vec<Vec<Markup>> = page.rows.iter().map(row).collect();
    let columns = [
        Column(cx.t("shopping-thing"), Align::Left),
        Column(cx.t("shopping-stands-at"), Align::Left),
        Column(cx.t("shopping-each"), Align::Right),
        Column(cx.t("shopping-since"), Align::Left),
    ];
    let body = html! {
        h1 { (cx.t("shopping-quotes")) }
        (parts::card(cx.t("shopping-from-any-shop"), ask))
        @if !rows.is_empty() { (parts::card(cx.t("shopping-requests"), parts::table(cx.t("shopping-requests"), &columns, &rows))) }
        (parts::next_page("/quotes", page.next.as_deref()))
    };
    cx.show_form(cx.t("shopping-quotes"), form, body)
}

pub(super) async fn ask(cx: Cx, mut form: Form) -> Show {
    let member = me(&cx)?;
    let typed = (
        form.text("url", 2_000),
        form.number("quantity"),
        form.maybe_text("options", 300),
        if form.shown("words").trim().is_empty() {
            Some(String::new())
        } else {
            form.lines("words", 1_000)
        },
    );
    let (Some(url), Some(quantity), Some(options), Some(words)) = typed else {
        return quotes_page(&cx, &form, None).await;
    };
    let page = match rules::read_url(&url) {
        Ok(page) => page,
        Err(refusal) => {
            form.wrong("url", refusal);
            return quotes_page(&cx, &form, None).await;
        }
    };
    let ask = Ask { member, page, quantity, options: options.unwrap_or_default(), words };
    let act = move |tx: &mut Tx<'_>| quote::ask(tx, &ask);
    match cx.db().write("shopping.ask", Lock::on(member), act).await {
        Ok(id) => cx.tell(Notice::good(cx.t("shopping-desk-looks"))).to(&format!("/quotes/{id}")),
        Err(refused) => {
            form.refused(refused, &[("shopping.bad_quantity", "quantity")])?;
            quotes_page(&cx, &form, None).await
        }
    }
}

pub(super) async fn one(cx: Cx, PathId(id): PathId<QuoteId>) -> Show {
    let me = me(&cx)?;
    let read = move |tx: &mut Tx<'_>| -> Answer<_> {
        let quote = store::quote(tx, id)?;
        if quote.member != me {
            return Err(ShoppingRefusal::Unknown.into());
        }
        let fee = orders::house_fee(tx)?;
        Ok((quote, store::place_in_queue(tx, id)?, store::quote_history(tx, id)?, fee))
    };
    let (quote, place, steps, fee) = cx.db().read("shopping.quote", read).await?;
    let title = quote.title.clone().unwrap_or_else(|| cx.t("shopping-your-request").to_owned());
    let facts = [
        (cx.t("shopping-shop"), html! { (quote.shop) }),
        (
            cx.t("shopping-page"),
            html! { a href=(quote.url) rel="noreferrer noopener" { (quote.url) } },
        ),
        (cx.t("shopping-how-many"), html! { (quote.quantity) }),
        (cx.t("shopping-options"), html! { (quote.options) }),
        (cx.t("shopping-each"), parts::maybe_money(quote.each_yen)),
        (cx.t("shopping-shipping"), parts::maybe_money(quote.shipping_yen)),
        (cx.t("shopping-fee"), parts::money(fee)),
    ];
    let body = html! {
        p { a href="/quotes" { (cx.t("shopping-quotes")) } }
        h1 { (title) }
        @if let Some(place) = place { p { (cx.tv("shopping-place", &[("place", place)])) } }
        (offer_buttons(&cx, &quote, fee)?)
        @if let Some(order) = quote.order { p { a href={ "/orders/" (order) } { (cx.t("shopping-to-order")) } } }
        (parts::card(cx.t("shopping-known"), parts::facts(&facts)))
        (parts::card(cx.t("shopping-happened"), html! { ol.timeline {
            li {
                strong { (cx.t("shopping-asked")) }
                " " (parts::instant(quote.asked_at)) " · " (orders::author_words(&cx, &me.to_string()))
            }
            @for step in &steps { li {
                strong { (orders::state_words(&cx, step.state)) }
                " " (parts::instant(step.at)) " · " (orders::author_words(&cx, &step.author))
                @if let Some(reason) = step.reason { " · " (orders::reason_words(&cx, reason)) }
            } }
        } }))
    };
    cx.show(&title, body)
}

fn offer_buttons(cx: &Cx, quote: &Quote, fee: Yen) -> Result<Markup, Stop> {
    let at = |step: &str| format!("/quotes/{}/{step}", quote.id);
    let (State::Quoted, Some(each), Some(until)) = (quote.state, quote.each_yen, quote.expires_at)
    else {
        let waiting = quote.state == State::QuoteRequested;
        return Ok(
            html! { @if waiting { (cx.button(&at("decline"), cx.t("shopping-take-back"))) } },
        );
    };
    let all = rules::cover_yen(each, quote.quantity, quote.shipping_yen, fee)?;
    let shipping = quote.shipping_yen.map(|yen| yen.get().to_string()).unwrap_or_default();
    Ok(html! {
        p { (cx.t("shopping-offer-until")) " " (parts::instant(until)) }
        (cx.form(&at("accept"), html! {
            input type="hidden" name="each" value=(each.get());
            input type="hidden" name="shipping" value=(shipping);
            (submit(&cx.tv("shopping-accept", &[("all", all)])))
        }))
        (cx.button(&at("decline"), cx.t("shopping-decline")))
    })
}

pub(super) async fn accept(cx: Cx, PathId(id): PathId<QuoteId>, mut form: Form) -> Show {
    let me = me(&cx)?;
    // What was shown is what is accepted: an offer that changed meanwhile is not.
    let each = form.yen("each").ok_or(ShoppingRefusal::NoNextStep)?;
    let shown = Offer { each_yen: each, shipping_yen: Yen::parse(form.shown("shipping")) };
    let act = move |tx: &mut Tx<'_>| quote::accept(tx, me, id, shown);
    let done = cx.db().write("shopping.accept", Lock::on(id), act).await;
    told(cx, done, "shopping-buyer-orders", &format!("/quotes/{id}")).await
}

pub(super) async fn decline(cx: Cx, PathId(id): PathId<QuoteId>) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| quote::decline(tx, me, id);
    let done = cx.db().write("shopping.decline", Lock::on(id), act).await;
    told(cx, done, "shopping-is-off", &format!("/quotes/{id}")).await
}
