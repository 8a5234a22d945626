//! The day that is said is the day that is held; and who joins meanwhile hears of it at once.

use policy::Day;
use privacy::versions::rules::earliest;

use super::*;

/// Somebody who joins now, under an id of now.
fn joins(db: &Db) -> MemberId {
    act(db, |tx| {
        let who: MemberId = tx.new_id();
        privacy::register(tx, who).map(|()| who)
    })
    .unwrap()
}

#[test]
fn whoever_joins_after_everybody_was_told_hears_in_the_next_second_and_once() {
    each(|bench, folder, above| {
        let first = policy();
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        let early = joins(&db);
        let id = publish(&db, above, &wider(&first, "2027-01-20"));
        tell_everybody(&db);
        assert_eq!(above.told(Telling::Coming), [early]);
        let mut all = vec![early];
        for _ in 0..3 {
            bench.clock.forward(Span::secs(7));
            all.extend([joins(&db), joins(&db)]);
            every_second(&db).unwrap();
            all.sort();
            assert_eq!(above.told(Telling::Coming), all, "in the next second");
            every_second(&db).unwrap();
        }
        // Who came from elsewhere with an older id is found in a few minutes.
        let older = settle(&db, 4, "_4");
        every_second(&db).unwrap();
        assert_eq!(above.told(Telling::Coming), all);
        while every_few_minutes(&db).unwrap() {}
        all.push(older);
        all.sort();
        assert_eq!(above.told(Telling::Coming), all, "and nobody twice");
        // A house that starts anew goes on, and one that takes it back tells nobody who comes.
        drop(db);
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        bench.clock.forward(Span::secs(7));
        all.push(joins(&db));
        all.sort();
        every_second(&db).unwrap();
        assert_eq!(above.told(Telling::Coming), all);
        act(&db, move |tx| versions::end(tx, id, staff())).unwrap();
        tell_everybody(&db);
        let late = joins(&db);
        every_second(&db).unwrap();
        assert!(!above.told(Telling::Coming).contains(&late));
        assert_eq!(above.told(Telling::Withdrawn), all);
    });
}

#[test]
fn a_version_binds_on_the_day_it_was_announced_for_when_its_telling_took_no_longer_than_a_day() {
    let instants = ["2026-12-01T03:00:00Z", "2026-12-01T14:59:59Z", "2026-12-01T15:00:00Z"];
    for at in instants {
        for took in [Span::secs(0), Span::secs(1), Span::hours(24)] {
            let first = policy();
            let now = At::parse(at).unwrap();
            let day = earliest(&first, &wider(&first, "2027-01-20"), now);
            let second = wider(&first, &day.to_string());
            let begins = second.effective.begins();
            let before = day.plus_days(-1);
            let soon = wider(&first, &before.to_string());
            assert!(before < earliest(&first, &soon, now), "{at}: no earlier day was to be had");
            let running = policy::Running::resumed(first);
            let told = Some(now.plus(took));
            let early = running.succeeded_by(second.clone(), told, begins.minus(Span::micros(1)));
            assert!(early.is_err(), "{at} {took:?}: not before its day");
            let binds = running.succeeded_by(second, told, begins);
            assert!(binds.is_ok(), "{at} {took:?}: {:?}", binds.err());
        }
    }
}

#[test]
fn when_the_telling_took_longer_it_binds_after_the_whole_notice_and_not_before() {
    each(|bench, folder, above| {
        let first = policy();
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        settle(&db, 1, "_1");
        let day = earliest(&first, &wider(&first, "2027-01-20"), db.now());
        let second = wider(&first, &day.to_string());
        publish(&db, above, &second);
        let begins = Day::parse(&day.to_string()).unwrap().begins();
        // Nothing could be told for three days.
        bench.clock.forward(Span::days(3));
        tell_everybody(&db);
        let from = running(&db).waiting()[0].from.unwrap();
        let notice = policy::Measure::parse("14 days").unwrap();
        assert_eq!(from, notice.after(db.now()), "the whole notice from the last who was told");
        assert!(from > begins);
        bench.clock.set(from.minus(Span::micros(1)));
        every_second(&db).unwrap();
        assert_eq!(now_binds(&db), first.hash());
        bench.clock.set(from);
        assert_eq!(now_binds(&db), second.hash());
    });
}
