//! Sending a bid: intend (committed) → act (HTTP) → confirm (committed). A crash between any two
//! leaves an attempt that is asked about; the marketplace takes one reference once.

mod offers;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use db::{Db, Lock};
use jobs::{Due, Handlers, JobFault};
use kernel::{At, AttemptId, BidId, Clock, Id, LotId, Refused, Span};
use markets::{Became, BidPlaced, Connector, Markets, No};

use crate::acts::check::{checked, to_check};
use crate::acts::confirm::{Report, confirm};
use crate::acts::intend::{Sending, intend};
use crate::acts::schedule::CHECK_BEFORE;
use crate::acts::settle::win;
use crate::news::{AnswerOffer, CheckBid, FireBid, LapseOffer, Reconcile, SettleWin};
use crate::rules::Outcome;
use crate::store::{self, Attempt, Lot};

/// How often a bid is previewed anew within one attempt when the price moves under it.
const PREVIEWS: i64 = 6;
/// So often an order that was won is asked for each second; then more seldom, for days.
const QUICKLY: i64 = 60;

/// So much before its moment a bid is not early: clocks differ, and a preview takes its time.
const EARLY: Span = Span::secs(1);

/// How soon a check that nobody answered is made again, and how often: until the bid is due.
const CHECK_AGAIN: Span = Span::secs(20);
const CHECKS: i64 = CHECK_BEFORE.as_micros() / CHECK_AGAIN.as_micros();

/// What firing needs.
#[derive(Clone)]
pub struct Firing {
    /// The door.
    pub db: Db,
    /// The marketplaces.
    pub markets: Markets,
}

impl Firing {
    /// The jobs of this room.
    pub fn handlers(&self, handlers: Handlers) -> Handlers {
        let (fire, check, reconcile, settle, answer) =
            (self.clone(), self.clone(), self.clone(), self.clone(), self.clone());
        handlers
            .timer::<FireBid, _>(move |due| {
                let firing = fire.clone();
                async move { firing.fire(due).await }
            })
            .outside::<CheckBid, _>(move |due| {
                let firing = check.clone();
                async move { firing.check(due).await }
            })
            .outside::<Reconcile, _>(move |due| {
                let firing = reconcile.clone();
                async move { firing.reconcile(due).await }
            })
            .outside::<SettleWin, _>(move |due| {
                let firing = settle.clone();
                async move { firing.settle(due).await }
            })
            .outside::<AnswerOffer, _>(move |due| offers::answer(answer.clone(), due))
            .inside::<LapseOffer>(offers::lapses)
    }

    async fn fire(&self, due: Due<FireBid>) -> Result<(), JobFault> {
        let bid = id::<BidId>(&due.job.bid)?;
        let job = due.id;
        let act = move |tx: &mut db::Tx<'_>| intend(tx, job, bid);
        // Why no lock: on PostgreSQL two bids on one lot conflict and are told so by the engine;
        // the lot is not known before the bid is read.
        let Some(sending) = self.db.write("bidding.intend", Lock::none(), act).await? else {
            return Ok(());
        };
        let report = self.send(&sending).await;
        self.confirm(report).await
    }

    async fn confirm(&self, report: Report) -> Result<(), JobFault> {
        let act = move |tx: &mut db::Tx<'_>| confirm(tx, &report);
        Ok(self.db.write("bidding.confirm", Lock::none(), act).await?)
    }

    /// Previews and places, again and again while only the price moves, until the lot has ended.
    async fn send(&self, sending: &Sending) -> Report {
        let clock = Arc::clone(self.db.clock());
        let mut report = Report {
            attempt: sending.attempt,
            sent_at: None,
            answered_at: clock.now(),
            price_seen_yen: None,
            tries: 0,
            answer: Err(No::UnknownMarket { market: sending.market.clone() }),
            ends_later: None,
        };
        let market = match self.markets.to(&sending.market) {
            Ok(market) => Arc::clone(market),
            Err(no) => {
                report.answer = Err(no);
                return report;
            }
        };
        while report.tries < PREVIEWS {
            report.tries += 1;
            report.answer = once(&*market, sending, &*clock, &mut report).await;
            report.answered_at = clock.now();
            match &report.answer {
                Err(No::PriceMoved { .. } | No::PreviewLapsed)
                    if report.ends_later.is_none() && report.answered_at < sending.ends_at => {}
                _ => break,
            }
        }
        report
    }

    async fn check(&self, due: Due<CheckBid>) -> Result<(), JobFault> {
        let bid = id::<BidId>(&due.job.bid)?;
        let ask = move |tx: &mut db::Tx<'_>| to_check(tx, bid);
        let Some((market, item, amount)) = self.db.read("bidding.to_check", ask).await? else {
            return Ok(());
        };
        let Ok(market) = self.markets.to(&market) else { return Ok(()) };
        // A preview binds nobody and uses up no reference.
        let word = markets::at_leisure(market.preview_bid(&item, &due.job.bid, amount)).await;
        if word.as_ref().is_err_and(No::may_be_sent_again) {
            if due.failures >= CHECKS {
                // Its moment has come meanwhile: the firing will see.
                return Ok(());
            }
            return Err(JobFault::retry_after(CHECK_AGAIN, "the marketplace does not answer"));
        }
        let act = move |tx: &mut db::Tx<'_>| checked(tx, bid, &word);
        Ok(self.db.write("bidding.checked", Lock::none(), act).await?)
    }

    /// What became of an attempt: taken, refused, or never seen; then it is sent under the same
    /// reference, which acts once. When it is too late for that the marketplace says so.
    async fn reconcile(&self, due: Due<Reconcile>) -> Result<(), JobFault> {
        let attempt = id::<AttemptId>(&due.job.attempt)?;
        let ask = move |tx: &mut db::Tx<'_>| {
            let attempt: Attempt = tx.one(store::ATTEMPT_BY_ID, (attempt,))?;
            let lot = store::lot(tx, attempt.lot)?;
            let ahead = crate::acts::lot::ahead(tx, &lot.market);
            Ok((attempt, lot, ahead))
        };
        let (attempt, lot, ahead) = self.db.read("bidding.to_reconcile", ask).await?;
        if attempt.outcome != Outcome::Sending {
            return Ok(());
        }
        let market = self.markets.to(&lot.market).map_err(No::refused)?;
        if let Some(report) = self.became(&**market, &attempt, ahead).await {
            return self.confirm(report).await;
        }
        let mut report = self.send_again(&attempt, &lot, ahead).await;
        match &report.answer {
            // Why it is not concluded that nothing was sent: what left first may still arrive.
            Err(no) if no.may_be_sent_again() => {
                report.answer = Err(No::AnswerLost { why: no.sentence() });
            }
            // A refusal that was only previewed does not say what became of the reference.
            Err(_) => {
                if let Some(became) = self.became(&**market, &attempt, ahead).await {
                    report = became;
                }
            }
            Ok(_) => {}
        }
        self.confirm(report).await
    }

    /// What the marketplace says of our reference; `None` when it has never seen it.
    async fn became(
        &self,
        market: &dyn Connector,
        attempt: &Attempt,
        ahead: Span,
    ) -> Option<Report> {
        let now = self.db.now();
        let mut report = Report {
            attempt: attempt.id,
            sent_at: None,
            answered_at: now,
            price_seen_yen: None,
            tries: 0,
            answer: Err(No::AnswerLost { why: "not asked".into() }),
            ends_later: None,
        };
        match market.became(&attempt.id.to_string()).await {
            Ok(Became::Bid(placed)) => {
                // A crash took the instant it left: it was taken no earlier than the marketplace
                // says.
                let taken_at = placed.placed_at.minus(ahead).min(now);
                report.sent_at = attempt.sent_at.is_none().then_some(taken_at);
                report.tries = i64::from(attempt.tries == 0);
                report.answer = Ok(placed);
            }
            Ok(Became::Refused(no)) => report.answer = Err(no),
            Ok(_) => return None,
            Err(no) => report.answer = Err(No::AnswerLost { why: no.sentence() }),
        }
        report.answered_at = self.db.now();
        Some(report)
    }

    async fn send_again(&self, attempt: &Attempt, lot: &Lot, ahead: Span) -> Report {
        let sending = Sending {
            attempt: attempt.id,
            market: lot.market.clone(),
            item: lot.item.clone(),
            amount_yen: attempt.amount_yen,
            ends_at: lot.ends_at.minus(ahead),
            ahead,
            lead: None,
        };
        self.send(&sending).await
    }

    async fn settle(&self, due: Due<SettleWin>) -> Result<(), JobFault> {
        let lot = id::<LotId>(&due.job.lot)?;
        let read = move |tx: &mut db::Tx<'_>| store::lot(tx, lot);
        let known = self.db.read("bidding.lot", read).await?;
        let market = self.markets.to(&known.market).map_err(No::refused)?;
        let order = match market.order(&due.job.order).await {
            Ok(order) => order,
            // At once at first, for a member waits; then for days.
            Err(no) if due.failures < QUICKLY => {
                return Err(JobFault::retry_after(Span::secs(1), no.sentence()));
            }
            Err(no) => return Err(JobFault::retry(no.sentence())),
        };
        let theirs = order.id.clone();
        let act = move |tx: &mut db::Tx<'_>| win(tx, lot, &order);
        match self.db.write("bidding.win", Lock::on(lot), act).await {
            // Asking again changes nothing of a lot that is over: a person looks at it.
            Err(Refused::Broken(fault)) if known.closed_at.is_some() && !fault.is_passing() => {
                let market = known.market;
                let aside = move |tx: &mut db::Tx<'_>| {
                    orders::set_aside(tx, &market, &theirs, None, "fault")
                };
                Ok(self.db.write("bidding.set_aside", Lock::none(), aside).await?)
            }
            done => Ok(done?),
        }
    }
}

async fn once(
    market: &dyn Connector,
    sending: &Sending,
    clock: &dyn Clock,
    report: &mut Report,
) -> Result<BidPlaced, No> {
    let reference = sending.attempt.to_string();
    let preview = match market.preview_bid(&sending.item, &reference, sending.amount_yen).await {
        // It was placed already: what was sent first has arrived meanwhile.
        Err(No::Other { code, message }) if code == "reference_reused" => {
            return Err(No::AnswerLost { why: message });
        }
        preview => preview?,
    };
    report.price_seen_yen = Some(preview.price_yen);
    if is_early(sending, preview.ends_at, clock) {
        report.ends_later = Some(preview.ends_at);
        return Err(No::PreviewLapsed);
    }
    let left = AtomicI64::new(0);
    let tell = || left.store(clock.now().micros(), Ordering::Relaxed);
    let placed = market.place_bid(&preview, &tell).await;
    let left = left.into_inner();
    if left > 0 {
        report.sent_at = Some(At::from_micros(left));
    }
    placed
}

/// Whether the end has moved away since the house last looked, so that its moment lies ahead.
fn is_early(sending: &Sending, ends_at: At, clock: &dyn Clock) -> bool {
    let moment = |lead| ends_at.minus(sending.ahead).minus(lead);
    sending.lead.is_some_and(|lead| moment(lead) > clock.now().plus(EARLY))
}

fn id<I: Id>(text: &str) -> Result<I, JobFault> {
    I::parse(text).ok_or_else(|| JobFault::give_up(format!("{text} is no {}", I::PREFIX)))
}
