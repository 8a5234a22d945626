//! How an order is told: to the member in their words, to staff with what they can do.

use kernel::{At, Word, Yen};
use maud::{Markup, html};
use web::parts::{self, Colour};

use crate::by::told_author;
use crate::rules::{self, Event, Reason, State};
use crate::store::{Order, Step};

/// A state as a person reads it.
pub(crate) fn state_words(state: State) -> &'static str {
    match state {
        State::QuoteRequested => "Asked",
        State::Quoted => "Offer made",
        State::Accepted => "Offer accepted",
        State::Expired => "Lapsed",
        State::Declined => "Declined",
        State::Won => "Won",
        State::Charge1Open => "To be paid",
        State::Charge1Paid => "Paid",
        State::Purchasing => "Paying the seller",
        State::Purchased => "Bought",
        State::SellerShipped => "Sent by the seller",
        State::Arrived => "At our warehouse",
        State::Ok => "Looked at",
        State::Mismatch => "Not as described",
        State::Damaged => "Damaged",
        State::Prohibited => "Cannot be sent",
        State::Stored => "On its shelf",
        State::Instructed => "Waiting to be packed",
        State::Packing => "Being packed",
        State::Packed => "Packed",
        State::Charge2Open => "Freight to be paid",
        State::Charge2Paid => "Freight paid",
        State::HandedOver => "With the carrier",
        State::InTransit => "On its way",
        State::Delivered => "Delivered",
        State::Returned => "Came back",
        State::Lost => "Lost",
        State::Seized => "Kept by customs",
        State::RefundDue => "Refund due",
        State::Refunded => "Refunded",
        State::Disposed => "Disposed of",
        State::Abandoned => "Given up",
        State::OnHold => "Stopped",
        State::Closed => "Closed",
    }
}

pub(crate) fn badge(state: State) -> Markup {
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
    parts::badge(colour, state_words(state))
}

/// What comes next, in one sentence.
pub(crate) fn next(order: &Order, due: Yen) -> String {
    match order.state {
        State::Charge1Open => match order.pay_by_at {
            Some(at) => format!("Pay {due} before {}; then we pay the seller.", at.jst_short()),
            None => format!("Pay {due}; then we pay the seller."),
        },
        State::Charge1Paid | State::Purchasing => "We are paying the seller.".into(),
        State::Purchased => "The seller is getting it ready to send.".into(),
        State::SellerShipped => "It is on its way to our warehouse.".into(),
        State::Arrived => "We look at it, and put it on a shelf.".into(),
        State::Ok => "We put it on a shelf.".into(),
        State::Mismatch | State::Damaged => "We write to you about what can be done.".into(),
        State::Prohibited => "It may not leave Japan. We write to you about it.".into(),
        State::Stored if due > Yen::ZERO => {
            format!("Pay {due} of domestic shipping; then it can be sent.")
        }
        State::Stored => "Tell us to send it.".into(),
        State::Instructed | State::Packing => "We pack it.".into(),
        State::Packed | State::Charge2Paid => "We hand it to the carrier.".into(),
        State::Charge2Open => "Pay the freight; then it leaves.".into(),
        State::HandedOver | State::InTransit => "It is on its way to you.".into(),
        State::Returned | State::Lost | State::Seized | State::OnHold => {
            "We are looking into it, and write to you.".into()
        }
        State::RefundDue => "Your money comes back.".into(),
        State::Delivered => "Enjoy it.".into(),
        _ => "Nothing more.".into(),
    }
}

/// A reason as a person reads it.
pub(crate) fn reason_words(reason: Reason) -> String {
    let words = rules::said(reason);
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + letters.as_str(),
        None => words,
    }
}

/// Every step with its time, who took it, and why.
pub(crate) fn timeline(steps: &[Step], for_staff: bool) -> Markup {
    html! {
        ol.timeline {
            @for step in steps {
                li {
                    strong { (state_words(step.state)) }
                    @if step.event == Event::Settle { " · domestic shipping paid" }
                    " " (parts::instant(step.at)) " · "
                    @if for_staff { (step.author) } @else { (told_author(&step.author)) }
                    @if let Some(reason) = step.reason { " · " (reason_words(reason)) }
                    @if let (true, Some(words)) = (for_staff, &step.words) { br; (words) }
                }
            }
        }
    }
}

/// What is known of an order. The shelf is the warehouse's own matter.
pub(crate) fn facts(order: &Order, for_staff: bool) -> Markup {
    let parcel = |carrier: &Option<String>, number: &Option<String>| match (carrier, number) {
        (_, None) => html! { span.unknown { "not known yet" } },
        (carrier, Some(number)) => html! { (carrier.as_deref().unwrap_or("")) " " (number) },
    };
    let mut all = vec![
        ("Bought at", html! { (order.market) }),
        ("How many", html! { (order.quantity) }),
        ("Price", parts::money(order.price_yen)),
        ("Shipping in Japan", parts::maybe_money(order.shipping_yen)),
        ("Our fee", parts::money(order.fee_yen)),
        ("To our warehouse", parcel(&order.in_carrier, &order.in_tracking)),
        ("To you", parcel(&order.out_carrier, &order.out_tracking)),
    ];
    if let Some(grams) = order.weight_g {
        all.push(("Packed weight", html! { (grams) " g" }));
    }
    if let Some(yen) = order.refund_yen {
        all.push(("Given back", parts::money(yen)));
    }
    if for_staff {
        all.push(("Order", html! { code { (order.id) } }));
        all.push(("Member", html! { code { (order.member) } }));
        all.push(("Their order", html! { (order.market_order.as_deref().unwrap_or("—")) }));
        all.push(("Shelf", html! { (order.shelf.as_deref().unwrap_or("—")) }));
    }
    parts::facts(&all)
}

pub(crate) fn since(at: At) -> Markup {
    parts::instant(at)
}

/// The choices of a reason, as words and what a person reads.
pub(crate) fn reasons(all: &[Reason]) -> Vec<(&'static str, String)> {
    all.iter().map(|reason| (reason.word(), reason_words(*reason))).collect()
}
