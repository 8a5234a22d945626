use jobs::{Job, Lane, News};
use kernel::{AttemptId, BidId, LotId};
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
    /// `cannot_enter`, `house_rival`, `displaced`, `taken_up`, `relisted`, …
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
}

impl Job for FireBid {
    const KIND: &'static str = "bidding.fire";
    const LANE: Lane = Lane::Timer;
}

/// Ask the marketplace, minutes before, whether a bid could enter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CheckBid {
    /// The bid.
    pub bid: String,
}

impl Job for CheckBid {
    const KIND: &'static str = "bidding.check";
    const LANE: Lane = Lane::Outside;
}

/// Ask what became of an attempt whose answer was lost.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reconcile {
    /// The attempt.
    pub attempt: String,
}

impl Job for Reconcile {
    const KIND: &'static str = "bidding.reconcile";
    const LANE: Lane = Lane::Outside;
}

/// Fetch the marketplace's order of a won lot and open ours.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettleWin {
    /// The lot.
    pub lot: String,
    /// The marketplace's order.
    pub order: String,
}

impl Job for SettleWin {
    const KIND: &'static str = "bidding.settle_win";
    const LANE: Lane = Lane::Outside;
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
