//! Random acts of members, staff, sellers and a moody marketplace against a second telling of the
//! life of an order, on each engine.
use crate::common::{House, Won, in_a_house, member_no, staff, warehouse};
use crate::market::Trouble;
use kernel::{OrderId, Span, Word};
use markets::OrderState;
use orders::{By, Event, Finding, Parcel, Reason, State, TABLE, To, Why};
use proptest::prelude::*;
use web::Role;

#[derive(Debug, Clone)]
enum Act {
    Step { order: usize, event: usize, reason: usize, by: u8 },
    Give { yen: i64 },
    Ship { order: usize },
    Cancel { order: usize },
    Trouble { trouble: usize },
    Work,
    Wait { hours: i64 },
}

const TROUBLES: [Trouble; 6] = [
    Trouble::Busy,
    Trouble::Unreachable,
    Trouble::LostUntaken,
    Trouble::LostTaken,
    Trouble::CrashBefore,
    Trouble::CrashAfter,
];

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let order = 0usize..3;
    let one = prop_oneof![
        12 => (order.clone(), 0usize..64, 0usize..64, 0u8..4)
            .prop_map(|(order, event, reason, by)| Act::Step { order, event, reason, by }),
        1 => (1i64..3_000).prop_map(|yen| Act::Give { yen }),
        2 => order.clone().prop_map(|order| Act::Ship { order }),
        1 => order.prop_map(|order| Act::Cancel { order }),
        1 => (0usize..6).prop_map(|trouble| Act::Trouble { trouble }),
        4 => Just(Act::Work),
        1 => (1i64..40).prop_map(|hours| Act::Wait { hours }),
    ];
    proptest::collection::vec(one, 10..60)
}

fn author(by: u8) -> By {
    match by {
        0 => By::House,
        1 => By::Member(member_no(1)),
        2 => warehouse(),
        _ => staff(&[Role::Support, Role::Accountant, Role::Buyer]),
    }
}

/// The events a random walk may try by hand; the others belong to the marketplace's side.
fn take(house: &House<'_>, id: OrderId, event: Event, reason: Option<Reason>, by: By) -> bool {
    let why = Why { reason, words: None };
    let given_up = reason.unwrap_or(Reason::MemberDeclined);
    let parcel = Parcel { weight_g: 100, length_mm: 10, width_mm: 10, height_mm: 10 };
    let done = house.act(move |tx| match event {
        Event::Pay => orders::pay(tx, id, by),
        Event::Ship => orders::ship(tx, id, "yamato", "111122223333", by),
        Event::Arrive => orders::arrive_order(tx, id, by),
        Event::FindOk => orders::inspect(tx, id, Finding::Ok, why, by),
        Event::FindMismatch => orders::inspect(tx, id, Finding::Mismatch, why, by),
        Event::FindDamaged => orders::inspect(tx, id, Finding::Damaged, why, by),
        Event::FindProhibited => orders::inspect(tx, id, Finding::Prohibited, why, by),
        Event::Store => orders::store(tx, id, "A-1", by),
        Event::Instruct => orders::instruct(tx, id, by),
        Event::Withdraw => orders::withdraw(tx, id, by),
        Event::StartPacking => orders::start_packing(tx, id, by),
        Event::Pack => orders::pack(tx, id, parcel, by),
        Event::HandOver => orders::hand_over(tx, id, "EMS", "EB123456789JP", by).map(|_| ()),
        Event::Move => orders::in_transit(tx, id, by),
        Event::Deliver => orders::delivered(tx, id, by),
        Event::ComeBack => orders::come_back(tx, id, why, by),
        Event::Lose => orders::lose(tx, id, by),
        Event::Seize => orders::seize(tx, id, by),
        Event::CallOff => orders::call_off(tx, id, why, by),
        Event::Refund => orders::refund(tx, id, by),
        Event::Dispose => orders::dispose(tx, id, why, by),
        Event::Abandon => orders::abandon(tx, id, given_up, by),
        Event::Hold => orders::hold(tx, id, why, by),
        Event::Resume => orders::resume(tx, id, by),
        _ => orders::close(tx, id, by),
    });
    done.is_ok()
}

/// The second telling: where a step may lead, read off the table without the code that steps.
fn may_stand(before: &orders::Order, event: Event, now: State) -> bool {
    let arrow = TABLE.iter().find(|a| a.from == before.state && a.event == event);
    arrow.is_some_and(|arrow| match arrow.to {
        To::State(State::RefundDue) if event == Event::CallOff => now == State::RefundDue,
        // Giving the money back ends the order in the same act.
        To::State(State::Refunded) => now == State::Closed,
        To::State(to) => now == to,
        To::Same => now == before.state,
        To::Before => Some(now) == before.held_from,
    })
}

fn event_of(n: usize) -> Event {
    const BY_HAND: [Event; 25] = [
        Event::Pay,
        Event::Ship,
        Event::Arrive,
        Event::FindOk,
        Event::FindMismatch,
        Event::FindDamaged,
        Event::FindProhibited,
        Event::Store,
        Event::Instruct,
        Event::Withdraw,
        Event::StartPacking,
        Event::Pack,
        Event::HandOver,
        Event::Move,
        Event::Deliver,
        Event::ComeBack,
        Event::Lose,
        Event::Seize,
        Event::CallOff,
        Event::Refund,
        Event::Dispose,
        Event::Abandon,
        Event::Hold,
        Event::Resume,
        Event::Close,
    ];
    BY_HAND[n % BY_HAND.len()]
}

// Half of the steps are ones the table has from here, or the walk would hardly get anywhere.
fn step(house: &House<'_>, won: &Won, event: usize, reason: usize, by: u8) {
    let before = house.order(won.id);
    let here: Vec<_> = TABLE.iter().filter(|a| a.from == before.state).collect();
    let (event, reason) = match here.get(event % here.len().max(1)) {
        Some(arrow) if reason.is_multiple_of(2) => {
            (arrow.event, arrow.reasons.get(reason / 2 % arrow.reasons.len().max(1)).copied())
        }
        _ => (event_of(event), Reason::ALL.get(reason % (Reason::ALL.len() + 1)).copied()),
    };
    let by_hand = (0..25).any(|n| event_of(n) == event);
    if !by_hand {
        return;
    }
    let done = take(house, won.id, event, reason, author(by));
    let after = house.order(won.id);
    if done {
        let settles = event == Event::Pay && before.goods_yen.is_some();
        let event = if settles { Event::Settle } else { event };
        assert!(may_stand(&before, event, after.state), "{} {event} {}", before.state, after.state);
        assert!(after.steps > before.steps);
    } else {
        assert_eq!((before.state, before.steps), (after.state, after.steps), "{event}");
    }
}

fn run(house: &House<'_>, acts: &[Act], round: i64) {
    let member = member_no(1);
    house.give(member, 2_500);
    let wins: Vec<Won> = (0..3)
        .map(|n| house.win(round * 10 + n, member, 700 + n * 100, (n != 2).then_some(300)))
        .collect();
    for act in acts {
        match *act {
            Act::Step { order, event, reason, by } => step(house, &wins[order], event, reason, by),
            Act::Give { yen } => house.give(member, yen),
            Act::Ship { order } => {
                let theirs = &wins[order].theirs;
                let paid = house
                    .market
                    .inner()
                    .orders
                    .iter()
                    .any(|o| o.id == *theirs && o.state == OrderState::Paid);
                if paid {
                    house.market.ship(theirs, &format!("12345678{:04}", order));
                    house.follow();
                }
            }
            Act::Cancel { order } => {
                house.market.change(&wins[order].theirs, |o| o.state = OrderState::Cancelled);
                house.follow();
            }
            Act::Trouble { trouble } => house.market.script([TROUBLES[trouble]]),
            Act::Work => house.work(),
            Act::Wait { hours } => house.pass(Span::hours(hours)),
        }
    }
    house.market.inner().script.clear();
    house.pass(Span::days(8));
    house.audit();
    let dead = house.ask(|tx| jobs::dead(tx, None, 10)).rows;
    assert!(dead.is_empty(), "{dead:?}");
    let inner = house.market.inner();
    for (won, order) in wins.iter().map(|won| (won, house.order(won.id))) {
        let payments = inner.payments.get(&won.theirs).copied().unwrap_or(0);
        assert!(payments <= 1, "paid {payments} times");
        assert!(order.seller_yen.is_none() || payments == 1, "booked as paid and never was");
        let cancelled =
            inner.orders.iter().any(|o| o.id == won.theirs && o.state == OrderState::Cancelled);
        let known = order.seller_yen.is_some() || order.state == State::OnHold || cancelled;
        assert!(payments == 0 || known, "paid and not booked: {}", order.state);
        // What waits for the house itself never waits for ever.
        let stuck = [State::Charge1Open, State::Charge1Paid, State::Purchasing];
        assert!(!stuck.contains(&order.state), "{} is stuck", order.state);
    }
}

#[test]
fn an_order_never_leaves_its_table_and_its_money_always_fits() {
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() };
    let round = std::sync::atomic::AtomicI64::new(1);
    in_a_house(|house| {
        let mut runner = proptest::test_runner::TestRunner::new_with_rng(
            config.clone(),
            proptest::test_runner::TestRng::deterministic_rng(
                proptest::test_runner::RngAlgorithm::ChaCha,
            ),
        );
        let walked = runner.run(&acts(), |acts| {
            run(house, &acts, round.fetch_add(1, std::sync::atomic::Ordering::SeqCst));
            Ok(())
        });
        walked.unwrap();
    });
}
