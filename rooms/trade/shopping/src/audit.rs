use db::{Answer, Tx};
use kernel::{Id, PurchaseId, QuoteId};

use crate::acts::cart::hold_key;
use crate::store;

/// Everything that is wrong with the purchases; empty when nothing is. Each has one outcome, each
/// that was made has an order, a quote is bought once and as it was accepted, and nothing is set
/// aside for one that is over.
pub fn audit(tx: &mut Tx<'_>) -> Answer<Vec<String>> {
    let mut wrong: Vec<String> = Vec::new();
    for (id,) in tx.all::<(PurchaseId,)>(store::HALF_DONE, ())? {
        wrong.push(format!("{id} has not exactly one outcome"));
    }
    for (id,) in tx.all::<(QuoteId,)>(store::TWICE, ())? {
        wrong.push(format!("{id} is being bought, or was bought, more than once"));
    }
    for (id,) in tx.all::<(PurchaseId,)>(store::NOT_THE_QUOTE, ())? {
        wrong.push(format!("{id} is not the purchase its quote was accepted for"));
    }
    let mut after = PurchaseId::from_bits(0);
    loop {
        let page: Vec<(PurchaseId,)> = tx.all(store::ENDED_AFTER, (after,))?;
        let Some((last,)) = page.last().copied() else { return Ok(wrong) };
        for (id,) in page {
            if let Some(yen) = ledger::held_yen(tx, &hold_key(id))? {
                wrong.push(format!("{id} is over and {yen} is still set aside for it"));
            }
        }
        after = last;
    }
}
