use kernel::{At, Fault};

use super::apply::odd;
use super::{Became, Due, State};
use crate::event::Fields;
use crate::seed;

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

/// Something that was won or bought.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) id: String,
    /// The event that last changed it.
    pub(crate) seq: u64,
    /// Whose it is; nobody's account when a rival has won.
    pub(crate) account: Option<usize>,
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
    /// The account whose order this is.
    pub(super) fn buyer(&mut self, order: &str) -> Result<usize, Fault> {
        let account = self.order(order)?.account;
        account.ok_or_else(|| odd(format!("{order} is a rival's")))
    }

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
        } else if let Some(account) = account {
            self.accounts[account].rating.bad += 1;
        }
        self.step(seq, at, order, OrderState::WinnerRemoved, Some(reason))?;
        self.fall_to_the_next(seq, at, &item, promote)
    }

    /// Whoever had the lot is out of it; with `promote` it is offered to the next.
    pub(super) fn fall_to_the_next(
        &mut self,
        seq: u64,
        at: At,
        item: &str,
        promote: bool,
    ) -> Result<(), Fault> {
        let offer = self.auction(item)?.remove_winner(promote);
        let offer = offer.map_err(|no| odd(format!("the winner of {item}: {no:?}")))?;
        self.touch(seq, item)?;
        if offer.is_some() {
            self.open_order(seq, at, item, OrderState::Offered)?;
        }
        Ok(())
    }

    /// A house account has answered an offer under its reference; a rival has none.
    pub(super) fn answered(
        &mut self,
        seq: u64,
        at: At,
        order: &str,
        reference: Option<&str>,
        fields: Fields,
    ) -> Result<(), Fault> {
        let Some(reference) = reference else { return Ok(()) };
        let (account, id) = (self.buyer(order)?, order.to_owned());
        self.audit(seq, at, account, reference, &fields, (None, Some(&id)));
        self.used(account, reference, fields, Became::Order { order: id });
        Ok(())
    }

    pub(super) fn accepted(&mut self, seq: u64, at: At, order: &str) -> Result<(), Fault> {
        self.step(seq, at, order, OrderState::AwaitingPayment, None)?;
        let pay_by = self.pay_by(at);
        self.order(order)?.pay_by = pay_by;
        self.plan_payment(order, at)
    }

    /// An order for whoever has won `id`. Only a house account's is told to anybody.
    pub(super) fn open_order(
        &mut self,
        seq: u64,
        at: At,
        id: &str,
        state: OrderState,
    ) -> Result<Option<String>, Fault> {
        let lot = self.auction(id)?;
        let won = lot.closed().and_then(|closed| closed.outcome.winner().map(|w| (closed, w)));
        let Some((closed, (bidder, price))) = won else { return Ok(None) };
        // The highest that stands: one that the seller struck out has won nothing.
        let theirs = lot.bids().iter().filter(|bid| bid.bidder == bidder && !bid.removed);
        let number = theirs.max_by_key(|bid| bid.max).map(|bid| bid.number);
        let account = self.account_of(bidder);
        let mine = account.and_then(|account| {
            let mut bids = self.accounts[account].bids.iter();
            bids.find(|bid| bid.item == id && Some(bid.number) == number)
        });
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
        self.keep_order(order, at).map(Some)
    }

    pub(super) fn keep_order(&mut self, mut order: Order, at: At) -> Result<String, Fault> {
        let secs = at.since(At::from_micros(0)).as_secs();
        // Why two ways to count: a log from before rivals had orders names the houses' by theirs.
        let id = match order.account {
            Some(account) => {
                let before: usize = self.accounts.iter().map(|account| account.orders.len()).sum();
                let id = format!("o{secs}-{}", before + 1);
                self.accounts[account].orders.insert(order.seq, id.clone());
                id
            }
            None => format!("r{secs}-{}", self.orders.len() + 1),
        };
        order.id.clone_from(&id);
        self.item_orders.entry(order.item.clone()).or_default().push(id.clone());
        self.orders.insert(id.clone(), order);
        self.plan_payment(&id, at)?;
        Ok(id)
    }

    /// What becomes of it by itself: a rival pays or answers some time before the limit.
    fn plan_payment(&mut self, id: &str, at: At) -> Result<(), Fault> {
        let order = self.order(id)?;
        let (pay_by, rival) = (order.pay_by, order.account.is_none());
        self.dues.plan(pay_by, Due::Lapse { order: id.to_owned() });
        if rival {
            let decides_at = at.plus(seed::rival_delay(self.seed, id, pay_by.since(at)));
            self.dues.plan(decides_at, Due::Decide { order: id.to_owned() });
        }
        Ok(())
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
        if let Some(account) = account {
            let orders = &mut self.accounts[account].orders;
            orders.remove(&before);
            orders.insert(seq, id.to_owned());
        }
        Ok(())
    }
}
