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

/// Why a bid stands as it does: a code of ours, how its lot ended, or what a marketplace called its
/// refusal.
pub(super) fn reason(speech: &Speech, code: &str) -> String {
    let words = match code {
        "placed" => "bidding-because-placed",
        "raised" => "bidding-because-raised",
        "checked" => "bidding-because-checked",
        "due" => "bidding-because-due",
        "extended" => "bidding-because-extended",
        "slot_taken" => "bidding-because-slot-taken",
        "slot_free" => "bidding-because-slot-free",
        "house_higher" => "bidding-because-house-higher",
        "taken_up" => "bidding-because-taken-up",
        "below_least" => "bidding-because-below-least",
        "outbid" => "bidding-because-outbid",
        "not_covered" => "bidding-because-not-covered",
        "not_a_raise" => "bidding-because-not-a-raise",
        "struck_out" => "bidding-because-struck-out",
        "offer_taken" => "bidding-because-offer-taken",
        "back_in_front" => "bidding-because-back-in-front",
        "missed" => "bidding-because-missed",
        "won_by_another_member" => "bidding-because-won-by-another",
        "ended" => "bidding-because-ended",
        "winner_removed" => "bidding-because-winner-removed",
        "vanished" => "bidding-because-vanished",
        code if code.starts_with("market.") => return refused(speech, code),
        other => return result(speech, other),
    };
    speech.t(words).to_owned()
}

/// What a marketplace called its refusal.
pub(super) fn refused(speech: &Speech, code: &str) -> String {
    let words = match code {
        "market.below_least" => "bidding-because-below-least",
        "market.not_a_raise" => "bidding-because-not-a-raise",
        "market.closed" => "bidding-because-market-closed",
        "market.not_begun" => "bidding-because-market-not-begun",
        "market.price_moved" => "bidding-because-market-price-moved",
        "market.sold_out" => "bidding-because-market-sold-out",
        "market.only_left" => "bidding-because-market-only-left",
        "market.restricted" => "bidding-because-market-restricted",
        "market.unknown_item" => "bidding-because-market-unknown-item",
        "market.unknown_order" => "bidding-because-market-unknown-order",
        "market.wrong_state" => "bidding-because-market-wrong-state",
        "market.offer_lapsed" => "bidding-because-market-offer-lapsed",
        "market.already_decided" => "bidding-because-market-already-decided",
        "market.preview_lapsed" => "bidding-because-market-preview-lapsed",
        "market.cannot" => "bidding-because-market-cannot",
        "market.unknown" => "bidding-because-market-unknown",
        "market.unauthorised" => "bidding-because-market-unauthorised",
        "market.busy" => "bidding-because-market-busy",
        "market.unreachable" => "bidding-because-market-unreachable",
        "market.answer_lost" => "bidding-because-market-answer-lost",
        "market.refused" => "bidding-because-market-refused",
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
        "ended" => "bidding-because-ended",
        "winner_removed" => "bidding-because-winner-removed",
        "vanished" => "bidding-because-vanished",
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::Word;
    use web::{Book, Language};

    use super::*;
    use crate::rules::{RESULTS, STEPS};

    #[test]
    fn every_reason_and_every_state_is_said_in_each_language() {
        let book = Arc::new(Book::open(&[crate::TEXTS]).unwrap());
        let markets = markets::No::ALL.iter().map(|no| no.code);
        let codes: Vec<&str> = STEPS.into_iter().chain(RESULTS).chain(markets).collect();
        for language in [Language::English, Language::Japanese, Language::Chinese] {
            let speech = Speech::new(Arc::clone(&book), language);
            for code in &codes {
                let said = reason(&speech, code);
                assert!(!said.is_empty() && said != "…", "{code} in {language}");
                // A word that comes out as it went in was not translated; English may do so.
                let raw = language != Language::English && said == spelt(code);
                assert!(!raw, "{code} is shown raw in {language}");
                assert!(language == Language::English || !said.is_ascii(), "{code}: {said}");
            }
            for state in BidState::ALL {
                let badge = state_badge(&speech, *state).into_string();
                assert!(!badge.contains('…'), "{state} in {language}");
            }
        }
    }
}
