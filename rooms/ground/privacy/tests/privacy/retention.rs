//! Each class goes at its own instant, and the log lets go of what is over without a hole.

use db::Db;
use kernel::Span;
use policy::RetentionClass;
use privacy::log::{self, Kind};
use privacy::record::acts_on;
use privacy::retention::{clocks_of, schedule, starts, stops, sweep};
use privacy::{Name, OpenViews as _, ParcelLabel, keep};

use crate::house::{act, delivery, each, policy, settle, warehouse};

fn swept(db: &Db) -> privacy::retention::Swept {
    db.write_now("sweep", privacy::choices::lock(), |tx| sweep(tx, 1_000)).unwrap()
}

#[test]
fn every_class_is_destroyed_at_its_instant_and_not_a_second_before() {
    let policy = policy();
    let classes: Vec<RetentionClass> = policy.retention.keys().copied().collect();
    assert_eq!(classes.len(), RetentionClass::ALL.len());
    for class in classes {
        each(&[], |bench, _| {
            let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
            let due = act(db, move |tx| {
                keep::<Name>(tx, who, class, "ord_1", &delivery("_copy", "US").name)?;
                starts(tx, who, class, "ord_1", tx.now())
            })
            .unwrap();
            assert_eq!(due, policy.retention[&class].period.after(db.now()));
            if due > db.now() {
                bench.clock.set(due.minus(Span::secs(1)));
                assert_eq!(swept(db).clocks, 0, "{class}");
            }
            bench.clock.set(due);
            let did = swept(db);
            assert_eq!((did.clocks, did.keys), (1, 1), "{class}");
            assert_eq!(swept(db).clocks, 0, "{class}");
            let acts = act(db, move |tx| acts_on(tx, who, None, 10)).unwrap();
            let receipt =
                if class == RetentionClass::Account { Kind::Erased } else { Kind::Destroyed };
            assert!(acts.iter().any(|a| a.kind == receipt), "{class}");
        });
    }
}

#[test]
fn an_account_used_again_is_not_swept_and_a_second_copy_keeps_the_key() {
    each(&[], |bench, _| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        act(db, move |tx| {
            starts(tx, who, RetentionClass::Account, "", tx.now())?;
            for (place, from) in [("ord_1", 0), ("ord_2", 100)] {
                let name = delivery(place, "US").name;
                keep::<Name>(tx, who, RetentionClass::Trade, place, &name)?;
                let at = tx.now().plus(Span::days(from));
                starts(tx, who, RetentionClass::Trade, place, at)?;
            }
            stops(tx, who, RetentionClass::Account, "")
        })
        .unwrap();
        assert_eq!(act(db, move |tx| clocks_of(tx, who)).unwrap().len(), 2);
        bench.clock.forward(Span::days(366));
        let did = swept(db);
        assert_eq!((did.clocks, did.keys), (1, 0));
        bench.clock.forward(Span::days(100));
        let did = swept(db);
        assert_eq!((did.clocks, did.keys), (1, 1));
        let label = act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who));
        assert_eq!(label.unwrap().name.show().latin.as_str(), "Latin_one");
    });
}

#[test]
fn the_log_lets_go_of_old_acts_with_a_receipt_and_stays_whole() {
    each(&[], |bench, _| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let open = || {
            act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who).map(|_| ())).unwrap();
            act(db, |tx| log::sequence(tx, 100)).unwrap();
        };
        (0..5).for_each(|_| open());
        bench.clock.forward(Span::days(366 * 3 + 1));
        open();
        assert_eq!(swept(db).entries, 5);
        act(db, |tx| log::sequence(tx, 100)).unwrap();
        assert_eq!(swept(db).entries, 0);
        let acts = act(db, move |tx| acts_on(tx, who, None, 10)).unwrap();
        assert_eq!(acts.len(), 1, "the one of today");
        let verdict = act(db, |tx| log::verify(tx, &[])).unwrap();
        assert_eq!((verdict.leaves, verdict.findings), (7, vec![]));
    });
}

#[test]
fn the_schedule_gives_each_purpose_its_classes_and_dates() {
    let policy = policy();
    let at = testkit::MockClock::START;
    let lines = schedule(&policy, at);
    for purpose in policy::Purpose::ALL {
        assert!(lines.iter().any(|line| line.purpose == *purpose), "{purpose}");
    }
    let tax = lines.iter().find(|line| line.class == RetentionClass::Tax).unwrap();
    assert_eq!(tax.due.to_string(), "2033-11-22T12:00:00.000000Z");
}
