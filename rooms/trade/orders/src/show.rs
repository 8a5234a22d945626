//! How an order is told: to the member in their words, to staff with what they can do.

use kernel::{Arg, At, Word, Yen};
use maud::{Markup, html};
use web::Cx;
use web::parts::{self, Colour};

use crate::by::{Printing, author_text};
use crate::rules::{Event, Part, Reason, State};
use crate::store::{Order, Step};

/// A state as a person reads it.
pub fn state_words(cx: &Cx, state: State) -> &str {
    cx.t(match state {
        State::QuoteRequested => "orders-state-quote-requested",
        State::Quoted => "orders-state-quoted",
        State::Accepted => "orders-state-accepted",
        State::Expired => "orders-state-expired",
        State::Declined => "orders-state-declined",
        State::Won => "orders-state-won",
        State::Charge1Open => "orders-state-charge1-open",
        State::Charge1Paid => "orders-state-charge1-paid",
        State::Purchasing => "orders-state-purchasing",
        State::Purchased => "orders-state-purchased",
        State::SellerShipped => "orders-state-seller-shipped",
        State::Arrived => "orders-state-arrived",
        State::Ok => "orders-state-ok",
        State::Mismatch => "orders-state-mismatch",
        State::Damaged => "orders-state-damaged",
        State::Prohibited => "orders-state-prohibited",
        State::Stored => "orders-state-stored",
        State::Instructed => "orders-state-instructed",
        State::Packing => "orders-state-packing",
        State::Packed => "orders-state-packed",
        State::Charge2Open => "orders-state-charge2-open",
        State::Charge2Paid => "orders-state-charge2-paid",
        State::HandedOver => "orders-state-handed-over",
        State::InTransit => "orders-state-in-transit",
        State::Delivered => "orders-state-delivered",
        State::Returned => "orders-state-returned",
        State::Lost => "orders-state-lost",
        State::Seized => "orders-state-seized",
        State::RefundDue => "orders-state-refund-due",
        State::Refunded => "orders-state-refunded",
        State::Disposed => "orders-state-disposed",
        State::Abandoned => "orders-state-abandoned",
        State::OnHold => "orders-state-on-hold",
        State::Closed => "orders-state-closed",
    })
}

pub(crate) fn badge(cx: &Cx, state: State) -> Markup {
    let colour = match state {
        State::Charge1Open | State::Charge2Open | State::Stored | State::Quoted => Colour::Amber,
        State::Mismatch
        | State::Damaged
        | State::Prohibited
        | State::Returned
        | State::Lost
        | State::Seized
        | State::OnHold
        | State::RefundDue => Colour::Red,
        State::Delivered | State::Refunded => Colour::Green,
        State::Closed | State::Expired | State::Declined | State::Abandoned | State::Disposed => {
            Colour::Grey
        }
        _ => Colour::Blue,
    };
    parts::badge(colour, state_words(cx, state))
}

/// What comes next, in one sentence.
pub(crate) fn next(cx: &Cx, order: &Order, due: Yen) -> String {
    let text = match order.state {
        State::Charge1Open => {
            return match order.pay_by_at {
                Some(at) => {
                    let told = [("due", Arg::Yen(due)), ("at", cx.language().short(at).into())];
                    cx.tv("orders-next-pay-before", &told)
                }
                None => cx.tv("orders-next-pay", &[("due", due)]),
            };
        }
        State::Stored if due > Yen::ZERO => {
            return cx.tv("orders-next-pay-shipping", &[("due", due)]);
        }
        State::Charge1Paid | State::Purchasing => "orders-next-paying",
        State::Purchased => "orders-next-sellers-turn",
        State::SellerShipped => "orders-next-coming",
        State::Arrived => "orders-next-look",
        State::Ok => "orders-next-shelf",
        State::Mismatch | State::Damaged => "orders-next-mend",
        State::Prohibited => "orders-next-prohibited",
        State::Stored => "orders-next-tell-us",
        State::Instructed | State::Packing => "orders-next-pack",
        State::Packed | State::Charge2Paid => "orders-next-carrier",
        State::Charge2Open => "orders-next-pay-freight",
        State::HandedOver | State::InTransit => "orders-next-to-you",
        State::OnHold if crate::acts::pay::asked_more(order).is_some() => "orders-next-price",
        State::Returned | State::Lost | State::Seized | State::OnHold => "orders-next-looking",
        State::RefundDue => "orders-next-refund",
        State::Delivered => "orders-next-enjoy",
        _ => "orders-next-nothing",
    };
    cx.t(text).to_owned()
}

/// A reason as a person reads it.
pub fn reason_words(cx: &Cx, reason: Reason) -> String {
    cx.tv("orders-reason", &[("reason", reason.word())])
}

/// A step as whoever takes it reads it.
pub(crate) fn event_words(cx: &Cx, event: Event) -> String {
    cx.tv("orders-event", &[("event", event.word())])
}

/// An author as a member reads it: themselves, the house, or its people without a name.
pub fn author_words<'c>(cx: &'c Cx, author: &str) -> &'c str {
    cx.t(author_text(author))
}

/// Every step with its time, who took it, and why.
pub(crate) fn timeline(cx: &Cx, steps: &[Step], for_staff: bool) -> Markup {
    html! {
        ol.timeline {
            @for step in steps {
                li {
                    strong { (state_words(cx, step.state)) }
                    @if step.event == Event::Settle { " · " (cx.t("orders-settled")) }
                    " " (parts::instant(step.at)) " · "
                    @if for_staff && step.author != "house" { (step.author) }
                    @else { (author_words(cx, &step.author)) }
                    @if let Some(reason) = step.reason { " · " (reason_words(cx, reason)) }
                    @if let (true, Some(words)) = (for_staff, &step.words) {
                        br;
                        @if step.author == "house" { (said_words(cx, words)) } @else { (words) }
                    }
                }
            }
        }
    }
}

fn parcel(cx: &Cx, carrier: Option<&str>, number: Option<&str>) -> Markup {
    html! {
        @match number {
            None => span.unknown { (cx.t("orders-not-known")) },
            Some(number) => { (carrier.unwrap_or("")) " " (number) }
        }
    }
}

fn goods<'c>(cx: &'c Cx, order: &Order) -> Vec<(&'c str, Markup)> {
    let (carrier, number) = (order.in_carrier.as_deref(), order.in_tracking.as_deref());
    let (taker, out) = (order.out_carrier.as_deref(), order.out_tracking.as_deref());
    let mut all = vec![
        (cx.t("orders-bought-at"), html! { (order.market) }),
        (cx.t("orders-how-many"), html! { (order.quantity) }),
        (cx.t("orders-to-warehouse"), parcel(cx, carrier, number)),
        (cx.t("orders-to-you"), parcel(cx, taker, out)),
    ];
    if let Some(grams) = order.weight_g {
        all.push((cx.t("orders-weight"), html! { (grams) " g" }));
    }
    all
}

fn money<'c>(cx: &'c Cx, order: &Order) -> Vec<(&'c str, Markup)> {
    let mut all = vec![
        (cx.t("orders-price"), parts::money(order.price_yen)),
        (cx.t("orders-shipping"), parts::maybe_money(order.shipping_yen)),
        (cx.t("orders-fee"), parts::money(order.fee_yen)),
    ];
    if let Some(yen) = order.asked_yen {
        all.push((cx.t("orders-asked"), parts::money(yen)));
    }
    if let Some(yen) = order.refund_yen {
        all.push((cx.t("orders-given-back"), parts::money(yen)));
    }
    all
}

/// What is known of an order, for its member. The shelf is the warehouse's own matter.
pub(crate) fn facts(cx: &Cx, order: &Order) -> Markup {
    let mut all = goods(cx, order);
    all.extend(money(cx, order));
    parts::facts(&all)
}

/// What each of the staff needs of an order for their part: the money is not the warehouse's, whose
/// it is not the buyer's or the warehouse's, where it lies not the accountant's.
pub(crate) fn staff_facts(cx: &Cx, order: &Order, played: &[Part]) -> Markup {
    let plays = |parts: &[Part]| parts.iter().any(|part| played.contains(part));
    let mut all = goods(cx, order);
    all.push((cx.t("orders-order"), html! { code { (order.id) } }));
    if plays(&[Part::Buyer, Part::Support, Part::Accountant]) {
        all.extend(money(cx, order));
        let theirs = order.market_order.as_deref().unwrap_or("—");
        all.push((cx.t("orders-their-order"), html! { (theirs) }));
    }
    if plays(&[Part::Support, Part::Accountant]) {
        all.push((cx.t("orders-member"), html! { code { (order.member) } }));
    }
    if plays(&[Part::Warehouse, Part::Support]) {
        all.push((cx.t("orders-shelf"), html! { (order.shelf.as_deref().unwrap_or("—")) }));
    }
    parts::facts(&all)
}

/// What a code says that the house wrote beside a step: a word of a marketplace's no, or of ours.
pub(crate) fn said_words(cx: &Cx, code: &str) -> String {
    // What was written down as a sentence, once, stays one.
    if code.contains(' ') {
        return code.to_owned();
    }
    let word = code.strip_prefix("market.").unwrap_or(code).replace('.', "_");
    cx.tv("orders-said", &[("code", word)])
}

/// Why a label is printed again.
pub(crate) fn printing(cx: &Cx, why: Printing) -> String {
    cx.tv("orders-printing", &[("why", why.word())])
}

pub(crate) fn since(at: At) -> Markup {
    parts::instant(at)
}

/// The choices of a reason, as words and what a person reads.
pub(crate) fn reasons(cx: &Cx, all: &[Reason]) -> Vec<(&'static str, String)> {
    all.iter().map(|reason| (reason.word(), reason_words(cx, *reason))).collect()
}
