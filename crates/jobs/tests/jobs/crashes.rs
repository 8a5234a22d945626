use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jobs::{Due, Handlers, Later};
use kernel::Span;
use tokio::runtime::Runtime;

use crate::floor::*;

fn stuck(begun: &Arc<AtomicU64>) -> Handlers {
    let begun = Arc::clone(begun);
    Handlers::new().outside(move |_: Due<Send>| {
        begun.fetch_add(1, Ordering::SeqCst);
        std::future::pending()
    })
}

fn working(done: &Arc<AtomicU64>) -> Handlers {
    let done = Arc::clone(done);
    Handlers::new().outside(move |_: Due<Send>| {
        done.fetch_add(1, Ordering::SeqCst);
        async { Ok(()) }
    })
}

fn count(of: &Arc<AtomicU64>) -> u64 {
    of.load(Ordering::SeqCst)
}

#[test]
fn what_a_crashed_runner_had_in_hand_runs_again_when_its_lease_has_run_out() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let (begun, done) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let crashing = start(&runtime, &bench.db, stuck(&begun), named("first"));
        write(&bench.db, |tx| tx.later(&Send(1), tx.now()));
        wait_for("the first runner", || count(&begun) == 1);
        drop(crashing);
        let other = another(bench, bench.clock.clone());
        let second = start(&runtime, &other, working(&done), named("second"));
        a_while();
        assert_eq!(count(&done), 0, "{}: the lease still holds", bench.engine());
        bench.clock.forward(Span::secs(1));
        wait_for("the second runner", || rows(&bench.db) == 0);
        assert_eq!(count(&done), 1);
        runtime.block_on(second.stop()).unwrap();
    });
}

#[test]
fn a_runner_of_the_same_name_takes_over_at_once() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let (begun, done) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let crashing = start(&runtime, &bench.db, stuck(&begun), named("house"));
        write(&bench.db, |tx| tx.later(&Send(1), tx.now()));
        wait_for("the first runner", || count(&begun) == 1);
        drop(crashing);
        let again = start(&runtime, &bench.db, working(&done), named("house"));
        wait_for("the second runner", || rows(&bench.db) == 0);
        assert_eq!(count(&done), 1, "{}", bench.engine());
        runtime.block_on(again.stop()).unwrap();
    });
}

#[test]
fn a_long_job_is_not_taken_over_while_its_runner_lives() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let (begun, done) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let (one, two) = (another(bench, bench.clock.clone()), another(bench, bench.clock.clone()));
        let first = start(&runtime, &one, stuck(&begun), named("first"));
        write(&one, |tx| tx.later(&Send(1), tx.now()));
        wait_for("the first runner", || count(&begun) == 1);
        let second = start(&runtime, &two, working(&done), named("second"));
        // Five leases long, in steps shorter than a lease, each followed by a heartbeat.
        for _ in 0..10 {
            bench.clock.forward(Span::millis(200));
            let fresh = bench.db.now().plus(Span::millis(400));
            wait_for("both to beat", || {
                bench.db.read_now("fresh", move |tx| tx.one::<(i64,)>(FRESH, (fresh,))).unwrap().0
                    == 2
            });
        }
        assert_eq!((count(&begun), count(&done)), (1, 0), "{}", bench.engine());
        drop(first);
        bench.clock.forward(Span::secs(1));
        wait_for("the second runner", || rows(&two) == 0);
        assert_eq!(count(&done), 1);
        runtime.block_on(second.stop()).unwrap();
    });
}

#[test]
fn a_stop_waits_for_what_is_in_hand_and_gives_back_the_rest() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let (begun, done) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let (at, end) = (Arc::clone(&begun), Arc::clone(&done));
        let slow = Handlers::new()
            .outside(move |_: Due<Send>| {
                at.fetch_add(1, Ordering::SeqCst);
                let end = Arc::clone(&end);
                async move {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    end.fetch_add(1, Ordering::SeqCst);
                    Ok(())
                }
            })
            .timer(|_: Due<Fire>| async { Ok(()) });
        let config = jobs::Config { outside: 1, ..quick() };
        let running = start(&runtime, &bench.db, slow, config);
        write(&bench.db, |tx| {
            tx.later(&Fire(1), tx.now().plus(later(60)))?;
            (0..3).try_for_each(|n| tx.later(&Send(n), tx.now()).map(|_| ()))
        });
        wait_for("one to begin", || count(&begun) > 0);
        assert_eq!(running.wheel().held(), 1);
        runtime.block_on(running.stop()).unwrap();
        let ended = count(&done);
        assert_eq!(count(&begun), ended, "{}: one was cut off", bench.engine());
        assert_eq!(rows(&bench.db), 4 - i64::try_from(ended).unwrap());
        // Nothing is leased: a runner of any name goes on at once.
        let other = another(bench, bench.clock.clone());
        let next = start(&runtime, &other, working(&done), named("next"));
        wait_for("the rest", || rows(&bench.db) == 1);
        runtime.block_on(next.stop()).unwrap();
        assert_eq!(count(&done), 3);
    });
}

#[test]
fn jobs_whose_holder_nobody_knows_are_found() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let done = Arc::new(AtomicU64::new(0));
        let running = start(&runtime, &bench.db, working(&done), quick());
        write(&bench.db, |tx| {
            tx.later(&Send(1), tx.now().plus(later(1)))?;
            tx.run(STEAL, ("nobody", "outside"))
        });
        bench.clock.forward(later(1));
        wait_for("the job", || rows(&bench.db) == 0);
        assert_eq!(count(&done), 1, "{}", bench.engine());
        runtime.block_on(running.stop()).unwrap();
    });
}
