use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use db::{Lock, Open, Plugs, Tx};
use jobs::{Due, Handlers, JobFault, Later, Wheel};
use kernel::Span;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use crate::floor::*;

#[test]
fn outside_jobs_work_side_by_side_within_the_number_of_hands() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let (now, most) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicI64::new(0)));
        let (at_once, peak) = (Arc::clone(&now), Arc::clone(&most));
        let handlers = Handlers::new().outside(move |_: Due<Send>| {
            let (at_once, peak) = (Arc::clone(&at_once), Arc::clone(&peak));
            async move {
                let n = at_once.fetch_add(1, Ordering::SeqCst) + 1;
                peak.fetch_max(n, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                at_once.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            }
        });
        let config = jobs::Config { outside: 5, ..quick() };
        let running = start(&runtime, &bench.db, handlers, config);
        write(&bench.db, |tx| (0..30).try_for_each(|n| tx.later(&Send(n), tx.now()).map(|_| ())));
        wait_for("all jobs", || rows(&bench.db) == 0);
        let most = most.load(Ordering::SeqCst);
        assert!((2..=5).contains(&most), "{}: {most} at once", bench.engine());
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn failures_panics_and_endless_work_are_tried_again() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let failures = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&failures);
        let handlers = Handlers::new().outside(move |due: Due<Send>| {
            seen.lock().unwrap().push(due.failures);
            async move {
                match due.failures {
                    0 => Err(JobFault::retry_after(kernel::Span::ZERO, "not today")),
                    1 => panic!("unlucky"),
                    2 => std::future::pending().await,
                    _ => Ok(()),
                }
            }
        });
        let config = jobs::Config { limit: Duration::from_millis(50), ..quick() };
        let running = start(&runtime, &bench.db, handlers, config);
        write(&bench.db, |tx| tx.later(&Send(1), tx.now()));
        wait_for("the job", || {
            bench.clock.forward(later(1));
            rows(&bench.db) == 0
        });
        assert_eq!(*failures.lock().unwrap(), [0, 1, 2, 3], "{}", bench.engine());
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn a_job_its_own_act_has_done_is_not_done_again_by_anyone() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let db = bench.db.clone();
        let won = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&won);
        let handlers = Handlers::new().outside(move |due: Due<Send>| {
            let (db, count) = (db.clone(), Arc::clone(&count));
            async move {
                for _ in 0..2 {
                    let id = due.id;
                    let mine = db.write("intend", db::Lock::none(), move |tx| tx.done(id)).await?;
                    count.fetch_add(u64::from(mine), Ordering::SeqCst);
                }
                Ok(())
            }
        });
        let running = start(&runtime, &bench.db, handlers, quick());
        write(&bench.db, |tx| (0..50).try_for_each(|n| tx.later(&Send(n), tx.now()).map(|_| ())));
        wait_for("all jobs", || rows(&bench.db) == 0);
        runtime.block_on(running.stop()).unwrap();
        assert_eq!(won.load(Ordering::SeqCst), 50, "{}", bench.engine());
    });
}

#[test]
fn a_job_moved_while_it_works_is_done_again_at_its_new_time() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let (gate, seen) = (Arc::new(tokio::sync::Notify::new()), Arc::new(Mutex::new(vec![])));
        let (wait, log) = (Arc::clone(&gate), Arc::clone(&seen));
        let handlers = Handlers::new().outside(move |due: Due<Send>| {
            let wait = Arc::clone(&wait);
            log.lock().unwrap().push(due.job.0);
            async move {
                wait.notified().await;
                Ok(())
            }
        });
        let running = start(&runtime, &bench.db, handlers, quick());
        write(&bench.db, |tx| tx.later_keyed("k", 0, &Send(1), tx.now()));
        wait_for("the first", || *seen.lock().unwrap() == [1]);
        write(&bench.db, |tx| tx.later_keyed("k", 0, &Send(2), tx.now()));
        gate.notify_one();
        wait_for("the second", || *seen.lock().unwrap() == [1, 2]);
        gate.notify_one();
        wait_for("the end", || rows(&bench.db) == 0);
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn a_job_whose_failure_meets_a_full_queue_is_tried_again_soon() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let plugs = Plugs::new().with(Arc::new(Wheel::new()));
        let small = Open::at(bench.address.clone()).queue(1).plugs(plugs);
        let db = small.open(SCHEMA).unwrap();
        let tries = Arc::new(AtomicI64::new(0));
        let (asked, go) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (counted, told, wait) = (Arc::clone(&tries), Arc::clone(&asked), Arc::clone(&go));
        let handlers = Handlers::new().outside(move |_: Due<Send>| {
            let (counted, told, wait) =
                (Arc::clone(&counted), Arc::clone(&told), Arc::clone(&wait));
            async move {
                if counted.fetch_add(1, Ordering::SeqCst) > 0 {
                    return Ok(());
                }
                told.add_permits(1);
                let _go = wait.acquire().await;
                Err(JobFault::retry_after(Span::millis(10), "busy"))
            }
        });
        // No heartbeat, so no sweep, before the end of the test.
        let config = jobs::Config { lease: Some(Duration::from_secs(600)), ..quick() };
        let running = start(&runtime, &db, handlers, config);
        write(&db, |tx| tx.later(&Send(1), tx.now()));
        drop(runtime.block_on(asked.acquire()).unwrap());
        // Even the places that are kept for the jobs' own acts are taken.
        let held = Arc::new(AtomicBool::new(true));
        let refused = Arc::new(AtomicI64::new(0));
        let entered = Arc::new(AtomicBool::new(false));
        let holds = || {
            let (db, held, refused) = (db.clone(), Arc::clone(&held), Arc::clone(&refused));
            let entered = Arc::clone(&entered);
            let act = move |_: &mut Tx<'_>| {
                entered.store(true, Ordering::SeqCst);
                while held.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(1));
                }
                Ok(())
            };
            std::thread::spawn(move || {
                if db.write_now("jobs.test", Lock::named("held"), act).is_err() {
                    refused.fetch_add(1, Ordering::SeqCst);
                }
            })
        };
        // One alone first: those who come together would share its commit, and leave the queue.
        let mut busy = vec![holds()];
        wait_for("the first of them", || entered.load(Ordering::SeqCst));
        busy.extend((0..100).map(|_| holds()));
        wait_for("a full queue", || refused.load(Ordering::SeqCst) > 0);
        go.add_permits(1);
        a_while();
        held.store(false, Ordering::SeqCst);
        busy.into_iter().for_each(|thread| thread.join().unwrap());
        wait_for("the second try", || tries.load(Ordering::SeqCst) == 2);
        runtime.block_on(running.stop()).unwrap();
    });
}
