//! Erasure: announced, waited for, done by stages; and what a law keeps.

use super::*;

#[test]
fn an_erasure_can_be_taken_back_in_its_grace_and_waits_for_what_runs() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let id = asks(db, who, Right::Deletion, "", "");
        bench.clock.forward(Span::secs(7 * 86_400 - 1));
        works(db);
        assert_eq!(state(db, id), State::Grace);
        act(db, move |tx| requests::withdraw(tx, id)).unwrap();
        bench.clock.forward(Span::days(30));
        works(db);
        assert_eq!(state(db, id), State::Withdrawn);
        let id = asks(db, who, Right::Deletion, "", "");
        RUNNING.store(2, Ordering::SeqCst);
        bench.clock.forward(Span::days(7));
        works(db);
        assert_eq!(state(db, id), State::Waiting, "two orders still run");
        let runs = act(db, move |tx| requests::still_runs(tx, who)).unwrap();
        assert_eq!((runs[0].what, runs[0].count), ("orders", 2));
        RUNNING.store(0, Ordering::SeqCst);
        works(db);
        assert_eq!(state(db, id), State::Done);
        let opened = act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who).map(|_| ()));
        assert_eq!(opened.unwrap_err().code(), "privacy.erased");
        let receipt = act(db, move |tx| requests::load(tx, id)).unwrap().receipt.unwrap();
        act(db, |tx| privacy::log::sequence(tx, 100)).unwrap();
        let proof = act(db, move |tx| privacy::log::proof(tx, who, receipt)).unwrap();
        let key = db.plugs().get::<privacy::Keyring>().unwrap().log_key();
        let proven = privacy::log::check_proof(&proof, &key).unwrap();
        assert!(proven.entry.contains("kind erased"), "{}", proven.entry);
    });
}

/// A house on a file, opened anew as after a crash.
pub(super) fn stand(folder: &Folder, clock: &Arc<MockClock>) -> Db {
    clock.forward(Span::secs(1));
    let seed = kernel::Clock::now(&**clock).micros().unsigned_abs();
    let registry = Registry { tables: privacy::HOLDINGS.to_vec(), ..Registry::default() };
    let db = Open::at(folder.0.join("data/house.sqlite").display().to_string())
        .clock(clock.clone())
        .dice(Arc::new(LoadedDice::new(seed)))
        .plugs(plugs(folder, policy(), &[]).with(Arc::new(registry)))
        .open(&schema())
        .unwrap();
    privacy::start::start(&db).unwrap();
    db
}

#[test]
fn a_crash_after_any_stage_of_an_erasure_only_has_it_finished_later() {
    const MARK: &str = "cRaShQ7";
    for stop in 0..=Stage::ALL.len() {
        let (folder, clock) = (Folder::fresh(), Arc::new(MockClock::default()));
        let db = stand(&folder, &clock);
        let who = settle(&db, 1, MARK);
        let id = asks(&db, who, Right::Deletion, "", "");
        clock.forward(Span::days(7));
        for stage in &Stage::ALL[..stop] {
            work::stage(&db, *stage).unwrap();
        }
        let after = state(&db, id);
        drop(db);
        // The writer lets the file go when the last door is closed.
        std::thread::sleep(std::time::Duration::from_millis(50));
        let db = stand(&folder, &clock);
        assert_eq!(state(&db, id), after, "{stop}: what was committed stands");
        works(&db);
        assert_eq!(state(&db, id), State::Done, "after {stop} stages");
        let steps = act(&db, move |tx| requests::steps(tx, id)).unwrap();
        let erased = steps.iter().filter(|step| step.event == Event::Begin).count();
        assert_eq!(erased, 1, "{stop}: erased once");
        let opened = act(&db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who).map(|_| ()));
        assert_eq!(opened.unwrap_err().code(), "privacy.erased");
        // Its key is gone from the keystore, whatever a backup of the database still holds.
        assert_eq!(
            privacy::erase::carry_out(&db).unwrap(),
            0,
            "{stop}: nothing is left to destroy"
        );
        assert_eq!(holds(&folder.0, MARK.as_bytes()), None);
    }
}

#[test]
fn a_law_that_keeps_something_asks_for_two_persons_and_keeps_until_its_date_alone() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let due = act(db, move |tx| {
            let name = delivery("_tax", "US").name;
            keep::<Name>(tx, who, RetentionClass::Tax, "ord_1", &name)?;
            privacy::retention::starts(tx, who, RetentionClass::Tax, "ord_1", tx.now())
        })
        .unwrap();
        let id = asks(db, who, Right::Deletion, "", "");
        assert_eq!(state(db, id), State::Open, "a person decides");
        let alone = act(db, move |tx| requests::grant(tx, id, staff())).unwrap();
        assert_eq!(alone, State::Open, "and not alone");
        AGREED.store(1, Ordering::SeqCst);
        act(db, move |tx| requests::grant(tx, id, staff())).unwrap();
        assert_eq!(state(db, id), State::Grace);
        bench.clock.forward(Span::days(7));
        works(db);
        assert_eq!(state(db, id), State::Done);
        let held = |db: &Db| {
            let all = act(db, move |tx| privacy::retention::clocks_of(tx, who)).unwrap();
            all.iter().any(|clock| clock.class == "tax")
        };
        for (at, keeps) in [(due.minus(Span::secs(1)), true), (due, false)] {
            bench.clock.set(at);
            let act = |tx: &mut Tx<'_>| privacy::retention::sweep(tx, 1_000).map(|_| ());
            db.write_now("sweep", privacy::choices::lock(), act).unwrap();
            assert_eq!(held(db), keeps, "{at}");
        }
    });
}

#[test]
fn the_request_itself_goes_three_years_after_its_end_and_not_a_second_before() {
    each(|bench| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        let id = asks(db, who, Right::Inquiry, "", "What for?");
        act(db, move |tx| requests::answer(tx, id, "For shipping.", staff())).unwrap();
        let clocks = act(db, move |tx| privacy::retention::clocks_of(tx, who)).unwrap();
        let due = clocks.iter().find(|clock| clock.class == "request").unwrap().due_at;
        for (at, there) in [(due.minus(Span::secs(1)), true), (due, false)] {
            bench.clock.set(at);
            let act_ = |tx: &mut Tx<'_>| privacy::retention::sweep(tx, 1_000).map(|_| ());
            db.write_now("sweep", privacy::choices::lock(), act_).unwrap();
            assert_eq!(act(db, move |tx| requests::load(tx, id)).is_ok(), there, "{at}");
        }
    });
}
