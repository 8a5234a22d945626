use db::{Answer, Tx};
use kernel::BidId;
use markets::{BidPreview, No};

use super::{confirm, cover, schedule, succeed, tell};
use crate::rules::{BidRefusal, BidState};
use crate::store::{self, Bid};

/// What the marketplace said, minutes before, of a bid that is due: it could enter, or why not,
/// told while it can still be raised.
pub fn checked(tx: &mut Tx<'_>, id: BidId, word: &Result<BidPreview, No>) -> Answer<()> {
    let Some(mut bid) = tx.maybe::<Bid>(store::BID_BY_ID, (id,))? else { return Ok(()) };
    if bid.state != BidState::Scheduled {
        return Ok(());
    }
    let lot = store::lot(tx, bid.lot)?;
    match word {
        Ok(preview) => {
            if !cover::is_covered(tx, &bid, &lot)? {
                return tell(tx, &bid, "not_covered", None);
            }
            bid.step(tx, BidState::Armed, "checked", "market", Some(preview.price_yen))
        }
        // It may have been raised while the marketplace was asked.
        Err(No::BelowLeast { next_yen, .. }) if *next_yen <= bid.ceiling_yen => Ok(()),
        Err(No::BelowLeast { next_yen, .. }) => {
            confirm::outbid(tx, &mut bid, &lot, "below_least", Some(*next_yen))
        }
        Err(no @ (No::Restricted { .. } | No::UnknownItem | No::Cannot { .. })) => {
            schedule::unplan(tx, &mut bid)?;
            bid.step(tx, BidState::Failed, no.code(), "market", None)?;
            cover::give_back(tx, &mut bid)?;
            tell(tx, &bid, "failed", None)?;
            confirm::freed(tx, &bid)?;
            succeed::succeed(tx, lot.id, None)
        }
        Err(No::Closed { .. }) => super::lot::look_soon(tx, lot.id),
        // The house leads already with that, or nobody answers now: the firing will see.
        Err(_) => Ok(()),
    }
}

/// What a check needs to ask.
pub(crate) fn to_check(
    tx: &mut Tx<'_>,
    id: BidId,
) -> Answer<Option<(String, String, kernel::Yen)>> {
    let bid: Option<Bid> = tx.maybe(store::BID_BY_ID, (id,))?;
    let Some(bid) = bid.filter(|b| b.state == BidState::Scheduled) else { return Ok(None) };
    let lot: store::Lot = tx.maybe(store::LOT_BY_ID, (bid.lot,))?.ok_or(BidRefusal::NoSuchLot)?;
    Ok(Some((lot.market, lot.item, bid.ceiling_yen)))
}
