//! A lot whose winner was removed falls to a bid of the house: asked, taken, let go, lapsed; and a
//! win of the house that is taken away.

use bidding::{IfOffered, OfferState};
use kernel::{BidId, Span, Yen};
use markets::OrderState;

use crate::falls::HOLDS;
use crate::house::{House, code, in_a_house, last, member, now};
use crate::market::{Listing, Trouble};

/// Who 1 has lost `a` at 5,000 to a stranger, who is removed; the house has heard of it.
fn fallen(house: &House<'_>, said: Option<IfOffered>) -> BidId {
    let bid = lost(house, "a", said);
    house.market.remove_winner("a");
    house.hear().unwrap();
    bid
}

fn lost(house: &House<'_>, item: &str, said: Option<IfOffered>) -> BidId {
    house.list(item, Listing::default());
    let bid = house.place(&now(1, item, 5_000));
    if let Some(said) = said {
        house.act(move |tx| bidding::set_if_offered(tx, member(1), bid, said)).unwrap();
    }
    house.market.rival(item, 7, 8_000).unwrap();
    house.pass(Span::minutes(61));
    assert_eq!((house.state(bid).as_str(), house.held(1)), ("lost", 0));
    bid
}

fn take(house: &House<'_>, bid: BidId, most: i64) -> db::Answer<()> {
    house.act(move |tx| bidding::take_offer(tx, member(1), bid, Yen::new(most)))
}

fn leave(house: &House<'_>, bid: BidId) -> db::Answer<()> {
    house.act(move |tx| bidding::leave_offer(tx, member(1), bid))
}

fn stands(house: &House<'_>, bid: BidId) -> OfferState {
    house.offers(bid)[0].state
}

fn orders_of(house: &House<'_>, who: u128) -> Vec<orders::Order> {
    house.ask(move |tx| orders::of_member(tx, member(who), None, 100)).rows
}

#[test]
fn a_lot_that_falls_to_a_bid_is_asked_about_taken_and_ordered_at_its_own_highest_bid() {
    in_a_house(|house| {
        let bid = fallen(house, None);
        assert_eq!(house.told(bid), ["placed", "leading", "outbid", "lost", "offered"]);
        let offer = house.offers(bid).remove(0);
        assert_eq!((offer.price_yen, offer.state), (Yen::new(5_000), OfferState::Open));
        assert_eq!(house.held(1), 0, "nothing is set aside before they say so");
        assert_eq!(code(&take(house, bid, 5_000)), "bidding.offer_changed");
        take(house, bid, 6_300).unwrap();
        assert_eq!((house.held(1), stands(house, bid)), (6_300, OfferState::Taking));
        // Said twice it is said once.
        take(house, bid, 6_300).unwrap();
        assert_eq!(code(&leave(house, bid)), "bidding.offer_decided");
        house.settle();
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("won", 0));
        assert_eq!(house.told(bid).last().unwrap(), "won");
        let order = orders_of(house, 1).remove(0);
        assert_eq!(order.price_yen, Yen::new(5_000));
        assert_eq!(house.market.answered(), (1, 0));
        let receipt = house.offers(bid).remove(0);
        assert!(receipt.sent_at.is_some() && receipt.answered_at >= receipt.sent_at);
        assert_eq!((receipt.tries, receipt.state), (1, OfferState::Taken));
        // The marketplace says so too, and it is no news.
        house.hear().unwrap();
        take(house, bid, 6_300).unwrap();
        house.pass(Span::hours(30));
        assert_eq!(house.purse(1), 100_000 - 6_300);
        house.audit();
    });
}

#[test]
fn an_answer_that_meets_misfortune_takes_once_and_is_never_forgotten() {
    for trouble in [
        Trouble::Busy,
        Trouble::Unauthorised,
        Trouble::Unreachable,
        Trouble::LostUntaken,
        Trouble::LostTaken,
        Trouble::CrashBefore,
        Trouble::CrashAfter,
    ] {
        in_a_house(|house| {
            let bid = fallen(house, None);
            house.market.inner().script.push_back(trouble);
            take(house, bid, 6_300).unwrap();
            house.work();
            assert_eq!(house.held(1), 6_300, "{trouble:?}");
            // Another process finds what this one left.
            let again = house.reopened();
            again.pass(Span::minutes(10));
            assert_eq!(again.state(bid), "won", "{trouble:?}");
            assert_eq!(again.market.answered(), (1, 0), "{trouble:?}");
            assert_eq!(orders_of(&again, 1).len(), 1);
            again.hear().unwrap();
            again.audit();
        });
    }
}

#[test]
fn the_feed_of_orders_may_bring_the_word_before_the_answer_does() {
    in_a_house(|house| {
        let bid = fallen(house, None);
        house.market.inner().script.push_back(Trouble::LostTaken);
        take(house, bid, 6_300).unwrap();
        house.work();
        assert_eq!(stands(house, bid), OfferState::Taking);
        house.hear().unwrap();
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("won", 0));
        house.pass(Span::hours(1));
        assert_eq!(house.market.answered(), (1, 0));
        house.audit();
    });
}

#[test]
fn an_offer_is_over_when_its_time_is_and_through_an_outage_the_truth_is_asked_for() {
    in_a_house(|house| {
        let bid = fallen(house, None);
        house.pass(HOLDS);
        assert_eq!(stands(house, bid), OfferState::Lapsed);
        assert_eq!(house.told(bid).last().unwrap(), "offer_gone");
        assert_eq!(code(&take(house, bid, 6_300)), "bidding.offer_lapsed");
        house.market.lapse();
        house.hear().unwrap();
        // Taken in time, and nobody answered until it was over there.
        let late = lost(house, "b", None);
        house.market.remove_winner("b");
        house.hear().unwrap();
        house.market.inner().outage = true;
        take(house, late, 6_300).unwrap();
        house.pass(Span::hours(25));
        assert_eq!((house.held(1), stands(house, late)), (6_300, OfferState::Taking));
        house.market.inner().outage = false;
        house.market.lapse();
        house.pass(Span::minutes(10));
        assert_eq!((house.held(1), stands(house, late)), (0, OfferState::Lapsed));
        assert_eq!(house.offers(late)[0].code.as_deref(), Some("market.offer_lapsed"));
        house.audit();
    });
}

#[test]
fn what_a_member_said_beforehand_is_done_without_asking() {
    in_a_house(|house| {
        let taken = fallen(house, Some(IfOffered::Take));
        assert_eq!(house.state(taken), "won");
        assert!(!house.told(taken).contains(&"offered".to_owned()));
        assert_eq!(house.offers(taken)[0].decided_by.as_deref(), Some("house"));
        let left = lost(house, "b", Some(IfOffered::Leave));
        house.market.remove_winner("b");
        house.hear().unwrap();
        assert_eq!(stands(house, left), OfferState::Left);
        assert_eq!(house.market.answered(), (1, 1));
        // What the purse does not cover is asked about.
        let poor = lost(house, "c", Some(IfOffered::Take));
        house
            .act(|tx| {
                let all = ledger::purse_yen(tx, member(1))?;
                ledger::withdraw(tx, member(1), all, "out", "test")
            })
            .unwrap();
        house.market.remove_winner("c");
        house.hear().unwrap();
        assert_eq!(stands(house, poor), OfferState::Open);
        assert_eq!(house.told(poor).last().unwrap(), "offered");
        assert_eq!(code(&take(house, poor, 6_300)), "ledger.not_enough");
        leave(house, poor).unwrap();
        house.pass(Span::minutes(1));
        house.audit();
    });
}

#[test]
fn an_offer_belongs_to_the_member_whose_bid_stands_and_to_nobody_else() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let low = house.place(&now(2, "a", 3_000));
        let high = house.place(&now(1, "a", 5_000));
        house.market.rival("a", 7, 8_000).unwrap();
        house.pass(Span::minutes(61));
        house.market.remove_winner("a");
        house.hear().unwrap();
        assert_eq!((house.offers(low).len(), house.offers(high).len()), (0, 1));
        let stranger = house.act(move |tx| bidding::leave_offer(tx, member(2), high));
        assert_eq!(code(&stranger), "bidding.no_such_bid");
        let none = house.act(move |tx| bidding::leave_offer(tx, member(2), low));
        assert_eq!(code(&none), "bidding.no_offer");
        leave(house, high).unwrap();
        house.settle();
        house.hear().unwrap();
        house.audit();
    });
}

#[test]
fn a_group_takes_what_fell_to_it_only_while_it_has_a_place() {
    in_a_house(|house| {
        let group = house.group(1, 1);
        for item in ["a", "b"] {
            house.list(item, Listing { ends_in: Span::hours(1), ..Listing::default() });
        }
        house.list("c", Listing { ends_in: Span::hours(9), ..Listing::default() });
        let fell = house.place(&now(1, "a", 5_000).of(group));
        house.act(move |tx| bidding::set_if_offered(tx, member(1), fell, IfOffered::Take)).unwrap();
        house.market.rival("a", 7, 8_000).unwrap();
        house.pass(Span::minutes(61));
        let other = house.place(&now(1, "c", 4_000).of(group));
        assert_eq!(house.state(other), "leading");
        house.market.remove_winner("a");
        house.hear().unwrap();
        assert_eq!(stands(house, fell), OfferState::Open, "asked, although they said take it");
        assert_eq!(code(&take(house, fell, 6_300)), "bidding.group_full");
        house.market.rival("c", 7, 9_000).unwrap();
        house.pass(Span::minutes(6));
        take(house, fell, 6_300).unwrap();
        // While the answer is on its way its place is taken.
        let waits = house.try_place(&now(1, "c", 9_500).of(group));
        assert_eq!(code(&waits), "bidding.already_bidding");
        house.raise(other, 12_000).unwrap();
        assert_eq!(house.state(other), "waiting");
        house.settle();
        assert_eq!((house.state(fell).as_str(), house.state(other).as_str()), ("won", "waiting"));
        house.pass(Span::hours(9));
        assert_eq!(house.state(other), "lost");
        house.audit();
    });
}

#[test]
fn a_win_of_the_house_that_is_taken_away_gives_everything_back_and_its_place_too() {
    in_a_house(|house| {
        let group = house.group(1, 1);
        house.list("a", Listing::default());
        house.list("b", Listing { ends_in: Span::hours(5), ..Listing::default() });
        let won = house.place(&now(1, "a", 5_000).of(group));
        let waits = house.place(&last(1, "b", 7_000, 60).of(group));
        house.pass(Span::minutes(61));
        assert_eq!((house.state(won).as_str(), house.held(1)), ("won", 0));
        house.market.remove_winner("a");
        house.hear().unwrap();
        assert_eq!(house.state(won), "cancelled_by_seller");
        assert_eq!(house.bid(won).reason, "winner_removed");
        let order = orders_of(house, 1).remove(0);
        assert_eq!(order.state, orders::State::Closed);
        assert_eq!((house.purse(1), house.held(1)), (100_000 - 8_300, 8_300));
        house.pass(Span::hours(5));
        assert_eq!(house.state(waits), "won", "the place was free again");
        house.audit();
    });
}

#[test]
fn what_a_taken_away_win_gives_back_covers_what_waits_in_its_group_the_cheaper_if_not_all() {
    in_a_house(|house| {
        house.give(9, 9_000);
        let group = house.group(9, 1);
        for (item, hours) in [("a", 1), ("b", 5), ("c", 6)] {
            house.list(item, Listing { ends_in: Span::hours(hours), ..Listing::default() });
        }
        let won = house.place(&now(9, "a", 5_000).of(group));
        let dear = house.place(&last(9, "c", 7_600, 60).of(group));
        let cheap = house.place(&last(9, "b", 5_500, 60).of(group));
        house.pass(Span::minutes(61));
        assert_eq!(house.state(won), "won");
        // What is left would cover neither of them; with what comes back it covers both.
        house.market.remove_winner("a");
        house.hear().unwrap();
        assert_eq!(house.state(won), "cancelled_by_seller");
        assert_eq!([dear, cheap].map(|bid| house.state(bid)), ["scheduled", "scheduled"]);
        assert_eq!(house.held(9), 8_900);
        house.pass(Span::hours(6));
        assert_eq!([dear, cheap].map(|bid| house.state(bid)), ["lost", "won"]);
        house.audit();
    });
}

#[test]
fn a_group_that_cannot_be_covered_anew_goes_on_with_its_cheaper_bids() {
    in_a_house(|house| {
        house.give(9, 20_000);
        let group = house.group(9, 1);
        for (item, hours) in [("a", 1), ("b", 5), ("c", 6)] {
            house.list(item, Listing { ends_in: Span::hours(hours), ..Listing::default() });
        }
        let won = house.place(&now(9, "a", 5_000).of(group));
        let cheap = house.place(&last(9, "b", 5_500, 60).of(group));
        let dear = house.place(&last(9, "c", 15_000, 60).of(group));
        house.pass(Span::minutes(61));
        assert_eq!(house.state(won), "won");
        house.list("d", Listing::default());
        house.place(&last(9, "d", 10_000, 60));
        house.market.remove_winner("a");
        house.hear().unwrap();
        assert_eq!([cheap, dear].map(|bid| house.state(bid)), ["scheduled", "outbid"]);
        assert_eq!(house.told(dear).last().unwrap(), "not_covered");
        house.pass(Span::hours(5));
        assert_eq!(house.state(cheap), "won");
        house.audit();
    });
}

#[test]
fn a_removal_seen_before_the_end_was_settled_is_asked_about_too() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let bid = house.place(&now(1, "a", 5_000));
        house.market.rival("a", 7, 8_000).unwrap();
        house.bench.clock.forward(Span::minutes(61));
        house.market.remove_winner("a");
        house.settle();
        house.settle();
        assert_eq!(stands(house, bid), OfferState::Open);
        house.hear().unwrap();
        assert_eq!(house.offers(bid).len(), 1, "heard again it is the same offer");
        leave(house, bid).unwrap();
        house.settle();
        house.hear().unwrap();
        house.audit();
    });
}

#[test]
fn what_the_marketplace_gives_away_without_our_word_is_put_aside_for_people() {
    in_a_house(|house| {
        let bid = fallen(house, None);
        let mut inner = house.market.inner();
        let order = inner.orders.last_mut().unwrap();
        (order.state, order.seq) = (OrderState::AwaitingPayment, order.seq + 1);
        drop(inner);
        assert!(house.hear().is_err(), "the room of orders puts it aside");
        assert_eq!((stands(house, bid), house.held(1)), (OfferState::Open, 0));
        assert_eq!(orders_of(house, 1).len(), 0);
    });
}

#[test]
fn when_it_costs_another_sum_by_now_nothing_is_taken_and_the_member_is_asked_again() {
    in_a_house(|house| {
        let bid = fallen(house, None);
        let mut inner = house.market.inner();
        let order = inner.orders.last_mut().unwrap();
        (order.shipping_yen, order.total_yen) = (Some(Yen::new(900)), Yen::new(5_900));
        drop(inner);
        take(house, bid, 6_300).unwrap();
        house.settle();
        assert_eq!((stands(house, bid), house.held(1)), (OfferState::Open, 0));
        assert_eq!(house.told(bid).last().unwrap(), "offered");
        assert_eq!(code(&take(house, bid, 6_300)), "bidding.offer_changed");
        take(house, bid, 6_400).unwrap();
        house.settle();
        assert_eq!(house.state(bid), "won");
        house.audit();
    });
}
