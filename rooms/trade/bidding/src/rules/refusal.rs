use kernel::{At, Yen};

kernel::refusals! {
    /// Why the house does not take, raise or withdraw a bid.
    pub enum BidRefusal {
        /// The lot takes no bids any more.
        "bidding.lot_closed" 409 LotClosed { ended_at: At } = "This lot ended at {ended_at}. Look for another one.";
        /// The lot takes no bids yet.
        "bidding.not_begun" 409 NotBegun { starts_at: At }
            = "Bidding on this lot begins at {starts_at}. Bid then, or choose to bid at the last moment.";
        /// It is not an auction.
        "bidding.not_an_auction" 422 NotAnAuction = "This item is sold at a fixed price. Put it into your cart instead.";
        /// The ceiling is under the least next bid.
        "bidding.below_least" 422 BelowLeast { least: Yen }
            = "The least next bid on this lot is {least}. Choose a ceiling of at least that.";
        /// The amount is not whole yen.
        "bidding.not_whole_yen" 422 NotWholeYen { typed: String }
            = "“{typed}” is not an amount in whole yen. Write it like 12000 or 12,000.";
        /// The amount is more than any lot costs.
        "bidding.too_high" 422 TooHigh { most: Yen } = "A ceiling can be {most} at most.";
        /// Another member of the house may spend as much or more.
        "bidding.house_higher" 409 HouseHigher
            = "Another member of this house already bids at least as much on this lot. The house sends one bid per lot: the highest ceiling, the earlier one when equal. You can enter with a higher ceiling.";
        /// The member bids on this lot already.
        "bidding.already_bidding" 409 AlreadyBidding = "You already have a bid on this lot. Raise its ceiling instead.";
        /// A ceiling only goes up.
        "bidding.not_higher" 422 NotHigher { now: Yen } = "Your ceiling is {now} already. A ceiling can only be raised.";
        /// What was sent cannot be taken back.
        "bidding.already_sent" 409 AlreadySent = "This bid has been sent to the marketplace; bids there cannot be withdrawn.";
        /// The bid is over.
        "bidding.over" 409 Over { state: String } = "This bid is over ({state}).";
        /// There is no such bid of this member.
        "bidding.no_such_bid" 404 NoSuchBid = "You have no such bid.";
        /// There is no such group of this member.
        "bidding.no_such_group" 404 NoSuchGroup = "You have no such group of bids.";
        /// The group has won what it was to win.
        "bidding.group_done" 409 GroupDone = "This group has won all it was to win. Bid without a group, or open a new one.";
        /// There is no such lot.
        "bidding.no_such_lot" 404 NoSuchLot = "The house knows no such lot.";
        /// The lead is out of range.
        "bidding.bad_lead" 422 BadLead { least_s: i64, most_s: i64 }
            = "Choose between {least_s} and {most_s} seconds before the end.";
        /// The number of wins is out of range.
        "bidding.bad_wanted" 422 BadWanted { most: i64 } = "Choose to win between 1 and {most} of a group.";
        /// Nothing has fallen to this bid.
        "bidding.no_offer" 404 NoOffer = "No lot is offered to this bid.";
        /// The offer was not answered in time.
        "bidding.offer_lapsed" 409 OfferLapsed = "This offer has lapsed. Look whether the lot is listed again.";
        /// The offer was answered the other way.
        "bidding.offer_decided" 409 OfferDecided = "This offer has been answered already; its answer cannot be changed.";
        /// It costs another sum than was shown.
        "bidding.offer_changed" 409 OfferChanged { yen: Yen }
            = "What this may cost at most is {yen} now. Look at it again, and take it if you still want it.";
        /// Another bid of the group has the place.
        "bidding.group_full" 409 GroupFull
            = "Another bid of this group leads or has won, and the group is to win no more. It can be taken once that place is free.";
        /// The form was used for something else.
        "bidding.ask_reused" 409 AskReused = "This form was sent before with other words. Open the lot again and bid from there.";
    }
}
