//! Two marketplaces, one of which never answers: the other's bids leave all the same.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bidding::{Bell, BidNews, Firing, Mode, Offsets, PlaceBid, Watcher};
use db::{Lock, Plugs, Tx};
use jobs::{Config, Handlers, Runner, Wheel};
use kernel::{Span, Yen};
use markets::{Connector, Markets};
use testkit::{Bench, on_each_engine_with};
use tokio::runtime::Runtime;

use crate::house::member;
use crate::market::{FakeMarket, Listing};

const BIDS: usize = 6;

/// Who 1 bids now on so many lots of a marketplace.
fn bid(bench: &Bench, runtime: &Runtime, market: &Arc<FakeMarket>) {
    for n in 0..BIDS {
        let id = format!("{}-{n}", market.word());
        market.list(&id, Listing::default());
        let ask = PlaceBid {
            member: member(1),
            market: market.word().into(),
            item: runtime.block_on(market.item(&id)).unwrap(),
            ceiling_yen: Yen::new(2_000),
            mode: Mode::Now,
            lead: Span::ZERO,
            group: None,
            ask: id,
        };
        let act = move |tx: &mut Tx<'_>| bidding::place(tx, &ask);
        bench.db.write_now("test.place", Lock::none(), act).unwrap();
    }
}

#[test]
fn a_marketplace_that_hangs_holds_up_no_bid_elsewhere() {
    let (hangs, well) = (Arc::new(FakeMarket::named("hangs")), Arc::new(FakeMarket::default()));
    let markets = Markets::new().with(hangs.clone()).with(well.clone());
    let plugs = Plugs::new()
        .with(Arc::new(markets.clone()))
        .with(Arc::new(Offsets::default()))
        .with(Arc::new(Wheel::new()));
    on_each_engine_with(&testkit::migrations(), &plugs, |bench| {
        for market in [&hangs, &well] {
            market.reset(bench.clock.clone());
        }
        hangs.inner().hangs = true;
        let deposit =
            |tx: &mut Tx<'_>| ledger::deposit(tx, member(1), Yen::new(100_000), "given", "test");
        bench.db.write_now("test.give", Lock::none(), deposit).unwrap();
        let runtime = Runtime::new().unwrap();
        let firing = Firing { db: bench.db.clone(), markets: markets.clone() };
        let handlers = firing
            .handlers(orders::handlers(Handlers::new(), &bench.db))
            .news(|_: &mut Tx<'_>, _: &BidNews| Ok(()));
        let config = Config {
            timers: 2,
            idle: Duration::from_millis(20),
            grace: Duration::from_millis(50),
            ..Config::default()
        };
        let running = runtime.block_on(Runner::start(&bench.db, handlers, config)).unwrap();
        bid(bench, &runtime, &hangs);
        bid(bench, &runtime, &well);
        let since = Instant::now();
        while well.inner().takes.len() < BIDS {
            assert!(since.elapsed() < Duration::from_secs(30), "{}: held up", bench.engine());
            std::thread::sleep(Duration::from_millis(5));
        }
        let asked = hangs.inner().asked;
        assert_eq!(asked, 2, "{}: as many as it has hands", bench.engine());
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn a_marketplace_that_hangs_keeps_no_lot_of_another_from_being_looked_at() {
    let (hangs, well) = (Arc::new(FakeMarket::named("hangs")), Arc::new(FakeMarket::default()));
    let markets = Markets::new().with(hangs.clone()).with(well.clone());
    let offsets = Arc::new(Offsets::default());
    let plugs = Plugs::new().with(Arc::new(markets.clone())).with(offsets.clone());
    on_each_engine_with(&testkit::migrations(), &plugs, |bench| {
        for market in [&hangs, &well] {
            market.reset(bench.clock.clone());
        }
        let deposit =
            |tx: &mut Tx<'_>| ledger::deposit(tx, member(1), Yen::new(100_000), "given", "test");
        bench.db.write_now("test.give", Lock::none(), deposit).unwrap();
        let runtime = Runtime::new().unwrap();
        bid(bench, &runtime, &hangs);
        bid(bench, &runtime, &well);
        hangs.inner().stares = true;
        // On its clock its lots end earlier.
        well.inner().ahead = Span::minutes(1);
        let (db, bell) = (bench.db.clone(), Bell::default());
        let watcher = Watcher { db, markets: markets.clone(), offsets: offsets.clone(), bell };
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let watching = runtime.spawn(watcher.run(stopped));
        let ask = |tx: &mut Tx<'_>| tx.one::<(i64,)>(SEEN, ("fake",)).map(|row| row.0);
        let since = Instant::now();
        bench.clock.forward(Span::minutes(70));
        while bench.db.read_now("test.seen", ask).unwrap() < BIDS as i64 {
            assert!(since.elapsed() < Duration::from_secs(20), "{}: held up", bench.engine());
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(offsets.ahead("fake"), Span::minutes(1), "and its clock is measured");
        stop.send(true).unwrap();
        watching.abort();
    });
}

db::sql! {
    SEEN = "SELECT CAST(COUNT(*) AS BIGINT) FROM lot WHERE market = $1 AND closed_at IS NOT NULL";
}
