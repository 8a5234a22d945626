//! Random auctions against a naive second telling of the rules: not a fold, but a closed form over
//! the set of all bids taken so far.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::sync::Arc;

use auction::{
    Amount, Auction, Bidder, Outcome, Rating, Relisting, Restrictions, Terms, WINDOW, table,
};
use kernel::{At, Span};
use proptest::prelude::*;

#[derive(Debug, Clone)]
struct Act {
    wait_secs: i64,
    bidder: u64,
    /// How far over (or under) the least next bid.
    over: i64,
    /// One in so many acts strikes a bid out instead.
    strike: Option<u32>,
}

#[derive(Debug, Clone)]
struct Taken {
    number: u32,
    bidder: u64,
    max: i64,
}

/// The highest maximum, the earliest of equals.
fn leader(taken: &[Taken]) -> Option<(u64, i64)> {
    let top = taken.iter().map(|t| t.max).max()?;
    taken.iter().find(|t| t.max == top).map(|first| (first.bidder, top))
}

/// The closed form: the leader pays one step over the highest maximum of anyone else, as things
/// stood when somebody last challenged: one's own raise moves no price.
fn leader_and_price(
    taken: &[Taken],
    start: i64,
    reserve: Option<i64>,
) -> (Option<(u64, i64)>, i64) {
    let own_raise = |n: usize| leader(&taken[..n]).is_some_and(|(who, _)| who == taken[n].bidder);
    let challenged = (0..taken.len()).rev().find(|n| !own_raise(*n)).map_or(0, |n| n + 1);
    let automatic = leader(&taken[..challenged]).map_or(start, |(who, top)| {
        let others = taken[..challenged].iter().filter(|t| t.bidder != who);
        others.map(|t| t.max).max().map_or(start, |m| top.min(m + lot_step(m))).max(start)
    });
    let leads = leader(taken);
    let price = match (leads, reserve) {
        (Some((_, top)), Some(reserve)) if top < reserve => top.max(start),
        (Some(_), Some(reserve)) => automatic.max(reserve),
        _ => automatic,
    };
    (leads, price)
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let strike = prop_oneof![9 => Just(None), 1 => (1u32..30).prop_map(Some)];
    let over = prop_oneof![Just(0i64), Just(-1), -500i64..20, 0i64..3_000, 0i64..100_000];
    let act = (0i64..400, 1u64..6, over, strike);
    let to_act = |(wait_secs, bidder, over, strike)| Act { wait_secs, bidder, over, strike };
    prop::collection::vec(act.prop_map(to_act), 1..60)
}

fn listed(start: i64, reserve: Option<i64>, buy_now: Option<i64>) -> Auction {
    Auction::open(Terms {
        start: Amount::new(start),
        reserve: reserve.map(Amount::new),
        buy_now: buy_now.map(Amount::new),
        starts_at: At::from_secs(0),
        ends_at: At::from_secs(3_600),
        auto_extension: true,
        early_end: true,
        restrictions: Restrictions::default(),
        relisting: Relisting::default(),
        increments: Arc::new(table("yahoo").unwrap()),
    })
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512, failure_persistence: None, ..Default::default()
    })]

    #[test]
    fn price_leader_and_end_are_what_the_set_of_bids_says(
        acts in acts(),
        start in 1i64..20_000,
        above in prop::option::of(1i64..20_000),
        far in prop::option::of(0i64..200_000),
    ) {
        let reserve = above.map(|n| start + n);
        let buy_now = far.map(|n| reserve.unwrap_or(start) + n);
        let mut lot = listed(start, reserve, buy_now);
        let mut taken: Vec<Taken> = Vec::new();
        let mut now = At::from_secs(0);
        let mut end = At::from_secs(3_600);
        for act in acts {
            now = now.plus(Span::secs(act.wait_secs));
            let (leads, price) = leader_and_price(&taken, start, reserve);
            if let Some(number) = act.strike {
                let there = taken.iter().any(|t| t.number == number) && now < end;
                prop_assert_eq!(lot.remove_bid(number, now).is_ok(), there);
                if there { taken.retain(|t| t.number != number); }
            } else {
                let max = lot.least_for(Bidder(act.bidder)).get() + act.over;
                let before = lot.clone();
                let bidder = Bidder(act.bidder);
                let answer = lot.place(bidder, Amount::new(max), Rating::default(), now);
                let own = leads.filter(|(who, _)| *who == act.bidder);
                let least = match (own, leads) {
                    (Some((_, own_max)), _) => own_max + 1,
                    (None, None) => price,
                    (None, Some(_)) => {
                        let next = price + lot_step(price);
                        buy_now.map_or(next, |b| b.min(next))
                    }
                };
                prop_assert_eq!(answer.is_ok(), now < end && max >= least, "{:?}", answer);
                let Ok(placed) = answer else {
                    prop_assert_eq!(&lot, &before, "a refusal changes nothing");
                    continue;
                };
                if let Some(buy_now) = buy_now.filter(|price| max >= *price) {
                    let price = Amount::new(buy_now);
                    let outcome = Outcome::BoughtNow { bidder: Bidder(act.bidder), price };
                    prop_assert_eq!(lot.close(now).unwrap().outcome, outcome);
                    return Ok(());
                }
                taken.push(Taken { number: placed.number, bidder: act.bidder, max });
                let after = leader_and_price(&taken, start, reserve).1;
                let late = end.since(now) <= WINDOW;
                let extends = leads.is_some() && own.is_none() && after > price && late;
                prop_assert_eq!(placed.extended, extends);
                if extends { end = end.plus(WINDOW); }
                prop_assert!(placed.price >= before.price(), "a bid never lowers the price");
            }
            let (leads, price) = leader_and_price(&taken, start, reserve);
            prop_assert_eq!(lot.price().get(), price);
            prop_assert_eq!(lot.leader().map(|l| (l.bidder.0, l.max.get())), leads);
            prop_assert_eq!(lot.ends_at(), end);
            prop_assert!(leads.is_none_or(|(_, max)| price <= max), "nobody pays over their maximum");
        }
        let closed = lot.close(now.plus(Span::days(9))).unwrap();
        let (leads, price) = leader_and_price(&taken, start, reserve);
        let expect = match leads {
            None => Outcome::NoBidder,
            Some((_, max)) if reserve.is_some_and(|r| max < r) => Outcome::ReserveNotMet,
            Some((who, _)) => Outcome::Won { bidder: Bidder(who), price: Amount::new(price) },
        };
        prop_assert_eq!((closed.at, closed.outcome), (end, expect));
    }
}

/// The table once more, by hand.
fn lot_step(price: i64) -> i64 {
    match price {
        ..=999 => 10,
        1_000..=4_999 => 100,
        5_000..=9_999 => 250,
        10_000..=49_999 => 500,
        _ => 1_000,
    }
}
