//! "Win so many of these": slots that are never more than wanted.

use bidding::Report;
use kernel::{Span, Yen};
use markets::No;

use crate::house::{House, in_a_house, last, now};
use crate::market::{Listing, Trouble};

fn list_three(house: &House<'_>) {
    for (item, minutes) in [("a", 60), ("b", 70), ("c", 80)] {
        let ends_in = Span::minutes(minutes);
        house.list(item, Listing { ends_in, ..Listing::default() });
    }
}

#[test]
fn a_group_wins_one_of_three_and_holds_money_for_one() {
    in_a_house(|house| {
        list_three(house);
        let group = house.group(1, 1);
        let bids: Vec<_> = [("a", 5_000), ("b", 7_000), ("c", 6_000)]
            .map(|(item, ceiling)| house.place(&last(1, item, ceiling, 10).of(group)))
            .into();
        assert_eq!(house.held(1), 7_000 + 1_300, "the dearest one");
        // The first is sent, then outbid in its last seconds: the second one's turn comes.
        house.until(house.market.ends_at("a").minus(Span::secs(8)));
        assert_eq!(house.state(bids[0]), "leading");
        house.market.rival("a", 7, 9_000).unwrap();
        house.until(house.market.ends_at("b").plus(Span::secs(3)));
        assert_eq!([0, 1].map(|n| house.state(bids[n])), ["lost", "won"]);
        house.until(house.market.ends_at("c").plus(Span::secs(3)));
        assert_eq!(house.state(bids[2]), "lost");
        assert_eq!(house.market.taken("c"), [0i64; 0], "one is won, nothing more is sent");
        assert_eq!(house.events(bids[2]).last().unwrap().reason, "slot_taken");
        assert_eq!(house.held(1), 0);
        house.audit();
    });
}

#[test]
fn while_one_leads_the_others_wait_and_go_when_it_is_outbid() {
    in_a_house(|house| {
        list_three(house);
        let group = house.group(1, 2);
        let bids = ["a", "b", "c"].map(|item| house.place(&now(1, item, 5_000).of(group)));
        assert_eq!(bids.map(|bid| house.state(bid)), ["leading", "leading", "waiting"]);
        assert_eq!(house.held(1), 2 * 6_300);
        assert_eq!(house.told(bids[2]), ["placed", "waiting"]);
        house.market.rival("b", 7, 8_000).unwrap();
        house.pass(Span::minutes(6));
        assert_eq!(bids.map(|bid| house.state(bid)), ["leading", "outbid", "leading"]);
        // Raised, it has to wait for a slot itself.
        house.raise(bids[1], 9_000).unwrap();
        house.settle();
        assert_eq!(house.state(bids[1]), "waiting");
        assert_eq!(house.held(1), 10_300 + 6_300);
        house.pass(Span::minutes(90));
        assert_eq!(bids.map(|bid| house.state(bid)), ["won", "lost", "won"]);
        house.audit();
    });
}

#[test]
fn a_slot_stays_taken_while_an_answer_is_lost() {
    in_a_house(|house| {
        list_three(house);
        let group = house.group(1, 1);
        house.market.inner().script.push_back(Trouble::LostOnTheWay);
        let first = house.try_place(&now(1, "a", 5_000).of(group)).unwrap();
        house.work();
        assert_eq!(house.state(first), "sending");
        let second = house.place(&now(1, "b", 5_000).of(group));
        assert_eq!(house.state(second), "waiting");
        house.pass(Span::secs(5));
        assert_eq!([first, second].map(|bid| house.state(bid)), ["leading", "waiting"]);
        house.market.arrive();
        assert_eq!(house.market.taken("a"), [5_000]);
        house.pass(Span::minutes(90));
        assert_eq!([first, second].map(|bid| house.state(bid)), ["won", "lost"]);
        house.audit();
    });
}

#[test]
fn an_attempt_that_came_to_nothing_gives_its_place_to_who_waits() {
    in_a_house(|house| {
        list_three(house);
        let group = house.group(1, 1);
        house.market.inner().script.push_back(Trouble::CrashBefore);
        let first = house.try_place(&now(1, "a", 5_000).of(group)).unwrap();
        house.work();
        let second = house.place(&now(1, "b", 5_000).of(group));
        assert_eq!([first, second].map(|bid| house.state(bid)), ["sending", "waiting"]);
        let attempt = house.receipts(first)[0].id;
        let report = Report {
            attempt,
            sent_at: None,
            answered_at: house.at(),
            price_seen_yen: None,
            tries: 3,
            answer: Err(No::Unreachable { why: "nobody is there".into() }),
            ends_later: None,
        };
        house.act(move |tx| bidding::confirm(tx, &report)).unwrap();
        house.work();
        assert_eq!([first, second].map(|bid| house.state(bid)), ["scheduled", "leading"]);
        house.pass(Span::minutes(90));
        assert_eq!([first, second].map(|bid| house.state(bid)), ["lost", "won"]);
        house.audit();
    });
}

#[test]
fn a_win_that_comes_dearer_than_it_was_covered_for_takes_nothing_from_the_others() {
    in_a_house(|house| {
        house.list("a", Listing { shipping: None, ..Listing::default() });
        house.list("b", Listing { ends_in: Span::minutes(70), ..Listing::default() });
        let group = house.group(1, 2);
        let bids = ["a", "b"].map(|item| house.place(&last(1, item, 5_000, 10).of(group)));
        assert_eq!(house.held(1), 7_000 + 6_300);
        house.market.rival("a", 7, 4_900).unwrap();
        house.until(house.market.ends_at("a").minus(Span::secs(1)));
        assert_eq!(house.state(bids[0]), "leading");
        // The seller names what shipping costs when it is over.
        house.bench.clock.forward(Span::secs(2));
        house.market.inner().lots.get_mut("a").unwrap().shipping = Some(9_000);
        house.settle();
        assert_eq!(house.state(bids[0]), "won");
        house.until(house.market.ends_at("b").plus(Span::secs(3)));
        assert_eq!(house.state(bids[1]), "won", "{:?}", house.told(bids[1]));
        house.audit();
    });
}

#[test]
fn the_purse_is_asked_once_more_before_a_bid_is_not_sent() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.give(9, 6_300);
        let bid = house.place(&last(9, "a", 5_000, 10));
        // As if a part of what was set aside had gone to something else.
        let key = format!("bid:{bid}:1");
        house.act(move |tx| ledger::resize(tx, &key, Yen::new(2_000))).unwrap();
        house.pass(Span::minutes(61));
        assert_eq!(house.state(bid), "won", "{:?}", house.told(bid));
        house.audit();
    });
}

#[test]
fn a_lead_that_comes_back_is_paid_for_even_beyond_what_was_wanted() {
    in_a_house(|house| {
        list_three(house);
        let group = house.group(1, 1);
        let first = house.place(&now(1, "a", 5_000).of(group));
        let second = house.place(&now(1, "b", 6_000).of(group));
        house.market.rival("a", 7, 8_000).unwrap();
        house.pass(Span::minutes(6));
        assert_eq!([first, second].map(|bid| house.state(bid)), ["outbid", "leading"]);
        assert!(house.market.remove_rival("a"));
        house.pass(Span::minutes(6));
        assert_eq!([first, second].map(|bid| house.state(bid)), ["leading", "leading"]);
        assert_eq!(house.held(1), 6_300 + 7_300);
        assert_eq!(house.told(first).last().unwrap(), "leading");
        house.pass(Span::minutes(90));
        assert_eq!([first, second].map(|bid| house.state(bid)), ["won", "won"]);
        house.audit();
    });
}

#[test]
fn a_waiting_bid_goes_when_another_is_withdrawn_and_none_goes_into_a_group_that_is_done() {
    in_a_house(|house| {
        list_three(house);
        let group = house.group(1, 1);
        let first = house.place(&now(1, "a", 5_000).of(group));
        house.pass(Span::minutes(61));
        assert_eq!(house.state(first), "won");
        let done = house.try_place(&now(1, "b", 5_000).of(group));
        assert_eq!(crate::house::code(&done), "bidding.group_done");
        let other = house.group(1, 2);
        let bids = ["b", "c"].map(|item| house.place(&last(1, item, 5_000, 10).of(other)));
        house.withdraw(bids[0]).unwrap();
        assert_eq!(house.held(1), 6_300);
        house.pass(Span::minutes(30));
        assert_eq!(house.state(bids[1]), "won");
        house.audit();
    });
}
