//! The watcher: looks at the lots the house bids on, as often as their ends are near, and takes in
//! what it sees. It also finds attempts that a crash left without an answer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use db::{Answer, Db, Lock, Tx};
use jobs::Later;
use kernel::{At, AttemptId, LotId, Span};
use markets::Markets;
use tokio::sync::{Notify, watch};

use crate::acts::lot::Offsets;
use crate::acts::observe::{Seen, observe};
use crate::acts::vanish;
use crate::news::{Reconcile, reconcile_key};
use crate::store;

/// At most this many lots are looked at in one turn.
const TURN: i64 = 200;
/// Lots taken in by one act: one that breaks does not hold up more than these.
const TOGETHER: usize = 25;
/// An attempt without an answer for so long was left by a crash.
const STALE: Span = Span::secs(3);

/// Rung by acts that want a lot looked at soon.
#[derive(Default, Clone)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// Wakes the watcher.
    pub fn ring(&self) {
        self.0.notify_one();
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
    /// Watches until `stop` says so.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut measured: Option<tokio::time::Instant> = None;
        loop {
            if measured.is_none_or(|at| at.elapsed() > Duration::from_secs(20)) {
                self.measure().await;
                measured = Some(tokio::time::Instant::now());
            }
            // Bids that are due go first.
            if let Some(wheel) = self.db.plugs().get::<jobs::Wheel>() {
                wheel.let_timers_go().await;
            }
            let begun = tokio::time::Instant::now();
            let pause = match self.turn().await {
                Ok(next) => self.pause(next),
                Err(refused) => {
                    eprintln!("watcher: {refused}");
                    Duration::from_secs(1)
                }
            };
            // Why: with very many lots near their ends it would look all the time; two thirds of
            // it belong to the bids themselves.
            let rest = begun.elapsed().saturating_mul(2).min(Duration::from_secs(1));
            tokio::select! {
                () = tokio::time::sleep(rest) => {}
                _ = stop.changed() => return,
            }
            tokio::select! {
                () = tokio::time::sleep(pause.saturating_sub(rest)) => {}
                () = self.bell.0.notified() => {}
                _ = stop.changed() => return,
            }
        }
    }

    fn pause(&self, next: Option<At>) -> Duration {
        let until = next.map_or(Duration::from_secs(1), |at| self.db.clock().wall_until(at));
        until.clamp(Duration::from_millis(10), Duration::from_secs(1))
    }

    /// Measures each marketplace's clock: half of the round trip is taken off.
    pub async fn measure(&self) {
        for market in self.markets.all().filter(|m| m.can().item) {
            let before = self.db.now();
            if let Ok(time) = market.time().await {
                let after = self.db.now();
                let trip = after.since(before);
                let middle = before.plus(Span::micros(trip.as_micros() / 2));
                let noise = Span::micros(trip.as_micros().max(Span::millis(20).as_micros()));
                self.offsets.measured(market.market(), time.now_at.since(middle), noise);
            }
        }
    }

    /// One turn: looks at what is due. Answers when the next look is due.
    pub async fn turn(&self) -> Answer<Option<At>> {
        let now = self.db.now();
        let due = self
            .db
            .read("bidding.lots_due", move |tx| {
                tx.all::<(LotId, String, String)>(store::LOTS_DUE, (now, TURN))
            })
            .await?;
        let mut by_market: BTreeMap<String, Vec<(LotId, String)>> = BTreeMap::new();
        for (lot, market, item) in due {
            by_market.entry(market).or_default().push((lot, item));
        }
        for (market, lots) in by_market {
            self.look(&market, &lots).await?;
        }
        self.sweep().await?;
        let next = |tx: &mut Tx<'_>| tx.maybe::<(At,)>(store::LOT_NEXT_LOOK, ());
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
                if jobs::is_planned(tx, &key)? {
                    return Ok(());
                }
                let job = Reconcile { attempt: attempt.to_string(), market: market.clone() };
                tx.later_keyed(&key, 0, &job, at).map(|_| ())
            })
        };
        self.db.write("bidding.sweep", Lock::none(), act).await
    }
}
