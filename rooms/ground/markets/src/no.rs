use kernel::{At, Refusal, Refused, Yen};

kernel::refusals! {
    /// Why a marketplace, or the way to it, says no.
    pub enum No {
        /// The amount is too small by now.
        "market.below_least" 422 BelowLeast { price_yen: Yen, next_yen: Yen }
            = "The price is {price_yen}; the least next bid is {next_yen}. Raise your ceiling to at least that.";
        /// The house leads with that much already.
        "market.not_a_raise" 422 NotARaise { max_yen: Yen } = "The house leads already with a maximum of {max_yen}.";
        /// The lot is over.
        "market.closed" 409 Closed { ended_at: At } = "This lot ended at {ended_at}.";
        /// Nothing can be bid on it or bought yet.
        "market.not_begun" 409 NotBegun = "This has not begun yet. Come back when it has.";
        /// The price is another by now.
        "market.price_moved" 409 PriceMoved { price_yen: Yen }
            = "The price is {price_yen} now. Look at it again, and order if you still want it.";
        /// Nothing is left.
        "market.sold_out" 409 SoldOut = "It is sold out.";
        /// Fewer are left than were asked for.
        "market.only_left" 409 OnlyLeft { available: i64 } = "Only {available} are left. Choose a smaller number.";
        /// The seller does not want this bidder.
        "market.restricted" 403 Restricted { rule: String } = "The seller does not take bids from this house ({rule}).";
        /// There is no such item.
        "market.unknown_item" 404 UnknownItem = "The marketplace has no such item. It may have been taken down.";
        /// There is no such order, or it is another's.
        "market.unknown_order" 404 UnknownOrder = "The marketplace has no such order of this house.";
        /// The order is past that.
        "market.wrong_state" 409 WrongState { state: String } = "The marketplace's order is already {state}.";
        /// The house was asked as the runner-up, and has not answered in time.
        "market.offer_lapsed" 409 OfferLapsed { lapsed_at: At } = "The marketplace's offer lapsed at {lapsed_at}.";
        /// The offer was answered before, under another reference.
        "market.already_decided" 409 AlreadyDecided { state: String } = "The marketplace's offer was answered before; the order is {state}.";
        /// The signature does not hold any more.
        "market.preview_lapsed" 409 PreviewLapsed = "The marketplace's offer has lapsed; it has to be asked again.";
        /// The marketplace cannot do that.
        "market.cannot" 422 Cannot { what: String } = "This marketplace cannot {what}.";
        /// There is no such marketplace.
        "market.unknown" 404 UnknownMarket { market: String } = "This house does not work with a marketplace called {market}.";
        /// The house's account is not accepted.
        "market.unauthorised" 502 Unauthorised = "The marketplace does not accept the house's account. The operator has to look at it.";
        /// Too many requests, or too busy; nothing was taken.
        "market.busy" 503 Busy { retry_after_ms: i64 } = "The marketplace is too busy. Nothing was sent; please try again in a moment.";
        /// Nobody answers; nothing was taken.
        "market.unreachable" 503 Unreachable { why: String } = "The marketplace cannot be reached ({why}). Nothing was sent; please try again in a minute.";
        /// The answer was lost: it may have been taken.
        "market.answer_lost" 503 AnswerLost { why: String } = "The marketplace's answer was lost ({why}). The house is asking what became of it.";
        /// A refusal that only the marketplace knows.
        "market.refused" 409 Other { code: String, message: String } = "The marketplace refused: {message} ({code})";
    }
}

impl No {
    /// Whether the act may have been taken in spite of this answer: ask for the reference.
    pub fn may_have_been_taken(&self) -> bool {
        matches!(self, No::AnswerLost { .. })
    }

    /// Whether nothing was taken and the same may be sent again.
    pub fn may_be_sent_again(&self) -> bool {
        match self {
            No::Busy { .. }
            | No::Unreachable { .. }
            | No::AnswerLost { .. }
            | No::PreviewLapsed
            | No::PriceMoved { .. } => true,
            // A token that is being changed is taken a moment later.
            No::Unauthorised => true,
            _ => false,
        }
    }

    /// Whether the marketplace has decided on what was asked: what was sent before under the same
    /// reference was not taken, and will not be.
    pub(crate) fn is_decided(&self) -> bool {
        matches!(
            self,
            No::BelowLeast { .. }
                | No::NotARaise { .. }
                | No::Closed { .. }
                | No::NotBegun
                | No::SoldOut
                | No::OnlyLeft { .. }
                | No::Restricted { .. }
                | No::UnknownItem
                | No::UnknownOrder
                | No::WrongState { .. }
                | No::OfferLapsed { .. }
                | No::AlreadyDecided { .. }
        )
    }

    /// The stable code, as it stands in a receipt.
    pub fn code(&self) -> &'static str {
        Refusal::from(self.clone()).code
    }

    /// The sentence, as it stands in a receipt.
    pub fn sentence(&self) -> String {
        Refusal::from(self.clone()).english
    }

    /// The same as what acts answer.
    pub fn refused(self) -> Refused {
        self.into()
    }
}
