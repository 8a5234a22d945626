//! How a purchase is made: intend, preview, buy, confirm. Between any two of them the house may
//! fall over, and any answer may be lost; the reference says what became of it.

use std::sync::Arc;

use ::jobs::{Due, Handlers, Job, JobFault, Lane};
use db::{Answer, Db, Lock, Tx};
use kernel::{PurchaseId, QuoteId, Span};
use markets::{Became, Bought, BuyPreview, Connector, Markets, No};
use serde::{Deserialize, Serialize};

use crate::acts::{buy, cart, quote};
use crate::rules::PurchaseState;
use crate::store::{self, Purchase};

/// After this many tries a purchase that never reached the marketplace is given up, and its money
/// is free again.
const TRIES: i64 = 8;

/// Makes a purchase.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Buy {
    #[serde(with = "::jobs::body::id")]
    pub(crate) purchase: PurchaseId,
    /// Whose hands do it. A row that was written before it was noted has the house's.
    #[serde(default)]
    pub(crate) market: String,
}

impl Job for Buy {
    const KIND: &'static str = "shopping.buy";
    const LANE: Lane = Lane::Outside;

    fn hands(&self) -> &str {
        &self.market
    }
}

/// Finds purchases that nobody is making any more: what the app schedules.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct KeepBuying {}

impl KeepBuying {
    /// The text that names its schedule.
    pub const NAME: &'static str = "shopping-schedule-keep";
}

impl Job for KeepBuying {
    const KIND: &'static str = "shopping.keep_buying";
}

/// Ends an offer, or a request nobody answered.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct QuoteLapses {
    #[serde(with = "::jobs::body::id")]
    pub(crate) quote: QuoteId,
}

impl Job for QuoteLapses {
    const KIND: &'static str = "shopping.quote_lapses";
    fn lock(&self) -> Lock {
        Lock::on(self.quote)
    }
}

/// This room's jobs, added to the house's list. The database must have [`Markets`] plugged in.
pub fn handlers(to: Handlers, db: &Db) -> Handlers {
    let door = db.clone();
    to.inside::<QuoteLapses>(|tx, job| Ok(quote::lapse(tx, job.quote)?))
        .inside::<KeepBuying>(|tx, _| Ok(cart::keep_buying(tx)?))
        .outside(move |due: Due<Buy>| make(door.clone(), due.job.purchase, due.failures))
}

async fn make(db: Db, id: PurchaseId, failures: i64) -> Result<(), JobFault> {
    let purchase = db.read("shopping.purchase", move |tx| store::purchase(tx, id)).await?;
    if purchase.state.is_ended() {
        return Ok(());
    }
    let way = way(&db, &purchase.market)?;
    let try_it = Try { db: &db, way: &*way, purchase: &purchase, failures };
    try_it.run().await
}

fn way(db: &Db, market: &str) -> Result<Arc<dyn Connector>, JobFault> {
    let plugged = db.plugs().get::<Markets>();
    let markets = plugged.ok_or_else(|| JobFault::retry("no marketplaces are plugged in"))?;
    markets.to(market).cloned().map_err(|no| JobFault::retry(no.sentence()))
}

/// One try at a purchase.
struct Try<'t> {
    db: &'t Db,
    way: &'t dyn Connector,
    purchase: &'t Purchase,
    failures: i64,
}

impl Try<'_> {
    async fn run(&self) -> Result<(), JobFault> {
        let (id, reference) = (self.purchase.id, self.purchase.id.to_string());
        // What was sent before may have been taken, whatever its answer was.
        if self.purchase.state != PurchaseState::Wanted
            && let Some(known) = self.look(&reference).await?
        {
            return self.settle(known).await;
        }
        let (item, each) = (&self.purchase.item, self.purchase.each_yen);
        let asked = self.way.preview_buy(item, &reference, self.purchase.quantity, each).await;
        let preview = match asked {
            Ok(preview) => preview,
            Err(no) => return self.not_taken(no, &reference).await,
        };
        let offer = preview.clone();
        let sending = move |tx: &mut Tx<'_>| buy::sending(tx, id, &offer);
        let lock = Lock::on(id);
        match self.db.write("shopping.sending", lock, sending).await? {
            buy::Sending::Go => {}
            buy::Sending::Ended => return Ok(()),
            buy::Sending::Dearer => return self.too_dear(preview, &reference).await,
        }
        match self.way.buy(&preview).await {
            Ok(bought) => self.settle(Ok(bought)).await,
            Err(No::AnswerLost { .. }) if !self.way.can().at_once => {
                let act = move |tx: &mut Tx<'_>| buy::waiting(tx, id);
                Ok(self.db.write("shopping.waiting", lock, act).await?)
            }
            Err(no) => self.not_taken(no, &reference).await,
        }
    }

    /// What the marketplace knows of a reference, when it knows anything.
    async fn look(&self, reference: &str) -> Result<Option<Result<Bought, No>>, JobFault> {
        match self.way.became(reference).await {
            Ok(Became::Bought(bought)) => Ok(Some(Ok(bought))),
            Ok(Became::Refused(no)) => Ok(Some(Err(no))),
            Ok(Became::Unknown | Became::Taken | Became::Bid(_)) => Ok(None),
            Err(no) => Err(later(&no)),
        }
    }

    async fn settle(&self, known: Result<Bought, No>) -> Result<(), JobFault> {
        let id = self.purchase.id;
        let act = move |tx: &mut Tx<'_>| -> Answer<()> {
            match &known {
                Ok(bought) => buy::bought(tx, id, bought),
                Err(no) => buy::refused(tx, id, no),
            }
        };
        Ok(self.db.write("shopping.settle", Lock::on(id), act).await?)
    }

    /// The marketplace said no, this time. That is the outcome only when no earlier request can
    /// still be taken.
    async fn not_taken(&self, no: No, reference: &str) -> Result<(), JobFault> {
        let never_sent = self.purchase.state == PurchaseState::Wanted;
        if no.may_have_been_taken() {
            return Err(later(&no));
        }
        if may_pass(&no) {
            // Nothing that was ever sent is under way, and there is no end of trying in sight.
            let give_up = never_sent && self.failures >= TRIES && !self.was_sent_now().await?;
            return if give_up { self.settle(Err(no)).await } else { Err(later(&no)) };
        }
        let known = self.earlier(reference, &no.sentence()).await?.unwrap_or(Err(no));
        self.settle(known).await
    }

    async fn too_dear(&self, preview: BuyPreview, reference: &str) -> Result<(), JobFault> {
        if let Some(known) = self.earlier(reference, "it is dearer now").await? {
            return self.settle(known).await;
        }
        let id = self.purchase.id;
        let act = move |tx: &mut Tx<'_>| buy::too_dear(tx, id, &preview);
        Ok(self.db.write("shopping.too_dear", Lock::on(id), act).await?)
    }

    /// What became of an earlier request whose answer was lost, asked once it can no longer be
    /// taken; until then the purchase has no outcome.
    async fn earlier(
        &self,
        reference: &str,
        why: &str,
    ) -> Result<Option<Result<Bought, No>>, JobFault> {
        if self.purchase.state == PurchaseState::Wanted {
            return Ok(None);
        }
        let clock = self.way.time().await.map_err(|no| later(&no))?;
        if let Some(lapses) = self.purchase.lapses_at.filter(|at| *at > clock.now_at) {
            let wait = lapses.since(clock.now_at).max(Span::secs(1));
            return Err(JobFault::retry_after(wait, why));
        }
        self.look(reference).await
    }

    // A busy marketplace may have answered the preview or the purchase itself.
    async fn was_sent_now(&self) -> Result<bool, JobFault> {
        let id = self.purchase.id;
        let now = self.db.read("shopping.purchase", move |tx| store::purchase(tx, id)).await?;
        Ok(now.state != PurchaseState::Wanted)
    }
}

/// Whether the same may be answered otherwise in a while.
fn may_pass(no: &No) -> bool {
    match no {
        No::Busy { .. } | No::Unreachable { .. } | No::PreviewLapsed | No::Unauthorised => true,
        // Placed already: what became of it is asked for next.
        No::Other { code, .. } => code == "reference_reused",
        _ => false,
    }
}

fn later(no: &No) -> JobFault {
    match no {
        No::Busy { retry_after_ms } => {
            let wait = Span::millis((*retry_after_ms).clamp(50, 60_000));
            JobFault::retry_after(wait, no.sentence())
        }
        _ => JobFault::retry(no.sentence()),
    }
}
