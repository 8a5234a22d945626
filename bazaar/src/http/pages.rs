//! Two plain pages, so that a person can look at the marketplace.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse};
use kernel::{At, Yen};
use maud::{DOCTYPE, Markup, html};

use super::ask::Words;
use super::search::Search;
use super::{Answer, App};
use crate::show;
use crate::state::{Item, State as Memory};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1rem;color:#222;background:#fbfaf7}\
    a{color:#1a5d7a}header{display:flex;gap:1rem;align-items:baseline;flex-wrap:wrap}\
    ul.lots{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:1rem}\
    ul.lots li{background:#fff;border:1px solid #ddd;border-radius:8px;padding:.6rem}img{width:100%;border-radius:4px}\
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#666}.price{font-size:1.3rem;font-weight:600}\
    table{border-collapse:collapse}td,th{padding:.2rem .8rem;border-bottom:1px solid #ddd;text-align:left}";

fn page(title: &str, now: At, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – The Bazaar" }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                header { h1 { a href="/" { "バザール The Bazaar" } } span { "its clock: " (now.jst()) } }
                (body)
            }
        }
    }
}

fn price(item: &Item) -> Markup {
    html! {
        p.price { (Yen::new(item.price_yen()).to_string()) }
        @if let Some(lot) = item.auction() {
            p { (crate::decide::standing_bids(lot)) " bids, ends " (lot.ends_at().jst_short()) }
        } @else {
            p { "fixed price" }
        }
    }
}

fn card(item: &Item) -> Markup {
    html! {
        li {
            a href={ "/items/" (item.id) } {
                img src={ "/v1/items/" (item.id) "/images/1.svg" } alt="" loading="lazy";
                (item.goods.title_ja)
            }
            br; small { (item.goods.title_en) }
            (price(item))
        }
    }
}

/// GET /
pub(super) async fn list(State(app): State<Arc<App>>, words: Words) -> Answer {
    let search = Search::read(&words)?;
    let q = words.text("q").unwrap_or("").to_owned();
    let markup = app.market.glance(|core, now| {
        let found = search.run(&core.state, now);
        let body = html! {
            form method="get" {
                input type="search" name="q" value=(q) aria-label="words";
                select name="sort" aria-label="order" {
                    @for (word, label) in [("ends", "ending soonest"), ("newest", "newest"), ("price", "cheapest"), ("price_desc", "dearest"), ("bids", "most bids")] {
                        option value=(word) selected[words.text("sort") == Some(word)] { (label) }
                    }
                }
                button { "Search" }
            }
            p { (found.total) " open" }
            ul.lots { @for item in &found.rows { (card(item)) } }
            nav {
                @if found.page > 1 { a href={ "?page=" (found.page - 1) "&q=" (escaped(&q)) } { "back" } " " }
                @if found.page * found.per_page < found.total {
                    a href={ "?page=" (found.page + 1) "&q=" (escaped(&q)) } { "more" }
                }
            }
        };
        page("Open lots", now, &body)
    });
    Ok(Html(markup.into_string()).into_response())
}

/// A word for an address: everything but plain letters and digits as its bytes.
fn escaped(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let one =
        |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    word.bytes().map(one).collect()
}

/// GET /items/{id}
pub(super) async fn item(State(app): State<Arc<App>>, Path(id): Path<String>) -> Answer {
    let markup = app.market.glance(|core, now| {
        let item = core.item(&id)?;
        Ok(page(&item.goods.title_en, now, &whole(&core.state, item)))
    });
    let markup: Result<Markup, crate::problem::Problem> = markup;
    Ok(Html(markup?.into_string()).into_response())
}

fn whole(state: &Memory, item: &Item) -> Markup {
    let goods = &item.goods;
    let (status, result) = item.status();
    html! {
        h2 { (goods.title_ja) } p { (goods.title_en) }
        div style="max-width:24rem" { img src={ "/v1/items/" (item.id) "/images/1.svg" } alt=(goods.title_en); }
        (price(item))
        p { (goods.description_ja) br; (goods.description_en) }
        dl {
            dt { "id" } dd { (item.id) }
            dt { "state" } dd { (status) @if let Some(result) = result { " – " (result) } }
            dt { "condition" } dd { (goods.condition) }
            dt { "seller" } dd {
                @if let Some(seller) = show::seller(state, &item.seller) {
                    (seller.name) " (" (seller.good) " good, " (seller.bad) " bad)"
                }
            }
            dt { "from" } dd { (goods.prefecture) }
            dt { "shipping" } dd {
                @match item.shipping_yen() {
                    Some(0) => "paid by the seller",
                    Some(yen) => (Yen::new(yen).to_string()),
                    None => "not known yet",
                }
            }
            @if let Some(next) = &item.relisted_as {
                dt { "listed again" } dd { a href={ "/items/" (next) } { (next) } }
            }
        }
        @if let Some(lot) = item.auction() {
            h3 { "Bids" }
            table {
                tr { th { "when" } th { "who" } th { "price after it" } }
                @for bid in lot.bids().iter().rev().take(30) {
                    tr {
                        td { (bid.placed_at.jst()) }
                        td { (state.masked(bid.bidder)) }
                        td {
                            (Yen::new(bid.price_after.get()).to_string())
                            @if bid.removed { " (removed)" }
                        }
                    }
                }
            }
        }
    }
}
