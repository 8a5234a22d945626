//! Buying at a fixed price: each outcome, and what never happens whatever the marketplace does.

use kernel::{Span, Yen};
use markets::OrderState;
use proptest::prelude::*;
use shopping::PurchaseState;

use crate::common::{House, code, in_a_house, me};
use crate::market::Trouble;

#[test]
fn a_cart_is_bought_line_by_line_and_each_line_becomes_an_order() {
    in_a_house(|house| {
        house.market.ware("m1", 900, Some(300), 5);
        house.market.ware("m2", 2_000, None, 1);
        house.give(10_000);
        house.put("m1", 1).unwrap();
        house.put("m1", 3).unwrap();
        let second = house.put("m2", 1).unwrap();
        assert_eq!(house.ask(|tx| shopping::cart(tx, me())).len(), 2, "the same thing is one line");
        let all = house.act(|tx| shopping::check_out(tx, me())).unwrap();
        assert_eq!(house.purse(), 10_000 - (2_700 + 300 + 500) - 2_500);
        let again = house.act(|tx| shopping::check_out(tx, me()));
        assert_eq!(code(&again), "shopping.cart_empty");
        let gone = house.act(move |tx| shopping::remove(tx, me(), second));
        assert_eq!(code(&gone), "shopping.unknown");
        house.work();
        for (id, price) in all.into_iter().zip([2_700, 2_000]) {
            let bought = house.purchase(id);
            assert_eq!(bought.state, PurchaseState::Bought);
            let order = bought.order.unwrap();
            let order = house.ask(move |tx| orders::one(tx, order));
            assert_eq!(order.state.to_string(), "purchased");
            assert_eq!((order.price_yen, order.reference), (Yen::new(price), id.to_string()));
        }
        assert!(house.market.inner().orders.iter().all(|o| o.state == OrderState::Paid));
        // The marketplace's changes are heard; an order that is none of ours is left alone.
        let another = house.market.won("k1", "att_1", 100, None);
        house.market.ship("o1", "123456789012");
        house.follow();
        let shipped = house.ask(|tx| orders::in_state(tx, orders::State::SellerShipped, 10));
        assert_eq!(shipped.len(), 1);
        assert_eq!(shipped[0].market_order.as_deref(), Some("o1"));
        let inner = house.market.inner();
        let theirs = inner.orders.iter().find(|o| o.id == another).map(|o| o.state);
        assert_eq!(theirs, Some(OrderState::AwaitingPayment));
        drop(inner);
        house.audit();
    });
}

#[test]
fn what_cannot_go_into_a_cart_is_refused_by_name() {
    in_a_house(|house| {
        house.market.ware("m1", 900, Some(300), 5);
        house.market.ware("m2", 900, Some(300), 0);
        for (item, quantity, refusal) in [
            ("m1", 0, "shopping.bad_quantity"),
            ("m1", 100, "shopping.bad_quantity"),
            ("m2", 1, "shopping.not_open"),
            ("m3", 1, "market.unknown_item"),
        ] {
            assert_eq!(code(&house.put(item, quantity)), refusal, "{item}");
        }
        let line = house.put("m1", 2).unwrap();
        let many = house.act(move |tx| shopping::change(tx, me(), line, 100));
        assert_eq!(code(&many), "shopping.bad_quantity");
        house.act(move |tx| shopping::change(tx, me(), line, 4)).unwrap();
        house.give(4_399);
        let poor = house.act(|tx| shopping::check_out(tx, me()));
        assert_eq!(code(&poor), "ledger.not_enough");
        assert_eq!(house.purse(), 4_399, "nothing is set aside when not all can be");
        assert_eq!(house.ask(|tx| shopping::cart(tx, me())).len(), 1);
        house.audit();
    });
}

#[test]
fn each_no_is_an_outcome_with_a_next_step() {
    in_a_house(|house| {
        house.give(10_000);
        // The price moved: the member takes the new one.
        house.market.ware("m1", 900, Some(300), 5);
        let first = house.buy("m1", 2);
        house.market.ware("m1", 1_000, Some(300), 5);
        house.work();
        let moved = house.purchase(first);
        assert_eq!(moved.state, PurchaseState::PriceMoved);
        assert_eq!(moved.now_each_yen, Some(Yen::new(1_000)));
        assert_eq!(moved.code.as_deref(), Some("market.price_moved"));
        assert_eq!(house.purse(), 10_000);
        let wrong = house.act(move |tx| shopping::take_what_is_left(tx, me(), first));
        assert_eq!(code(&wrong), "shopping.no_next_step");
        let second = house.act(move |tx| shopping::accept_price(tx, me(), first)).unwrap();
        let twice = house.act(move |tx| shopping::accept_price(tx, me(), first));
        assert_eq!(code(&twice), "shopping.no_next_step");
        house.work();
        assert_eq!(house.purchase(second).state, PurchaseState::Bought);
        assert_eq!(house.purse(), 10_000 - 2_800);

        // Fewer are left than wanted: the member takes those.
        house.market.ware("m2", 100, Some(0), 3);
        let many = house.buy("m2", 3);
        house.market.ware("m2", 100, Some(0), 2);
        house.work();
        assert_eq!(house.purchase(many).state, PurchaseState::OnlyLeft);
        let fewer = house.act(move |tx| shopping::take_what_is_left(tx, me(), many)).unwrap();
        house.work();
        assert_eq!(house.purchase(fewer).state, PurchaseState::Bought);
        assert_eq!(house.purchase(fewer).quantity, 2);

        // Sold out: the member puts it away.
        house.market.ware("m3", 100, Some(0), 1);
        let gone = house.buy("m3", 1);
        house.market.ware("m3", 100, Some(0), 0);
        house.work();
        assert_eq!(house.purchase(gone).state, PurchaseState::SoldOut);
        let before = house.ask(|tx| shopping::purchases(tx, me(), None, 20)).rows.len();
        house.act(move |tx| shopping::put_away(tx, me(), gone)).unwrap();
        let after = house.ask(|tx| shopping::purchases(tx, me(), None, 20)).rows.len();
        assert_eq!(before - after, 1);
        let bought = house.act(move |tx| shopping::put_away(tx, me(), fewer));
        assert_eq!(code(&bought), "shopping.no_next_step");
        house.audit();
    });
}

#[test]
fn shipping_that_was_unknown_is_set_aside_when_it_is_known_or_asked_for() {
    in_a_house(|house| {
        for (purse, state) in [(1_820, PurchaseState::Bought), (1_819, PurchaseState::PriceMoved)] {
            let item = format!("m{purse}");
            house.market.ware(&item, 1_000, None, 1);
            house.give(purse - house.purse());
            let id = house.buy(&item, 1);
            house.market.ware(&item, 1_000, Some(320), 1);
            house.work();
            let purchase = house.purchase(id);
            assert_eq!(purchase.state, state);
            if state == PurchaseState::PriceMoved {
                assert_eq!(purchase.now_shipping_yen, Some(Yen::new(320)));
                assert_eq!(house.purse(), purse);
            }
        }
        // Dearer shipping than was agreed to is never paid unasked.
        house.give(10_000);
        house.market.ware("dear", 1_000, Some(100), 1);
        let id = house.buy("dear", 1);
        house.market.ware("dear", 1_000, Some(101), 1);
        house.work();
        assert_eq!(house.purchase(id).state, PurchaseState::PriceMoved);
        assert!(!house.market.inner().purchases.contains_key(&id.to_string()));
        house.audit();
    });
}

#[test]
fn an_answer_that_may_still_come_true_is_waited_for() {
    in_a_house(|house| {
        house.give(5_000);
        // Sold to somebody else, dearer, dearer to send: but the lost request could still arrive.
        for (n, (price, shipping, left, state)) in (0..).zip([
            (900, 300, 0, PurchaseState::SoldOut),
            (901, 300, 1, PurchaseState::PriceMoved),
            (900, 301, 1, PurchaseState::PriceMoved),
        ]) {
            let item = format!("m{n}");
            house.market.ware(&item, 900, Some(300), 1);
            let id = house.buy(&item, 1);
            house.market.script([Trouble::LostUntaken]);
            house.work();
            assert_eq!(house.purchase(id).state, PurchaseState::Sent);
            house.market.ware(&item, price, Some(shipping), left);
            house.pass(Span::secs(30));
            assert_eq!(house.purchase(id).state, PurchaseState::Sent);
            assert_eq!(house.purse(), 5_000 - 1_700);
            house.pass(Span::minutes(3));
            assert_eq!(house.purchase(id).state, state);
            assert_eq!(house.purse(), 5_000);
        }
        house.audit();
    });
}

#[test]
fn a_marketplace_nobody_reaches_gives_the_money_back_in_the_end() {
    in_a_house(|house| {
        house.give(5_000);
        house.market.ware("m1", 900, Some(300), 1);
        let id = house.buy("m1", 1);
        house.market.inner().unreachable = true;
        house.pass(Span::hours(2));
        let purchase = house.purchase(id);
        assert_eq!(purchase.state, PurchaseState::Refused);
        assert_eq!(purchase.code.as_deref(), Some("market.unreachable"));
        assert_eq!(house.purse(), 5_000);
        house.audit();
    });
}

const TROUBLES: [Trouble; 7] = [
    Trouble::None,
    Trouble::Busy,
    Trouble::Unreachable,
    Trouble::LostUntaken,
    Trouble::LostTaken,
    Trouble::CrashBefore,
    Trouble::CrashAfter,
];

fn buys_once(house: &House<'_>, n: u64, troubles: &[usize]) {
    let item = format!("w{n}");
    house.market.ware(&item, 700, Some(300), 9);
    house.give(1_500);
    let before = house.purse();
    let id = house.buy(&item, 1);
    house.market.script(troubles.iter().map(|t| TROUBLES[*t]));
    house.pass(Span::minutes(10));
    house.market.inner().script.clear();
    house.pass(Span::hours(2));
    let purchase = house.purchase(id);
    assert_eq!(purchase.state, PurchaseState::Bought, "{troubles:?}");
    let inner = house.market.inner();
    assert_eq!(inner.purchases[&id.to_string()], 1, "{troubles:?}");
    let theirs = inner.orders.iter().find(|o| o.item == item).unwrap();
    assert_eq!(inner.payments[&theirs.id], 1, "{troubles:?}");
    drop(inner);
    let order = purchase.order.unwrap();
    assert_eq!(house.ask(move |tx| orders::one(tx, order)).state.to_string(), "purchased");
    assert_eq!(house.purse(), before - 1_500);
}

#[test]
fn a_purchase_is_made_once_and_paid_once_whatever_becomes_of_the_answers() {
    let count = std::sync::atomic::AtomicU64::new(0);
    in_a_house(|house| {
        let algorithm = proptest::test_runner::RngAlgorithm::ChaCha;
        let mut runner = proptest::test_runner::TestRunner::new_with_rng(
            ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() },
            proptest::test_runner::TestRng::deterministic_rng(algorithm),
        );
        let troubles = proptest::collection::vec(0usize..TROUBLES.len(), 0..7);
        let walked = runner.run(&troubles, |troubles| {
            let n = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            buys_once(house, n, &troubles);
            Ok(())
        });
        walked.unwrap();
        assert_eq!(house.ask(jobs::left), 0);
        house.audit();
    });
}

#[test]
fn what_costs_more_than_was_agreed_to_stops_before_the_seller_is_paid() {
    in_a_house(|house| {
        house.market.ware("m1", 900, Some(300), 5);
        house.market.inner().dearer = 5_000;
        house.give(20_000);
        let id = house.buy("m1", 2);
        house.work();
        let bought = house.purchase(id);
        assert_eq!(bought.state, PurchaseState::Bought);
        let order = bought.order.unwrap();
        let order = house.ask(move |tx| orders::one(tx, order));
        assert_eq!(order.price_yen, Yen::new(1_800));
        assert_eq!(order.state, orders::State::OnHold);
        assert_eq!(order.reason, Some(orders::Reason::PriceChanged));
        assert_eq!(house.purse(), 20_000 - (1_800 + 300 + 500));
        house.audit();
    });
}

db::sql! {
    KILL = "UPDATE job SET dead_at = $1, leased_by = NULL WHERE kind = 'shopping.buy'";
}

#[test]
fn a_purchase_whose_job_was_given_up_is_made_all_the_same() {
    in_a_house(|house| {
        house.market.ware("m1", 900, Some(300), 5);
        house.give(20_000);
        let id = house.buy("m1", 1);
        let kill = |tx: &mut db::Tx<'_>| {
            let at = tx.now();
            tx.run(KILL, (at,))
        };
        assert_eq!(house.act(kill).unwrap(), 1);
        house.pass(Span::days(1));
        assert_eq!(house.purchase(id).state, PurchaseState::Wanted);
        let keep = |tx: &mut db::Tx<'_>| {
            let at = tx.now();
            jobs::Later::later(tx, &shopping::KeepBuying {}, at).map(|_| ())
        };
        house.act(keep).unwrap();
        house.work();
        assert_eq!(house.purchase(id).state, PurchaseState::Bought);
        house.audit();
    });
}
