//! How late a bid was, and which were missed: without flattery.

use bidding::Outcome;
use kernel::Span;
use markets::OrderState;

use crate::house::{House, in_a_house, last, now};
use crate::market::{Listing, Trouble};

fn figures(house: &House<'_>) -> bidding::Figures {
    house.ask(|tx| bidding::figures(tx, 100))
}

#[test]
fn a_bid_that_waits_for_its_turn_in_the_connector_left_when_it_really_left() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.market.inner().turn = Span::millis(700);
        let bid = house.place(&last(1, "a", 5_000, 10));
        house.pass(Span::hours(1));
        let receipt = &house.receipts(bid)[0];
        let late = receipt.sent_at.unwrap().since(receipt.planned_at);
        assert!(late >= Span::millis(700), "{late:?}");
        assert!(figures(house).late_max.unwrap() >= Span::millis(700));
        house.pass(Span::secs(5));
        house.audit();
    });
}

#[test]
fn a_bid_that_is_sent_again_is_late_from_its_first_moment() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let end = house.market.ends_at("a");
        let bid = house.place(&last(1, "a", 5_000, 30));
        house.until(end.minus(Span::secs(31)));
        house.market.inner().outage = true;
        house.until(end.minus(Span::secs(20)));
        house.market.inner().outage = false;
        house.until(end.plus(Span::secs(3)));
        let receipts = house.receipts(bid);
        let (last, before) = receipts.split_last().unwrap();
        assert_eq!(last.outcome, Outcome::Placed);
        assert!(before.len() > 3 && before.iter().all(|r| r.outcome == Outcome::NotSent));
        assert!(receipts.iter().all(|r| r.planned_at == end.minus(Span::secs(30))));
        let (late, figures) = (last.sent_at.unwrap().since(last.planned_at), figures(house));
        assert!(late >= Span::secs(10), "{late:?}");
        assert_eq!((figures.late_max, figures.late_p50), (Some(late), Some(late)));
        assert_eq!((figures.placed, figures.missed), (1, 0));
        house.audit();
    });
}

#[test]
fn a_bid_whose_lot_ended_before_it_was_sent_is_missed_and_counted() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.list("b", Listing::default());
        house.market.rival("a", 7, 2_000).unwrap();
        let end = house.market.ends_at("a");
        let tried = house.place(&last(1, "a", 5_000, 10));
        let never = house.place(&last(2, "b", 5_000, 10));
        house.until(end.minus(Span::secs(11)));
        // The house sleeps over the moment of both; one is tried once, in vain.
        house.market.inner().outage = true;
        house.bench.clock.set(end.minus(Span::secs(10)));
        house.work();
        house.bench.clock.set(end.plus(Span::secs(2)));
        house.market.inner().outage = false;
        house.look();
        house.pass(Span::minutes(1));
        for bid in [tried, never] {
            assert_eq!(
                (house.state(bid).as_str(), house.bid(bid).reason.as_str()),
                ("lost", "missed")
            );
            let receipt = house.receipts(bid).pop().unwrap();
            assert!(receipt.is_missed() && receipt.sent_at.is_none(), "{receipt:?}");
            assert_eq!(receipt.planned_at, end.minus(Span::secs(10)), "as it was first planned");
        }
        assert_eq!((figures(house).missed, figures(house).placed), (2, 0));
        house.audit();
    });
}

#[test]
fn a_bid_that_comes_when_the_lot_is_over_is_missed_too() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let end = house.market.ends_at("a");
        let bid = house.place(&last(1, "a", 5_000, 1));
        house.until(end.minus(Span::secs(2)));
        house.market.inner().turn = Span::secs(3);
        house.until(end.plus(Span::secs(5)));
        assert_eq!(house.market.taken("a"), [0i64; 0]);
        let receipt = house.receipts(bid).pop().unwrap();
        assert!(receipt.is_missed(), "{receipt:?}");
        assert!(receipt.sent_at.unwrap() > end);
        assert_eq!(house.state(bid), "lost");
        let figures = figures(house);
        assert_eq!((figures.missed, figures.refused.len()), (1, 0));
        assert!(figures.late_max.unwrap() >= Span::secs(3));
        house.audit();
    });
}

#[test]
fn an_answer_that_was_lost_does_not_move_the_instant_it_left() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.market.inner().script.push_back(Trouble::LostTaken);
        let bid = house.place(&now(1, "a", 5_000));
        let left = house.receipts(bid)[0].sent_at;
        house.pass(Span::minutes(1));
        assert_eq!((house.receipts(bid)[0].sent_at, left.is_some()), (left, true));
        house.pass(Span::hours(1));
        house.audit();
    });
}

#[test]
fn only_an_order_that_is_sold_to_us_is_a_win() {
    let table = [
        (OrderState::Offered, "lost", "won"),
        (OrderState::Declined, "lost", "won"),
        (OrderState::WinnerRemoved, "cancelled_by_seller", "winner_removed"),
        (OrderState::Cancelled, "cancelled_by_seller", "cancelled"),
    ];
    in_a_house(|house| {
        for (n, (state, ends, why)) in table.into_iter().enumerate() {
            let item = format!("i{n}");
            house.list(&item, Listing::default());
            let bid = house.place(&now(1, &item, 5_000));
            assert_eq!(house.state(bid), "leading");
            let end = house.market.ends_at(&item);
            // The house looks late: the marketplace has gone on with the lot.
            house.market.inner().as_if(state);
            house.bench.clock.set(end.plus(Span::minutes(10)));
            house.pass(Span::secs(5));
            assert_eq!((house.state(bid).as_str(), house.bid(bid).reason.as_str()), (ends, why));
            assert_eq!(
                house.told(bid).contains(&"offered".to_owned()),
                state == OrderState::Offered
            );
            assert_eq!((house.held(1), house.purse(1)), (0, crate::house::PURSE), "{state}");
            let orders = house.ask(|tx| orders::in_state(tx, orders::State::Won, 10));
            assert!(orders.is_empty(), "{state}: nobody has said yes");
        }
        // What is offered waits for an answer, and then no more.
        house.pass(Span::days(3));
        house.audit();
    });
}
