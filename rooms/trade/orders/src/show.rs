//! How an order is told: to the member in their words, to staff with what they can do.

use kernel::{Arg, At, Word, Yen};
use maud::{Markup, html};
use web::Cx;
use web::parts::{self, Colour};

use crate::by::author_text;
use crate::rules::{Event, Reason, State};
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
                    @if let (true, Some(words)) = (for_staff, &step.words) { br; (words) }
                }
            }
        }
    }
}

/// What is known of an order. The shelf is the warehouse's own matter.
pub(crate) fn facts(cx: &Cx, order: &Order, for_staff: bool) -> Markup {
    let parcel = |carrier: &Option<String>, number: &Option<String>| match (carrier, number) {
        (_, None) => html! { span.unknown { (cx.t("orders-not-known")) } },
        (carrier, Some(number)) => html! { (carrier.as_deref().unwrap_or("")) " " (number) },
    };
    let mut all = vec![
        (cx.t("orders-bought-at"), html! { (order.market) }),
        (cx.t("orders-how-many"), html! { (order.quantity) }),
        (cx.t("orders-price"), parts::money(order.price_yen)),
        (cx.t("orders-shipping"), parts::maybe_money(order.shipping_yen)),
        (cx.t("orders-fee"), parts::money(order.fee_yen)),
        (cx.t("orders-to-warehouse"), parcel(&order.in_carrier, &order.in_tracking)),
        (cx.t("orders-to-you"), parcel(&order.out_carrier, &order.out_tracking)),
    ];
    if let Some(grams) = order.weight_g {
        all.push((cx.t("orders-weight"), html! { (grams) " g" }));
    }
    if let Some(yen) = order.refund_yen {
        all.push((cx.t("orders-given-back"), parts::money(yen)));
    }
    if for_staff {
        all.push((cx.t("orders-order"), html! { code { (order.id) } }));
        all.push((cx.t("orders-member"), html! { code { (order.member) } }));
        all.push((
            cx.t("orders-their-order"),
            html! { (order.market_order.as_deref().unwrap_or("—")) },
        ));
        all.push((cx.t("orders-shelf"), html! { (order.shelf.as_deref().unwrap_or("—")) }));
    }
    parts::facts(&all)
}

pub(crate) fn since(at: At) -> Markup {
    parts::instant(at)
}

/// The choices of a reason, as words and what a person reads.
pub(crate) fn reasons(cx: &Cx, all: &[Reason]) -> Vec<(&'static str, String)> {
    all.iter().map(|reason| (reason.word(), reason_words(cx, *reason))).collect()
}
