use db::{Answer, Tx};
use jobs::Later;
use kernel::{OrderId, Yen};
use ledger::{Account, Entry};
use markets::{MarketOrder, OrderState};

use crate::by::By;
use crate::news::News;
use crate::rules::{Event, Reason, State};
use crate::store::{self, Order};

use super::market::{died, reason_of};
use super::open::due_yen;
use super::pay::plan_auto_pay;
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
            died(tx, &mut order, reason_of(seen))?;
            Ok(Intent::Nothing)
        }
        OrderState::AwaitingPayment => {
            let known = order.price_yen.plus(order.shipping_yen.unwrap_or(Yen::ZERO))?;
            if seen.total_yen > known {
                let words =
                    format!("The seller asks {}, the order is for {known}.", seen.total_yen);
                stop(tx, &mut order, Reason::PriceChanged, &words)?;
                return Ok(Intent::Nothing);
            }
            set_out(tx, &mut order)?;
            Ok(Intent::Pay(seen.total_yen))
        }
        OrderState::Paid | OrderState::Shipped | OrderState::Received => {
            set_out(tx, &mut order)?;
            paid(tx, &mut order, seen.total_yen)?;
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

pub(crate) fn paid(tx: &mut Tx<'_>, order: &mut Order, total: Yen) -> Answer<()> {
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

/// Stops an order until somebody of the house decides.
pub(crate) fn stop(tx: &mut Tx<'_>, order: &mut Order, reason: Reason, words: &str) -> Answer<()> {
    walk(tx, order, Event::Hold, By::House, Why { reason: Some(reason), words: Some(words) })
}

/// The marketplace does not take the payment.
pub(crate) fn refused(tx: &mut Tx<'_>, id: OrderId, words: &str) -> Answer<()> {
    let mut order = store::order(tx, id)?;
    if order.state != State::Purchasing {
        return Ok(());
    }
    stop(tx, &mut order, Reason::PaymentRefused, words)
}
