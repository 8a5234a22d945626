use db::{Answer, Tx};
use kernel::OrderId;

use crate::by::By;
use crate::refusals::OrdersRefusal;
use crate::rules::{self, Event};
use crate::store;

use super::walk::Why;
use super::{mend, send, warehouse};

/// Takes a step that needs nothing but, perhaps, a reason. Steps that need more (a shelf, a weight,
/// a tracking number) have acts of their own and are refused here.
pub fn take(tx: &mut Tx<'_>, order: OrderId, event: Event, why: Why<'_>, by: By) -> Answer<()> {
    use warehouse::Finding;
    match event {
        Event::Arrive => warehouse::arrive_order(tx, order, by),
        Event::FindOk => warehouse::inspect(tx, order, Finding::Ok, why, by),
        Event::FindMismatch => warehouse::inspect(tx, order, Finding::Mismatch, why, by),
        Event::FindDamaged => warehouse::inspect(tx, order, Finding::Damaged, why, by),
        Event::FindProhibited => warehouse::inspect(tx, order, Finding::Prohibited, why, by),
        Event::StartPacking => send::start_packing(tx, order, by),
        Event::Move => send::in_transit(tx, order, by),
        Event::Deliver => send::delivered(tx, order, by),
        Event::ComeBack => send::come_back(tx, order, why, by),
        Event::Lose => send::lose(tx, order, by),
        Event::Seize => send::seize(tx, order, by),
        Event::CallOff => mend::call_off(tx, order, why, by),
        Event::Refund => mend::refund(tx, order, by),
        Event::Dispose => mend::dispose(tx, order, why, by),
        Event::Hold => mend::hold(tx, order, why, by),
        Event::Resume => mend::resume(tx, order, by),
        Event::Close => mend::close(tx, order, by),
        Event::Abandon => match why.reason {
            Some(reason) => mend::abandon(tx, order, reason, by),
            None => Err(OrdersRefusal::NoReason { event: rules::said(event) }.into()),
        },
        _ => {
            let state = rules::said(store::order(tx, order)?.state);
            Err(OrdersRefusal::Impossible { state, event: rules::said(event) }.into())
        }
    }
}

/// Whether [`take`] takes this step.
pub(crate) fn is_plain(event: Event) -> bool {
    !matches!(
        event,
        Event::Quote
            | Event::Accept
            | Event::Decline
            | Event::Lapse
            | Event::Requote
            | Event::Open
            | Event::Pay
            | Event::Settle
            | Event::PaySeller
            | Event::SellerPaid
            | Event::Ship
            | Event::Store
            | Event::Instruct
            | Event::Withdraw
            | Event::Pack
            | Event::ChargeFreight
            | Event::PayFreight
            | Event::HandOver
    )
}
