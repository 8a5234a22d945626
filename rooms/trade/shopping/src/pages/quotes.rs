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
        (Field::text("url", "Address of the page").help("Any shop in Japan. Begins with https://.").most(2_000).show(form))
        (Field::number("quantity", "How many").show(form))
        (Field::text("options", "Colour, size and the like").optional().most(300).show(form))
        (Field::lines("words", "What the buyer should know").optional().most(1_000).show(form))
        (submit("Ask what it costs"))
    });
    let row = |quote: &Quote| {
        let name = quote.title.as_deref().unwrap_or(&quote.url);
        vec![
            html! { a href={ "/quotes/" (quote.id) } { (name) } },
            html! { (quote.state.to_string().replace('_', " ")) },
            parts::maybe_money(quote.each_yen),
            parts::instant(quote.state_at),
        ]
    };
    let rows: Vec<Vec<Markup>> = page.rows.iter().map(row).collect();
    let columns = [
        Column("Thing", Align::Left),
        Column("Stands at", Align::Left),
        Column("Each", Align::Right),
        Column("Since", Align::Left),
    ];
    let body = html! {
        h1 { "Order by address" }
        (parts::card("Something from any shop", ask))
        @if !rows.is_empty() { (parts::card("Your requests", parts::table("Requests", &columns, &rows))) }
        (parts::next_page("/quotes", page.next.as_deref()))
    };
    cx.show_form("Order by address", form, body)
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
        Ok(id) => cx.tell(Notice::good("The desk looks at it.")).to(&format!("/quotes/{id}")),
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
    let title = quote.title.clone().unwrap_or_else(|| "Your request".into());
    let facts = [
        ("Shop", html! { (quote.shop) }),
        ("Page", html! { a href=(quote.url) rel="noreferrer noopener" { (quote.url) } }),
        ("How many", html! { (quote.quantity) }),
        ("Options", html! { (quote.options) }),
        ("Each", parts::maybe_money(quote.each_yen)),
        ("Shipping in Japan", parts::maybe_money(quote.shipping_yen)),
        ("Our fee", parts::money(fee)),
    ];
    let body = html! {
        p { a href="/quotes" { "Order by address" } }
        h1 { (title) }
        @if let Some(place) = place { p { "Place " (place) " in the buyers’ queue." } }
        (offer_buttons(&cx, &quote, fee)?)
        @if let Some(order) = quote.order { p { a href={ "/orders/" (order) } { "To the order" } } }
        (parts::card("What is known", parts::facts(&facts)))
        (parts::card("What happened", html! { ol.timeline {
            li { strong { "Asked" } " " (parts::instant(quote.asked_at)) " · you" }
            @for step in &steps { li {
                strong { (step.state.to_string().replace('_', " ")) }
                " " (parts::instant(step.at)) " · " (orders::told_author(&step.author))
                @if let Some(reason) = step.reason { " · " (reason.to_string().replace('_', " ")) }
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
        return Ok(html! { @if waiting { (cx.button(&at("decline"), "Take the request back")) } });
    };
    let all = rules::cover_yen(each, quote.quantity, quote.shipping_yen, fee)?;
    let shipping = quote.shipping_yen.map(|yen| yen.get().to_string()).unwrap_or_default();
    Ok(html! {
        p { "The offer holds until " (parts::instant(until)) "." }
        (cx.form(&at("accept"), html! {
            input type="hidden" name="each" value=(each.get());
            input type="hidden" name="shipping" value=(shipping);
            (submit(&format!("Order it: set aside {all}")))
        }))
        (cx.button(&at("decline"), "No, thank you"))
    })
}

pub(super) async fn accept(cx: Cx, PathId(id): PathId<QuoteId>, mut form: Form) -> Show {
    let me = me(&cx)?;
    // What was shown is what is accepted: an offer that changed meanwhile is not.
    let each = form.yen("each").ok_or(ShoppingRefusal::NoNextStep)?;
    let shown = Offer { each_yen: each, shipping_yen: Yen::parse(form.shown("shipping")) };
    let act = move |tx: &mut Tx<'_>| quote::accept(tx, me, id, shown);
    let done = cx.db().write("shopping.accept", Lock::on(id), act).await;
    told(cx, done, "A buyer orders it.", &format!("/quotes/{id}")).await
}

pub(super) async fn decline(cx: Cx, PathId(id): PathId<QuoteId>) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| quote::decline(tx, me, id);
    let done = cx.db().write("shopping.decline", Lock::on(id), act).await;
    told(cx, done, "It is off.", &format!("/quotes/{id}")).await
}
