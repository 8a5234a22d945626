//! Versions of the policy over restarts: which one binds, which waits, and what may never change.

use db::{Db, Open};
use kernel::{At, Clock as _, Span};
use policy::Policy;
use privacy::adopt::note_told;
use privacy::start::{every_second, start};
use privacy::{OpenViews as _, Opener, RunningPolicy};
use testkit::Bench;

use crate::house::{
    Folder, act, next_version, plugs_of, policy, policy_with, schema, settle, views,
};

mod list {
    privacy::personal_view! {
        /// Whom the marketing people see by name.
        pub struct Named: Purpose::Partners, by [Marketing], to [] { handle: privacy::Handle }
    }
}

fn open(bench: &Bench, folder: &Folder, versions: &[Policy]) -> Db {
    let now = bench.clock.now();
    Open::at(bench.address.clone())
        .clock(bench.clock.clone())
        .plugs(plugs_of(folder, versions.to_vec(), list::VIEWS, now))
        .open(&schema())
        .unwrap()
}

fn each(test: impl Fn(&Bench, &Folder)) {
    testkit::on_each_engine_with(&schema(), &db::Plugs::new(), |bench| {
        test(bench, &Folder::fresh());
    });
}

fn now_binds(db: &Db) -> String {
    db.plugs().get::<RunningPolicy>().unwrap().at(db.now()).hash().to_owned()
}

fn wider(before: &Policy) -> Policy {
    next_version(before, "2026-11-25", |text| {
        text.replace("marketing = [\"D1.handle\", ", "marketing = [\"D1.handle\", \"D7\", ")
    })
}

#[test]
fn a_restart_brings_in_no_wider_version_that_members_were_not_told_of() {
    each(|bench, folder| {
        let first = policy();
        let second = wider(&first);
        let both = [first.clone(), second.clone()];
        let db = open(bench, folder, &both[..1]);
        assert!(start(&db).unwrap().new_policy);
        drop(db);

        // Its day has come and gone, and nobody was told: it waits, also over a restart.
        bench.clock.forward(Span::days(30));
        let db = open(bench, folder, &both);
        assert!(!start(&db).unwrap().new_policy);
        assert_eq!(now_binds(&db), first.hash());
        let running = db.plugs().get::<RunningPolicy>().unwrap();
        assert!(running.waiting().iter().all(|next| next.from.is_none()));
        assert_eq!((running.waiting().len(), running.versions().len()), (1, 1));

        let told = bench.clock.now().minus(Span::days(1));
        let late = act(&db, move |tx| note_told(tx, "2026-11-25", tx.now().plus(Span::secs(1))));
        assert_eq!(late.unwrap_err().code(), "privacy.not_told_yet");
        let none = act(&db, move |tx| note_told(tx, "2026-11-26", told));
        assert_eq!(none.unwrap_err().code(), "privacy.no_such_version");
        let said = privacy::cli::policy_told(&db, "2026-11-25", told).unwrap();
        let from = told.plus(Span::days(14));
        assert!(said.text.contains(&from.jst().to_string()), "{}", said.text);
        // Saying it again, later, does not make it later.
        privacy::cli::policy_told(&db, "2026-11-25", bench.clock.now()).unwrap();
        drop(db);

        let db = open(bench, folder, &both);
        start(&db).unwrap();
        let running = db.plugs().get::<RunningPolicy>().unwrap();
        assert_eq!(running.waiting()[0].from, Some(from), "what was told survived");
        assert_eq!(now_binds(&db), first.hash());
        bench.clock.set(from.minus(Span::micros(1)));
        assert_eq!(now_binds(&db), first.hash());
        bench.clock.set(from);
        assert_eq!(now_binds(&db), second.hash(), "at its instant, without a restart");
        let before: Vec<_> = running.versions().iter().map(|v| v.version).collect();
        assert_eq!(before, [first.version, second.version]);
        every_second(&db).unwrap();
        drop(db);

        let db = open(bench, folder, &both);
        assert!(!start(&db).unwrap().new_policy, "the change was noted when it happened");
        assert_eq!(now_binds(&db), second.hash());
    });
}

#[test]
fn a_published_version_that_was_edited_or_taken_away_stops_the_start_and_is_named() {
    each(|bench, folder| {
        let first = policy();
        let db = open(bench, folder, std::slice::from_ref(&first));
        start(&db).unwrap();
        drop(db);
        let edited = policy_with(|text| {
            text.replace(
                "warehouse = [\"D2\", \"D3\", \"D6\", ",
                "warehouse = [\"D2\", \"D3\", \"D6\", \"D7\", ",
            )
            .replace("period = \"7 years\"", "period = \"10 years\"")
        });
        let db = open(bench, folder, &[edited]);
        let no = start(&db).unwrap_err();
        assert_eq!(no.code(), "privacy.policy_altered");
        let said = no.to_string();
        for word in [
            "policy/2026-11-22.toml:",
            "purpose.P3.may.warehouse[D7]: was not in what was published",
            "retention.tax.period: was published as “7 years” and is now “10 years”",
        ] {
            assert!(said.contains(word), "{word}: {said}");
        }
        drop(db);
        let other = next_version(&first, "2026-11-23", str::to_owned);
        bench.clock.forward(Span::days(2));
        let db = open(bench, folder, std::slice::from_ref(&other));
        assert_eq!(start(&db).unwrap_err().code(), "privacy.policy_gone");
        drop(db);
        let db = open(bench, folder, &[other, first]);
        assert!(start(&db).unwrap().new_policy);
    });
}

#[test]
fn versions_that_do_not_follow_one_another_are_refused_by_the_place_to_mend() {
    let first = policy();
    let now = policy::Day::parse("2026-12-24").unwrap().begins();
    let stray = policy_with(|text| {
        text.replace("version = \"2026-11-22\"", "version = \"2026-11-23\"")
            .replace("effective = \"2026-11-22\"", "effective = \"2026-11-23\"")
    });
    let lines = RunningPolicy::open(vec![stray, first.clone()], &views(&[]), now).err().unwrap();
    assert!(lines[0].contains("previous: write previous = "), "{lines:?}");
    assert!(lines[0].contains(first.hash()), "{lines:?}");
    let early = RunningPolicy::open(vec![first], &[], At::from_secs(0)).err().unwrap();
    assert!(early[0].contains("in force yet"), "{early:?}");
}

#[test]
fn a_narrower_version_binds_at_its_instant_and_the_one_after_it_at_its_own() {
    each(|bench, folder| {
        let first = policy();
        let second = next_version(&first, "2026-11-23", |text| {
            text.replace("marketing = [\"D1.handle\", ", "marketing = [")
        });
        let third = wider(&second);
        let db = open(bench, folder, &[first, second.clone(), third]);
        start(&db).unwrap();
        let who = settle(&db, 1, "_one");
        let marketing = || {
            let opener = Opener::staff(policy::Role::Marketing, crate::house::staff(), "list");
            let opened = act(&db, move |tx| tx.open::<list::Named>(&opener, who));
            opened.map_or_else(|no| no.code(), |_| "ok")
        };
        assert_eq!(marketing(), "ok");
        bench.clock.forward(Span::days(1));
        assert_eq!(marketing(), "privacy.policy_narrowed");
        assert_eq!(now_binds(&db), second.hash());
        let running = db.plugs().get::<RunningPolicy>().unwrap();
        assert_eq!(running.waiting().len(), 1, "the wider one waits for its letter");
    });
}
