//! What the marketplace in memory does when a seller removes a winner: the lot falls to the next.

use kernel::{Span, Yen};
use markets::{MarketOrder, No, OfferAnswer, OrderState};

use crate::market::{FakeMarket, HOUSE, Inner, Lot, Trouble};

/// How long an offer holds.
pub const HOLDS: Span = Span::days(1);

impl Lot {
    /// The reference of the highest bid of the house that the seller has not struck out.
    pub fn standing(&self) -> Option<String> {
        let ours = self.auction.bids().iter().filter(|b| b.bidder == HOUSE && !b.removed);
        ours.max_by_key(|b| b.max).and_then(|b| self.refs.get(&b.number)).cloned()
    }
}

impl FakeMarket {
    /// The seller removes whoever has won; when the house is next, it is asked.
    pub fn remove_winner(&self, id: &str) {
        let mut inner = self.inner();
        inner.close();
        let (seq, now) = (inner.orders.len() as i64, inner.now());
        let lot = inner.lots.get_mut(id).unwrap();
        let before = lot.order.take();
        // Nobody has won it, or it is nobody's any more.
        let Ok(offer) = lot.auction.remove_winner(true) else {
            lot.order = before;
            return;
        };
        let offer = offer.filter(|o| o.bidder == HOUSE);
        let (reference, shipping) = (lot.standing(), lot.shipping);
        lot.version += 1;
        if let Some(offer) = offer {
            let order = format!("p-{id}-{seq}");
            lot.order = Some(order.clone());
            inner.orders.push(MarketOrder {
                id: order,
                seq: 0,
                item: id.into(),
                reference,
                quantity: 1,
                item_yen: Yen::new(offer.price.get()),
                shipping_yen: shipping.map(Yen::new),
                total_yen: Yen::new(offer.price.get() + shipping.unwrap_or(0)),
                state: OrderState::Offered,
                reason: None,
                pay_by_at: Some(now.plus(HOLDS)),
                carrier: None,
                tracking_number: None,
                weight_g: None,
            });
            inner.moved(seq as usize, OrderState::Offered, None);
        }
        if let Some(at) = before.and_then(|id| inner.orders.iter().position(|o| o.id == id)) {
            inner.moved(at, OrderState::WinnerRemoved, Some("winner"));
        }
    }

    /// Whether the house has an order of the lot that is to be paid.
    pub fn is_sold(&self, id: &str) -> bool {
        let mut inner = self.inner();
        inner.close();
        let order = inner.lots[id].order.clone();
        let sold = |order: &MarketOrder| {
            use OrderState::{AwaitingPayment, Paid, Received, Shipped};
            matches!(order.state, AwaitingPayment | Paid | Shipped | Received)
        };
        inner.orders.iter().any(|o| Some(&o.id) == order.as_ref() && sold(o))
    }

    /// Offers whose time has passed lapse.
    pub fn lapse(&self) {
        let mut inner = self.inner();
        let now = inner.now();
        for at in 0..inner.orders.len() {
            let order = &inner.orders[at];
            if order.state == OrderState::Offered && order.pay_by_at.is_some_and(|by| by <= now) {
                inner.moved(at, OrderState::Declined, Some("lapsed"));
            }
        }
    }

    /// How often an offer was taken, and how often let go.
    pub fn answered(&self) -> (usize, usize) {
        let inner = self.inner();
        let taken = inner.answers.values().filter(|a| matches!(a.1, OfferAnswer::Take(_))).count();
        (taken, inner.answers.len() - taken)
    }
}

impl Inner {
    fn moved(&mut self, at: usize, state: OrderState, reason: Option<&str>) {
        let latest = self.orders.iter().map(|o| o.seq).max().unwrap_or(0);
        let order = &mut self.orders[at];
        (order.seq, order.state) = (latest + 1, state);
        order.reason = reason.map(str::to_owned);
    }

    pub(crate) fn answer_offer(
        &mut self,
        id: &str,
        reference: &str,
        answer: OfferAnswer,
    ) -> Result<MarketOrder, No> {
        let lost = || Err(No::AnswerLost { why: "as the script says".into() });
        match self.script.pop_front().unwrap_or(Trouble::None) {
            Trouble::None => self.decide_offer(id, reference, answer),
            Trouble::Busy => Err(No::Busy { retry_after_ms: 200 }),
            Trouble::Unauthorised => Err(No::Unauthorised),
            Trouble::Unreachable | Trouble::PriceMoved => {
                Err(No::Unreachable { why: "as the script says".into() })
            }
            Trouble::LostUntaken | Trouble::LostOnTheWay => lost(),
            Trouble::LostTaken => {
                let _ = self.decide_offer(id, reference, answer);
                lost()
            }
            Trouble::CrashBefore => panic!("the house falls over before it answers"),
            Trouble::CrashAfter => {
                let _ = self.decide_offer(id, reference, answer);
                panic!("the house falls over before it hears the word on its answer")
            }
        }
    }

    fn decide_offer(
        &mut self,
        id: &str,
        reference: &str,
        answer: OfferAnswer,
    ) -> Result<MarketOrder, No> {
        let at = self.orders.iter().position(|o| o.id == id).ok_or(No::UnknownOrder)?;
        if self.answers.get(reference).is_some_and(|said| *said == (id.to_owned(), answer)) {
            return Ok(self.orders[at].clone());
        }
        let order = &self.orders[at];
        let late = order.pay_by_at.is_some_and(|by| self.now() >= by);
        match order.state {
            OrderState::Offered if late => return Err(No::OfferLapsed { lapsed_at: self.now() }),
            OrderState::Offered => {}
            OrderState::Declined if order.reason.as_deref() == Some("lapsed") => {
                return Err(No::OfferLapsed { lapsed_at: self.now() });
            }
            state => return Err(No::AlreadyDecided { state: state.to_string() }),
        }
        match answer {
            OfferAnswer::Take(total) if total != order.total_yen => {
                return Err(No::PriceMoved { price_yen: order.total_yen });
            }
            OfferAnswer::Take(_) => self.moved(at, OrderState::AwaitingPayment, None),
            OfferAnswer::Leave => self.moved(at, OrderState::Declined, Some("declined")),
        }
        self.answers.insert(reference.into(), (id.into(), answer));
        Ok(self.orders[at].clone())
    }
}
