use std::sync::Arc;

use kernel::{Span, Yen};
use markets::{Found, Item, Kind, MarketCategory, Search};
use maud::{Markup, html};
use web::parts::{self, Colour};
use web::{Asked, Common, Cx, Fill, Form, Same, Show, Speech, choose, hole, percent_encoded};

use super::sheet::title;
use super::words::condition;
use super::{ahead, shelf, stop};
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
    let ahead = ahead(&cx, &market);
    let page = Front { market, found: Same(Arc::clone(&found)), ahead };
    cx.show(cx.t("bidding-front-title"), cx.kept(&page, left(&cx, &found, ahead)))
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
    let ahead = ahead(&cx, &market);
    let (rows, categories) = (Same(Arc::clone(&found)), Same(categories));
    let page = Results { market, form, found: rows, categories, ahead };
    cx.show(cx.t("bidding-menu-search"), cx.kept(&page, left(&cx, &found, ahead)))
}

/// The holes of a page of goods: how long each of them is still open.
fn left(cx: &Cx, found: &Found, ahead: Span) -> impl Fn(usize, &mut Fill<'_>) {
    let now = cx.now();
    move |row, out| {
        let ends = found.rows.get(row).and_then(|item| item.ends_at).map(|ends| ends.minus(ahead));
        ends.iter().for_each(|ends| out.text(parts::remaining(*ends, now)));
    }
}

/// The first page, which is the same for everybody.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Front {
    market: String,
    found: Same<Found>,
    ahead: Span,
}

impl Common for Front {
    fn draw(&self, speech: &Speech) -> Markup {
        html! {
            h1 { (speech.t("bidding-front")) }
            p.lead { (speech.t("bidding-front-lead")) }
            (box_(speech, &Form::empty(), &[]))
            h2 { (speech.t("bidding-sort-ends")) }
            (cards(speech, &self.market, &self.found.0.rows, self.ahead))
            p {
                a href="/search" { (speech.t("bidding-all-items")) } " · "
                a href="/figures" { (speech.t("bidding-figures")) }
            }
        }
    }
}

/// What a search found, which is the same for all who look for it.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Results {
    market: String,
    form: Form,
    found: Same<Found>,
    categories: Same<Vec<MarketCategory>>,
    ahead: Span,
}

impl Common for Results {
    fn draw(&self, speech: &Speech) -> Markup {
        let (form, found) = (&self.form, &*self.found.0);
        let mut choices = vec![(String::new(), speech.t("bidding-all-categories").to_owned())];
        choices.extend(self.categories.0.iter().filter(|c| c.open > 0).map(|c| {
            let indent = if c.parent.is_some() { "· " } else { "" };
            (c.id.clone(), format!("{indent}{} ({})", c.name, c.open))
        }));
        html! {
            h1 { (speech.t("bidding-menu-search")) }
            (box_(speech, form, &choices))
            @if found.rows.is_empty() {
                (parts::empty(speech.t("bidding-nothing"), speech.t("bidding-all-items"), "/search"))
            } @else {
                p.small { (speech.tv("bidding-found", &[("total", found.total)])) }
                (cards(speech, &self.market, &found.rows, self.ahead))
                (more(speech, form, found))
            }
        }
    }
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
async fn find(cx: &Cx, market: &str, search: &Search) -> Result<(String, Arc<Found>), web::Stop> {
    let shelf = shelf(cx)?;
    let first = shelf.markets().all().find(|m| m.can().search).map(|m| m.market().to_owned());
    let market = if market.is_empty() { first.unwrap_or_default() } else { market.to_owned() };
    let found = shelf.search(&market, search).await.map_err(stop)?;
    Ok((market, found))
}

fn box_(speech: &Speech, form: &Form, categories: &[(String, String)]) -> Markup {
    let said = |(word, key): (&'static str, &str)| (word, speech.t(key));
    html! {
        form.search action="/search" method="get" role="search" {
            label.unseen for="q" { (speech.t("bidding-words")) }
            input #q type="search" name="q" value=(form.shown("q")) placeholder=(speech.t("bidding-words-such-as")) maxlength="100";
            @if !categories.is_empty() {
                div.columns {
                    (choose(form, "category", speech.t("bidding-category"), categories))
                    (choose(form, "kind", speech.t("bidding-kind"), &KINDS.map(said)))
                    (choose(form, "sort", speech.t("bidding-sort"), &SORTS.map(said)))
                    (web::Field::yen("min", speech.t("bidding-from")).optional().show(form))
                    (web::Field::yen("max", speech.t("bidding-up-to")).optional().show(form))
                }
            }
            button type="submit" { (speech.t("bidding-menu-search")) }
        }
    }
}

fn cards(speech: &Speech, market: &str, items: &[Item], ahead: Span) -> Markup {
    html! {
        ul.cards.goods {
            @for (row, item) in items.iter().enumerate() {
                li.card {
                    @let key = live_key(market, &item.id);
                    (parts::live(&key, card(speech, market, row, item, ahead)))
                }
            }
        }
    }
}

fn card(speech: &Speech, market: &str, row: usize, item: &Item, ahead: Span) -> Markup {
    let title = title(speech, item);
    let kind = if item.kind == Kind::Auction { "bidding-auction" } else { "bidding-fixed" };
    let fixed = if item.available > 0 { "bidding-fixed" } else { "bidding-sold-out" };
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
                        (speech.t("bidding-bids-before"))
                        (parts::live_text("bids", &item.bids.to_string()))
                        (speech.t("bidding-bids-after")) " · "
                        (parts::counting("ends_at", ends.minus(ahead), &hole(row)))
                    }
                }
                _ => (parts::badge(Colour::Grey, speech.t(fixed))),
            }
        }
        p.small { (speech.t(kind)) " · " (condition(speech, &item.condition)) " · " (item.seller.name) }
    }
}

fn more(speech: &Speech, form: &Form, found: &Found) -> Markup {
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
        nav.pages aria-label=(speech.t("bidding-pages")) {
            @if found.page > 1 { a rel="prev" href=(at(found.page - 1)) { "← " (speech.t("bidding-page-before")) } " " }
            (speech.tv("bidding-page-of", &[("page", found.page), ("last", last)]))
            @if found.page < last { " " a rel="next" href=(at(found.page + 1)) { (speech.t("bidding-page-next")) " →" } }
        }
    }
}
