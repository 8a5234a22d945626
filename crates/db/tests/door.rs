//! What the door promises, on each engine.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::sync::Arc;

use db::{Answer, Gathered, Lock, Migration, Open, Plugs, Tx};
use kernel::{Fault, LotId, Refused, Yen};
use testkit::{Bench, on_each_engine_with};

const SCHEMA: &[Migration] = &[Migration {
    number: 1,
    name: "a purse, and a diary",
    text: "CREATE TABLE purse (
        id TEXT NOT NULL,
        yen BIGINT NOT NULL CHECK (yen >= 0),
        seal BYTEA,
        PRIMARY KEY (id)
    );
    CREATE TABLE diary (
        n BIGINT NOT NULL,
        line TEXT NOT NULL,
        PRIMARY KEY (n)
    );
    CREATE UNIQUE INDEX diary_line ON diary (line) WHERE n > 0;",
}];

db::sql! {
    OPEN_PURSE = "INSERT INTO purse (id, yen, seal) VALUES ($1, $2, $3)";
    TAKE = "UPDATE purse SET yen = yen - $1 WHERE id = $2 AND yen >= $1 RETURNING yen";
    SET = "UPDATE purse SET yen = $1 WHERE id = $2";
    LOOK = "SELECT yen, seal FROM purse WHERE id = $1";
    WRITE = "INSERT INTO diary (n, line) VALUES ($1, $2)";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM diary";
    TAKEN_OR_NOT = "INSERT INTO diary (n, line) VALUES ($1, $2) ON CONFLICT (n) DO NOTHING RETURNING n";
}

fn each(test: impl Fn(&Bench)) {
    on_each_engine_with(SCHEMA, &Plugs::new(), |bench| {
        bench
            .db
            .write_now("open", Lock::none(), |tx| {
                tx.put(OPEN_PURSE, ("a", Yen::new(1_000), Some(vec![1u8, 2])))?;
                tx.put(OPEN_PURSE, ("b", Yen::new(0), None::<Vec<u8>>))
            })
            .unwrap();
        test(bench);
    });
}

fn take(tx: &mut Tx<'_>, yen: i64) -> Answer<i64> {
    let left: Option<(i64,)> = tx.maybe(TAKE, (yen, "a"))?;
    left.map(|l| l.0).ok_or_else(|| Fault::new("not enough").into())
}

fn yen(bench: &Bench, id: &'static str) -> i64 {
    let row: (i64, Option<Vec<u8>>) =
        bench.db.read_now("look", move |tx| tx.one(LOOK, (id,))).unwrap();
    row.0
}

#[test]
fn an_act_that_is_refused_changes_nothing_and_one_that_answers_is_kept() {
    each(|bench| {
        let refused = bench.db.write_now("refused", Lock::none(), |tx| {
            take(tx, 400)?;
            tx.put(WRITE, (1i64, "one"))?;
            take(tx, 700)
        });
        assert!(refused.is_err());
        assert_eq!(yen(bench, "a"), 1_000);
        let left = bench.db.write_now("kept", Lock::none(), |tx| take(tx, 400)).unwrap();
        assert_eq!((left, yen(bench, "a")), (600, 600));
    });
}

#[test]
fn rows_read_back_what_was_written_and_null_is_nothing() {
    each(|bench| {
        let seal = |id: &'static str| -> Option<Vec<u8>> {
            let look = move |tx: &mut Tx<'_>| tx.one::<(i64, Option<Vec<u8>>)>(LOOK, (id,));
            bench.db.read_now("look", look).unwrap().1
        };
        assert_eq!((seal("a"), seal("b")), (Some(vec![1, 2]), None));
    });
}

#[test]
fn text_is_refused_in_a_number_column() {
    each(|bench| {
        let wrong = bench.db.write_now("wrong", Lock::none(), |tx| tx.run(SET, ("x", "a")));
        assert!(wrong.is_err(), "{}", bench.engine());
        assert_eq!(yen(bench, "a"), 1_000);
    });
}

#[test]
fn a_question_cannot_change_anything() {
    each(|bench| {
        let wrong = bench.db.read_now("sly", |tx| tx.run(SET, (5i64, "a")));
        assert!(wrong.is_err(), "{}", bench.engine());
        assert_eq!(yen(bench, "a"), 1_000);
    });
}

#[test]
fn a_statement_nobody_waited_for_still_breaks_the_whole_act() {
    each(|bench| {
        let broken = bench.db.write_now("twice", Lock::none(), |tx| {
            take(tx, 100)?;
            tx.put(WRITE, (1i64, "one"))?;
            tx.put(WRITE, (1i64, "again"))
        });
        assert!(broken.is_err(), "{}", bench.engine());
        assert_eq!(yen(bench, "a"), 1_000);
    });
}

#[test]
fn a_panicking_act_rolls_back_alone_and_its_neighbours_commit() {
    each(|bench| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let answers: Vec<Answer<()>> = runtime.block_on(async {
            let mut waiting = Vec::new();
            for n in 0..60i64 {
                let db = bench.db.clone();
                waiting.push(tokio::spawn(async move {
                    // The same lock, so that they ride together on both engines.
                    db.write("neighbours", Lock::named("diary"), move |tx| {
                        tx.put(WRITE, (n, format!("line {n}")))?;
                        assert!(n % 7 != 3, "line {n} is unlucky");
                        if n % 7 == 5 { Err(Fault::new("no").into()) } else { Ok(()) }
                    })
                    .await
                }));
            }
            let mut answers = Vec::new();
            for task in waiting {
                answers.push(task.await.unwrap());
            }
            answers
        });
        for (n, answer) in answers.iter().enumerate() {
            match (n % 7, answer) {
                (3, Err(Refused::Broken(fault))) => {
                    assert!(fault.to_string().contains("unlucky"), "{fault}");
                }
                (5, Err(Refused::Broken(_))) | (_, Ok(())) => {}
                other => panic!("{}: line {n}: {other:?}", bench.engine()),
            }
        }
        let kept = answers.iter().filter(|a| a.is_ok()).count();
        let (count,): (i64,) = bench.db.read_now("count", |tx| tx.one(COUNT, ())).unwrap();
        assert_eq!(count, i64::try_from(kept).unwrap(), "{}", bench.engine());
        assert!(bench.db.figures().commits < 50, "acts rode together");
    });
}

#[test]
fn many_acts_on_one_thing_are_all_counted() {
    each(|bench| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        for lock in [Lock::named("a"), Lock::none()] {
            bench.db.write_now("refill", Lock::none(), |tx| tx.run(SET, (1_000i64, "a"))).unwrap();
            runtime.block_on(async {
                let mut waiting = Vec::new();
                for _ in 0..200 {
                    let db = bench.db.clone();
                    waiting.push(tokio::spawn(async move {
                        db.write("hot", lock, |tx| take(tx, 1)).await
                    }));
                }
                for task in waiting {
                    task.await.unwrap().unwrap();
                }
            });
            assert_eq!(yen(bench, "a"), 800, "{}", bench.engine());
        }
    });
}

#[test]
fn a_key_that_is_taken_is_told_by_the_row_not_by_an_error() {
    each(|bench| {
        let ask = |tx: &mut Tx<'_>| tx.maybe::<(i64,)>(TAKEN_OR_NOT, (1i64, "one"));
        assert_eq!(bench.db.write_now("first", Lock::none(), ask).unwrap(), Some((1,)));
        assert_eq!(bench.db.write_now("second", Lock::none(), ask).unwrap(), None);
    });
}

#[test]
fn what_is_done_after_the_commit_is_not_done_without_it() {
    each(|bench| {
        let count = Arc::new(std::sync::atomic::AtomicU64::new(0));
        for fail in [true, false] {
            let count = Arc::clone(&count);
            let _ = bench.db.write_now("after", Lock::none(), move |tx| {
                let count = Arc::clone(&count);
                tx.after_commit(move || {
                    count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                });
                take(tx, if fail { 5_000 } else { 1 })
            });
        }
        assert_eq!(count.load(std::sync::atomic::Ordering::SeqCst), 1, "{}", bench.engine());
    });
}

#[test]
fn a_full_queue_refuses_instead_of_growing() {
    each(|bench| {
        let small = Open::at(bench.address.clone()).queue(2).open(SCHEMA).unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (busy, done) = runtime.block_on(async {
            let mut waiting = Vec::new();
            for _ in 0..40 {
                let db = small.clone();
                waiting.push(tokio::spawn(async move {
                    db.write("slow", Lock::named("one lane"), |tx| {
                        std::thread::sleep(std::time::Duration::from_millis(5));
                        take(tx, 1)
                    })
                    .await
                }));
            }
            let (mut busy, mut done) = (0, 0);
            for task in waiting {
                match task.await.unwrap() {
                    Ok(_) => done += 1,
                    Err(refused) => {
                        assert_eq!((refused.code(), refused.status()), ("db.busy", 503));
                        busy += 1;
                    }
                }
            }
            (busy, done)
        });
        assert!(busy > 0 && done > 0, "{}: {busy} busy, {done} done", bench.engine());
        assert_eq!(yen(bench, "a"), 1_000 - done);
    });
}

#[test]
fn the_catalogue_is_told_alike_by_both_engines() {
    let expect = "CREATE TABLE diary (\n    n BIGINT NOT NULL,\n    line TEXT NOT NULL,\n    PRIMARY KEY (n)\n);\n\
                  CREATE UNIQUE INDEX ON diary (line) WHERE …;\n\
                  CREATE TABLE purse (\n    id TEXT NOT NULL,\n    yen BIGINT NOT NULL,\n    seal BYTEA,\n    PRIMARY KEY (id)\n);\n";
    each(|bench| assert_eq!(bench.db.catalogue().unwrap(), expect, "{}", bench.engine()));
}

#[test]
fn a_text_whose_parameters_come_out_of_order_is_found() {
    const SWAPPED: db::Sql =
        db::Sql { name: "SWAPPED", text: "SELECT yen FROM purse WHERE yen > $2 AND id = $1" };
    each(|bench| {
        for sql in ALL {
            bench.db.prepare(*sql).unwrap();
        }
        if bench.engine() == "SQLite" {
            assert!(bench.db.prepare(SWAPPED).unwrap_err().to_string().contains("SWAPPED"));
        }
    });
}

#[test]
fn opening_again_finds_everything_and_ids_are_typed_and_fresh() {
    each(|bench| {
        let again = Open::at(bench.address.clone()).open(SCHEMA).unwrap();
        let (one, two) = again
            .write_now("ids", Lock::none(), |tx| Ok((tx.new_id::<LotId>(), tx.new_id::<LotId>())))
            .unwrap();
        assert_ne!(one, two);
        assert_eq!(yen(bench, "a"), 1_000);
    });
}

/// Lines for the diary, numbered as they are written.
struct Line(&'static str);

impl Gathered for Line {
    fn write(tx: &mut Tx<'_>, all: Vec<Line>) -> Answer<()> {
        let (before,): (i64,) = tx.one(COUNT, ())?;
        (before..).zip(all).try_for_each(|(n, line)| tx.put(WRITE, (n, line.0)))
    }
}

#[test]
fn what_acts_gather_is_written_with_them_and_dropped_with_an_act_that_is_undone() {
    each(|bench| {
        let db = &bench.db;
        let gather = |line: &'static str| {
            move |tx: &mut Tx<'_>| {
                take(tx, 1)?;
                tx.gather(Line(line))
            }
        };
        db.write_now("gather", Lock::none(), gather("one")).unwrap();
        let undone = db.write_now("undone", Lock::none(), |tx| {
            tx.gather(Line("never"))?;
            take(tx, 5_000)
        });
        assert!(undone.is_err());
        // Many callers at once: some share a transaction, and one of three is undone.
        std::thread::scope(|threads| {
            for (n, line) in LINES.into_iter().enumerate() {
                threads.spawn(move || {
                    let act = move |tx: &mut Tx<'_>| {
                        take(tx, 1)?;
                        tx.gather(Line(if n % 3 == 0 { "never" } else { line }))?;
                        if n % 3 == 0 { Err(Fault::new("changed its mind").into()) } else { Ok(()) }
                    };
                    assert_eq!(db.write_now("many", Lock::named("purse"), act).is_ok(), n % 3 != 0);
                });
            }
        });
        let (lines,): (i64,) = db.read_now("count", |tx| tx.one(COUNT, ())).unwrap();
        assert_eq!((lines, yen(bench, "a")), (21, 979));
        let question = db.read_now("question", |tx| tx.gather(Line("lost")));
        assert!(
            question.unwrap_err().to_string().contains("question"),
            "a question writes nothing"
        );
    });
}

const LINES: [&str; 30] = [
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s",
    "t", "u", "v", "w", "x", "y", "z", "aa", "bb", "cc", "dd",
];
