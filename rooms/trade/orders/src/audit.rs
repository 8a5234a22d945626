use std::collections::BTreeMap;

use db::{Answer, Tx};
use kernel::{Id, OrderId, Word, Yen};

use crate::rules::{self, Event, Part, State};
use crate::store::{self, Order, Step};

/// Everything that is wrong with the orders; empty when nothing is. An order must have come to its
/// state by steps of the table, and the books must say of it what its row says.
pub fn audit(tx: &mut Tx<'_>) -> Answer<Vec<String>> {
    let mut wrong = Vec::new();
    let mut books: BTreeMap<String, Vec<(String, Yen)>> = BTreeMap::new();
    for (order, account, yen) in ledger::about_each(tx, OrderId::PREFIX)? {
        books.entry(order).or_default().push((account, yen));
    }
    let mut after = OrderId::from_bits(0);
    loop {
        let page: Vec<(OrderId,)> = tx.all(store::AFTER, (after,))?;
        let Some((last,)) = page.last().copied() else { break };
        for (id,) in page {
            let order = store::order(tx, id)?;
            let steps: Vec<Step> = tx.all(store::EVENTS, (id,))?;
            wrong.extend(path(&order, &steps).map(|what| format!("{id}: {what}")));
            let booked = books.remove(&id.to_string()).unwrap_or_default();
            wrong.extend(money(&order, &booked)?.map(|what| format!("{id}: {what}")));
            wrong.extend(held(tx, &order)?);
        }
        after = last;
    }
    wrong.extend(books.into_keys().map(|id| format!("{id}: it is in the books and nowhere else")));
    Ok(wrong)
}

fn path(order: &Order, steps: &[Step]) -> Option<String> {
    let (mut state, mut before) = (order.kind.entrance(), None);
    for (n, step) in (1i64..).zip(steps) {
        if step.n != n {
            return Some(format!("step {n} is missing"));
        }
        // Who took it was checked when it was taken; roles may have changed since.
        let next = rules::step(state, before, step.event, <Part as Word>::ALL, step.reason);
        if next != Ok(step.state) {
            return Some(format!("step {n}, {}, leads nowhere from {state}", step.event));
        }
        before = match step.state {
            State::OnHold if state != State::OnHold => Some(state),
            State::OnHold => before,
            _ => None,
        };
        state = step.state;
    }
    if steps.first().map(|s| s.event) != Some(Event::Open) {
        return Some("it was never opened".into());
    }
    let stands = (order.state, order.held_from, order.steps);
    let told = (state, before, i64::try_from(steps.len()).unwrap_or(0));
    (stands != told).then(|| format!("it stands at {}, its steps lead to {state}", order.state))
}

fn money(order: &Order, books: &[(String, Yen)]) -> Answer<Option<String>> {
    let of = |name: &str| {
        Yen::sum(books.iter().filter(|(account, _)| account == name).map(|(_, yen)| *yen))
    };
    let market = ledger::Account::Market(order.market.clone()).name();
    let clearing = of(&ledger::Account::Clearing.name())?;
    let fees = of(&ledger::Account::Fees.name())?;
    let seller = of(&market)?;
    let all = clearing.plus(fees)?.plus(seller)?;
    let Some(goods) = order.goods_yen else {
        return Ok((all != Yen::ZERO).then(|| format!("nothing is paid and the books hold {all}")));
    };
    let paid = goods.plus(order.fee_yen)?;
    if let Some(refund) = order.refund_yen {
        let left = paid.minus(refund)?;
        return Ok((all != left).then(|| format!("{left} should be left, the books hold {all}")));
    }
    let to_seller = order.seller_yen.unwrap_or(Yen::ZERO);
    let agreed = rules::goods_yen(order.price_yen, order.shipping_yen)?;
    if to_seller > goods.max(agreed) {
        return Ok(Some(format!("the seller had {to_seller}, the member's order is for {agreed}")));
    }
    let want = (goods.minus(to_seller)?, order.fee_yen, to_seller);
    let have = (clearing, fees, seller);
    Ok((want != have).then(|| format!("the books say {have:?}, the order {want:?}")))
}

// Money is set aside for an order only while its first charge is open.
fn held(tx: &mut Tx<'_>, order: &Order) -> Answer<Option<String>> {
    let held = ledger::held_yen(tx, &crate::acts::open::hold_key(order.id))?;
    let open = order.state == State::Charge1Open;
    Ok(held.filter(|_| !open).map(|yen| format!("{}: {yen} is still set aside", order.id)))
}
