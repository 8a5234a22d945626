//! When a bid is sent, and what its member sees of it.

use bidding::Outcome;
use kernel::{Span, Yen};

use crate::house::{in_a_house, last, now};
use crate::market::Listing;

#[test]
fn a_bid_sent_now_leads_wins_and_leaves_a_receipt() {
    in_a_house(|house| {
        house.list("a", Listing::default());
        house.market.rival("a", 7, 2_000).unwrap();
        let bid = house.place(&now(1, "a", 5_000));
        assert_eq!(house.state(bid), "leading");
        assert_eq!(house.held(1), 5_000 + 800 + 500);
        let receipts = house.receipts(bid);
        let [receipt] = receipts.as_slice() else { panic!("{receipts:?}") };
        assert_eq!((receipt.outcome, receipt.amount_yen), (Outcome::Placed, Yen::new(5_000)));
        assert_eq!((receipt.price_seen_yen, receipt.leading), (Some(Yen::new(1_000)), Some(true)));
        assert_eq!((receipt.account.as_str(), receipt.tries), ("house-1", 1));
        assert_eq!(receipt.market_bid.as_deref(), Some("a-2"));
        assert!(receipt.planned_at <= receipt.intended_at);
        assert!(receipt.sent_at.is_some() && receipt.answered_at >= receipt.sent_at);
        house.pass(Span::hours(1));
        house.pass(Span::secs(3));
        assert_eq!(house.state(bid), "won");
        assert_eq!(house.told(bid), ["placed", "leading", "won"]);
        assert_eq!(house.held(1), 0, "what was set aside is the order's now, or free");
        house.pass(Span::hours(30));
        assert_eq!(house.purse(1), 100_000 - 2_100 - 800 - 500);
        house.audit();
    });
}

#[test]
fn a_last_moment_bid_is_sent_a_chosen_time_before_the_end() {
    in_a_house(|house| {
        house.list("a", Listing { auto_extension: true, ..Listing::default() });
        let end = house.market.ends_at("a");
        let bid = house.place(&last(1, "a", 5_000, 7));
        house.until(end.minus(Span::secs(8)));
        assert_eq!(house.market.taken("a"), [0i64; 0]);
        house.until(end.minus(Span::secs(6)));
        assert_eq!(house.market.taken("a"), [5_000]);
        let receipt = &house.receipts(bid)[0];
        assert_eq!(receipt.planned_at, end.minus(Span::secs(7)));
        assert!(receipt.sent_at.unwrap().since(receipt.planned_at) < Span::millis(1));
        house.until(end.plus(Span::secs(3)));
        assert_eq!(house.state(bid), "won");
        house.audit();
    });
}
