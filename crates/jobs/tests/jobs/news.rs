use std::sync::Arc;

use jobs::{Handlers, Later};
use kernel::{Fault, Span};
use tokio::runtime::Runtime;

use crate::floor::*;

fn two_subscribers() -> Handlers {
    Handlers::new()
        .news::<Rung>(|tx, rung| tx.put(APPEND, (format!("first {}", rung.0),)))
        .news::<Rung>(|tx, rung| tx.put(APPEND, (format!("second {}", rung.0),)))
}

#[test]
fn news_reach_every_subscriber_once_in_the_order_they_were_told() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let running = start(&runtime, &bench.db, two_subscribers(), quick());
        for act in 0..10 {
            write(&bench.db, move |tx| (0..20).try_for_each(|n| tx.tell(&Rung(act * 20 + n))));
        }
        wait_for("all news", || rows(&bench.db) == 0);
        let expect: Vec<String> =
            (0..200).flat_map(|n| [format!("first {n}"), format!("second {n}")]).collect();
        assert_eq!(lines(&bench.db), expect, "{}", bench.engine());
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn news_of_an_act_that_was_refused_are_not_told() {
    each(|bench| {
        let refused = bench.db.write_now("refused", db::Lock::none(), |tx| {
            tx.tell(&Rung(1))?;
            Err::<(), _>(Fault::new("no").into())
        });
        assert!(refused.is_err());
        assert_eq!(idle(&bench.db, &Arc::new(two_subscribers())), 0);
        assert_eq!(lines(&bench.db), Vec::<String>::new());
    });
}

#[test]
fn when_one_subscriber_fails_none_has_heard_and_all_hear_later() {
    each(|bench| {
        let handlers = Arc::new(two_subscribers().news::<Rung>(|tx, _| {
            let passed = tx.now() >= testkit::MockClock::START.plus(Span::minutes(1));
            if passed { Ok(()) } else { Err(Fault::new("not yet").into()) }
        }));
        write(&bench.db, |tx| tx.tell(&Rung(7)));
        assert_eq!(idle(&bench.db, &handlers), 1);
        assert_eq!(lines(&bench.db), Vec::<String>::new(), "{}", bench.engine());
        bench.clock.forward(Span::minutes(2));
        assert_eq!(idle(&bench.db, &handlers), 1);
        assert_eq!(lines(&bench.db), ["first 7", "second 7"], "{}", bench.engine());
        assert_eq!(rows(&bench.db), 0);
    });
}

#[test]
fn news_that_nobody_listens_to_are_let_go() {
    each(|bench| {
        write(&bench.db, |tx| tx.tell(&Rung(1)));
        assert_eq!(idle(&bench.db, &Arc::new(Handlers::new())), 1);
        assert_eq!(rows(&bench.db), 0);
        assert_eq!(bench.db.read_now("left", jobs::left).unwrap(), 0);
    });
}

#[test]
fn news_told_while_news_are_handed_out_are_handed_out_too() {
    each(|bench| {
        let handlers = Arc::new(Handlers::new().news::<Rung>(|tx, rung| {
            tx.put(APPEND, (rung.0.to_string(),))?;
            if rung.0 > 0 { tx.tell(&Rung(rung.0 - 1)) } else { Ok(()) }
        }));
        write(&bench.db, |tx| tx.tell(&Rung(3)));
        assert_eq!(idle(&bench.db, &handlers), 4);
        assert_eq!(lines(&bench.db), ["3", "2", "1", "0"], "{}", bench.engine());
    });
}
