//! Lost answers, crashes between any two steps, outages: never a bid twice, never one lost.

use bidding::Outcome;
use kernel::{Span, Yen};

use crate::house::{in_a_house, last, now};
use crate::market::{Listing, Trouble};

const EACH: [Trouble; 9] = [
    Trouble::Busy,
    Trouble::Unreachable,
    Trouble::Unauthorised,
    Trouble::PriceMoved,
    Trouble::LostUntaken,
    Trouble::LostTaken,
    Trouble::LostOnTheWay,
    Trouble::CrashBefore,
    Trouble::CrashAfter,
];

#[test]
fn whatever_happens_to_an_answer_exactly_one_bid_stands_at_the_marketplace() {
    in_a_house(|house| {
        for (n, trouble) in EACH.into_iter().enumerate() {
            let item = format!("i{n}");
            house.list(&item, Listing::default());
            house.market.inner().script.push_back(trouble);
            let bid = house.place(&now(1, &item, 5_000));
            house.pass(Span::minutes(2));
            house.market.arrive();
            house.pass(Span::minutes(6));
            assert_eq!(house.state(bid), "leading", "{trouble:?}");
            assert_eq!(house.market.taken(&item), [5_000], "{trouble:?}");
            let placed: Vec<_> =
                house.receipts(bid).into_iter().filter(|r| r.outcome == Outcome::Placed).collect();
            assert_eq!(placed.len(), 1, "{trouble:?}");
            assert!(placed[0].sent_at.is_some(), "{trouble:?}");
            assert!(placed[0].tries >= 1, "{trouble:?}");
        }
        house.audit();
    });
}

#[test]
fn a_last_moment_bid_that_stumbles_is_sent_again_before_the_end() {
    in_a_house(|house| {
        for (n, trouble) in EACH.into_iter().enumerate() {
            let item = format!("i{n}");
            house.list(&item, Listing { ends_in: Span::minutes(20), ..Listing::default() });
            let end = house.market.ends_at(&item);
            let bid = house.place(&last(1, &item, 5_000, 10));
            house.until(end.minus(Span::secs(11)));
            house.market.inner().script.push_back(trouble);
            house.until(end.plus(Span::secs(5)));
            house.market.arrive();
            house.pass(Span::minutes(2));
            assert_eq!(house.state(bid), "won", "{trouble:?}");
            assert_eq!(house.market.taken(&item), [5_000], "{trouble:?}");
        }
        house.audit();
    });
}

#[test]
fn a_receipt_keeps_what_was_seen_before_the_answer_was_lost() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.market.rival("a", 7, 1_500).unwrap();
        house.market.inner().script.push_back(Trouble::LostTaken);
        let bid = house.place(&now(1, "a", 5_000));
        let sent_at = house.receipts(bid)[0].sent_at;
        house.market.rival("a", 8, 3_000).unwrap();
        house.pass(Span::minutes(1));
        let receipt = &house.receipts(bid)[0];
        assert_eq!((receipt.outcome, receipt.sent_at), (Outcome::Placed, sent_at));
        assert_eq!((receipt.price_seen_yen, receipt.tries), (Some(Yen::new(1_000)), 1));
        house.pass(Span::hours(1));
        house.audit();
    });
}

#[test]
fn a_house_that_fell_over_finds_its_bids_when_it_opens_again() {
    for trouble in [Trouble::CrashBefore, Trouble::CrashAfter] {
        in_a_house(|house| {
            house.list("a", Listing::default());
            house.market.inner().script.push_back(trouble);
            let bid = house.try_place(&now(1, "a", 5_000)).unwrap();
            house.work();
            assert_eq!((house.state(bid).as_str(), house.held(1)), ("sending", 6_300));
            let again = house.reopened();
            again.pass(Span::secs(2));
            assert_eq!(again.state(bid), "sending", "it may still be on its way");
            again.pass(Span::secs(4));
            assert_eq!(again.state(bid), "leading", "{trouble:?}");
            assert_eq!(again.market.taken("a"), [5_000]);
            again.pass(Span::hours(1));
            assert_eq!(again.state(bid), "won");
            again.audit();
        });
    }
}

#[test]
fn an_answer_is_asked_for_through_an_outage_of_any_length() {
    in_a_house(|house| {
        house.list("a", Listing { ends_in: Span::hours(9), ..Listing::default() });
        house.market.inner().script.push_back(Trouble::LostTaken);
        let bid = house.try_place(&now(1, "a", 5_000)).unwrap();
        house.work();
        house.market.inner().outage = true;
        house.pass(Span::hours(3));
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("sending", 6_300));
        house.market.inner().outage = false;
        house.pass(Span::minutes(2));
        assert_eq!(house.state(bid), "leading");
        assert_eq!(house.market.taken("a"), [5_000]);
        house.pass(Span::hours(7));
        house.audit();
    });
}

#[test]
fn an_outage_over_the_end_loses_the_lot_and_nothing_else() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.market.rival("a", 7, 2_000).unwrap();
        let bid = house.place(&last(1, "a", 5_000, 10));
        house.pass(Span::minutes(50));
        house.market.inner().outage = true;
        house.pass(Span::minutes(30));
        assert_eq!(house.market.taken("a"), [0i64; 0]);
        house.market.inner().outage = false;
        house.pass(Span::minutes(5));
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("lost", 0));
        let tries = house.receipts(bid).len();
        assert!((4..400).contains(&tries), "{tries} attempts in half an hour");
        house.audit();
    });
}

#[test]
fn a_raise_that_nobody_answers_is_not_forgotten() {
    in_a_house(|house| {
        for (n, trouble) in EACH.into_iter().enumerate() {
            let item = format!("i{n}");
            house.list(&item, Listing::default());
            let bid = house.place(&now(1, &item, 3_000));
            house.market.inner().script.push_back(trouble);
            house.raise(bid, 5_000).unwrap();
            house.pass(Span::minutes(2));
            house.market.arrive();
            house.pass(Span::minutes(6));
            assert_eq!(house.market.taken(&item), [3_000, 5_000], "{trouble:?}");
            assert_eq!(house.state(bid), "leading", "{trouble:?}");
        }
        house.audit();
    });
}

#[test]
fn a_raise_meets_a_rival_who_came_first() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let bid = house.place(&now(1, "a", 3_000));
        // Raised, and before it leaves somebody outside passes the old ceiling and is seen.
        house.raise(bid, 6_000).unwrap();
        house.market.rival("a", 7, 4_000).unwrap();
        house.bench.clock.forward(Span::secs(1));
        house.look();
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("scheduled", 7_300));
        house.settle();
        assert_eq!(house.market.taken("a"), [3_000, 6_000]);
        assert_eq!(house.state(bid), "leading");
        // Raised while an attempt is on its way: the rest follows.
        house.market.rival("a", 7, 9_000).unwrap();
        house.pass(Span::minutes(6));
        house.market.inner().script.push_back(Trouble::LostUntaken);
        house.raise(bid, 10_000).unwrap();
        house.work();
        assert_eq!(house.state(bid), "sending");
        house.raise(bid, 12_000).unwrap();
        house.pass(Span::minutes(1));
        assert_eq!(house.market.taken("a"), [3_000, 6_000, 10_000, 12_000]);
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("leading", 13_300));
        house.pass(Span::hours(1));
        house.audit();
    });
}

#[test]
fn a_lead_comes_back_when_the_seller_removes_the_bid_above() {
    in_a_house(|house| {
        for (item, poor) in [("a", false), ("b", true)] {
            house.list(item, Listing::default());
            let who = if poor { 2 } else { 1 };
            let bid = house.place(&now(who, item, 5_000));
            house.market.rival(item, 7, 8_000).unwrap();
            house.pass(Span::minutes(6));
            assert_eq!((house.state(bid).as_str(), house.held(who)), ("outbid", 0));
            if poor {
                house
                    .act(|tx| {
                        let all = Yen::new(99_000);
                        ledger::withdraw(tx, crate::house::member(2), all, "out", "test")
                    })
                    .unwrap();
            }
            assert!(house.market.remove_rival(item));
            house.pass(Span::minutes(6));
            let held = if poor { 0 } else { 6_300 };
            assert_eq!((house.state(bid).as_str(), house.held(who)), ("leading", held));
            let told = if poor { "leading_uncovered" } else { "leading" };
            assert_eq!(house.told(bid).last().unwrap(), told);
            assert_eq!(house.ask(bidding::audit), Vec::<String>::new());
            house.pass(Span::hours(1));
            assert_eq!(house.state(bid), "won");
        }
        house.audit();
    });
}

#[test]
fn a_removal_right_before_the_end_still_wins_for_whom_it_belongs_to() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let bid = house.place(&now(1, "a", 5_000));
        house.market.rival("a", 7, 8_000).unwrap();
        let end = house.market.ends_at("a");
        house.until(end.minus(Span::secs(1)));
        assert_eq!(house.state(bid), "outbid");
        house.market.remove_rival("a");
        house.bench.clock.set(end.plus(Span::secs(1)));
        house.pass(Span::secs(3));
        assert_eq!(house.state(bid), "won");
        house.audit();
    });
}

#[test]
fn a_price_that_moves_between_preview_and_placing_is_seen_and_the_bid_goes_on() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.market.inner().script.push_back(Trouble::PriceMoved);
        house.market.inner().between.push_back(("a".into(), 7, 2_000));
        let bid = house.place(&now(1, "a", 5_000));
        let receipt = &house.receipts(bid)[0];
        assert_eq!((receipt.tries, receipt.outcome), (2, Outcome::Placed));
        assert_eq!(receipt.price_seen_yen, Some(Yen::new(1_000)));
        // Outbid while it was being placed: refused, told, money back.
        house.list("b", Listing::default());
        house.market.rival("b", 8, 9_000).unwrap();
        house.market.inner().between.push_back(("b".into(), 7, 8_000));
        let late = house.place(&now(1, "b", 5_000));
        assert_eq!((house.state(late).as_str(), house.held(1)), ("outbid", 6_300));
        assert_eq!(house.receipts(late)[0].outcome, Outcome::Refused);
        assert_eq!(house.told(late), ["placed", "cannot_enter"]);
        house.pass(Span::hours(1));
        house.audit();
    });
}

#[test]
fn figures_say_what_became_of_the_promises() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.list("b", Listing::default());
        house.place(&last(1, "a", 5_000, 10));
        house.place(&now(2, "b", 5_000));
        house.pass(Span::hours(1));
        let figures = house.ask(|tx| bidding::figures(tx, 100));
        assert_eq!((figures.attempts, figures.placed, figures.not_sent), (2, 2, 0));
        assert!(figures.late_max.unwrap() < Span::millis(1));
    });
}

#[test]
fn a_lot_won_while_a_raise_is_on_its_way_stays_won() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let bid = house.place(&now(1, "a", 5_000));
        house.raise(bid, 8_000).unwrap();
        // The seller ends the lot, the watcher sees it, and then the raise leaves and is lost.
        house.market.change("a", |auction, now| auction.end_early(now)).unwrap();
        house.market.inner().script.push_back(Trouble::LostUntaken);
        house.market.inner().blind_previews = 1;
        house.bench.clock.forward(Span::secs(1));
        house.look();
        house.work();
        assert_eq!(house.state(bid), "won");
        house.pass(Span::minutes(1));
        assert_eq!(house.state(bid), "won", "the late answer is a receipt and nothing more");
        let last = house.receipts(bid).pop().unwrap();
        assert_eq!((last.outcome, last.code.as_deref()), (Outcome::Refused, Some("market.closed")));
        assert_eq!(house.held(1), 0);
        house.audit();
    });
}

#[test]
fn an_attempt_whose_asking_was_given_up_is_asked_about_again() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.market.inner().script.push_back(Trouble::LostTaken);
        let bid = house.try_place(&now(1, "a", 5_000)).unwrap();
        house.work();
        assert_eq!(house.state(bid), "sending");
        house
            .act(|tx| {
                let at = tx.now();
                tx.run(crate::tables::KILL_JOBS, (at, "bidding.reconcile"))
            })
            .unwrap();
        house.pass(Span::secs(10));
        assert_eq!(house.state(bid), "leading");
        house.pass(Span::hours(1));
        house.audit();
    });
}

#[test]
fn a_raise_that_comes_after_the_end_is_refused_once_and_the_lot_is_won_with_what_was_sent() {
    in_a_house(|house| {
        house.list("a", Listing { ends_in: Span::minutes(20), ..Listing::default() });
        let bid = house.place(&now(1, "a", 3_000));
        house.raise(bid, 5_000).unwrap();
        house.bench.clock.forward(Span::minutes(21));
        // The firing is quicker than the watcher.
        house.work();
        let codes: Vec<_> = house.receipts(bid).into_iter().filter_map(|r| r.code).collect();
        assert_eq!(codes, ["missed"]);
        assert_eq!(house.state(bid), "leading");
        house.pass(Span::minutes(5));
        assert_eq!((house.state(bid).as_str(), house.market.taken("a")), ("won", vec![3_000]));
        house.audit();
    });
}

#[test]
fn a_raise_made_while_another_is_on_its_way_is_sent_when_that_one_is_refused() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let bid = house.place(&now(1, "a", 3_000));
        house.market.inner().script.push_back(Trouble::LostUntaken);
        house.raise(bid, 5_000).unwrap();
        house.work();
        assert_eq!(house.state(bid), "sending");
        house.raise(bid, 9_000).unwrap();
        house.market.inner().restricted.insert("a".into());
        house.pass(Span::minutes(5));
        let sent: Vec<_> = house.receipts(bid).iter().map(|r| r.amount_yen.get()).collect();
        assert_eq!(sent.iter().filter(|yen| **yen == 9_000).count(), 1, "{sent:?}");
        assert_eq!(house.state(bid), "leading");
        house.audit();
    });
}
