use db::{Answer, Tx};
use jobs::Later;
use kernel::{NoteId, OrderId};

use crate::by::By;
use crate::jobs::TellReceived;
use crate::refusals::OrdersRefusal;
use crate::rules::{self, Event, Reason, State};
use crate::store::{self, Order};

use super::walk::{Why, walk};

kernel::words! {
    /// What looking at a parcel found.
    pub enum Finding {
        /// As described.
        Ok = "ok",
        /// Not what was bought.
        Mismatch = "mismatch",
        /// Damaged.
        Damaged = "damaged",
        /// Not allowed to leave.
        Prohibited = "prohibited",
    }
}

/// Which orders an arrival was for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrived {
    /// These. A seller may send several in one parcel.
    Orders(Vec<OrderId>),
    /// Nobody's, so far: it is on the list of unknown arrivals.
    Unknown(NoteId),
}

/// A parcel came with this number on it.
pub fn arrive(tx: &mut Tx<'_>, tracking: &str, words: &str, by: By) -> Answer<Arrived> {
    let number = rules::tracking_number(tracking)?;
    let found: Vec<(OrderId,)> = tx.all(store::BY_TRACKING, (&number,))?;
    if found.is_empty() {
        staff_only(by)?;
        let (id, at): (NoteId, _) = (tx.new_id(), tx.now());
        let short: String = words.trim().chars().take(500).collect();
        tx.put(store::STRAY, (id, number, short, at, by.name()))?;
        return Ok(Arrived::Unknown(id));
    }
    let mut orders = Vec::with_capacity(found.len());
    for (id,) in found {
        let mut order = store::order(tx, id)?;
        take(tx, &mut order, by)?;
        orders.push(id);
    }
    Ok(Arrived::Orders(orders))
}

// An unknown arrival has no order whose table could say who may.
fn staff_only(by: By) -> Answer<()> {
    match by {
        By::Staff(_, roles) if roles.has(web::Role::Warehouse) => Ok(()),
        _ => Err(OrdersRefusal::NotYours { event: rules::said(Event::Arrive) }.into()),
    }
}

/// A parcel came that was recognised by its order.
pub fn arrive_order(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    take(tx, &mut order, by)
}

fn take(tx: &mut Tx<'_>, order: &mut Order, by: By) -> Answer<()> {
    walk(tx, order, Event::Arrive, by, Why::NONE)?;
    let at = tx.now();
    tx.later(&TellReceived::of(order.id, &order.market), at)?;
    Ok(())
}

/// An unknown arrival turns out to be this order's.
pub fn match_stray(tx: &mut Tx<'_>, stray: NoteId, order: OrderId, by: By) -> Answer<()> {
    let row = (order, tx.now(), by.name(), stray);
    let found: Option<(String,)> = tx.maybe(store::MATCH, row)?;
    let (tracking,) = found.ok_or(OrdersRefusal::Matched)?;
    let mut order = store::order(tx, order)?;
    tx.run_one(store::CAME_BY, (&order.in_carrier, tracking, order.id))?;
    take(tx, &mut order, by)
}

/// Somebody has looked at it.
pub fn inspect(
    tx: &mut Tx<'_>,
    order: OrderId,
    finding: Finding,
    why: Why<'_>,
    by: By,
) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    let event = match finding {
        Finding::Ok => Event::FindOk,
        Finding::Mismatch => Event::FindMismatch,
        Finding::Damaged => Event::FindDamaged,
        Finding::Prohibited => Event::FindProhibited,
    };
    walk(tx, &mut order, event, by, why)
}

/// Puts it on a shelf. What is not as it should be goes there only when the member takes it as it
/// is.
pub fn store(tx: &mut Tx<'_>, order: OrderId, shelf: &str, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    let shelf = shelf.trim().to_ascii_uppercase();
    let fits = (1..=20).contains(&shelf.len())
        && shelf.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !fits {
        return Err(OrdersRefusal::BadShelf.into());
    }
    let odd = matches!(order.state, State::Mismatch | State::Damaged);
    let why = if odd { Why::reason(Reason::TakenAsIs) } else { Why::NONE };
    walk(tx, &mut order, Event::Store, by, why)?;
    tx.run_one(store::SHELVE, (shelf, order.id))
}

/// The unknown arrivals nobody has matched yet, oldest first.
pub fn strays(tx: &mut Tx<'_>) -> Answer<Vec<store::Stray>> {
    tx.all(store::STRAYS, ())
}
