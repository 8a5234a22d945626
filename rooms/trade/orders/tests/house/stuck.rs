//! What could stand still for ever: a payment nobody takes, a price the member never agreed to, a
//! change that cannot be taken in. Each comes to where somebody sees it, and keeps nobody waiting.
use crate::common::{House, Won, code, in_a_house, member_no, staff};
use crate::doors::{SUPPORT, browser_of, browsers, one_of};
use crate::life::{ME, me};
use kernel::{OrderId, Span, Yen};
use markets::{No, OrderState};
use orders::{By, Reason, Why};
use web::Role;

db::sql! {
    UNDERPRICED = "UPDATE orders SET price_yen = 900, goods_yen = 1420 WHERE id = $1";
    GONE = "UPDATE orders SET market_order = 'gone' WHERE id = $1";
    THEIRS = "UPDATE orders SET market_order = $1 WHERE id = $2";
    HEARD_ALL = "UPDATE market_heard SET seq = seq + 1000000";
    NO_SHIPPING = "UPDATE orders SET shipping_yen = NULL WHERE id = $1";
}

fn won_and_paid(house: &House<'_>, n: i64) -> Won {
    house.give(member_no(ME), 2_020);
    let won = house.win(n, member_no(ME), 1_000, Some(520));
    let id = won.id;
    house.act(move |tx| orders::pay(tx, id, me())).unwrap();
    won
}

fn stands(house: &House<'_>, id: OrderId) -> (String, Option<Reason>) {
    let order = house.order(id);
    (order.state.to_string(), order.reason)
}

fn held(reason: Reason) -> (String, Option<Reason>) {
    ("on_hold".into(), Some(reason))
}

fn nobody_is_dead(house: &House<'_>) {
    let dead = house.ask(|tx| jobs::dead(tx, None, 10)).rows;
    assert!(dead.is_empty(), "{dead:?}");
}

#[test]
fn a_seller_who_has_more_than_was_agreed_is_not_booked_before_the_member_says_so() {
    in_a_house(|house| {
        for (n, state) in [(1, OrderState::Paid), (2, OrderState::Shipped)] {
            let won = won_and_paid(house, n);
            let id = won.id;
            house.market.change(&won.theirs, |o| {
                o.state = state;
                o.total_yen = Yen::new(20_520);
            });
            house.work();
            assert_eq!(stands(house, id), held(Reason::PriceChanged), "{state}");
            assert_eq!(house.order(id).seller_yen, None);
            assert_eq!(house.order(id).asked_yen, Some(Yen::new(20_520)));
            // Letting it go on is not agreeing: it stops again.
            house.act(move |tx| orders::resume(tx, id, staff(&[Role::Support]))).unwrap();
            house.work();
            assert_eq!(stands(house, id), held(Reason::PriceChanged));
            house.audit();
        }
        // What went to the seller is held against what the order is for.
        let won = won_and_paid(house, 3);
        house.work();
        let id = won.id.to_string();
        let more = move |tx: &mut db::Tx<'_>| tx.put(UNDERPRICED, (&id,));
        house.act(more).unwrap();
        let wrong = house.ask(orders::audit);
        assert!(wrong.iter().any(|w| w.contains("the seller had ¥1,520")), "{wrong:?}");
    });
}

#[test]
fn the_member_agrees_to_what_is_asked_or_has_everything_back() {
    in_a_house(|house| {
        let dear = |n| {
            let won = won_and_paid(house, n);
            house.market.change(&won.theirs, |o| o.total_yen = Yen::new(1_820));
            house.work();
            assert_eq!(stands(house, won.id), held(Reason::PriceChanged));
            won
        };
        let won = dear(1);
        let id = won.id;
        let agree =
            |yen: i64, by: By| house.act(move |tx| orders::agree(tx, id, Yen::new(yen), by));
        assert_eq!(code(&agree(1_820, By::Member(member_no(2)))), "orders.unknown");
        assert_eq!(code(&agree(1_520, me())), "orders.asked_another");
        assert_eq!(code(&agree(1_820, me())), "ledger.not_enough");
        let by_hand = Why::reason(Reason::SellerCancelled);
        let off = house.act(move |tx| orders::call_off(tx, id, by_hand, me()));
        assert_eq!(code(&off), "orders.not_yours");
        house.give(member_no(ME), 300);
        agree(1_820, me()).unwrap();
        assert_eq!(house.purse(member_no(ME)), 0);
        house.work();
        assert_eq!(house.state(id), "purchased");
        assert_eq!(house.order(id).seller_yen, Some(Yen::new(1_820)));
        assert_eq!(house.market.inner().payments[&won.theirs], 1);
        assert_eq!(code(&agree(1_820, me())), "orders.nothing_asked");

        let id = dear(2).id;
        let (mut member, _) = house.block_on(browsers(&house.bench.db, vec![orders::routes()]));
        let page = house.block_on(member.get(&format!("/orders/{id}")));
        assert!(page.says("The seller asks ¥1,820 in all") && page.says("Pay ¥300 more"));
        let no = house.block_on(member.send(&format!("/orders/{id}/disagree"), &[]));
        assert_eq!(no.status, 303, "{}", no.body);
        assert_eq!(house.state(id), "refund_due");
        house.act(move |tx| orders::refund(tx, id, staff(&[Role::Accountant]))).unwrap();
        assert_eq!(house.purse(member_no(ME)), 2_020);
        house.work();
        house.audit();
    });
}

#[test]
fn a_payment_outlives_an_outage_of_days_and_then_a_person_sees_it() {
    in_a_house(|house| {
        let won = won_and_paid(house, 1);
        let troubles = |n| std::iter::repeat_n(crate::market::Trouble::Unreachable, n);
        house.market.script(troubles(10_000));
        house.pass(Span::days(4));
        assert_eq!(house.state(won.id), "purchasing");
        nobody_is_dead(house);
        // Back after four days: it is paid within two hours.
        house.market.inner().script.clear();
        house.pass(Span::hours(2));
        assert_eq!(house.state(won.id), "purchased");
        assert_eq!(house.market.inner().payments[&won.theirs], 1);

        // Gone for good: it stops for staff, who look, and give the money back.
        let id = won_and_paid(house, 2).id;
        house.market.script(troubles(10_000));
        house.pass(Span::days(6));
        assert_eq!(stands(house, id), held(Reason::Looking));
        nobody_is_dead(house);
        let support = || staff(&[Role::Support]);
        let silent = Why::reason(Reason::SellerSilent);
        let blind = house.act(move |tx| orders::call_off(tx, id, silent, support()));
        assert_eq!(code(&blind), "orders.payment_under_way");
        let seen = Why { words: Some("Their site is gone; nothing was charged."), ..silent };
        house.act(move |tx| orders::call_off(tx, id, seen, support())).unwrap();
        house.act(move |tx| orders::refund(tx, id, staff(&[Role::Accountant]))).unwrap();
        assert_eq!(house.purse(member_no(ME)), 2_020);
        house.market.inner().script.clear();
        house.work();
        house.audit();
    });
}

#[test]
fn a_marketplace_that_knows_no_such_order_stops_it_at_once_where_staff_see_why() {
    in_a_house(|house| {
        let won = won_and_paid(house, 1);
        let id = won.id;
        let taken = std::mem::take(&mut house.market.inner().orders);
        house.act(move |tx| tx.put(GONE, (&id.to_string(),))).unwrap();
        house.work();
        assert_eq!(stands(house, id), held(Reason::PaymentRefused));
        nobody_is_dead(house);
        let rooms = vec![orders::routes()];
        let mut support = house.block_on(browser_of(&house.bench.db, rooms, one_of(SUPPORT)));
        let list = house.block_on(support.get("/staff/orders"));
        let path = format!("/staff/orders/{id}");
        assert!(list.says(&path) && list.says("Payment refused"), "{}", list.body);
        let page = house.block_on(support.get(&path));
        assert!(page.says("The marketplace knows no such order."), "{}", page.body);
        // Mended there, it is tried again from the page.
        house.market.inner().orders = taken;
        let theirs = won.theirs;
        house.act(move |tx| tx.put(THEIRS, (&theirs, &id.to_string()))).unwrap();
        let again = house.block_on(support.send(&format!("{path}/steps"), &[("event", "resume")]));
        assert_eq!(again.status, 303, "{}", again.body);
        house.work();
        assert_eq!(house.state(id), "purchased");
        house.audit();
    });
}

#[test]
fn a_payment_whose_job_is_gone_is_taken_up_again() {
    in_a_house(|house| {
        let lose = |id: OrderId| {
            let key = format!("orders.pay_seller:{id}");
            house.act(move |tx| jobs::Later::cancel(tx, &key)).unwrap();
        };
        // By the marketplace's next word.
        let heard = won_and_paid(house, 1);
        lose(heard.id);
        house.market.change(&heard.theirs, |_| {});
        house.follow();
        assert_eq!(house.state(heard.id), "purchased");
        // Or, where it says nothing any more, by the house's own round.
        house.give(member_no(ME), 2_020);
        let lost = house.win(3, member_no(ME), 1_000, Some(520));
        house.work();
        let id = lost.id;
        house.act(move |tx| orders::pay(tx, id, me())).unwrap();
        house.act(|tx| tx.put(HEARD_ALL, ())).unwrap();
        lose(lost.id);
        house.bench.clock.forward(Span::hours(2));
        house.follow();
        assert_eq!(house.state(lost.id), "purchased");
        house.audit();
    });
}

#[test]
fn one_change_that_cannot_be_taken_in_keeps_none_after_it_waiting() {
    in_a_house(|house| {
        let (odd, good) = (won_and_paid(house, 1), won_and_paid(house, 2));
        house.work();
        // A seller's total that no ledger can hold: known shipping below zero.
        let id = odd.id;
        house.act(move |tx| tx.put(NO_SHIPPING, (&id.to_string(),))).unwrap();
        house.market.change(&odd.theirs, |o| o.shipping_yen = Some(Yen::new(-5)));
        house.market.ship(&good.theirs, "123456789012");
        house.follow();
        assert_eq!(house.state(good.id), "seller_shipped", "what came after it was heard");
        nobody_is_dead(house);
        let aside = house.ask(orders::aside);
        assert_eq!(aside.len(), 1, "{aside:?}");
        assert_eq!((aside[0].order, &aside[0].market_order), (Some(odd.id), &odd.theirs));

        let rooms = vec![orders::routes()];
        let mut support = house.block_on(browser_of(&house.bench.db, rooms, one_of(SUPPORT)));
        let list = house.block_on(support.get("/staff/orders"));
        assert!(list.says("Said by a marketplace, and not taken in"), "{}", list.body);
        let again = format!("/staff/orders/aside/{}", aside[0].id);
        // Still odd: it is put aside again. Mended: it is taken in.
        house.block_on(support.send(&again, &[]));
        house.work();
        let aside = house.ask(orders::aside);
        assert_eq!(aside.len(), 1);
        nobody_is_dead(house);
        house.market.change(&odd.theirs, |o| o.shipping_yen = Some(Yen::new(520)));
        let again = format!("/staff/orders/aside/{}", aside[0].id);
        assert_eq!(house.block_on(support.send(&again, &[])).status, 303);
        assert_eq!(house.block_on(support.send(&again, &[])).status, 409);
        house.work();
        assert!(house.ask(orders::aside).is_empty());
        assert_eq!(house.order(odd.id).shipping_yen, Some(Yen::new(520)));
        house.audit();
    });
}

#[test]
fn a_shop_that_sent_it_before_the_payment_was_known_is_expected_all_the_same() {
    in_a_house(|house| {
        let won = won_and_paid(house, 1);
        house.market.ship(&won.theirs, "123456789012");
        house.follow();
        house.work();
        assert_eq!(house.state(won.id), "seller_shipped");
        assert_eq!(house.order(won.id).in_tracking.as_deref(), Some("123456789012"));
        house.audit();
    });
}

#[test]
fn a_final_no_of_the_marketplace_is_told_as_its_code() {
    in_a_house(|house| {
        house.market.inner().refuse_payment = Some(No::Cannot { what: "take payments".into() });
        let won = won_and_paid(house, 1);
        house.work();
        let id = won.id;
        let steps = house.ask(move |tx| orders::history(tx, id));
        let words = steps.last().and_then(|step| step.words.clone());
        assert_eq!(words.as_deref(), Some("market.cannot"));
    });
}
