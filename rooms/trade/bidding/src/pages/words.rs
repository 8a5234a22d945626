//! Words of the trade, and of the marketplaces, as a reader finds them.

use maud::Markup;
use web::Speech;
use web::parts::{self, Colour};

use crate::rules::{BidState, Mode};
use crate::store::Bid;

/// When a bid is sent.
pub(super) fn when(speech: &Speech, bid: &Bid) -> String {
    match bid.mode {
        Mode::Now => speech.t("bidding-at-once").to_owned(),
        Mode::LastMoment => {
            speech.tv("bidding-before-the-end", &[("lead", parts::length(bid.lead))])
        }
    }
}

/// A state in words a member understands.
pub(super) fn state_badge(speech: &Speech, state: BidState) -> Markup {
    let (colour, words) = match state {
        BidState::Scheduled => (Colour::Blue, "bidding-state-scheduled"),
        BidState::Armed => (Colour::Blue, "bidding-state-armed"),
        BidState::Waiting => (Colour::Amber, "bidding-state-waiting"),
        BidState::Sending => (Colour::Blue, "bidding-state-sending"),
        BidState::Leading => (Colour::Green, "bidding-state-leading"),
        BidState::Outbid => (Colour::Amber, "bidding-state-outbid"),
        BidState::Displaced => (Colour::Amber, "bidding-state-displaced"),
        BidState::Won => (Colour::Green, "bidding-state-won"),
        BidState::Lost => (Colour::Grey, "bidding-state-lost"),
        BidState::EndedEarly => (Colour::Grey, "bidding-state-ended-early"),
        BidState::CancelledBySeller => (Colour::Grey, "bidding-state-cancelled"),
        BidState::ReserveNotMet => (Colour::Grey, "bidding-state-reserve-not-met"),
        BidState::Failed => (Colour::Red, "bidding-state-failed"),
        BidState::Withdrawn => (Colour::Grey, "bidding-state-withdrawn"),
    };
    parts::badge(colour, speech.t(words))
}

/// Why a bid stands as it does: a code of ours, or what a marketplace called its refusal.
pub(super) fn reason(speech: &Speech, code: &str) -> String {
    let words = match code {
        "below_least" => "bidding-because-below-least",
        "house_higher" => "bidding-because-house-higher",
        "slot_taken" => "bidding-because-slot-taken",
        "checked" => "bidding-because-checked",
        "due" => "bidding-because-due",
        "placed" => "bidding-because-placed",
        "raised" => "bidding-because-raised",
        "not_covered" => "bidding-because-not-covered",
        "back_in_front" => "bidding-because-back-in-front",
        "won_by_another_member" => "bidding-because-won-by-another",
        other => return spelt(other),
    };
    speech.t(words).to_owned()
}

/// How a lot ended.
pub(super) fn result(speech: &Speech, word: &str) -> String {
    let words = match word {
        "won" => "bidding-result-won",
        "bought_now" => "bidding-result-bought-now",
        "no_bidder" => "bidding-result-no-bidder",
        "reserve_not_met" => "bidding-state-reserve-not-met",
        "sold_out" => "bidding-sold-out",
        "cancelled" => "bidding-result-cancelled",
        "withdrawn" => "bidding-result-withdrawn",
        other => return spelt(other),
    };
    speech.t(words).to_owned()
}

/// In which state a thing is, says its seller.
pub(super) fn condition(speech: &Speech, word: &str) -> String {
    let words = match word {
        "new" => "bidding-condition-new",
        "like_new" => "bidding-condition-like-new",
        "good" => "bidding-condition-good",
        "used" => "bidding-condition-used",
        "worn" => "bidding-condition-worn",
        "junk" => "bidding-condition-junk",
        other => return spelt(other),
    };
    speech.t(words).to_owned()
}

/// Whether a reserve is set, and met.
pub(super) fn reserve(speech: &Speech, word: &str) -> String {
    let words = match word {
        "none" => "bidding-reserve-none",
        "unmet" => "bidding-reserve-unmet",
        "met" => "bidding-reserve-met",
        other => return spelt(other),
    };
    speech.t(words).to_owned()
}

// A word that only the marketplace knows is shown as it came.
fn spelt(word: &str) -> String {
    word.replace(['_', '.'], " ")
}
