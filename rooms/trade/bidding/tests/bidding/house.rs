//! A house on one engine, with the fake marketplace, members with money, and a clock moved by hand.

use std::sync::{Arc, Mutex};

use bidding::{
    Attempt, Bell, Bid, BidEvent, BidNews, Firing, Lot, Mode, Offer, Offsets, PlaceBid, Watcher,
};
use db::{Answer, Db, Lock, Open, Plugs, Tx};
use jobs::{Handlers, run_until_idle};
use kernel::{At, BidGroupId, BidId, Id, MemberId, Refused, Span, Yen};
use markets::{Connector, Markets, OfferAnswer};
use testkit::{Bench, LoadedDice, on_each_engine_with};

use crate::market::{FakeMarket, Listing};
use crate::tables;

/// What each member starts with.
pub const PURSE: i64 = 100_000;

/// A house.
pub struct House<'b> {
    pub bench: &'b Bench,
    pub market: Arc<FakeMarket>,
    pub offsets: Arc<Offsets>,
    pub heard: Arc<Mutex<Vec<BidNews>>>,
    db: Db,
    handlers: Arc<Handlers>,
    watcher: Watcher,
    plugs: Plugs,
    runtime: tokio::runtime::Runtime,
}

/// What a member asks for; the rest is usual.
#[derive(Debug, Clone)]
pub struct Wish {
    pub who: u128,
    pub item: String,
    pub ceiling: i64,
    /// Seconds before the end; `None` is now.
    pub lead: Option<i64>,
    pub group: Option<BidGroupId>,
    pub ask: String,
}

pub fn now(who: u128, item: &str, ceiling: i64) -> Wish {
    let ask = format!("{who}/{item}/{ceiling}");
    Wish { who, item: item.into(), ceiling, lead: None, group: None, ask }
}

pub fn last(who: u128, item: &str, ceiling: i64, lead: i64) -> Wish {
    Wish { lead: Some(lead), ..now(who, item, ceiling) }
}

impl Wish {
    pub fn of(self, group: BidGroupId) -> Wish {
        Wish { group: Some(group), ..self }
    }
}

pub fn member(who: u128) -> MemberId {
    MemberId::from_bits(who)
}

/// A test on each engine, with a fresh marketplace.
pub fn in_a_house(test: impl Fn(&House<'_>)) {
    let market = Arc::new(FakeMarket::default());
    let offsets = Arc::new(Offsets::default());
    let markets = Markets::new().with(market.clone());
    let plugs = Plugs::new()
        .with(Arc::new(markets))
        .with(offsets.clone())
        .with(Arc::new(orders::Bidders(bidding::hear)));
    on_each_engine_with(&testkit::migrations(), &plugs, |bench| {
        market.reset(bench.clock.clone());
        offsets.measured("fake", Span::ZERO, Span::micros(-1));
        let house = House::over(bench, bench.db.clone(), &market, &offsets, &plugs);
        for who in 1..=4 {
            house.give(who, PURSE);
        }
        test(&house);
    });
}

impl<'b> House<'b> {
    fn over(
        bench: &'b Bench,
        db: Db,
        market: &Arc<FakeMarket>,
        offsets: &Arc<Offsets>,
        plugs: &Plugs,
    ) -> House<'b> {
        let markets = db.plugs().get::<Markets>().unwrap().clone();
        let heard: Arc<Mutex<Vec<BidNews>>> = Arc::default();
        let ears = Arc::clone(&heard);
        let firing = Firing { db: db.clone(), markets: markets.clone() };
        let handlers = firing.handlers(orders::handlers(Handlers::new(), &db)).news(
            move |_: &mut Tx<'_>, news: &BidNews| {
                ears.lock().unwrap().push(news.clone());
                Ok(())
            },
        );
        let watcher =
            Watcher { db: db.clone(), markets, offsets: offsets.clone(), bell: Bell::default() };
        House {
            bench,
            market: market.clone(),
            offsets: offsets.clone(),
            heard,
            db,
            handlers: Arc::new(handlers),
            watcher,
            plugs: plugs.clone(),
            runtime: tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
        }
    }

    /// Everything of this process is dropped; another opens the same database.
    pub fn reopened(&self) -> House<'b> {
        self.opened_at(self.bench.address.clone())
    }

    /// The same house over another database.
    pub fn opened_at(&self, address: String) -> House<'b> {
        let open = Open::at(address)
            .clock(self.bench.clock.clone())
            .dice(Arc::new(LoadedDice::new(99)))
            .plugs(self.plugs.clone());
        let db = open.open(&testkit::migrations()).unwrap();
        House::over(self.bench, db, &self.market, &self.offsets, &self.plugs)
    }

    pub fn act<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        self.db.write_now("test", Lock::none(), act)
    }

    pub fn ask<T: Send + 'static>(
        &self,
        ask: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> T {
        self.db.read_now("test", ask).unwrap()
    }

    pub fn give(&self, who: u128, yen: i64) {
        let key = format!("given:{who}:{}", self.db.dice().roll());
        self.act(move |tx| ledger::deposit(tx, member(who), Yen::new(yen), &key, "test")).unwrap();
    }

    pub fn purse(&self, who: u128) -> i64 {
        self.ask(move |tx| ledger::purse_yen(tx, member(who))).get()
    }

    /// What is set aside for the bids of a member, not for orders.
    pub fn held(&self, who: u128) -> i64 {
        self.ask(move |tx| tx.one::<(i64,)>(tables::HELD, (member(who),))).0
    }

    pub fn list(&self, id: &str, listing: Listing) {
        self.market.list(id, listing);
    }

    pub fn at(&self) -> At {
        self.bench.db.now()
    }

    /// What a page does: the item is asked for afresh, then the act.
    pub fn try_place(&self, wish: &Wish) -> Answer<BidId> {
        let item = self.item(&wish.item);
        let ask = PlaceBid {
            member: member(wish.who),
            market: "fake".into(),
            item,
            ceiling_yen: Yen::new(wish.ceiling),
            mode: if wish.lead.is_some() { Mode::LastMoment } else { Mode::Now },
            lead: Span::secs(wish.lead.unwrap_or(0)),
            group: wish.group,
            ask: wish.ask.clone(),
        };
        self.act(move |tx| bidding::place(tx, &ask))
    }

    pub fn item(&self, id: &str) -> markets::Item {
        let outage = std::mem::take(&mut self.market.inner().outage);
        let item = self.runtime.block_on(self.market.item(id)).unwrap();
        self.market.inner().outage = outage;
        item
    }

    /// A bid that is taken, and everything it leads to at once.
    pub fn place(&self, wish: &Wish) -> BidId {
        let bid = self.try_place(wish).unwrap();
        self.settle();
        bid
    }

    pub fn raise(&self, bid: BidId, ceiling: i64) -> Answer<()> {
        let of = self.bid(bid);
        let item = self.item(&self.lot(&of).item);
        self.act(move |tx| bidding::raise(tx, of.member, bid, Yen::new(ceiling), &item))
    }

    pub fn withdraw(&self, bid: BidId) -> Answer<()> {
        let of = self.bid(bid).member;
        self.act(move |tx| bidding::withdraw(tx, of, bid))
    }

    pub fn group(&self, who: u128, wanted: i64) -> BidGroupId {
        self.act(move |tx| bidding::open_group(tx, member(who), "cameras", wanted)).unwrap()
    }

    pub fn bid(&self, bid: BidId) -> Bid {
        self.ask(move |tx| tx.one(tables::BID, (bid,)))
    }

    pub fn lot(&self, bid: &Bid) -> Lot {
        let lot = bid.lot;
        self.ask(move |tx| tx.one(tables::LOT, (lot,)))
    }

    pub fn state(&self, bid: BidId) -> String {
        self.bid(bid).state.to_string()
    }

    pub fn receipts(&self, bid: BidId) -> Vec<Attempt> {
        self.ask(move |tx| tx.all(tables::RECEIPTS, (bid,)))
    }

    pub fn events(&self, bid: BidId) -> Vec<BidEvent> {
        self.ask(move |tx| tx.all(tables::EVENTS, (bid,)))
    }

    /// What the member of a bid was told about it, in order.
    pub fn told(&self, bid: BidId) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        heard.iter().filter(|n| n.bid == bid.to_string()).map(|n| n.what.clone()).collect()
    }

    /// Does all jobs that are due.
    pub fn work(&self) {
        // Looking is cheaper than an empty commit.
        let now = self.at();
        if self.ask(jobs::next_due).is_none_or(|due| due > now) {
            return;
        }
        self.runtime.block_on(run_until_idle(&self.db, &self.handlers)).unwrap();
    }

    /// The watcher takes a turn.
    pub fn look(&self) -> Option<At> {
        self.runtime.block_on(self.watcher.turn()).unwrap()
    }

    pub fn measure(&self) {
        self.runtime.block_on(self.watcher.measure());
    }

    /// Jobs and the watcher, until there is nothing to do at this instant.
    pub fn settle(&self) -> Option<At> {
        self.bench.clock.forward(Span::micros(1));
        self.work();
        let next = self.look();
        self.work();
        next
    }

    /// Lets time pass, stopping wherever a job or a look is due.
    pub fn pass(&self, span: Span) {
        self.until(self.at().plus(span));
    }

    pub fn until(&self, until: At) {
        loop {
            let look = self.settle();
            let job = self.ask(jobs::next_due);
            let Some(next) = look.into_iter().chain(job).min().filter(|at| *at < until) else {
                break;
            };
            self.bench.clock.set(next.max(self.at()));
        }
        self.bench.clock.set(until.max(self.at()));
        self.settle();
    }

    /// The marketplace's orders that have changed are heard, as the room of orders hears them.
    pub fn hear(&self) -> Answer<()> {
        let after = self.ask(|tx| orders::heard_up_to(tx, "fake"));
        let mut changed = self.market.inner().orders.clone();
        changed.retain(|order| order.seq > after);
        changed.sort_by_key(|order| order.seq);
        for order in changed {
            self.act(move |tx| orders::hear(tx, "fake", &order).map(|_| ()))?;
        }
        self.settle();
        Ok(())
    }

    /// What fell to a bid, the latest first.
    pub fn offers(&self, bid: BidId) -> Vec<Offer> {
        self.ask(move |tx| bidding::offers_of(tx, bid))
    }

    /// Everything that is wrong with the books, the bids and the orders at rest.
    pub fn wrongs(&self) -> Vec<String> {
        let mut wrongs = self.ask(ledger::audit);
        wrongs.extend(self.ask(bidding::audit));
        wrongs.extend(self.ask(orders::audit));
        let ours = self.ask(bidding::placed_references);
        let theirs: Vec<String> =
            self.market.inner().takes.iter().map(|t| t.reference.clone()).collect();
        // Each bid at the marketplace has one receipt, and no other has.
        wrongs.extend(ours.iter().filter(|r| !theirs.contains(r)).map(|r| format!("{r}: ours")));
        wrongs.extend(theirs.iter().filter(|r| !ours.contains(r)).map(|r| format!("{r}: theirs")));
        let taken = self.ask(bidding::taken_offers);
        let answers = self.market.inner().answers.clone();
        let yes = |id: &&String| {
            answers.get(*id).is_some_and(|said| matches!(said.1, OfferAnswer::Take(_)))
        };
        let twice = answers.keys().filter(yes).filter(|id| !taken.contains(id));
        wrongs.extend(twice.map(|id| format!("{id} was taken there and is not ours")));
        wrongs.extend(taken.iter().filter(|id| !yes(id)).map(|id| format!("{id} is only ours")));
        let jobs = self.ask(|tx| tx.all::<(String,)>(tables::JOBS, ()));
        wrongs.extend(jobs.into_iter().map(|job| job.0));
        wrongs
    }

    pub fn audit(&self) {
        assert_eq!(self.wrongs(), Vec::<String>::new());
    }
}

pub fn code<T: std::fmt::Debug>(answer: &Result<T, Refused>) -> &'static str {
    match answer {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}
