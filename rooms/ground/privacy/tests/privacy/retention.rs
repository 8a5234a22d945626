//! Each class goes at its own instant, and the log lets go of what is over without a hole.

use db::Db;
use kernel::Span;
use policy::RetentionClass;
use privacy::log::{self, Kind};
use privacy::record::acts_on;
use privacy::retention::{clocks_of, schedule, starts, stops, sweep};
use privacy::{Name, OpenViews as _, ParcelLabel, keep};

use crate::house::{
    Folder, act, delivery, each, member, next_version, plugs, plugs_of, policy, policy_with,
    schema, settle, staff, warehouse,
};

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
fn a_version_with_other_periods_moves_the_dates_that_run() {
    testkit::on_each_engine_with(&schema(), &db::Plugs::new(), |bench| {
        let folder = Folder::fresh();
        let open = |versions: Vec<policy::Policy>| {
            let now = kernel::Clock::now(&*bench.clock);
            let plugs = plugs_of(&folder, versions, &[], now);
            let house = db::Open::at(bench.address.clone()).clock(bench.clock.clone());
            house.plugs(plugs).open(&schema()).unwrap()
        };
        let kept = |db: &Db| {
            let clocks = act(db, |tx| clocks_of(tx, member(1))).unwrap();
            clocks.into_iter().map(|clock| (clock.class, clock.due_at)).collect::<Vec<_>>()
        };
        let first = policy();
        let db = open(vec![first.clone()]);
        privacy::start::start(&db).unwrap();
        let (who, began) = (settle(&db, 1, "_one"), db.now());
        act(&db, move |tx| {
            for (class, place) in [(RetentionClass::Trade, "ord_1"), (RetentionClass::Tax, "")] {
                keep::<Name>(tx, who, class, place, &delivery("_copy", "US").name)?;
                starts(tx, who, class, place, began)?;
            }
            Ok(())
        })
        .unwrap();
        // A shorter period: its date comes earlier, from the instant the version is noted.
        bench.clock.forward(Span::days(1));
        let second = next_version(&first, "2026-11-23", |text| {
            text.replacen("period = \"1 years\"", "period = \"6 months\"", 1)
        });
        act(&db, move |tx| {
            let id = privacy::versions::draft(tx, &second, Some(staff()))?;
            privacy::versions::put_up(tx, id, staff())?;
            privacy::versions::announce(tx, id, staff())
        })
        .unwrap();
        drop(db);
        let db = open(vec![first]);
        assert!(privacy::start::start(&db).unwrap().new_policy);
        let after = |period: &str| policy::Measure::parse(period).unwrap().after(began);
        let want = [("trade".to_owned(), after("6 months")), ("tax".to_owned(), after("7 years"))];
        assert_eq!(kept(&db), want);
        drop(db);

        // A longer one binds even where a date was left behind by the version before.
        let longer =
            policy_with(|text| text.replace("period = \"7 years\"", "period = \"10 years\""));
        let house = db::Open::at(bench.address.clone()).clock(bench.clock.clone());
        let db = house.plugs(plugs(&folder, longer, &[])).open(&schema()).unwrap();
        bench.clock.set(after("7 years"));
        assert_eq!(swept(&db).keys, 1, "the copy of the order alone");
        assert_eq!(kept(&db), [("tax".to_owned(), after("10 years"))]);
        bench.clock.set(after("10 years"));
        assert_eq!(swept(&db).keys, 1);
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
