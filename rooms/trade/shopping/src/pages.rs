//! What a member sees: the cart, what became of it, orders by address and the desk's offers.

mod quotes;

use std::sync::Arc;

use db::{Answer, Lock, Tx};
use kernel::{CartLineId, Id, MemberId, PurchaseId, Refused, Word, Yen};
use markets::{Connector, Markets, No};
use maud::{Markup, html};
use orders::Reason;
use web::parts::{self, Align, Colour, Column};
use web::{Asked, Cx, Form, Notice, PathId, Role, Routes, Show, Stop, Who, submit, whole};

use crate::acts::cart;
use crate::rules::{self, PurchaseState};
use crate::staff;
use crate::store::{self, CartLine, Purchase};

const BUYER: Who = Who::Staff(Role::Buyer);

/// Every way into this room.
pub fn routes() -> Routes {
    let routes = Routes::new("shopping")
        .speaking(crate::TEXTS)
        .get("/cart", Who::Member, show_cart)
        .menu("shopping-cart")
        .post("/cart", Who::Member, put)
        .post("/cart/check-out", Who::Member, check_out)
        .post("/cart/lines/{line}", Who::Member, change)
        .post("/cart/lines/{line}/removal", Who::Member, remove)
        .get("/purchases", Who::Member, purchases)
        .post("/purchases/{purchase}/accept", Who::Member, accept_price)
        .post("/purchases/{purchase}/fewer", Who::Member, fewer)
        .post("/purchases/{purchase}/put-away", Who::Member, put_away)
        .get("/quotes", Who::Member, quotes::list)
        .menu("shopping-quotes")
        .post("/quotes", Who::Member, quotes::ask)
        .get("/quotes/{quote}", Who::Member, quotes::one)
        .post("/quotes/{quote}/accept", Who::Member, quotes::accept)
        .post("/quotes/{quote}/decline", Who::Member, quotes::decline)
        .get("/staff/buyers", BUYER, staff::queue)
        .desk("shopping-desk", "shopping-desk-what")
        .get("/staff/buyers/{task}", BUYER, staff::one)
        .post("/staff/buyers/{task}/claim", BUYER, staff::claim)
        .post("/staff/buyers/{task}/hand-back", BUYER, staff::hand_back)
        .post("/staff/buyers/{task}/offer", BUYER, staff::offer)
        .post("/staff/buyers/{task}/placed", BUYER, staff::placed)
        .post("/staff/buyers/{task}/sold-out", BUYER, staff::sold_out)
        .post("/staff/buyers/{task}/no", BUYER, staff::no);
    crate::api::operations(routes)
}

fn me(cx: &Cx) -> Result<MemberId, Stop> {
    Ok(cx.member()?.id)
}

async fn show_cart(cx: Cx) -> Show {
    cart_page(&cx, &Form::empty()).await
}

async fn cart_page(cx: &Cx, form: &Form) -> Show {
    let me = me(cx)?;
    let read = move |tx: &mut Tx<'_>| -> Answer<_> {
        Ok((store::cart(tx, me)?, orders::house_fee(tx)?, ledger::purse_yen(tx, me)?))
    };
    let (lines, fee, purse) = cx.db().read("shopping.cart", read).await?;
    if lines.is_empty() {
        let body = html! {
            h1 { (cx.t("shopping-cart")) }
            (whole(form))
            (parts::empty(cx.t("shopping-cart-empty"), cx.t("shopping-find"), "/search"))
        };
        return cx.show_form(cx.t("shopping-cart"), form, body);
    }
    let mut rows = Vec::with_capacity(lines.len());
    let mut all = Yen::ZERO;
    for line in &lines {
        let cover = rules::cover_yen(line.each_yen, line.quantity, line.shipping_yen, fee)?;
        all = all.plus(cover)?;
        rows.push(line_row(cx, line, cover));
    }
    let columns = [
        Column(cx.t("shopping-thing"), Align::Left),
        Column(cx.t("shopping-each"), Align::Right),
        Column(cx.t("shopping-how-many"), Align::Left),
        Column(cx.t("shopping-shipping"), Align::Right),
        Column(cx.t("shopping-with-fee"), Align::Right),
        Column("", Align::Left),
    ];
    let unknown = lines.iter().any(|line| line.shipping_yen.is_none());
    let body = html! {
        h1 { (cx.t("shopping-cart")) }
        (whole(form))
        (parts::table(cx.t("shopping-cart"), &columns, &rows))
        p { (cx.tv("shopping-set-aside", &[("all", all), ("purse", purse)])) }
        @if unknown { p { (cx.t("shopping-shipping-later")) } }
        (cx.form("/cart/check-out", submit(cx.t("shopping-buy-all"))))
    };
    cx.show_form(cx.t("shopping-cart"), form, body)
}

fn line_row(cx: &Cx, line: &CartLine, cover: Yen) -> Vec<Markup> {
    let action = format!("/cart/lines/{}", line.id);
    vec![
        html! { (line.title) },
        parts::money(line.each_yen),
        cx.form(
            &action,
            html! {
                label { span.unseen { (cx.t("shopping-how-many")) }
                    input name="quantity" inputmode="numeric" size="3" value=(line.quantity); }
                button.quiet type="submit" { (cx.t("shopping-change")) }
            },
        ),
        parts::maybe_money(line.shipping_yen),
        parts::money(cover),
        cx.button(&format!("{action}/removal"), cx.t("shopping-remove")),
    ]
}

fn way(cx: &Cx, market: &str) -> Result<Arc<dyn Connector>, Stop> {
    Ok(cx.plugged::<Markets>()?.to(market).cloned().map_err(Refused::from)?)
}

async fn put(cx: Cx, mut form: Form) -> Show {
    let me = me(&cx)?;
    let typed = (form.text("market", 40), form.text("item", 64), form.number("quantity"));
    let (Some(market), Some(item), Some(quantity)) = typed else {
        return cart_page(&cx, &form).await;
    };
    if let Err(refusal) = cart::for_carts(&market) {
        form.refused(refusal.into(), &[])?;
        return cart_page(&cx, &form).await;
    }
    let found = match way(&cx, &market)?.item(&item).await {
        Ok(found) => found,
        Err(no) => return Err(Refused::from(no).into()),
    };
    let act = move |tx: &mut Tx<'_>| cart::put(tx, me, &market, &found, quantity);
    match cx.db().write("shopping.put", Lock::on(me), act).await {
        Ok(_) => cx.tell(Notice::good(cx.t("shopping-in-cart"))).to("/cart"),
        Err(refused) => {
            form.refused(refused, &[])?;
            cart_page(&cx, &form).await
        }
    }
}

async fn change(cx: Cx, PathId(line): PathId<CartLineId>, mut form: Form) -> Show {
    let me = me(&cx)?;
    let Some(quantity) = form.number("quantity") else { return cart_page(&cx, &form).await };
    let act = move |tx: &mut Tx<'_>| cart::change(tx, me, line, quantity);
    match cx.db().write("shopping.change", Lock::on(me), act).await {
        Ok(()) => cx.to("/cart"),
        Err(refused) => {
            form.refused(refused, &[])?;
            cart_page(&cx, &form).await
        }
    }
}

async fn remove(cx: Cx, PathId(line): PathId<CartLineId>) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| cart::remove(tx, me, line);
    cx.db().write("shopping.remove", Lock::on(me), act).await?;
    cx.to("/cart")
}

async fn check_out(cx: Cx, mut form: Form) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| cart::check_out(tx, me);
    match cx.db().write("shopping.check_out", Lock::on(me), act).await {
        Ok(_) => cx.tell(Notice::good(cx.t("shopping-buying"))).to("/purchases"),
        Err(refused) => {
            form.refused(refused, &[])?;
            cart_page(&cx, &form).await
        }
    }
}

// The marketplace's no in the reader's language, put together from what was noted of it.
fn why_not(cx: &Cx, purchase: &Purchase) -> Option<String> {
    let shipping = purchase.now_shipping_yen;
    let price = purchase.now_each_yen.and_then(|each| match shipping {
        None => Some(each),
        Some(_) => rules::cover_yen(each, purchase.quantity, shipping, Yen::ZERO).ok(),
    });
    let no = match (purchase.code.as_deref()?, price, purchase.available) {
        ("market.price_moved", Some(price_yen), _) => No::PriceMoved { price_yen },
        ("market.only_left", _, Some(available)) => No::OnlyLeft { available },
        ("market.sold_out", ..) => No::SoldOut,
        ("market.unknown_item", ..) => No::UnknownItem,
        ("market.not_begun", ..) => No::NotBegun,
        ("market.unauthorised", ..) => No::Unauthorised,
        _ => return Some(reasoned(cx, purchase)),
    };
    Some(cx.speech().say(&no.into()))
}

// A no that only the marketplace knows: the desk's have our own words for it.
fn reasoned(cx: &Cx, purchase: &Purchase) -> String {
    let noted = purchase.sentence.as_deref().unwrap_or_default();
    match Reason::from_word(noted) {
        Some(reason) => orders::reason_words(cx, reason),
        None if purchase.code.as_deref() == Some("market.refused") => {
            cx.tv("shopping-not-sold-said", &[("said", noted.to_owned())])
        }
        None => cx.t("shopping-not-sold-now").to_owned(),
    }
}

fn outcome(cx: &Cx, purchase: &Purchase) -> Markup {
    let (colour, words) = match purchase.state {
        PurchaseState::Wanted | PurchaseState::Sent => (Colour::Blue, "shopping-being-bought"),
        PurchaseState::Waiting => (Colour::Blue, "shopping-buyer-has-it"),
        PurchaseState::Bought => (Colour::Green, "shopping-bought"),
        PurchaseState::PriceMoved => (Colour::Amber, "shopping-price-moved"),
        PurchaseState::OnlyLeft => (Colour::Amber, "shopping-fewer-left"),
        PurchaseState::SoldOut => (Colour::Red, "shopping-sold-out"),
        PurchaseState::Refused => (Colour::Red, "shopping-not-sold"),
    };
    html! {
        (parts::badge(colour, cx.t(words)))
        @if let Some(sentence) = why_not(cx, purchase) { br; (sentence) }
        @if purchase.followed_by.is_some() { br; (cx.t("shopping-replaced")) }
    }
}

fn next_step(cx: &Cx, purchase: &Purchase) -> Markup {
    let at = |step: &str| format!("/purchases/{}/{step}", purchase.id);
    let open = purchase.followed_by.is_none();
    html! {
        @if let Some(order) = purchase.order { a href={ "/orders/" (order) } { (cx.t("shopping-to-order")) } }
        @if let Some(quote) = purchase.quote { a href={ "/quotes/" (quote) } { (cx.t("shopping-to-offer")) } }
        @if open && purchase.quote.is_none() {
            @match (purchase.state, purchase.now_each_yen, purchase.available) {
                (PurchaseState::PriceMoved, Some(now), _) => {
                    (cx.button(&at("accept"), &cx.tv("shopping-take-at", &[("now", now)])))
                    @if let Some(yen) = purchase.now_shipping_yen {
                        (cx.t("shopping-shipping-now")) " " (parts::money(yen))
                    }
                }
                (PurchaseState::OnlyLeft, _, Some(left)) => {
                    (cx.button(&at("fewer"), &cx.tv("shopping-take-left", &[("left", left)])))
                }
                _ => {}
            }
        }
        @if purchase.state.is_ended() && purchase.order.is_none() {
            (cx.button(&at("put-away"), cx.t("shopping-put-away")))
        }
    }
}

async fn purchases(cx: Cx, Asked(asked): Asked) -> Show {
    let me = me(&cx)?;
    let before = PurchaseId::parse(asked.shown("after"));
    let read = move |tx: &mut Tx<'_>| store::purchases(tx, me, before, 25);
    let page = cx.db().read("shopping.purchases", read).await?;
    if page.rows.is_empty() {
        let body = parts::empty(cx.t("shopping-none"), cx.t("shopping-to-cart"), "/cart");
        return cx.show(
            cx.t("shopping-purchases"),
            html! { h1 { (cx.t("shopping-purchases")) } (body) },
        );
    }
    let row = |purchase: &Purchase| {
        vec![
            html! { (purchase.quantity) " × " (purchase.title) },
            parts::money(purchase.each_yen),
            outcome(&cx, purchase),
            next_step(&cx, purchase),
        ]
    };
    let rows: Vec<Vec<Markup>> = page.rows.iter().map(row).collect();
    let columns = [
        Column(cx.t("shopping-thing"), Align::Left),
        Column(cx.t("shopping-each"), Align::Right),
        Column(cx.t("shopping-outcome"), Align::Left),
        Column(cx.t("shopping-can-do"), Align::Left),
    ];
    let body = html! {
        h1 { (cx.t("shopping-purchases")) }
        (parts::table(cx.t("shopping-purchases"), &columns, &rows))
        (parts::next_page("/purchases", page.next.as_deref()))
    };
    cx.show(cx.t("shopping-purchases"), body)
}

// What can be mended by the member is told where they are; everything else is a page of its own.
async fn told<T: Send + 'static>(cx: Cx, done: Answer<T>, good: &'static str, path: &str) -> Show {
    let notice = match done {
        Ok(_) => Notice::good(cx.t(good)),
        Err(Refused::No(no)) if matches!(no.status, 402 | 409) => Notice::bad(cx.speech().say(&no)),
        Err(refused) => return Err(refused.into()),
    };
    cx.tell(notice).to(path)
}

async fn accept_price(cx: Cx, PathId(id): PathId<PurchaseId>) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| cart::accept_price(tx, me, id);
    let done = cx.db().write("shopping.accept_price", Lock::on(me), act).await;
    told(cx, done, "shopping-buying-at-price", "/purchases").await
}

async fn fewer(cx: Cx, PathId(id): PathId<PurchaseId>) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| cart::take_what_is_left(tx, me, id);
    let done = cx.db().write("shopping.take_what_is_left", Lock::on(me), act).await;
    told(cx, done, "shopping-buying-left", "/purchases").await
}

async fn put_away(cx: Cx, PathId(id): PathId<PurchaseId>) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| cart::put_away(tx, me, id);
    let done = cx.db().write("shopping.put_away", Lock::on(me), act).await;
    told(cx, done, "shopping-is-put-away", "/purchases").await
}
