use super::words::Part::{self, Accountant, Buyer, Support, Warehouse};
use super::words::State::{self, *};
use kernel::Word;

/// The states at which somebody who plays these parts has something to do.
pub fn turns_of(played: &[Part]) -> Vec<State> {
    let mine = |state: &State| whose_turn(*state).iter().any(|part| played.contains(part));
    State::ALL.iter().copied().filter(mine).collect()
}

/// Who of the house has to do something for an order that stands there, or has an eye on it; nobody
/// while it is the member's turn, the house's own, or over.
pub fn whose_turn(state: State) -> &'static [Part] {
    match state {
        Purchased => &[Buyer, Support],
        SellerShipped | Arrived | Ok | Instructed | Packing | Packed | Charge2Paid => &[Warehouse],
        Mismatch | Damaged | Prohibited | HandedOver | InTransit | Delivered | Returned => {
            &[Warehouse, Support]
        }
        Lost => &[Support, Accountant],
        Seized | Disposed | Abandoned => &[Support],
        OnHold => &[Buyer, Warehouse, Support],
        RefundDue => &[Accountant],
        Refunded => &[Support, Accountant],
        QuoteRequested | Quoted | Accepted | Expired | Declined | Won | Charge1Open
        | Charge1Paid | Purchasing | Stored | Charge2Open | Closed => &[],
    }
}
