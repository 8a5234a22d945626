use db::{Answer, Tx};
use kernel::{AttemptId, BidId, Yen};

use crate::acts::cover;
use crate::rules::{BidState, Outcome};
use crate::store::{self, Attempt, Bid, BidEvent, Group, Lot};

db::sql! {
    ALL_BIDS = "SELECT id FROM bid ORDER BY id";
    ALL_GROUPS = "SELECT id, member, name, wanted, hold_key, holds, created_at, closed_at FROM bid_group ORDER BY id";
    PLACED = "SELECT id FROM bid_attempt WHERE outcome = 'placed' ORDER BY id";
    BY_STATE = "SELECT state, CAST(COUNT(*) AS BIGINT) FROM bid GROUP BY state ORDER BY state";
    OF_MEMBER_IN = "SELECT CAST(COUNT(*) AS BIGINT) FROM bid WHERE member = $1 AND state = $2";
    COUNT_OPEN = "SELECT CAST(COUNT(*) AS BIGINT) FROM bid b JOIN lot l ON l.id = b.lot
                   WHERE l.closed_at IS NULL
                     AND b.state NOT IN ('won', 'lost', 'ended_early', 'cancelled_by_seller', 'reserve_not_met', 'failed', 'withdrawn')";
    COUNT_LOTS = "SELECT CAST(COUNT(*) AS BIGINT) FROM lot";
    TOLD = "SELECT l.title, b.state FROM bid b JOIN lot l ON l.id = b.lot WHERE b.member = $1 ORDER BY b.id LIMIT 100";
    CAME_BACK = "SELECT b.id FROM bid b
                  WHERE b.bid_group = $1 AND b.state = 'won'
                    AND EXISTS (SELECT 1 FROM bid_event e WHERE e.bid = b.id AND e.reason = 'back_in_front')";
    UNANSWERED = "SELECT id FROM bid_attempt WHERE outcome = 'sending' ORDER BY id";
}

/// Everything that is wrong with the bids; empty when all is right. At rest, `sending` attempts
/// are wrong too.
pub fn audit(tx: &mut Tx<'_>) -> Answer<Vec<String>> {
    let mut wrong = Vec::new();
    for (attempt,) in tx.all::<(AttemptId,)>(UNANSWERED, ())? {
        wrong.push(format!("{attempt} was sent and never answered"));
    }
    for (id,) in tx.all::<(BidId,)>(ALL_BIDS, ())? {
        let bid = store::bid(tx, id)?;
        of_bid(tx, &bid, &mut wrong)?;
    }
    for group in tx.all::<Group>(ALL_GROUPS, ())? {
        let bids: Vec<Bid> = tx.all(store::BIDS_IN_GROUP, (group.id,))?;
        let won = bids.iter().filter(|b| b.state == BidState::Won).count();
        // A seller who removes the bid above ours gives back a lead nobody asked for.
        let won = won.saturating_sub(tx.all::<(BidId,)>(CAME_BACK, (group.id,))?.len());
        if i64::try_from(won).unwrap_or(i64::MAX) > group.wanted {
            wrong.push(format!("{} won {won}, wanted {}", group.id, group.wanted));
        }
        if bids.iter().all(|b| b.state.is_over()) && group.hold_key.is_some() {
            wrong.push(format!("{} is over and still holds money", group.id));
        }
    }
    Ok(wrong)
}

fn of_bid(tx: &mut Tx<'_>, bid: &Bid, wrong: &mut Vec<String>) -> Answer<()> {
    let attempts: Vec<Attempt> = tx.all(store::ATTEMPTS_OF, (bid.id,))?;
    if attempts.iter().any(|a| a.amount_yen > bid.ceiling_yen) {
        wrong.push(format!("{} sent more than its ceiling", bid.id));
    }
    let placed = attempts.iter().filter(|a| a.outcome == Outcome::Placed);
    let highest = placed.map(|a| a.amount_yen).max().unwrap_or(Yen::ZERO);
    if bid.state == BidState::Lost && attempts.is_empty() && !stood_back(tx, bid)? {
        wrong.push(format!("{} was lost without a word", bid.id));
    }
    if bid.state == BidState::Won && highest == Yen::ZERO {
        wrong.push(format!("{} won without a placed attempt", bid.id));
    }
    let lot = store::lot(tx, bid.lot)?;
    if lot.closed_at.is_some() && !bid.state.is_over() {
        wrong.push(format!("{} is {} on a lot that is over", bid.id, bid.state));
    }
    if bid.state.is_live() && !is_covered(tx, bid, &lot)? {
        wrong.push(format!("{} is {} and not covered", bid.id, bid.state));
    }
    if !bid.state.is_live() && bid.hold_key.is_some() && bid.state != BidState::Won {
        wrong.push(format!("{} is {} and still holds money", bid.id, bid.state));
    }
    Ok(())
}

/// What was not sent is covered with all it may cost. Of what was sent shipping may have become
/// dearer since; and a lead that came back when the purse was empty is not covered at all.
fn is_covered(tx: &mut Tx<'_>, bid: &Bid, lot: &Lot) -> Answer<bool> {
    if cover::is_covered(tx, bid, lot)? {
        return Ok(true);
    }
    if bid.state.is_unsent() && bid.group.is_none() {
        return Ok(false);
    }
    let came_back = |b: &Bid| b.state.is_live() && b.reason == "back_in_front";
    match bid.group {
        Some(group) => {
            let bids: Vec<Bid> = tx.all(store::BIDS_IN_GROUP, (group,))?;
            Ok(bids.iter().any(came_back))
        }
        None if came_back(bid) => Ok(true),
        None => {
            let free = Lot { shipping_yen: Some(Yen::ZERO), ..lot.clone() };
            cover::is_covered(tx, bid, &free)
        }
    }
}

/// The references of all bids that the house believes were taken: the marketplace's own list must
/// be the same.
pub fn placed_references(tx: &mut Tx<'_>) -> Answer<Vec<String>> {
    let rows: Vec<(AttemptId,)> = tx.all(PLACED, ())?;
    Ok(rows.into_iter().map(|r| r.0.to_string()).collect())
}

/// How many bids stand where.
pub fn count_by_state(tx: &mut Tx<'_>) -> Answer<Vec<(String, i64)>> {
    tx.all(BY_STATE, ())
}

/// How many bids of a member stand there.
pub fn count_of(tx: &mut Tx<'_>, member: kernel::MemberId, state: BidState) -> Answer<i64> {
    Ok(tx.one::<(i64,)>(OF_MEMBER_IN, (member, state))?.0)
}

/// Whether a bid that was never sent had a reason: another of the house, the price, its group.
fn stood_back(tx: &mut Tx<'_>, bid: &Bid) -> Answer<bool> {
    use BidState::{Displaced, Outbid, Waiting};
    let steps: Vec<BidEvent> = tx.all(store::EVENTS_OF, (bid.id,))?;
    Ok(steps.iter().any(|step| matches!(step.state, Displaced | Outbid | Waiting)))
}

/// How many bids on open lots may still change.
pub fn open_bids(tx: &mut Tx<'_>) -> Answer<i64> {
    Ok(tx.one::<(i64,)>(COUNT_OPEN, ())?.0)
}

/// How many lots the house knows.
pub fn count_lots(tx: &mut Tx<'_>) -> Answer<i64> {
    Ok(tx.one::<(i64,)>(COUNT_LOTS, ())?.0)
}

/// A member's bids in words: the lot's title, and where the bid stands.
pub fn told(tx: &mut Tx<'_>, member: kernel::MemberId) -> Answer<Vec<(String, BidState)>> {
    tx.all(TOLD, (member,))
}
