//! What members, rivals, sellers and misfortune may do in a random play.

use bidding::{Bid, BidState};
use proptest::prelude::*;

use crate::market::Trouble;

/// One random act.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Place {
        who: usize,
        lot: usize,
        ceiling: i64,
        lead: Option<i64>,
        grouped: bool,
    },
    Raise {
        who: usize,
        lot: usize,
        by: i64,
    },
    Withdraw {
        who: usize,
        lot: usize,
    },
    Pass {
        secs: i64,
    },
    Work,
    Look,
    Rival {
        lot: usize,
        who: u64,
        above: i64,
    },
    Between {
        lot: usize,
        above: i64,
    },
    Trouble(Trouble),
    Outage(bool),
    Arrive,
    EndEarly {
        lot: usize,
    },
    Cancel {
        lot: usize,
    },
    Remove {
        lot: usize,
    },
    /// The seller strikes out the house's own highest bid.
    Strike {
        lot: usize,
    },
    /// The seller removes whoever has won.
    RemoveWinner {
        lot: usize,
    },
    /// A member answers what fell to them.
    Answer {
        who: usize,
        lot: usize,
        take: bool,
    },
    /// The marketplace's orders are heard.
    Hear,
    Shipping {
        lot: usize,
        yen: i64,
    },
}

/// What members and rivals do, and time.
fn fair() -> impl Strategy<Value = Act> {
    let (who, lot) = (0usize..3, 0usize..3);
    let lead = prop_oneof![Just(None), (1i64..60).prop_map(Some)];
    prop_oneof![
        8 => (who.clone(), lot.clone(), 800i64..9_000, lead, any::<bool>()).prop_map(
            |(who, lot, ceiling, lead, grouped)| Act::Place { who, lot, ceiling, lead, grouped }
        ),
        4 => (who.clone(), lot.clone(), -50i64..3_000)
            .prop_map(|(who, lot, by)| Act::Raise { who, lot, by }),
        2 => (who, lot.clone()).prop_map(|(who, lot)| Act::Withdraw { who, lot }),
        6 => (1i64..200).prop_map(|secs| Act::Pass { secs }),
        3 => (1i64..4).prop_map(|secs| Act::Pass { secs }),
        3 => Just(Act::Work),
        2 => Just(Act::Look),
        5 => (lot, 1u64..4, 0i64..3_000)
            .prop_map(|(lot, who, above)| Act::Rival { lot, who, above }),
    ]
}

/// What sellers and misfortune do.
fn unfair() -> impl Strategy<Value = Act> {
    let (who, lot) = (0usize..3, 0usize..3);
    let trouble = prop_oneof![
        Just(Trouble::Busy),
        Just(Trouble::Unreachable),
        Just(Trouble::Unauthorised),
        Just(Trouble::PriceMoved),
        Just(Trouble::LostUntaken),
        Just(Trouble::LostTaken),
        Just(Trouble::LostOnTheWay),
        Just(Trouble::CrashBefore),
        Just(Trouble::CrashAfter),
    ];
    prop_oneof![
        1 => (lot.clone(), 0i64..3_000).prop_map(|(lot, above)| Act::Between { lot, above }),
        5 => trouble.prop_map(Act::Trouble),
        1 => any::<bool>().prop_map(Act::Outage),
        1 => Just(Act::Arrive),
        1 => lot.clone().prop_map(|lot| Act::EndEarly { lot }),
        1 => lot.clone().prop_map(|lot| Act::Cancel { lot }),
        4 => lot.clone().prop_map(|lot| Act::Remove { lot }),
        2 => lot.clone().prop_map(|lot| Act::Strike { lot }),
        2 => lot.clone().prop_map(|lot| Act::RemoveWinner { lot }),
        3 => (who, lot.clone(), any::<bool>())
            .prop_map(|(who, lot, take)| Act::Answer { who, lot, take }),
        2 => Just(Act::Hear),
        1 => (lot, 0i64..15_000).prop_map(|(lot, yen)| Act::Shipping { lot, yen }),
    ]
}

/// Some of them: in one play of three nobody but members and rivals acts.
pub(crate) fn acts() -> impl Strategy<Value = Vec<Act>> {
    use proptest::collection::vec;
    let all = prop_oneof![33 => fair(), 18 => unfair()];
    prop_oneof![1 => vec(fair(), 1..40), 2 => vec(all, 1..40)]
}

/// Whether a bid holds others up, in the words of the rule and not in those of the room.
pub(crate) fn stands(bid: &Bid) -> bool {
    use BidState::{Armed, Leading, Scheduled, Sending};
    matches!(bid.state, Scheduled | Armed | Sending | Leading)
}
