use db::{Answer, Tx};
use kernel::{InquiryId, MemberId};

use crate::rules::Way;
use crate::store;

/// Lets go of the rows of cases whose time is over; what lay in the vault the policy's own sweeper
/// destroys. How many there were.
pub(crate) fn forget(tx: &mut Tx<'_>) -> Answer<usize> {
    let now = tx.now();
    let over: Vec<(InquiryId, MemberId, Way)> = tx.all(store::FORGOTTEN, (now,))?;
    for (id, person, way) in &over {
        for drop in [
            store::DROP_MESSAGES,
            store::DROP_FILES,
            store::DROP_STEPS,
            store::DROP_LETTERS,
            store::DROP,
        ] {
            tx.put(drop, (*id,))?;
        }
        let (left,): (i64,) = tx.one(store::LEFT_OF, (*person,))?;
        if *way == Way::Link && left == 0 {
            privacy::forget_asker(tx, *person)?;
        }
    }
    Ok(over.len())
}
