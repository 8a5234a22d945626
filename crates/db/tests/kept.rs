//! What the writer keeps is what the table says.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use db::{Answer, Lock, Migration, Plugs, Tx};
use kernel::{Fault, Refused};
use testkit::{Bench, on_each_engine_with};

const SCHEMA: &[Migration] = &[Migration {
    number: 1,
    name: "two purses",
    text: "CREATE TABLE purse (
        id TEXT NOT NULL,
        yen BIGINT NOT NULL,
        PRIMARY KEY (id)
    );",
}];

db::sql! {
    OPEN_PURSE = "INSERT INTO purse (id, yen) VALUES ($1, $2)";
    SET = "UPDATE purse SET yen = $1 WHERE id = $2";
    SET_ALL = "UPDATE purse SET yen = $1";
    LOOK = "SELECT yen FROM purse WHERE id = $1";
}

fn each(test: impl Fn(&Bench)) {
    on_each_engine_with(SCHEMA, &Plugs::new(), |bench| {
        let open = |tx: &mut Tx<'_>| {
            tx.put(OPEN_PURSE, ("a", 1_000_i64))?;
            tx.put(OPEN_PURSE, ("b", 0_i64))
        };
        bench.db.write_now("open", Lock::none(), open).unwrap();
        test(bench);
    });
}

/// What is left in a purse, as it was kept.
struct Left(i64);

impl db::Kept for Left {
    const TABLES: &'static [&'static str] = &["purse"];
    fn key(text: &str) -> Option<u128> {
        (text.len() == 1).then(|| u128::from(text.as_bytes()[0]))
    }
}

fn left(tx: &mut Tx<'_>, id: &'static str, reads: &AtomicU64) -> Answer<i64> {
    let key = <Left as db::Kept>::key(id).unwrap();
    let load = |tx: &mut Tx<'_>| {
        reads.fetch_add(1, Ordering::Relaxed);
        Ok(Left(tx.one::<(i64,)>(LOOK, (id,))?.0))
    };
    Ok(tx.kept(key, "", load)?.0)
}

#[test]
fn what_is_kept_is_what_the_table_says_whatever_was_written_refused_or_undone_between() {
    each(|bench| {
        let reads = Arc::new(AtomicU64::new(0));
        let ask = |id| {
            let reads = Arc::clone(&reads);
            bench.db.write_now("kept", Lock::none(), move |tx| left(tx, id, &reads)).unwrap()
        };
        let count = || reads.load(Ordering::Relaxed);
        // What was written before anybody asked for the first time was not watched.
        assert_eq!((ask("a"), count()), (1_000, 1));
        assert_eq!((ask("a"), ask("a"), ask("b")), (1_000, 1_000, 0));
        let again = if bench.engine() == "SQLite" { 2 } else { 3 };
        assert_eq!(count(), 1 + again, "{}: read once where it is kept", bench.engine());

        let mut seen = count();
        bench.db.write_now("set", Lock::none(), |tx| tx.put(SET, (5_i64, "a"))).unwrap();
        assert_eq!(ask("a"), 5, "{}", bench.engine());
        assert_eq!(ask("b"), 0);
        assert!(count() > seen);

        // An act that reads what it wrote, and is then undone, leaves nothing of it.
        let own = Arc::clone(&reads);
        let refused = bench.db.write_now("undone", Lock::none(), move |tx| {
            tx.put(SET, (77_i64, "a"))?;
            assert_eq!(left(tx, "a", &own)?, 77, "its own write");
            Err::<(), Refused>(Fault::new("no").into())
        });
        assert!(refused.is_err());
        assert_eq!(ask("a"), 5);
        let own = Arc::clone(&reads);
        let panicked = bench.db.write_now("panics", Lock::none(), move |tx| -> Answer<()> {
            tx.put(SET, (78_i64, "a"))?;
            left(tx, "a", &own)?;
            panic!("as it happens")
        });
        assert!(panicked.is_err());
        assert_eq!(ask("a"), 5);

        // A statement that names nobody is about everybody.
        seen = count();
        bench.db.write_now("all", Lock::none(), |tx| tx.put(SET_ALL, (9_i64,))).unwrap();
        assert_eq!((ask("a"), ask("b")), (9, 9));
        assert_eq!(count(), seen + 2, "{}", bench.engine());
    });
}

#[test]
fn what_is_kept_follows_many_acts_that_share_commits() {
    each(|bench| {
        let reads = Arc::new(AtomicU64::new(0));
        std::thread::scope(|scope| {
            for n in 0..4_i64 {
                let (db, reads) = (bench.db.clone(), Arc::clone(&reads));
                scope.spawn(move || {
                    for round in 0..150 {
                        let yen = n * 1_000 + round;
                        let own = Arc::clone(&reads);
                        let act = move |tx: &mut Tx<'_>| {
                            let (truth,) = tx.one::<(i64,)>(LOOK, ("a",))?;
                            assert_eq!(left(tx, "a", &own)?, truth);
                            tx.put(SET, (yen, "a"))?;
                            assert_eq!(left(tx, "a", &own)?, yen);
                            // Every third is undone after it has written.
                            if yen % 3 == 0 { Err(Fault::new("no").into()) } else { Ok(()) }
                        };
                        let done = db.write_now("turn", Lock::named("a"), act);
                        assert_eq!(done.is_err(), yen % 3 == 0, "{done:?}");
                        assert!(!format!("{done:?}").contains("panicked"), "{done:?}");
                    }
                });
            }
        });
    });
}
