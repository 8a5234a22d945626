//! Everything that waits is found by those whose turn it is, through the pages alone, and each way
//! the life of a thing can go wrong is walked from there.
use crate::common::{House, code, in_a_house, member_no, new_order, staff, warehouse};
use crate::doors::{ACCOUNTANT, BUYER, SUPPORT, WAREHOUSE, browser_of, browsers, one_of};
use crate::life::{ME, handed_over, me, paid, stored};
use kernel::OrderId;
use kernel::Word;
use orders::{By, OrderKind, Printing, Reason, State, Why};
use web::{Browser, Role};

pub(crate) fn hired(house: &House<'_>, who: u128) -> Browser {
    let rooms = vec![orders::routes()];
    house.block_on(browser_of(&house.bench.db, rooms, one_of(who)))
}

/// The first order on the list of those who look at this state, or what the list says instead.
fn listed(house: &House<'_>, who: &mut Browser, state: &str) -> Result<String, String> {
    let page = house.block_on(who.get(&format!("/staff/orders?state={state}")));
    assert_eq!(page.status, 200);
    match page.body.split_once("href=\"/staff/orders/ord_") {
        Some((_, rest)) => Ok(format!("/staff/orders/ord_{}", rest.split('"').next().unwrap())),
        None => Err(page.body),
    }
}

/// Takes a step from the order's page, found on the list, as its form there has it.
fn takes(house: &House<'_>, who: u128, state: &str, event: &str, reason: &str) {
    let mut who = hired(house, who);
    let path = listed(house, &mut who, state).unwrap();
    let page = house.block_on(who.get(&path));
    let (form, why) = (format!("value=\"{event}\""), format!("value=\"{reason}\""));
    assert!(page.says(&form) && (reason.is_empty() || page.says(&why)), "{state} {event}");
    let mut fields = vec![("event", event)];
    if !reason.is_empty() {
        fields.push(("reason", reason));
    }
    let done = house.block_on(who.send(&format!("{path}/steps"), &fields));
    assert_eq!(done.status, 303, "{state} {event}: {}", done.body);
}

#[test]
fn what_was_bought_by_hand_is_on_the_list_until_the_shops_number_is_noted() {
    in_a_house(|house| {
        house.give(member_no(ME), 2_020);
        house.market.ware("d1", 1_000, Some(520), 1);
        let theirs = house.market.won("d1", "pur_1", 1_000, Some(520));
        let mut new = new_order("d1", "pur_1", member_no(ME), 1_000, Some(520));
        (new.kind, new.market_order) = (OrderKind::Desk, Some(theirs));
        let id = house.open(new).unwrap();
        house.act(move |tx| orders::pay(tx, id, me())).unwrap();
        house.work();
        let (mut buyer, mut packer) = (hired(house, BUYER), hired(house, WAREHOUSE));
        assert!(listed(house, &mut packer, "").is_err(), "it is not the warehouse's turn");
        let all = house.block_on(buyer.get("/staff/orders"));
        assert!(all.says("Ask the shop for its tracking number"), "{}", all.body);
        let order = listed(house, &mut buyer, "purchased").unwrap();
        house.block_on(buyer.get(&order));
        let sent = [("carrier", "sagawa"), ("tracking", "4001-2345-6789")];
        assert_eq!(house.block_on(buyer.send(&format!("{order}/shipped"), &sent)).status, 303);
        assert!(listed(house, &mut buyer, "").is_err());
        assert_eq!(listed(house, &mut packer, "").unwrap(), order);
        house.work();
        house.audit();
    });
}

#[test]
fn each_branch_that_goes_wrong_is_taken_from_the_list_by_whose_turn_it_is() {
    in_a_house(|house| {
        let state = |id: OrderId| house.state(id);
        // Stopped, and called off, and paid back.
        let id = stored(house, 1).id;
        let why = Why::reason(Reason::NotExportable);
        house.act(move |tx| orders::hold(tx, id, why, warehouse())).unwrap();
        takes(house, SUPPORT, "on_hold", "call_off", "not_as_described");
        takes(house, ACCOUNTANT, "refund_due", "refund", "");
        assert_eq!(state(id), "closed");
        // Found odd at the door, thrown away.
        for (n, find, reason, waste) in [
            (2, "find_mismatch", "wrong_thing", "counterfeit"),
            (3, "find_damaged", "damaged_on_arrival", "damaged_on_arrival"),
            (4, "find_prohibited", "not_exportable", "not_exportable"),
        ] {
            let won = paid(house, n);
            let number = format!("99990000{n}");
            house.market.ship(&won.theirs, &number);
            house.follow();
            house.act(move |tx| orders::arrive(tx, &number, "", warehouse())).unwrap();
            takes(house, WAREHOUSE, "arrived", find, reason);
            let found = state(won.id);
            takes(house, SUPPORT, &found, "dispose", waste);
            takes(house, SUPPORT, "disposed", "close", "");
            assert_eq!(state(won.id), "closed");
        }
        // Given up by its member, from their own page.
        let id = stored(house, 5).id;
        let (mut member, _) = house.block_on(browsers(&house.bench.db, vec![orders::routes()]));
        let mine = format!("/orders/{id}");
        assert!(house.block_on(member.get(&mine)).says("Yes, I give it up"));
        assert_eq!(house.block_on(member.send(&format!("{mine}/give-up"), &[])).status, 303);
        takes(house, SUPPORT, "abandoned", "close", "");
        // Lost, kept by customs, sent back.
        let id = handed_over(house, 6).id;
        takes(house, SUPPORT, "handed_over", "lose", "lost_by_carrier");
        takes(house, ACCOUNTANT, "lost", "call_off", "lost_by_carrier");
        takes(house, ACCOUNTANT, "refund_due", "refund", "");
        assert_eq!(state(id), "closed");
        let id = handed_over(house, 7).id;
        takes(house, WAREHOUSE, "handed_over", "move", "");
        takes(house, WAREHOUSE, "in_transit", "seize", "seized_by_customs");
        takes(house, SUPPORT, "seized", "close", "");
        assert_eq!(state(id), "closed");
        let id = handed_over(house, 8).id;
        takes(house, WAREHOUSE, "handed_over", "come_back", "unclaimed");
        takes(house, SUPPORT, "returned", "abandon", "member_declined");
        takes(house, SUPPORT, "abandoned", "close", "");
        assert_eq!(state(id), "closed");
        for who in [BUYER, WAREHOUSE, SUPPORT, ACCOUNTANT] {
            let mut who = hired(house, who);
            assert!(listed(house, &mut who, "").is_err(), "nothing waits any more");
        }
        house.work();
        house.audit();
    });
}

#[test]
fn the_list_is_oldest_first_page_by_page_and_finds_an_order_by_its_number() {
    in_a_house(|house| {
        let mut ids = Vec::new();
        for n in 0..53 {
            let won = house.win(n, member_no(2), 500, None);
            let id = won.id;
            let support = || staff(&[Role::Support]);
            house.act(move |tx| orders::abandon(tx, id, Reason::MemberUnpaid, support())).unwrap();
            ids.push(id);
            house.bench.clock.forward(kernel::Span::secs(1));
        }
        let mut support = hired(house, SUPPORT);
        let first = house.block_on(support.get("/staff/orders"));
        let at = |page: &web::Page, id: OrderId| page.body.find(&format!("/staff/orders/{id}\""));
        assert!(at(&first, ids[0]).unwrap() < at(&first, ids[1]).unwrap());
        assert!(at(&first, ids[49]).is_some() && at(&first, ids[50]).is_none());
        let (_, rest) = first.body.split_once("/staff/orders?after=").unwrap();
        let more = format!("/staff/orders?after={}", rest.split('"').next().unwrap());
        let second = house.block_on(support.get(&more));
        assert!(at(&second, ids[49]).is_none() && at(&second, ids[52]).is_some());

        let found = format!("/staff/orders/{}", ids[51]);
        let asked = format!("/staff/orders?order={}", ids[51]);
        assert_eq!(house.block_on(support.get(&asked)).goes_to(), Some(found.as_str()));
        for typed in ["nonsense", "ord_00000000000000000000000001"] {
            let none = house.block_on(support.get(&format!("/staff/orders?order={typed}")));
            assert!(none.status == 422 && none.says("There is no such order."), "{}", none.body);
            assert!(none.says(&format!("value=\"{typed}\"")), "what was typed stays");
        }
    });
}

#[test]
fn each_of_the_staff_sees_what_their_part_needs() {
    in_a_house(|house| {
        let id = stored(house, 1).id;
        let looking = Why::reason(Reason::Looking);
        house.act(move |tx| orders::hold(tx, id, looking, warehouse())).unwrap();
        let member = member_no(ME).to_string();
        for (who, whose, money, shelf) in [
            (BUYER, false, true, false),
            (WAREHOUSE, false, false, true),
            (SUPPORT, true, true, true),
            (ACCOUNTANT, true, true, false),
        ] {
            let mut browser = hired(house, who);
            let page = house.block_on(browser.get(&format!("/staff/orders/{id}")));
            assert_eq!(page.says("<dt>Member</dt>"), whose, "{who}");
            assert_eq!(page.says("<dt>Price</dt>"), money, "{who}");
            assert_eq!(page.says("A-12"), shelf, "{who}");
            assert!(whose || !page.says(&format!("<code>{member}")), "{who}");
            let theirs = State::ALL.iter().filter(|state| {
                let turn = orders::whose_turn(**state);
                let by = staff(&[role(who)]);
                by.parts(member_no(ME)).iter().any(|part| turn.contains(part))
            });
            let list = house.block_on(browser.get("/staff/orders"));
            for state in State::ALL {
                let offered = list.says(&format!("<option value=\"{}\"", state.word()));
                assert_eq!(offered, theirs.clone().any(|s| s == state), "{who} {state}");
            }
        }
        let (mut member, _) = house.block_on(browsers(&house.bench.db, vec![orders::routes()]));
        assert_eq!(house.block_on(member.get("/staff/orders")).status, 403);
    });
}

fn role(who: u128) -> Role {
    match who {
        BUYER => Role::Buyer,
        WAREHOUSE => Role::Warehouse,
        SUPPORT => Role::Support,
        _ => Role::Accountant,
    }
}

#[test]
fn a_label_is_printed_again_with_a_reason_until_the_carrier_has_moved_it() {
    in_a_house(|house| {
        let id = handed_over(house, 1).id;
        let mut packer = hired(house, WAREHOUSE);
        let path = listed(house, &mut packer, "handed_over").unwrap();
        let page = house.block_on(packer.get(&path));
        assert!(page.says("Print the label again"), "{}", page.body);
        let label = format!("{path}/label");
        let why = house.block_on(packer.send(&label, &[]));
        assert!(why.status == 422 && why.says("Say why"), "{}", why.body);
        for _ in 0..2 {
            let again = house.block_on(packer.send(&label, &[("printing", "damaged")]));
            assert!(again.status == 200 && again.says("Print this page now"), "{}", again.body);
            assert!(again.says(&member_no(ME).to_string()));
        }
        // What was asked is told to whoever opens the address.
        let printed = house.printed.lock().unwrap().clone();
        assert_eq!(printed, [Printing::First, Printing::Damaged, Printing::Damaged]);
        let mut buyer = hired(house, BUYER);
        house.block_on(buyer.get("/staff/orders"));
        let no = house.block_on(buyer.send(&label, &[("printing", "damaged")]));
        assert_eq!(no.status, 403);
        let by =
            |by: By| code(&house.act(move |tx| orders::label_again(tx, id, Printing::Asked, by)));
        assert_eq!(by(staff(&[Role::Support])), "orders.not_yours");
        house.act(move |tx| orders::in_transit(tx, id, warehouse())).unwrap();
        assert_eq!(by(warehouse()), "orders.no_label");
        assert_eq!(house.block_on(packer.send(&label, &[("printing", "asked")])).status, 409);
    });
}
