//! A member's orders, for machines.

use db::{Answer, Lock, Tx};
use kernel::{At, OrderId, Yen};
use web::api::{Call, Done, Operation, Scope, Tag, Term};
use web::{Routes, Show};

use crate::by::{By, told_author};
use crate::rules::{Event, OrderKind, Reason, State};
use crate::store::{self, Order, Step};
use crate::{OrdersRefusal, acts};

web::shapes! {
    /// A thing bought, from the win to the door.
    pub struct OrderShape {
        /// The order.
        id: Tag<OrderId>,
        /// Where it was bought.
        market: String,
        /// The item there.
        item: String,
        /// Its title.
        title: String,
        /// What it came from.
        kind: Term<OrderKind>,
        /// How many.
        quantity: i64,
        /// The price of all of them.
        price_yen: Yen,
        /// Shipping within Japan; unknown is null.
        shipping_yen: Option<Yen>,
        /// The house's fee.
        fee_yen: Yen,
        /// Given back.
        refund_yen: Option<Yen>,
        /// Where it stands.
        state: Term<State>,
        /// Why, when there is a reason.
        reason: Option<Term<Reason>>,
        /// Since when.
        state_at: At,
        /// When it began.
        opened_at: At,
        /// Who carries it out of Japan.
        out_carrier: Option<String>,
        /// The international tracking number.
        out_tracking: Option<String>,
    }
    /// One step in the life of an order.
    pub struct OrderStep {
        /// When.
        at: At,
        /// What happened.
        event: Term<Event>,
        /// Where it stood after it.
        state: Term<State>,
        /// Who did it.
        by: String,
        /// Why.
        reason: Option<Term<Reason>>,
    }
    /// An order with everything that happened to it.
    pub struct OrderStory {
        /// The order.
        order: OrderShape,
        /// What the seller asks instead of the price, while your yes is waited for.
        asked_yen: Option<Yen>,
        /// Its steps, oldest first.
        steps: Vec<OrderStep>,
    }
    /// A higher price, as it was shown.
    pub struct ShownPrice {
        /// What the seller asks; another amount than that is asked for anew.
        asked_yen: Yen,
    }
}

/// The operations of this room.
pub(crate) fn operations(routes: Routes) -> Routes {
    let list = Operation::list::<OrderShape>(
        "/api/v1/orders",
        Scope::Read,
        "list_orders",
        "A member's orders, the newest first.",
    );
    let one = Operation::get::<OrderStory>(
        "/api/v1/orders/{order}",
        Scope::Read,
        "show_order",
        "One order with its steps.",
    );
    asked(money_and_parcels(routes.api(list, orders).api(one, order)))
}

fn post(path: &'static str, id: &'static str, says: &'static str) -> Operation {
    Operation::post::<Done>(path, Scope::Orders, id, says).refusing(&[402])
}

fn money_and_parcels(routes: Routes) -> Routes {
    let to_pay = post(
        "/api/v1/orders/{order}/payment",
        "pay_order",
        "Pays what is due for an order out of the purse.",
    );
    let to_send = post(
        "/api/v1/orders/{order}/shipping",
        "send_order",
        "Asks for a stored thing to be packed and sent.",
    );
    let to_keep = post(
        "/api/v1/orders/{order}/keeping",
        "keep_order",
        "Takes the wish to send it back: it stays on its shelf.",
    );
    routes.api(to_pay, pay).api(to_send, send).api(to_keep, keep)
}

// What the seller asks instead, and what ends an order.
fn asked(routes: Routes) -> Routes {
    let agree = post(
        "/api/v1/orders/{order}/agreement",
        "agree_to_price",
        "Agrees to the price the seller asks instead.",
    );
    let disagree = post(
        "/api/v1/orders/{order}/disagreement",
        "decline_price",
        "Says no to the price the seller asks instead: the order ends.",
    );
    let give_up = post(
        "/api/v1/orders/{order}/giving-up",
        "give_up_order",
        "Gives an order up that is not paid; what that costs is as the site says it.",
    );
    routes.api(agree.taking::<ShownPrice>(), agreed).api(disagree, disagreed).api(give_up, given_up)
}

fn shape(order: &Order) -> OrderShape {
    OrderShape {
        id: Tag(order.id),
        market: order.market.clone(),
        item: order.item.clone(),
        title: order.title.clone(),
        kind: Term(order.kind),
        quantity: order.quantity,
        price_yen: order.price_yen,
        shipping_yen: order.shipping_yen,
        fee_yen: order.fee_yen,
        refund_yen: order.refund_yen,
        state: Term(order.state),
        reason: order.reason.map(Term),
        state_at: order.state_at,
        opened_at: order.opened_at,
        out_carrier: order.out_carrier.clone(),
        out_tracking: order.out_tracking.clone(),
    }
}

fn step(step: &Step) -> OrderStep {
    OrderStep {
        at: step.at,
        event: Term(step.event),
        state: Term(step.state),
        by: told_author(&step.author).to_owned(),
        reason: step.reason.map(Term),
    }
}

async fn orders(call: Call) -> Show {
    let (me, before) = (call.me()?, call.after::<OrderId>()?);
    let read = move |tx: &mut Tx<'_>| store::of_member(tx, me, before, 25);
    let page = call.cx.db().read("orders.api_list", read).await?;
    call.page(&page, shape)
}

async fn order(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<OrderId>()?);
    let read = move |tx: &mut Tx<'_>| {
        let order = store::order(tx, id)?;
        if order.member != me {
            return Err(OrdersRefusal::Unknown.into());
        }
        let steps = store::history(tx, id)?;
        Ok(OrderStory {
            order: shape(&order),
            asked_yen: acts::pay::asked_more(&order),
            steps: steps.iter().map(step).collect(),
        })
    };
    call.say(&call.cx.db().read("orders.api_one", read).await?)
}

type Verb = fn(&mut Tx<'_>, OrderId, By) -> Answer<()>;

async fn act(call: Call, name: &'static str, verb: Verb) -> Show {
    let (me, id) = (call.cx.member()?.clone(), call.id::<OrderId>()?);
    let act = move |tx: &mut Tx<'_>| verb(tx, id, By::from(&me));
    call.done(name, Lock::on(id), act).await
}

async fn pay(call: Call) -> Show {
    act(call, "orders.pay", acts::pay::pay).await
}

async fn send(call: Call) -> Show {
    act(call, "orders.instruct", acts::send::instruct).await
}

async fn keep(call: Call) -> Show {
    act(call, "orders.withdraw", acts::send::withdraw).await
}

async fn agreed(call: Call) -> Show {
    let (me, id) = (call.cx.member()?.clone(), call.id::<OrderId>()?);
    let shown = call.body::<ShownPrice>()?.asked_yen;
    let act = move |tx: &mut Tx<'_>| acts::pay::agree(tx, id, shown, By::from(&me));
    call.done("orders.agree", Lock::on(id), act).await
}

async fn disagreed(call: Call) -> Show {
    act(call, "orders.disagree", acts::pay::disagree).await
}

async fn given_up(call: Call) -> Show {
    let verb: Verb = |tx, id, by| acts::mend::abandon(tx, id, crate::Reason::MemberDeclined, by);
    act(call, "orders.give_up", verb).await
}
