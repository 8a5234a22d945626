//! The life of an order, from the win to the door and down each way it can die, on each engine.
use crate::common::{House, Won, code, in_a_house, member_no, new_order, staff, warehouse};
use db::Answer;
use kernel::{OrderId, Yen};
use markets::OrderState;
use orders::{Arrived, By, Finding, Parcel, Reason, Why};
use web::Role;

pub(crate) const ME: u128 = 1;

pub(crate) fn me() -> By {
    By::Member(member_no(ME))
}

pub(crate) fn paid(house: &House<'_>, n: i64) -> Won {
    house.give(member_no(ME), 3_000);
    let won = house.win(n, member_no(ME), 1_000, Some(520));
    let id = won.id;
    house.act(move |tx| orders::pay(tx, id, me())).unwrap();
    house.work();
    won
}

pub(crate) fn stored(house: &House<'_>, n: i64) -> Won {
    let won = paid(house, n);
    let id = won.id;
    let number = format!("1234-5678-9{:03}", 11 + n);
    house.market.ship(&won.theirs, &number);
    house.follow();
    let arrived = house.act(move |tx| orders::arrive(tx, &number, "", warehouse())).unwrap();
    assert_eq!(arrived, Arrived::Orders(vec![id]));
    house
        .act(move |tx| {
            orders::inspect(tx, id, Finding::Ok, Why::NONE, warehouse())?;
            orders::store(tx, id, "a-12", warehouse())
        })
        .unwrap();
    house.work();
    won
}

pub(crate) fn handed_over(house: &House<'_>, n: i64) -> Won {
    let won = stored(house, n);
    let id = won.id;
    let parcel = Parcel { weight_g: 650, length_mm: 300, width_mm: 200, height_mm: 100 };
    house
        .act(move |tx| {
            orders::instruct(tx, id, me())?;
            orders::start_packing(tx, id, warehouse())?;
            orders::pack(tx, id, parcel, warehouse())
        })
        .unwrap();
    let label = house
        .act(move |tx| orders::hand_over(tx, id, "EMS", "EB123456789JP", warehouse()))
        .unwrap();
    assert_eq!(label.lines, [member_no(ME).to_string(), id.to_string(), "EMS".into()]);
    won
}

#[test]
fn a_thing_won_reaches_the_door() {
    in_a_house(|house| {
        let won = handed_over(house, 1);
        let id = won.id;
        assert_eq!(house.purse(member_no(ME)), 3_000 - 2_020);
        house
            .act(move |tx| {
                orders::in_transit(tx, id, By::House)?;
                orders::delivered(tx, id, By::House)?;
                orders::close(tx, id, By::House)
            })
            .unwrap();
        house.work();
        let order = house.order(id);
        assert_eq!(order.state.to_string(), "closed");
        assert_eq!((order.in_tracking.as_deref(), order.shelf), (Some("123456789012"), None));
        assert_eq!((order.weight_g, order.out_carrier.as_deref()), (Some(650), Some("EMS")));
        let steps = house.ask(move |tx| orders::history(tx, id));
        let told: Vec<String> = steps.iter().map(|s| format!("{} {}", s.event, s.state)).collect();
        assert_eq!(
            told,
            [
                "open charge1_open",
                "pay charge1_paid",
                "pay_seller purchasing",
                "seller_paid purchased",
                "ship seller_shipped",
                "arrive arrived",
                "find_ok ok",
                "store stored",
                "instruct instructed",
                "start_packing packing",
                "pack packed",
                "hand_over handed_over",
                "move in_transit",
                "deliver delivered",
                "close closed",
            ]
        );
        assert_eq!(steps[1].author, member_no(ME).to_string());
        assert_eq!(house.market.inner().orders[0].state, OrderState::Received);
        assert_eq!(house.market.inner().payments[&won.theirs], 1);
        assert_eq!(house.ask(jobs::left), 0);
        house.audit();
    });
}

#[test]
fn what_was_set_aside_is_used_first_and_the_purse_pays_the_rest() {
    in_a_house(|house| {
        // (held by the bid, in the purse beside it, what paying answers, what is left)
        let table = [
            (2_020, 0, "ok", 0),
            (3_000, 0, "ok", 980),
            (1_500, 520, "ok", 0),
            (1_500, 519, "ledger.not_enough", 519),
            (0, 2_020, "ok", 0),
            (0, 2_019, "ledger.not_enough", 2_019),
        ];
        for (n, (held, purse, answer, left)) in (0i64..).zip(table) {
            let member = member_no(10 + n.unsigned_abs() as u128);
            let (item, reference) = (format!("h{n}"), format!("att_h{n}"));
            house.market.ware(&item, 1_000, Some(520), 1);
            house.market.won(&item, &reference, 1_000, Some(520));
            let key = format!("bid:{reference}");
            if held > 0 {
                house.give(member, held);
                let key = key.clone();
                let hold = move |tx: &mut db::Tx<'_>| {
                    ledger::hold(tx, member, &key, Yen::new(held), "test")
                };
                house.act(hold).unwrap();
            }
            let new = new_order(&item, &reference, member, 1_000, Some(520));
            let id = house.open(new.clone()).unwrap();
            assert_eq!(house.open(new), Ok(id), "opened once");
            house.act(move |tx| ledger::release(tx, &key)).unwrap();
            if purse > 0 {
                house.give(member, purse);
            }
            let paid = house.act(move |tx| orders::pay(tx, id, By::Member(member)));
            assert_eq!(code(&paid), answer, "{held} held, {purse} in the purse");
            assert_eq!(house.purse(member), left, "{held} held, {purse} in the purse");
        }
        house.work();
        house.audit();
    });
}

type Step = fn(&mut db::Tx<'_>, OrderId, By) -> Answer<()>;

#[test]
fn another_members_order_is_no_order() {
    in_a_house(|house| {
        let won = house.win(1, member_no(ME), 1_000, None);
        let id = won.id;
        let other = By::Member(member_no(2));
        let acts: [Step; 4] = [orders::pay, orders::instruct, orders::withdraw, |tx, id, by| {
            orders::abandon(tx, id, Reason::MemberDeclined, by)
        }];
        for act in acts {
            let answer = house.act(move |tx| act(tx, id, other));
            assert_eq!(code(&answer), "orders.unknown");
        }
        let theirs = house.act(move |tx| orders::pay(tx, id, warehouse()));
        assert_eq!(code(&theirs), "orders.not_yours");
        house.audit();
    });
}

#[test]
fn shipping_that_becomes_known_later_is_asked_for_and_nothing_leaves_before() {
    in_a_house(|house| {
        house.give(member_no(ME), 1_500);
        let won = house.win(1, member_no(ME), 1_000, None);
        let id = won.id;
        house.act(move |tx| orders::pay(tx, id, me())).unwrap();
        house.market.change(&won.theirs, |order| {
            order.shipping_yen = Some(Yen::new(520));
            order.total_yen = Yen::new(1_520);
        });
        house.work();
        assert_eq!(house.state(id), "purchased");
        house.audit();
        let poor = house.act(move |tx| orders::pay(tx, id, me()));
        assert_eq!(code(&poor), "ledger.not_enough");
        house.act(move |tx| orders::arrive_order(tx, id, warehouse())).unwrap();
        house
            .act(move |tx| {
                orders::inspect(tx, id, Finding::Ok, Why::NONE, warehouse())?;
                orders::store(tx, id, "B-1", warehouse())
            })
            .unwrap();
        let owes = house.act(move |tx| orders::instruct(tx, id, me()));
        assert_eq!(code(&owes), "orders.owes");
        house.give(member_no(ME), 520);
        house.act(move |tx| orders::pay(tx, id, me())).unwrap();
        let twice = house.act(move |tx| orders::pay(tx, id, me()));
        assert_eq!(code(&twice), "orders.nothing_due");
        house.act(move |tx| orders::instruct(tx, id, me())).unwrap();
        house.audit();
    });
}

#[test]
fn a_purchase_that_dies_gives_everything_back() {
    in_a_house(|house| {
        // (how far it came, what the marketplace says, what the member has in the end)
        let cancelled = |o: &mut markets::MarketOrder| {
            o.state = OrderState::Cancelled;
            o.reason = Some("seller".into());
        };
        let removed = |o: &mut markets::MarketOrder| {
            o.state = OrderState::WinnerRemoved;
            o.reason = Some("winner".into());
        };
        let open = house.win(1, member_no(ME), 1_000, Some(520));
        house.market.change(&open.theirs, removed);
        house.follow();
        assert_eq!(house.state(open.id), "closed");
        assert_eq!(house.purse(member_no(ME)), 0);

        let won = paid(house, 2);
        assert_eq!(house.state(won.id), "purchased");
        house.market.change(&won.theirs, cancelled);
        house.follow();
        assert_eq!(house.state(won.id), "closed");
        assert_eq!(house.purse(member_no(ME)), 3_000);
        assert_eq!(house.order(won.id).refund_yen, Some(Yen::new(2_020)));

        // Before the seller was paid.
        let early = house.win(3, member_no(ME), 1_000, Some(520));
        let id = early.id;
        house.act(move |tx| orders::pay(tx, id, me())).unwrap();
        house.market.change(&early.theirs, cancelled);
        house.follow();
        assert_eq!(house.state(id), "closed");
        assert_eq!(house.purse(member_no(ME)), 3_000);
        assert!(!house.market.inner().payments.contains_key(&early.theirs));

        // The member has paid, the house has not: that is the house's fault.
        let late = house.win(4, member_no(ME), 1_000, Some(520));
        let id = late.id;
        house.act(move |tx| orders::pay(tx, id, me())).unwrap();
        house.market.change(&late.theirs, removed);
        house.follow();
        assert_eq!(house.state(id), "closed");
        let steps = house.ask(move |tx| orders::history(tx, id));
        assert!(steps.iter().any(|step| step.reason == Some(Reason::PaymentRefused)));
        assert_eq!(house.purse(member_no(ME)), 3_000, "the fee comes back too");
        house.audit();
    });
}

#[test]
fn who_bears_a_loss_depends_on_why() {
    in_a_house(|house| {
        let support = || staff(&[Role::Support]);
        let accountant = || staff(&[Role::Accountant]);
        let won = handed_over(house, 1);
        let id = won.id;
        house.act(move |tx| orders::lose(tx, id, By::House)).unwrap();
        house
            .act(move |tx| orders::call_off(tx, id, Why::reason(Reason::LostByCarrier), support()))
            .unwrap();
        let no = house.act(move |tx| orders::refund(tx, id, support()));
        assert_eq!(code(&no), "orders.not_yours");
        house.act(move |tx| orders::refund(tx, id, accountant())).unwrap();
        assert_eq!(house.purse(member_no(ME)), 3_000, "the house bears it, and gives its fee back");
        let fees = house.ask(|tx| ledger::balance_of_house(tx, &ledger::Account::Fees));
        assert_eq!(fees, Yen::new(-1_520));
        house.audit();
    });
}

#[test]
fn the_ways_a_parcel_goes_wrong_are_walked() {
    in_a_house(|house| {
        let support = || staff(&[Role::Support]);
        let won = handed_over(house, 1);
        let id = won.id;
        let bad = Why::reason(Reason::BadAddress);
        house.act(move |tx| orders::come_back(tx, id, bad, warehouse())).unwrap();
        house.act(move |tx| orders::store(tx, id, "C-3", warehouse())).unwrap();
        assert_eq!(house.state(id), "stored");
        let looking = Why { reason: Some(Reason::Looking), words: Some("A second look.") };
        house.act(move |tx| orders::hold(tx, id, looking, support())).unwrap();
        let stopped = house.act(move |tx| orders::instruct(tx, id, me()));
        assert_eq!(code(&stopped), "orders.impossible");
        house.act(move |tx| orders::resume(tx, id, support())).unwrap();
        assert_eq!(house.state(id), "stored");
        let steps = house.ask(move |tx| orders::history(tx, id));
        assert!(steps.iter().any(|s| s.words.as_deref() == Some("A second look.")));

        let won = paid(house, 2);
        let id = won.id;
        house.act(move |tx| orders::arrive_order(tx, id, warehouse())).unwrap();
        let found = move |finding, reason: Option<Reason>| {
            move |tx: &mut db::Tx<'_>| {
                let why = Why { reason, words: None };
                orders::inspect(tx, id, finding, why, warehouse())
            }
        };
        let silent = house.act(found(Finding::Prohibited, None));
        assert_eq!(code(&silent), "orders.no_reason");
        let odd = house.act(found(Finding::Prohibited, Some(Reason::SoldOut)));
        assert_eq!(code(&odd), "orders.unfit_reason");
        house.act(found(Finding::Prohibited, Some(Reason::NotExportable))).unwrap();
        house
            .act(move |tx| orders::dispose(tx, id, Why::reason(Reason::NotExportable), support()))
            .unwrap();
        house.act(move |tx| orders::close(tx, id, support())).unwrap();
        house.audit();
    });
}

#[test]
fn an_unknown_arrival_waits_for_its_order() {
    in_a_house(|house| {
        let won = paid(house, 1);
        let id = won.id;
        let member = house.act(move |tx| orders::arrive(tx, "999999999999", "", me()));
        assert_eq!(code(&member), "orders.not_yours");
        let came = house.act(|tx| orders::arrive(tx, "9999-9999-9999", "blue box", warehouse()));
        let Ok(Arrived::Unknown(stray)) = came else { panic!("{came:?}") };
        assert_eq!(house.ask(orders::strays).len(), 1);
        house.act(move |tx| orders::match_stray(tx, stray, id, warehouse())).unwrap();
        assert_eq!(house.state(id), "arrived");
        assert_eq!(house.order(id).in_tracking.as_deref(), Some("999999999999"));
        assert!(house.ask(orders::strays).is_empty());
        let twice = house.act(move |tx| orders::match_stray(tx, stray, id, warehouse()));
        assert_eq!(code(&twice), "orders.matched");
        house.audit();
    });
}

#[test]
fn numbers_that_cannot_be_are_refused_and_change_nothing() {
    in_a_house(|house| {
        let won = stored(house, 1);
        let id = won.id;
        house
            .act(move |tx| {
                orders::instruct(tx, id, me())?;
                orders::start_packing(tx, id, warehouse())
            })
            .unwrap();
        let parcel =
            |weight_g, length_mm| Parcel { weight_g, length_mm, width_mm: 1, height_mm: 1 };
        let table = [
            (parcel(0, 1), "orders.bad_weight"),
            (parcel(100_001, 1), "orders.bad_weight"),
            (parcel(1, 0), "orders.bad_size"),
            (parcel(1, 5_001), "orders.bad_size"),
        ];
        for (parcel, refusal) in table {
            let answer = house.act(move |tx| orders::pack(tx, id, parcel, warehouse()));
            assert_eq!(code(&answer), refusal);
        }
        house.act(move |tx| orders::pack(tx, id, parcel(1, 1), warehouse())).unwrap();
        for (carrier, number, refusal) in
            [("", "EB123456789JP", "orders.bad_carrier"), ("EMS", "?", "orders.bad_tracking")]
        {
            let answer =
                house.act(move |tx| orders::hand_over(tx, id, carrier, number, warehouse()));
            assert_eq!(code(&answer), refusal);
        }
        assert_eq!(house.state(id), "packed");
        let mut odd = new_order("x", "att_x", member_no(ME), 0, None);
        assert_eq!(code(&house.open(odd.clone())), "orders.bad_order");
        odd.price_yen = Yen::new(1);
        odd.quantity = 0;
        assert_eq!(code(&house.open(odd)), "orders.bad_order");
        house.audit();
    });
}

#[test]
fn a_member_without_an_address_is_told() {
    in_a_house(|house| {
        let member = member_no(2);
        house.give(member, 3_000);
        let won = house.win(1, member, 1_000, Some(520));
        let id = won.id;
        house.act(move |tx| orders::pay(tx, id, By::Member(member))).unwrap();
        house.work();
        house
            .act(move |tx| {
                orders::arrive_order(tx, id, warehouse())?;
                orders::inspect(tx, id, Finding::Ok, Why::NONE, warehouse())?;
                orders::store(tx, id, "A-1", warehouse())
            })
            .unwrap();
        let answer = house.act(move |tx| orders::instruct(tx, id, By::Member(member)));
        assert_eq!(code(&answer), "orders.no_address");
        assert_eq!(house.state(id), "stored");
    });
}
