kernel::words! {
    /// What an order came from.
    pub enum OrderKind {
        /// A lot won by bidding.
        Win = "win",
        /// A lot bought outright.
        BuyNow = "buy_now",
        /// A thing bought at a fixed price.
        Purchase = "purchase",
        /// A thing bought by hand at the buyers' desk.
        Desk = "desk",
    }
    /// Where a thing stands on its way to a member's door.
    pub enum State {
        /// A member asked what it would cost.
        QuoteRequested = "quote_requested",
        /// The desk has answered with a price.
        Quoted = "quoted",
        /// The member wants it at that price.
        Accepted = "accepted",
        /// The offer lapsed.
        Expired = "expired",
        /// Somebody said no.
        Declined = "declined",
        /// The lot was won.
        Won = "won",
        /// The first charge waits for the member.
        Charge1Open = "charge1_open",
        /// The first charge is paid.
        Charge1Paid = "charge1_paid",
        /// The seller is being paid.
        Purchasing = "purchasing",
        /// The seller has the money.
        Purchased = "purchased",
        /// The seller has sent it.
        SellerShipped = "seller_shipped",
        /// It is at the warehouse.
        Arrived = "arrived",
        /// Looked at, and as described.
        Ok = "ok",
        /// Looked at, and not what was bought.
        Mismatch = "mismatch",
        /// Looked at, and damaged.
        Damaged = "damaged",
        /// Looked at, and not allowed to leave.
        Prohibited = "prohibited",
        /// On its shelf.
        Stored = "stored",
        /// The member wants it sent.
        Instructed = "instructed",
        /// On the packing table.
        Packing = "packing",
        /// In its box, weighed and measured.
        Packed = "packed",
        /// The freight charge waits for the member.
        Charge2Open = "charge2_open",
        /// The freight charge is paid.
        Charge2Paid = "charge2_paid",
        /// The carrier has it.
        HandedOver = "handed_over",
        /// The carrier has moved it.
        InTransit = "in_transit",
        /// At the member's door.
        Delivered = "delivered",
        /// It came back to the warehouse.
        Returned = "returned",
        /// The carrier lost it.
        Lost = "lost",
        /// An authority kept it.
        Seized = "seized",
        /// The member is owed money.
        RefundDue = "refund_due",
        /// The member has the money back.
        Refunded = "refunded",
        /// It was thrown away.
        Disposed = "disposed",
        /// The member gave it up, or never paid.
        Abandoned = "abandoned",
        /// Stopped until somebody decides.
        OnHold = "on_hold",
        /// Over.
        Closed = "closed",
    }
    /// What happened to it.
    pub enum Event {
        /// The desk named a price.
        Quote = "quote",
        /// The member took the offer.
        Accept = "accept",
        /// Somebody said no.
        Decline = "decline",
        /// Time ran out.
        Lapse = "lapse",
        /// The price is another; a new offer is made.
        Requote = "requote",
        /// The order began.
        Open = "open",
        /// The first charge was paid.
        Pay = "pay",
        /// What became known after the first charge was paid too.
        Settle = "settle",
        /// The house set out to pay the seller.
        PaySeller = "pay_seller",
        /// The seller was paid.
        SellerPaid = "seller_paid",
        /// The seller sent it.
        Ship = "ship",
        /// It reached the warehouse.
        Arrive = "arrive",
        /// It is as described.
        FindOk = "find_ok",
        /// It is not what was bought.
        FindMismatch = "find_mismatch",
        /// It is damaged.
        FindDamaged = "find_damaged",
        /// It may not leave.
        FindProhibited = "find_prohibited",
        /// It was put on a shelf.
        Store = "store",
        /// The member wants it sent.
        Instruct = "instruct",
        /// The member took that back.
        Withdraw = "withdraw",
        /// Packing began.
        StartPacking = "start_packing",
        /// It was packed, weighed and measured.
        Pack = "pack",
        /// The freight was charged.
        ChargeFreight = "charge_freight",
        /// The freight was paid.
        PayFreight = "pay_freight",
        /// The carrier took it.
        HandOver = "hand_over",
        /// The carrier moved it.
        Move = "move",
        /// It reached the door.
        Deliver = "deliver",
        /// It came back.
        ComeBack = "come_back",
        /// It was lost.
        Lose = "lose",
        /// It was kept by an authority.
        Seize = "seize",
        /// It will not happen; what was paid is owed back.
        CallOff = "call_off",
        /// The member has the money back.
        Refund = "refund",
        /// It was thrown away.
        Dispose = "dispose",
        /// It was given up.
        Abandon = "abandon",
        /// It was stopped.
        Hold = "hold",
        /// It went on from where it was stopped.
        Resume = "resume",
        /// It is over.
        Close = "close",
    }
    /// Who takes a step.
    pub enum Part {
        /// The house itself: a job, a marketplace's answer.
        House = "house",
        /// The member whose it is.
        Member = "member",
        /// A buyer at the desk.
        Buyer = "buyer",
        /// The warehouse.
        Warehouse = "warehouse",
        /// Support.
        Support = "support",
        /// The accountant.
        Accountant = "accountant",
    }
    /// Why a step was taken that nobody wished for.
    pub enum Reason {
        /// Sold out when it was ordered.
        SoldOut = "sold_out",
        /// Sold out while it waited for a buyer.
        SoldOutWaiting = "sold_out_waiting",
        /// The seller called it off.
        SellerCancelled = "seller_cancelled",
        /// Sold on another platform.
        SoldElsewhere = "sold_elsewhere",
        /// The listing was deleted.
        ListingDeleted = "listing_deleted",
        /// The marketplace restricted the seller.
        SellerRestricted = "seller_restricted",
        /// The seller has not answered for long.
        SellerSilent = "seller_silent",
        /// The seller does not sell to proxies.
        RefusesProxies = "refuses_proxies",
        /// A kind of purchase this house cannot make.
        Unsupported = "unsupported",
        /// The seller defrauded the house.
        SellerFraud = "seller_fraud",
        /// Not as described.
        NotAsDescribed = "not_as_described",
        /// Another thing than was bought.
        WrongThing = "wrong_thing",
        /// A counterfeit.
        Counterfeit = "counterfeit",
        /// Damaged when it arrived.
        DamagedOnArrival = "damaged_on_arrival",
        /// The member takes it as it is.
        TakenAsIs = "taken_as_is",
        /// It cannot be exported.
        NotExportable = "not_exportable",
        /// Exporting it needs a licence.
        ExportControlled = "export_controlled",
        /// The destination does not let it in.
        BannedThere = "banned_there",
        /// It goes back to the seller.
        BackToSeller = "back_to_seller",
        /// The price is another.
        PriceChanged = "price_changed",
        /// The marketplace does not take the payment.
        PaymentRefused = "payment_refused",
        /// The member did not pay in time.
        MemberUnpaid = "member_unpaid",
        /// The member does not want it.
        MemberDeclined = "member_declined",
        /// The member never said where to.
        NeverInstructed = "never_instructed",
        /// The offer lapsed.
        OfferLapsed = "offer_lapsed",
        /// Damaged on its way to the member.
        DamagedInTransit = "damaged_in_transit",
        /// The carrier lost it.
        LostByCarrier = "lost_by_carrier",
        /// Customs kept it.
        SeizedByCustoms = "seized_by_customs",
        /// Sent back for its contents.
        ReturnedContents = "returned_contents",
        /// Sent back by customs.
        ReturnedCustoms = "returned_customs",
        /// Nobody took it in.
        Unclaimed = "unclaimed",
        /// The address was not right.
        BadAddress = "bad_address",
        /// The house has to look into it.
        Looking = "looking",
    }
    /// Who bears what a step costs.
    pub enum Bearer {
        /// The seller: what was paid comes back from the marketplace.
        Seller = "seller",
        /// The member.
        Member = "member",
        /// The house, out of its fees.
        House = "house",
    }
}

impl Reason {
    /// Who bears the cost. The house's fee comes back unless it is the member.
    pub fn borne_by(self) -> Bearer {
        match self {
            Reason::MemberUnpaid
            | Reason::MemberDeclined
            | Reason::NeverInstructed
            | Reason::TakenAsIs
            | Reason::Unclaimed
            | Reason::BadAddress
            | Reason::OfferLapsed => Bearer::Member,
            Reason::DamagedInTransit
            | Reason::LostByCarrier
            | Reason::SeizedByCustoms
            | Reason::ReturnedContents
            | Reason::ReturnedCustoms
            | Reason::PaymentRefused
            | Reason::Looking
            | Reason::NotExportable
            | Reason::ExportControlled
            | Reason::BannedThere
            | Reason::Unsupported => Bearer::House,
            Reason::SoldOut
            | Reason::SoldOutWaiting
            | Reason::SellerCancelled
            | Reason::SoldElsewhere
            | Reason::ListingDeleted
            | Reason::SellerRestricted
            | Reason::SellerSilent
            | Reason::RefusesProxies
            | Reason::SellerFraud
            | Reason::NotAsDescribed
            | Reason::WrongThing
            | Reason::Counterfeit
            | Reason::DamagedOnArrival
            | Reason::BackToSeller
            | Reason::PriceChanged => Bearer::Seller,
        }
    }
}
