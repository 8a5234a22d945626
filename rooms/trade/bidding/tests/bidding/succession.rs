//! Who stands for the house when its champion waits for a group, or goes.

use bidding::Outcome;
use kernel::Span;

use crate::house::{House, code, in_a_house, last, member, now};
use crate::market::Listing;

fn empty(house: &House<'_>, who: u128) {
    house
        .act(move |tx| {
            let all = ledger::purse_yen(tx, member(who))?;
            ledger::withdraw(tx, member(who), all, &format!("out:{who}"), "test")
        })
        .unwrap();
}

/// Who 1 leads on `x` in a group of one, so that whatever else is in it waits.
fn leading_group(house: &House<'_>) -> kernel::BidGroupId {
    house.list("x", Listing { ends_in: Span::hours(3), ..Listing::default() });
    house.list("y", Listing::default());
    let group = house.group(1, 1);
    let first = house.place(&now(1, "x", 5_000).of(group));
    assert_eq!(house.state(first), "leading");
    group
}

#[test]
fn a_bid_that_waits_for_its_group_holds_nobody_up() {
    in_a_house(|house| {
        let group = leading_group(house);
        let waits = house.place(&now(1, "y", 9_000).of(group));
        assert_eq!(house.state(waits), "waiting");
        // A lower ceiling of another member is taken, sent, and wins.
        let other = house.place(&now(2, "y", 4_000));
        assert_eq!(house.state(other), "leading");
        house.pass(Span::minutes(61));
        assert_eq!([waits, other].map(|bid| house.state(bid)), ["lost", "won"]);
        house.pass(Span::hours(3));
        house.audit();
    });
}

#[test]
fn a_bid_placed_earlier_is_not_displaced_by_one_that_waits() {
    in_a_house(|house| {
        let group = leading_group(house);
        let early = house.place(&last(2, "y", 4_000, 10));
        let waits = house.place(&now(1, "y", 9_000).of(group));
        assert_eq!([early, waits].map(|bid| house.state(bid)), ["scheduled", "waiting"]);
        assert_eq!(house.told(early), ["placed"]);
        // Nor by one that finds at its moment only that the slot is taken.
        house.list("z", Listing::default());
        let early_z = house.place(&last(2, "z", 4_000, 10));
        let later = house.place(&last(1, "z", 9_000, 60).of(group));
        assert_eq!(house.state(early_z), "displaced", "it may still go at its moment");
        house.until(house.market.ends_at("z").minus(Span::secs(30)));
        assert_eq!([early_z, later].map(|bid| house.state(bid)), ["armed", "waiting"]);
        assert_eq!(house.held(2), 2 * 5_300);
        house.pass(Span::minutes(2));
        assert_eq!([early, early_z].map(|bid| house.state(bid)), ["won", "won"]);
        house.pass(Span::hours(3));
        house.audit();
    });
}

#[test]
fn when_its_slot_is_free_a_bid_that_waited_comes_in_as_a_new_one_does() {
    in_a_house(|house| {
        let group = leading_group(house);
        house.list("z", Listing::default());
        let above = house.place(&now(1, "y", 9_000).of(group));
        let below = house.place(&now(1, "z", 3_000).of(group));
        let on_y = house.place(&now(2, "y", 4_000));
        let on_z = house.place(&now(2, "z", 3_000));
        assert_eq!([on_y, on_z].map(|bid| house.state(bid)), ["leading", "leading"]);
        // Somebody outside beats the one that led: the slot is free.
        house.market.rival("x", 7, 20_000).unwrap();
        house.pass(Span::minutes(6));
        assert_eq!(house.state(above), "leading", "above whoever stood there");
        assert_eq!(house.state(on_y), "displaced");
        assert_eq!(house.state(below), "displaced", "equal is not above");
        assert_eq!(house.told(below), ["placed", "waiting", "displaced"]);
        assert_eq!(house.state(on_z), "leading");
        assert_eq!((house.held(1), house.held(2)), (10_300, 4_300));
        assert_eq!(house.market.taken("y"), [4_000, 9_000]);
        house.pass(Span::hours(3));
        assert_eq!([above, on_z].map(|bid| house.state(bid)), ["won", "won"]);
        house.audit();
    });
}

#[test]
fn the_next_is_taken_up_for_its_own_moment_when_the_champion_is_withdrawn() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let low = house.place(&last(1, "a", 5_000, 60));
        let middle = house.place(&last(2, "a", 6_000, 120));
        let high = house.place(&last(3, "a", 7_000, 10));
        assert_eq!([house.held(1), house.held(2)], [0, 0]);
        house.withdraw(high).unwrap();
        house.settle();
        assert_eq!([low, middle].map(|bid| house.state(bid)), ["displaced", "scheduled"]);
        assert_eq!([house.held(1), house.held(2), house.held(3)], [0, 7_300, 0]);
        assert_eq!(house.told(middle), ["placed", "displaced", "taken_up"]);
        let end = house.market.ends_at("a");
        house.until(end.minus(Span::secs(119)));
        assert_eq!(house.receipts(middle)[0].planned_at, end.minus(Span::secs(120)));
        house.pass(Span::minutes(3));
        assert_eq!([low, middle].map(|bid| house.state(bid)), ["lost", "won"]);
        house.audit();
    });
}

#[test]
fn withdrawing_in_the_last_seconds_takes_the_lot_from_nobody() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let low = house.place(&last(1, "a", 5_000, 60));
        let high = house.place(&last(2, "a", 9_000, 1));
        house.until(house.market.ends_at("a").minus(Span::secs(2)));
        house.withdraw(high).unwrap();
        house.settle();
        assert_eq!(house.market.taken("a"), [5_000], "its moment has passed: at once");
        house.pass(Span::secs(5));
        assert_eq!([low, high].map(|bid| house.state(bid)), ["won", "withdrawn"]);
        house.audit();
    });
}

#[test]
fn the_next_goes_when_the_champion_is_not_covered_or_refused() {
    in_a_house(|house| {
        house.list("a", Listing { shipping: None, ..Listing::default() });
        let low = house.place(&last(1, "a", 5_000, 60));
        let high = house.place(&last(2, "a", 98_000, 10));
        // Shipping turns out to be dearer than the champion's purse is.
        house.market.inner().lots.get_mut("a").unwrap().shipping = Some(4_000);
        house.market.inner().lots.get_mut("a").unwrap().version += 1;
        house.pass(Span::minutes(10));
        assert_eq!([low, high].map(|bid| house.state(bid)), ["scheduled", "outbid"]);
        assert_eq!(house.told(high), ["placed", "not_covered"]);
        // The seller does not want this house: each hears it, one after the other.
        house.list("b", Listing::default());
        let low_b = house.place(&last(1, "b", 5_000, 10));
        let high_b = house.place(&last(2, "b", 6_000, 10));
        house.market.inner().restricted.insert("b".into());
        house.pass(Span::minutes(65));
        assert_eq!([low_b, high_b].map(|bid| house.state(bid)), ["failed", "failed"]);
        assert_eq!(house.told(low_b), ["placed", "displaced", "taken_up", "failed"]);
        assert_eq!(house.state(low), "won");
        house.audit();
    });
}

#[test]
fn one_that_cannot_be_covered_again_is_told_and_the_one_below_it_goes() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let low = house.place(&last(1, "a", 5_000, 10));
        let middle = house.place(&last(2, "a", 6_000, 10));
        let high = house.place(&last(3, "a", 7_000, 10));
        empty(house, 2);
        house.withdraw(high).unwrap();
        house.settle();
        assert_eq!([low, middle].map(|bid| house.state(bid)), ["scheduled", "outbid"]);
        assert_eq!(house.told(middle), ["placed", "displaced", "not_covered"]);
        assert_eq!(house.bid(middle).reason, "not_covered");
        // With money in the purse it may be raised, and is above again.
        house.give(2, 20_000);
        house.raise(middle, 6_100).unwrap();
        assert_eq!(house.state(low), "displaced");
        house.pass(Span::minutes(61));
        assert_eq!([low, middle].map(|bid| house.state(bid)), ["lost", "won"]);
        house.audit();
    });
}

#[test]
fn one_whose_ceiling_the_price_has_passed_is_told_when_its_champion_goes() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let low = house.place(&last(1, "a", 3_000, 10));
        let high = house.place(&last(2, "a", 7_000, 10));
        house.market.rival("a", 7, 5_000).unwrap();
        house.market.rival("a", 8, 4_500).unwrap();
        house.pass(Span::minutes(6));
        assert_eq!([low, high].map(|bid| house.state(bid)), ["displaced", "scheduled"]);
        house.withdraw(high).unwrap();
        house.settle();
        assert_eq!((house.state(low).as_str(), house.held(1)), ("outbid", 0));
        assert_eq!(house.told(low), ["placed", "displaced", "cannot_enter"]);
        house.raise(low, 8_000).unwrap();
        house.pass(Span::hours(1));
        assert_eq!(house.state(low), "won");
        house.audit();
    });
}

#[test]
fn one_that_leads_below_is_told_of_the_next_above_it() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let low = house.place(&now(1, "a", 3_000));
        let middle = house.place(&last(2, "a", 5_000, 10));
        let high = house.place(&last(3, "a", 7_000, 10));
        assert_eq!(house.state(middle), "displaced");
        house.withdraw(high).unwrap();
        house.settle();
        assert_eq!([low, middle].map(|bid| house.state(bid)), ["leading", "scheduled"]);
        let heard = house.told(low);
        assert_eq!(heard.iter().filter(|what| *what == "house_rival").count(), 3);
        let refused = house.try_place(&last(4, "a", 5_000, 10));
        assert_eq!(code(&refused), "bidding.house_higher");
        house.pass(Span::minutes(61));
        assert_eq!([low, middle].map(|bid| house.state(bid)), ["lost", "won"]);
        let taken = house.receipts(middle);
        assert_eq!(taken.iter().filter(|r| r.outcome == Outcome::Placed).count(), 1);
        house.audit();
    });
}

#[test]
fn a_lot_that_was_thought_to_be_over_and_is_not_takes_the_next_up() {
    in_a_house(|house| {
        house.list("a", Listing { auto_extension: true, ..Listing::default() });
        let low = house.place(&last(1, "a", 5_000, 60));
        let high = house.place(&last(2, "a", 7_000, 10));
        house.market.rival("a", 7, 1_500).unwrap();
        let end = house.market.ends_at("a");
        house.until(end.minus(Span::minutes(4)));
        // Extended in an outage, and withdrawn after the end that the house knew.
        house.market.inner().outage = true;
        house.market.rival("a", 8, 2_500).unwrap();
        house.until(end.plus(Span::secs(5)));
        house.withdraw(high).unwrap();
        assert_eq!(house.state(low), "displaced");
        house.market.inner().outage = false;
        house.pass(Span::secs(10));
        // Its moment is near enough for it to be checked with the marketplace at once.
        assert_eq!(house.state(low), "armed");
        assert_eq!(house.told(low), ["placed", "displaced", "taken_up"]);
        house.pass(Span::minutes(10));
        assert_eq!([low, high].map(|bid| house.state(bid)), ["won", "withdrawn"]);
        house.audit();
    });
}
