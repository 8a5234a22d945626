//! What this room does after its acts: pays sellers, follows the marketplaces, tells them what
//! arrived. Whatever touches a marketplace intends, acts and confirms.

use std::sync::Arc;

use ::jobs::{Due, Handlers, Job, JobFault, Lane, Later};
use db::{Answer, Db, Lock, Tx};
use kernel::{OrderId, Span};
use markets::{Became, Connector, MarketOrder, Markets, No};
use serde::{Deserialize, Serialize};

use crate::acts::{market, pay, seller};
use crate::rules::{OrderKind, State};
use crate::store::{self, Order};

macro_rules! job_of_an_order {
    ($($(#[$doc:meta])* $name:ident = $kind:literal, $lane:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Serialize, Deserialize)]
        pub(crate) struct $name {
            #[serde(with = "::jobs::body::id")]
            pub(crate) order: OrderId,
        }
        impl Job for $name {
            const KIND: &'static str = $kind;
            const LANE: Lane = Lane::$lane;
            fn lock(&self) -> Lock {
                Lock::on(self.order)
            }
        }
    )*};
}

job_of_an_order! {
    /// Pays an open charge out of the purse before the marketplace's limit.
    AutoPay = "orders.auto_pay", Inside;
    /// Pays the seller.
    PaySeller = "orders.pay_seller", Outside;
    /// Asks the marketplace about one order.
    LookUp = "orders.look_up", Outside;
    /// Tells the seller that it arrived.
    TellReceived = "orders.tell_received", Outside;
}

/// Hears what changed at every marketplace: what the app schedules.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct FollowMarkets {}

impl FollowMarkets {
    /// The text that names its schedule.
    pub const NAME: &'static str = "orders-schedule-follow";
}

impl Job for FollowMarkets {
    const KIND: &'static str = "orders.follow_markets";
}

/// Hears what changed at one marketplace.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FollowOrders {
    /// The marketplace.
    pub market: String,
}

impl Job for FollowOrders {
    const KIND: &'static str = "orders.follow";
    const LANE: Lane = Lane::Outside;
}

/// This room's jobs, added to the house's list. The database must have [`Markets`] plugged in.
pub fn handlers(to: Handlers, db: &Db) -> Handlers {
    let doors = [db.clone(), db.clone(), db.clone(), db.clone()];
    let [paying, looking, telling, following] = doors;
    to.inside::<AutoPay>(|tx, job| pay::auto_pay(tx, job.order))
        .inside::<FollowMarkets>(|tx, _| Ok(follow_each(tx)?))
        .outside(move |due: Due<PaySeller>| pay_seller(paying.clone(), due.job.order))
        .outside(move |due: Due<LookUp>| look_up(looking.clone(), due.job.order))
        .outside(move |due: Due<TellReceived>| tell_received(telling.clone(), due.job.order))
        .outside(move |due: Due<FollowOrders>| follow(following.clone(), due.job.market))
}

/// The way to a marketplace.
pub(crate) fn way(db: &Db, market: &str) -> Result<Arc<dyn Connector>, JobFault> {
    let plugged = db.plugs().get::<Markets>();
    let markets = plugged.ok_or_else(|| JobFault::retry("no marketplaces are plugged in"))?;
    markets.to(market).cloned().map_err(fault)
}

/// Whether a marketplace's no may pass.
pub(crate) fn fault(no: No) -> JobFault {
    match no {
        No::Busy { retry_after_ms } => {
            let wait = Span::millis(retry_after_ms.clamp(50, 60_000));
            JobFault::retry_after(wait, no.sentence())
        }
        _ if no.may_be_sent_again() || matches!(no, No::Unauthorised) => {
            JobFault::retry(no.sentence())
        }
        _ => JobFault::give_up(no.sentence()),
    }
}

async fn read_order(db: &Db, id: OrderId) -> Answer<Order> {
    db.read("orders.order", move |tx| store::order(tx, id)).await
}

/// The marketplace's order behind ours: by its own id, by our reference, by the item we won.
async fn find(way: &dyn Connector, order: &Order) -> Result<Option<MarketOrder>, No> {
    if let Some(id) = &order.market_order {
        return way.order(id).await.map(Some);
    }
    let id = match way.became(&order.reference).await? {
        Became::Bought(bought) => Some(bought.order_id),
        Became::Bid(bid) => bid.order_id,
        Became::Unknown | Became::Taken | Became::Refused(_) => None,
    };
    let won = matches!(order.kind, OrderKind::Win | OrderKind::BuyNow);
    let id = match id {
        None if won => way.item(&order.item).await?.mine.and_then(|mine| mine.order_id),
        id => id,
    };
    match id {
        Some(id) => way.order(&id).await.map(Some),
        None => Ok(None),
    }
}

async fn look_up(db: Db, id: OrderId) -> Result<(), JobFault> {
    let order = read_order(&db, id).await?;
    if order.state.is_over() {
        return Ok(());
    }
    let way = way(&db, &order.market)?;
    let seen = match find(&*way, &order).await {
        Ok(Some(seen)) => seen,
        Ok(None) => return Err(JobFault::retry("the marketplace has no order for it yet")),
        Err(No::Cannot { .. }) => return Ok(()),
        Err(no) => return Err(fault(no)),
    };
    let act = move |tx: &mut Tx<'_>| market::take_in(tx, id, &seen);
    Ok(db.write("orders.take_in", Lock::on(id), act).await?)
}

async fn pay_seller(db: Db, id: OrderId) -> Result<(), JobFault> {
    let order = read_order(&db, id).await?;
    if !matches!(order.state, State::Charge1Paid | State::Purchasing) {
        return Ok(());
    }
    let way = way(&db, &order.market)?;
    let found = find(&*way, &order).await.map_err(fault)?;
    let seen = found.ok_or_else(|| JobFault::retry("the marketplace has no order for it yet"))?;
    let theirs = seen.id.clone();
    let intend = move |tx: &mut Tx<'_>| seller::intend(tx, id, &seen);
    let total = match db.write("orders.intend_pay", Lock::on(id), intend).await? {
        seller::Intent::Pay(total) => total,
        seller::Intent::Nothing => return Ok(()),
        seller::Intent::Wait => return Err(JobFault::retry("the seller has not decided yet")),
    };
    match way.pay(&theirs, &id.to_string(), total).await {
        Ok(seen) => {
            let act = move |tx: &mut Tx<'_>| seller::confirm(tx, id, &seen);
            Ok(db.write("orders.seller_paid", Lock::on(id), act).await?)
        }
        // Why another try is all it takes: the next one first looks whether the order is paid, and
        // the same reference never pays twice.
        Err(No::WrongState { state }) => {
            Err(JobFault::retry(format!("the marketplace's order is {state}; looking again")))
        }
        Err(no) if no.may_be_sent_again() || matches!(no, No::Unauthorised) => Err(fault(no)),
        Err(no) => {
            let words = no.sentence();
            let act = move |tx: &mut Tx<'_>| seller::refused(tx, id, &words);
            Ok(db.write("orders.payment_refused", Lock::on(id), act).await?)
        }
    }
}

async fn tell_received(db: Db, id: OrderId) -> Result<(), JobFault> {
    let order = read_order(&db, id).await?;
    let Some(theirs) = order.market_order else { return Ok(()) };
    match way(&db, &order.market)?.received(&theirs).await {
        Ok(_) | Err(No::Cannot { .. }) => Ok(()),
        Err(no) => Err(fault(no)),
    }
}

fn follow_each(tx: &mut Tx<'_>) -> Answer<()> {
    let all: Vec<String> =
        tx.plugged::<Markets>()?.all().map(|way| way.market().to_owned()).collect();
    let at = tx.now();
    for market in all {
        let key = format!("orders.follow:{market}");
        tx.later_keyed(&key, 0, &FollowOrders { market }, at)?;
    }
    Ok(())
}

async fn follow(db: Db, market: String) -> Result<(), JobFault> {
    let way = way(&db, &market)?;
    loop {
        let name = market.clone();
        let read = move |tx: &mut Tx<'_>| market::heard_up_to(tx, &name);
        let after = db.read("orders.heard_up_to", read).await?;
        let rows = match way.orders(after).await {
            Ok(rows) => rows,
            // The schedule asks again soon; what was heard is not lost.
            Err(_) => return Ok(()),
        };
        if rows.is_empty() {
            return Ok(());
        }
        for seen in rows {
            let name = market.clone();
            let lock = Lock::named(&format!("orders.follow:{market}"));
            let act = move |tx: &mut Tx<'_>| market::hear(tx, &name, &seen).map(|_| ());
            db.write("orders.hear", lock, act).await?;
        }
    }
}
