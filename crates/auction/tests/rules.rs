//! The rules as sentences and tables.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::sync::Arc;

use auction::{
    Amount, Auction, Bidder, Leader, No, Outcome, Rating, Relisting, ReserveState, Restrictions,
    Terms, table,
};
use kernel::{At, Span};

const ANN: Bidder = Bidder(1);
const BEN: Bidder = Bidder(2);
const CAY: Bidder = Bidder(3);

fn yen(n: i64) -> Amount {
    Amount::new(n)
}

/// `minutes:seconds` before the end (21:00 in the sources' example), as an instant.
fn before_end(minutes: i64, seconds: i64) -> At {
    END.minus(Span::secs(minutes * 60 + seconds))
}

const END: At = At::from_secs(1_000_000);

fn terms(start: i64) -> Terms {
    Terms {
        start: yen(start),
        reserve: None,
        buy_now: None,
        starts_at: At::from_secs(0),
        ends_at: END,
        auto_extension: true,
        early_end: true,
        restrictions: Restrictions::default(),
        relisting: Relisting::default(),
        increments: Arc::new(table("yahoo").unwrap()),
    }
}

fn lot(terms: Terms) -> Auction {
    Auction::open(terms).unwrap()
}

fn bid(lot: &mut Auction, who: Bidder, max: i64, at: At) -> auction::Placed {
    lot.place(who, yen(max), Rating::default(), at).unwrap()
}

fn no(lot: &mut Auction, who: Bidder, max: i64, at: At) -> No {
    let before = lot.clone();
    let refused = lot.place(who, yen(max), Rating::default(), at).unwrap_err();
    assert_eq!(*lot, before, "a refusal changes nothing");
    refused
}

/// The start price, the bids in order, the price and the leader they make.
type Told = (i64, &'static [(Bidder, i64)], i64, Bidder);
/// Minutes and seconds before the first end, who, their maximum, windows added so far.
type Late = (i64, i64, Bidder, i64, i64);

#[test]
fn the_second_maximum_and_a_step_make_the_price() {
    let table: [Told; 12] = [
        // the first bidder leads at the start price
        (500, &[(ANN, 5_000)], 500, ANN),
        // a challenger below the leader: max 5,000, rival 2,000
        (500, &[(ANN, 5_000), (BEN, 2_000)], 2_100, ANN),
        (500, &[(ANN, 2_000), (BEN, 1_500)], 1_600, ANN),
        // a challenger above: one step over the old maximum
        (500, &[(ANN, 2_000), (BEN, 5_000)], 2_100, BEN),
        // never above what the winner would pay
        (500, &[(ANN, 2_000), (BEN, 2_050)], 2_050, BEN),
        (500, &[(ANN, 2_050), (BEN, 2_000)], 2_050, ANN),
        // equal maxima: the earlier leads, at that amount
        (500, &[(ANN, 2_000), (BEN, 2_000)], 2_000, ANN),
        // raising oneself does not move the price
        (500, &[(ANN, 2_000), (ANN, 9_000)], 500, ANN),
        (500, &[(ANN, 2_000), (ANN, 9_000), (BEN, 3_000)], 3_100, ANN),
        // odd amounts are legal above the least
        (1_000, &[(ANN, 1_000), (BEN, 1_101)], 1_100, BEN),
        // the step follows the price
        (1, &[(ANN, 60_000), (BEN, 49_999)], 50_499, ANN),
        (1, &[(ANN, 500), (BEN, 600), (CAY, 700), (ANN, 800)], 710, ANN),
    ];
    for (start, bids, price, leader) in table {
        let mut lot = lot(terms(start));
        for (who, max) in bids {
            bid(&mut lot, *who, *max, At::from_secs(10));
        }
        assert_eq!((lot.price(), lot.leader().unwrap().bidder), (yen(price), leader), "{bids:?}");
        assert_eq!(
            lot.close(END).unwrap().outcome,
            Outcome::Won { bidder: leader, price: yen(price) }
        );
    }
}

#[test]
fn a_bid_that_cannot_stand_is_refused_by_name() {
    let mut open = lot(Terms { starts_at: At::from_secs(5), ..terms(1_000) });
    let at = At::from_secs(10);
    assert_eq!(
        no(&mut open, ANN, 5_000, At::from_secs(4)),
        No::NotBegun { starts_at: At::from_secs(5) }
    );
    let under = |next, price| No::BelowLeast { next: yen(next), price: yen(price), step: yen(100) };
    assert_eq!(no(&mut open, ANN, 999, at), under(1_000, 1_000));
    assert_eq!(no(&mut open, ANN, -5, at), under(1_000, 1_000));
    bid(&mut open, ANN, 3_000, at);
    assert_eq!(no(&mut open, BEN, 1_099, at), under(1_100, 1_000));
    assert_eq!(no(&mut open, ANN, 3_000, at), No::NotARaise { max: yen(3_000) });
    assert_eq!(open.least_for(ANN), yen(3_001));
    assert_eq!(open.least_for(BEN), yen(1_100));
    let too_much = No::TooMuch { most: Amount::MOST };
    assert_eq!(no(&mut open, BEN, i64::MAX, at), too_much);
    assert_eq!(no(&mut open, BEN, 9_000, END), No::Closed { ended_at: END });
    bid(&mut open, BEN, 9_000, END.minus(Span::micros(1)));
}

#[test]
fn an_amount_is_never_taken_from_whom_the_seller_shuts_out() {
    let restrictions = Restrictions { min_rating: Some(0), max_bad_percent: Some(20) };
    let mut lot = lot(Terms { restrictions, ..terms(1_000) });
    let at = At::from_secs(10);
    let newcomer = Rating { good: 0, normal: 0, bad: 1 };
    let refused = lot.place(ANN, yen(2_000), newcomer, at).unwrap_err();
    assert_eq!(refused, No::RatingTooLow { limit: 0, yours: -1 });
    let careless = Rating { good: 7, normal: 0, bad: 3 };
    let refused = lot.place(ANN, yen(2_000), careless, at).unwrap_err();
    assert_eq!(refused, No::TooManyBad { limit: 20, yours: 30 });
    assert!(lot.place(ANN, yen(2_000), Rating { good: 9, normal: 0, bad: 1 }, at).is_ok());
}

#[test]
fn until_the_reserve_is_met_the_price_is_the_bid_itself() {
    let reserved = || lot(Terms { reserve: Some(yen(5_000)), ..terms(1_000) });
    let at = At::from_secs(10);
    let mut lot = reserved();
    assert_eq!(lot.reserve(), ReserveState::Unmet);
    bid(&mut lot, ANN, 2_000, at);
    assert_eq!((lot.price(), lot.reserve()), (yen(2_000), ReserveState::Unmet));
    bid(&mut lot, ANN, 2_500, at);
    assert_eq!(lot.price(), yen(2_500), "nothing is hidden below the reserve");
    bid(&mut lot, BEN, 3_000, at);
    assert_eq!(lot.price(), yen(3_000));
    bid(&mut lot, CAY, 8_000, at);
    assert_eq!((lot.price(), lot.reserve()), (yen(5_000), ReserveState::Met));
    bid(&mut lot, BEN, 6_000, at);
    assert_eq!(lot.price(), yen(6_250), "from the reserve on it is automatic");
    assert_eq!(lot.close(END).unwrap().outcome, Outcome::Won { bidder: CAY, price: yen(6_250) });

    let mut unmet = reserved();
    bid(&mut unmet, ANN, 4_999, at);
    assert_eq!(unmet.close(END).unwrap().outcome, Outcome::ReserveNotMet);
    let mut met_at_once = reserved();
    bid(&mut met_at_once, ANN, 5_000, at);
    assert_eq!((met_at_once.price(), met_at_once.reserve()), (yen(5_000), ReserveState::Met));
}

#[test]
fn a_bid_of_the_buy_now_price_ends_the_lot_at_that_price() {
    let at = At::from_secs(10);
    let mut lot = lot(Terms { buy_now: Some(yen(8_000)), ..terms(1_000) });
    bid(&mut lot, ANN, 7_990, at);
    bid(&mut lot, BEN, 7_900, at);
    assert_eq!(lot.price(), yen(7_990));
    assert_eq!(lot.least_next(), yen(8_000), "one step more would be over the buy-now price");
    let placed = bid(&mut lot, BEN, 20_000, at);
    assert!(placed.bought_now && placed.leading && !placed.extended);
    assert_eq!((placed.price, lot.ends_at()), (yen(8_000), at));
    let closed = lot.close(at).unwrap();
    assert_eq!(closed.outcome, Outcome::BoughtNow { bidder: BEN, price: yen(8_000) });
    assert_eq!(no(&mut lot, CAY, 30_000, at), No::Closed { ended_at: at });
}

#[test]
fn a_late_rise_of_the_price_adds_five_minutes_once_a_window() {
    let five = Span::minutes(5);
    let told: [(&str, &[Late]); 8] = [
        ("a rise before the window", &[(60, 0, ANN, 2_000, 0), (5, 1, BEN, 3_000, 0)]),
        ("the window's first instant", &[(60, 0, ANN, 2_000, 0), (5, 0, BEN, 3_000, 1)]),
        ("the last second", &[(60, 0, ANN, 2_000, 0), (0, 1, BEN, 3_000, 1)]),
        ("a challenger below raises it too", &[(60, 0, ANN, 9_000, 0), (0, 1, BEN, 3_000, 1)]),
        ("a first bid", &[(0, 1, ANN, 2_000, 0)]),
        ("one's own raise", &[(60, 0, ANN, 2_000, 0), (0, 1, ANN, 3_000, 0)]),
        (
            "several in one window",
            &[(60, 0, ANN, 2_000, 0), (4, 0, BEN, 3_000, 1), (1, 0, CAY, 5_000, 1)],
        ),
        (
            "again in the next",
            &[
                (60, 0, ANN, 2_000, 0),
                (4, 0, BEN, 3_000, 1),
                (0, 0, CAY, 5_000, 2),
                (-9, 59, ANN, 9_000, 3),
            ],
        ),
    ];
    for (what, bids) in told {
        let mut lot = lot(terms(1_000));
        for (minutes, seconds, who, max, windows) in bids {
            let signed = if *minutes < 0 { -*seconds } else { *seconds };
            bid(&mut lot, *who, *max, before_end(*minutes, signed));
            let end = END.plus(Span::micros(five.as_micros() * windows));
            assert_eq!(lot.ends_at(), end, "{what}: {who:?} {max}");
            assert_eq!(i64::from(lot.extensions()), *windows, "{what}");
        }
    }
    let mut plain = lot(Terms { auto_extension: false, ..terms(1_000) });
    bid(&mut plain, ANN, 2_000, At::from_secs(9));
    assert!(!bid(&mut plain, BEN, 3_000, before_end(0, 1)).extended);
}

#[test]
fn the_seller_ends_early_only_with_a_bidder_and_the_right() {
    let at = At::from_secs(10);
    let mut empty = lot(terms(1_000));
    assert_eq!(empty.end_early(at), Err(No::NoBidder));
    let mut bound = lot(Terms { early_end: false, ..terms(1_000) });
    bid(&mut bound, ANN, 2_000, at);
    assert_eq!(bound.end_early(at), Err(No::NoEarlyEnd));
    let mut lot = lot(terms(1_000));
    bid(&mut lot, ANN, 2_000, at);
    let closed = lot.end_early(at).unwrap();
    assert_eq!(closed.outcome, Outcome::Won { bidder: ANN, price: yen(1_000) });
    assert_eq!(lot.ends_at(), at);
    assert_eq!(lot.end_early(at), Err(No::Closed { ended_at: at }));
    assert_eq!(lot.cancel(at), Err(No::Closed { ended_at: at }));
}

#[test]
fn a_struck_out_bid_leaves_what_the_others_make_of_it() {
    let at = At::from_secs(10);
    let mut lot = lot(terms(1_000));
    for (who, max) in [(ANN, 2_000), (BEN, 9_000), (CAY, 5_000)] {
        bid(&mut lot, who, max, at);
    }
    assert_eq!(lot.price(), yen(5_250));
    lot.remove_bid(2, at).unwrap();
    assert_eq!(lot.leader(), Some(Leader { bidder: CAY, max: yen(5_000) }));
    assert_eq!(lot.price(), yen(2_100), "the price falls to what the rest make");
    assert_eq!(lot.remove_bid(2, at), Err(No::UnknownBid { number: 2 }));
    assert_eq!(lot.remove_bid(7, at), Err(No::UnknownBid { number: 7 }));
    lot.remove_bidder(CAY, at).unwrap();
    lot.remove_bid(1, at).unwrap();
    assert_eq!((lot.leader(), lot.price()), (None, yen(1_000)));
    assert!(!bid(&mut lot, BEN, 4_000, before_end(1, 0)).extended, "a first bid again");
}

#[test]
fn a_removed_winner_makes_way_for_the_runner_up_at_their_own_bid() {
    let at = At::from_secs(10);
    let played = || {
        let mut lot = lot(terms(1_000));
        for (who, max) in [(CAY, 1_500), (ANN, 3_000), (BEN, 3_000), (BEN, 9_000)] {
            bid(&mut lot, who, max, at);
        }
        lot
    };
    let mut lot = played();
    assert_eq!(lot.remove_winner(true), Err(No::StillOpen { ends_at: END }));
    lot.close(END).unwrap();
    let offer = lot.remove_winner(true).unwrap().unwrap();
    assert_eq!((offer.bidder, offer.price), (ANN, yen(3_000)));
    let offer = lot.remove_winner(true).unwrap().unwrap();
    assert_eq!((offer.bidder, offer.price), (CAY, yen(1_500)));
    assert_eq!(lot.remove_winner(true), Ok(None));
    assert_eq!(lot.remove_winner(true), Err(No::NoWinner));
    let mut alone = played();
    alone.close(END).unwrap();
    assert_eq!(alone.remove_winner(false), Ok(None));
    assert_eq!(alone.closed().unwrap().outcome, Outcome::Cancelled);
}

#[test]
fn a_lot_nobody_won_is_listed_again_three_times_and_cheaper() {
    let relisting = Relisting { left: 3, cut_percent: 10 };
    let mut terms = Terms { relisting, ..terms(1_000) };
    let mut prices = Vec::new();
    loop {
        prices.push(terms.start.get());
        let mut lot = lot(terms.clone());
        let ends_at = lot.ends_at();
        assert_eq!(lot.relisted(ends_at), None, "an open lot is not listed again");
        lot.close(ends_at).unwrap();
        let Some(again) = lot.relisted(ends_at) else { break };
        assert_eq!(again.ends_at.since(again.starts_at), END.since(At::from_secs(0)));
        terms = again;
    }
    assert_eq!(prices, [1_000, 900, 810, 729]);
    let mut won = lot(Terms { relisting, ..terms });
    let ends_at = won.ends_at();
    bid(&mut won, ANN, 5_000, ends_at.minus(Span::secs(1)));
    won.close(ends_at).unwrap();
    assert_eq!(won.relisted(ends_at), None);
}

#[test]
fn terms_that_contradict_themselves_are_not_listed() {
    let fine = terms(1_000);
    let bad = [
        Terms { start: yen(0), ..fine.clone() },
        Terms { start: yen(i64::MAX), ..fine.clone() },
        Terms { ends_at: fine.starts_at, ..fine.clone() },
        Terms { reserve: Some(yen(1_000)), ..fine.clone() },
        Terms { buy_now: Some(yen(999)), ..fine.clone() },
        Terms { reserve: Some(yen(2_000)), buy_now: Some(yen(1_500)), ..fine.clone() },
        Terms { relisting: Relisting { left: 4, cut_percent: 0 }, ..fine.clone() },
        Terms { relisting: Relisting { left: 1, cut_percent: 91 }, ..fine.clone() },
    ];
    for terms in bad {
        assert!(matches!(Auction::open(terms), Err(No::BadTerms { .. })));
    }
    assert!(Auction::open(fine).is_ok());
}
