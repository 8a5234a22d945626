//! What a member sees of their orders.

use db::{Answer, Lock, Tx};
use kernel::{Id, OrderId, Yen};
use maud::{Markup, html};
use web::parts::{self, Align, Column};
use web::{Asked, Cx, Notice, PathId, Role, Routes, Show, Who};

use crate::acts::open::due_yen;
use crate::by::By;
use crate::rules::State;
use crate::store::{self, Order};
use crate::{OrdersRefusal, acts, show, staff};

const WAREHOUSE: Who = Who::Staff(Role::Warehouse);
const HANDS: Who = Who::StaffOf(&[Role::Buyer, Role::Warehouse, Role::Support, Role::Accountant]);

/// Every way into this room.
pub fn routes() -> Routes {
    let routes = Routes::new("orders")
        .get("/orders", Who::Member, list)
        .menu("My orders")
        .get("/orders/{order}", Who::Member, one)
        .post("/orders/{order}/pay", Who::Member, pay)
        .post("/orders/{order}/send", Who::Member, send)
        .post("/orders/{order}/keep", Who::Member, keep)
        .get("/staff/arrivals", WAREHOUSE, staff::arrivals)
        .desk("Arrivals", "Take in what comes, look at it, put it on a shelf.")
        .post("/staff/arrivals", WAREHOUSE, staff::arrive)
        .post("/staff/arrivals/{arrival}/match", WAREHOUSE, staff::match_stray)
        .get("/staff/packing", WAREHOUSE, staff::packing)
        .desk("Packing", "Pack what members want sent, and hand it to the carrier.")
        .get("/staff/orders/{order}", HANDS, staff::one)
        .post("/staff/orders/{order}/steps", HANDS, staff::step)
        .post("/staff/orders/{order}/shipped", Who::Staff(Role::Buyer), staff::shipped)
        .post("/staff/orders/{order}/shelf", WAREHOUSE, staff::shelve)
        .post("/staff/orders/{order}/box", WAREHOUSE, staff::pack)
        .post("/staff/orders/{order}/hand-over", WAREHOUSE, staff::hand_over);
    crate::api::operations(routes)
}

async fn list(cx: Cx, Asked(asked): Asked) -> Show {
    let me = cx.member()?.id;
    let before = OrderId::parse(asked.shown("after"));
    let read = move |tx: &mut Tx<'_>| store::of_member(tx, me, before, 25);
    let page = cx.db().read("orders.list", read).await?;
    if page.rows.is_empty() {
        let body = parts::empty("You have no orders yet.", "Look for something", "/search");
        return cx.show("My orders", html! { h1 { "My orders" } (body) });
    }
    let mut rows = Vec::with_capacity(page.rows.len());
    for order in &page.rows {
        let due = due_yen(order)?;
        rows.push(vec![
            html! { a href={ "/orders/" (order.id) } { (order.title) } },
            show::badge(order.state),
            html! { (show::next(order, due)) },
            show::since(order.state_at),
            parts::money(order.price_yen),
        ]);
    }
    let columns = [
        Column("Thing", Align::Left),
        Column("Stands at", Align::Left),
        Column("Next", Align::Left),
        Column("Since", Align::Left),
        Column("Price", Align::Right),
    ];
    let body = html! {
        h1 { "My orders" }
        (parts::table("My orders", &columns, &rows))
        (parts::next_page("/orders", page.next.as_deref()))
    };
    cx.show("My orders", body)
}

async fn one(cx: Cx, PathId(id): PathId<OrderId>) -> Show {
    let me = cx.member()?.id;
    let read = move |tx: &mut Tx<'_>| -> Answer<_> {
        let order = store::order(tx, id)?;
        if order.member != me {
            return Err(OrdersRefusal::Unknown.into());
        }
        Ok((order, store::history(tx, id)?))
    };
    let (order, steps) = cx.db().read("orders.one", read).await?;
    let due = due_yen(&order)?;
    let body = html! {
        p { a href="/orders" { "My orders" } }
        h1 { (order.title) }
        p { (show::badge(order.state)) " " (show::next(&order, due)) }
        (buttons(&cx, &order, due))
        (parts::card("What is known", show::facts(&order, false)))
        (parts::card("What happened", show::timeline(&steps, false)))
    };
    cx.show(&order.title, body)
}

fn buttons(cx: &Cx, order: &Order, due: Yen) -> Markup {
    let payable = due > Yen::ZERO
        && crate::steps_from(order.state, &[crate::Part::Member])
            .any(|a| matches!(a.event, crate::Event::Pay | crate::Event::Settle));
    html! {
        div.actions {
            @if payable {
                (cx.button(&format!("/orders/{}/pay", order.id), &format!("Pay {due}")))
            }
            @if order.state == State::Stored && due == Yen::ZERO {
                (cx.button(&format!("/orders/{}/send", order.id), "Send it to me"))
            }
            @if order.state == State::Instructed {
                (cx.button(&format!("/orders/{}/keep", order.id), "Do not send it yet"))
            }
        }
    }
}

type Verb = fn(&mut Tx<'_>, OrderId, By) -> Answer<()>;

async fn act(cx: Cx, id: OrderId, name: &'static str, verb: Verb, told: &str) -> Show {
    let by = By::from(cx.member()?);
    let act = move |tx: &mut Tx<'_>| verb(tx, id, by);
    let notice = match cx.db().write(name, Lock::on(id), act).await {
        Ok(()) => Notice::good(told),
        // What can be mended by the member is told on the order's own page.
        Err(kernel::Refused::No(no)) if matches!(no.status, 402 | 409) => {
            Notice::bad(cx.speech().say(&no))
        }
        Err(refused) => return Err(refused.into()),
    };
    cx.tell(notice).to(&format!("/orders/{id}"))
}

async fn pay(cx: Cx, PathId(id): PathId<OrderId>) -> Show {
    act(cx, id, "orders.pay", acts::pay::pay, "Paid. We pay the seller now.").await
}

async fn send(cx: Cx, PathId(id): PathId<OrderId>) -> Show {
    act(cx, id, "orders.instruct", acts::send::instruct, "We pack it and send it.").await
}

async fn keep(cx: Cx, PathId(id): PathId<OrderId>) -> Show {
    act(cx, id, "orders.withdraw", acts::send::withdraw, "It stays on its shelf.").await
}
