//! What stands on a list, and who does not.

use exports::{Counts, Kind};
use kernel::{At, Id as _, MemberId, OrderId, Span};
use privacy::choices;

use crate::house::{House, each};

fn lines(list: &str) -> Vec<Vec<&str>> {
    list.lines().map(|line| line.split(',').collect()).collect()
}

/// How many rows of the log tell of an opening by this view.
fn openings(house: &House<'_>, view: &'static str) -> usize {
    house.ask(move |tx| {
        let rows: Vec<(String,)> = tx.all(BODIES, ())?;
        let tells = |row: &&(String,)| row.0.contains(view);
        Ok(rows.iter().filter(tells).count())
    })
}

db::sql! {
    BODIES = "SELECT body FROM log_entry ORDER BY id";
    ORDER = "INSERT INTO orders (id, member, market, item, title, kind, reference, quantity, price_yen,
                                 fee_yen, goods_yen, state, state_at, steps, opened_at)
             VALUES ($1, $2, 'bazaar', 'a1', $3, 'win', $4, 1, 1200, 500, 1200, 'stored', $5, 2, $5)";
    STEP = "INSERT INTO order_event (order_id, n, at, event, state, author)
            VALUES ($1, $2, $3, $4, $5, 'house')";
}

fn order(house: &House<'_>, n: u128, member: MemberId, title: &'static str, paid_at: At) {
    house
        .act(move |tx| {
            let id = OrderId::from_bits(n);
            tx.put(ORDER, (id, member, title, format!("r{n}"), paid_at))?;
            for (step, event, state) in [(1, "open", "won"), (2, "pay", "charge1_paid")] {
                tx.put(STEP, (id, step, paid_at, event, state))?;
            }
            // Held, and taken up again: it was sold once.
            tx.put(STEP, (id, 3, paid_at.plus(Span::days(40)), "resume", "charge1_paid"))
        })
        .unwrap();
}

#[test]
fn the_journal_is_every_posting_of_its_period_and_its_sum_is_zero() {
    each(|house| {
        let people = house.people();
        let (mika, jo) = (house.member("mika", 7_000), house.member("jona", 5_000));
        let id = house.agreed(Kind::Journal, people.accountant, people.officer);
        house.bench.clock.forward(Span::hours(1));
        house
            .act(move |tx| ledger::withdraw(tx, jo, kernel::Yen::new(5_000), "out jona", "house"))
            .unwrap();
        let (list, counts) = house.takes(id, people.accountant).unwrap();
        let rows = lines(&list);
        assert_eq!(counts, Counts { given: 6, left_out: 0 });
        assert_eq!(
            (rows.len(), rows[0].join(",")),
            (7, "entry,line,at,reason,about,account,yen".into())
        );
        let yen: i64 = rows[1..].iter().map(|row| row[6].parse::<i64>().unwrap()).sum();
        assert_eq!(yen, 0, "{list}");
        let purse = format!("purse:{mika}");
        let of_mika: Vec<_> = rows.iter().filter(|row| row[5] == purse).collect();
        assert_eq!((of_mika.len(), of_mika[0][3], of_mika[0][6]), (1, "deposit", "7000"));
        assert!(!list.contains("mika") && !list.contains('@'), "ids and yen alone: {list}");
        // December is another list.
        house.bench.clock.forward(Span::days(2));
        let later = kernel::Day::parse("2026-12-01").zip(kernel::Day::parse("2026-12-31"));
        let new = exports::NewExport { kind: Kind::Journal, days: later, why: "December".into() };
        let by = people.accountant;
        let id = house.act(move |tx| exports::ask(tx, &new, by)).unwrap();
        house.answers(id, staff::Reply::Agreed, people.officer);
        assert_eq!(house.takes(id, by).unwrap().1.given, 0);
    });
}

#[test]
fn whoever_stops_or_is_erased_after_the_agreement_is_not_on_the_list() {
    each(|house| {
        let people = house.people();
        let all = ["ann", "ben", "cleo", "dan"].map(|handle| house.member(handle, 1_000));
        let id = house.agreed(Kind::Contacts, people.boss, people.officer);
        let (list, counts) = house.takes(id, people.boss).unwrap();
        assert_eq!(counts, Counts { given: 4, left_out: 0 }, "{list}");
        let seen = openings(house, "ContactRow");
        assert!(seen > 0, "each opening is on record");
        house.act(move |tx| choices::stop_all(tx, all[0], true).map(|_| ())).unwrap();
        house.act(move |tx| members::close(tx, all[1])).unwrap();
        house.act(move |tx| privacy::erase::erase(tx, all[2], "R5").map(|_| ())).unwrap();
        let (list, counts) = house.takes(id, people.boss).unwrap();
        let rows = lines(&list);
        assert_eq!(rows.len(), 2, "{list}");
        assert_eq!(rows[1], [all[3].to_string().as_str(), "dan@example.test"]);
        assert_eq!(counts, Counts { given: 1, left_out: 2 });
        assert!(openings(house, "ContactRow") > seen);
        house.act(move |tx| choices::stop_all(tx, all[0], false).map(|_| ())).unwrap();
        assert!(house.takes(id, people.boss).unwrap().0.contains("ann@example.test"));
    });
}

fn delivery(lines: &str, family: &str) -> privacy::Delivery {
    let text = privacy::Text::new;
    privacy::Delivery {
        name: privacy::Name {
            given: text("Ann"),
            family: text(family),
            latin: text("Ann Example"),
        },
        address: privacy::Address {
            lines: text(lines),
            city: text("Wellington"),
            region: text(""),
            postal_code: text("6011"),
            country: text("NZ"),
        },
        phone: privacy::Phone { number: text("+6441234567") },
    }
}

#[test]
fn a_sale_names_its_buyer_by_the_copy_in_the_books_until_its_date_and_not_a_second_later() {
    each(|house| {
        let people = house.people();
        let ann = house.member("ann", 1_000);
        let sold_at = house.db.now();
        order(house, 1, ann, "A lamp", sold_at);
        order(house, 2, ann, "A vase", sold_at);
        let place = OrderId::from_bits(1).to_string();
        let due = house
            .act(move |tx| {
                privacy::set_delivery(tx, ann, &delivery("1 Street of Then", "Bought"))?;
                privacy::keep_for_books(tx, ann, &place)?;
                privacy::set_delivery(tx, ann, &delivery("2 Street of Now", "Moved"))?;
                let clocks = privacy::retention::clocks_of(tx, ann)?;
                let copy = clocks.iter().find(|clock| clock.place == place);
                Ok(copy.map(|clock| clock.due_at).unwrap())
            })
            .unwrap();
        let takes = || {
            let id = house.agreed(Kind::Sales, people.accountant, people.officer);
            house.takes(id, people.accountant).unwrap()
        };
        // Each sale as its books have it; one without a copy by what the account says today.
        let (list, counts) = takes();
        assert_eq!(counts, Counts { given: 2, left_out: 0 }, "{list}");
        let [lamp, vase] = [1, 2].map(|n| lines(&list)[n].join(","));
        assert!(lamp.contains("A lamp") && lamp.contains("Ann,Bought,1 Street of Then"), "{lamp}");
        assert!(vase.contains("A vase") && vase.contains("Ann,Moved,2 Street of Now"), "{vase}");
        assert!(openings(house, "BookedBuyer") > 0, "on record");
        house.act(move |tx| privacy::erase::erase(tx, ann, "R5").map(|_| ())).unwrap();
        while privacy::erase::carry_out(&house.db).unwrap() > 0 {}
        let sweeps = || {
            let act = |tx: &mut db::Tx<'_>| privacy::retention::sweep(tx, 100).map(|_| ());
            house.db.write_now("test.sweep", choices::lock(), act).unwrap();
            while privacy::erase::carry_out(&house.db).unwrap() > 0 {}
        };
        // The last second of the law's years, with what it takes to ask for the list.
        house.bench.clock.set(due.minus(Span::secs(1)));
        sweeps();
        let (list, counts) = takes();
        assert_eq!(counts, Counts { given: 2, left_out: 1 }, "{list}");
        assert!(list.contains("Ann,Bought,1 Street of Then") && !list.contains("Moved"), "{list}");
        assert!(house.db.now() < due, "{} and {due}", house.db.now());
        house.bench.clock.set(due);
        sweeps();
        let (list, counts) = takes();
        assert_eq!(counts, Counts { given: 2, left_out: 2 }, "{list}");
        assert!(!list.contains("Ann") && !list.contains("Street"), "{list}");
    });
}

#[test]
fn a_sale_stands_once_in_its_period_with_the_name_while_the_house_may_open_it() {
    each(|house| {
        let people = house.people();
        let (ann, ben) = (house.member("ann", 1_000), house.member("ben", 1_000));
        let text = privacy::Text::new;
        for member in [ann, ben] {
            let given = if member == ann { "Ann, \"the\" Example" } else { "=cmd|' /C calc'" };
            house
                .act(move |tx| {
                    let name = privacy::Name {
                        given: text(given),
                        family: text("Sample"),
                        latin: text("Ann Sample"),
                    };
                    let address = privacy::Address {
                        lines: text("1 Sample Street"),
                        city: text("Wellington"),
                        region: text(""),
                        postal_code: text("6011"),
                        country: text("NZ"),
                    };
                    let phone = privacy::Phone { number: text("+6441234567") };
                    privacy::set_delivery(tx, member, &privacy::Delivery { name, address, phone })
                })
                .unwrap();
        }
        let november = house.db.now();
        order(house, 1, ann, "A lamp", november);
        order(house, 2, ben, "A vase, blue", november);
        order(house, 3, ann, "Of October", november.minus(Span::days(30)));
        let id = house.agreed(Kind::Sales, people.accountant, people.officer);
        let (list, counts) = house.takes(id, people.accountant).unwrap();
        assert_eq!(counts, Counts { given: 2, left_out: 0 }, "{list}");
        assert!(list.contains(
            "\"Ann, \"\"the\"\" Example\",Sample,1 Sample Street,Wellington,,6011,NZ\r\n"
        ));
        assert!(list.contains(",'=cmd|' /C calc',Sample,"), "no formula: {list}");
        assert!(list.contains("\"A vase, blue\",1,1200,500,") && !list.contains("Of October"));
        assert!(openings(house, "BuyerRow") > 0);
        house.act(move |tx| privacy::erase::erase(tx, ben, "R5").map(|_| ())).unwrap();
        let (list, counts) = house.takes(id, people.accountant).unwrap();
        assert_eq!(counts, Counts { given: 2, left_out: 1 }, "the sale stays, without the name");
        assert!(!list.contains("calc"), "{list}");
    });
}
