use db::{Answer, Tx};
use kernel::{NoteId, OrderId};
use markets::{MarketOrder, OrderState};

use crate::by::By;
use crate::refusals::OrdersRefusal;
use crate::rules::{self, Event, Part, Reason, State};
use crate::store::{self, Order};

use super::mend::{give_back, look_soon};
use super::open::{auto_pay_key, hold_key};
use super::seller::{keep_trying, learn, paid};
use super::walk::{Why, walk};

/// The room that bids hears of every change too, before it is taken in here: a plug. What it cannot
/// take in is set aside. Without it nobody does.
pub struct Bidders(pub fn(&mut Tx<'_>, &str, &MarketOrder) -> Answer<()>);

/// How far the changes of this marketplace's orders were heard.
pub fn heard_up_to(tx: &mut Tx<'_>, market: &str) -> Answer<i64> {
    let row: Option<(i64,)> = tx.maybe(store::HEARD, (market,))?;
    Ok(row.map_or(0, |r| r.0))
}

/// Takes in one change of a marketplace's order, and how far was heard with it. An order that is
/// none of this room's is left to whoever bid for it.
pub fn hear(tx: &mut Tx<'_>, market: &str, seen: &MarketOrder) -> Answer<Option<OrderId>> {
    tx.put(store::HEAR, (market, seen.seq))?;
    // What a win that is taken away gives back may cover other bids of its group.
    let is_taken_away = matches!(seen.state, OrderState::WinnerRemoved | OrderState::Cancelled);
    if is_taken_away && let Some(id) = ours(tx, market, seen)? {
        take_in(tx, id, seen)?;
        tell_bidders(tx, market, seen)?;
        return Ok(Some(id));
    }
    tell_bidders(tx, market, seen)?;
    let Some(id) = ours(tx, market, seen)? else { return Ok(None) };
    take_in(tx, id, seen)?;
    Ok(Some(id))
}

fn tell_bidders(tx: &mut Tx<'_>, market: &str, seen: &MarketOrder) -> Answer<()> {
    let Ok(Bidders(hear)) = tx.plugged::<Bidders>() else { return Ok(()) };
    let hear = *hear;
    hear(tx, market, seen)
}

/// Notes down what a marketplace said and could not be taken in, and goes on: staff look at it.
pub fn set_aside(
    tx: &mut Tx<'_>,
    market: &str,
    theirs: &str,
    order: Option<OrderId>,
    code: &str,
) -> Answer<()> {
    let (id, at): (NoteId, _) = (tx.new_id(), tx.now());
    tx.run(store::SET_ASIDE, (id, market, theirs, order, code, at))?;
    Ok(())
}

/// As [`set_aside`], for a change that was heard in turn.
pub(crate) fn hear_aside(
    tx: &mut Tx<'_>,
    market: &str,
    seen: &MarketOrder,
    code: &str,
) -> Answer<()> {
    tx.put(store::HEAR, (market, seen.seq))?;
    let order = ours(tx, market, seen)?;
    set_aside(tx, market, &seen.id, order, code)
}

/// What was set aside and nobody has looked at, oldest first.
pub fn aside(tx: &mut Tx<'_>) -> Answer<Vec<store::Aside>> {
    tx.all(store::ASIDE, ())
}

/// Somebody has looked at what was set aside: the marketplace is asked about that order again.
pub fn look_again(tx: &mut Tx<'_>, id: NoteId, by: By) -> Answer<()> {
    let row = (tx.now(), by.name(), id);
    let found: Option<(String, Option<OrderId>)> = tx.maybe(store::LOOKED_AT, row)?;
    let (_, order) = found.ok_or(OrdersRefusal::LookedAt)?;
    let Some(order) = order else { return Ok(()) };
    let order = store::order(tx, order)?;
    look_soon(tx, &order)
}

/// Whether this room has an order for it.
pub fn is_ours(tx: &mut Tx<'_>, market: &str, seen: &MarketOrder) -> Answer<bool> {
    Ok(ours(tx, market, seen)?.is_some())
}

// Our reference is the best evidence; the item counts only for an order that has none other yet.
fn ours(tx: &mut Tx<'_>, market: &str, seen: &MarketOrder) -> Answer<Option<OrderId>> {
    if let Some((id,)) = tx.maybe(store::BY_MARKET_ORDER, (market, &seen.id))? {
        return Ok(Some(id));
    }
    if let Some(reference) = &seen.reference
        && let Some((id,)) = tx.maybe(store::BY_REFERENCE, (market, reference))?
    {
        return Ok(Some(id));
    }
    let row: Option<(OrderId,)> = tx.maybe(store::BY_ITEM, (market, &seen.item))?;
    let Some((id,)) = row else { return Ok(None) };
    // Why: two purchases of one item have two orders there. A reference that names another of ours,
    // or nothing of ours, is not this one.
    let order = store::order(tx, id)?;
    let wins = matches!(order.kind, rules::OrderKind::Win | rules::OrderKind::BuyNow);
    Ok((wins || seen.reference.is_none()).then_some(id))
}

/// What a marketplace's order says about ours.
pub(crate) fn take_in(tx: &mut Tx<'_>, id: OrderId, seen: &MarketOrder) -> Answer<()> {
    let mut order = store::order(tx, id)?;
    learn(tx, &mut order, seen)?;
    match seen.state {
        OrderState::Offered => Ok(()),
        // The member has paid and the seller waits: whatever became of the job, there is one.
        OrderState::AwaitingPayment => match order.state {
            State::Charge1Paid | State::Purchasing => keep_trying(tx, &order),
            _ => Ok(()),
        },
        OrderState::Paid => settle_payment(tx, &mut order, seen),
        OrderState::Shipped | OrderState::Received => {
            settle_payment(tx, &mut order, seen)?;
            if let Some(number) = &seen.tracking_number {
                note_parcel(tx, &mut order, seen.carrier.as_deref(), number)?;
            }
            if order.state == State::Purchased {
                walk(tx, &mut order, Event::Ship, By::House, Why::NONE)?;
            }
            Ok(())
        }
        OrderState::Declined | OrderState::WinnerRemoved | OrderState::Cancelled => {
            let reason = reason_of(&order, seen);
            died(tx, &mut order, reason)
        }
    }
}

// The answer to the payment may be lost and this the first word of it.
fn settle_payment(tx: &mut Tx<'_>, order: &mut Order, seen: &MarketOrder) -> Answer<()> {
    if order.state == State::Purchasing { paid(tx, order, seen.total_yen) } else { Ok(()) }
}

fn note_parcel(
    tx: &mut Tx<'_>,
    order: &mut Order,
    carrier: Option<&str>,
    number: &str,
) -> Answer<()> {
    // A number that cannot be one is kept as it came: a person at the warehouse reads it.
    let number = rules::tracking_number(number).unwrap_or_else(|_| number.to_owned());
    if order.in_tracking.as_deref() == Some(&number) {
        return Ok(());
    }
    tx.run_one(store::CAME_BY, (carrier, &number, order.id))?;
    (order.in_carrier, order.in_tracking) = (carrier.map(str::to_owned), Some(number));
    Ok(())
}

/// Why the marketplace ended an order: whose fault it was. When the house was not paid it is the
/// member's, and when the member has paid it is the house's.
pub(crate) fn reason_of(order: &Order, seen: &MarketOrder) -> Reason {
    match (seen.state, seen.reason.as_deref()) {
        (OrderState::WinnerRemoved, Some("winner")) if order.goods_yen.is_some() => {
            Reason::PaymentRefused
        }
        (OrderState::WinnerRemoved, Some("winner")) => Reason::MemberUnpaid,
        _ => Reason::SellerCancelled,
    }
}

/// The purchase has died at the marketplace: what is held is released, what is paid goes back.
pub(crate) fn died(tx: &mut Tx<'_>, order: &mut Order, reason: Reason) -> Answer<()> {
    let next =
        rules::step(order.state, order.held_from, Event::CallOff, &[Part::House], Some(reason));
    // An order that is past dying stays as it is.
    let Ok(next) = next else { return Ok(()) };
    walk(tx, order, Event::CallOff, By::House, Why::reason(reason))?;
    if next == State::Closed {
        jobs::Later::cancel(tx, &auto_pay_key(order.id))?;
        return ledger::release(tx, &hold_key(order.id));
    }
    give_back(tx, order, By::House)
}

/// A buyer says that the seller has sent it.
pub fn ship(tx: &mut Tx<'_>, order: OrderId, carrier: &str, tracking: &str, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    let number = rules::tracking_number(tracking)?;
    let carrier = carrier_name(carrier)?;
    walk(tx, &mut order, Event::Ship, by, Why::NONE)?;
    tx.run_one(store::CAME_BY, (carrier, number, order.id))
}

pub(crate) fn carrier_name(typed: &str) -> Result<String, OrdersRefusal> {
    let name = typed.trim();
    let fits = (1..=40).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(OrdersRefusal::BadCarrier) }
}
