//! What the door makes of panics beside an act, and of a connection that ends at the wrong moment.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use db::{Answer, Gathered, Lock, Migration, Open, Plugs, Tx};
use kernel::LotId;
use testkit::{Bench, on_each_engine_with};

const SCHEMA: &[Migration] = &[Migration {
    number: 1,
    name: "a count",
    text: "CREATE TABLE tally (id TEXT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (id));",
}];

db::sql! {
    BEGIN = "INSERT INTO tally (id, n) VALUES ('a', 0)";
    COUNT = "UPDATE tally SET n = n + 1 WHERE id = 'a' RETURNING n";
    LOOK = "SELECT n FROM tally WHERE id = 'a'";
}

fn each(test: impl Fn(&Bench)) {
    on_each_engine_with(SCHEMA, &Plugs::new(), |bench| {
        bench.db.write_now("begin", Lock::none(), |tx| tx.put(BEGIN, ())).unwrap();
        test(bench);
    });
}

fn count(tx: &mut Tx<'_>) -> Answer<i64> {
    tx.one::<(i64,)>(COUNT, ()).map(|row| row.0)
}

fn counted(bench: &Bench) -> i64 {
    bench.db.read_now("look", |tx| tx.one::<(i64,)>(LOOK, ())).unwrap().0
}

/// Cannot be written.
struct Odd;

impl Gathered for Odd {
    fn write(_: &mut Tx<'_>, _: Vec<Odd>) -> Answer<()> {
        panic!("it cannot be written")
    }
}

#[test]
fn a_panic_beside_the_act_closes_no_door() {
    each(|bench| {
        // More often than there are threads that write.
        for n in 1..=20 {
            let undone = bench.db.write_now("odd", Lock::none(), |tx| {
                count(tx)?;
                tx.gather(Odd)
            });
            assert!(undone.unwrap_err().to_string().contains("cannot be written"));
            let kept = bench.db.write_now("after", Lock::none(), |tx| {
                tx.after_commit(|| panic!("after all"));
                count(tx)
            });
            assert_eq!(
                kept.unwrap(),
                n,
                "{}: it was committed, whatever came after",
                bench.engine()
            );
        }
        assert_eq!(counted(bench), 20);
    });
}

#[test]
fn ids_of_one_transaction_sort_in_the_order_it_made_them() {
    each(|bench| {
        let make = |tx: &mut Tx<'_>| Ok((0..1_000).map(|_| tx.new_id()).collect::<Vec<LotId>>());
        let ids = bench.db.write_now("ids", Lock::none(), make).unwrap();
        assert!(ids.is_sorted_by(|one, next| one < next && one.to_string() < next.to_string()));
        let others = bench.db.write_now("ids", Lock::none(), make).unwrap();
        assert!(others.iter().all(|id| !ids.contains(id)), "those of another are others");
    });
}

#[test]
fn a_queue_that_is_full_for_others_has_a_place_for_the_jobs_own_acts() {
    each(|bench| {
        let small = Open::at(bench.address.clone()).queue(1).open(SCHEMA).unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let slow = |_: &mut Tx<'_>| {
                std::thread::sleep(Duration::from_millis(20));
                Ok(())
            };
            let mut waiting = Vec::new();
            for name in ["slow"; 40].into_iter().chain(["jobs.fail"; 10]) {
                let db = small.clone();
                let act = async move { db.write(name, Lock::named("one"), slow).await };
                waiting.push((name, tokio::spawn(act)));
            }
            let mut busy = 0;
            for (name, task) in waiting {
                let done = task.await.unwrap();
                assert!(name == "slow" || done.is_ok(), "{}: {done:?}", bench.engine());
                busy += usize::from(done.is_err());
            }
            assert!(busy > 0, "{}: the others were refused", bench.engine());
        });
    });
}

/// A way to the server that ends when a commit has gone over it and `armed` says so: the server
/// has it, and its answer is lost.
fn proxy(server: String, armed: Arc<AtomicBool>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for caller in listener.incoming().map_while(Result::ok) {
            let (there, armed) = (TcpStream::connect(&server).unwrap(), Arc::clone(&armed));
            let (mut from, mut to) = (there.try_clone().unwrap(), caller.try_clone().unwrap());
            std::thread::spawn(move || std::io::copy(&mut from, &mut to));
            std::thread::spawn(move || carry(caller, there, &armed));
        }
    });
    port
}

fn carry(mut caller: TcpStream, mut there: TcpStream, armed: &AtomicBool) {
    let mut bytes = [0; 65_536];
    while let Ok(n @ 1..) = caller.read(&mut bytes) {
        let commit = bytes[..n].windows(6).any(|word| word == b"COMMIT");
        if commit && armed.swap(false, Ordering::SeqCst) {
            caller.shutdown(Shutdown::Both).unwrap();
            there.write_all(&bytes[..n]).unwrap();
            std::thread::sleep(Duration::from_millis(300));
            break;
        }
        if there.write_all(&bytes[..n]).is_err() {
            break;
        }
    }
    let _ = (caller.shutdown(Shutdown::Both), there.shutdown(Shutdown::Both));
}

#[test]
fn acts_whose_commit_was_sent_on_a_connection_that_ended_are_not_run_again() {
    each(|bench| {
        let Some((user, rest)) = bench.address.split_once('@') else { return };
        let (server, name) = rest.split_once('/').unwrap();
        let armed = Arc::new(AtomicBool::new(false));
        let port = proxy(server.to_owned(), Arc::clone(&armed));
        let address = format!("{user}@127.0.0.1:{port}/{name}");
        let db = Open::at(address).open(SCHEMA).unwrap();
        let lock = || Lock::named("tally");
        std::thread::scope(|threads| {
            let first = threads.spawn(|| {
                db.write_now("first", lock(), |tx| {
                    std::thread::sleep(Duration::from_millis(400));
                    count(tx)
                })
            });
            std::thread::sleep(Duration::from_millis(200));
            // These wait for the lock, and ride in one transaction.
            let together: Vec<_> = (0..2)
                .map(|_| {
                    let (db, armed) = (&db, Arc::clone(&armed));
                    let act = move |tx: &mut Tx<'_>| {
                        if !RUN.swap(true, Ordering::SeqCst) {
                            armed.store(true, Ordering::SeqCst);
                        }
                        count(tx)
                    };
                    threads.spawn(move || db.write_now("together", lock(), act))
                })
                .collect();
            assert!(first.join().unwrap().is_ok());
            for one in together {
                assert_eq!(one.join().unwrap().unwrap_err().code(), "db.unreachable");
            }
        });
        let since = Instant::now();
        while counted(bench) < 3 && since.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(10));
        }
        std::thread::sleep(Duration::from_millis(100));
        assert_eq!(counted(bench), 3, "each was counted once");
        assert!(db.write_now("next", lock(), count).is_ok(), "and the door stands open");
    });
}

static RUN: AtomicBool = AtomicBool::new(false);
