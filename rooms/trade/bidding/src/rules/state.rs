kernel::words! {
    /// When a bid is sent.
    pub enum Mode {
        /// At once.
        Now = "now",
        /// A chosen time before the end, wherever the end moves.
        LastMoment = "last_moment",
    }
    /// Where a member's bid stands.
    pub enum BidState {
        /// Accepted, covered, not sent yet.
        Scheduled = "scheduled",
        /// Checked with the marketplace minutes before it is due.
        Armed = "armed",
        /// Due, but another bid of its group has the slot.
        Waiting = "waiting",
        /// An attempt is on its way, or its answer is.
        Sending = "sending",
        /// The house leads for this member.
        Leading = "leading",
        /// Somebody outside bid more than the ceiling, or it could not enter. May be raised.
        Outbid = "outbid",
        /// Another member of the house has the higher ceiling. May be raised.
        Displaced = "displaced",
        /// Won: there is an order.
        Won = "won",
        /// The lot ended for somebody else.
        Lost = "lost",
        /// The lot ended before the bid was due.
        EndedEarly = "ended_early",
        /// The seller took the lot back.
        CancelledBySeller = "cancelled_by_seller",
        /// Nobody reached the seller's reserve.
        ReserveNotMet = "reserve_not_met",
        /// It can never be sent.
        Failed = "failed",
        /// The member took it back before it was sent.
        Withdrawn = "withdrawn",
    }
    /// What became of a lot that fell to the house.
    pub enum OfferState {
        /// Its member is asked.
        Open = "open",
        /// They want it: the house says so to the marketplace.
        Taking = "taking",
        /// They do not.
        Leaving = "leaving",
        /// It is theirs: there is an order.
        Taken = "taken",
        /// The marketplace knows that they do not want it.
        Left = "left",
        /// It was not answered in time.
        Lapsed = "lapsed",
        /// The marketplace did not keep to it.
        Failed = "failed",
    }
    /// What a member says beforehand to a lot that falls to them.
    pub enum IfOffered {
        /// They want to be asked.
        Ask = "ask",
        /// It is taken for them.
        Take = "take",
        /// It is declined for them.
        Leave = "leave",
    }
    /// What an attempt came to.
    pub enum Outcome {
        /// Intended; not answered yet, or the answer was lost and is being asked for.
        Sending = "sending",
        /// The marketplace took it.
        Placed = "placed",
        /// The marketplace refused it.
        Refused = "refused",
        /// It never reached the marketplace.
        NotSent = "not_sent",
    }
}

impl BidState {
    /// The house may still spend the member's money on it.
    pub fn is_live(self) -> bool {
        use BidState::{Armed, Leading, Scheduled, Sending, Waiting};
        matches!(self, Scheduled | Armed | Waiting | Sending | Leading)
    }

    /// It stands for the house on its lot, or will at its moment. One that waits for its group does
    /// not: it may never be sent, and holds nobody up.
    pub fn stands(self) -> bool {
        self.is_live() && self != BidState::Waiting
    }

    /// Nothing of it has reached the marketplace in this round.
    pub fn is_unsent(self) -> bool {
        matches!(self, BidState::Scheduled | BidState::Armed | BidState::Waiting)
    }

    /// Nothing can change any more.
    pub fn is_over(self) -> bool {
        !self.is_live() && !matches!(self, BidState::Outbid | BidState::Displaced)
    }

    /// It has a slot of its group.
    pub fn has_slot(self) -> bool {
        matches!(self, BidState::Sending | BidState::Leading | BidState::Won)
    }
}
