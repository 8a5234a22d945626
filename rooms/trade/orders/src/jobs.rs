//! What this room does after its acts: pays sellers and writes to them, follows the marketplaces,
//! tells them what arrived. Whatever touches a marketplace intends, acts and confirms.

mod messages;

use std::sync::Arc;

use ::jobs::{Due, Handlers, Job, JobFault, Lane, Later};
use db::{Answer, Db, Lock, Tx};
use kernel::{OrderId, Refused, Span};
use markets::{Became, Connector, MarketOrder, Markets, No};
use serde::{Deserialize, Serialize};

use crate::acts::seller::Trouble;
use crate::acts::{market, message, pay, seller};
use crate::rules::{OrderKind, State};
use crate::store::{self, Order};

pub(crate) use messages::SendMessage;

/// Pays an open charge out of the purse before the marketplace's limit.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct AutoPay {
    #[serde(with = "::jobs::body::id")]
    pub(crate) order: OrderId,
}

impl Job for AutoPay {
    const KIND: &'static str = "orders.auto_pay";
    const LANE: Lane = Lane::Inside;

    fn lock(&self) -> Lock {
        Lock::on(self.order)
    }
}

macro_rules! at_the_market_of_an_order {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize, Deserialize)]
        pub(crate) struct $name {
            #[serde(with = "::jobs::body::id")]
            pub(crate) order: OrderId,
            /// Whose hands do it. A row that was written before it was noted has the house's.
            #[serde(default)]
            pub(crate) market: String,
        }
        impl $name {
            pub(crate) fn of(order: OrderId, market: &str) -> $name {
                $name { order, market: market.to_owned() }
            }
        }
        impl Job for $name {
            const KIND: &'static str = $kind;
            const LANE: Lane = Lane::Outside;

            fn lock(&self) -> Lock {
                Lock::on(self.order)
            }

            fn hands(&self) -> &str {
                &self.market
            }
        }
    )*};
}

at_the_market_of_an_order! {
    /// Pays the seller.
    PaySeller = "orders.pay_seller";
    /// Asks the marketplace about one order.
    LookUp = "orders.look_up";
    /// Tells the seller that it arrived.
    TellReceived = "orders.tell_received";
    /// Reads what the seller has written.
    ReadMessages = "orders.read_messages";
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

    fn hands(&self) -> &str {
        &self.market
    }
}

/// This room's jobs, added to the house's list. The database must have [`Markets`] plugged in.
pub fn handlers(to: Handlers, db: &Db) -> Handlers {
    let doors = [(); 6].map(|()| db.clone());
    let [paying, looking, telling, following, writing, reading] = doors;
    to.inside::<AutoPay>(|tx, job| pay::auto_pay(tx, job.order))
        .inside::<FollowMarkets>(|tx, _| Ok(follow_each(tx)?))
        .outside(move |due: Due<PaySeller>| pay_seller(paying.clone(), due.job.order, due.failures))
        .outside(move |due: Due<LookUp>| look_up(looking.clone(), due.job.order))
        .outside(move |due: Due<TellReceived>| tell_received(telling.clone(), due.job.order))
        .outside(move |due: Due<FollowOrders>| follow(following.clone(), due.job.market))
        .outside(move |due: Due<SendMessage>| messages::send(writing.clone(), due.job))
        .outside(move |due: Due<ReadMessages>| messages::read(reading.clone(), due.job.order))
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
        _ if no.may_be_sent_again() => JobFault::retry(no.sentence()),
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
        Err(no) => {
            let (code, fault) = (no.code(), fault(no));
            let JobFault::GiveUp { .. } = fault else { return Err(fault) };
            let theirs = order.market_order.unwrap_or(order.reference);
            return aside(&db, order.market, theirs, id, code).await;
        }
    };
    let said = seen.clone();
    let act = move |tx: &mut Tx<'_>| market::take_in(tx, id, &said);
    let done = db.write("orders.take_in", Lock::on(id), act).await;
    let Some(code) = done.as_ref().err().and_then(stays) else { return Ok(done?) };
    aside(&db, order.market, seen.id, id, code).await
}

// What asking again would not change is put where staff see it.
async fn aside(
    db: &Db,
    market: String,
    theirs: String,
    order: OrderId,
    code: &'static str,
) -> Result<(), JobFault> {
    let act = move |tx: &mut Tx<'_>| market::set_aside(tx, &market, &theirs, Some(order), code);
    Ok(db.write("orders.set_aside", Lock::on(order), act).await?)
}

/// The code of an error that another try would meet again: a no, or the house broken by what the
/// row says. What passes by itself has none.
fn stays(refused: &Refused) -> Option<&'static str> {
    match refused {
        Refused::No(no) if no.status < 500 && no.status != 429 => Some(no.code),
        Refused::Broken(fault) if !fault.is_passing() => Some("fault"),
        _ => None,
    }
}

// Whatever goes wrong, the order is not left behind: there is another try, or a person sees it.
async fn pay_seller(db: Db, id: OrderId, failures: i64) -> Result<(), JobFault> {
    let Err(trouble) = try_to_pay(&db, id).await else { return Ok(()) };
    let told = trouble.clone();
    let act = move |tx: &mut Tx<'_>| seller::failed(tx, id, failures, &told);
    match db.write("orders.payment_failed", Lock::on(id), act).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(trouble.fault),
        Err(refused) => Err(JobFault::retry(refused.to_string())),
    }
}

impl From<No> for Trouble {
    fn from(no: No) -> Trouble {
        Trouble { code: no.code(), fault: fault(no) }
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Trouble {
        Trouble { code: refused.code(), fault: refused.into() }
    }
}

impl From<JobFault> for Trouble {
    fn from(fault: JobFault) -> Trouble {
        Trouble { code: "fault", fault }
    }
}

fn wait(code: &'static str, why: &str) -> Trouble {
    Trouble { code, fault: JobFault::retry(why) }
}

async fn try_to_pay(db: &Db, id: OrderId) -> Result<(), Trouble> {
    let order = read_order(db, id).await?;
    if !matches!(order.state, State::Charge1Paid | State::Purchasing) {
        return Ok(());
    }
    let way = way(db, &order.market)?;
    let Some(seen) = find(&*way, &order).await? else {
        return Err(wait("market.no_order_yet", "the marketplace has no order for it yet"));
    };
    let theirs = seen.id.clone();
    let intend = move |tx: &mut Tx<'_>| seller::intend(tx, id, &seen);
    let total = match db.write("orders.intend_pay", Lock::on(id), intend).await? {
        seller::Intent::Pay(total) => total,
        seller::Intent::Nothing => return Ok(()),
        seller::Intent::Wait => {
            return Err(wait("market.not_decided", "the seller has not decided yet"));
        }
    };
    match way.pay(&theirs, &id.to_string(), total).await {
        Ok(seen) => {
            let act = move |tx: &mut Tx<'_>| seller::confirm(tx, id, &seen);
            Ok(db.write("orders.seller_paid", Lock::on(id), act).await?)
        }
        // Why another try is all it takes: the next one first looks whether the order is paid, and
        // the same reference never pays twice.
        Err(No::WrongState { state }) => {
            let why = format!("the marketplace's order is {state}; looking again");
            Err(wait("market.wrong_state", &why))
        }
        Err(no) if no.may_be_sent_again() => Err(no.into()),
        Err(no) => {
            let act = move |tx: &mut Tx<'_>| seller::refused(tx, id, no.code());
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
    seller::keep_paying(tx)?;
    message::keep_sending(tx)?;
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
            let said = seen.clone();
            let act = move |tx: &mut Tx<'_>| market::hear(tx, &name, &said).map(|_| ());
            let heard = db.write("orders.hear", lock, act).await;
            // One that cannot be taken in keeps nobody else's waiting.
            let Some(code) = heard.as_ref().err().and_then(stays) else {
                heard?;
                continue;
            };
            let name = market.clone();
            let act = move |tx: &mut Tx<'_>| market::hear_aside(tx, &name, &seen, code);
            db.write("orders.set_aside", lock, act).await?;
        }
    }
}
