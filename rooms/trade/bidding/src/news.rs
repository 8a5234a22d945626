use jobs::{Job, Lane, News};
use kernel::{AttemptId, BidId, LotId, OfferId};
use serde::{Deserialize, Serialize};

/// Something a member wants to hear about a bid. Ids as text, amounts in yen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BidNews {
    /// Whose bid.
    pub member: String,
    /// The bid.
    pub bid: String,
    /// The lot.
    pub lot: String,
    /// What happened, a word of the bid's states or reasons: `leading`, `outbid`, `won`,
    /// `cannot_enter`, `house_rival`, `displaced`, `taken_up`, `relisted`, `offered`, …
    pub what: String,
    /// The amount it is about: the least that would enter, the price it was won at.
    pub yen: Option<i64>,
}

impl News for BidNews {
    const TOPIC: &'static str = "bidding.bid";
}

/// Send a bid at its moment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FireBid {
    /// The bid.
    pub bid: String,
    /// The marketplace, whose hands do it.
    #[serde(default)]
    pub market: String,
}

impl Job for FireBid {
    const KIND: &'static str = "bidding.fire";
    const LANE: Lane = Lane::Timer;

    fn hands(&self) -> &str {
        &self.market
    }
}

/// Ask the marketplace, minutes before, whether a bid could enter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CheckBid {
    /// The bid.
    pub bid: String,
    /// The marketplace, whose hands do it.
    #[serde(default)]
    pub market: String,
}

impl Job for CheckBid {
    const KIND: &'static str = "bidding.check";
    const LANE: Lane = Lane::Outside;

    fn hands(&self) -> &str {
        &self.market
    }
}

/// Ask what became of an attempt whose answer was lost.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reconcile {
    /// The attempt.
    pub attempt: String,
    /// The marketplace, whose hands do it.
    #[serde(default)]
    pub market: String,
}

impl Job for Reconcile {
    const KIND: &'static str = "bidding.reconcile";
    const LANE: Lane = Lane::Outside;

    fn hands(&self) -> &str {
        &self.market
    }
}

/// Fetch the marketplace's order of a won lot and open ours.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettleWin {
    /// The lot.
    pub lot: String,
    /// The marketplace's order.
    pub order: String,
    /// The marketplace, whose hands do it.
    #[serde(default)]
    pub market: String,
}

impl Job for SettleWin {
    const KIND: &'static str = "bidding.settle_win";
    const LANE: Lane = Lane::Outside;

    fn hands(&self) -> &str {
        &self.market
    }
}

/// Tell the marketplace whether a lot that fell to the house is taken.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AnswerOffer {
    /// The offer.
    pub offer: String,
    /// The marketplace, whose hands do it.
    #[serde(default)]
    pub market: String,
}

impl Job for AnswerOffer {
    const KIND: &'static str = "bidding.answer_offer";
    const LANE: Lane = Lane::Outside;

    fn hands(&self) -> &str {
        &self.market
    }
}

/// An offer that nobody has answered is over.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LapseOffer {
    /// The offer.
    pub offer: String,
}

impl Job for LapseOffer {
    const KIND: &'static str = "bidding.lapse_offer";
}

pub(crate) fn answer_key(offer: OfferId) -> String {
    format!("offer.answer:{offer}")
}
pub(crate) fn lapse_key(offer: OfferId) -> String {
    format!("offer.lapse:{offer}")
}
pub(crate) fn fire_key(bid: BidId) -> String {
    format!("bid.fire:{bid}")
}
pub(crate) fn check_key(bid: BidId) -> String {
    format!("bid.check:{bid}")
}
pub(crate) fn reconcile_key(attempt: AttemptId) -> String {
    format!("bid.reconcile:{attempt}")
}
pub(crate) fn settle_key(lot: LotId) -> String {
    format!("lot.settle:{lot}")
}
