//! The human buyers' desk: from an address to an order, and every way it can end otherwise.

use std::sync::Arc;

use kernel::{DeskTaskId, Id, QuoteId, Span, Yen};
use markets::Connector;
use orders::{By, Reason};
use shopping::{Ask, NewOffer, Offer, PurchaseState, TaskKind, read_url};

use crate::common::{House, buyer, code, in_a_house, me};
use crate::doors::{BUYER, browser_of, one_of};

fn asked(house: &House<'_>, url: &str, quantity: i64) -> QuoteId {
    let page = read_url(url).unwrap();
    let options = "red".to_owned();
    let ask = Ask { member: me(), page, quantity, options, words: String::new() };
    house.act(move |tx| shopping::ask(tx, &ask)).unwrap()
}

fn first_task(house: &House<'_>, quote: QuoteId) -> DeskTaskId {
    let queue = house.ask(shopping::queue);
    queue.into_iter().find(|task| task.quote == quote).unwrap().id
}

fn an_offer(house: &House<'_>, each: i64, shipping: Option<i64>) -> NewOffer {
    NewOffer {
        title: "A red thing".into(),
        offer: Offer { each_yen: Yen::new(each), shipping_yen: shipping.map(Yen::new) },
        expires_at: house.bench.db.now().plus(Span::days(2)),
    }
}

fn quoted(house: &House<'_>, each: i64, shipping: Option<i64>) -> (QuoteId, Offer) {
    let quote = asked(house, "https://shop.example.jp/a", 2);
    let (task, new) = (first_task(house, quote), an_offer(house, each, shipping));
    let offer = new.offer;
    house
        .act(move |tx| {
            shopping::claim(tx, task, buyer(1))?;
            shopping::quoted(tx, task, &new, buyer(1))
        })
        .unwrap();
    (quote, offer)
}

fn accepted(house: &House<'_>, quote: QuoteId, offer: Offer) -> DeskTaskId {
    house.act(move |tx| shopping::accept(tx, me(), quote, offer)).unwrap();
    house.work();
    let task = first_task(house, quote);
    house.act(move |tx| shopping::claim(tx, task, buyer(1))).unwrap();
    task
}

fn state(house: &House<'_>, quote: QuoteId) -> String {
    house.ask(move |tx| shopping::quote(tx, quote)).state.to_string()
}

#[test]
fn a_thing_from_any_shop_is_quoted_accepted_bought_by_hand_and_ordered() {
    in_a_house(|house| {
        house.give(5_000);
        let (quote, offer) = quoted(house, 1_000, Some(400));
        assert_eq!(house.ask(move |tx| shopping::place_in_queue(tx, quote)), None);
        let task = accepted(house, quote, offer);
        assert_eq!(house.purse(), 5_000 - 2_900);
        let purchase = house.ask(move |tx| shopping::quote(tx, quote)).purchase.unwrap();
        assert_eq!(house.purchase(purchase).state, PurchaseState::Waiting);
        house.pass(Span::hours(1));
        house
            .act(move |tx| {
                shopping::claim(tx, task, buyer(1))?;
                shopping::placed(tx, task, "250-1", buyer(1))
            })
            .unwrap();
        house.work();
        let bought = house.purchase(purchase);
        assert_eq!(bought.state, PurchaseState::Bought);
        let order = bought.order.unwrap();
        let order = house.ask(move |tx| orders::one(tx, order));
        assert_eq!(order.state.to_string(), "purchased");
        assert_eq!((order.price_yen, order.seller_yen), (Yen::new(2_000), Some(Yen::new(2_400))));
        let done = house.ask(move |tx| shopping::task(tx, task));
        assert_eq!((done.shop_order.as_deref(), done.done_at.is_some()), (Some("250-1"), true));
        let steps = house.ask(move |tx| shopping::quote_history(tx, quote));
        let told: Vec<String> = steps.iter().map(|s| format!("{} {}", s.event, s.state)).collect();
        assert_eq!(told, ["quote quoted", "accept accepted", "open charge1_open"]);
        let again = house.act(move |tx| shopping::sold_out(tx, task, buyer(1)));
        assert_eq!(code(&again), "shopping.task_done");
        // The buyer hears that the shop has sent it, and the warehouse that it is here.
        let id = order.id;
        house.act(move |tx| orders::ship(tx, id, "sagawa", "400123456789", buyer(1))).unwrap();
        house.work();
        assert_eq!(house.ask(jobs::left), 0);
        house.audit();
    });
}

#[test]
fn each_other_end_of_a_desk_purchase_frees_the_money() {
    in_a_house(|house| {
        house.give(5_000);
        // The price changed: a new offer, and the member takes that one.
        let (quote, offer) = quoted(house, 1_000, None);
        let task = accepted(house, quote, offer);
        let dearer = an_offer(house, 1_200, Some(100));
        let new = dearer.offer;
        house.act(move |tx| shopping::price_changed(tx, task, &dearer, buyer(1))).unwrap();
        house.work();
        assert_eq!((state(house, quote).as_str(), house.purse()), ("quoted", 5_000));
        let stale = house.act(move |tx| shopping::accept(tx, me(), quote, offer));
        assert_eq!(code(&stale), "market.price_moved");
        let task = accepted(house, quote, new);
        house.act(move |tx| shopping::placed(tx, task, "1", buyer(1))).unwrap();
        house.work();
        assert_eq!(house.purse(), 5_000 - 3_000);

        house.give(5_000);
        let before = house.purse();
        let (quote, offer) = quoted(house, 1_000, Some(0));
        let task = accepted(house, quote, offer);
        house.act(move |tx| shopping::sold_out(tx, task, buyer(1))).unwrap();
        house.work();
        assert_eq!((state(house, quote).as_str(), house.purse()), ("declined", before));

        let (quote, offer) = quoted(house, 1_000, Some(0));
        let task = accepted(house, quote, offer);
        let why = Reason::RefusesProxies;
        let member_reason = Reason::LostByCarrier;
        let odd = house.act(move |tx| shopping::refused(tx, task, member_reason, buyer(1)));
        assert_eq!(code(&odd), "orders.unfit_reason");
        house.act(move |tx| shopping::refused(tx, task, why, buyer(1))).unwrap();
        house.work();
        assert_eq!((state(house, quote).as_str(), house.purse()), ("declined", before));
        let purchase = house.ask(move |tx| shopping::quote(tx, quote)).purchase.unwrap();
        assert_eq!(house.purchase(purchase).state, PurchaseState::Refused);
        house.audit();
    });
}

#[test]
fn requests_end_by_a_no_of_either_side_or_by_time() {
    in_a_house(|house| {
        let quote = asked(house, "https://shop.example.jp/1", 1);
        let task = first_task(house, quote);
        house.act(move |tx| shopping::decline(tx, me(), quote)).unwrap();
        assert_eq!(state(house, quote), "declined");
        let gone = house.act(move |tx| shopping::claim(tx, task, buyer(1)));
        assert_eq!(code(&gone), "shopping.task_done");

        let quote = asked(house, "https://shop.example.jp/2", 1);
        let task = first_task(house, quote);
        house
            .act(move |tx| {
                shopping::claim(tx, task, buyer(1))?;
                shopping::cannot(tx, task, Reason::Unsupported, buyer(1))
            })
            .unwrap();
        assert_eq!(state(house, quote), "declined");

        let unanswered = asked(house, "https://shop.example.jp/3", 1);
        let (offered, offer) = quoted(house, 500, None);
        house.pass(Span::days(3));
        assert_eq!(state(house, offered), "expired");
        let late = house.act(move |tx| shopping::accept(tx, me(), offered, offer));
        assert_eq!(code(&late), "orders.impossible");
        house.pass(Span::days(5));
        assert_eq!(state(house, unanswered), "expired");
        assert!(house.ask(shopping::queue).is_empty());
        assert_eq!(house.ask(jobs::left), 0);
        house.audit();
    });
}

#[test]
fn the_queue_goes_by_deadline_and_a_member_sees_their_place() {
    in_a_house(|house| {
        let first = asked(house, "https://shop.example.jp/1", 1);
        house.bench.clock.forward(Span::minutes(1));
        let second = asked(house, "https://shop.example.jp/2", 1);
        let place = |quote| house.ask(move |tx| shopping::place_in_queue(tx, quote));
        assert_eq!((place(first), place(second)), (Some(1), Some(2)));
        let queue: Vec<QuoteId> = house.ask(shopping::queue).iter().map(|t| t.quote).collect();
        assert_eq!(queue, [first, second]);
        house.act(move |tx| shopping::decline(tx, me(), first)).unwrap();
        assert_eq!((place(first), place(second)), (None, Some(1)));
        for n in 3..=21 {
            asked(house, &format!("https://shop.example.jp/{n}"), 1);
        }
        let page = read_url("https://shop.example.jp/22").unwrap();
        let one_more =
            Ask { member: me(), page, quantity: 1, options: String::new(), words: String::new() };
        let full = house.act(move |tx| shopping::ask(tx, &one_more));
        assert_eq!(code(&full), "shopping.too_many_quotes");
    });
}

#[test]
fn a_task_is_one_buyers_until_it_is_handed_back_or_the_claim_runs_out() {
    in_a_house(|house| {
        let quote = asked(house, "https://shop.example.jp/1", 1);
        let task = first_task(house, quote);
        let new = Arc::new(an_offer(house, 500, None));
        let claim = |n| house.act(move |tx| shopping::claim(tx, task, buyer(n)));
        let offer = |n| {
            let new = Arc::clone(&new);
            house.act(move |tx| shopping::quoted(tx, task, &new, buyer(n)))
        };
        assert_eq!(
            code(&house.act(move |tx| shopping::claim(tx, task, By::House))),
            "shopping.not_a_buyer"
        );
        assert_eq!(code(&offer(1)), "shopping.not_claimed");
        assert_eq!(code(&claim(1)), "ok");
        assert_eq!(code(&claim(1)), "ok", "again is longer");
        assert_eq!(code(&claim(2)), "shopping.claimed");
        assert_eq!(code(&offer(2)), "shopping.not_claimed");
        let theirs = house.act(move |tx| shopping::hand_back(tx, task, buyer(2)));
        assert_eq!(code(&theirs), "shopping.not_claimed");
        house.act(move |tx| shopping::hand_back(tx, task, buyer(1))).unwrap();
        assert_eq!(code(&claim(2)), "ok");
        house.bench.clock.forward(Span::minutes(31));
        assert_eq!(code(&offer(2)), "shopping.not_claimed", "the claim ran out");
        assert_eq!(code(&claim(1)), "ok");
        let wrong = house.act(move |tx| shopping::placed(tx, task, "1", buyer(1)));
        assert_eq!(code(&wrong), "shopping.wrong_task");
        assert_eq!(code(&offer(1)), "ok");
        assert_eq!(house.ask(move |tx| shopping::task(tx, task)).kind, TaskKind::Quote);
    });
}

#[test]
fn of_many_buyers_at_once_one_gets_the_task() {
    in_a_house(|house| {
        let quote = asked(house, "https://shop.example.jp/1", 1);
        let task = first_task(house, quote);
        let threads: Vec<_> = (1..=8u128)
            .map(|n| {
                let db = house.bench.db.clone();
                std::thread::spawn(move || {
                    let act = move |tx: &mut db::Tx<'_>| shopping::claim(tx, task, buyer(n));
                    db.write_now("test.claim", db::Lock::none(), act)
                })
            })
            .collect();
        let answers: Vec<_> = threads.into_iter().map(|t| t.join().unwrap()).collect();
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().filter(|a| a.is_err()).all(|a| code(a) == "shopping.claimed"));
    });
}

#[test]
fn an_offer_that_cannot_be_is_refused() {
    in_a_house(|house| {
        let quote = asked(house, "https://shop.example.jp/1", 1);
        let task = first_task(house, quote);
        house.act(move |tx| shopping::claim(tx, task, buyer(1))).unwrap();
        let good = an_offer(house, 500, None);
        let past = house.bench.db.now();
        let zero = Offer { each_yen: Yen::ZERO, shipping_yen: None };
        let below = Offer { each_yen: Yen::new(1), shipping_yen: Some(Yen::new(-1)) };
        for bad in [
            NewOffer { title: "  ".into(), ..good.clone() },
            NewOffer { expires_at: past, ..good.clone() },
            NewOffer { offer: zero, ..good.clone() },
            NewOffer { offer: below, ..good.clone() },
        ] {
            let answer = house.act(move |tx| shopping::quoted(tx, task, &bad, buyer(1)));
            assert_eq!(code(&answer), "shopping.bad_offer");
        }
        let (much, little) = (Yen::new(1_000_000_000_000), Yen::new(1));
        for (each_yen, shipping_yen) in [(much, None), (little, Some(much))] {
            let bad = NewOffer { offer: Offer { each_yen, shipping_yen }, ..good.clone() };
            let answer = house.act(move |tx| shopping::quoted(tx, task, &bad, buyer(1)));
            assert_eq!(code(&answer), "ledger.too_much");
        }
        assert_eq!(state(house, quote), "quote_requested");
    });
}

/// An offer is a member's, to be taken once and as it was made: no cart, no other purchase and no
/// stranger gets at it.
#[test]
fn an_offer_is_bought_once_by_its_member_and_by_no_cart() {
    in_a_house(|house| {
        house.give(30_000);
        let (quote, offer) = quoted(house, 2_000, Some(0));
        accepted(house, quote, offer);
        let purse = house.purse();
        // The desk shows nobody what it offered to one.
        let desk = house.market_of(shopping::DESK);
        let shown = house.block_on(desk.item(&quote.to_string()));
        assert_eq!(shown, Err(markets::No::UnknownItem));
        // Neither a new line nor one that lay in a cart from before buys it.
        house.market.ware("m1", 2_000, Some(0), 5);
        let mut found = house.block_on(house.market.item("m1")).unwrap();
        found.id = quote.to_string();
        let put = house.act(move |tx| shopping::put(tx, me(), shopping::DESK, &found, 1));
        assert_eq!(code(&put), "shopping.desk_offer");
        let line = house.put("m1", 1).unwrap();
        house.act(move |tx| tx.put(TO_THE_DESK, (quote, line))).unwrap();
        let out = house.act(|tx| shopping::check_out(tx, me()));
        assert_eq!(code(&out), "shopping.desk_offer");
        house.act(move |tx| shopping::remove(tx, me(), line)).unwrap();
        // A purchase of another kind, or of fewer, is none of this offer's.
        let other = house.buy("m1", 1);
        let its_own = house.ask(move |tx| shopping::quote(tx, quote)).purchase.unwrap();
        let each = Yen::new(2_000);
        for (purchase, quantity, no) in [
            (other, 1, markets::No::UnknownItem),
            (other, 2, markets::No::UnknownItem),
            (its_own, 1, markets::No::OnlyLeft { available: 2 }),
        ] {
            let (item, reference) = (quote.to_string(), purchase.to_string());
            let asked = house.block_on(desk.preview_buy(&item, &reference, quantity, each));
            assert_eq!(asked, Err(no), "{quantity}");
        }
        house.work();
        assert_eq!(house.ask(shopping::queue).len(), 1, "one task for one offer");
        assert_eq!(house.purse(), purse - 2_500);
        house.audit();
        // Were there a second one all the same, the audit says so.
        house.act(move |tx| tx.put(SECOND_TASK, (DeskTaskId::from_bits(5), quote))).unwrap();
        let wrong = house.ask(shopping::audit);
        assert!(wrong.iter().any(|w| w.contains("more than once")), "{wrong:?}");
    });
}

/// What the buyer reads and what the order becomes is the purchase's number of things.
#[test]
fn what_is_bought_is_what_the_purchase_says_whatever_becomes_of_the_request() {
    in_a_house(|house| {
        house.give(30_000);
        let (quote, offer) = quoted(house, 1_000, Some(400));
        let task = accepted(house, quote, offer);
        house.act(move |tx| tx.put(TENFOLD, (quote,))).unwrap();
        let rooms = vec![shopping::routes(), orders::routes()];
        let mut desk = house.block_on(browser_of(&house.bench.db, rooms, one_of(BUYER)));
        let sheet = house.block_on(desk.get(&format!("/staff/buyers/{task}")));
        assert!(sheet.says("<dd>2</dd>") && !sheet.says("<dd>20</dd>"), "{}", sheet.body);
        house.act(move |tx| shopping::placed(tx, task, "250-1", buyer(1))).unwrap();
        house.work();
        let order = house.ask(|tx| orders::of_member(tx, me(), None, 1)).rows.remove(0);
        assert_eq!((order.quantity, order.price_yen), (2, Yen::new(2_000)));
        assert_eq!(order.seller_yen, Some(Yen::new(2_400)));
        let wrong = house.ask(shopping::audit);
        assert!(wrong.iter().any(|w| w.contains("not the purchase")), "{wrong:?}");
    });
}

db::sql! {
    TO_THE_DESK = "UPDATE cart_line SET market = 'desk', item = $1 WHERE id = $2";
    SECOND_TASK = "INSERT INTO desk_task (id, kind, quote, due_at, opened_at) VALUES ($1, 'buy', $2, 1, 1)";
    TENFOLD = "UPDATE quote SET quantity = 20 WHERE id = $1";
}
