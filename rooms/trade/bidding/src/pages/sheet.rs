//! A lot, or an item of a shop, as everybody sees it.

use std::sync::Arc;

use kernel::{At, Span};
use markets::{Item, Kind};
use maud::{Markup, html};
use web::parts;
use web::{Common, Language, Same, Speech, hole};

use super::offer::{Reader, offered};
use super::words::{condition, reserve};
use crate::acts::observe::live_key;

/// What is wrong with what was sent, where there is no form any more to say it.
pub(super) const WRONG: usize = 0;
/// How long until the end.
pub(super) const LEFT: usize = 1;
/// What this reader can do here, where it is not the same for all.
pub(super) const ACTION: usize = 2;
/// What makes a wish to bid the one it is.
pub(super) const ASK: usize = 3;
/// What the reader's purse holds.
pub(super) const PURSE: usize = 4;

/// The page of a lot, for readers who can do the same there.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Sheet {
    pub(super) market: Arc<str>,
    pub(super) item: Same<Item>,
    /// How far the marketplace's clock is ahead of ours.
    pub(super) ahead: Span,
    pub(super) reader: Reader,
}

impl Common for Sheet {
    fn draw(&self, speech: &Speech) -> Markup {
        let (market, item) = (&*self.market, &*self.item.0);
        let title = title(speech, item);
        html! {
            p.small { @for part in &item.category_path { (part) " › " } (item.id) }
            h1 { (title) }
            @if title != item.title_ja { p lang="ja" { (item.title_ja) } }
            (hole(WRONG))
            div.columns.lot {
                div {
                    @if let Some(picture) = item.images.first() {
                        img src=(picture) alt=(speech.tv("bidding-picture", &[("title", title.to_owned())]))
                            width="480" height="360" referrerpolicy="no-referrer";
                    }
                    (words(speech, item))
                }
                div {
                    (parts::live(&live_key(market, &item.id), price(speech, item, self.ahead)))
                    (offered(speech, market, item, &self.reader))
                    (facts(speech, item))
                }
            }
        }
    }
}

fn price(speech: &Speech, item: &Item, ahead: Span) -> Markup {
    let (starts_at, ends_at) = (item.starts_at, item.ends_at);
    let [starts_at, ends_at] = [starts_at, ends_at].map(|there| there.map(|at| at.minus(ahead)));
    let exact = |at: Option<At>| at.map_or_else(|| html! { "—" }, parts::exact);
    html! {
        div.card {
            p.price { (parts::live_money("price", item.price_yen)) }
            @if item.kind == Kind::Auction {
                (parts::facts(&[
                    (speech.t("bidding-least-next"), least_next(speech, item)),
                    (speech.t("bidding-bids"), parts::live_text("bids", &item.bids.to_string())),
                    (speech.t("bidding-starts-at"), exact(starts_at)),
                    (speech.t("bidding-ends-in"), ends_in(ends_at)),
                    (speech.t("bidding-ends-at"), exact(ends_at)),
                    (speech.t("bidding-extension"), html! { (speech.t(if item.auto_extension { "bidding-extension-yes" } else { "bidding-no" })) }),
                    (speech.t("bidding-reserve"), html! { (reserve(speech, &item.reserve)) }),
                ]))
                @if let Some(buy_now) = item.buy_now_yen {
                    p { (speech.tv("bidding-buy-now", &[("price", buy_now)])) }
                }
            } @else {
                p { (speech.tv("bidding-left", &[("available", item.available)])) }
            }
        }
    }
}

fn least_next(speech: &Speech, item: &Item) -> Markup {
    match item.next_yen {
        Some(yen) => parts::live_money("next", yen),
        None => html! { (speech.t("bidding-none")) },
    }
}

fn ends_in(ends_at: Option<At>) -> Markup {
    let counting = |ends| parts::counting("ends_at", ends, &hole(LEFT));
    ends_at.map_or_else(|| html! { "—" }, counting)
}

/// What a reader calls the item: who reads Japanese gets the seller's own words.
pub(super) fn title<'i>(speech: &Speech, item: &'i Item) -> &'i str {
    match &item.title_en {
        Some(english) if speech.language() != Language::Japanese => english,
        _ => &item.title_ja,
    }
}

fn words(speech: &Speech, item: &Item) -> Markup {
    let english = item.description_en.as_ref().filter(|_| speech.language() != Language::Japanese);
    html! {
        h2 { (speech.t("bidding-sellers-words")) }
        @if let Some(english) = english { p lang="en" { (english) } }
        p lang="ja" { (item.description_ja) }
    }
}

fn facts(speech: &Speech, item: &Item) -> Markup {
    let weight =
        item.weight_g.map_or_else(|| speech.t("bidding-unknown").to_owned(), |g| format!("{g} g"));
    let seller = format!("{} (+{} −{})", item.seller.name, item.seller.good, item.seller.bad);
    parts::facts(&[
        (speech.t("bidding-condition"), html! { (condition(speech, &item.condition)) }),
        (speech.t("bidding-seller"), html! { (seller) }),
        (speech.t("bidding-sent-from"), html! { (item.prefecture) }),
        (speech.t("bidding-shipping"), parts::maybe_money(item.shipping_yen)),
        (speech.t("bidding-weight"), html! { (weight) }),
        (
            speech.t("bidding-at-the-market"),
            html! { a href=(item.url) rel="noreferrer" { (speech.t("bidding-own-page")) } },
        ),
    ])
}

#[cfg(test)]
mod tests {
    use markets::{ItemStatus, Seller};
    use web::Book;

    use super::*;

    fn item(ends_at: At) -> Item {
        let none = String::new;
        Item {
            id: "a".into(),
            kind: Kind::Auction,
            status: ItemStatus::Open,
            result: None,
            version: 1,
            url: none(),
            images: Vec::new(),
            title_ja: "品".into(),
            title_en: None,
            description_ja: none(),
            description_en: None,
            category_path: Vec::new(),
            category_id: none(),
            seller: Seller { id: none(), name: none(), good: 0, bad: 0 },
            start_yen: kernel::Yen::new(1),
            price_yen: kernel::Yen::new(1),
            next_yen: None,
            step_yen: None,
            buy_now_yen: None,
            reserve: "none".into(),
            bids: 0,
            available: 1,
            starts_at: None,
            ends_at: Some(ends_at),
            closed_at: None,
            auto_extension: false,
            condition: "used".into(),
            shipping_yen: None,
            weight_g: None,
            prefecture: none(),
            relisted_as: None,
            mine: None,
        }
    }

    #[test]
    fn the_end_stands_on_our_clock_as_the_live_figures_do() {
        let ends_there = At::from_secs(1_800_000_000);
        let ahead = Span::secs(40);
        let sheet = Sheet {
            market: "fake".into(),
            item: Same(Arc::new(item(ends_there))),
            ahead,
            reader: Reader::Visitor,
        };
        let book = Arc::new(Book::open(&[crate::TEXTS]).unwrap());
        let page = sheet.draw(&Speech::new(book, Language::English)).into_string();
        let here = format!("datetime=\"{}\"", ends_there.minus(ahead));
        assert_eq!(page.matches(&here).count(), 2, "the countdown and the end");
        assert!(!page.contains(&ends_there.to_string()), "the marketplace's own clock");
    }
}
