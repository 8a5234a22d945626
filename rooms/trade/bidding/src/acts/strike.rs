use db::{Answer, Tx};
use kernel::Yen;
use markets::Item;

use super::{confirm, cover, schedule, tell};
use crate::rules::{BidState, Outcome};
use crate::store::{self, Attempt, Bid};

/// The seller has struck out bids of ours: the marketplace has less of them than it took. Whoever
/// they belong to is told and may raise; what is left of the house's bids is another's, or lower.
/// Whether there were any.
pub(crate) fn struck_out(tx: &mut Tx<'_>, item: &Item, bids: &mut [Bid]) -> Answer<bool> {
    let stands = match &item.mine {
        None => Yen::ZERO,
        Some(mine) => match mine.max_yen {
            Some(yen) => yen,
            // A marketplace that does not tell.
            None => return Ok(false),
        },
    };
    let mut struck = false;
    for bid in bids.iter_mut().filter(|b| b.sent_yen > stands && !b.state.is_over()) {
        bid.sent_yen = left_of(tx, bid, stands)?;
        if bid.state != BidState::Leading {
            // It was not the one by which the house led: it stands as it stood.
            bid.save(tx)?;
            continue;
        }
        struck = true;
        schedule::unplan(tx, bid)?;
        bid.step(tx, BidState::Outbid, "struck_out", "market", None)?;
        cover::give_back(tx, bid)?;
        tell(tx, bid, "struck_out", None)?;
        confirm::freed(tx, bid)?;
    }
    Ok(struck)
}

/// The highest of what the marketplace took of a bid that can be among what stands.
fn left_of(tx: &mut Tx<'_>, bid: &Bid, stands: Yen) -> Answer<Yen> {
    let attempts: Vec<Attempt> = tx.all(store::ATTEMPTS_OF, (bid.id,))?;
    let placed = attempts.iter().filter(|a| a.outcome == Outcome::Placed);
    let amounts = placed.map(|a| a.amount_yen).filter(|yen| *yen <= stands);
    Ok(amounts.max().unwrap_or(Yen::ZERO))
}
