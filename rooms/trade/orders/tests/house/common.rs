//! What the tests of this room share: a house with a fake marketplace, members with money, staff.

use std::sync::{Arc, Mutex};

use db::{Answer, Lock, Plugs, Tx};
use jobs::{Handlers, run_until_idle};
use kernel::{Id, MemberId, OrderId, Refused, Span, StaffId, Yen};

use markets::Markets;

use crate::market::{self, FakeMarket};
use orders::{By, Doorstep, Doorsteps, Label, NewOrder, OrderKind, Printing};
use testkit::{Bench, on_each_engine_with};
use web::{Role, Roles};

/// A house on one engine.
pub struct House<'b> {
    pub bench: &'b Bench,
    pub market: Arc<FakeMarket>,
    pub printed: Printed,
    handlers: Arc<Handlers>,
    runtime: tokio::runtime::Runtime,
}

/// Only member 1 has an address. Why each label was printed is noted.
struct FirstDoor(Printed);

pub type Printed = Arc<Mutex<Vec<Printing>>>;

impl Doorstep for FirstDoor {
    fn is_known(&self, _: &mut Tx<'_>, member: MemberId) -> Answer<bool> {
        Ok(member == member_no(1))
    }
    fn carriers(&self, _: &mut Tx<'_>) -> Answer<Vec<String>> {
        Ok(vec!["EMS".into(), "SAL".into()])
    }
    fn label(
        &self,
        _: &mut Tx<'_>,
        member: MemberId,
        order: OrderId,
        _: StaffId,
        carrier: &str,
        why: Printing,
    ) -> Answer<Label> {
        self.0.lock().unwrap().push(why);
        Ok(Label { lines: vec![member.to_string(), order.to_string(), carrier.into()] })
    }
}

pub fn member_no(n: u128) -> MemberId {
    MemberId::from_bits(n)
}

pub fn staff(roles: &[Role]) -> By {
    By::Staff(StaffId::from_bits(7), roles.iter().copied().collect::<Roles>())
}

pub fn warehouse() -> By {
    staff(&[Role::Warehouse])
}

/// A house on each engine, with a fresh marketplace.
pub fn in_a_house(test: impl Fn(&House<'_>)) {
    let market = Arc::new(FakeMarket::default());
    let markets = Markets::new().with(market.clone());
    let printed = Printed::default();
    let doorsteps = Doorsteps::new(FirstDoor(printed.clone()));
    let plugs = Plugs::new().with(Arc::new(markets)).with(Arc::new(doorsteps));
    let plugs = crate::doors::with_doors(plugs);
    on_each_engine_with(&testkit::migrations(), &plugs, |bench| {
        *market.inner() = market::Inner::default();
        market.inner().now = bench.db.now();
        printed.lock().unwrap().clear();
        let handlers = Arc::new(orders::handlers(Handlers::new(), &bench.db));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let printed = printed.clone();
        test(&House { bench, market: market.clone(), printed, handlers, runtime });
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

    /// Gives a member money.
    pub fn give(&self, member: MemberId, yen: i64) {
        let key = format!("given:{member}:{yen}:{}", self.bench.db.dice().roll());
        self.act(move |tx| ledger::deposit(tx, member, Yen::new(yen), &key, "test")).unwrap();
    }

    pub fn purse(&self, member: MemberId) -> i64 {
        self.ask(move |tx| ledger::purse_yen(tx, member)).get()
    }

    pub fn order(&self, id: OrderId) -> orders::Order {
        self.ask(move |tx| orders::one(tx, id))
    }

    pub fn state(&self, id: OrderId) -> String {
        self.order(id).state.to_string()
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

    /// Hears what changed at the marketplace.
    pub fn follow(&self) {
        self.act(|tx| {
            let at = tx.now();
            jobs::Later::later(tx, &orders::FollowMarkets {}, at).map(|_| ())
        })
        .unwrap();
        self.work();
    }

    /// A win at the marketplace and the order of it: nothing of it is paid.
    pub fn win(&self, n: i64, member: MemberId, price: i64, shipping: Option<i64>) -> Won {
        let (item, reference) = (format!("k{n}"), format!("att_{n}"));
        self.market.ware(&item, price, shipping, 1);
        let theirs = self.market.won(&item, &reference, price, shipping);
        let id = self.open(new_order(&item, &reference, member, price, shipping)).unwrap();
        Won { id, theirs }
    }

    pub fn open(&self, new: NewOrder) -> Answer<OrderId> {
        self.act(move |tx| orders::open(tx, new.clone()))
    }

    /// The books and the orders are right.
    pub fn audit(&self) {
        assert_eq!(self.ask(ledger::audit), Vec::<String>::new());
        assert_eq!(self.ask(orders::audit), Vec::<String>::new());
    }
}

/// An order of ours and its other side.
#[derive(Debug, Clone)]
pub struct Won {
    pub id: OrderId,
    pub theirs: String,
}

pub fn new_order(
    item: &str,
    reference: &str,
    member: MemberId,
    price: i64,
    shipping: Option<i64>,
) -> NewOrder {
    NewOrder {
        member,
        market: "fake".into(),
        item: item.into(),
        title: "A thing".into(),
        kind: OrderKind::Win,
        reference: reference.into(),
        market_order: None,
        quantity: 1,
        price_yen: Yen::new(price),
        shipping_yen: shipping.map(Yen::new),
        fee_yen: Yen::new(500),
        hold: format!("bid:{reference}"),
        hold_most_yen: None,
    }
}

pub fn code<T: std::fmt::Debug>(answer: &Result<T, Refused>) -> &'static str {
    match answer {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}
