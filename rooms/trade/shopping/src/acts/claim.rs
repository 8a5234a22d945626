use db::{Answer, Tx};
use kernel::{At, DeskTaskId, Span, StaffId};
use orders::By;
use web::Role;

use crate::ShoppingRefusal;
use crate::store::{self, Task};

/// How long a claim holds.
const HOLDS: Span = Span::minutes(30);

/// Only a buyer works at the desk.
pub(crate) fn buyer(by: By) -> Result<StaffId, ShoppingRefusal> {
    match by {
        By::Staff(staff, roles) if roles.has(Role::Buyer) => Ok(staff),
        _ => Err(ShoppingRefusal::NotABuyer),
    }
}

/// Takes a task for half an hour. Whoever comes second is told until when.
pub fn claim(tx: &mut Tx<'_>, id: DeskTaskId, by: By) -> Answer<At> {
    let staff = buyer(by)?;
    let now = tx.now();
    let until = now.plus(HOLDS);
    if tx.run(store::CLAIM, (staff, until, id, now))? == 1 {
        return Ok(until);
    }
    let task = store::task(tx, id)?;
    match (task.outcome, task.claimed_until) {
        (None, Some(until)) => Err(ShoppingRefusal::Claimed { until }.into()),
        _ => Err(ShoppingRefusal::TaskDone.into()),
    }
}

/// Gives a task back to the queue.
pub fn hand_back(tx: &mut Tx<'_>, id: DeskTaskId, by: By) -> Answer<()> {
    let staff = buyer(by)?;
    match tx.run(store::HAND_BACK, (id, staff))? {
        1 => Ok(()),
        _ => Err(why_not(tx, id)?.into()),
    }
}

/// Why an outcome was not taken.
pub(crate) fn why_not(tx: &mut Tx<'_>, id: DeskTaskId) -> Answer<ShoppingRefusal> {
    let task: Task = store::task(tx, id)?;
    Ok(if task.outcome.is_some() { ShoppingRefusal::TaskDone } else { ShoppingRefusal::NotClaimed })
}
