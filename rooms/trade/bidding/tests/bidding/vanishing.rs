//! Lots that the marketplace does not show any more, and bids that their sellers strike out.

use kernel::{Span, Yen};

use crate::house::{in_a_house, last, now};
use crate::market::Listing;

#[test]
fn a_lot_that_is_not_shown_stays_covered_until_it_is_known_that_nothing_was_won() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let bid = house.place(&now(1, "a", 5_000));
        house.market.inner().gone.insert("a".into());
        house.pass(Span::minutes(20));
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("leading", 6_300));
        let vanished = || house.told(bid).iter().filter(|what| *what == "vanished").count();
        assert_eq!(vanished(), 1);
        assert_eq!(house.ask(orders::aside).len(), 1, "the staff are told");
        // It ends there, and is won: the order says so, whatever is shown.
        house.pass(Span::minutes(50));
        assert_eq!(house.state(bid), "leading");
        house.market.is_open("a");
        house.hear().unwrap();
        assert_eq!(house.state(bid), "won");
        house.pass(Span::hours(48));
        assert_eq!(vanished(), 1);
        house.audit();
    });
}

#[test]
fn what_was_not_won_is_freed_a_day_after_it_could_have_been() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let bid = house.place(&now(1, "a", 5_000));
        house.market.rival("a", 7, 8_000).unwrap();
        house.market.remove_rival("a");
        house.market.inner().gone.insert("a".into());
        // The seller calls it off where nobody sees it.
        house.market.change("a", |auction, now| auction.cancel(now)).unwrap();
        house.pass(Span::minutes(24 * 60 + 55));
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("leading", 6_300));
        // While nobody answers nothing is known.
        house.market.inner().outage = true;
        house.pass(Span::minutes(15));
        assert_eq!(house.held(1), 6_300);
        house.market.inner().outage = false;
        house.pass(Span::hours(1));
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("cancelled_by_seller", 0));
        assert_eq!(house.bid(bid).reason, "vanished");
        house.audit();
    });
}

#[test]
fn a_lot_that_is_shown_again_goes_on_as_if_nothing_had_been() {
    in_a_house(|house| {
        house.list("a", Listing { ends_in: Span::hours(40), ..Listing::default() });
        let bid = house.place(&last(1, "a", 5_000, 10));
        house.market.inner().gone.insert("a".into());
        house.pass(Span::hours(20));
        house.market.inner().gone.clear();
        house.pass(Span::hours(1));
        let of = house.bid(bid);
        assert_eq!(house.lot(&of).gone_at, None);
        house.pass(Span::hours(20));
        assert_eq!(house.state(bid), "won");
        house.audit();
    });
}

#[test]
fn when_the_houses_higher_bid_is_struck_out_the_older_one_leads_for_its_own_member() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let older = house.place(&now(2, "a", 3_000));
        let higher = house.place(&now(1, "a", 5_000));
        assert_eq!([older, higher].map(|bid| house.state(bid)), ["displaced", "leading"]);
        house.market.change("a", |auction, now| auction.remove_bid(2, now)).unwrap();
        house.pass(Span::minutes(2));
        assert_eq!([older, higher].map(|bid| house.state(bid)), ["leading", "outbid"]);
        assert_eq!([house.held(1), house.held(2)], [0, 4_300]);
        assert_eq!(house.bid(higher).reason, "struck_out");
        assert_eq!(house.bid(higher).sent_yen, Yen::ZERO);
        assert_eq!(house.told(higher).last().unwrap(), "struck_out");
        // They may raise, and are sent again.
        house.raise(higher, 6_000).unwrap();
        house.settle();
        assert_eq!([older, higher].map(|bid| house.state(bid)), ["displaced", "leading"]);
        house.market.change("a", |auction, now| auction.remove_bid(3, now)).unwrap();
        house.pass(Span::hours(1));
        assert_eq!([older, higher].map(|bid| house.state(bid)), ["won", "lost"]);
        house.audit();
    });
}

#[test]
fn when_its_only_bid_is_struck_out_the_house_leads_no_more() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let bid = house.place(&now(1, "a", 5_000));
        house.market.change("a", |auction, now| auction.remove_bid(1, now)).unwrap();
        house.pass(Span::minutes(2));
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("outbid", 0));
        assert_eq!(house.told(bid), ["placed", "leading", "struck_out"]);
        house.pass(Span::hours(1));
        assert_eq!(house.state(bid), "lost");
        house.audit();
    });
}
