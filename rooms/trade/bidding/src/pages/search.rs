use kernel::{At, Yen};
use markets::{Found, Item, Kind, Search};
use maud::{Markup, html};
use web::parts::{self, Colour};
use web::{Asked, Cx, Form, Show, choose, percent_encoded};

use super::lot::title;
use super::words::condition;
use super::{shelf, stop};
use crate::acts::observe::live_key;

const KINDS: [(&str, &str); 3] =
    [("", "bidding-kind-all"), ("auction", "bidding-kind-auctions"), ("fixed", "bidding-fixed")];
const SORTS: [(&str, &str); 5] = [
    ("ends", "bidding-sort-ends"),
    ("newest", "bidding-sort-newest"),
    ("price", "bidding-sort-price"),
    ("price_desc", "bidding-sort-dearest"),
    ("bids", "bidding-sort-bids"),
];

/// The first page: what it is, and what ends soon.
pub(super) async fn front(cx: Cx) -> Show {
    let search = Search { kind: "auction".into(), page: 1, ..Search::default() };
    let (market, found) = find(&cx, "", &search).await?;
    let now = cx.now();
    cx.show(
        cx.t("bidding-front-title"),
        html! {
            h1 { (cx.t("bidding-front")) }
            p.lead { (cx.t("bidding-front-lead")) }
            (box_(&cx, &Form::empty(), &[]))
            h2 { (cx.t("bidding-sort-ends")) }
            (cards(&cx, &market, &found.rows, now))
            p { a href="/search" { (cx.t("bidding-all-items")) } " · " a href="/figures" { (cx.t("bidding-figures")) } }
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
    let mut choices = vec![(String::new(), cx.t("bidding-all-categories").to_owned())];
    choices.extend(categories.iter().filter(|c| c.open > 0).map(|c| {
        let indent = if c.parent.is_some() { "· " } else { "" };
        (c.id.clone(), format!("{indent}{} ({})", c.name, c.open))
    }));
    let now = cx.now();
    cx.show(
        cx.t("bidding-menu-search"),
        html! {
            h1 { (cx.t("bidding-menu-search")) }
            (box_(&cx, &form, &choices))
            @if found.rows.is_empty() {
                (parts::empty(cx.t("bidding-nothing"), cx.t("bidding-all-items"), "/search"))
            } @else {
                p.small { (cx.tv("bidding-found", &[("total", found.total)])) }
                (cards(&cx, &market, &found.rows, now))
                (more(&cx, &form, &found))
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

fn box_(cx: &Cx, form: &Form, categories: &[(String, String)]) -> Markup {
    html! {
        form.search action="/search" method="get" role="search" {
            label.unseen for="q" { (cx.t("bidding-words")) }
            input #q type="search" name="q" value=(form.shown("q")) placeholder=(cx.t("bidding-words-such-as")) maxlength="100";
            @if !categories.is_empty() {
                div.columns {
                    (choose(form, "category", cx.t("bidding-category"), categories))
                    (choose(form, "kind", cx.t("bidding-kind"), &KINDS.map(|(word, key)| (word, cx.t(key)))))
                    (choose(form, "sort", cx.t("bidding-sort"), &SORTS.map(|(word, key)| (word, cx.t(key)))))
                    (web::Field::yen("min", cx.t("bidding-from")).optional().show(form))
                    (web::Field::yen("max", cx.t("bidding-up-to")).optional().show(form))
                }
            }
            button type="submit" { (cx.t("bidding-menu-search")) }
        }
    }
}

fn cards(cx: &Cx, market: &str, items: &[Item], now: At) -> Markup {
    html! {
        ul.cards.goods {
            @for item in items {
                li.card {
                    (parts::live(&live_key(market, &item.id), card(cx, market, item, now)))
                }
            }
        }
    }
}

fn card(cx: &Cx, market: &str, item: &Item, now: At) -> Markup {
    let title = title(cx, item);
    let kind = if item.kind == Kind::Auction { "bidding-auction" } else { "bidding-fixed" };
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
                        (cx.t("bidding-bids-before")) (parts::live_text("bids", &item.bids.to_string())) (cx.t("bidding-bids-after")) " · "
                        (parts::countdown("ends_at", ends, now))
                    }
                }
                _ => (parts::badge(Colour::Grey, cx.t(if item.available > 0 { "bidding-fixed" } else { "bidding-sold-out" }))),
            }
        }
        p.small { (cx.t(kind)) " · " (condition(cx, &item.condition)) " · " (item.seller.name) }
    }
}

fn more(cx: &Cx, form: &Form, found: &Found) -> Markup {
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
        nav.pages aria-label=(cx.t("bidding-pages")) {
            @if found.page > 1 { a rel="prev" href=(at(found.page - 1)) { "← " (cx.t("bidding-page-before")) } " " }
            (cx.tv("bidding-page-of", &[("page", found.page), ("last", last)]))
            @if found.page < last { " " a rel="next" href=(at(found.page + 1)) { (cx.t("bidding-page-next")) " →" } }
        }
    }
}
