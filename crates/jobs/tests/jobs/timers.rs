use std::sync::{Arc, Mutex};

use jobs::{Due, Handlers, Later, Wheel};
use kernel::{At, Clock, FastClock, Span};
use tokio::runtime::Runtime;

use crate::floor::*;

/// What fired: which, when it was due, when it fired.
type Log = Arc<Mutex<Vec<(i64, At, At)>>>;

/// Takes its row by its own act, as a bid does.
fn firing(db: &db::Db, log: &Log) -> Handlers {
    let (db, log) = (db.clone(), Arc::clone(log));
    Handlers::new().timer(move |due: Due<Fire>| {
        let (db, log) = (db.clone(), Arc::clone(&log));
        async move {
            let (id, fired) = (due.id, db.now());
            if db.write("intend", db::Lock::none(), move |tx| tx.done(id)).await? {
                log.lock().unwrap().push((due.job.0, due.due_at, fired));
            }
            Ok(())
        }
    })
}

fn fired(log: &Log) -> Vec<i64> {
    log.lock().unwrap().iter().map(|entry| entry.0).collect()
}

#[test]
fn a_timer_fires_once_and_never_before_its_time() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let db = another(bench, Arc::new(db::SystemClock::default()));
        let log = Log::default();
        // Some are there before the runner, some come while it runs, one is late already.
        let put = |n: i64| {
            write(&db, move |tx| tx.later(&Fire(n), tx.now().plus(Span::millis(n))).map(|_| ()))
        };
        (0..10).map(|n| 200 + n * 10).for_each(put);
        let running = start(&runtime, &db, firing(&db, &log), quick());
        (0..10).map(|n| 5 + n * 30).for_each(put);
        put(-500);
        wait_for("all timers", || rows(&db) == 0);
        runtime.block_on(running.stop()).unwrap();
        let log = log.lock().unwrap();
        assert_eq!(log.len(), 21, "{}", bench.engine());
        for (n, due, fired) in &*log {
            let late = fired.since(*due);
            assert!(late >= Span::ZERO, "{}: {n} fired {late:?} early", bench.engine());
            assert!(late < Span::secs(15), "{}: {n} fired {late:?} late", bench.engine());
        }
    });
}

#[test]
fn a_runner_deletes_the_row_of_a_timer_that_does_not_do_so_itself() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let log = Log::default();
        let seen = Arc::clone(&log);
        let handlers = Handlers::new().timer(move |due: Due<Fire>| {
            seen.lock().unwrap().push((due.job.0, due.due_at, due.due_at));
            async { Ok(()) }
        });
        let running = start(&runtime, &bench.db, handlers, quick());
        write(&bench.db, |tx| tx.later(&Fire(1), tx.now()));
        wait_for("the timer", || rows(&bench.db) == 0);
        a_while();
        assert_eq!(fired(&log), [1], "{}", bench.engine());
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn a_moved_timer_fires_at_its_new_time_and_a_cancelled_one_never() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let log = Log::default();
        let running = start(&runtime, &bench.db, firing(&bench.db, &log), quick());
        for (key, n, seconds) in [("sooner", 1, 60), ("later", 2, 10), ("never", 3, 10)] {
            write(&bench.db, move |tx| {
                tx.later_keyed(key, 0, &Fire(n), tx.now().plus(later(seconds)))
            });
        }
        assert_eq!(running.wheel().held(), 3);
        write(&bench.db, |tx| {
            tx.later_keyed("sooner", 0, &Fire(11), tx.now().plus(later(5)))?;
            // Far beyond what is held in memory.
            tx.later_keyed("later", 0, &Fire(12), tx.now().plus(Span::hours(2)))?;
            tx.cancel("never")
        });
        assert_eq!(running.wheel().held(), 1);
        bench.clock.forward(later(30));
        wait_for("the sooner one", || fired(&log) == [11]);
        bench.clock.forward(later(60));
        a_while();
        assert_eq!(fired(&log), [11], "{}", bench.engine());
        bench.clock.forward(Span::hours(2));
        wait_for("the later one", || fired(&log) == [11, 12]);
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn under_a_fast_clock_timers_fire_fast() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let wall = db::SystemClock::default();
        let since = wall.now();
        let db = another(bench, Arc::new(FastClock::new(wall, since, 5_000)));
        let log = Log::default();
        let running = start(&runtime, &db, firing(&db, &log), quick());
        // Half an hour to two days: at once to half a minute on the wall.
        let spans = [Span::minutes(30), Span::hours(3), Span::hours(12)];
        for (n, span) in spans.into_iter().enumerate() {
            write(&db, move |tx| tx.later(&Fire(n as i64), tx.now().plus(span)));
        }
        wait_for("all timers", || rows(&db) == 0);
        runtime.block_on(running.stop()).unwrap();
        assert_eq!(fired(&log), [0, 1, 2], "{}", bench.engine());
        let log = log.lock().unwrap();
        assert!(log.iter().all(|(_, due, fired)| fired >= due), "{log:?}");
    });
}

#[test]
fn a_thousand_timers_of_one_instant_fire_once_each_in_the_order_of_their_rank() {
    each(|bench| {
        // One thread, so that the order they begin in is the order they are handed over in, but
        // for what a preempted wheel hands over late: never more than there are hands.
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let (begun, log) = (Log::default(), Log::default());
        let (db, seen, ended) = (bench.db.clone(), Arc::clone(&begun), Arc::clone(&log));
        let handlers = Handlers::new().timer(move |due: Due<Fire>| {
            let (db, seen, ended) = (db.clone(), Arc::clone(&seen), Arc::clone(&ended));
            async move {
                seen.lock().unwrap().push((due.job.0, due.due_at, due.due_at));
                let id = due.id;
                if db.write("intend", db::Lock::none(), move |tx| tx.done(id)).await? {
                    ended.lock().unwrap().push((due.job.0, due.due_at, due.due_at));
                }
                Ok(())
            }
        });
        let config = jobs::Config { timers: 64, ..quick() };
        let running = start(&runtime, &bench.db, handlers, config);
        for act in 0..10i64 {
            write(&bench.db, move |tx| {
                let due = testkit::MockClock::START.plus(later(30));
                (0..100).try_for_each(|n| {
                    // A scattered order of putting.
                    let rank = (act * 100 + n) * 7_919 % 1_000;
                    tx.later_keyed(&format!("k{rank}"), rank, &Fire(rank), due).map(|_| ())
                })
            });
        }
        wait_for("all to be held", || running.wheel().held() == 1_000);
        assert_eq!(fired(&begun), Vec::<i64>::new());
        bench.clock.forward(later(30));
        wait_for("all timers", || rows(&bench.db) == 0);
        runtime.block_on(running.stop()).unwrap();
        let order: Vec<i64> = (0..1_000).collect();
        for (place, rank) in fired(&begun).into_iter().enumerate() {
            let off = (place as i64 - rank).abs();
            assert!(off <= 64, "{}: number {rank} began as number {place}", bench.engine());
        }
        let mut once = fired(&log);
        once.sort_unstable();
        assert_eq!(once, order, "{}", bench.engine());
    });
}

#[test]
fn two_processes_share_the_timers_and_each_fires_once() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let log = Log::default();
        let (one, two) = (another(bench, bench.clock.clone()), another(bench, bench.clock.clone()));
        // Put by a process without a runner.
        write(&bench.db, |tx| {
            (0..200).try_for_each(|n| tx.later(&Fire(n), tx.now().plus(later(20))).map(|_| ()))
        });
        let first = start(&runtime, &one, firing(&one, &log), named("one"));
        let second = start(&runtime, &two, firing(&two, &log), named("two"));
        // And by one with.
        write(&two, |tx| {
            (200..300).try_for_each(|n| tx.later(&Fire(n), tx.now().plus(later(20))).map(|_| ()))
        });
        wait_for("all to be held", || first.wheel().held() + second.wheel().held() == 300);
        assert!(second.wheel().held() >= 100, "{}", bench.engine());
        bench.clock.forward(later(20));
        wait_for("all timers", || rows(&bench.db) == 0);
        runtime.block_on(async { (first.stop().await, second.stop().await) }).0.unwrap();
        let mut once = fired(&log);
        once.sort_unstable();
        assert_eq!(once, (0..300).collect::<Vec<_>>(), "{}", bench.engine());
    });
}

#[test]
fn a_timer_moved_or_cancelled_by_another_process_leaves_this_one() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let log = Log::default();
        let here = another(bench, bench.clock.clone());
        write(&bench.db, |tx| {
            tx.later_keyed("moved", 0, &Fire(1), tx.now().plus(later(60)))?;
            tx.later_keyed("cancelled", 0, &Fire(2), tx.now().plus(later(60)))
        });
        let running = start(&runtime, &here, firing(&here, &log), quick());
        wait_for("both to be held", || running.wheel().held() == 2);
        write(&bench.db, |tx| {
            tx.later_keyed("moved", 0, &Fire(3), tx.now().plus(Span::hours(1)))?;
            tx.cancel("cancelled")
        });
        wait_for("both to be dropped", || running.wheel().held() == 0);
        bench.clock.forward(Span::hours(1));
        wait_for("the moved one", || rows(&bench.db) == 0);
        assert_eq!(fired(&log), [3], "{}", bench.engine());
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn a_crash_leaves_the_timer_and_it_fires_late() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let log = Log::default();
        let crashing = start(&runtime, &bench.db, firing(&bench.db, &log), named("house"));
        write(&bench.db, |tx| tx.later(&Fire(1), tx.now().plus(later(5))));
        assert_eq!(crashing.wheel().held(), 1);
        drop(crashing);
        bench.clock.forward(later(10));
        a_while();
        assert_eq!(fired(&log), Vec::<i64>::new());
        let again = start(&runtime, &bench.db, firing(&bench.db, &log), named("house"));
        wait_for("the timer", || fired(&log) == [1]);
        runtime.block_on(again.stop()).unwrap();
        assert_eq!(rows(&bench.db), 0, "{}", bench.engine());
    });
}

#[test]
fn without_a_wheel_a_runner_still_fires_timers() {
    testkit::on_each_engine_with(SCHEMA, &db::Plugs::new(), |bench| {
        assert!(bench.db.plugs().get::<Wheel>().is_none());
        let runtime = Runtime::new().unwrap();
        let log = Log::default();
        let running = start(&runtime, &bench.db, firing(&bench.db, &log), quick());
        write(&bench.db, |tx| tx.later(&Fire(1), tx.now()));
        wait_for("the timer", || fired(&log) == [1]);
        runtime.block_on(running.stop()).unwrap();
    });
}
