//! Paying the seller: in time, once, and only what the member agreed to.
use crate::common::{code, in_a_house, member_no, staff};
use crate::life::{ME, me};
use crate::market::Trouble;
use kernel::{Span, Yen};
use markets::No;
use orders::{By, Reason, Why};
use web::Role;

#[test]
fn the_house_pays_before_the_limit_or_gives_up_at_it() {
    in_a_house(|house| {
        let rich = house.win(1, member_no(ME), 1_000, Some(520));
        house.give(member_no(ME), 2_020);
        let poor = house.win(2, member_no(2), 1_000, Some(520));
        house.pass(Span::hours(59));
        assert_eq!(house.state(rich.id), "charge1_open");
        assert_eq!(house.order(rich.id).market_order.as_deref(), Some(rich.theirs.as_str()));
        house.pass(Span::hours(2));
        assert_eq!(house.state(rich.id), "purchased");
        assert_eq!(house.state(poor.id), "charge1_open");
        house.pass(Span::hours(12));
        assert_eq!(house.state(poor.id), "closed");
        assert_eq!(house.order(poor.id).goods_yen, None);
        assert_eq!(house.ask(jobs::left), 0);
        house.audit();
    });
}

#[test]
fn a_payment_that_is_refused_stops_the_order_for_a_person_to_look_at() {
    in_a_house(|house| {
        house.give(member_no(ME), 3_000);
        let won = house.win(1, member_no(ME), 1_000, Some(520));
        let id = won.id;
        house.market.inner().refuse_payment = Some(No::Cannot { what: "take payments".into() });
        house.act(move |tx| orders::pay(tx, id, me())).unwrap();
        house.work();
        let order = house.order(id);
        assert_eq!(
            (order.state.to_string().as_str(), order.reason),
            ("on_hold", Some(Reason::PaymentRefused))
        );
        house.act(move |tx| orders::resume(tx, id, staff(&[Role::Support]))).unwrap();
        house.work();
        assert_eq!(house.state(id), "purchased");
        assert_eq!(house.market.inner().payments[&won.theirs], 1);

        // The seller asks more than the member has agreed to.
        let dear = house.win(2, member_no(ME), 500, Some(0));
        let id = dear.id;
        house.market.change(&dear.theirs, |o| o.total_yen = Yen::new(900));
        house.give(member_no(ME), 1_000);
        house.act(move |tx| orders::pay(tx, id, me())).unwrap();
        house.work();
        assert_eq!(house.order(id).reason, Some(Reason::PriceChanged));
        assert!(!house.market.inner().payments.contains_key(&dear.theirs));
        house.audit();
    });
}

#[test]
fn a_seller_is_paid_once_whatever_becomes_of_the_answers() {
    use Trouble::{Busy, CrashAfter, CrashBefore, LostTaken, LostUntaken, Unreachable};
    in_a_house(|house| {
        let all = [Busy, Unreachable, LostUntaken, LostTaken, CrashBefore, CrashAfter];
        let mut n = 0;
        for first in all {
            for second in all {
                n += 1;
                house.give(member_no(ME), 2_020);
                let won = house.win(n, member_no(ME), 1_000, Some(520));
                let id = won.id;
                house.market.script([first, second]);
                house.act(move |tx| orders::pay(tx, id, me())).unwrap();
                house.pass(Span::minutes(5));
                house.market.inner().script.clear();
                house.pass(Span::minutes(5));
                assert_eq!(house.state(id), "purchased", "{first:?}, {second:?}");
                let payments = house.market.inner().payments[&won.theirs];
                assert_eq!(payments, 1, "{first:?}, {second:?}");
                assert_eq!(house.purse(member_no(ME)), 0);
            }
        }
        assert_eq!(house.ask(jobs::left), 0);
        house.audit();
    });
}

#[test]
fn the_marketplaces_own_word_counts_when_the_answer_never_came() {
    in_a_house(|house| {
        house.give(member_no(ME), 2_020);
        let won = house.win(1, member_no(ME), 1_000, Some(520));
        let id = won.id;
        // What is asked about a new order is answered before it is paid.
        house.work();
        house.market.script([Trouble::LostTaken]);
        house.act(move |tx| orders::pay(tx, id, me())).unwrap();
        house.work();
        assert_eq!(house.state(id), "purchasing");
        // The seller ships before the house has asked again.
        house.market.ship(&won.theirs, "123456789012");
        house.follow();
        assert_eq!(house.state(id), "seller_shipped");
        house.pass(Span::minutes(5));
        assert_eq!(house.state(id), "seller_shipped");
        assert_eq!(house.market.inner().payments[&won.theirs], 1);
        house.audit();
    });
}

#[test]
fn an_order_is_not_called_off_while_a_payment_may_be_under_way() {
    in_a_house(|house| {
        let support = || staff(&[Role::Support]);
        house.give(member_no(ME), 2_020);
        let won = house.win(1, member_no(ME), 1_000, Some(520));
        let id = won.id;
        // What is asked about a new order is answered before it is paid.
        house.work();
        house.market.script([Trouble::LostTaken]);
        house.act(move |tx| orders::pay(tx, id, me())).unwrap();
        house.work();
        assert_eq!(house.state(id), "purchasing");
        let off = Why::reason(Reason::SellerSilent);
        let early = house.act(move |tx| orders::call_off(tx, id, off, support()));
        assert_eq!(code(&early), "orders.not_yours");
        let looking = Why::reason(Reason::Looking);
        house.act(move |tx| orders::hold(tx, id, looking, support())).unwrap();
        let held = house.act(move |tx| orders::call_off(tx, id, off, support()));
        assert_eq!(code(&held), "orders.payment_under_way");
        house.pass(Span::minutes(5));
        house.act(move |tx| orders::resume(tx, id, support())).unwrap();
        house.work();
        assert_eq!(house.state(id), "purchased");
        assert_eq!(house.market.inner().payments[&won.theirs], 1);
        house.act(move |tx| orders::call_off(tx, id, off, support())).unwrap();
        house.act(move |tx| orders::refund(tx, id, By::House)).unwrap();
        assert_eq!(house.purse(member_no(ME)), 2_020);
        house.work();
        house.audit();
    });
}
