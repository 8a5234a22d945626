use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jobs::{Handlers, JobFault, Later, Runner};
use kernel::Span;
use tokio::runtime::Runtime;

use crate::floor::*;

fn marking() -> Handlers {
    Handlers::new().inside::<Count>(|tx, count| Ok(tx.put(MARK, (format!("{:04}", count.0),))?))
}

fn numbers(n: i64) -> Vec<String> {
    (0..n).map(|n| format!("{n:04}")).collect()
}

#[test]
fn an_inside_job_is_done_exactly_once() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let running = start(&runtime, &bench.db, marking(), quick());
        for act in 0..20 {
            write(&bench.db, move |tx| {
                (0..20).try_for_each(|n| tx.later(&Count(act * 20 + n), tx.now()).map(|_| ()))
            });
        }
        wait_for("all jobs", || rows(&bench.db) == 0);
        assert_eq!(lines(&bench.db), numbers(400), "{}", bench.engine());
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn two_runners_on_one_database_never_do_an_inside_job_twice() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let other = another(bench, bench.clock.clone());
        write(&bench.db, |tx| (0..300).try_for_each(|n| tx.later(&Count(n), tx.now()).map(|_| ())));
        let small = |name| jobs::Config { inside: 7, ..named(name) };
        let one = start(&runtime, &bench.db, marking(), small("one"));
        let two = start(&runtime, &other, marking(), small("two"));
        wait_for("all jobs", || rows(&bench.db) == 0);
        assert_eq!(lines(&bench.db), numbers(300), "{}", bench.engine());
        runtime.block_on(async { (one.stop().await, two.stop().await) }).0.unwrap();
    });
}

#[test]
fn jobs_are_done_in_the_order_of_due_time_rank_and_putting() {
    each(|bench| {
        let handlers = Arc::new(
            Handlers::new()
                .inside::<Count>(|tx, count| Ok(tx.put(APPEND, (count.0.to_string(),))?)),
        );
        write(&bench.db, |tx| {
            let now = tx.now();
            tx.later_keyed("d", 1 << 40, &Count(5), now.plus(later(9)))?;
            tx.later_keyed("c", -7, &Count(3), now.plus(later(9)))?;
            tx.later(&Count(1), now.plus(later(8)))?;
            tx.later(&Count(2), now.plus(later(8)))?;
            tx.later_keyed("b", -6, &Count(4), now.plus(later(9)))?;
            tx.later(&Count(9), now.plus(later(11)))?;
            tx.later(&Count(0), now.plus(later(1))).map(|_| ())
        });
        bench.clock.forward(later(10));
        assert_eq!(idle(&bench.db, &handlers), 6);
        assert_eq!(lines(&bench.db), ["0", "1", "2", "3", "4", "5"], "{}", bench.engine());
        let next = bench.db.read_now("next", jobs::next_due).unwrap();
        assert_eq!(next, Some(testkit::MockClock::START.plus(later(11))));
        assert_eq!(bench.db.read_now("left", jobs::left).unwrap(), 1);
    });
}

#[test]
fn a_keyed_job_is_moved_with_its_body_and_cancelled_once() {
    each(|bench| {
        let handlers = Arc::new(marking());
        write(&bench.db, |tx| tx.later_keyed("k", 0, &Count(1), tx.now().plus(later(5))));
        write(&bench.db, |tx| tx.later_keyed("k", 0, &Count(2), tx.now().plus(later(50))));
        write(&bench.db, |tx| tx.later_keyed("gone", 0, &Count(3), tx.now().plus(later(5))));
        assert!(write(&bench.db, |tx| tx.cancel("gone")));
        assert!(!write(&bench.db, |tx| tx.cancel("gone")));
        bench.clock.forward(later(10));
        assert_eq!(idle(&bench.db, &handlers), 0, "{}", bench.engine());
        bench.clock.forward(later(50));
        assert_eq!(idle(&bench.db, &handlers), 1);
        assert_eq!(lines(&bench.db), ["0002"], "{}", bench.engine());
    });
}

#[test]
fn a_job_may_plan_itself_again_under_its_own_key() {
    each(|bench| {
        let handlers = Arc::new(Handlers::new().inside::<Count>(|tx, count| {
            tx.put(MARK, (count.0.to_string(),))?;
            let next = tx.now().plus(Span::hours(1));
            tx.later_keyed("again", 0, &Count(count.0 + 1), next)?;
            Ok(())
        }));
        write(&bench.db, |tx| tx.later_keyed("again", 0, &Count(0), tx.now()));
        for round in 0..3 {
            assert_eq!(idle(&bench.db, &handlers), 1, "round {round}");
            bench.clock.forward(Span::hours(1));
        }
        assert_eq!(lines(&bench.db), ["0", "1", "2"], "{}", bench.engine());
        assert_eq!(rows(&bench.db), 1);
    });
}

#[test]
fn an_act_that_panics_is_undone_and_tried_again() {
    each(|bench| {
        let unlucky = Arc::new(AtomicBool::new(true));
        let once = Arc::clone(&unlucky);
        let handlers = Arc::new(Handlers::new().inside::<Count>(move |tx, count| {
            tx.put(MARK, (count.0.to_string(),))?;
            assert!(!once.swap(false, Ordering::SeqCst), "unlucky");
            Ok::<(), JobFault>(())
        }));
        write(&bench.db, |tx| tx.later(&Count(1), tx.now()));
        assert_eq!(idle(&bench.db, &handlers), 1);
        assert_eq!((lines(&bench.db).len(), rows(&bench.db)), (0, 1), "{}", bench.engine());
        bench.clock.forward(later(2));
        assert_eq!(idle(&bench.db, &handlers), 1);
        assert_eq!((lines(&bench.db).len(), rows(&bench.db)), (1, 0), "{}", bench.engine());
    });
}

#[test]
fn a_list_of_handlers_with_mistakes_does_not_start() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let twice = || marking().inside::<Count>(|_, _| Ok(()));
        let refused = runtime.block_on(Runner::start(&bench.db, twice(), quick()));
        let why = refused.err().unwrap().to_string();
        assert!(why.contains("test.count has two handlers"), "{why}");
        // The wheel is free for a list without.
        let running = start(&runtime, &bench.db, marking(), quick());
        let second = runtime.block_on(Runner::start(&bench.db, marking(), quick()));
        assert!(second.err().unwrap().to_string().contains("already"));
        runtime.block_on(running.stop()).unwrap();
    });
}
