//! What happens by itself.

use auction::Amount;
use kernel::{At, Span};

use super::Core;
use crate::event::{AuctionTerms, Event, Listing, Rivals, SaleTerms, Who};
use crate::seed::{self, Lane, Stream};
use crate::state::{Due, Item, MAX_YEN, OrderKind, OrderState, Sale};

impl Core {
    /// Does everything whose time has come, in the order of the times.
    pub(crate) fn advance(&mut self, now: At) {
        while let Some((at, due)) = self.state.dues.take(now) {
            match due {
                Due::Rival { item, name, worth_yen, nibble } => {
                    self.rival(&item, name, worth_yen, nibble, at);
                }
                Due::Close { item } => self.close(&item, at, now),
                Due::Reply { account, item, number } => self.reply(account, item, number, at),
                Due::Ship { order } => self.send(order, at),
                Due::Decide { order } => self.rival_decides(order, at),
                Due::Lapse { order } => self.lapse(order, at),
            }
        }
    }

    /// Takes in what happened; what cannot be taken in is remembered as trouble, not as a fact.
    fn happen(&mut self, at: At, event: Event) {
        // `record` has noted the trouble; nobody waits for an answer here.
        let _ = self.record(at, event);
    }

    fn rival(&mut self, id: &str, name: String, worth_yen: i64, nibble: bool, at: At) {
        let who = Who::Rival(name);
        let Ok((item, lot)) = self.lot(id) else { return };
        let mut max_yen = worth_yen.min(MAX_YEN);
        if nibble {
            let mut stream =
                Stream::new(self.state.seed, &["nibble", id, &at.micros().to_string()]);
            let steps = stream.below(3).saturating_mul(lot.step().get());
            max_yen = max_yen.min(lot.least_next().get().saturating_add(steps));
        }
        let rating = self.state.rating_of(&who);
        let bidder = self.state.bidder_of(&who);
        let nobody_else = item.worth_yen.is_some()
            && lot.leader().is_some_and(|leader| leader.bidder == bidder)
            && nibble;
        if nobody_else || lot.check(bidder, Amount::new(max_yen), rating, at).is_err() {
            return;
        }
        self.happen(at, Event::Bid { item: id.to_owned(), who, max_yen, reference: None });
    }

    fn close(&mut self, id: &str, at: At, now: At) {
        let Some(item) = self.state.items.get(id) else { return };
        match &item.sale {
            Sale::Auction(lot) if lot.closed().is_none() => {
                if at < lot.ends_at() {
                    let ends_at = lot.ends_at();
                    self.state.dues.plan(ends_at, Due::Close { item: id.to_owned() });
                } else {
                    let ends_at = lot.ends_at();
                    self.happen(ends_at, Event::Closed { item: id.to_owned() });
                }
            }
            _ if item.status().0 != "open" && !item.followed => self.follow(id, now),
            _ => {}
        }
    }

    /// What takes the place of something that is over: the same again, or something new.
    fn follow(&mut self, id: &str, now: At) {
        let Some(item) = self.state.items.get(id) else { return };
        let (n, seed) = (self.state.listed.len(), self.state.seed);
        let next = match (relisted(item, n, now), item.lane_us) {
            (Some(again), _) => Some(again),
            (None, Some(0)) => seed::offer(&self.state.catalogue, seed, n, now),
            (None, Some(lane)) => {
                let length = Span::micros(lane);
                let lane = Lane { length, left: length };
                seed::auction(&self.state.catalogue, seed, n, lane, now)
            }
            (None, None) => None,
        };
        if let Some(mut listing) = next {
            listing.follows = Some(id.to_owned());
            self.happen(now, Event::Listed(Box::new(listing)));
        }
    }

    fn reply(&mut self, account: String, item: String, number: usize, at: At) {
        let Some(index) = self.state.account_at.get(&account) else { return };
        let lines = self.state.messages.get(&(*index, item.clone()));
        let asked = lines.map_or(&[][..], Vec::as_slice);
        // The n-th question has been answered when there are more answers than questions before it.
        let before = asked.iter().take(number).filter(|line| !line.from_seller).count();
        let answers = asked.iter().filter(|line| line.from_seller).count();
        if answers > before {
            return;
        }
        let text = seed::reply(self.state.seed, &item, number).to_owned();
        self.happen(at, Event::Replied { account, item, text });
    }

    fn send(&mut self, order: String, at: At) {
        if self.state.orders.get(&order).is_some_and(|o| o.state() == OrderState::Paid) {
            let tracking_number = seed::tracking_number(self.state.seed, &order);
            self.happen(at, Event::Shipped { order, tracking_number });
        }
    }

    /// A rival pays what they won, or never does; takes what they are offered, or lets it go. Who
    /// was named by hand pays, and lets an offer lapse.
    fn rival_decides(&mut self, id: String, at: At) {
        let Some(order) = self.state.orders.get(&id) else { return };
        let invented = self.state.items.get(&order.item).is_some_and(|i| i.worth_yen.is_some());
        let unpaid = self.state.paces.map_or(0, |paces| paces.unpaid_permille);
        let mut stream = Stream::new(self.state.seed, &["rival decides", &id]);
        let event = match order.state() {
            OrderState::AwaitingPayment if invented && stream.permille(unpaid) => return,
            OrderState::AwaitingPayment => Event::RivalPaid { order: id },
            OrderState::Offered if invented && stream.permille(500) => {
                Event::Accepted { order: id, reference: None }
            }
            OrderState::Offered if invented => {
                Event::Declined { order: id, lapsed: false, reference: None, promote: true }
            }
            _ => return,
        };
        self.happen(at, event);
    }

    fn lapse(&mut self, id: String, at: At) {
        let Some(order) = self.state.orders.get(&id).filter(|o| o.pay_by <= at) else { return };
        let event = match (order.state(), order.kind) {
            (OrderState::Offered, _) => {
                Event::Declined { order: id, lapsed: true, reference: None, promote: true }
            }
            (OrderState::AwaitingPayment, OrderKind::Fixed) => {
                Event::OrderCancelled { order: id, unpaid: true }
            }
            (OrderState::AwaitingPayment, _) => {
                Event::WinnerRemoved { order: id, by_seller: false, promote: true }
            }
            _ => return,
        };
        self.happen(at, event);
    }
}

/// The same thing listed again under a new id, if nobody won it and its seller tries again.
fn relisted(item: &Item, n: usize, now: At) -> Option<Listing> {
    let terms = item.auction()?.relisted(now)?;
    Some(Listing {
        id: seed::fresh_id('k', n),
        goods: item.goods.as_ref().clone(),
        seller: item.seller.clone(),
        sale: SaleTerms::Auction(AuctionTerms {
            start_yen: terms.start.get(),
            reserve_yen: terms.reserve.map(Amount::get),
            buy_now_yen: terms.buy_now.map(Amount::get),
            starts_at: terms.starts_at.micros(),
            ends_at: terms.ends_at.micros(),
            auto_extension: terms.auto_extension,
            early_end: terms.early_end,
            min_rating: terms.restrictions.min_rating,
            max_bad_percent: terms.restrictions.max_bad_percent,
            relists_left: terms.relisting.left,
            cut_percent: terms.relisting.cut_percent,
        }),
        relisted_from: Some(item.id.clone()),
        follows: Some(item.id.clone()),
        lane_us: item.lane_us,
        rivals: item.worth_yen.map_or(Rivals::Nobody, |worth_yen| Rivals::Generated { worth_yen }),
    })
}
