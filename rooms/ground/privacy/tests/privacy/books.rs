//! What the books of a sale keep: as it was at the sale, of whoever has a name, and never behind an
//! erasure that did not see it.

use std::sync::Barrier;

use db::{Db, Lock, Tx};
use kernel::{MemberId, Span};
use policy::{RetentionClass, Role};
use privacy::erase::{carry_out, erase};
use privacy::{Name, OpenViews as _, Opener, choices, keep_for_books, retention};

use crate::house::{act, delivery, each, member, settle, staff};

mod lines {
    privacy::personal_view! {
        /// Whom the books of a sale name.
        pub struct BookLine: Purpose::Tax, by [Accountant], to [] {
            name: privacy::Name, address: privacy::Maybe<privacy::Address>,
        }
    }
}
use lines::BookLine;

const SALE: &str = "ord_1";

fn named(db: &Db, who: MemberId) -> Result<(String, Option<String>), &'static str> {
    let opened = act(db, move |tx| {
        let accountant = Opener::staff(Role::Accountant, staff(), "the books");
        let line = tx.open_at::<BookLine>(&accountant, who, SALE)?;
        let city = line.address.as_ref().map(|at| at.show().city.as_str().to_owned());
        Ok((line.name.show().family.as_str().to_owned(), city))
    });
    opened.map_err(|no| no.code())
}

fn clocks(db: &Db, who: MemberId) -> Vec<retention::Running> {
    let mut all = act(db, move |tx| retention::clocks_of(tx, who)).unwrap();
    all.retain(|clock| clock.class == "tax");
    all
}

fn sweeps(db: &Db) {
    let act = |tx: &mut Tx<'_>| retention::sweep(tx, 1_000).map(|_| ());
    db.write_now("sweep", choices::lock(), act).unwrap();
    while carry_out(db).unwrap() > 0 {}
}

#[test]
fn the_copy_stays_as_it_was_at_the_sale_until_the_laws_date_and_not_a_second_longer() {
    each(lines::VIEWS, |bench, _| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_then"));
        act(db, move |tx| keep_for_books(tx, who, SALE)).unwrap();
        act(db, move |tx| privacy::set_delivery(tx, who, &delivery("_now", "US"))).unwrap();
        let then = Ok(("Family_then".to_owned(), Some("City_then".to_owned())));
        assert_eq!(named(db, who), then, "a correction is not of the past sale");
        let due = clocks(db, who)[0].due_at;
        act(db, move |tx| erase(tx, who, "wish").map(|_| ())).unwrap();
        while carry_out(db).unwrap() > 0 {}
        bench.clock.set(due.minus(Span::secs(1)));
        sweeps(db);
        assert_eq!(named(db, who), then, "the last second");
        bench.clock.set(due);
        sweeps(db);
        assert_eq!(named(db, who), Err("privacy.erased"));
        assert!(clocks(db, who).is_empty());
    });
}

#[test]
fn of_whoever_has_no_name_or_is_erased_nothing_is_kept_and_the_sale_goes_on() {
    each(lines::VIEWS, |bench, _| {
        let db = &bench.db;
        let [nameless, homeless, erased, stopped] =
            [1, 2, 3, 4].map(|n| settle(db, n, &format!("_{n}")));
        let account = RetentionClass::Account;
        act(db, move |tx| {
            privacy::discard::<Name>(tx, nameless, account, "")?;
            privacy::discard::<privacy::Address>(tx, homeless, account, "")?;
            erase(tx, erased, "wish")?;
            choices::stop_all(tx, stopped, true)?;
            for who in [nameless, homeless, erased, stopped, member(99)] {
                keep_for_books(tx, who, SALE)?;
            }
            Ok(())
        })
        .unwrap();
        for who in [nameless, erased, member(99)] {
            assert!(named(db, who).is_err() && clocks(db, who).is_empty(), "{who}");
        }
        assert_eq!(named(db, homeless), Ok(("Family_2".to_owned(), None)));
        // Whoever stops the use of their data stops no duty of a law.
        assert_eq!(clocks(db, stopped).len(), 1);
    });
}

#[test]
fn a_sale_and_an_erasure_at_once_leave_a_copy_that_the_receipt_names_or_none() {
    each(lines::VIEWS, |bench, _| {
        let db = &bench.db;
        for n in 1..=12 {
            let (who, gate) = (settle(db, n, "_race"), Barrier::new(2));
            let kept = std::thread::scope(|scope| {
                scope.spawn(|| {
                    gate.wait();
                    let sale = move |tx: &mut Tx<'_>| keep_for_books(tx, who, SALE);
                    db.write_now("test.sale", Lock::none(), sale).unwrap();
                });
                gate.wait();
                let erasing = move |tx: &mut Tx<'_>| erase(tx, who, "wish");
                db.write_now("test.erase", choices::lock(), erasing).unwrap().kept
            });
            let is_kept = kept.contains(&RetentionClass::Tax);
            assert_eq!(clocks(db, who).len(), usize::from(is_kept), "{n}");
            assert_eq!(named(db, who).is_ok(), is_kept, "{n}");
        }
    });
}
