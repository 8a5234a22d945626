//! One bid of the house per lot: whose it is, what the others hear, and that no ceiling is told.

use bidding::Outcome;
use kernel::Span;

use crate::house::{code, in_a_house, last, now};
use crate::market::{Listing, Trouble};

#[test]
fn the_highest_ceiling_is_sent_and_the_others_step_back_and_are_told() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let low = house.place(&last(1, "a", 5_000, 10));
        let refused = house.try_place(&last(2, "a", 5_000, 10));
        assert_eq!(code(&refused), "bidding.house_higher", "equal: the earlier");
        let high = house.place(&last(2, "a", 5_001, 20));
        assert_eq!((house.state(low).as_str(), house.held(1)), ("displaced", 0));
        assert_eq!(house.told(low), ["placed", "displaced"]);
        // The first may enter again, only above.
        assert_eq!(code(&house.raise(low, 5_001)), "bidding.house_higher");
        house.raise(low, 6_000).unwrap();
        assert_eq!((house.state(high).as_str(), house.held(2)), ("displaced", 0));
        house.pass(Span::hours(1));
        house.pass(Span::secs(3));
        assert_eq!(house.market.taken("a"), [6_000]);
        assert_eq!([low, high].map(|bid| house.state(bid)), ["won", "lost"]);
        house.audit();
    });
}

#[test]
fn one_that_leads_keeps_its_cover_until_the_higher_one_is_placed() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let low = house.place(&now(1, "a", 5_000));
        let high = house.place(&last(2, "a", 8_000, 10));
        assert_eq!((house.state(low).as_str(), house.held(1)), ("leading", 6_300));
        assert_eq!(house.told(low), ["placed", "leading", "house_rival"]);
        house.until(house.market.ends_at("a").minus(Span::secs(5)));
        assert_eq!([low, high].map(|bid| house.state(bid)), ["displaced", "leading"]);
        assert_eq!((house.held(1), house.held(2)), (0, 9_300));
        assert_eq!(house.market.taken("a"), [5_000, 8_000]);
        assert_eq!(house.market.price("a"), 1_000, "the house never bids against itself");
        house.pass(Span::secs(9));
        assert_eq!([low, high].map(|bid| house.state(bid)), ["lost", "won"]);
        house.audit();
    });
}

#[test]
fn a_leader_who_raised_under_a_higher_one_sends_it_when_that_is_gone() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let low = house.place(&now(1, "a", 5_000));
        let high = house.place(&last(2, "a", 9_000, 10));
        assert_eq!(code(&house.raise(low, 8_000)), "bidding.house_higher");
        house.withdraw(high).unwrap();
        house.raise(low, 8_000).unwrap();
        house.settle();
        assert_eq!(house.market.taken("a"), [5_000, 8_000]);
        // Raised while nobody answers, then somebody of the house is above, then not any more.
        house.market.inner().outage = true;
        house.raise(low, 8_500).unwrap();
        house.settle();
        let high = house.place(&last(2, "a", 9_500, 10));
        house.market.inner().outage = false;
        house.pass(Span::minutes(5));
        assert_eq!(house.market.taken("a"), [5_000, 8_000]);
        house.withdraw(high).unwrap();
        house.settle();
        assert_eq!(house.market.taken("a"), [5_000, 8_000, 8_500]);
        house.pass(Span::hours(1));
        assert_eq!(house.state(low), "won");
        house.audit();
    });
}

#[test]
fn two_on_their_way_at_once_end_with_the_higher_one_leading_whichever_answer_comes_first() {
    // What happens to the lower one, sent first: its answer is lost, before or after it is taken.
    for trouble in [Trouble::LostTaken, Trouble::LostUntaken, Trouble::LostOnTheWay] {
        in_a_house(|house| {
            house.list("a", Listing::default());
            house.market.inner().script.push_back(trouble);
            let low = house.try_place(&now(1, "a", 5_000)).unwrap();
            house.work();
            assert_eq!(house.state(low), "sending");
            let high = house.try_place(&now(2, "a", 8_000)).unwrap();
            house.work();
            assert_eq!(house.state(high), "leading", "{trouble:?}");
            house.market.arrive();
            house.pass(Span::secs(10));
            assert_eq!([low, high].map(|bid| house.state(bid)), ["displaced", "leading"]);
            assert_eq!((house.held(1), house.held(2)), (0, 9_300), "{trouble:?}");
            let taken = trouble == Trouble::LostTaken;
            let outcome = if taken { Outcome::Placed } else { Outcome::Refused };
            let receipt = &house.receipts(low)[0];
            assert_eq!(receipt.outcome, outcome, "{trouble:?}");
            let told = receipt.sentence.clone().unwrap_or_default();
            assert!(!told.contains("8,000"), "a receipt tells another's ceiling: {told}");
            house.pass(Span::hours(1));
            assert_eq!([low, high].map(|bid| house.state(bid)), ["lost", "won"]);
            house.audit();
        });
    }
}

#[test]
fn no_refusal_tells_what_another_member_allows() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.place(&now(1, "a", 5_432));
        for ceiling in [1_200, 3_000, 5_431, 5_432] {
            let refused = house.try_place(&now(2, "a", ceiling)).unwrap_err();
            assert_eq!(refused.code(), "bidding.house_higher");
            assert!(!refused.to_string().contains("5,43"), "{refused}");
        }
        house.place(&now(2, "a", 5_433));
    });
}
