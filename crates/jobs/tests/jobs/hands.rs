//! Each marketplace has its own hands: one that hangs holds up only itself.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jobs::{Config, Due, Handlers, Job, Lane, Later};
use serde::{Deserialize, Serialize};
use tokio::runtime::Runtime;

use crate::floor::{LEASED, Rung, each, quick, start, wait_for, write};

macro_rules! job_for_a_market {
    ($name:ident, $kind:literal, $lane:ident) => {
        #[derive(Serialize, Deserialize)]
        struct $name {
            market: String,
            n: i64,
        }
        impl Job for $name {
            const KIND: &'static str = $kind;
            const LANE: Lane = Lane::$lane;
            fn hands(&self) -> &str {
                &self.market
            }
        }
    };
}

job_for_a_market!(FireThere, "test.fire_there", Timer);
job_for_a_market!(SendThere, "test.send_there", Outside);

/// What was begun at which marketplace.
type Begun = Arc<Mutex<Vec<(String, i64)>>>;

fn at(begun: &Begun, market: &str) -> Vec<i64> {
    let all = begun.lock().unwrap();
    all.iter().filter(|one| one.0 == market).map(|one| one.1).collect()
}

/// Begins, and at a marketplace that hangs never ends.
async fn begin(begun: Begun, market: String, n: i64) -> Result<(), jobs::JobFault> {
    let hangs = market == "hangs";
    begun.lock().unwrap().push((market, n));
    if hangs {
        std::future::pending::<()>().await;
    }
    Ok(())
}

fn two_hands() -> Config {
    Config { timers: 2, outside: 2, grace: Duration::from_millis(50), ..quick() }
}

#[test]
fn timers_of_a_marketplace_that_hangs_hold_up_neither_those_of_another_nor_news() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let (begun, heard) = (Begun::default(), Arc::new(Mutex::new(0)));
        let (log, ears) = (Arc::clone(&begun), Arc::clone(&heard));
        let handlers = Handlers::new()
            .timer(move |due: Due<FireThere>| begin(Arc::clone(&log), due.job.market, due.job.n))
            .news(move |_, _: &Rung| {
                *ears.lock().unwrap() += 1;
                Ok(())
            });
        let running = start(&runtime, &bench.db, handlers, two_hands());
        for market in ["hangs", "well", ""] {
            for n in 0..7 {
                let market = market.to_owned();
                write(&bench.db, move |tx| {
                    let job = FireThere { market: market.clone(), n };
                    tx.later_keyed(&format!("{market}{n}"), n, &job, tx.now())
                });
            }
        }
        wait_for("the others", || at(&begun, "well").len() == 7 && at(&begun, "").len() == 7);
        write(&bench.db, |tx| tx.tell(&Rung(1)));
        wait_for("news", || *heard.lock().unwrap() == 1);
        let mut hung = at(&begun, "hangs");
        hung.sort_unstable();
        assert_eq!(hung, [0, 1], "{}: two hands hang, the first in line", bench.engine());
        assert_eq!(running.wheel().held(), 5, "what waits is held, not lost");
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn outside_jobs_of_a_marketplace_that_hangs_do_not_hold_up_those_of_another() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let begun = Begun::default();
        let log = Arc::clone(&begun);
        let handlers = Handlers::new()
            .outside(move |due: Due<SendThere>| begin(Arc::clone(&log), due.job.market, due.job.n));
        for (market, many) in [("hangs", 40), ("well", 5)] {
            for n in 0..many {
                let job = move || SendThere { market: market.to_owned(), n };
                write(&bench.db, move |tx| tx.later(&job(), tx.now()).map(|_| ()));
            }
        }
        let running = start(&runtime, &bench.db, handlers, two_hands());
        wait_for("the other's", || at(&begun, "well").len() == 5);
        assert_eq!(at(&begun, "hangs").len(), 2, "{}", bench.engine());
        runtime.block_on(running.stop()).unwrap();
        // What had not begun is given back, and another finds it.
        let log = Arc::clone(&begun);
        let well = Handlers::new().outside(move |due: Due<SendThere>| {
            begin(Arc::clone(&log), format!("again {}", due.job.market), due.job.n)
        });
        let running = start(&runtime, &bench.db, well, two_hands());
        wait_for("the rest", || at(&begun, "again hangs").len() == 40);
        runtime.block_on(running.stop()).unwrap();
    });
}

#[test]
fn however_much_waits_at_a_marketplace_that_hangs_what_is_put_behind_it_is_begun() {
    each(|bench| {
        let runtime = Runtime::new().unwrap();
        let (begun, open) = (Begun::default(), Arc::new(tokio::sync::Semaphore::new(0)));
        let (log, gate) = (Arc::clone(&begun), Arc::clone(&open));
        let handlers = Handlers::new().outside(move |due: Due<SendThere>| {
            let (log, gate) = (Arc::clone(&log), Arc::clone(&gate));
            async move {
                let hangs = due.job.market == "hangs";
                log.lock().unwrap().push((due.job.market, due.job.n));
                if hangs {
                    let _open = gate.acquire().await;
                }
                Ok(())
            }
        });
        write(&bench.db, |tx| {
            for (market, many) in [("hangs", 1_500), ("well", 5), ("", 5)] {
                for n in 0..many {
                    tx.later(&SendThere { market: market.to_owned(), n }, tx.now())?;
                }
            }
            Ok(())
        });
        let running = start(&runtime, &bench.db, handlers, two_hands());
        wait_for("the others'", || at(&begun, "well").len() == 5 && at(&begun, "").len() == 5);
        assert_eq!(at(&begun, "hangs").len(), 2, "{}", bench.engine());
        let leased = bench.db.read_now("leased", |tx| tx.one::<(i64,)>(LEASED, ())).unwrap().0;
        assert!(leased < 20, "{leased} are in hand: the rest is left in the table");
        // It answers again, and what was left is done, in line.
        open.add_permits(2_000);
        wait_for("all of it", || at(&begun, "hangs").len() == 1_500);
        let hung = at(&begun, "hangs");
        let late = hung.iter().enumerate().filter(|(i, n)| (*n - *i as i64).abs() > 20).count();
        assert_eq!(late, 0, "{}: {hung:?}", bench.engine());
        runtime.block_on(running.stop()).unwrap();
    });
}
