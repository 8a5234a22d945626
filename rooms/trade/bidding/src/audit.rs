use db::{Answer, Tx};
use kernel::{AttemptId, BidId, Yen};

use crate::acts::cover;
use crate::rules::{BidState, Outcome};
use crate::store::{self, Attempt, Bid, Group};

db::sql! {
    ALL_BIDS = "SELECT id FROM bid ORDER BY id";
    ALL_GROUPS = "SELECT id, member, name, wanted, hold_key, holds, created_at, closed_at FROM bid_group ORDER BY id";
    PLACED = "SELECT id FROM bid_attempt WHERE outcome = 'placed' ORDER BY id";
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
    if bid.state == BidState::Won && highest == Yen::ZERO {
        wrong.push(format!("{} won without a placed attempt", bid.id));
    }
    let lot = store::lot(tx, bid.lot)?;
    if lot.closed_at.is_some() && !bid.state.is_over() {
        wrong.push(format!("{} is {} on a lot that is over", bid.id, bid.state));
    }
    let uncovered = bid.reason == "back_in_front" && bid.hold_key.is_none();
    if bid.state.is_live() && !uncovered && !cover::is_covered(tx, bid, &lot)? {
        wrong.push(format!("{} is {} and not covered", bid.id, bid.state));
    }
    if !bid.state.is_live() && bid.hold_key.is_some() && bid.state != BidState::Won {
        wrong.push(format!("{} is {} and still holds money", bid.id, bid.state));
    }
    Ok(())
}

/// The references of all bids that the house believes were taken: the marketplace's own list must
/// be the same.
pub fn placed_references(tx: &mut Tx<'_>) -> Answer<Vec<String>> {
    let rows: Vec<(AttemptId,)> = tx.all(PLACED, ())?;
    Ok(rows.into_iter().map(|r| r.0.to_string()).collect())
}
