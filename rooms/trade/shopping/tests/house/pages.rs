//! The pages: a cart is bought, a price moves, a thing is ordered by its address, in two browsers.

use kernel::{Span, Yen};
use shopping::PurchaseState;

use crate::common::{House, in_a_house, me};
use crate::doors::browsers;

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

#[test]
fn a_thing_is_ordered_by_its_address_through_the_desk() {
    in_a_house(|house| {
        let (mut member, mut staff) = house.block_on(browsers(&house.bench.db, rooms()));
        house.give(9_000);
        house.block_on(member.get("/quotes"));
        for (url, told) in [
            ("http://shop.example.jp/a", "begin with https://"),
            ("https://me:me@shop.example.jp/a", "without it"),
            ("camera", "not the address of a shop"),
        ] {
            let page = house.block_on(member.send("/quotes", &[("url", url), ("quantity", "1")]));
            assert!(page.status == 422 && page.says(told), "{url}: {}", page.body);
        }
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
        let shipped = format!("/staff/orders/{}/shipped", order.id);
        house.block_on(staff.get(&format!("/staff/orders/{}", order.id)));
        let sent = [("carrier", "sagawa"), ("tracking", "4001-2345-6789")];
        assert_eq!(house.block_on(staff.send(&shipped, &sent)).status, 303);
        house.work();
        house.audit();
    });
}
