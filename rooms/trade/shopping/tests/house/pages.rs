//! The pages: a cart is bought, a price moves, a thing is ordered by its address, in two browsers.

use kernel::{Id, MemberId, Span, Yen};
use markets::Connector;
use shopping::PurchaseState;

use crate::common::{House, in_a_house, me};
use crate::doors::{JAPANESE, browser_of, browsers};

fn rooms() -> Vec<web::Routes> {
    vec![shopping::routes(), orders::routes()]
}

fn newest(house: &House<'_>) -> shopping::Purchase {
    house.ask(|tx| shopping::purchases(tx, me(), None, 1)).rows.remove(0)
}

#[test]
fn a_cart_is_bought_and_a_moved_price_is_taken_with_one_button() {
    in_a_house(|house| {
        let (mut member, _) = house.block_on(browsers(&house.bench.db, rooms()));
        house.market.ware("m1", 900, Some(300), 5);
        house.give(9_000);
        assert!(house.block_on(member.get("/cart")).says("Your cart is empty"));
        let fields = [("market", "fake"), ("item", "m1"), ("quantity", "2")];
        // The token of a form comes with any page that has one.
        house.block_on(member.get("/quotes"));
        let put = house.block_on(member.send("/cart", &fields));
        assert_eq!(put.goes_to(), Some("/cart"), "{}", put.body);
        let cart = house.block_on(member.get("/cart"));
        assert!(cart.says("Ware m1") && cart.says("¥2,600"), "{}", cart.body);
        let unknown = [("market", "nowhere"), ("item", "m1"), ("quantity", "2")];
        assert_eq!(house.block_on(member.send("/cart", &unknown)).status, 404);
        house.market.ware("m1", 1_000, Some(300), 5);
        house.block_on(member.send("/cart/check-out", &[]));
        assert!(house.block_on(member.get("/purchases")).says("Being bought"));
        house.work();
        let page = house.block_on(member.get("/purchases"));
        assert!(page.says("Price moved") && page.says("Take it at ¥1,000 each"), "{}", page.body);
        let path = format!("/purchases/{}/accept", newest(house).id);
        // Ids sort by age to the millisecond.
        house.bench.clock.forward(Span::secs(1));
        house.block_on(member.send(&path, &[]));
        let twice = house.block_on(member.send(&path, &[]));
        assert_eq!(twice.status, 303);
        assert!(house.block_on(member.get("/purchases")).says("Nothing can be done"));
        house.work();
        assert_eq!(newest(house).state, PurchaseState::Bought);
        assert!(house.block_on(member.get("/purchases")).says("To the order"));
        assert_eq!(house.purse(), 9_000 - 2_800);
        house.audit();
    });
}

/// The first address on a page that begins so.
trait Links {
    fn link(&self, begins: &str) -> String;
}

impl Links for web::Page {
    fn link(&self, begins: &str) -> String {
        let (_, rest) = self.body.split_once(&format!("href=\"{begins}")).unwrap();
        format!("{begins}{}", rest.split('"').next().unwrap())
    }
}

#[test]
fn an_offer_of_the_desk_is_refused_in_a_cart_by_name() {
    in_a_house(|house| {
        let (mut member, _) = house.block_on(browsers(&house.bench.db, rooms()));
        house.block_on(member.get("/quotes"));
        let quote = "quo_00000000000000000000000001";
        let fields = [("market", "desk"), ("item", quote), ("quantity", "1")];
        let page = house.block_on(member.send("/cart", &fields));
        assert!(page.says("cannot go through a cart"), "{} {}", page.status, page.body);
        assert!(house.ask(|tx| shopping::cart(tx, me())).is_empty());
    });
}

/// What marketplaces say is spoken by the room that bids at them.
const MARKETS: web::Texts = web::Texts {
    room: "bidding",
    all: [
        include_str!("../../../bidding/locales/en.ftl"),
        include_str!("../../../bidding/locales/ja.ftl"),
        include_str!("../../../bidding/locales/zh-Hant.ftl"),
    ],
};

#[test]
fn a_no_is_told_in_the_readers_language() {
    in_a_house(|house| {
        let reader = MemberId::from_bits(JAPANESE);
        let give = move |tx: &mut db::Tx<'_>| {
            ledger::deposit(tx, reader, Yen::new(9_000), "given", "test").map(|_| ())
        };
        house.act(give).unwrap();
        let buy = |quantity| {
            let found = house.block_on(house.market.item("m1")).unwrap();
            let act = move |tx: &mut db::Tx<'_>| {
                shopping::put(tx, reader, "fake", &found, quantity)?;
                shopping::check_out(tx, reader)
            };
            house.act(act).unwrap().remove(0)
        };
        house.market.ware("m1", 900, Some(0), 3);
        let fewer = buy(3);
        house.market.ware("m1", 900, Some(0), 2);
        house.work();
        assert_eq!(house.purchase(fewer).state, PurchaseState::OnlyLeft);
        let moved = buy(1);
        house.market.ware("m1", 950, Some(0), 2);
        house.work();
        assert_eq!(house.purchase(moved).state, PurchaseState::PriceMoved);
        let sitter = web::Sitter::Member(reader);
        let spoken = web::Routes::new("bidding").speaking(MARKETS);
        let rooms = rooms().into_iter().chain([spoken]).collect();
        let mut member = house.block_on(browser_of(&house.bench.db, rooms, sitter));
        let page = house.block_on(member.get("/purchases"));
        assert!(page.says("残りは2点です"), "{}", page.body);
        for english in ["Only 2 are left", "The price is", "sold out", "refused"] {
            assert!(!page.says(english), "{english}: {}", page.body);
        }
    });
}

fn addresses_that_cannot_be(house: &House<'_>, member: &mut web::Browser) {
    house.block_on(member.get("/quotes"));
    for (url, told) in [
        ("http://shop.example.jp/a", "begin with https://"),
        ("https://me:me@shop.example.jp/a", "without it"),
        ("camera", "not the address of a shop"),
    ] {
        let page = house.block_on(member.send("/quotes", &[("url", url), ("quantity", "1")]));
        assert!(page.status == 422 && page.says(told), "{url}: {}", page.body);
    }
}

#[test]
fn a_thing_is_ordered_by_its_address_through_the_desk() {
    in_a_house(|house| {
        let (mut member, mut staff) = house.block_on(browsers(&house.bench.db, rooms()));
        house.give(9_000);
        addresses_that_cannot_be(house, &mut member);
        let fields = [
            ("url", "https://jp.mercari.com/item/m123?utm_source=x"),
            ("quantity", "1"),
            ("options", "red"),
            ("words", "<b>please</b>"),
        ];
        let asked = house.block_on(member.send("/quotes", &fields));
        let mine = asked.goes_to().unwrap().to_owned();
        let page = house.block_on(member.get(&mine));
        assert!(page.says("Place 1 in the buyers’ queue"), "{}", page.body);

        house.block_on(staff.get("/staff/buyers"));
        let task = format!("/staff/buyers/{}", house.ask(shopping::queue)[0].id);
        let page = house.block_on(staff.get(&task));
        assert!(page.says("恐れ入りますが") && page.says("&lt;b&gt;please"), "{}", page.body);
        house.block_on(staff.send(&format!("{task}/claim"), &[]));
        let bad = [("title", "A thing"), ("each", "0")];
        let page = house.block_on(staff.send(&format!("{task}/offer"), &bad));
        assert!(page.status == 422 && page.says("An offer needs"), "{}", page.body);
        let good = [("title", "A thing"), ("each", "1,200"), ("shipping", "")];
        let page = house.block_on(staff.send(&format!("{task}/offer"), &good));
        assert_eq!(page.goes_to(), Some("/staff/buyers"), "{}", page.body);

        let page = house.block_on(member.get(&mine));
        assert!(page.says("Order it: set aside ¥1,700"), "{}", page.body);
        let wrong = [("each", "1,100"), ("shipping", "")];
        house.block_on(member.send(&format!("{mine}/accept"), &wrong));
        assert!(house.block_on(member.get(&mine)).says("The price is ¥1,200 now"));
        let shown = [("each", "1200"), ("shipping", "")];
        house.block_on(member.send(&format!("{mine}/accept"), &shown));
        house.work();
        let buy = format!("/staff/buyers/{}", house.ask(shopping::queue)[0].id);
        house.block_on(staff.get("/staff/buyers"));
        house.block_on(staff.send(&format!("{buy}/claim"), &[]));
        assert!(house.block_on(staff.get(&buy)).says("合計1200円"));
        house.block_on(staff.send(&format!("{buy}/placed"), &[("shop_order", "A-77")]));
        house.work();
        assert!(house.block_on(member.get(&mine)).says("To the order"));
        let order = house.ask(|tx| orders::of_member(tx, me(), None, 1)).rows.remove(0);
        assert_eq!(
            (order.state.to_string().as_str(), order.price_yen),
            ("purchased", Yen::new(1_200))
        );
        // The buyer finds it on the desk, with the shop's own number.
        let desk = house.block_on(staff.get("/staff/buyers"));
        assert!(desk.says("without a tracking number") && desk.says("A-77"), "{}", desk.body);
        let order = desk.link("/staff/orders/ord_");
        let shipped = format!("{order}/shipped");
        house.block_on(staff.get(&order));
        let sent = [("carrier", "sagawa"), ("tracking", "4001-2345-6789")];
        assert_eq!(house.block_on(staff.send(&shipped, &sent)).status, 303);
        house.work();
        house.audit();
    });
}
