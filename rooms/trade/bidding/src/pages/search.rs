use kernel::{At, Word, Yen};
use markets::{Found, Item, Kind, Search};
use maud::{Markup, html};
use web::parts::{self, Colour};
use web::{Asked, Cx, Form, Show, choose, percent_encoded};

use super::{shelf, stop};
use crate::acts::observe::live_key;

const KINDS: [(&str, &str); 3] =
    [("", "Auctions and shops"), ("auction", "Auctions"), ("fixed", "Fixed price")];
const SORTS: [(&str, &str); 5] = [
    ("ends", "Ending soonest"),
    ("newest", "Newest"),
    ("price", "Lowest price"),
    ("price_desc", "Highest price"),
    ("bids", "Most bids"),
];

/// The first page: what it is, and what ends soon.
pub(super) async fn front(cx: Cx) -> Show {
    let search = Search { kind: "auction".into(), page: 1, ..Search::default() };
    let (market, found) = find(&cx, "", &search).await?;
    let now = cx.now();
    cx.show(
        "Bid and buy in Japan",
        html! {
            h1 { "Bid and buy in Japan, from anywhere" }
            p.lead { "daiko bids for you on Japanese auctions, buys in Japanese shops, receives your things in its warehouse and ships them to your door. Every bid has a receipt to the millisecond." }
            (box_(&Form::empty(), &[]))
            h2 { "Ending soonest" }
            (cards(&market, &found.rows, now))
            p { a href="/search" { "All items" } " · " a href="/figures" { "How reliably we bid" } }
        },
    )
}

/// What was looked for.
pub(super) async fn results(cx: Cx, Asked(mut form): Asked) -> Show {
    let search = Search {
        words: form.shown("q").chars().take(100).collect(),
        category: form.shown("category").chars().take(64).collect(),
        kind: known(&KINDS, form.shown("kind")),
        sort: known(&SORTS, form.shown("sort")),
        min_yen: Yen::parse(form.shown("min")).map(Yen::get),
        max_yen: Yen::parse(form.shown("max")).map(Yen::get),
        page: form.shown("page").parse().unwrap_or(1).clamp(1, 1_000),
    };
    let market = form.shown("market").to_owned();
    note_wrong_prices(&mut form);
    let (market, found) = find(&cx, &market, &search).await?;
    let categories = shelf(&cx)?.categories(&market).await;
    let mut choices = vec![(String::new(), "All categories".to_owned())];
    choices.extend(categories.iter().filter(|c| c.open > 0).map(|c| {
        let indent = if c.parent.is_some() { "· " } else { "" };
        (c.id.clone(), format!("{indent}{} ({})", c.name, c.open))
    }));
    let now = cx.now();
    cx.show(
        "Search",
        html! {
            h1 { "Search" }
            (box_(&form, &choices))
            @if found.rows.is_empty() {
                (parts::empty("Nothing was found. Try fewer words, or Japanese ones.", "All items", "/search"))
            } @else {
                p.small { (found.total) " items" }
                (cards(&market, &found.rows, now))
                (more(&form, &found))
            }
        },
    )
}

fn note_wrong_prices(form: &mut Form) {
    for name in ["min", "max"] {
        let typed = form.shown(name).to_owned();
        if !typed.is_empty() && Yen::parse(&typed).is_none() {
            form.wrong(name, crate::BidRefusal::NotWholeYen { typed });
        }
    }
}

fn known(all: &[(&str, &str)], asked: &str) -> String {
    all.iter().find(|(value, _)| *value == asked).map_or("", |(value, _)| value).to_owned()
}

/// Looks in the marketplace asked for, or the first that can search.
async fn find(
    cx: &Cx,
    market: &str,
    search: &Search,
) -> Result<(String, std::sync::Arc<Found>), web::Stop> {
    let shelf = shelf(cx)?;
    let first = shelf.markets().all().find(|m| m.can().search).map(|m| m.market().to_owned());
    let market = if market.is_empty() { first.unwrap_or_default() } else { market.to_owned() };
    let found = shelf.search(&market, search).await.map_err(stop)?;
    Ok((market, found))
}

fn box_(form: &Form, categories: &[(String, String)]) -> Markup {
    html! {
        form.search action="/search" method="get" role="search" {
            label.unseen for="q" { "Words to look for" }
            input #q type="search" name="q" value=(form.shown("q")) placeholder="camera, figure, 万年筆 …" maxlength="100";
            @if !categories.is_empty() {
                div.columns {
                    (choose(form, "category", "Category", categories))
                    (choose(form, "kind", "Sold", &KINDS))
                    (choose(form, "sort", "Order", &SORTS))
                    (web::Field::yen("min", "From").optional().show(form))
                    (web::Field::yen("max", "Up to").optional().show(form))
                }
            }
            button type="submit" { "Search" }
        }
    }
}

fn cards(market: &str, items: &[Item], now: At) -> Markup {
    html! {
        ul.cards.goods {
            @for item in items {
                li.card {
                    (parts::live(&live_key(market, &item.id), card(market, item, now)))
                }
            }
        }
    }
}

fn card(market: &str, item: &Item, now: At) -> Markup {
    let title = item.title_en.as_deref().unwrap_or(&item.title_ja);
    html! {
        a.good href={ "/lots/" (market) "/" (item.id) } {
            @if let Some(picture) = item.images.first() {
                img src=(picture) alt="" width="240" height="180" loading="lazy" referrerpolicy="no-referrer";
            }
            strong { (title) }
        }
        p {
            (parts::live_money("price", item.price_yen)) " "
            @match (item.kind, item.ends_at) {
                (Kind::Auction, Some(ends)) => {
                    span.small {
                        (parts::live_text("bids", &item.bids.to_string())) " bids · "
                        (parts::countdown("ends_at", ends, now))
                    }
                }
                _ => (parts::badge(Colour::Grey, if item.available > 0 { "Fixed price" } else { "Sold out" })),
            }
        }
        p.small { (item.kind.word()) " · " (item.condition.replace('_', " ")) " · " (item.seller.name) }
    }
}

fn more(form: &Form, found: &Found) -> Markup {
    let last = (found.total + found.per_page - 1) / found.per_page.max(1);
    let at = |page: i64| {
        let mut query = format!("page={page}");
        for name in ["q", "category", "kind", "sort", "min", "max", "market"] {
            if !form.shown(name).is_empty() {
                query.push_str(&format!("&{name}={}", percent_encoded(form.shown(name))));
            }
        }
        format!("/search?{query}")
    };
    html! {
        nav.pages aria-label="Pages" {
            @if found.page > 1 { a rel="prev" href=(at(found.page - 1)) { "← Before" } " " }
            "Page " (found.page) " of " (last)
            @if found.page < last { " " a rel="next" href=(at(found.page + 1)) { "Next →" } }
        }
    }
}
