use axum::extract::Path;
use db::Tx;
use kernel::{Arg, At, BidGroupId, Id, LotId, MemberId, Span, Yen};
use markets::{Item, ItemStatus, Kind};
use maud::{Markup, html};
use web::parts::{self, Colour};
use web::{Cx, Field, Form, Language, Notice, Show, Stop, choose, pick};

use super::words::{condition, reserve, result, state_badge};
use super::{shelf, stop};
use crate::acts::observe::live_key;
use crate::acts::place::{self, PlaceBid};
use crate::rules::{self, BidRefusal, Mode};
use crate::store::{self, Bid, Group};

/// What the page knows of the reader beside the lot.
struct Mine {
    bid: Option<Bid>,
    groups: Vec<Group>,
    purse_yen: Option<Yen>,
    fee_yen: Yen,
}

/// A lot, or an item of a shop.
pub(super) async fn show(cx: Cx, Path((market, item)): Path<(String, String)>) -> Show {
    let item = shelf(&cx)?.item(&market, &item).await.map_err(stop)?;
    let least = item.next_yen.unwrap_or(item.price_yen);
    let form = Form::empty()
        .with("ceiling", least.get())
        .with("mode", "last_moment")
        .with("lead", "10")
        .with("ask", fresh_ask(&cx));
    page(&cx, &market, &item, &form).await
}

/// Says which wish a form is, so that sending it twice places one bid.
fn fresh_ask(cx: &Cx) -> String {
    format!("{:032x}", cx.db().dice().roll())
}

async fn page(cx: &Cx, market: &str, item: &Item, form: &Form) -> Show {
    let mine = mine(cx, market, &item.id).await?;
    let title = title(cx, item);
    let now = cx.now();
    let body = html! {
        p.small { @for part in &item.category_path { (part) " › " } (item.id) }
        h1 { (title) }
        @if title != item.title_ja { p lang="ja" { (item.title_ja) } }
        // What was sent was refused because there is nothing to send any more.
        @if !takes_bid(cx, item, &mine) { (web::whole(form)) }
        div.columns.lot {
            div {
                @if let Some(picture) = item.images.first() {
                    img src=(picture) alt=(cx.tv("bidding-picture", &[("title", title.to_owned())]))
                        width="480" height="360" referrerpolicy="no-referrer";
                }
                (words(cx, item))
            }
            div {
                (parts::live(&live_key(market, &item.id), price(cx, item, now)))
                (action(cx, market, item, form, &mine))
                (facts(cx, item))
            }
        }
    };
    if form.is_right() { cx.show(title, body) } else { cx.show_form(title, form, body) }
}

async fn mine(cx: &Cx, market: &str, item: &str) -> Result<Mine, Stop> {
    let member = cx.member().ok().map(|m| m.id);
    let (market, item) = (market.to_owned(), item.to_owned());
    let ask = move |tx: &mut Tx<'_>| {
        let fee_yen = orders::house_fee(tx)?;
        let Some(member) = member else {
            return Ok(Mine { bid: None, groups: Vec::new(), purse_yen: None, fee_yen });
        };
        let lot: Option<store::Lot> =
            tx.maybe(store::LOT_BY_ITEM, (market.as_str(), item.as_str()))?;
        let bid = match lot {
            Some(lot) => {
                let bids = store::on_lot(tx, lot.id)?;
                bids.into_iter().rev().find(|b| b.member == member && !b.state.is_over())
            }
            None => None,
        };
        let groups: Vec<Group> = tx.all(store::GROUPS_OF, (member,))?;
        let groups = groups.into_iter().filter(|g| g.closed_at.is_none()).collect();
        let purse_yen = Some(ledger::purse_yen(tx, member)?);
        Ok(Mine { bid, groups, purse_yen, fee_yen })
    };
    Ok(cx.db().read("bidding.mine", ask).await?)
}

fn price(cx: &Cx, item: &Item, now: At) -> Markup {
    html! {
        div.card {
            p.price { (parts::live_money("price", item.price_yen)) }
            @if item.kind == Kind::Auction {
                (parts::facts(&[
                    (cx.t("bidding-least-next"), least_next(cx, item)),
                    (cx.t("bidding-bids"), parts::live_text("bids", &item.bids.to_string())),
                    (cx.t("bidding-ends-in"), ends_in(item, now)),
                    (cx.t("bidding-ends-at"), item.ends_at.map_or_else(|| html! { "—" }, parts::exact)),
                    (cx.t("bidding-extension"), html! { (cx.t(if item.auto_extension { "bidding-extension-yes" } else { "bidding-no" })) }),
                    (cx.t("bidding-reserve"), html! { (reserve(cx, &item.reserve)) }),
                ]))
                @if let Some(buy_now) = item.buy_now_yen {
                    p { (cx.tv("bidding-buy-now", &[("price", buy_now)])) }
                }
            } @else {
                p { (cx.tv("bidding-left", &[("available", item.available)])) }
            }
        }
    }
}

fn least_next(cx: &Cx, item: &Item) -> Markup {
    match item.next_yen {
        Some(yen) => parts::live_money("next", yen),
        None => html! { (cx.t("bidding-none")) },
    }
}

fn ends_in(item: &Item, now: At) -> Markup {
    item.ends_at.map_or_else(|| html! { "—" }, |ends| parts::countdown("ends_at", ends, now))
}

/// Whether the reader finds a form for a bid here.
fn takes_bid(cx: &Cx, item: &Item, mine: &Mine) -> bool {
    let open = item.status == ItemStatus::Open && item.kind == Kind::Auction;
    open && mine.bid.is_none() && cx.member().is_ok()
}

fn action(cx: &Cx, market: &str, item: &Item, form: &Form, mine: &Mine) -> Markup {
    let open = item.status == ItemStatus::Open;
    let path = format!("/lots/{market}/{}", item.id);
    html! {
        @if let Some(bid) = &mine.bid {
            div.card {
                p {
                    (cx.t("bidding-your-bid")) " " (state_badge(cx, bid.state)) " "
                    (cx.t("bidding-ceiling")) " " (parts::money(bid.ceiling_yen))
                }
                p.actions { a.button href={ "/bids/" (bid.id) } { (cx.t("bidding-see-bid")) } }
            }
        } @else if !open {
            div.card {
                p { (over(cx, item)) }
                @if let Some(again) = &item.relisted_as {
                    p { a href={ "/lots/" (market) "/" (again) } { (cx.t("bidding-relisted")) } }
                }
            }
        } @else if item.kind == Kind::Fixed {
            div.card {
                (cx.form("/cart", html! {
                    input type="hidden" name="market" value=(market);
                    input type="hidden" name="item" value=(item.id);
                    (Field::number("quantity", cx.t("bidding-how-many")).show(&Form::empty().with("quantity", 1)))
                    (web::submit(cx.t("bidding-to-cart")))
                }))
            }
        } @else if takes_bid(cx, item, mine) {
            div.card { (cx.form(&format!("{path}/bids"), bid_form(cx, form, mine, item))) }
        } @else {
            div.card {
                p { (cx.t("bidding-hidden-ceiling")) }
                p.actions { a.button href={ "/sign-in?then=" (web::percent_encoded(&path)) } { (cx.t("bidding-sign-in")) } }
            }
        }
    }
}

fn bid_form(cx: &Cx, form: &Form, mine: &Mine, item: &Item) -> Markup {
    let mut groups: Vec<(String, String)> =
        vec![(String::new(), cx.t("bidding-no-group").to_owned())];
    let group = |g: &Group| {
        let told = [("name", Arg::Text(g.name.clone())), ("wanted", Arg::Number(g.wanted))];
        (g.id.to_string(), cx.tv("bidding-group-choice", &told))
    };
    groups.extend(mine.groups.iter().map(group));
    html! {
        h2 { (cx.t("bidding-place")) }
        (web::whole(form))
        input type="hidden" name="ask" value=(form.shown("ask"));
        (Field::yen("ceiling", cx.t("bidding-your-ceiling")).help(cx.t("bidding-ceiling-help")).show(form))
        (pick(form, "mode", cx.t("bidding-when"), &[
            ("last_moment", cx.t("bidding-when-last"), cx.t("bidding-when-last-why")),
            ("now", cx.t("bidding-when-now"), cx.t("bidding-when-now-why")),
        ]))
        (Field::number("lead", cx.t("bidding-lead")).help(cx.t("bidding-lead-help")).show(form))
        @if groups.len() > 1 {
            (choose(form, "group", cx.t("bidding-in-group"), &groups))
        }
        p.small {
            (match item.shipping_yen {
                Some(yen) => cx.tv("bidding-set-aside", &[("shipping", yen), ("fee", mine.fee_yen)]),
                None => cx.tv("bidding-set-aside-unknown", &[("allowance", rules::ALLOWANCE_YEN), ("fee", mine.fee_yen)]),
            })
            @if let Some(purse) = mine.purse_yen { " " (cx.tv("bidding-purse", &[("purse", purse)])) }
        }
        (web::submit(cx.t("bidding-place-it")))
    }
}

fn over(cx: &Cx, item: &Item) -> String {
    match &item.result {
        Some(word) => cx.tv("bidding-over-as", &[("result", result(cx, word))]),
        None => cx.t("bidding-is-over").to_owned(),
    }
}

/// What a reader calls the item: who reads Japanese gets the seller's own words.
pub(super) fn title<'i>(cx: &Cx, item: &'i Item) -> &'i str {
    match &item.title_en {
        Some(english) if cx.language() != Language::Japanese => english,
        _ => &item.title_ja,
    }
}

fn words(cx: &Cx, item: &Item) -> Markup {
    let english = item.description_en.as_ref().filter(|_| cx.language() != Language::Japanese);
    html! {
        h2 { (cx.t("bidding-sellers-words")) }
        @if let Some(english) = english { p lang="en" { (english) } }
        p lang="ja" { (item.description_ja) }
    }
}

fn facts(cx: &Cx, item: &Item) -> Markup {
    let weight =
        item.weight_g.map_or_else(|| cx.t("bidding-unknown").to_owned(), |g| format!("{g} g"));
    let seller = format!("{} (+{} −{})", item.seller.name, item.seller.good, item.seller.bad);
    parts::facts(&[
        (cx.t("bidding-condition"), html! { (condition(cx, &item.condition)) }),
        (cx.t("bidding-seller"), html! { (seller) }),
        (cx.t("bidding-sent-from"), html! { (item.prefecture) }),
        (cx.t("bidding-shipping"), parts::maybe_money(item.shipping_yen)),
        (cx.t("bidding-weight"), html! { (weight) }),
        (
            cx.t("bidding-at-the-market"),
            html! { a href=(item.url) rel="noreferrer" { (cx.t("bidding-own-page")) } },
        ),
    ])
}

/// Places a bid. The marketplace is asked afresh: nobody bids on what was true a moment ago.
pub(super) async fn place(
    cx: Cx,
    Path((market, item)): Path<(String, String)>,
    mut form: Form,
) -> Show {
    let member = cx.member()?.id;
    let connector = std::sync::Arc::clone(shelf(&cx)?.markets().to(&market).map_err(stop)?);
    let item = connector.item(&item).await.map_err(stop)?;
    let Some(ask) = read(&mut form, member, &market, &item) else {
        return page(&cx, &market, &item, &form).await;
    };
    let act = move |tx: &mut Tx<'_>| place::place(tx, &ask);
    match cx.db().write("bidding.place", db::Lock::none(), act).await {
        Ok(bid) => cx.tell(Notice::good(cx.t("bidding-placed"))).to(&format!("/bids/{bid}")),
        Err(refused) => {
            let beside = [
                ("bidding.below_least", "ceiling"),
                ("bidding.too_high", "ceiling"),
                ("bidding.house_higher", "ceiling"),
                ("bidding.bad_lead", "lead"),
                ("ledger.not_enough", "ceiling"),
            ];
            form.refused(refused, &beside)?;
            page(&cx, &market, &item, &form).await
        }
    }
}

fn read(form: &mut Form, member: MemberId, market: &str, item: &Item) -> Option<PlaceBid> {
    let typed = form.shown("ceiling").to_owned();
    let ceiling_yen = Yen::parse(&typed);
    if ceiling_yen.is_none() {
        form.wrong("ceiling", BidRefusal::NotWholeYen { typed });
    }
    let mode: Option<Mode> = form.word("mode");
    let lead = if mode == Some(Mode::Now) { Some(0) } else { form.number("lead") };
    let group = BidGroupId::parse(form.shown("group"));
    let ask = form.text("ask", 64);
    Some(PlaceBid {
        member,
        market: market.to_owned(),
        item: item.clone(),
        ceiling_yen: ceiling_yen?,
        mode: mode?,
        lead: Span::secs(lead?),
        group,
        ask: ask?,
    })
}

/// Where a lot is shown.
pub(super) fn path_of(lot: &store::Lot) -> String {
    format!("/lots/{}/{}", lot.market, lot.item)
}

/// A lot by our own id, for pages that only know that.
pub(super) fn by_id(tx: &mut Tx<'_>, id: LotId) -> db::Answer<store::Lot> {
    store::lot(tx, id)
}

/// Whether a badge for a lot that is over is wanted.
pub(super) fn over_badge(cx: &Cx, lot: &store::Lot) -> Markup {
    match &lot.result {
        Some(word) => parts::badge(Colour::Grey, &result(cx, word)),
        None => html! {},
    }
}
