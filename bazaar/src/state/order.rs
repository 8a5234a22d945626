use kernel::{At, Fault};

use super::apply::odd;
use super::{Due, State};

kernel::words! {
    /// How an order came about.
    pub(crate) enum OrderKind {
        /// An auction won at its end.
        Auction = "auction",
        /// A bid of the buy-now price.
        BuyNow = "buy_now",
        /// A fixed-price purchase.
        Fixed = "fixed",
    }

    /// Where an order stands.
    pub(crate) enum OrderState {
        /// The runner-up may take it.
        Offered = "offered",
        /// To be paid.
        AwaitingPayment = "awaiting_payment",
        /// The seller has the money.
        Paid = "paid",
        /// On its way.
        Shipped = "shipped",
        /// Arrived.
        Received = "received",
        /// The runner-up did not want it.
        Declined = "declined",
        /// Taken away from the winner.
        WinnerRemoved = "winner_removed",
        /// Called off by the seller.
        Cancelled = "cancelled",
    }
}

/// One step of an order's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) state: OrderState,
    pub(crate) at: At,
    pub(crate) reason: Option<&'static str>,
}

/// Something an account has won or bought.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) id: String,
    /// The event that last changed it.
    pub(crate) seq: u64,
    pub(crate) account: usize,
    pub(crate) item: String,
    pub(crate) reference: String,
    pub(crate) kind: OrderKind,
    pub(crate) quantity: i64,
    pub(crate) unit_yen: i64,
    pub(crate) shipping_yen: Option<i64>,
    pub(crate) pay_by: At,
    pub(crate) tracking_number: Option<String>,
    pub(crate) steps: Vec<Step>,
}

impl Order {
    /// Where it stands.
    pub(crate) fn state(&self) -> OrderState {
        self.steps.last().map_or(OrderState::AwaitingPayment, |step| step.state)
    }

    /// The price of all pieces.
    pub(crate) fn item_yen(&self) -> i64 {
        self.unit_yen.saturating_mul(self.quantity)
    }

    /// What the account pays in all; shipping that is not known yet is not in it.
    pub(crate) fn total_yen(&self) -> i64 {
        self.item_yen().saturating_add(self.shipping_yen.unwrap_or(0))
    }
}

impl State {
    pub(super) fn remove_winner(
        &mut self,
        seq: u64,
        at: At,
        order: &str,
        by_seller: bool,
        promote: bool,
    ) -> Result<(), Fault> {
        let (account, item) = {
            let order = self.order(order)?;
            (order.account, order.item.clone())
        };
        let reason = if by_seller { "seller" } else { "winner" };
        if by_seller {
            self.blame_seller_of(order)?;
        } else {
            self.accounts[account].rating.bad += 1;
        }
        self.step(seq, at, order, OrderState::WinnerRemoved, Some(reason))?;
        let offer = self.auction(&item)?.remove_winner(promote);
        let offer = offer.map_err(|no| odd(format!("the winner of {item}: {no:?}")))?;
        self.touch(seq, &item)?;
        if offer.is_some() {
            self.open_order(seq, at, &item, OrderState::Offered)?;
        }
        Ok(())
    }

    /// An order for whoever has won `id`, if that is an account.
    pub(super) fn open_order(
        &mut self,
        seq: u64,
        at: At,
        id: &str,
        state: OrderState,
    ) -> Result<Option<String>, Fault> {
        let closed = self.auction(id)?.closed();
        let won = closed.and_then(|closed| closed.outcome.winner().map(|w| (closed, w)));
        let Some((closed, (bidder, price))) = won else { return Ok(None) };
        let Some(account) = self.account_of(bidder) else { return Ok(None) };
        let mine = self.accounts[account].bids.iter().rev().find(|bid| bid.item == id);
        let bought_now = matches!(closed.outcome, auction::Outcome::BoughtNow { .. });
        let order = Order {
            id: String::new(),
            seq,
            account,
            item: id.to_owned(),
            reference: mine.map_or_else(String::new, |bid| bid.reference.clone()),
            kind: if bought_now { OrderKind::BuyNow } else { OrderKind::Auction },
            quantity: 1,
            unit_yen: price.get(),
            shipping_yen: self.item(id)?.shipping_yen(),
            pay_by: self.pay_by(at),
            tracking_number: None,
            steps: vec![Step { state, at, reason: None }],
        };
        Ok(Some(self.keep_order(order, at)))
    }

    pub(super) fn keep_order(&mut self, mut order: Order, at: At) -> String {
        let number = self.orders.len() + 1;
        let id = format!("o{}-{number}", at.since(At::from_micros(0)).as_secs());
        order.id.clone_from(&id);
        self.accounts[order.account].orders.insert(order.seq, id.clone());
        self.dues.plan(order.pay_by, Due::Lapse { order: id.clone() });
        self.item_orders.entry(order.item.clone()).or_default().push(id.clone());
        self.orders.insert(id.clone(), order);
        id
    }

    pub(super) fn step(
        &mut self,
        seq: u64,
        at: At,
        id: &str,
        state: OrderState,
        reason: Option<&'static str>,
    ) -> Result<(), Fault> {
        let order = self.order(id)?;
        let (account, before) = (order.account, order.seq);
        order.seq = seq;
        order.steps.push(Step { state, at, reason });
        let orders = &mut self.accounts[account].orders;
        orders.remove(&before);
        orders.insert(seq, id.to_owned());
        Ok(())
    }
}
