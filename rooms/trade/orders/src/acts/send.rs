use db::{Answer, Tx};
use kernel::{OrderId, Yen};

use crate::by::{By, Doorsteps, Label, Printing};
use crate::refusals::OrdersRefusal;
use crate::rules::{self, Event, Part, Reason, State};
use crate::store;

use super::market::carrier_name;
use super::open::due_yen;
use super::pay::mine;
use super::walk::{Why, walk};

/// A parcel as it stands on the scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parcel {
    /// Its weight.
    pub weight_g: i64,
    /// Its longest side.
    pub length_mm: i64,
    /// The next.
    pub width_mm: i64,
    /// The last.
    pub height_mm: i64,
}

/// The member wants it sent. There has to be an address, and nothing to be paid.
pub fn instruct(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    mine(&order, by)?;
    walk(tx, &mut order, Event::Instruct, by, Why::NONE)?;
    let due = due_yen(&order)?;
    if due > Yen::ZERO {
        return Err(OrdersRefusal::Owes { yen: due }.into());
    }
    let doorsteps = tx.plugged::<Doorsteps>()?;
    if doorsteps.way().is_known(tx, order.member)? {
        Ok(())
    } else {
        Err(OrdersRefusal::NoAddress.into())
    }
}

/// The member takes the instruction back, as long as nobody packs.
pub fn withdraw(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    mine(&order, by)?;
    walk(tx, &mut order, Event::Withdraw, by, Why::NONE)
}

/// Packing begins.
pub fn start_packing(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    walk(tx, &mut order, Event::StartPacking, by, Why::NONE)
}

/// It is in its box.
pub fn pack(tx: &mut Tx<'_>, order: OrderId, parcel: Parcel, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    if !(1..=100_000).contains(&parcel.weight_g) {
        return Err(OrdersRefusal::BadWeight.into());
    }
    let sides = [parcel.length_mm, parcel.width_mm, parcel.height_mm];
    if !sides.iter().all(|side| (1..=5_000).contains(side)) {
        return Err(OrdersRefusal::BadSize.into());
    }
    walk(tx, &mut order, Event::Pack, by, Why::NONE)?;
    let Parcel { weight_g, length_mm, width_mm, height_mm } = parcel;
    tx.run_one(store::BOX, (weight_g, length_mm, width_mm, height_mm, order.id))
}

/// The carrier takes it. The label is opened for them: on record, in this transaction.
pub fn hand_over(
    tx: &mut Tx<'_>,
    order: OrderId,
    carrier: &str,
    tracking: &str,
    by: By,
) -> Answer<Label> {
    let mut order = store::order(tx, order)?;
    let (carrier, number) = (carrier_name(carrier)?, rules::tracking_number(tracking)?);
    walk(tx, &mut order, Event::HandOver, by, Why::NONE)?;
    let due = due_yen(&order)?;
    if due > Yen::ZERO {
        return Err(OrdersRefusal::Owes { yen: due }.into());
    }
    let By::Staff(staff, _) = by else {
        return Err(OrdersRefusal::NotYours { event: rules::said(Event::HandOver) }.into());
    };
    let doorsteps = tx.plugged::<Doorsteps>()?;
    let label =
        doorsteps.way().label(tx, order.member, order.id, staff, &carrier, Printing::First)?;
    tx.run_one(store::LEAVE, (carrier, number, order.id))?;
    Ok(label)
}

/// Opens the label once more, for a parcel the carrier has and has not moved: each opening is on
/// record with why.
pub fn label_again(tx: &mut Tx<'_>, order: OrderId, why: Printing, by: By) -> Answer<Label> {
    let order = store::order(tx, order)?;
    let By::Staff(staff, _) = by else {
        return Err(OrdersRefusal::NotYours { event: rules::said(Event::HandOver) }.into());
    };
    if !by.parts(order.member).contains(&Part::Warehouse) {
        return Err(OrdersRefusal::NotYours { event: rules::said(Event::HandOver) }.into());
    }
    if why == Printing::First {
        return Err(OrdersRefusal::NoLabelReason.into());
    }
    let (State::HandedOver, Some(carrier)) = (order.state, &order.out_carrier) else {
        return Err(OrdersRefusal::NoLabel.into());
    };
    let doorsteps = tx.plugged::<Doorsteps>()?;
    doorsteps.way().label(tx, order.member, order.id, staff, carrier, why)
}

/// The carrier has moved it.
pub fn in_transit(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    walk(tx, &mut order, Event::Move, by, Why::NONE)
}

/// It is at the door.
pub fn delivered(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    walk(tx, &mut order, Event::Deliver, by, Why::NONE)
}

/// It came back.
pub fn come_back(tx: &mut Tx<'_>, order: OrderId, why: Why<'_>, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    walk(tx, &mut order, Event::ComeBack, by, why)
}

/// The carrier lost it.
pub fn lose(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    walk(tx, &mut order, Event::Lose, by, Why::reason(Reason::LostByCarrier))
}

/// An authority kept it.
pub fn seize(tx: &mut Tx<'_>, order: OrderId, by: By) -> Answer<()> {
    let mut order = store::order(tx, order)?;
    walk(tx, &mut order, Event::Seize, by, Why::reason(Reason::SeizedByCustoms))
}
