use db::{Answer, Tx};
use jobs::{JobFault, Later};
use kernel::{OrderId, Span, Yen};
use ledger::{Account, Entry};
use markets::{MarketOrder, OrderState};

use crate::by::By;
use crate::jobs::PaySeller;
use crate::news::News;
use crate::rules::{self, Event, Reason, State};
use crate::store::{self, Order};

use super::market::{died, reason_of, take_in};
use super::open::due_yen;
use super::pay::{pay_seller_key, pay_seller_soon, plan_auto_pay};
use super::walk::{Why, walk};

/// What the house sets out to do about a seller's money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Intent {
    /// Pay this much, with the order's id as the reference.
    Pay(Yen),
    /// Nothing: it is paid, over, or stopped.
    Nothing,
    /// Look again later: the marketplace has not made up its mind.
    Wait,
}

/// Notes down what the marketplace knows of an order and we did not.
pub(crate) fn learn(tx: &mut Tx<'_>, order: &mut Order, seen: &MarketOrder) -> Answer<()> {
    let fresh = (
        Some(seen.id.clone()),
        order.shipping_yen.or(seen.shipping_yen),
        seen.pay_by_at.or(order.pay_by_at),
    );
    let known = (order.market_order.clone(), order.shipping_yen, order.pay_by_at);
    if fresh == known {
        return Ok(());
    }
    tx.run_one(store::LEARN, (&fresh.0, fresh.1, fresh.2, order.id))?;
    let new_shipping = fresh.1 != order.shipping_yen;
    (order.market_order, order.shipping_yen, order.pay_by_at) = fresh;
    if order.state == State::Charge1Open {
        plan_auto_pay(tx, order)?;
    }
    let due = due_yen(order)?;
    if new_shipping && due > Yen::ZERO && !order.state.is_over() {
        tx.tell(&News::ChargeDue { order: order.id, member: order.member, yen: due })?;
    }
    Ok(())
}

/// Before the seller is paid: the intention is on record, or it is known why not.
pub(crate) fn intend(tx: &mut Tx<'_>, id: OrderId, seen: &MarketOrder) -> Answer<Intent> {
    let mut order = store::order(tx, id)?;
    if !matches!(order.state, State::Charge1Paid | State::Purchasing) {
        return Ok(Intent::Nothing);
    }
    learn(tx, &mut order, seen)?;
    match seen.state {
        OrderState::Offered => Ok(Intent::Wait),
        OrderState::Declined | OrderState::WinnerRemoved | OrderState::Cancelled => {
            let reason = reason_of(&order, seen);
            died(tx, &mut order, reason)?;
            Ok(Intent::Nothing)
        }
        OrderState::AwaitingPayment => {
            let known = rules::goods_yen(order.price_yen, order.shipping_yen)?;
            if seen.total_yen > known {
                ask_member(tx, &mut order, seen.total_yen)?;
                return Ok(Intent::Nothing);
            }
            set_out(tx, &mut order)?;
            Ok(Intent::Pay(seen.total_yen))
        }
        OrderState::Paid | OrderState::Shipped | OrderState::Received => {
            set_out(tx, &mut order)?;
            take_in(tx, id, seen)?;
            Ok(Intent::Nothing)
        }
    }
}

fn set_out(tx: &mut Tx<'_>, order: &mut Order) -> Answer<()> {
    if order.state == State::Charge1Paid {
        walk(tx, order, Event::PaySeller, By::House, Why::NONE)?;
    }
    Ok(())
}

/// The seller has the money. Said once for each order, however often it is heard.
pub(crate) fn confirm(tx: &mut Tx<'_>, id: OrderId, seen: &MarketOrder) -> Answer<()> {
    let mut order = store::order(tx, id)?;
    if order.state != State::Purchasing {
        return Ok(());
    }
    learn(tx, &mut order, seen)?;
    paid(tx, &mut order, seen.total_yen)
}

// Why the order stops even when the marketplace says that it is paid: whatever a seller was given
// beyond what the order is for, the member has not agreed to it.
pub(crate) fn paid(tx: &mut Tx<'_>, order: &mut Order, total: Yen) -> Answer<()> {
    if total > rules::goods_yen(order.price_yen, order.shipping_yen)? {
        return ask_member(tx, order, total);
    }
    walk(tx, order, Event::SellerPaid, By::House, Why::NONE)?;
    let about = order.id.to_string();
    let market = Account::Market(order.market.clone());
    let mut goods = order.goods_yen.unwrap_or(Yen::ZERO);
    let lines = [(Account::Clearing, total.negated()?), (market, total)];
    let key = format!("order:{about}:seller");
    let entry =
        Entry { key: &key, reason: "seller_paid", about: &about, author: "house", lines: &lines };
    if total > Yen::ZERO {
        ledger::post(tx, &entry)?;
    }
    // It came cheaper than the member has paid for: combined shipping, a seller's kindness.
    let over = goods.minus(total)?;
    if over > Yen::ZERO {
        let lines = [(Account::Clearing, over.negated()?), (Account::Purse(order.member), over)];
        let key = format!("order:{about}:cheaper");
        let entry =
            Entry { key: &key, reason: "cheaper", about: &about, author: "house", lines: &lines };
        ledger::post(tx, &entry)?;
        goods = total;
    }
    tx.run_one(store::SELLER_PAID, (total, goods, order.id))?;
    (order.seller_yen, order.goods_yen) = (Some(total), Some(goods));
    Ok(())
}

/// The seller asks more than the order is for: it stops, and the member says yes or no.
fn ask_member(tx: &mut Tx<'_>, order: &mut Order, asked: Yen) -> Answer<()> {
    walk(tx, order, Event::Hold, By::House, Why::reason(Reason::PriceChanged))?;
    tx.run_one(store::ASKED, (Some(asked), order.id))?;
    order.asked_yen = Some(asked);
    Ok(())
}

/// How long the seller's payment is tried before a person looks at it: an outage of days passes by
/// itself.
const PATIENCE: Span = Span::days(5);
/// After so many failures in a row the tries are an hour apart.
const OFTEN: i64 = 8;
/// Tries that end without a word of their own, by a panic or by the runner's limit of time, are
/// given up before the runner does it silently.
const WORDLESS: i64 = 16;
const APART: Span = Span::hours(1);

/// Why a try at the seller's payment failed: for the runner, and as a code for whoever reads it.
#[derive(Debug, Clone)]
pub(crate) struct Trouble {
    pub(crate) fault: JobFault,
    pub(crate) code: &'static str,
}

/// A try at the seller's payment has failed: the next one is planned, or the order stops where
/// staff see it. False leaves the next try to the job's own backoff.
pub(crate) fn failed(
    tx: &mut Tx<'_>,
    id: OrderId,
    failures: i64,
    trouble: &Trouble,
) -> Answer<bool> {
    let mut order = store::order(tx, id)?;
    if !matches!(order.state, State::Charge1Paid | State::Purchasing) {
        return Ok(true);
    }
    let at = tx.now();
    let final_no = matches!(trouble.fault, JobFault::GiveUp { .. });
    if final_no || at >= order.state_at.plus(PATIENCE) || failures >= WORDLESS {
        let reason = if final_no { Reason::PaymentRefused } else { Reason::Looking };
        stop(tx, &mut order, reason, trouble.code)?;
        return Ok(true);
    }
    if failures < OFTEN {
        return Ok(false);
    }
    tx.later_keyed(&pay_seller_key(id), 0, &PaySeller::of(id, &order.market), at.plus(APART))?;
    Ok(true)
}

/// No payment of a seller is forgotten: what waits without a job, or with one that was given up,
/// has one again.
pub(crate) fn keep_paying(tx: &mut Tx<'_>) -> Answer<()> {
    let before = tx.now().minus(APART);
    let waiting: Vec<(OrderId,)> = tx.all(store::TO_PAY, (before,))?;
    for (id,) in waiting {
        let mut order = store::order(tx, id)?;
        // Not even its tries have said anything for so long.
        if order.state_at < before.minus(PATIENCE) {
            stop(tx, &mut order, Reason::Looking, "fault")?;
        } else {
            keep_trying(tx, &order)?;
        }
    }
    Ok(())
}

/// One order's payment has a job that is not given up; one that waits its turn keeps it.
pub(crate) fn keep_trying(tx: &mut Tx<'_>, order: &Order) -> Answer<()> {
    if jobs::is_alive(tx, &pay_seller_key(order.id))? {
        return Ok(());
    }
    pay_seller_soon(tx, order.id, &order.market)
}

/// Stops an order until somebody of the house decides. What is written beside it is a code, which
/// each reads in their language.
pub(crate) fn stop(tx: &mut Tx<'_>, order: &mut Order, reason: Reason, code: &str) -> Answer<()> {
    walk(tx, order, Event::Hold, By::House, Why { reason: Some(reason), words: Some(code) })
}

/// The marketplace does not take the payment.
pub(crate) fn refused(tx: &mut Tx<'_>, id: OrderId, code: &str) -> Answer<()> {
    let mut order = store::order(tx, id)?;
    if order.state != State::Purchasing {
        return Ok(());
    }
    stop(tx, &mut order, Reason::PaymentRefused, code)
}
