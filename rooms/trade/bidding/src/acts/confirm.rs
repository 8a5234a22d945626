use db::{Answer, Tx};
use jobs::Later;
use kernel::{At, AttemptId, Span, Yen};
use markets::{BidPlaced, No};

use super::{cover, group, lot, schedule, tell};
use crate::news::{Reconcile, reconcile_key};
use crate::rules::{BidState, Outcome};
use crate::store::{self, Attempt, Bid, Lot};

/// How soon after a lost answer the house asks what became of it.
const ASK_AFTER: Span = Span::millis(300);
/// How soon an attempt that could not be sent is made again.
const AGAIN_AFTER: Span = Span::millis(250);

/// What is known of an attempt after it was made.
#[derive(Debug, Clone)]
pub struct Report {
    /// Which attempt.
    pub attempt: AttemptId,
    /// When the bid left.
    pub sent_at: Option<At>,
    /// When the answer was here.
    pub answered_at: At,
    /// The price the marketplace showed right before.
    pub price_seen_yen: Option<Yen>,
    /// How often it was sent.
    pub tries: i64,
    /// The marketplace's word.
    pub answer: Result<BidPlaced, No>,
}

/// Writes the receipt and what follows from it. Telling the same twice changes nothing.
pub fn confirm(tx: &mut Tx<'_>, report: &Report) -> Answer<()> {
    let attempt: Attempt = tx.one(store::ATTEMPT_BY_ID, (report.attempt,))?;
    if attempt.outcome != Outcome::Sending {
        return Ok(());
    }
    if let Err(no) = &report.answer
        && no.may_have_been_taken()
    {
        let job = Reconcile { attempt: attempt.id.to_string() };
        let at = tx.now().plus(ASK_AFTER);
        return tx.later_keyed(&reconcile_key(attempt.id), 0, &job, at).map(|_| ());
    }
    let mut bid = store::bid(tx, attempt.bid)?;
    let lot = store::lot(tx, attempt.lot)?;
    receipt(tx, report)?;
    tx.cancel(&reconcile_key(attempt.id))?;
    match &report.answer {
        Ok(placed) => taken(tx, &mut bid, &lot, &attempt, placed)?,
        Err(no) => refused(tx, &mut bid, &lot, no)?,
    }
    send_the_rest(tx, &mut bid, &lot, attempt.amount_yen)
}

fn receipt(tx: &mut Tx<'_>, report: &Report) -> Answer<()> {
    let (outcome, code, sentence) = match &report.answer {
        Ok(_) => (Outcome::Placed, None, None),
        Err(no) if no.may_be_sent_again() => {
            (Outcome::NotSent, Some(no.code()), Some(no.sentence()))
        }
        Err(no) => (Outcome::Refused, Some(no.code()), Some(no.sentence())),
    };
    let placed = report.answer.as_ref().ok();
    let row = (
        report.sent_at,
        report.answered_at,
        report.price_seen_yen,
        outcome,
        code,
        sentence,
        placed.map(|p| p.bid_id.as_str()),
        placed.map(|p| p.leading),
        report.tries,
        report.attempt,
    );
    tx.run_one(store::ATTEMPT_ANSWER, row)
}

fn taken(
    tx: &mut Tx<'_>,
    bid: &mut Bid,
    lot: &Lot,
    attempt: &Attempt,
    placed: &BidPlaced,
) -> Answer<()> {
    bid.sent_yen = bid.sent_yen.max(attempt.amount_yen);
    let look = if placed.bought_now || placed.order_id.is_some() {
        tx.now()
    } else {
        let seen = Lot { ends_at: placed.ends_at, ..lot.clone() };
        lot::next_look(tx, &seen, true)
    };
    let at = tx.now();
    let row = (placed.price_yen, placed.next_yen, placed.ends_at, placed.leading, at, look, lot.id);
    tx.put(store::LOT_ACTED, row)?;
    if !placed.leading {
        return outbid(tx, bid, "outbid", Some(placed.next_yen));
    }
    bid.step(tx, BidState::Leading, "placed", "market", Some(placed.price_yen))?;
    tell(tx, bid, "leading", Some(placed.price_yen))?;
    // The house's one bid is this member's now.
    let bids = store::on_lot(tx, lot.id)?;
    for mut other in bids.into_iter().filter(|b| b.id != bid.id && b.state == BidState::Leading) {
        schedule::step_back(tx, &mut other)?;
        if let Some(id) = other.group {
            group::wake(tx, id)?;
        }
    }
    Ok(())
}

fn refused(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot, no: &No) -> Answer<()> {
    let now = tx.now();
    match no {
        No::NotARaise { max_yen } => {
            bid.sent_yen = bid.sent_yen.max(*max_yen);
            bid.step(tx, BidState::Leading, "not_a_raise", "market", Some(*max_yen))
        }
        // The lot may still be ours by an earlier, lower bid: the watcher will see.
        _ if bid.sent_yen > Yen::ZERO && lot.leading => {
            lot::look_soon(tx, lot.id)?;
            bid.step(tx, BidState::Leading, no.code(), "market", None)
        }
        No::BelowLeast { next_yen, .. } => outbid(tx, bid, "below_least", Some(*next_yen)),
        no if no.may_be_sent_again() && now < lot::end_here(tx, lot) => {
            bid.step(tx, BidState::Scheduled, no.code(), "market", None)?;
            schedule::fire_at(tx, bid, lot, now.plus(AGAIN_AFTER))?;
            bid.save(tx)
        }
        no => {
            let closed = matches!(no, No::Closed { .. }) || no.may_be_sent_again();
            let state = if closed { BidState::Lost } else { BidState::Failed };
            bid.step(tx, state, no.code(), "market", None)?;
            cover::give_back(tx, bid)?;
            lot::look_soon(tx, lot.id)?;
            tell(tx, bid, if closed { "lost" } else { "failed" }, None)?;
            freed(tx, bid)
        }
    }
}

/// Somebody outside has bid more, or the bid could not enter: what it held is free, its slot too,
/// and the member hears what would enter while there is time.
pub(crate) fn outbid(tx: &mut Tx<'_>, bid: &mut Bid, why: &str, least: Option<Yen>) -> Answer<()> {
    schedule::unplan(tx, bid)?;
    bid.step(tx, BidState::Outbid, why, "market", least)?;
    cover::give_back(tx, bid)?;
    tell(tx, bid, if why == "below_least" { "cannot_enter" } else { "outbid" }, least)?;
    freed(tx, bid)
}

pub(crate) fn freed(tx: &mut Tx<'_>, bid: &Bid) -> Answer<()> {
    match bid.group {
        Some(group) => group::wake(tx, group),
        None => Ok(()),
    }
}

/// The member has raised the ceiling while the attempt was on its way.
fn send_the_rest(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot, sent: Yen) -> Answer<()> {
    let raised = bid.ceiling_yen > sent && bid.planned_at.is_none();
    if !raised || !matches!(bid.state, BidState::Leading | BidState::Outbid) {
        return Ok(());
    }
    if bid.state == BidState::Outbid {
        bid.state = BidState::Scheduled;
        cover::take(tx, bid, lot)?;
        bid.step(tx, BidState::Scheduled, "raised", "house", Some(bid.ceiling_yen))?;
    }
    let now = tx.now();
    schedule::fire_at(tx, bid, lot, now)?;
    bid.save(tx)
}
