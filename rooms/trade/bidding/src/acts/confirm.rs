use db::{Answer, Tx};
use jobs::Later;
use kernel::{At, AttemptId, Span, Yen};
use markets::{BidPlaced, No};

use super::{cover, group, lot, postpone, schedule, succeed, tell};
use crate::news::{Reconcile, reconcile_key};
use crate::rules::{BidState, MISSED, Outcome, POSTPONED};
use crate::store::{self, Attempt, Bid, Lot};

/// How soon after a lost answer the house asks what became of it.
const ASK_AFTER: Span = Span::millis(300);
/// While it does not answer, how often at least.
const ASK_AT_LEAST: Span = Span::secs(30);
/// How soon an attempt that could not be sent is made again when the end is near.
const AGAIN_AFTER: Span = Span::millis(250);
/// When it is far, how often at least.
const AGAIN_AT_LEAST: Span = Span::secs(30);
/// What the marketplace said longer ago than this says little of who leads now.
const OLD_NEWS: Span = Span::secs(2);

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
    /// The lot ends later than was known, so that nothing was sent: the end it names, on its clock.
    pub ends_later: Option<At>,
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
        return lost(tx, &attempt, report);
    }
    let mut bid = store::bid(tx, attempt.bid)?;
    let lot = store::lot(tx, attempt.lot)?;
    receipt(tx, report, &attempt, &lot)?;
    tx.cancel(&reconcile_key(attempt.id))?;
    if report.answer.is_ok() {
        bid.sent_yen = bid.sent_yen.max(attempt.amount_yen);
    }
    if bid.state != BidState::Sending {
        // The lot was settled while the answer was on its way: how the bid ended stays.
        return bid.save(tx);
    }
    match &report.answer {
        _ if report.ends_later.is_some() => postpone::put_off(tx, &mut bid, &lot, report)?,
        Ok(placed) => taken(tx, &mut bid, &lot, placed)?,
        Err(no) => refused(tx, &mut bid, &lot, &attempt, no)?,
    }
    // What was refused for good is refused again: only what is news to the marketplace follows, as
    // a ceiling that was raised meanwhile.
    match &report.answer {
        Ok(_) | Err(No::NotARaise { .. }) => send_the_rest(tx, &mut bid, &lot),
        Err(_) if bid.ceiling_yen > attempt.amount_yen => send_the_rest(tx, &mut bid, &lot),
        Err(_) => Ok(()),
    }
}

/// It may have been taken: what is known goes into the receipt, and the marketplace is asked, ever
/// more rarely, for as long as it takes.
fn lost(tx: &mut Tx<'_>, attempt: &Attempt, report: &Report) -> Answer<()> {
    let row = (report.sent_at, report.price_seen_yen, report.tries, attempt.id);
    tx.put(store::ATTEMPT_LOST, row)?;
    let age = tx.now().since(attempt.intended_at).as_micros() / 8;
    let pause = Span::micros(age.clamp(ASK_AFTER.as_micros(), ASK_AT_LEAST.as_micros()));
    let market = store::lot(tx, attempt.lot)?.market;
    let job = Reconcile { attempt: attempt.id.to_string(), market };
    let at = tx.now().plus(pause);
    tx.later_keyed(&reconcile_key(attempt.id), 0, &job, at).map(|_| ())
}

fn receipt(tx: &mut Tx<'_>, report: &Report, attempt: &Attempt, lot: &Lot) -> Answer<()> {
    let (outcome, code, sentence) = match &report.answer {
        _ if report.ends_later.is_some() => (Outcome::NotSent, Some(POSTPONED), None),
        Ok(_) => (Outcome::Placed, None, None),
        Err(no) if no.may_be_sent_again() => {
            (Outcome::NotSent, Some(no.code()), Some(no.sentence()))
        }
        // Why not the marketplace's sentence: it names a maximum that may be another member's.
        Err(no @ No::NotARaise { .. }) => {
            let sentence = "The house leads already with as much or more.".to_owned();
            (Outcome::Refused, Some(no.code()), Some(sentence))
        }
        Err(no @ No::Closed { ended_at })
            if ended_at.minus(lot::ahead(tx, &lot.market)) > attempt.planned_at =>
        {
            (Outcome::Refused, Some(MISSED), Some(no.sentence()))
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

fn taken(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot, placed: &BidPlaced) -> Answer<()> {
    let at = tx.now();
    let there = at.plus(lot::ahead(tx, &lot.market));
    let old = there.since(placed.placed_at) > OLD_NEWS;
    let look = if placed.bought_now || placed.order_id.is_some() || old {
        at
    } else {
        let seen = Lot { ends_at: placed.ends_at, ..lot.clone() };
        lot::next_look(tx, &seen, true)
    };
    let row = (placed.price_yen, placed.next_yen, placed.ends_at, placed.leading, at, look, lot.id);
    tx.put(store::LOT_ACTED, row)?;
    if !placed.leading {
        return outbid(tx, bid, lot, "outbid", Some(placed.next_yen));
    }
    let mut others = store::on_lot(tx, lot.id)?;
    others.retain(|b| b.id != bid.id && b.state == BidState::Leading);
    // A higher one of the house arrived while the answer to this one was on its way.
    if others.iter().any(|b| b.sent_yen > bid.sent_yen) {
        return displaced(tx, bid);
    }
    bid.step(tx, BidState::Leading, "placed", "market", Some(placed.price_yen))?;
    tell(tx, bid, "leading", Some(placed.price_yen))?;
    // The house's one bid is this member's now.
    others.iter_mut().try_for_each(|other| displaced(tx, other))
}

fn displaced(tx: &mut Tx<'_>, bid: &mut Bid) -> Answer<()> {
    schedule::step_back(tx, bid)?;
    freed(tx, bid)
}

fn refused(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot, attempt: &Attempt, no: &No) -> Answer<()> {
    match no {
        No::NotARaise { max_yen } => not_a_raise(tx, bid, lot, *max_yen),
        No::BelowLeast { next_yen, .. } => outbid(tx, bid, lot, "below_least", Some(*next_yen)),
        no if no.may_be_sent_again() => again(tx, bid, lot, no),
        // What the marketplace has of it still stands there: the watcher will see how.
        no if bid.sent_yen > Yen::ZERO => {
            lot::look_soon(tx, lot.id)?;
            if leads(tx, bid, lot)? {
                bid.step(tx, BidState::Leading, no.code(), "market", None)?;
                return tell(tx, bid, "not_raised", None);
            }
            outbid(tx, bid, lot, no.code(), None)
        }
        no => {
            let ahead = lot::ahead(tx, &lot.market);
            let (state, what) = match no {
                No::Closed { ended_at } if ended_at.minus(ahead) < attempt.planned_at => {
                    (BidState::EndedEarly, "ended_early")
                }
                No::Closed { .. } => (BidState::Lost, "lost"),
                _ => (BidState::Failed, "failed"),
            };
            bid.step(tx, state, no.code(), "market", None)?;
            cover::give_back(tx, bid)?;
            lot::look_soon(tx, lot.id)?;
            tell(tx, bid, what, None)?;
            freed(tx, bid)?;
            // On a lot that is over nobody comes next.
            if state == BidState::Failed { succeed::succeed(tx, lot.id, None) } else { Ok(()) }
        }
    }
}

/// Whether it is this bid by which the house leads, as far as is known.
fn leads(tx: &mut Tx<'_>, bid: &Bid, lot: &Lot) -> Answer<bool> {
    let bids = store::on_lot(tx, lot.id)?;
    let other = bids.iter().any(|b| b.id != bid.id && b.state == BidState::Leading);
    Ok(bid.sent_yen > Yen::ZERO && lot.leading && !other)
}

/// The house leads with that much already: by another member's bid, or by this one, sent before.
fn not_a_raise(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot, max: Yen) -> Answer<()> {
    let bids = store::on_lot(tx, lot.id)?;
    let has_it = |b: &Bid| {
        !b.state.is_over()
            && (b.sent_yen >= max || (b.state == BidState::Sending && b.ceiling_yen >= max))
    };
    lot::look_soon(tx, lot.id)?;
    if bids.iter().any(|b| b.id != bid.id && has_it(b)) {
        return displaced(tx, bid);
    }
    bid.sent_yen = bid.sent_yen.max(max.min(bid.ceiling_yen));
    bid.step(tx, BidState::Leading, "not_a_raise", "market", None)?;
    tell(tx, bid, "leading", None)
}

/// Nothing was taken, and it is sent again: soon when the end is near, by and by when it is not.
fn again(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot, no: &No) -> Answer<()> {
    let leads = leads(tx, bid, lot)?;
    let state = if leads { BidState::Leading } else { BidState::Scheduled };
    bid.step(tx, state, no.code(), "market", None)?;
    let now = tx.now();
    let far = lot::end_here(tx, lot).since(now).as_micros().abs() / 64;
    let pause = Span::micros(far.clamp(AGAIN_AFTER.as_micros(), AGAIN_AT_LEAST.as_micros()));
    lot::look_soon(tx, lot.id)?;
    schedule::fire_at(tx, bid, lot, now.plus(pause))?;
    bid.save(tx)?;
    // Until it is sent again its place in the group is free.
    if leads { Ok(()) } else { freed(tx, bid) }
}

/// Somebody outside has bid more, or the bid could not enter: what it held is free, its slot too,
/// and the member hears what would enter while there is time.
pub(crate) fn outbid(
    tx: &mut Tx<'_>,
    bid: &mut Bid,
    lot: &Lot,
    why: &str,
    least: Option<Yen>,
) -> Answer<()> {
    let sent = matches!(bid.state, BidState::Leading | BidState::Sending);
    // The member has raised meanwhile, and the marketplace does not have all of it: it stays
    // covered and goes out at once.
    if sent && bid.ceiling_yen > bid.sent_yen && least.is_some_and(|least| least <= bid.ceiling_yen)
    {
        let now = tx.now();
        schedule::fire_at(tx, bid, lot, now)?;
        return bid.step(tx, BidState::Scheduled, "raised", "house", Some(bid.ceiling_yen));
    }
    let stood = bid.state.stands();
    schedule::unplan(tx, bid)?;
    bid.step(tx, BidState::Outbid, why, "market", least)?;
    cover::give_back(tx, bid)?;
    tell(tx, bid, if why == "below_least" { "cannot_enter" } else { "outbid" }, least)?;
    freed(tx, bid)?;
    if stood { succeed::succeed(tx, lot.id, least) } else { Ok(()) }
}

pub(crate) fn freed(tx: &mut Tx<'_>, bid: &Bid) -> Answer<()> {
    match bid.group {
        Some(group) => group::wake(tx, group),
        None => Ok(()),
    }
}

/// The member has raised the ceiling while the attempt was on its way.
fn send_the_rest(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot) -> Answer<()> {
    let raised = bid.ceiling_yen > bid.sent_yen && bid.planned_at.is_none();
    if !raised || bid.state != BidState::Leading {
        return Ok(());
    }
    let now = tx.now();
    schedule::fire_at(tx, bid, lot, now)?;
    bid.save(tx)
}
