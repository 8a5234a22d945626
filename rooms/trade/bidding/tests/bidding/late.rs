//! What a marketplace says after all: a win of a bid that is over, an order that nobody could ask
//! for, a price that nobody promised; and what a group pays with what it sets free.

use bidding::{IfOffered, OfferState};
use kernel::{BidId, Span, Yen};
use markets::{MarketOrder, OrderState};
use orders::By;

use crate::falls::HOLDS;
use crate::house::{House, code, in_a_house, last, member, now};
use crate::market::{Listing, Trouble};

/// Who 1 has lost `a`, as far as the house knows.
fn lost(house: &House<'_>) -> BidId {
    house.list("a", Listing::default());
    let bid = house.place(&now(1, "a", 5_000));
    house.market.rival("a", 7, 8_000).unwrap();
    house.pass(Span::minutes(61));
    assert_eq!((house.state(bid).as_str(), house.held(1)), ("lost", 0));
    bid
}

fn order(house: &House<'_>, reference: Option<String>, state: OrderState) -> MarketOrder {
    MarketOrder {
        id: "o-late".into(),
        seq: 1,
        item: "a".into(),
        reference,
        quantity: 1,
        item_yen: Yen::new(5_000),
        shipping_yen: Some(Yen::new(800)),
        total_yen: Yen::new(5_800),
        state,
        reason: None,
        pay_by_at: Some(house.at().plus(Span::days(3))),
        carrier: None,
        tracking_number: None,
        weight_g: None,
    }
}

fn orders_of(house: &House<'_>, who: u128) -> Vec<orders::Order> {
    house.ask(move |tx| orders::of_member(tx, member(who), None, 100)).rows
}

#[test]
fn a_late_win_of_a_bid_that_is_over_is_put_before_a_person() {
    in_a_house(|house| {
        let bid = lost(house);
        let reference = Some(house.receipts(bid)[0].id.to_string());
        for reference in [reference, None] {
            house.market.inner().orders =
                vec![order(house, reference, OrderState::AwaitingPayment)];
            assert!(house.hear().is_err(), "the room of orders puts it aside");
            assert_eq!((house.state(bid).as_str(), orders_of(house, 1).len()), ("lost", 0));
        }
        // By a settlement that was on its way it comes to the same.
        let late = house.market.inner().orders[0].clone();
        let lot = house.bid(bid).lot;
        assert!(house.act(move |tx| bidding::win(tx, lot, &late)).is_err());
        // An order there that is over, or one of nobody of this house, says nothing.
        for (state, reference) in [
            (OrderState::Cancelled, None),
            (OrderState::Declined, None),
            (OrderState::Offered, None),
        ] {
            house.market.inner().orders = vec![order(house, reference, state)];
            house.hear().unwrap();
        }
    });
}

#[test]
fn a_settlement_that_comes_after_the_lot_was_closed_is_heard_all_the_same() {
    in_a_house(|house| {
        let bid = lost(house);
        let reference = Some(house.receipts(bid)[0].id.to_string());
        let lot = house.bid(bid).lot;
        let offered = order(house, reference, OrderState::Offered);
        house.act(move |tx| bidding::win(tx, lot, &offered)).unwrap();
        house.settle();
        assert_eq!(house.offers(bid)[0].state, OfferState::Open);
        assert_eq!(house.told(bid).last().unwrap(), "offered");
        // Of a win that is known it changes nothing.
        house.list("b", Listing::default());
        let won = house.place(&now(1, "b", 5_000));
        house.pass(Span::minutes(61));
        let (again, lot) = (house.market.inner().orders[0].clone(), house.bid(won).lot);
        house.act(move |tx| bidding::win(tx, lot, &again)).unwrap();
        assert_eq!((house.state(won).as_str(), orders_of(house, 1).len()), ("won", 1));
    });
}

#[test]
fn an_order_that_was_heard_of_keeps_a_vanished_lot_open_and_is_asked_for_for_days() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let bid = house.place(&now(1, "a", 5_000));
        house.market.inner().gone.insert("a".into());
        house.bench.clock.forward(Span::minutes(61));
        house.market.is_open("a");
        // Heard of, and then the marketplace does not know it for two days.
        let heard = house.market.inner().orders[0].clone();
        house.market.inner().orders.clear();
        house.act(move |tx| orders::hear(tx, "fake", &heard).map(|_| ())).unwrap();
        let heard = order(house, None, OrderState::AwaitingPayment);
        house.pass(Span::hours(50));
        assert_eq!((house.state(bid).as_str(), house.held(1)), ("leading", 6_300));
        let reference = Some(house.receipts(bid)[0].id.to_string());
        house.market.inner().orders.push(MarketOrder { id: "o-a".into(), reference, ..heard });
        house.pass(Span::hours(2));
        assert_eq!((house.state(bid).as_str(), orders_of(house, 1).len()), ("won", 1));
    });
}

#[test]
fn an_order_is_for_no_more_than_was_promised_and_stops_before_the_seller_is_paid_more() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.market.inner().dearer = 20_000;
        house.market.inner().dearer_way = 4_000;
        let bid = house.place(&now(1, "a", 5_000));
        house.pass(Span::minutes(61));
        assert_eq!(house.state(bid), "won");
        let order = orders_of(house, 1).remove(0);
        assert_eq!((order.price_yen, order.state), (Yen::new(5_000), orders::State::Charge1Open));
        assert_eq!(order.shipping_yen, Some(Yen::new(800)), "what it was shown for");
        let id = order.id;
        house.act(move |tx| orders::pay(tx, id, By::Member(member(1)))).unwrap();
        house.pass(Span::minutes(5));
        let order = orders_of(house, 1).remove(0);
        assert_eq!(order.state, orders::State::OnHold);
        assert_eq!(order.reason, Some(orders::Reason::PriceChanged));
        assert_eq!(house.purse(1), 100_000 - 6_300);
        house.audit();
    });
}

/// A group that wants one: `a` fell to it, and `c` waits for its moment with all the money.
fn poor_group(house: &House<'_>, said: IfOffered) -> (BidId, BidId) {
    let group = house.group(1, 1);
    house.list("a", Listing::default());
    house.list("c", Listing { ends_in: Span::hours(40), ..Listing::default() });
    let fell = house.place(&now(1, "a", 5_000).of(group));
    house.act(move |tx| bidding::set_if_offered(tx, member(1), fell, said)).unwrap();
    house.market.rival("a", 7, 8_000).unwrap();
    house.pass(Span::minutes(61));
    let other = house.place(&last(1, "c", 95_000, 10).of(group));
    assert_eq!((house.purse(1), house.held(1)), (3_700, 96_300));
    (fell, other)
}

fn take(house: &House<'_>, bid: BidId) -> db::Answer<()> {
    house.act(move |tx| bidding::take_offer(tx, member(1), bid, Yen::new(6_300)))
}

#[test]
fn what_a_group_sets_free_pays_for_what_falls_to_it() {
    for said in [IfOffered::Ask, IfOffered::Take] {
        in_a_house(|house| {
            let (fell, other) = poor_group(house, said);
            house.market.remove_winner("a");
            house.hear().unwrap();
            if said == IfOffered::Ask {
                take(house, fell).unwrap();
                assert_eq!((house.purse(1), house.held(1)), (93_700, 6_300));
                house.settle();
            }
            assert_eq!((house.state(fell).as_str(), house.held(1)), ("won", 0));
            house.pass(Span::hours(40));
            assert_eq!(house.state(other), "lost");
            assert_eq!(house.market.taken("c"), [0i64; 0], "one was wanted");
            house.audit();
        });
    }
}

#[test]
fn when_it_falls_through_the_group_is_covered_anew_or_told_that_it_is_not() {
    for (out, state) in [(0, "won"), (50_000, "lost")] {
        in_a_house(|house| {
            let (fell, other) = poor_group(house, IfOffered::Ask);
            house.market.remove_winner("a");
            house.hear().unwrap();
            house.market.inner().script.extend([Trouble::Busy; 2_000]);
            take(house, fell).unwrap();
            if out > 0 {
                let key = format!("out:{out}");
                let act = move |tx: &mut db::Tx<'_>| {
                    ledger::withdraw(tx, member(1), Yen::new(out), &key, "test")
                };
                house.act(act).unwrap();
            }
            house.pass(HOLDS);
            house.pass(Span::hours(1));
            assert_eq!(house.held(1), 6_300, "it may have been taken");
            house.market.inner().script.clear();
            house.market.lapse();
            house.pass(Span::minutes(10));
            assert_eq!(house.offers(fell)[0].state, OfferState::Lapsed);
            let held = if out > 0 { 0 } else { 96_300 };
            assert_eq!(house.held(1), held);
            let told = house.told(other).contains(&"not_covered".to_owned());
            assert_eq!(told, out > 0);
            house.pass(Span::hours(15));
            assert_eq!(house.state(other), state);
            house.audit();
        });
    }
}

#[test]
fn a_group_whose_money_is_bound_by_what_leads_takes_nothing_it_cannot_pay() {
    in_a_house(|house| {
        let group = house.group(1, 2);
        house.list("a", Listing::default());
        house.list("c", Listing { ends_in: Span::hours(40), ..Listing::default() });
        let fell = house.place(&now(1, "a", 5_000).of(group));
        house.market.rival("a", 7, 8_000).unwrap();
        house.pass(Span::minutes(61));
        let leads = house.place(&now(1, "c", 95_000).of(group));
        assert_eq!((house.state(leads).as_str(), house.purse(1)), ("leading", 3_700));
        house.market.remove_winner("a");
        house.hear().unwrap();
        assert_eq!(code(&take(house, fell)), "ledger.not_enough");
        assert_eq!((house.offers(fell)[0].state, house.held(1)), (OfferState::Open, 96_300));
        house.act(move |tx| bidding::leave_offer(tx, member(1), fell)).unwrap();
        house.pass(Span::minutes(1));
        house.audit();
    });
}
