use std::sync::Arc;

use db::Lock;
use jobs::{DeadJob, Handlers, JobFault, Later, MAX_ATTEMPTS, bury, dead, revive};
use kernel::{Id, JobId, Span};

use crate::floor::*;

/// Gives up odd numbers, and tries even ones again until an hour has passed.
fn picky() -> Arc<Handlers> {
    Arc::new(Handlers::new().inside::<Count>(|tx, count| {
        tx.put(MARK, (count.0.to_string(),))?;
        match count.0 % 2 {
            1 => Err(JobFault::give_up("odd")),
            _ => Err(JobFault::retry("even")),
        }
    }))
}

fn list(bench: &testkit::Bench) -> Vec<DeadJob> {
    bench.db.read_now("dead", |tx| dead(tx, None, 100)).unwrap().rows
}

#[test]
fn what_is_given_up_is_on_the_list_at_once_and_changed_nothing() {
    each(|bench| {
        let id = write(&bench.db, |tx| tx.later(&Count(1), tx.now()));
        assert_eq!(idle(&bench.db, &picky()), 1);
        let list = list(bench);
        assert_eq!(list.len(), 1);
        let job = &list[0];
        assert_eq!((job.id, job.kind.as_str(), job.body.as_str()), (id, "test.count", "1"));
        assert_eq!((job.failures, job.why.as_str()), (1, "odd"), "{}", bench.engine());
        assert_eq!(lines(&bench.db), Vec::<String>::new());
        assert_eq!(bench.db.read_now("left", jobs::left).unwrap(), 0);
    });
}

#[test]
fn a_job_that_never_succeeds_is_tried_with_growing_pauses_and_then_dead() {
    each(|bench| {
        let start = bench.db.now();
        write(&bench.db, |tx| tx.later(&Count(2), tx.now()));
        let mut pauses = Vec::new();
        while let Some(due) = bench.db.read_now("next", jobs::next_due).unwrap() {
            pauses.push(due.since(bench.db.now()));
            bench.clock.set(due);
            assert_eq!(idle(&bench.db, &picky()), 1);
        }
        assert_eq!(pauses.len() as i64, MAX_ATTEMPTS, "{}", bench.engine());
        for (n, pause) in pauses.iter().enumerate().skip(1) {
            let most = Span::secs(1 << (n - 1).min(12)).min(Span::hours(1));
            let least = Span::micros(most.as_micros() / 2);
            assert!((least..=most).contains(pause), "pause {n}: {pause:?}");
        }
        assert!(bench.db.now().since(start) > Span::hours(3));
        assert_eq!((list(bench)[0].failures, list(bench)[0].why.as_str()), (MAX_ATTEMPTS, "even"));
    });
}

#[test]
fn the_handler_may_say_when_to_try_again() {
    each(|bench| {
        let handlers = Arc::new(
            Handlers::new()
                .inside::<Count>(|_, _| Err(JobFault::retry_after(Span::millis(1_234), "soon"))),
        );
        write(&bench.db, |tx| tx.later(&Count(0), tx.now()));
        idle(&bench.db, &handlers);
        let next = bench.db.read_now("next", jobs::next_due).unwrap();
        assert_eq!(next, Some(bench.db.now().plus(Span::millis(1_234))), "{}", bench.engine());
    });
}

#[test]
fn the_list_is_read_in_pages_and_each_job_revived_or_buried_once() {
    each(|bench| {
        for n in 0..7 {
            write(&bench.db, move |tx| tx.later(&Count(n * 2 + 1), tx.now()));
            bench.clock.forward(Span::secs(1));
            idle(&bench.db, &picky());
        }
        let (mut bodies, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let at = cursor.clone();
            let page = bench.db.read_now("dead", move |tx| dead(tx, at.as_deref(), 3)).unwrap();
            bodies.extend(page.rows.into_iter().map(|row| row.body));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(bodies, ["13", "11", "9", "7", "5", "3", "1"], "{}", bench.engine());

        let (first, second) = (list(bench)[0].id, list(bench)[1].id);
        write(&bench.db, move |tx| revive(tx, first));
        write(&bench.db, move |tx| bury(tx, second));
        for again in [first, second, JobId::from_bits(5)] {
            let no = bench.db.write_now("again", Lock::none(), move |tx| revive(tx, again));
            assert_eq!(no.unwrap_err().code(), "jobs.not_dead");
            let no = bench.db.write_now("again", Lock::none(), move |tx| bury(tx, again));
            assert_eq!(no.unwrap_err().code(), "jobs.not_dead");
        }
        assert_eq!((list(bench).len(), rows(&bench.db)), (5, 1));
        let bad = bench.db.read_now("dead", |tx| dead(tx, Some("5.x"), 3));
        assert_eq!(bad.unwrap_err().code(), "jobs.bad_page");
    });
}

#[test]
fn planning_under_the_key_of_a_dead_job_brings_it_back() {
    each(|bench| {
        write(&bench.db, |tx| tx.later_keyed("k", 0, &Count(1), tx.now()));
        idle(&bench.db, &picky());
        assert_eq!((list(bench).len(), rows(&bench.db)), (1, 0));
        assert!(!write(&bench.db, |tx| tx.cancel("k")));
        write(&bench.db, |tx| tx.later_keyed("k", 0, &Count(2), tx.now()));
        assert_eq!((list(bench).len(), rows(&bench.db)), (0, 1), "{}", bench.engine());
    });
}

#[test]
fn a_job_nobody_does_waits_and_a_body_nobody_can_read_is_given_up() {
    each(|bench| {
        write(&bench.db, |tx| tx.later(&Count(1), tx.now()));
        assert_eq!(idle(&bench.db, &Arc::new(Handlers::new())), 1);
        assert_eq!((list(bench).len(), rows(&bench.db)), (0, 1), "{}", bench.engine());

        #[derive(serde::Serialize, serde::Deserialize)]
        struct Newer(String);
        impl jobs::Job for Newer {
            const KIND: &'static str = "test.count";
        }
        write(&bench.db, |tx| tx.later(&Newer("one".into()), tx.now()));
        assert_eq!(idle(&bench.db, &picky()), 1);
        assert!(list(bench)[0].why.contains("cannot be read"), "{}", list(bench)[0].why);
    });
}
