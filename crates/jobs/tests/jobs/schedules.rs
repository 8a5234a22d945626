use std::sync::Arc;

use jobs::{Handlers, JobFault, Schedules};
use kernel::Span;
use tokio::runtime::Runtime;

use crate::floor::*;

fn list() -> Schedules {
    Schedules::new().every("often", Span::minutes(10), &Count(1)).daily("nightly", 4, 30, &Count(2))
}

fn marking(schedules: Schedules) -> Handlers {
    Handlers::new()
        .inside::<Count>(|tx, count| Ok(tx.put(MARK, (count.0.to_string(),))?))
        .schedules(schedules)
}

// The clock of a test starts at 21:00 in Japan.
#[test]
fn what_is_due_again_and_again_is_done_and_what_was_missed_is_done_once() {
    each(|bench| {
        let handlers = Arc::new(marking(list()));
        assert_eq!(idle(&bench.db, &handlers), 0);
        assert_eq!(bench.db.read_now("left", jobs::left).unwrap(), 0);
        bench.clock.forward(Span::minutes(10));
        idle(&bench.db, &handlers);
        assert_eq!(lines(&bench.db), ["1"], "{}", bench.engine());
        // Asleep for seven hours and a half: past the night's time.
        bench.clock.forward(Span::minutes(450));
        idle(&bench.db, &handlers);
        assert_eq!(lines(&bench.db), ["1", "1", "2"], "{}", bench.engine());
        idle(&bench.db, &handlers);
        assert_eq!(lines(&bench.db).len(), 3);
        let page = bench.db.read_now("page", move |tx| list().page(tx)).unwrap();
        let now = bench.db.now();
        assert_eq!(page[0].next_at, Some(now.plus(Span::minutes(10))));
        assert_eq!(page[1].next_at, Some(now.plus(Span::hours(24)).minus(Span::minutes(10))));
        assert_eq!((page[1].last_at, page[1].running), (Some(now), false), "{}", bench.engine());
    });
}

#[test]
fn a_run_that_fails_neither_stops_its_schedule_nor_is_doubled_by_it() {
    each(|bench| {
        let handlers = |fault: fn() -> JobFault| {
            let one = Schedules::new().every("often", Span::minutes(10), &Count(1));
            Arc::new(Handlers::new().inside::<Count>(move |_, _| Err(fault())).schedules(one))
        };
        let waiting = handlers(|| JobFault::retry_after(Span::hours(1), "later"));
        idle(&bench.db, &waiting);
        for _ in 0..3 {
            bench.clock.forward(Span::minutes(10));
            idle(&bench.db, &waiting);
        }
        assert_eq!(rows(&bench.db), 2, "{}: one tick, one run", bench.engine());
        bench.clock.forward(Span::hours(1));
        let dying = handlers(|| JobFault::give_up("no"));
        idle(&bench.db, &dying);
        let page = bench.db.read_now("page", |tx| {
            Schedules::new().every("often", Span::minutes(10), &Count(1)).page(tx)
        });
        let page = page.unwrap();
        assert_eq!(page[0].last_error.as_deref(), Some("no"));
        assert!(page[0].dead_at.is_some() && !page[0].running);
        // The next instant replaces the dead run.
        bench.clock.forward(Span::minutes(10));
        idle(&bench.db, &Arc::new(marking(list())));
        assert_eq!(lines(&bench.db), ["1"], "{}", bench.engine());
    });
}

#[test]
fn a_schedule_taken_off_the_list_ends_and_a_quicker_one_does_not_wait() {
    each(|bench| {
        idle(&bench.db, &Arc::new(marking(list())));
        assert_eq!(rows(&bench.db), 2);
        let quicker = Schedules::new().every("often", Span::minutes(1), &Count(7));
        let handlers = Arc::new(marking(quicker));
        idle(&bench.db, &handlers);
        assert_eq!(rows(&bench.db), 1, "{}", bench.engine());
        bench.clock.forward(Span::minutes(1));
        idle(&bench.db, &handlers);
        assert_eq!(lines(&bench.db), ["7"], "{}", bench.engine());
    });
}

#[test]
fn a_runner_keeps_its_schedules() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let running = start(&runtime, &bench.db, marking(list()), quick());
        bench.clock.forward(Span::minutes(10));
        wait_for("the schedule", || lines(&bench.db) == ["1"]);
        bench.clock.forward(Span::minutes(10));
        wait_for("the schedule again", || lines(&bench.db) == ["1", "1"]);
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn a_schedule_with_a_mistake_is_refused_by_name() {
    each(|bench| {
        let wrong = Schedules::new()
            .every("never", Span::ZERO, &Count(1))
            .daily("thirteenth", 25, 0, &Count(1))
            .every("twice", Span::hours(1), &Count(1))
            .every("twice", Span::hours(2), &Count(1))
            .every("nobody", Span::hours(1), &Send(1));
        let handlers = Arc::new(marking(wrong));
        let runtime = Runtime::new().unwrap();
        let why = runtime.block_on(jobs::run_until_idle(&bench.db, &handlers)).unwrap_err();
        let why = why.to_string();
        for part in ["never", "thirteenth", "two schedules are called twice", "test.send"] {
            assert!(why.contains(part), "{part} in: {why}");
        }
    });
}
