//! The watcher: looks at the lots the house bids on, as often as their ends are near, and takes in
//! what it sees. It also finds attempts that a crash left without an answer.

use std::sync::Arc;
use std::time::Duration;

use db::{Answer, Db, Lock, Tx};
use futures_util::future::join_all;
use jobs::Later;
use kernel::{At, AttemptId, LotId, Span};
use markets::Markets;
use tokio::sync::watch;

use crate::acts::lot::Offsets;
use crate::acts::observe::{Seen, observe};
use crate::acts::vanish;
use crate::news::{Reconcile, reconcile_key};
use crate::store;

/// At most this many lots of a marketplace are looked at in one turn.
const TURN: i64 = 200;
/// Lots taken in by one act: one that breaks does not hold up more than these.
const TOGETHER: usize = 25;
/// An attempt without an answer for so long was left by a crash.
const STALE: Span = Span::secs(3);

/// How often the marketplaces' clocks are measured, and how long one may take to tell its time.
const MEASURED: Duration = Duration::from_secs(20);
const TELLS: Duration = Duration::from_secs(5);
/// How soon one that did not tell is asked again.
const UNKNOWN: Duration = Duration::from_secs(1);

/// Rung by acts that want a lot looked at soon.
#[derive(Clone)]
pub struct Bell(watch::Sender<()>);

impl Default for Bell {
    fn default() -> Bell {
        Bell(watch::Sender::new(()))
    }
}

impl Bell {
    /// Wakes the watcher, at each marketplace.
    pub fn ring(&self) {
        self.0.send_replace(());
    }
}

/// What the watcher works with.
pub struct Watcher {
    /// The door.
    pub db: Db,
    /// The marketplaces.
    pub markets: Markets,
    /// How far their clocks are ahead; the same that is plugged into the door.
    pub offsets: Arc<Offsets>,
    /// Its bell; the same that is plugged into the door.
    pub bell: Bell,
}

impl Watcher {
    /// Watches until `stop` says so: each marketplace in its own time, so that one that hangs keeps
    /// none of the others from being looked at.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        let all = self.markets();
        let each = all.iter().map(|market| self.follow(market, stop.clone()));
        tokio::join!(join_all(each), self.keep_time(stop.clone()), self.keep_asking(stop.clone()));
    }

    fn markets(&self) -> Vec<String> {
        self.markets.all().map(|market| market.market().to_owned()).collect()
    }

    async fn follow(&self, market: &str, mut stop: watch::Receiver<bool>) {
        let mut bell = self.bell.0.subscribe();
        while !*stop.borrow() {
            // Bids that are due go first.
            if let Some(wheel) = self.db.plugs().get::<jobs::Wheel>() {
                wheel.let_timers_go().await;
            }
            let begun = tokio::time::Instant::now();
            let pause = match self.turn_at(market).await {
                Ok(next) => self.pause(next),
                Err(refused) => {
                    eprintln!("watcher: {market}: {refused}");
                    Duration::from_secs(1)
                }
            };
            // Why: with very many lots near their ends it would look all the time; two thirds of
            // it belong to the bids themselves.
            let rest = begun.elapsed().saturating_mul(2).min(Duration::from_secs(1));
            if !rested(&mut stop, rest).await {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(pause.saturating_sub(rest)) => {}
                _ = bell.changed() => {}
                _ = stop.changed() => return,
            }
        }
    }

    async fn keep_time(&self, mut stop: watch::Receiver<bool>) {
        loop {
            // Until every clock is known, plans at one that is not may be off by as much.
            let pause = if self.measure().await { MEASURED } else { UNKNOWN };
            if !rested(&mut stop, pause).await {
                return;
            }
        }
    }

    async fn keep_asking(&self, mut stop: watch::Receiver<bool>) {
        loop {
            if let Err(refused) = self.sweep().await {
                eprintln!("watcher: {refused}");
            }
            if !rested(&mut stop, Duration::from_secs(1)).await {
                return;
            }
        }
    }

    fn pause(&self, next: Option<At>) -> Duration {
        let until = next.map_or(Duration::from_secs(1), |at| self.db.clock().wall_until(at));
        until.clamp(Duration::from_millis(10), Duration::from_secs(1))
    }

    /// Measures each marketplace's clock: half of the round trip is taken off. False when one of
    /// them did not tell.
    pub async fn measure(&self) -> bool {
        let all = self.markets.all().filter(|market| market.can().item);
        let told = join_all(all.map(|market| async {
            let before = self.db.now();
            let Ok(Ok(time)) = tokio::time::timeout(TELLS, market.time()).await else {
                return false;
            };
            let after = self.db.now();
            let trip = after.since(before);
            let middle = before.plus(Span::micros(trip.as_micros() / 2));
            let noise = Span::micros(trip.as_micros().max(Span::millis(20).as_micros()));
            self.offsets.measured(market.market(), time.now_at.since(middle), noise);
            true
        }))
        .await;
        told.into_iter().all(|told| told)
    }

    /// One turn everywhere: looks at what is due. Answers when the next look is due.
    pub async fn turn(&self) -> Answer<Option<At>> {
        let all = self.markets();
        let turns = join_all(all.iter().map(|market| self.turn_at(market))).await;
        self.sweep().await?;
        let next: Answer<Vec<Option<At>>> = turns.into_iter().collect();
        Ok(next?.into_iter().flatten().min())
    }

    /// One turn at a marketplace.
    async fn turn_at(&self, market: &str) -> Answer<Option<At>> {
        let (now, here) = (self.db.now(), market.to_owned());
        let due = self
            .db
            .read("bidding.lots_due", move |tx| {
                tx.all::<(LotId, String)>(store::LOTS_DUE, (here.as_str(), now, TURN))
            })
            .await?;
        if !due.is_empty() {
            self.look(market, &due).await?;
        }
        let here = market.to_owned();
        let next = move |tx: &mut Tx<'_>| tx.maybe::<(At,)>(store::LOT_NEXT_LOOK, (here.as_str(),));
        Ok(self.db.read("bidding.next_look", next).await?.map(|n| n.0))
    }

    async fn look(&self, market: &str, lots: &[(LotId, String)]) -> Answer<()> {
        let ids: Vec<String> = lots.iter().map(|l| l.1.clone()).collect();
        let asked_at = self.db.now();
        let found = match self.markets.to(market) {
            Ok(connector) => connector.items(&ids).await,
            Err(no) => Err(no),
        };
        // Nobody answers: looked at again in a moment, and bids go on being sent at their time.
        let Ok(items) = found else {
            return self.later(lots.iter().map(|l| l.0).collect(), Span::secs(2)).await;
        };
        let gone: Vec<LotId> =
            lots.iter().filter(|l| !items.iter().any(|i| i.id == l.1)).map(|l| l.0).collect();
        self.missing(market, gone).await?;
        let market = market.to_owned();
        let seen: Vec<Seen> =
            items.into_iter().map(|item| Seen { market: market.clone(), item, asked_at }).collect();
        for chunk in seen.chunks(TOGETHER) {
            if self.take_in(chunk.to_vec()).await.is_err() {
                for one in chunk {
                    if let Err(refused) = self.take_in(vec![one.clone()]).await {
                        eprintln!("watcher: {}: {refused}", one.item.id);
                    }
                }
            }
        }
        Ok(())
    }

    /// Lots that the marketplace does not show. Nothing of theirs is freed before the marketplace
    /// has no order of this house that was not heard of.
    async fn missing(&self, market: &str, lots: Vec<LotId>) -> Answer<()> {
        for lot in lots {
            let act = move |tx: &mut Tx<'_>| vanish::missing(tx, lot);
            if !self.db.write("bidding.missing", Lock::on(lot), act).await? {
                continue;
            }
            let name = market.to_owned();
            let read = move |tx: &mut Tx<'_>| orders::heard_up_to(tx, &name);
            let heard = self.db.read("bidding.heard_up_to", read).await?;
            let Ok(connector) = self.markets.to(market) else { continue };
            if connector.orders(heard).await.is_ok_and(|unheard| unheard.is_empty()) {
                let act = move |tx: &mut Tx<'_>| vanish::nothing_was_won(tx, lot);
                self.db.write("bidding.nothing_was_won", Lock::on(lot), act).await?;
            }
        }
        Ok(())
    }

    async fn take_in(&self, seen: Vec<Seen>) -> Answer<()> {
        let act = move |tx: &mut Tx<'_>| seen.iter().try_for_each(|one| observe(tx, one));
        self.db.write("bidding.observe", Lock::none(), act).await
    }

    async fn later(&self, lots: Vec<LotId>, pause: Span) -> Answer<()> {
        if lots.is_empty() {
            return Ok(());
        }
        let act = move |tx: &mut Tx<'_>| {
            let at = tx.now().plus(pause);
            lots.iter().try_for_each(|lot| tx.put(store::LOT_WATCH, (at, *lot)))
        };
        self.db.write("bidding.look_later", Lock::none(), act).await
    }

    /// Attempts that were intended and never answered: whoever made them has died.
    pub async fn sweep(&self) -> Answer<()> {
        let before = self.db.now().minus(STALE);
        let stale = self
            .db
            .read("bidding.stale", move |tx| {
                tx.all::<(AttemptId, String)>(store::ATTEMPTS_SENDING, (before, TURN))
            })
            .await?;
        if stale.is_empty() {
            return Ok(());
        }
        let act = move |tx: &mut Tx<'_>| {
            let at = tx.now();
            stale.iter().try_for_each(|(attempt, market)| {
                let key = reconcile_key(*attempt);
                // One that is asked about already keeps its place and its patience.
                if jobs::is_alive(tx, &key)? {
                    return Ok(());
                }
                let job = Reconcile { attempt: attempt.to_string(), market: market.clone() };
                tx.later_keyed(&key, 0, &job, at).map(|_| ())
            })
        };
        self.db.write("bidding.sweep", Lock::none(), act).await
    }
}

/// Whether it is to go on after so long.
async fn rested(stop: &mut watch::Receiver<bool>, pause: Duration) -> bool {
    tokio::select! {
        () = tokio::time::sleep(pause) => !*stop.borrow(),
        _ = stop.changed() => false,
    }
}
