//! When a bid is sent, and what its member sees of it.

use bidding::Outcome;
use kernel::{Span, Yen};

use crate::house::{in_a_house, last, now};
use crate::market::Listing;

#[test]
fn a_bid_sent_now_leads_wins_and_leaves_a_receipt() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.market.rival("a", 7, 2_000).unwrap();
        let bid = house.place(&now(1, "a", 5_000));
        assert_eq!(house.state(bid), "leading");
        assert_eq!(house.held(1), 5_000 + 800 + 500);
        let receipts = house.receipts(bid);
        let [receipt] = receipts.as_slice() else { panic!("{receipts:?}") };
        assert_eq!((receipt.outcome, receipt.amount_yen), (Outcome::Placed, Yen::new(5_000)));
        assert_eq!((receipt.price_seen_yen, receipt.leading), (Some(Yen::new(1_000)), Some(true)));
        assert_eq!((receipt.account.as_str(), receipt.tries), ("house-1", 1));
        assert_eq!(receipt.market_bid.as_deref(), Some("a-2"));
        assert!(receipt.planned_at <= receipt.intended_at);
        assert!(receipt.sent_at.is_some() && receipt.answered_at >= receipt.sent_at);
        house.pass(Span::hours(1));
        house.pass(Span::secs(3));
        assert_eq!(house.state(bid), "won");
        assert_eq!(house.told(bid), ["placed", "leading", "won"]);
        assert_eq!(house.held(1), 0, "what was set aside is the order's now, or free");
        house.pass(Span::hours(30));
        assert_eq!(house.purse(1), 100_000 - 2_100 - 800 - 500);
        house.audit();
    });
}

#[test]
fn a_last_moment_bid_is_sent_a_chosen_time_before_the_end() {
    in_a_house(|house| {
        house.list("a", Listing { auto_extension: true, ..Listing::default() });
        let end = house.market.ends_at("a");
        let bid = house.place(&last(1, "a", 5_000, 7));
        house.until(end.minus(Span::secs(8)));
        assert_eq!(house.market.taken("a"), [0i64; 0]);
        house.until(end.minus(Span::secs(6)));
        assert_eq!(house.market.taken("a"), [5_000]);
        let receipt = &house.receipts(bid)[0];
        assert_eq!(receipt.planned_at, end.minus(Span::secs(7)));
        assert!(receipt.sent_at.unwrap().since(receipt.planned_at) < Span::millis(1));
        house.until(end.plus(Span::secs(3)));
        assert_eq!(house.state(bid), "won");
        house.audit();
    });
}

#[test]
fn a_last_moment_bid_follows_every_extension() {
    in_a_house(|house| {
        house.list("a", Listing { auto_extension: true, ..Listing::default() });
        house.market.rival("a", 7, 1_500).unwrap();
        let first = house.market.ends_at("a");
        let bid = house.place(&last(1, "a", 9_000, 10));
        // Rivals fight in the last minutes: twice the end moves.
        house.until(first.minus(Span::minutes(2)));
        house.market.rival("a", 8, 2_500).unwrap();
        let second = house.market.ends_at("a");
        assert_eq!(second, first.plus(Span::minutes(5)));
        house.until(second.minus(Span::secs(30)));
        assert_eq!(house.market.taken("a"), [0i64; 0], "not at the first end");
        house.market.rival("a", 7, 3_500).unwrap();
        let third = house.market.ends_at("a");
        house.until(third.minus(Span::secs(11)));
        assert_eq!(house.market.taken("a"), [0i64; 0], "nor at the second");
        house.until(third.minus(Span::secs(9)));
        assert_eq!(house.receipts(bid)[0].planned_at, third.minus(Span::secs(10)));
        // Its own rise extends the lot once more; it leads on.
        house.until(third.plus(Span::minutes(5)).plus(Span::secs(3)));
        assert_eq!(house.state(bid), "won");
        house.audit();
    });
}

#[test]
fn a_last_moment_bid_is_told_when_the_lot_ended_before_its_moment() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.market.rival("a", 7, 1_500).unwrap();
        let bid = house.place(&last(1, "a", 9_000, 10));
        house.pass(Span::minutes(50));
        house.market.change("a", |auction, now| auction.end_early(now)).unwrap();
        house.pass(Span::minutes(11));
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("ended_early", 0));
        assert_eq!(house.told(bid), ["placed", "ended_early"]);
        assert!(house.receipts(bid).is_empty());
        house.audit();
    });
}

#[test]
fn a_marketplace_whose_clock_is_ahead_is_met_on_its_own_clock() {
    in_a_house(|house| {
        house.market.inner().ahead = Span::secs(40);
        house.measure();
        house.list("a", Listing::default());
        let end_there = house.market.ends_at("a");
        let bid = house.place(&last(1, "a", 9_000, 10));
        house.pass(Span::minutes(61));
        let receipt = &house.receipts(bid)[0];
        assert_eq!(receipt.planned_at.plus(Span::secs(40)), end_there.minus(Span::secs(10)));
        assert_eq!(house.market.inner().takes[0].at.since(end_there).as_secs(), -9);
        assert_eq!(house.state(bid), "won");
        house.audit();
    });
}

#[test]
fn a_check_minutes_before_tells_what_cannot_enter_while_it_can_be_raised() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let end = house.market.ends_at("a");
        let bid = house.place(&last(1, "a", 3_000, 10));
        house.until(end.minus(Span::minutes(5)).minus(Span::secs(11)));
        assert_eq!(house.state(bid), "scheduled");
        // Nobody of the house has looked since: only the check can find this out in time.
        house.market.rival("a", 7, 5_000).unwrap();
        house.market.rival("a", 8, 6_000).unwrap();
        house.bench.clock.set(end.minus(Span::minutes(5)).minus(Span::secs(10)));
        house.work();
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("outbid", 0));
        assert_eq!(house.told(bid), ["placed", "cannot_enter"]);
        assert_eq!(house.bid(bid).reason, "below_least");
        house.raise(bid, 8_000).unwrap();
        assert_eq!(house.held(1), 8_000 + 1_300);
        house.until(end.minus(Span::secs(30)));
        assert_eq!(house.state(bid), "armed", "checked anew");
        house.until(end.plus(Span::secs(3)));
        assert_eq!(house.state(bid), "won");
        house.audit();
    });
}

#[test]
fn a_check_finds_a_seller_who_does_not_want_this_house() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let bid = house.place(&last(1, "a", 3_000, 10));
        house.market.inner().restricted.insert("a".into());
        house.pass(Span::minutes(56));
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("failed", 0));
        assert_eq!(house.bid(bid).reason, "market.restricted");
        assert_eq!(house.told(bid), ["placed", "failed"]);
        house.audit();
    });
}

#[test]
fn what_is_not_covered_any_more_is_not_sent_and_may_be_raised() {
    in_a_house(|house| {
        house.list("a", Listing { shipping: None, ..Listing::default() });
        let end = house.market.ends_at("a");
        house.give(1, 500);
        let bid = house.place(&last(1, "a", 98_500, 10));
        assert_eq!(house.held(1), 98_500 + 1_500 + 500);
        // The seller names a price for shipping that the purse does not hold.
        house.market.inner().lots.get_mut("a").unwrap().shipping = Some(4_000);
        house.market.inner().lots.get_mut("a").unwrap().version += 1;
        house.pass(Span::minutes(10));
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("outbid", 0));
        assert_eq!(house.told(bid), ["placed", "not_covered"]);
        house.give(1, 9_000);
        house.raise(bid, 98_600).unwrap();
        house.until(end.plus(Span::secs(3)));
        assert_eq!(house.state(bid), "won");
        house.audit();
    });
}

#[test]
fn shipping_that_turns_out_cheaper_comes_back() {
    in_a_house(|house| {
        house.list("a", Listing { shipping: None, ..Listing::default() });
        house.place(&last(1, "a", 5_000, 10));
        assert_eq!(house.held(1), 5_000 + 1_500 + 500);
        house.market.inner().lots.get_mut("a").unwrap().shipping = Some(0);
        house.pass(Span::minutes(10));
        assert_eq!(house.held(1), 5_000 + 500);
    });
}

#[test]
fn a_bid_of_the_buy_now_price_has_the_lot_at_once() {
    in_a_house(|house| {
        house.list("a", Listing { buy_now: Some(6_000), ..Listing::default() });
        let bid = house.place(&now(1, "a", 7_000));
        house.pass(Span::secs(3));
        assert_eq!(house.state(bid), "won");
        house.pass(Span::hours(30));
        assert_eq!(house.purse(1), 100_000 - 6_000 - 1_300, "at the buy-now price");
        house.audit();
    });
}

#[test]
fn how_a_lot_ends_without_us_is_said_by_name_and_frees_the_money() {
    let table: [(&str, Listing, i64, &str); 4] = [
        ("lost", Listing::default(), 9_000, "lost"),
        ("reserve", Listing { reserve: Some(50_000), ..Listing::default() }, 0, "reserve_not_met"),
        ("cancel", Listing::default(), 0, "cancelled_by_seller"),
        ("relist", Listing { reserve: Some(50_000), ..Listing::default() }, 0, "reserve_not_met"),
    ];
    in_a_house(|house| {
        for (item, listing, rival, state) in table {
            house.list(item, listing);
            let end = house.market.ends_at(item);
            let bid = house.place(&last(1, item, 5_000, 10));
            house.until(end.minus(Span::secs(5)));
            assert_eq!(house.state(bid), "leading", "{item}");
            if rival > 0 {
                house.market.rival(item, 7, rival).unwrap();
            }
            if item == "cancel" {
                house.market.change(item, |auction, now| auction.cancel(now)).unwrap();
            }
            if item == "relist" {
                house.market.inner().lots.get_mut(item).unwrap().relisted_as = Some("r2".into());
            }
            house.until(end.plus(Span::secs(3)));
            assert_eq!((house.state(bid).as_str(), house.held(1)), (state, 0), "{item}");
            assert_eq!(house.told(bid).contains(&"relisted".to_owned()), item == "relist");
        }
        assert_eq!(house.purse(1), 100_000);
        house.audit();
    });
}

#[test]
fn an_order_that_is_born_late_is_waited_for() {
    in_a_house(|house| {
        house.market.inner().orders_take = Span::secs(7);
        house.list("a", Listing::default());
        let bid = house.place(&now(1, "a", 5_000));
        house.until(house.market.ends_at("a").plus(Span::secs(5)));
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("leading", 6_300));
        house.pass(Span::secs(5));
        assert_eq!(house.state(bid), "won");
        house.audit();
    });
}

#[test]
fn an_extension_nobody_saw_puts_a_last_moment_bid_off_to_its_new_moment() {
    in_a_house(|house| {
        house.list("a", Listing { auto_extension: true, ..Listing::default() });
        house.market.rival("a", 7, 1_500).unwrap();
        let first = house.market.ends_at("a");
        let bid = house.place(&last(1, "a", 9_000, 10));
        house.until(first.minus(Span::secs(12)));
        // Two seconds before its moment somebody extends the lot, and no watcher comes by.
        house.market.rival("a", 8, 2_500).unwrap();
        let second = house.market.ends_at("a");
        assert_eq!(second, first.plus(Span::minutes(5)));
        house.bench.clock.set(first.minus(Span::secs(10)));
        house.work();
        assert_eq!(house.market.taken("a"), [0i64; 0], "five minutes early");
        let receipt = &house.receipts(bid)[0];
        assert!(receipt.is_postponed(), "{receipt:?}");
        assert_eq!((receipt.sent_at, receipt.sentence.as_deref()), (None, None));
        assert_eq!(house.state(bid), "armed", "checked anew at once");
        assert!(house.events(bid).iter().any(|e| e.reason == "extended"));
        assert_eq!(house.bid(bid).planned_at, Some(second.minus(Span::secs(10))));
        house.until(second.minus(Span::secs(9)));
        assert_eq!(house.market.taken("a"), [9_000]);
        let sent = house.receipts(bid).pop().unwrap();
        assert_eq!(sent.planned_at, second.minus(Span::secs(10)), "a new promise");
        let figures = house.ask(|tx| bidding::figures(tx, 100));
        assert_eq!((figures.attempts, figures.placed, figures.not_sent), (1, 1, 0));
        house.pass(Span::minutes(10));
        assert_eq!(house.state(bid), "won");
        house.audit();
    });
}

#[test]
fn a_group_is_free_while_one_of_it_is_put_off() {
    in_a_house(|house| {
        house.list("a", Listing { auto_extension: true, ..Listing::default() });
        house.list("b", Listing { ends_in: Span::hours(3), ..Listing::default() });
        house.market.rival("a", 7, 1_500).unwrap();
        let end = house.market.ends_at("a");
        let group = house.group(1, 1);
        let first = house.place(&last(1, "a", 9_000, 10).of(group));
        house.until(end.minus(Span::secs(12)));
        house.market.rival("a", 8, 2_500).unwrap();
        house.bench.clock.set(end.minus(Span::secs(10)));
        house.work();
        let second = house.place(&now(1, "b", 5_000).of(group));
        assert_eq!([first, second].map(|bid| house.state(bid)), ["armed", "leading"]);
        house.pass(Span::minutes(10));
        assert_eq!(house.state(first), "lost", "the slot was taken at its new moment");
        house.pass(Span::hours(3));
        house.audit();
    });
}
