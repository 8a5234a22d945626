//! Each refusal by name, and that it changes nothing.

use std::collections::BTreeSet;

use bidding::BidRefusal;
use db::Answer;
use kernel::{BidGroupId, BidId, Id, Span, Yen};

use crate::house::{House, Wish, code, in_a_house, last, member, now};
use crate::market::Listing;
use crate::tables::dump;

fn unchanged<T: std::fmt::Debug>(house: &House<'_>, act: impl FnOnce() -> Answer<T>) -> String {
    let before = house.ask(dump);
    let refused = code(&act()).to_owned();
    assert_eq!(house.ask(dump), before, "{refused} has changed something");
    refused
}

#[test]
fn what_cannot_be_placed_is_refused_by_name() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.market.rival("a", 7, 3_000).unwrap();
        house.market.rival("a", 8, 2_000).unwrap();
        house.list("old", Listing { ends_in: Span::secs(1), ..Listing::default() });
        house.list("gone", Listing::default());
        house.market.change("gone", |auction, now| auction.cancel(now)).unwrap();
        house.list("higher", Listing::default());
        house.list("early", Listing { begins_in: Span::minutes(30), ..Listing::default() });
        house.place(&last(2, "higher", 5_000, 10));
        house.place(&last(1, "a", 5_000, 10));
        house.place(&last(1, "higher", 6_000, 10));
        house.pass(Span::secs(2));
        let nobodys = BidGroupId::from_bits(1);
        let theirs = house.group(2, 1);
        let table: Vec<(Wish, &str)> = vec![
            (now(3, "a", 2_099), "bidding.below_least"),
            (now(3, "a", 1_000_000_000), "bidding.too_high"),
            (now(3, "a", 99_000), "ledger.not_enough"),
            (now(3, "old", 5_000), "bidding.lot_closed"),
            (now(3, "gone", 5_000), "bidding.lot_closed"),
            (now(3, "early", 5_000), "bidding.not_begun"),
            (now(3, "higher", 6_000), "bidding.house_higher"),
            (now(1, "a", 7_000), "bidding.already_bidding"),
            (last(3, "a", 7_000, 0), "bidding.bad_lead"),
            (last(3, "a", 7_000, 601), "bidding.bad_lead"),
            (now(3, "a", 7_000).of(nobodys), "bidding.no_such_group"),
            (now(3, "a", 7_000).of(theirs), "bidding.no_such_group"),
            (Wish { ceiling: 5_001, ..last(1, "a", 5_000, 10) }, "bidding.ask_reused"),
            (Wish { item: "old".into(), ..last(1, "a", 5_000, 10) }, "bidding.ask_reused"),
            (Wish { lead: None, ..last(1, "a", 5_000, 10) }, "bidding.ask_reused"),
        ];
        for (wish, expect) in table {
            assert_eq!(unchanged(house, || house.try_place(&wish)), expect, "{wish:?}");
        }
        // At the last moment it will have begun.
        house.place(&last(3, "early", 5_000, 10));
        for wanted in [0, -1, 101] {
            let open = || house.act(move |tx| bidding::open_group(tx, member(1), "g", wanted));
            assert_eq!(unchanged(house, open), "bidding.bad_wanted");
        }
    });
}

#[test]
fn what_cannot_be_raised_or_withdrawn_is_refused_by_name() {
    in_a_house(|house| {
        for item in ["a", "b", "won", "shop"] {
            house.list(item, Listing::default());
        }
        let waits = house.place(&last(1, "a", 5_000, 10));
        let leads = house.place(&now(1, "b", 5_000));
        let gone = house.place(&last(1, "won", 5_000, 10));
        house.withdraw(gone).unwrap();
        let raise = |bid, ceiling| unchanged(house, || house.raise(bid, ceiling));
        assert_eq!(raise(waits, 5_000), "bidding.not_higher");
        assert_eq!(raise(waits, 4_000), "bidding.not_higher");
        assert_eq!(raise(waits, 1_000_000_000), "bidding.too_high");
        assert_eq!(raise(waits, 99_900), "ledger.not_enough");
        assert_eq!(raise(gone, 9_000), "bidding.over");
        let withdraw = |bid| unchanged(house, || house.withdraw(bid));
        assert_eq!(withdraw(leads), "bidding.already_sent");
        assert_eq!(withdraw(gone), "bidding.over");
        let another = house.act(move |tx| bidding::withdraw(tx, member(2), waits));
        assert_eq!(code(&another), "bidding.no_such_bid");
        let nobodys = house.act(|tx| bidding::withdraw(tx, member(2), BidId::from_bits(5)));
        assert_eq!(code(&nobodys), "bidding.no_such_bid");
        // Outbid after it was sent: what stands at the marketplace cannot be taken back.
        house.market.rival("b", 7, 9_000).unwrap();
        house.market.rival("b", 8, 9_500).unwrap();
        house.pass(Span::minutes(6));
        assert_eq!(raise(leads, 9_100), "bidding.below_least");
        assert_eq!(withdraw(leads), "bidding.already_sent");
        // One that could not enter was never sent, and may go.
        house.market.rival("a", 7, 9_000).unwrap();
        house.market.rival("a", 8, 8_000).unwrap();
        house.pass(Span::minutes(6));
        assert_eq!(house.state(waits), "outbid");
        house.withdraw(waits).unwrap();
        house.pass(Span::minutes(60));
        assert_eq!(raise(leads, 99_000), "bidding.over");
        house.audit();
    });
}

#[test]
fn while_the_house_leads_whatever_is_above_what_it_sent_raises_it() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let first = house.place(&now(1, "a", 5_000));
        house.market.rival("a", 7, 4_990).unwrap();
        house.look();
        assert!(house.market.least("a") > 5_200, "a stranger would have to bid more");
        house.raise(first, 5_100).unwrap();
        house.settle();
        assert_eq!(house.market.taken("a"), [5_000, 5_100]);
        let no = unchanged(house, || house.try_place(&now(2, "a", 5_100)));
        assert_eq!(no, "bidding.house_higher");
        let second = house.place(&now(2, "a", 5_150));
        house.settle();
        assert_eq!(house.market.taken("a"), [5_000, 5_100, 5_150]);
        assert_eq!([first, second].map(|bid| house.state(bid)), ["displaced", "leading"]);
        house.pass(Span::minutes(61));
        house.audit();
    });
}

#[test]
fn the_same_wish_is_placed_once() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        let wish = now(1, "a", 5_000);
        let bid = house.place(&wish);
        let before = house.ask(dump);
        assert_eq!(house.try_place(&wish).unwrap(), bid);
        assert_eq!(house.ask(dump), before);
        house.raise(bid, 6_000).unwrap();
        assert_eq!(house.try_place(&wish).unwrap(), bid, "raised or not");
        house.settle();
        assert_eq!(house.market.taken("a"), [5_000, 6_000]);
    });
}

#[test]
fn an_item_at_a_fixed_price_takes_no_bid_and_an_unknown_lot_is_no_lot() {
    in_a_house(|house| {
        house.list("shop", Listing::default());
        let mut item = house.item("shop");
        (item.ends_at, item.next_yen) = (None, None);
        let ask = bidding::PlaceBid {
            member: member(1),
            market: "fake".into(),
            item,
            ceiling_yen: Yen::new(5_000),
            mode: bidding::Mode::Now,
            lead: Span::ZERO,
            group: None,
            ask: "x".into(),
        };
        let place = || house.act(move |tx| bidding::place(tx, &ask));
        assert_eq!(unchanged(house, place), "bidding.not_an_auction");
        let order = house.market.inner().orders.first().cloned();
        assert_eq!(order, None);
    });
}

/// Refusals that a page or a job gives, not an act of these tests.
const ELSEWHERE: [&str; 2] = ["bidding.not_whole_yen", "bidding.no_such_lot"];

#[test]
fn every_refusal_of_the_room_is_tried_here() {
    let text = [include_str!("refusals.rs"), include_str!("groups.rs"), include_str!("offers.rs")]
        .concat();
    let tried: BTreeSet<&str> = BidRefusal::ALL.iter().map(|kind| kind.code).collect();
    for code in tried {
        let here = text.contains(&format!("\"{code}\""));
        assert!(here || ELSEWHERE.contains(&code), "{code} is never tried");
    }
}
