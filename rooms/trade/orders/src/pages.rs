//! What a member sees of their orders.

use db::{Answer, Lock, Tx};
use kernel::{Id, OrderId, Yen};
use maud::{Markup, html};
use web::parts::{self, Align, Column};
use web::{Asked, Cx, Form, Notice, PathId, Role, Routes, Show, Who};

use crate::acts::open::due_yen;
use crate::by::By;
use crate::rules::State;
use crate::staff::{lists, messages};
use crate::store::{self, Order};
use crate::{OrdersRefusal, acts, show, staff};

const WAREHOUSE: Who = Who::Staff(Role::Warehouse);
const HANDS: Who = Who::StaffOf(&[Role::Buyer, Role::Warehouse, Role::Support, Role::Accountant]);

const ASKERS: Who = Who::StaffOf(&[Role::Buyer, Role::Support]);

/// Every way into this room.
pub fn routes() -> Routes {
    let routes = Routes::new("orders")
        .speaking(crate::TEXTS)
        .get("/orders", Who::Member, list)
        .menu("orders-mine")
        .get("/orders/{order}", Who::Member, one)
        .post("/orders/{order}/pay", Who::Member, pay)
        .post("/orders/{order}/send", Who::Member, send)
        .post("/orders/{order}/keep", Who::Member, keep)
        .post("/orders/{order}/agree", Who::Member, agree)
        .post("/orders/{order}/disagree", Who::Member, disagree)
        .post("/orders/{order}/give-up", Who::Member, give_up)
        .get("/staff/arrivals", WAREHOUSE, staff::arrivals)
        .desk("orders-arrivals", "orders-arrivals-what")
        .post("/staff/arrivals", WAREHOUSE, staff::arrive)
        .post("/staff/arrivals/{arrival}/match", WAREHOUSE, staff::match_stray)
        .get("/staff/packing", WAREHOUSE, staff::packing)
        .desk("orders-packing", "orders-packing-what")
        .get("/staff/orders", HANDS, lists::list)
        .desk("orders-all", "orders-all-what")
        .post("/staff/orders/aside/{aside}", ASKERS, lists::ask_again)
        .get("/staff/orders/{order}", HANDS, staff::one)
        .post("/staff/orders/{order}/steps", HANDS, staff::step)
        .post("/staff/orders/{order}/messages", ASKERS, messages::write)
        .post("/staff/orders/{order}/messages/look", ASKERS, messages::look)
        .post("/staff/orders/{order}/messages/read", ASKERS, messages::read)
        .post("/staff/orders/{order}/shipped", Who::Staff(Role::Buyer), staff::shipped)
        .post("/staff/orders/{order}/shelf", WAREHOUSE, staff::shelve)
        .post("/staff/orders/{order}/box", WAREHOUSE, staff::pack)
        .post("/staff/orders/{order}/hand-over", WAREHOUSE, staff::hand_over)
        .post("/staff/orders/{order}/label", WAREHOUSE, staff::label);
    crate::api::operations(routes)
}

async fn list(cx: Cx, Asked(asked): Asked) -> Show {
    let me = cx.member()?.id;
    let before = OrderId::parse(asked.shown("after"));
    let read = move |tx: &mut Tx<'_>| store::of_member(tx, me, before, 25);
    let page = cx.db().read("orders.list", read).await?;
    if page.rows.is_empty() {
        let body = parts::empty(cx.t("orders-none"), cx.t("orders-find"), "/search");
        return cx.show(cx.t("orders-mine"), html! { h1 { (cx.t("orders-mine")) } (body) });
    }
    let mut rows = Vec::with_capacity(page.rows.len());
    for order in &page.rows {
        let due = due_yen(order)?;
        rows.push(vec![
            html! { a href={ "/orders/" (order.id) } { (order.title) } },
            show::badge(&cx, order.state),
            html! { (show::next(&cx, order, due)) },
            show::since(order.state_at),
            parts::money(order.price_yen),
        ]);
    }
    let columns = [
        Column(cx.t("orders-thing"), Align::Left),
        Column(cx.t("orders-stands-at"), Align::Left),
        Column(cx.t("orders-next"), Align::Left),
        Column(cx.t("orders-since"), Align::Left),
        Column(cx.t("orders-price"), Align::Right),
    ];
    let body = html! {
        h1 { (cx.t("orders-mine")) }
        (parts::table(cx.t("orders-mine"), &columns, &rows))
        (parts::next_page("/orders", page.next.as_deref()))
    };
    cx.show(cx.t("orders-mine"), body)
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
        p { a href="/orders" { (cx.t("orders-mine")) } }
        h1 { (order.title) }
        p { (show::badge(&cx, order.state)) " " (show::next(&cx, &order, due)) }
        (buttons(&cx, &order, due))
        (parts::card(cx.t("orders-known"), show::facts(&cx, &order)))
        (parts::card(cx.t("orders-happened"), show::timeline(&cx, &steps, false)))
        p { a href={ "/contact?topic=order&order=" (order.id) } { (cx.t("orders-ask")) } }
    };
    cx.show(&order.title, body)
}

fn buttons(cx: &Cx, order: &Order, due: Yen) -> Markup {
    let payable = due > Yen::ZERO
        && crate::steps_from(order.state, &[crate::Part::Member])
            .any(|a| matches!(a.event, crate::Event::Pay | crate::Event::Settle));
    let asked = acts::pay::asked_more(order);
    let may_give_up = crate::steps_from(order.state, &[crate::Part::Member])
        .any(|a| a.event == crate::Event::Abandon);
    html! {
        @if let Some(asked) = asked { (price_asked(cx, order, asked)) }
        @if may_give_up {
            (parts::sure(cx.t("orders-give-up"), html! {
                p { (cx.t("orders-give-up-what")) }
                (cx.button(&format!("/orders/{}/give-up", order.id), cx.t("orders-give-up-sure")))
            }))
        }
        div.actions {
            @if payable {
                (cx.button(&format!("/orders/{}/pay", order.id), &cx.tv("orders-pay-due", &[("due", due)])))
            }
            @if order.state == State::Stored && due == Yen::ZERO {
                (cx.button(&format!("/orders/{}/send", order.id), cx.t("orders-send")))
            }
            @if order.state == State::Instructed {
                (cx.button(&format!("/orders/{}/keep", order.id), cx.t("orders-keep")))
            }
        }
    }
}

// What was shown is what is agreed to: another amount is asked for anew.
fn price_asked(cx: &Cx, order: &Order, asked: Yen) -> Markup {
    let at = |step: &str| format!("/orders/{}/{step}", order.id);
    let paid = order.goods_yen.unwrap_or(Yen::ZERO);
    let more = asked.minus(paid).unwrap_or(asked);
    parts::card(
        cx.t("orders-price-asked"),
        html! {
            p { (cx.tv("orders-price-asked-what", &[("asked", asked), ("paid", paid)])) }
            (cx.form(&at("agree"), html! {
                input type="hidden" name="asked" value=(asked.get());
                (web::submit(&cx.tv("orders-agree", &[("more", more)])))
            }))
            (parts::sure(cx.t("orders-disagree"), html! {
                p { (cx.t("orders-disagree-what")) }
                (cx.button(&at("disagree"), cx.t("orders-disagree-sure")))
            }))
        },
    )
}

async fn agree(cx: Cx, PathId(id): PathId<OrderId>, mut form: Form) -> Show {
    let by = By::from(cx.member()?);
    let shown = form.yen("asked").unwrap_or(Yen::ZERO);
    let act = move |tx: &mut Tx<'_>| acts::pay::agree(tx, id, shown, by);
    let done = cx.db().write("orders.agree", Lock::on(id), act).await;
    told(&cx, id, done, "orders-agreed")
}

async fn disagree(cx: Cx, PathId(id): PathId<OrderId>) -> Show {
    act(cx, id, "orders.disagree", acts::pay::disagree, "orders-disagreed").await
}

async fn give_up(cx: Cx, PathId(id): PathId<OrderId>) -> Show {
    let verb: Verb = |tx, id, by| acts::mend::abandon(tx, id, crate::Reason::MemberDeclined, by);
    act(cx, id, "orders.give_up", verb, "orders-given-up").await
}

type Verb = fn(&mut Tx<'_>, OrderId, By) -> Answer<()>;

async fn act(cx: Cx, id: OrderId, name: &'static str, verb: Verb, told: &'static str) -> Show {
    let by = By::from(cx.member()?);
    let act = move |tx: &mut Tx<'_>| verb(tx, id, by);
    let done = cx.db().write(name, Lock::on(id), act).await;
    self::told(&cx, id, done, told)
}

fn told(cx: &Cx, id: OrderId, done: Answer<()>, good: &'static str) -> Show {
    let notice = match done {
        Ok(()) => Notice::good(cx.t(good)),
        // What can be mended by the member is told on the order's own page.
        Err(kernel::Refused::No(no)) if matches!(no.status, 402 | 409) => {
            Notice::bad(cx.speech().say(&no))
        }
        Err(refused) => return Err(refused.into()),
    };
    cx.tell(notice).to(&format!("/orders/{id}"))
}

async fn pay(cx: Cx, PathId(id): PathId<OrderId>) -> Show {
    act(cx, id, "orders.pay", acts::pay::pay, "orders-paid").await
}

async fn send(cx: Cx, PathId(id): PathId<OrderId>) -> Show {
    act(cx, id, "orders.instruct", acts::send::instruct, "orders-to-be-sent").await
}

async fn keep(cx: Cx, PathId(id): PathId<OrderId>) -> Show {
    act(cx, id, "orders.withdraw", acts::send::withdraw, "orders-kept").await
}
