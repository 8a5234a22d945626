//! Everything that waits for somebody of the house, for each who has a hand in orders.

use db::{Answer, Lock, Tx};
use kernel::{At, Id, NoteId, OrderId, Word};
use maud::{Markup, html};
use web::parts::{self, Align, Column};
use web::{Asked, Cx, Field, Form, Notice, PathId, Show, submit};

use crate::acts::{market, message, pay};
use crate::by::By;
use crate::rules::{Event, OrderKind, Part, State, turns_of};
use crate::store::{self, Aside, Order};
use crate::{OrdersRefusal, show};

const ROWS: i64 = 50;

/// The parts somebody of the staff plays, whoever's order it is.
pub(crate) fn played(cx: &Cx) -> Result<Vec<Part>, web::Stop> {
    let by = By::from(cx.staff()?);
    Ok(by.parts(kernel::MemberId::from_bits(0)))
}

/// Where a list goes on: behind this order, which has stood there since then.
fn place(asked: &str) -> (At, OrderId) {
    let first = (At::from_micros(i64::MIN), OrderId::from_bits(0));
    let Some((micros, id)) = asked.split_once('.') else { return first };
    match (micros.parse(), OrderId::parse(id)) {
        (Ok(micros), Some(id)) => (At::from_micros(micros), id),
        _ => first,
    }
}

pub(crate) async fn list(cx: Cx, Asked(mut form): Asked) -> Show {
    let typed = form.shown("order").trim().to_owned();
    if !typed.is_empty() {
        let found = match OrderId::parse(&typed) {
            Some(id) => cx.db().read("orders.found", move |tx| store::order(tx, id)).await.ok(),
            None => None,
        };
        match found {
            Some(order) => return cx.to(&format!("/staff/orders/{}", order.id)),
            None => form.wrong("order", OrdersRefusal::Unknown),
        }
    }
    let played = played(&cx)?;
    let all = turns_of(&played);
    let chosen = State::from_word(form.shown("state")).filter(|state| all.contains(state));
    let states = chosen.map_or_else(|| all.clone(), |state| vec![state]);
    let after = place(form.shown("after"));
    let asks = message::writes(&played);
    let read = move |tx: &mut Tx<'_>| -> Answer<_> {
        let rows = store::waiting(tx, &states, after, ROWS + 1)?;
        if !asks {
            return Ok((rows, Vec::new(), Vec::new()));
        }
        Ok((rows, market::aside(tx)?, store::messages::unread(tx)?))
    };
    let (mut rows, aside, unread) = cx.db().read("orders.waiting", read).await?;
    let more = rows.len() > usize::try_from(ROWS).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(ROWS).unwrap_or(usize::MAX));
    let last = rows.last().filter(|_| more);
    let next = last.map(|order| format!("{}.{}", order.state_at.micros(), order.id));
    let here = match chosen {
        Some(state) => format!("/staff/orders?state={}", state.word()),
        None => "/staff/orders".to_owned(),
    };
    let body = html! {
        h1 { (cx.t("orders-all")) }
        (search(&cx, &form, &all))
        @if !unread.is_empty() {
            (parts::card(cx.t("orders-unread"), super::messages::waiting(&cx, &unread)))
        }
        @if !aside.is_empty() { (parts::card(cx.t("orders-aside"), asides(&cx, &aside))) }
        (parts::card(cx.t("orders-waiting"), table(&cx, &rows)))
        (parts::next_page(&here, next.as_deref()))
    };
    cx.show_form(cx.t("orders-all"), &form, body)
}

fn search(cx: &Cx, form: &Form, states: &[State]) -> Markup {
    let all = [("", cx.t("orders-any-state"))];
    let named = states.iter().map(|state| (state.word(), show::state_words(cx, *state)));
    let choices: Vec<(&str, &str)> = all.into_iter().chain(named).collect();
    html! {
        form.search action="/staff/orders" method="get" role="search" {
            (web::choose(form, "state", cx.t("orders-stands-at"), &choices))
            (Field::text("order", cx.t("orders-by-id")).optional().most(40).show(form))
            (submit(cx.t("orders-look")))
        }
    }
}

fn table(cx: &Cx, orders: &[Order]) -> Markup {
    if orders.is_empty() {
        return parts::empty(cx.t("orders-nothing-for-you"), cx.t("orders-to-desks"), "/staff");
    }
    let columns = [
        Column(cx.t("orders-thing"), Align::Left),
        Column(cx.t("orders-stands-at"), Align::Left),
        Column(cx.t("orders-since"), Align::Left),
        Column(cx.t("orders-next"), Align::Left),
    ];
    let row = |order: &Order| {
        vec![
            html! { a href={ "/staff/orders/" (order.id) } { (order.title) } },
            html! {
                (show::badge(cx, order.state))
                @if let Some(reason) = order.reason { " " (show::reason_words(cx, reason)) }
            },
            show::since(order.state_at),
            html! { (todo(cx, order)) },
        ]
    };
    let rows: Vec<Vec<Markup>> = orders.iter().map(row).collect();
    parts::table(cx.t("orders-waiting"), &columns, &rows)
}

/// What somebody of the house does next, in words.
pub(crate) fn todo(cx: &Cx, order: &Order) -> String {
    let word = match order.state {
        State::Purchased if order.kind == OrderKind::Desk => "purchased_desk",
        State::OnHold if pay::asked_more(order).is_some() => "price_asked",
        state => state.word(),
    };
    cx.tv("orders-todo", &[("state", word)])
}

fn asides(cx: &Cx, all: &[Aside]) -> Markup {
    html! {
        p { (cx.t("orders-aside-what")) }
        @for one in all {
            p {
                (one.market) " " code { (one.market_order) } " " (parts::instant(one.at)) " "
                (show::said_words(cx, &one.code)) " "
                @if let Some(order) = one.order {
                    a href={ "/staff/orders/" (order) } { (cx.t("orders-to-order")) }
                }
            }
            (cx.button(&format!("/staff/orders/aside/{}", one.id), cx.t("orders-ask-again")))
        }
    }
}

pub(crate) async fn ask_again(cx: Cx, PathId(id): PathId<NoteId>) -> Show {
    let by = By::from(cx.staff()?);
    let act = move |tx: &mut Tx<'_>| market::look_again(tx, id, by);
    cx.db().write("orders.look_again", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("orders-asked-again"))).to("/staff/orders")
}

/// Steps that cannot be taken back: they are asked for behind a word more.
pub(crate) fn is_final(event: Event) -> bool {
    use Event::{Abandon, CallOff, Dispose, Lose, Refund, Seize};
    matches!(event, Abandon | CallOff | Dispose | Lose | Refund | Seize)
}
