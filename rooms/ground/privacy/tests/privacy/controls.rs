//! What the operator stops, and asks of the running house.

use kernel::Span;
use policy::{Means, Purpose};
use privacy::adopt::{Control, lift, lifted, read_stops, stop, stops};
use privacy::controls::{What, ask, latest, work};
use privacy::disclose::{To, disclose};
use privacy::{OpenViews as _, ParcelLabel, RunningPolicy};

use crate::house::{Folder, act, each, plugs, policy, schema, settle, staff, warehouse};

db::sql! {
    SLOTS = "SELECT member, class, slot FROM vault_key ORDER BY slot";
    FORGE = "UPDATE person SET stopped_at = 1 WHERE member = $1";
}

fn post() -> Control {
    Control::Recipient("demo_post".to_owned())
}

#[test]
fn a_purpose_and_a_recipient_are_stopped_over_a_restart_and_lifted_but_no_duty() {
    let folder = Folder::fresh();
    testkit::on_each_engine_with(&schema(), &db::Plugs::new(), |bench| {
        let open = || {
            let house = db::Open::at(bench.address.clone()).clock(bench.clock.clone());
            house.plugs(plugs(&folder, policy(), &[])).open(&schema()).unwrap()
        };
        let db = open();
        let who = settle(&db, 1, "_one");
        let label = |db: &db::Db| {
            let opened = act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who));
            opened.map_or_else(|no| no.code(), |_| "ok")
        };
        let given = |db: &db::Db| {
            let to = To { recipient: "demo_post".to_owned(), means: Means::Documents };
            let gave = act(db, move |tx| disclose::<ParcelLabel>(tx, &warehouse(), who, &to));
            gave.map_or_else(|no| no.code(), |_| "ok")
        };
        let control = |word: &str| Control::parse(&policy(), word);
        for (word, code) in [
            ("purpose:P99", Err("privacy.no_such_control")),
            ("recipient:nobody", Err("privacy.no_such_control")),
            ("demo_post", Err("privacy.no_such_control")),
            ("purpose:P3", Ok(())),
        ] {
            let parsed = control(word).map(|_| ()).map_err(|no| kernel::Refused::from(no).code());
            assert_eq!(parsed, code, "{word}");
        }
        let duty = act(&db, |tx| stop(tx, &Control::Purpose(Purpose::Tax), staff()));
        assert_eq!(duty.unwrap_err().code(), "privacy.duty_not_stopped");
        assert_eq!(act(&db, stops).unwrap().len(), 0, "and nothing of it is written");

        assert_eq!(control("recipient:demo_post").ok(), Some(post()));
        act(&db, move |tx| stop(tx, &post(), staff())).unwrap();
        act(&db, move |tx| stop(tx, &post(), staff())).unwrap();
        assert_eq!((label(&db), given(&db)), ("ok", "privacy.policy_narrowed"));
        act(&db, |tx| stop(tx, &Control::Purpose(Purpose::Shipment), staff())).unwrap();
        assert_eq!(label(&db), "privacy.policy_narrowed");
        assert_eq!(act(&db, stops).unwrap().len(), 2, "what stands is not stopped twice");
        drop(db);

        let db = open();
        assert_eq!(act(&db, read_stops).unwrap(), 2);
        assert_eq!(label(&db), "privacy.policy_narrowed");
        let running = db.plugs().get::<RunningPolicy>().unwrap();
        for what in [Control::Purpose(Purpose::Shipment), post()] {
            bench.clock.forward(Span::secs(1));
            let lifting = what.clone();
            act(&db, move |tx| lift(tx, &lifting, staff())).unwrap();
            lifted(running, &what);
        }
        assert_eq!((label(&db), given(&db)), ("ok", "ok"));
        assert_eq!(act(&db, stops).unwrap().len(), 0);
    });
}

#[test]
fn the_running_house_checks_its_log_turns_its_epoch_and_renews_its_keys() {
    each(&[], |bench, _| {
        let db = &bench.db;
        let all: Vec<_> = (0..120).map(|n| settle(db, n, &format!("_{n}"))).collect();
        let slots = || act(db, |tx| tx.all::<(String, String, i64)>(SLOTS, ())).unwrap();
        let before = slots();
        for what in [What::Rotate, What::Turn, What::Verify] {
            act(db, move |tx| ask(tx, what, staff())).unwrap();
            let again = act(db, move |tx| ask(tx, what, staff()));
            assert_eq!(again.unwrap_err().code(), "privacy.task_runs");
            bench.clock.forward(Span::secs(1));
        }
        assert!(work(db).unwrap());
        let some = act(db, |tx| latest(tx, 10)).unwrap();
        assert_eq!((some[2].done, some[2].ended_at), (50, None), "some at a time");
        while work(db).unwrap() {}
        let told = act(db, |tx| latest(tx, 10)).unwrap();
        let found: Vec<&str> = told.iter().map(|task| task.found.as_deref().unwrap()).collect();
        assert!(found[0].contains("leaves") && found[0].lines().count() == 1, "{}", found[0]);
        assert!(found[1].starts_with("epoch "), "{}", found[1]);
        assert_eq!(found[2], "120 keys are new\n");
        let after = slots();
        assert_eq!(before.len(), after.len());
        assert!(after[0].2 > before[119].2, "no key is one of before");
        for who in [all[0], all[119]] {
            act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who).map(|_| ())).unwrap();
        }
        // What is wrong with the log is told, too.
        let who = all[3];
        act(db, move |tx| tx.run(FORGE, (who,))).unwrap();
        act(db, |tx| ask(tx, What::Verify, staff())).unwrap();
        while work(db).unwrap() {}
        let told = act(db, |tx| latest(tx, 1)).unwrap();
        assert!(told[0].found.as_deref().unwrap().contains(&format!("{who}: their stop")));
    });
}
