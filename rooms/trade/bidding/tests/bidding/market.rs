//! A marketplace in memory, decided by the rules of crates/auction with the real steps, and with
//! everything going wrong on demand.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use auction::{Amount, Auction, Bidder, Outcome, Rating, Relisting, Restrictions, Terms};
use kernel::{At, Clock, Span, Yen};
use markets::{Became, BidPlaced, BidPreview, MarketOrder, No, OfferAnswer, OrderState};
use testkit::MockClock;

/// The house's account.
pub const HOUSE: Bidder = Bidder(0);

/// What goes wrong with one placing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// Too busy; nothing was taken.
    Busy,
    /// Nobody answers; nothing was taken.
    Unreachable,
    /// The house's account is not accepted just now; nothing was taken.
    Unauthorised,
    /// The price is another; nothing was taken.
    PriceMoved,
    /// The answer is lost; nothing was taken, and nothing will be.
    LostUntaken,
    /// The answer is lost; it was taken.
    LostTaken,
    /// The answer is lost; it arrives when [`FakeMarket::arrive`] says so.
    LostOnTheWay,
    /// The house falls over before it sends.
    CrashBefore,
    /// The house falls over after it was taken.
    CrashAfter,
}

/// A lot.
pub struct Lot {
    pub auction: Auction,
    pub version: i64,
    pub shipping: Option<i64>,
    pub relisted_as: Option<String>,
    pub(crate) refs: BTreeMap<u32, String>,
    pub(crate) order: Option<String>,
}

/// A bid of the house that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Take {
    pub reference: String,
    pub item: String,
    pub amount: i64,
    pub at: At,
}

#[derive(Default)]
pub struct Inner {
    pub lots: BTreeMap<String, Lot>,
    pub orders: Vec<MarketOrder>,
    pub takes: Vec<Take>,
    /// What goes wrong with the next placings, in order.
    pub script: VecDeque<Trouble>,
    /// So many previews are answered as if the lot were open.
    pub blind_previews: usize,
    /// Nobody answers anything.
    pub outage: bool,
    /// Lots on which the seller does not want this house.
    pub restricted: BTreeSet<String>,
    /// Rivals who bid between a preview and its placing.
    pub between: VecDeque<(String, u64, i64)>,
    /// How far its clock is ahead of the house's.
    pub ahead: Span,
    /// How orders stand when they are first seen.
    pub born: Option<OrderState>,
    /// Nothing it is asked about a bid is ever answered; and how often it was asked.
    pub hangs: bool,
    pub(crate) asked: usize,
    /// It shows nothing and tells no time: whoever asks waits for ever.
    pub stares: bool,
    /// So much more than the price an order is for when it is born.
    pub dearer: i64,
    /// So much more than it was shown its way to the warehouse costs then.
    pub dearer_way: i64,
    /// Lots that it does not show.
    pub gone: BTreeSet<String>,
    /// What was said to offers, by reference.
    pub(crate) answers: BTreeMap<String, (String, OfferAnswer)>,
    /// How long the connector makes each placing wait for its turn.
    pub turn: Span,
    /// How long after its end a lot's order is born.
    pub orders_take: Span,
    pub(crate) became: BTreeMap<String, (String, i64, Became)>,
    pub(crate) on_the_way: Vec<BidPreview>,
    clock: Option<Arc<MockClock>>,
}

/// The marketplace.
#[derive(Default)]
pub struct FakeMarket(Mutex<Inner>, Option<&'static str>);

/// What a seller lays down.
#[derive(Debug, Clone, Copy)]
pub struct Listing {
    pub start: i64,
    pub begins_in: Span,
    pub ends_in: Span,
    pub reserve: Option<i64>,
    pub buy_now: Option<i64>,
    pub auto_extension: bool,
    pub shipping: Option<i64>,
}

impl Default for Listing {
    fn default() -> Listing {
        Listing {
            start: 1_000,
            begins_in: Span::hours(-1),
            ends_in: Span::hours(1),
            reserve: None,
            buy_now: None,
            auto_extension: false,
            shipping: Some(800),
        }
    }
}

impl FakeMarket {
    /// Another one, under this word.
    pub fn named(word: &'static str) -> FakeMarket {
        FakeMarket(Mutex::default(), Some(word))
    }

    pub(crate) fn word(&self) -> &'static str {
        self.1.unwrap_or("fake")
    }

    pub fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn reset(&self, clock: Arc<MockClock>) {
        *self.inner() = Inner { clock: Some(clock), ..Inner::default() };
    }

    pub fn list(&self, id: &str, listing: Listing) {
        let mut inner = self.inner();
        let now = inner.now();
        let terms = Terms {
            start: Amount::new(listing.start),
            reserve: listing.reserve.map(Amount::new),
            buy_now: listing.buy_now.map(Amount::new),
            starts_at: now.plus(listing.begins_in),
            ends_at: now.plus(listing.ends_in),
            auto_extension: listing.auto_extension,
            early_end: true,
            restrictions: Restrictions::default(),
            relisting: Relisting::default(),
            increments: Arc::new(auction::table("yahoo").unwrap()),
        };
        let lot = Lot {
            auction: Auction::open(terms).unwrap(),
            version: 1,
            shipping: listing.shipping,
            relisted_as: None,
            refs: BTreeMap::new(),
            order: None,
        };
        inner.lots.insert(id.into(), lot);
    }

    /// A rival bids.
    pub fn rival(&self, id: &str, who: u64, max: i64) -> Result<(), auction::No> {
        self.change(id, |auction, now| {
            auction.place(Bidder(who), Amount::new(max), Rating::default(), now).map(|_| ())
        })
    }

    /// Something happens to a lot.
    pub fn change<T>(
        &self,
        id: &str,
        change: impl FnOnce(&mut Auction, At) -> Result<T, auction::No>,
    ) -> Result<T, auction::No> {
        let mut inner = self.inner();
        let now = inner.now();
        let lot = inner.lots.get_mut(id).unwrap();
        let done = change(&mut lot.auction, now)?;
        lot.version += 1;
        Ok(done)
    }

    /// The seller removes the highest bid of anybody but the house.
    pub fn remove_rival(&self, id: &str) -> bool {
        let removed = self.change(id, |auction, now| {
            let theirs = auction.bids().iter().filter(|b| !b.removed && b.bidder != HOUSE);
            let top = theirs.max_by_key(|b| b.max).map_or(0, |b| b.number);
            auction.remove_bid(top, now)
        });
        removed.is_ok()
    }

    /// What was on its way arrives.
    pub fn arrive(&self) {
        let mut inner = self.inner();
        for preview in std::mem::take(&mut inner.on_the_way) {
            let _ = inner.take(&preview);
        }
    }

    /// The amounts of the house's bids that were taken on a lot, in order.
    pub fn taken(&self, id: &str) -> Vec<i64> {
        self.inner().takes.iter().filter(|t| t.item == id).map(|t| t.amount).collect()
    }

    pub fn price(&self, id: &str) -> i64 {
        self.inner().lots[id].auction.price().get()
    }

    pub fn ends_at(&self, id: &str) -> At {
        self.inner().lots[id].auction.ends_at()
    }

    pub fn least(&self, id: &str) -> i64 {
        self.inner().lots[id].auction.least_next().get()
    }

    pub fn is_open(&self, id: &str) -> bool {
        let mut inner = self.inner();
        inner.close();
        inner.lots[id].auction.closed().is_none()
    }

    /// Whether the house has won the lot.
    pub fn is_ours(&self, id: &str) -> bool {
        let mut inner = self.inner();
        inner.close();
        let closed = inner.lots[id].auction.closed();
        closed.and_then(|c| c.outcome.winner()).is_some_and(|(bidder, _)| bidder == HOUSE)
    }
}

impl Inner {
    pub fn now(&self) -> At {
        self.clock.as_ref().unwrap().now().plus(self.ahead)
    }

    /// Orders stand so when they are first seen.
    pub fn as_if(&mut self, state: OrderState) {
        self.born = Some(state);
    }

    /// Time passes before a placing has its turn.
    pub fn wait(&self) {
        if self.turn > Span::ZERO {
            self.clock.as_ref().unwrap().forward(self.turn);
        }
    }

    /// Closes what has ended and opens the orders of what the house has won.
    pub fn close(&mut self) {
        let (now, wait) = (self.now(), self.orders_take);
        let mut born = Vec::new();
        for (id, lot) in &mut self.lots {
            let open = lot.auction.closed().is_none();
            let Ok(closed) = lot.auction.close(now) else { continue };
            if open {
                lot.version += 1;
            }
            let won = closed.outcome.winner().filter(|(bidder, _)| *bidder == HOUSE);
            if let Some((_, price)) = won
                && lot.order.is_none()
                && now >= closed.at.plus(wait)
            {
                let reference = lot.standing();
                born.push((id.clone(), reference, price.get(), lot.shipping));
                lot.order = Some(format!("o-{id}"));
                lot.version += 1;
            }
        }
        for (item, reference, price, shipping) in born {
            let seq = self.orders.len() as i64 + 1;
            self.orders.push(MarketOrder {
                id: format!("o-{item}"),
                seq,
                item,
                reference,
                quantity: 1,
                item_yen: Yen::new(price + self.dearer),
                shipping_yen: shipping.map(|yen| Yen::new(yen + self.dearer_way)),
                total_yen: Yen::new(
                    price + self.dearer + shipping.map_or(0, |yen| yen + self.dearer_way),
                ),
                state: self.born.unwrap_or(OrderState::AwaitingPayment),
                reason: None,
                pay_by_at: Some(now.plus(Span::days(3))),
                carrier: None,
                tracking_number: None,
                weight_g: None,
            });
        }
    }

    /// Decides a placing, once for each reference.
    pub(crate) fn take(&mut self, preview: &BidPreview) -> Result<BidPlaced, No> {
        let amount = preview.amount_yen.get();
        if let Some((item, before, became)) = self.became.get(&preview.reference) {
            return match became {
                _ if (item, *before) != (&preview.item, amount) => Err(reused()),
                Became::Bid(placed) => Ok(placed.clone()),
                Became::Refused(no) => Err(no.clone()),
                _ => Err(No::UnknownItem),
            };
        }
        let now = self.now();
        if now >= preview.expires_at {
            return Err(No::PreviewLapsed);
        }
        let decided = self.decide(preview, now);
        let became = match &decided {
            Ok(placed) => Became::Bid(placed.clone()),
            Err(no) => Became::Refused(no.clone()),
        };
        let used = (preview.item.clone(), amount, became);
        self.became.insert(preview.reference.clone(), used);
        self.close();
        decided.map(|mut placed| {
            placed.order_id = self.lots[&preview.item].order.clone();
            placed
        })
    }

    fn decide(&mut self, preview: &BidPreview, now: At) -> Result<BidPlaced, No> {
        if self.restricted.contains(&preview.item) {
            return Err(No::Restricted { rule: "min_rating".into() });
        }
        let lot = self.lots.get_mut(&preview.item).ok_or(No::UnknownItem)?;
        let amount = Amount::new(preview.amount_yen.get());
        let placed = lot.auction.place(HOUSE, amount, Rating::default(), now).map_err(no)?;
        lot.version += 1;
        lot.refs.insert(placed.number, preview.reference.clone());
        self.takes.push(Take {
            reference: preview.reference.clone(),
            item: preview.item.clone(),
            amount: amount.get(),
            at: now,
        });
        Ok(BidPlaced {
            bid_id: format!("{}-{}", preview.item, placed.number),
            placed_at: now,
            leading: placed.leading,
            price_yen: Yen::new(placed.price.get()),
            next_yen: Yen::new(lot.auction.least_next().get()),
            ends_at: lot.auction.ends_at(),
            extended: placed.extended,
            bought_now: placed.bought_now,
            order_id: None,
        })
    }

    pub(crate) fn order_of(&self, id: &str) -> Option<String> {
        self.lots[id].order.clone()
    }
}

pub fn reused() -> No {
    No::Other { code: "reference_reused".into(), message: "placed already".into() }
}

/// The rules' no, as the protocol says it.
pub fn no(no: auction::No) -> No {
    match no {
        auction::No::Closed { ended_at } => No::Closed { ended_at },
        auction::No::NotARaise { max } => No::NotARaise { max_yen: Yen::new(max.get()) },
        auction::No::BelowLeast { next, price, .. } => {
            No::BelowLeast { price_yen: Yen::new(price.get()), next_yen: Yen::new(next.get()) }
        }
        other => No::Other { code: "odd".into(), message: format!("{other:?}") },
    }
}

/// How a lot ended, in the protocol's words.
pub fn result(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Won { .. } => "won",
        Outcome::BoughtNow { .. } => "bought_now",
        Outcome::NoBidder => "no_bidder",
        Outcome::ReserveNotMet => "reserve_not_met",
        Outcome::Cancelled => "cancelled",
    }
}
