//! What the tests of this room share: a house with a fake marketplace and a desk.

use std::sync::Arc;

use db::{Answer, Lock, Plugs, Tx};
use jobs::{Handlers, run_until_idle};
use kernel::{Id, MemberId, PurchaseId, Refused, Span, StaffId, Yen};
use markets::{Connector, Markets};
use orders::By;
use shopping::{Desk, Purchase};
use testkit::{Bench, on_each_engine_with};
use web::{Role, Roles};

use crate::market::{self, FakeMarket};

/// A house on one engine.
pub struct House<'b> {
    pub bench: &'b Bench,
    pub market: Arc<FakeMarket>,
    handlers: Arc<Handlers>,
    runtime: tokio::runtime::Runtime,
}

pub fn me() -> MemberId {
    MemberId::from_bits(1)
}

pub fn buyer(n: u128) -> By {
    By::Staff(StaffId::from_bits(n), [Role::Buyer].into_iter().collect::<Roles>())
}

/// A house on each engine, with a fresh marketplace and a desk.
pub fn in_a_house(test: impl Fn(&House<'_>)) {
    let (market, desk) = (Arc::new(FakeMarket::default()), Arc::new(Desk::new()));
    let markets = Markets::new().with(market.clone()).with(desk.clone());
    let plugs = crate::doors::with_doors(Plugs::new().with(Arc::new(markets)));
    on_each_engine_with(&testkit::migrations(), &plugs, |bench| {
        *market.inner() = market::Inner::default();
        market.inner().now = bench.db.now();
        desk.attach(&bench.db);
        let list = orders::handlers(Handlers::new(), &bench.db);
        let handlers = Arc::new(shopping::handlers(list, &bench.db));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        test(&House { bench, market: market.clone(), handlers, runtime });
        desk.detach();
    });
}

impl House<'_> {
    /// An act.
    pub fn act<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        self.bench.db.write_now("test", Lock::none(), act)
    }

    /// A question.
    pub fn ask<T: Send + 'static>(
        &self,
        ask: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> T {
        self.bench.db.read_now("test", ask).unwrap()
    }

    /// Gives the member money.
    pub fn give(&self, yen: i64) {
        let key = format!("given:{}", self.bench.db.dice().roll());
        self.act(move |tx| ledger::deposit(tx, me(), Yen::new(yen), &key, "test")).unwrap();
    }

    /// The way to a marketplace of this house.
    pub fn market_of(&self, name: &str) -> Arc<dyn Connector> {
        let markets = self.bench.db.plugs().get::<Markets>().unwrap();
        markets.to(name).unwrap().clone()
    }

    pub fn purse(&self) -> i64 {
        self.ask(|tx| ledger::purse_yen(tx, me())).get()
    }

    pub fn purchase(&self, id: PurchaseId) -> Purchase {
        self.ask(move |tx| shopping::purchase(tx, id))
    }

    /// Puts a thing of the marketplace into the cart.
    pub fn put(&self, item: &str, quantity: i64) -> Answer<kernel::CartLineId> {
        let found = self.runtime.block_on(self.market.item(item)).map_err(Refused::from)?;
        self.act(move |tx| shopping::put(tx, me(), "fake", &found, quantity))
    }

    /// Puts one line into the cart and buys it.
    pub fn buy(&self, item: &str, quantity: i64) -> PurchaseId {
        self.put(item, quantity).unwrap();
        let all = self.act(|tx| shopping::check_out(tx, me())).unwrap();
        assert_eq!(all.len(), 1);
        all[0]
    }

    /// What a browser does.
    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Does all that is due now.
    pub fn work(&self) {
        self.runtime.block_on(run_until_idle(&self.bench.db, &self.handlers)).unwrap();
    }

    /// Lets time pass, doing what becomes due on the way.
    pub fn pass(&self, span: Span) {
        let until = self.bench.db.now().plus(span);
        self.work();
        while let Some(due) = self.ask(jobs::next_due).filter(|due| *due <= until) {
            self.bench.clock.set(due.max(self.bench.db.now()));
            self.market.inner().now = self.bench.db.now();
            self.work();
        }
        self.bench.clock.set(until);
        self.market.inner().now = until;
    }

    /// Hears what changed at the marketplaces.
    pub fn follow(&self) {
        let soon = |tx: &mut Tx<'_>| {
            let at = tx.now();
            jobs::Later::later(tx, &orders::FollowMarkets {}, at).map(|_| ())
        };
        self.act(soon).unwrap();
        self.work();
    }

    /// The books, the orders and the purchases are right, and nobody has given up.
    pub fn audit(&self) {
        assert_eq!(self.ask(ledger::audit), Vec::<String>::new());
        assert_eq!(self.ask(orders::audit), Vec::<String>::new());
        assert_eq!(self.ask(shopping::audit), Vec::<String>::new());
        let dead = self.ask(|tx| jobs::dead(tx, None, 10)).rows;
        assert!(dead.is_empty(), "{dead:?}");
    }
}

pub fn code<T: std::fmt::Debug>(answer: &Result<T, Refused>) -> &'static str {
    match answer {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}
