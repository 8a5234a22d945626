//! What a reader can do with an item: bid, take it into the cart, sign in first, or go on to where
//! it is offered again.

use kernel::{Arg, Yen};
use markets::{Item, ItemStatus, Kind};
use maud::{Markup, html};
use web::{Field, Form, Speech, choose, form_to, hole, pick};

use super::sheet::{ACTION, ASK, PURSE};
use super::words::result;
use crate::rules;
use crate::store::Group;

/// Readers who are offered the same.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Reader {
    /// Not a member.
    Visitor,
    /// A member without a bid here and without groups, at this fee.
    Member { fee_yen: Yen },
    /// A member whose page is drawn for them alone.
    Own,
}

/// Whether bids are taken here.
pub(super) fn takes_bids(item: &Item) -> bool {
    item.status == ItemStatus::Open && item.kind == Kind::Auction
}

/// The form a member finds at first.
pub(super) fn fresh(item: &Item, ask: &str) -> Form {
    let least = item.next_yen.unwrap_or(item.price_yen);
    Form::empty()
        .with("ceiling", least.get())
        .with("mode", "last_moment")
        .with("lead", "10")
        .with("ask", ask)
}

pub(super) fn path(market: &str, item: &Item) -> String {
    format!("/lots/{market}/{}", item.id)
}

/// What readers of this kind are offered.
pub(super) fn offered(speech: &Speech, market: &str, item: &Item, reader: &Reader) -> Markup {
    html! {
        @match reader {
            Reader::Own => (hole(ACTION)),
            _ if item.status != ItemStatus::Open => div.card {
                p { (over(speech, item)) }
                @if let Some(again) = &item.relisted_as {
                    p { a href={ "/lots/" (market) "/" (again) } { (speech.t("bidding-relisted")) } }
                }
            },
            _ if item.kind == Kind::Fixed => div.card { (form_to("/cart", cart(speech, market, item))) },
            Reader::Member { fee_yen } => div.card {
                @let form = fresh(item, &hole(ASK));
                (form_to(
                    &format!("{}/bids", path(market, item)),
                    bid_form(speech, &form, item, *fee_yen, &[], &hole(PURSE)),
                ))
            },
            Reader::Visitor => div.card {
                p { (speech.t("bidding-hidden-ceiling")) }
                p.actions {
                    a.button href={ "/sign-in?then=" (web::percent_encoded(&path(market, item))) } {
                        (speech.t("bidding-sign-in"))
                    }
                }
            },
        }
    }
}

fn cart(speech: &Speech, market: &str, item: &Item) -> Markup {
    let one = Form::empty().with("quantity", 1);
    html! {
        input type="hidden" name="market" value=(market);
        input type="hidden" name="item" value=(item.id);
        (Field::number("quantity", speech.t("bidding-how-many")).show(&one))
        (web::submit(speech.t("bidding-to-cart")))
    }
}

fn group_choices(speech: &Speech, groups: &[Group]) -> Vec<(String, String)> {
    let none = (String::new(), speech.t("bidding-no-group").to_owned());
    let group = |g: &Group| {
        let told = [("name", Arg::Text(g.name.clone())), ("wanted", Arg::Number(g.wanted))];
        (g.id.to_string(), speech.tv("bidding-group-choice", &told))
    };
    std::iter::once(none).chain(groups.iter().map(group)).collect()
}

/// What is in the form for a bid. `purse` says what the reader's purse holds.
pub(super) fn bid_form(
    speech: &Speech,
    form: &Form,
    item: &Item,
    fee_yen: Yen,
    groups: &[Group],
    purse: &str,
) -> Markup {
    let choices = group_choices(speech, groups);
    html! {
        h2 { (speech.t("bidding-place")) }
        (web::whole(form))
        input type="hidden" name="ask" value=(form.shown("ask"));
        (Field::yen("ceiling", speech.t("bidding-your-ceiling")).help(speech.t("bidding-ceiling-help")).show(form))
        (pick(form, "mode", speech.t("bidding-when"), &[
            ("last_moment", speech.t("bidding-when-last"), speech.t("bidding-when-last-why")),
            ("now", speech.t("bidding-when-now"), speech.t("bidding-when-now-why")),
        ]))
        (Field::number("lead", speech.t("bidding-lead")).help(speech.t("bidding-lead-help")).show(form))
        @if !groups.is_empty() {
            (choose(form, "group", speech.t("bidding-in-group"), &choices))
        }
        p.small {
            (match item.shipping_yen {
                Some(yen) => speech.tv("bidding-set-aside", &[("shipping", yen), ("fee", fee_yen)]),
                None => speech.tv("bidding-set-aside-unknown", &[("allowance", rules::ALLOWANCE_YEN), ("fee", fee_yen)]),
            })
            " " (purse)
        }
        (web::submit(speech.t("bidding-place-it")))
    }
}

fn over(speech: &Speech, item: &Item) -> String {
    match &item.result {
        Some(word) => speech.tv("bidding-over-as", &[("result", result(speech, word))]),
        None => speech.t("bidding-is-over").to_owned(),
    }
}
