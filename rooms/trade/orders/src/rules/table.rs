use super::words::Event::{self, *};
use super::words::Part::{self, Accountant, Buyer, House, Member, Support, Warehouse};
use super::words::Reason::{self, *};
use super::words::State::{self, *};

/// Where an arrow leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To this state.
    State(State),
    /// To where it was before it was stopped.
    Before,
    /// Nowhere: something happened, the thing stays where it is.
    Same,
}

/// One step that can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrow {
    /// From this state.
    pub from: State,
    /// By this event.
    pub event: Event,
    /// Where to.
    pub to: To,
    /// Who may.
    pub parts: &'static [Part],
    /// One of these has to be given; none when there are none.
    pub reasons: &'static [Reason],
}

const fn way(from: State, event: Event, to: State, parts: &'static [Part]) -> Arrow {
    Arrow { from, event, to: To::State(to), parts, reasons: &[] }
}

const fn why(
    from: State,
    event: Event,
    to: State,
    parts: &'static [Part],
    reasons: &'static [Reason],
) -> Arrow {
    Arrow { from, event, to: To::State(to), parts, reasons }
}

const fn hold(from: State) -> Arrow {
    why(from, Hold, OnHold, &[House, Buyer, Warehouse, Support], HOLDS)
}

const fn settle(from: State) -> Arrow {
    Arrow { from, event: Settle, to: To::Same, parts: &[Member, House], reasons: &[] }
}

const fn call_off(from: State) -> Arrow {
    why(from, CallOff, RefundDue, &[House, Support], SELLER)
}

/// Why the desk or a seller says no before anything was paid.
const DESK: &[Reason] = &[
    SoldOut,
    SoldOutWaiting,
    SellerCancelled,
    SoldElsewhere,
    ListingDeleted,
    SellerRestricted,
    SellerSilent,
    RefusesProxies,
    Unsupported,
    NotExportable,
    ExportControlled,
    BannedThere,
    MemberDeclined,
];
/// Why a purchase dies on the seller's side, or on the member's by not paying in time.
const SELLER: &[Reason] = &[
    SoldOut,
    SoldOutWaiting,
    SellerCancelled,
    SoldElsewhere,
    ListingDeleted,
    SellerRestricted,
    SellerSilent,
    RefusesProxies,
    Unsupported,
    SellerFraud,
    PriceChanged,
    PaymentRefused,
    MemberUnpaid,
];
/// Why a purchase is called off once the thing is here or was stopped.
const AFTER: &[Reason] = &[
    SellerCancelled,
    SellerSilent,
    SellerFraud,
    NotAsDescribed,
    WrongThing,
    Counterfeit,
    DamagedOnArrival,
    BackToSeller,
    PriceChanged,
    PaymentRefused,
    DamagedInTransit,
    LostByCarrier,
];
const HOLDS: &[Reason] = &[
    PriceChanged,
    PaymentRefused,
    SellerSilent,
    SellerFraud,
    NotAsDescribed,
    Counterfeit,
    DamagedOnArrival,
    NotExportable,
    ExportControlled,
    BannedThere,
    BackToSeller,
    BadAddress,
    Looking,
];
const BACK: &[Reason] = &[ReturnedContents, ReturnedCustoms, Unclaimed, BadAddress];
const FORBIDDEN: &[Reason] = &[NotExportable, ExportControlled, BannedThere];
const GIVEN_UP: &[Reason] = &[MemberDeclined, NeverInstructed];
const WASTE: &[Reason] =
    &[NotExportable, ExportControlled, BannedThere, DamagedOnArrival, Counterfeit, NeverInstructed];

/// Every step there is. What is not here is impossible.
pub const TABLE: &[Arrow] = &[
    // Before an order: asking the desk, winning a lot.
    way(QuoteRequested, Quote, Quoted, &[Buyer]),
    why(QuoteRequested, Decline, Declined, &[Member, Buyer], DESK),
    why(QuoteRequested, Lapse, Expired, &[House], &[OfferLapsed]),
    way(Quoted, Accept, Accepted, &[Member]),
    why(Quoted, Decline, Declined, &[Member], &[MemberDeclined]),
    why(Quoted, Lapse, Expired, &[House], &[OfferLapsed]),
    why(Accepted, Requote, Quoted, &[Buyer, House], &[PriceChanged]),
    why(Accepted, Decline, Declined, &[Buyer, House], DESK),
    way(Accepted, Open, Charge1Open, &[House]),
    way(Won, Open, Charge1Open, &[House]),
    // The first charge, and the seller's money.
    way(Charge1Open, Pay, Charge1Paid, &[Member, House]),
    why(Charge1Open, CallOff, Closed, &[House, Support], SELLER),
    why(Charge1Open, Abandon, Abandoned, &[House, Support], &[MemberUnpaid]),
    way(Charge1Paid, PaySeller, Purchasing, &[House]),
    settle(Charge1Paid),
    call_off(Charge1Paid),
    hold(Charge1Paid),
    way(Purchasing, SellerPaid, Purchased, &[House]),
    settle(Purchasing),
    // Only the marketplace's own word: a payment may be under way.
    why(Purchasing, CallOff, RefundDue, &[House], SELLER),
    hold(Purchasing),
    // From the seller to the warehouse. A seller may send without saying so.
    way(Purchased, Ship, SellerShipped, &[House, Buyer]),
    way(Purchased, Arrive, Arrived, &[Warehouse]),
    settle(Purchased),
    call_off(Purchased),
    hold(Purchased),
    way(SellerShipped, Arrive, Arrived, &[Warehouse]),
    settle(SellerShipped),
    call_off(SellerShipped),
    hold(SellerShipped),
    // At the warehouse.
    way(Arrived, FindOk, Ok, &[Warehouse]),
    why(Arrived, FindMismatch, Mismatch, &[Warehouse], &[NotAsDescribed, WrongThing, Counterfeit]),
    why(Arrived, FindDamaged, Damaged, &[Warehouse], &[DamagedOnArrival]),
    why(Arrived, FindProhibited, Prohibited, &[Warehouse], FORBIDDEN),
    settle(Arrived),
    hold(Arrived),
    way(Ok, Store, Stored, &[Warehouse]),
    settle(Ok),
    hold(Ok),
    why(Mismatch, Store, Stored, &[Warehouse], &[TakenAsIs]),
    why(Mismatch, CallOff, RefundDue, &[Support], AFTER),
    why(Mismatch, Dispose, Disposed, &[Warehouse, Support], WASTE),
    settle(Mismatch),
    hold(Mismatch),
    why(Damaged, Store, Stored, &[Warehouse], &[TakenAsIs]),
    why(Damaged, CallOff, RefundDue, &[Support], AFTER),
    why(Damaged, Dispose, Disposed, &[Warehouse, Support], WASTE),
    settle(Damaged),
    hold(Damaged),
    why(Prohibited, Dispose, Disposed, &[Warehouse, Support], WASTE),
    hold(Prohibited),
    way(Stored, Instruct, Instructed, &[Member]),
    why(Stored, Abandon, Abandoned, &[Member, House, Support], GIVEN_UP),
    why(Stored, Dispose, Disposed, &[House, Support], WASTE),
    settle(Stored),
    hold(Stored),
    way(Instructed, Withdraw, Stored, &[Member]),
    way(Instructed, StartPacking, Packing, &[Warehouse]),
    settle(Instructed),
    hold(Instructed),
    way(Packing, Pack, Packed, &[Warehouse]),
    why(Packing, FindProhibited, Prohibited, &[Warehouse], FORBIDDEN),
    settle(Packing),
    hold(Packing),
    // Out of the house. While nothing is charged for freight, packed goes straight to the carrier.
    way(Packed, ChargeFreight, Charge2Open, &[House]),
    way(Packed, HandOver, HandedOver, &[Warehouse]),
    settle(Packed),
    hold(Packed),
    way(Charge2Open, PayFreight, Charge2Paid, &[Member, House]),
    why(Charge2Open, Abandon, Abandoned, &[House, Support], &[MemberUnpaid, MemberDeclined]),
    hold(Charge2Open),
    way(Charge2Paid, HandOver, HandedOver, &[Warehouse]),
    hold(Charge2Paid),
    way(HandedOver, Move, InTransit, &[House, Warehouse]),
    way(HandedOver, Deliver, Delivered, &[House, Warehouse, Support]),
    why(HandedOver, ComeBack, Returned, &[Warehouse], BACK),
    why(HandedOver, Lose, Lost, &[House, Warehouse, Support], &[LostByCarrier]),
    why(HandedOver, Seize, Seized, &[House, Warehouse, Support], &[SeizedByCustoms]),
    way(InTransit, Deliver, Delivered, &[House, Warehouse, Support]),
    why(InTransit, ComeBack, Returned, &[Warehouse], BACK),
    why(InTransit, Lose, Lost, &[House, Warehouse, Support], &[LostByCarrier]),
    why(InTransit, Seize, Seized, &[House, Warehouse, Support], &[SeizedByCustoms]),
    way(Delivered, Close, Closed, &[House, Warehouse, Support]),
    why(Delivered, CallOff, RefundDue, &[Support], &[DamagedInTransit, NotAsDescribed, WrongThing]),
    // What comes back goes on a shelf again, as a new parcel.
    way(Returned, Store, Stored, &[Warehouse]),
    why(Returned, Abandon, Abandoned, &[Member, Support], GIVEN_UP),
    why(Returned, Dispose, Disposed, &[Warehouse, Support], WASTE),
    hold(Returned),
    why(Lost, CallOff, RefundDue, &[Support, Accountant], &[LostByCarrier]),
    way(Lost, Close, Closed, &[House, Support]),
    way(Seized, Close, Closed, &[House, Support]),
    // Stopped, until somebody decides.
    Arrow {
        from: OnHold,
        event: Resume,
        to: To::Before,
        parts: &[House, Buyer, Warehouse, Support],
        reasons: &[],
    },
    // The member pays what the seller asks more, or says no to it.
    settle(OnHold),
    why(OnHold, CallOff, RefundDue, &[House, Support, Member], CALLED_OFF_HELD),
    why(OnHold, Dispose, Disposed, &[Warehouse, Support], WASTE),
    why(OnHold, Abandon, Abandoned, &[Support], GIVEN_UP),
    way(RefundDue, Refund, Refunded, &[House, Accountant]),
    way(Refunded, Close, Closed, &[House, Support, Accountant]),
    way(Disposed, Close, Closed, &[House, Support]),
    way(Abandoned, Close, Closed, &[House, Support]),
];

/// What was stopped can die of anything a purchase dies of before or after it has come.
const CALLED_OFF_HELD: &[Reason] = &[
    SoldOut,
    SoldOutWaiting,
    SellerCancelled,
    SoldElsewhere,
    ListingDeleted,
    SellerRestricted,
    SellerSilent,
    RefusesProxies,
    Unsupported,
    SellerFraud,
    NotAsDescribed,
    WrongThing,
    Counterfeit,
    DamagedOnArrival,
    BackToSeller,
    PriceChanged,
    PaymentRefused,
    MemberUnpaid,
    LostByCarrier,
];
