use axum::extract::Path;
use db::Tx;
use kernel::{At, BidGroupId, Id, LotId, MemberId, Span, Yen};
use markets::{Item, ItemStatus, Kind};
use maud::{Markup, html};
use web::parts::{self, Colour};
use web::{Cx, Field, Form, Notice, Show, Stop, choose, pick};

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
    let title = item.title_en.as_deref().unwrap_or(&item.title_ja);
    let now = cx.now();
    let body = html! {
        p.small { @for part in &item.category_path { (part) " › " } (item.id) }
        h1 { (title) }
        @if item.title_en.is_some() { p lang="ja" { (item.title_ja) } }
        // What was sent was refused because there is nothing to send any more.
        @if !takes_bid(cx, item, &mine) { (web::whole(form)) }
        div.columns.lot {
            div {
                @if let Some(picture) = item.images.first() {
                    img src=(picture) alt={ "Picture of " (title) } width="480" height="360" referrerpolicy="no-referrer";
                }
                (words(item))
            }
            div {
                (parts::live(&live_key(market, &item.id), price(item, now)))
                (action(cx, market, item, form, &mine))
                (facts(item))
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

fn price(item: &Item, now: At) -> Markup {
    html! {
        div.card {
            p.price { (parts::live_money("price", item.price_yen)) }
            @if item.kind == Kind::Auction {
                (parts::facts(&[
                    ("Least next bid", item.next_yen.map_or_else(|| html! { "none" }, |y| parts::live_money("next", y))),
                    ("Bids", parts::live_text("bids", &item.bids.to_string())),
                    ("Ends in", ends_in(item, now)),
                    ("Ends at", item.ends_at.map_or_else(|| html! { "—" }, parts::exact)),
                    ("Late bids move the end", html! { @if item.auto_extension { "yes, by five minutes" } @else { "no" } }),
                    ("Reserve", html! { (item.reserve) }),
                ]))
                @if let Some(buy_now) = item.buy_now_yen {
                    p { "A ceiling of " (parts::money(buy_now)) " or more buys it at once for that." }
                }
            } @else {
                p { (item.available) " left" }
            }
        }
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
                p { "Your bid: " (super::bids::state_badge(bid.state)) " ceiling " (parts::money(bid.ceiling_yen)) }
                p.actions { a.button href={ "/bids/" (bid.id) } { "See its receipts, or raise it" } }
            }
        } @else if !open {
            div.card {
                p { "This is over" @if let Some(result) = &item.result { " (" (result.replace('_', " ")) ")" } "." }
                @if let Some(again) = &item.relisted_as {
                    p { a href={ "/lots/" (market) "/" (again) } { "It was listed again: see the new lot" } }
                }
            }
        } @else if item.kind == Kind::Fixed {
            div.card {
                (cx.form("/cart", html! {
                    input type="hidden" name="market" value=(market);
                    input type="hidden" name="item" value=(item.id);
                    (Field::number("quantity", "How many").show(&Form::empty().with("quantity", 1)))
                    (web::submit("Put into my cart"))
                }))
            }
        } @else if takes_bid(cx, item, mine) {
            div.card { (cx.form(&format!("{path}/bids"), bid_form(form, mine, item))) }
        } @else {
            div.card {
                p { "You bid with a hidden ceiling: the house bids for you, never more than needed." }
                p.actions { a.button href={ "/sign-in?then=" (web::percent_encoded(&path)) } { "Sign in to bid" } }
            }
        }
    }
}

fn bid_form(form: &Form, mine: &Mine, item: &Item) -> Markup {
    let mut groups: Vec<(String, String)> = vec![(String::new(), "no group".into())];
    let group = |g: &Group| (g.id.to_string(), format!("{}: win {}", g.name, g.wanted));
    groups.extend(mine.groups.iter().map(group));
    let shipping = item.shipping_yen;
    html! {
        h2 { "Place a bid" }
        (web::whole(form))
        input type="hidden" name="ask" value=(form.shown("ask"));
        (Field::yen("ceiling", "Your ceiling").help("The most you would pay for the lot itself. Nobody sees it; you pay one step more than the next bidder.").show(form))
        (pick(form, "mode", "When shall it be sent?", &[
            ("last_moment", "At the last moment", "Before the end, wherever late bids move it. Others have no time to answer."),
            ("now", "Now", "The marketplace bids for you up to your ceiling from now on."),
        ]))
        (Field::number("lead", "Seconds before the end").help("1 to 600; 10 is a good choice.").show(form))
        @if groups.len() > 1 {
            (choose(form, "group", "Part of a group", &groups))
        }
        p.small {
            "Set aside while the bid lives: your ceiling, "
            @match shipping {
                Some(yen) => { "shipping within Japan " (parts::money(yen)) }
                None => { (parts::money(rules::ALLOWANCE_YEN)) " for shipping within Japan (not known yet)" }
            }
            ", our fee " (parts::money(mine.fee_yen)) ". What is not needed comes back at once."
            @if let Some(purse) = mine.purse_yen { " Your purse: " (parts::money(purse)) "." }
        }
        (web::submit("Place the bid"))
    }
}

fn words(item: &Item) -> Markup {
    html! {
        h2 { "The seller’s words" }
        @if let Some(english) = &item.description_en { p { (english) } }
        p lang="ja" { (item.description_ja) }
    }
}

fn facts(item: &Item) -> Markup {
    let weight = item.weight_g.map_or_else(|| "not known yet".to_owned(), |g| format!("{g} g"));
    let seller = format!("{} (+{} −{})", item.seller.name, item.seller.good, item.seller.bad);
    parts::facts(&[
        ("Condition", html! { (item.condition.replace('_', " ")) }),
        ("Seller", html! { (seller) }),
        ("Sent from", html! { (item.prefecture) }),
        ("Shipping within Japan", parts::maybe_money(item.shipping_yen)),
        ("Weight, says the seller", html! { (weight) }),
        (
            "At the marketplace",
            html! { a href=(item.url) rel="noreferrer" { "the item’s own page" } },
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
        Ok(bid) => {
            let notice = "Your bid is placed and covered. Here is everything that happens to it.";
            cx.tell(Notice::good(notice)).to(&format!("/bids/{bid}"))
        }
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
pub(super) fn over_badge(lot: &store::Lot) -> Markup {
    match &lot.result {
        Some(result) => parts::badge(Colour::Grey, &result.replace('_', " ")),
        None => html! {},
    }
}
