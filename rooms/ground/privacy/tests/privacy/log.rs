//! The log: proofs a stranger can check, and every attack found.

use db::{Db, Lock};
use kernel::Span;
use privacy::log::{self, Verdict, check_proof, consistency, inclusion, tree};
use privacy::record::acts_on;
use privacy::{CustomsForm, Keyring, OpenViews as _, Opener, ParcelLabel};

use crate::house::{act, each, settle, warehouse};

db::sql! {
    FLIP_BODY = "UPDATE log_entry SET body = $1 WHERE id = $2";
    BODY = "SELECT id, body FROM log_entry ORDER BY id LIMIT 1";
    DROP_ENTRY = "DELETE FROM log_entry WHERE id IN (SELECT entry FROM log_leaf WHERE place = $1)";
    DROP_LEAF = "DELETE FROM log_leaf WHERE place = $1";
    MOVE_LEAF = "UPDATE log_leaf SET place = $1 WHERE place = $2";
    BEND_LEAF = "UPDATE log_leaf SET leaf = $1 WHERE place = $2";
    BEND_NODE = "UPDATE log_node SET hash = $1 WHERE level = 5 AND place = 0";
    BACK_DATE = "UPDATE log_entry SET noted_at = $1 WHERE id IN (SELECT entry FROM log_leaf WHERE place = $2)";
    SWAP_MEMBER = "UPDATE log_entry SET member = $1 WHERE id IN (SELECT entry FROM log_leaf WHERE place = $2)";
    DROP_POINTER = "DELETE FROM log_pointer WHERE member = $1";
    DROP_POINTERS_AT = "DELETE FROM log_pointer WHERE place = $1";
    MISLEAD = "INSERT INTO log_pointer (chunk, member, place) VALUES (0, $1, $2)";
    BEND_NOTE = "UPDATE log_checkpoint SET note = $1 WHERE size = $2";
    DROP_HEADS = "DELETE FROM log_checkpoint WHERE size > $1";
    NOTE = "SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1";
    LEAVES = "SELECT leaf FROM log_leaf ORDER BY place";
    HEADS = "SELECT CAST(COUNT(*) AS BIGINT) FROM log_checkpoint";
    FORGET_PENDING = "DELETE FROM log_pending";
    FILL_CHUNKS = "UPDATE log_chunk SET pointers = 32768";
    CHUNKS = "SELECT chunk, pointers FROM log_chunk ORDER BY chunk";
}

fn sequence(db: &Db) -> usize {
    db.write_now("sequence", log::sequencer_lock(), |tx| log::sequence(tx, 10_000)).unwrap()
}

fn verify(db: &Db, outside: &[String]) -> Verdict {
    let outside = outside.to_vec();
    act(db, move |tx| log::verify(tx, &outside)).unwrap()
}

// Twelve acts of one person, then one of forty people; two heads.
fn busy(bench: &testkit::Bench) -> Vec<kernel::MemberId> {
    let db = &bench.db;
    let all: Vec<_> = (0..40).map(|n| settle(db, n, &format!("_{n}"))).collect();
    for who in all.iter().take(12) {
        let who = *who;
        act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who).map(|_| ())).unwrap();
    }
    assert_eq!(sequence(db), 12);
    bench.clock.forward(Span::secs(1));
    let some = all.clone();
    act(db, move |tx| tx.open_many::<CustomsForm>(&warehouse(), &some).map(|_| ())).unwrap();
    assert_eq!(sequence(db), 1);
    assert_eq!(sequence(db), 0);
    all
}

#[test]
fn a_person_takes_out_a_proof_that_a_stranger_can_check() {
    each(&[], |bench, _| {
        let all = busy(bench);
        let key = bench.db.plugs().get::<Keyring>().unwrap().log_key();
        let me = all[5];
        let acts = act(&bench.db, move |tx| acts_on(tx, me, None, 10)).unwrap();
        assert_eq!(acts.iter().map(|a| a.people).collect::<Vec<_>>(), [40, 1]);
        for a in &acts {
            let (id, text) = (a.id, a.text.clone());
            let proof = act(&bench.db, move |tx| log::proof(tx, me, id)).unwrap();
            let proven = check_proof(&proof, &key).unwrap();
            assert_eq!((proven.member, proven.entry), (me, text));
            assert_eq!(proven.head.size, 13);
            // Any change anywhere in it and it proves nothing.
            for at in 0..proof.len() {
                let mut bytes = proof.clone().into_bytes();
                bytes[at] ^= 1;
                let Ok(bent) = String::from_utf8(bytes) else { continue };
                assert!(check_proof(&bent, &key).is_none(), "byte {at}");
            }
            assert!(check_proof(&proof, &[7; 32]).is_none());
            let other = all[20];
            let not_mine = act(&bench.db, move |tx| log::proof(tx, other, id));
            let code = not_mine.map_or_else(|no| no.code(), |_| "ok");
            assert_eq!(code, if a.people == 40 { "ok" } else { "privacy.no_such_record" });
        }
    });
}

#[test]
fn inclusion_and_consistency_are_those_of_the_rfc() {
    each(&[], |bench, _| {
        busy(bench);
        act(&bench.db, |tx| {
            let roots: Vec<_> =
                (0..=13).map(|size| log::root_at(tx, size)).collect::<Result<_, _>>()?;
            for first in 1..=13u64 {
                let proof = consistency(tx, first, 13)?;
                let heads = ((first, &roots[first as usize]), (13, &roots[13]));
                assert!(tree::is_consistent(heads.0, heads.1, &proof), "{first}");
            }
            let leaves: Vec<(Vec<u8>,)> = tx.all(LEAVES, ())?;
            for size in 1..=13u64 {
                for place in 0..size {
                    let path = inclusion(tx, place, size)?;
                    let leaf: tree::Hash = leaves[place as usize].0.clone().try_into().unwrap();
                    let root = tree::root_from_inclusion(&leaf, place, size, &path);
                    assert_eq!(root, Some(roots[size as usize]), "{place} of {size}");
                }
            }
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn an_untouched_log_is_found_whole() {
    each(&[], |bench, _| {
        busy(bench);
        let verdict = verify(&bench.db, &[]);
        assert_eq!(verdict, Verdict { leaves: 13, heads: 2, pending: 0, findings: vec![] });
        bench.clock.forward(Span::hours(1));
        settle(&bench.db, 900, "_late");
        act(&bench.db, |tx| {
            tx.open::<ParcelLabel>(&warehouse(), crate::house::member(900)).map(|_| ())
        })
        .unwrap();
        assert_eq!(verify(&bench.db, &[]).pending, 1);
        sequence(&bench.db);
        assert_eq!(verify(&bench.db, &[]).findings, vec![]);
    });
}

#[test]
fn a_record_is_read_page_by_page_through_every_chunk_and_what_waits_comes_first() {
    each(&[], |bench, _| {
        let db = &bench.db;
        let (me, other) = (settle(db, 1, "_1"), settle(db, 2, "_2"));
        let mut ids = Vec::new();
        let open = |who, times: usize| {
            for n in 0..times {
                bench.clock.forward(Span::secs(1));
                let opener = Opener::system(format!("parcel {n}"));
                act(db, move |tx| tx.open::<ParcelLabel>(&opener, who).map(|_| ())).unwrap();
            }
        };
        for round in 0..4 {
            open(me, 3);
            open(other, 2);
            if round < 3 {
                assert_eq!(sequence(db), 5);
                // As if so many more had come: the next run begins a chunk of its own.
                act(db, |tx| tx.run(FILL_CHUNKS, ()).map(|_| ())).unwrap();
            }
        }
        let chunks: Vec<(i64, i64)> = act(db, |tx| tx.all(CHUNKS, ())).unwrap();
        assert_eq!(chunks, [(0, 32_768), (5, 32_768), (10, 32_768)]);
        // Between two pages what waited gets its place: nothing is lost and nothing comes twice.
        let mut before = None;
        loop {
            let page = act(db, move |tx| acts_on(tx, me, before, 2)).unwrap();
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            ids.extend(page.iter().map(|act| act.id));
            sequence(db);
        }
        assert_eq!(ids.len(), 12, "{ids:?}");
        assert!(ids.is_sorted_by(|later, earlier| later > earlier), "{ids:?}");
        let verdict = verify(db, &[]);
        assert_eq!((verdict.leaves, verdict.findings), (20, vec![]));
    });
}

type Attack = fn(&mut db::Tx<'_>) -> db::Answer<()>;

#[test]
fn every_attack_on_a_row_is_found() {
    let table: &[(&str, Attack, &str)] = &[
        ("a flipped bit", |tx| flip(tx), "not the one the leaf was made of"),
        ("a dropped entry", |tx| tx.run(DROP_ENTRY, (4i64,)).map(|_| ()), "entry is missing"),
        ("a dropped leaf", |tx| tx.run(DROP_LEAF, (4i64,)).map(|_| ()), "leaf 4: is missing"),
        ("the last leaf dropped", |tx| tx.run(DROP_LEAF, (12i64,)).map(|_| ()), "has 12 leaves"),
        ("two swapped leaves", swap, "signed over other leaves"),
        ("a bent leaf", |tx| tx.run(BEND_LEAF, ([1u8; 32], 3i64)).map(|_| ()), "signed over other"),
        ("a bent node", bend_node, "not the one stored"),
        ("a back-dated row", |tx| tx.run(BACK_DATE, (5i64, 3i64)).map(|_| ()), "another time"),
        (
            "another person",
            |tx| tx.run(SWAP_MEMBER, (crate::house::member(33), 3i64)).map(|_| ()),
            "people it is about were changed",
        ),
        (
            "a hidden act",
            |tx| tx.run(DROP_POINTER, (crate::house::member(33),)).map(|_| ()),
            "would not find it",
        ),
        (
            "an act shown to somebody else",
            |tx| tx.run(MISLEAD, (crate::house::member(33), 3i64)).map(|_| ()),
            "1 pointers lead to acts not there",
        ),
        ("a bent head", bend_note, "not as it was signed"),
        ("an act never placed", unplaced, "neither a leaf nor wait"),
    ];
    for (name, attack, want) in table {
        each(&[], |bench, _| {
            busy(bench);
            act(&bench.db, attack).unwrap();
            let found = verify(&bench.db, &[]).findings;
            let said: Vec<String> = found.iter().map(ToString::to_string).collect();
            assert!(said.iter().any(|f| f.contains(want)), "{name}: {said:?}");
        });
    }
}

fn flip(tx: &mut db::Tx<'_>) -> db::Answer<()> {
    let (id, body): (String, String) = tx.one(BODY, ())?;
    tx.run_one(FLIP_BODY, (body.replace("parcel pcl_1", "parcel pcl_0"), id))
}

// Nodes are stored from the fifth level on.
fn bend_node(tx: &mut db::Tx<'_>) -> db::Answer<()> {
    for n in 0..32 {
        privacy::choices::stop_all(tx, crate::house::member(33), n % 2 == 0)?;
    }
    privacy::log::sequence(tx, 1_000)?;
    tx.run_one(BEND_NODE, ([1u8; 32],))
}

fn swap(tx: &mut db::Tx<'_>) -> db::Answer<()> {
    for (to, from) in [(99i64, 3i64), (3, 4), (4, 99)] {
        tx.run_one(MOVE_LEAF, (to, from))?;
    }
    Ok(())
}

fn bend_note(tx: &mut db::Tx<'_>) -> db::Answer<()> {
    let (note,): (String,) = tx.one(NOTE, ())?;
    tx.run_one(BEND_NOTE, (note.replace("policy ", "policy 0"), 13i64))
}

fn unplaced(tx: &mut db::Tx<'_>) -> db::Answer<()> {
    privacy::choices::stop_all(tx, crate::house::member(3), true)?;
    tx.run(FORGET_PENDING, ()).map(|_| ())
}

#[test]
fn an_act_written_afterwards_with_an_old_date_is_found() {
    each(&[], |bench, _| {
        busy(bench);
        let then = bench.clock.clone();
        let honest = bench.db.now();
        then.forward(Span::hours(2));
        act(&bench.db, |tx| {
            tx.open::<ParcelLabel>(&warehouse(), crate::house::member(1)).map(|_| ())
        })
        .unwrap();
        sequence(&bench.db);
        // The clock set back: whatever is written now claims to be older than the last head.
        then.set(honest.plus(Span::hours(1)));
        act(&bench.db, |tx| {
            tx.open::<ParcelLabel>(&warehouse(), crate::house::member(2)).map(|_| ())
        })
        .unwrap();
        sequence(&bench.db);
        let said: Vec<String> =
            verify(&bench.db, &[]).findings.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|f| f.contains("leaf 14") && f.contains("is dated")), "{said:?}");
        assert!(said.iter().any(|f| f.contains("signed before a smaller one")), "{said:?}");
    });
}

#[test]
fn a_rewritten_log_is_found_by_a_checkpoint_that_somebody_kept() {
    each(&[], |bench, _| {
        busy(bench);
        let kept = act(&bench.db, log::latest_checkpoint).unwrap().unwrap();
        // Whoever holds the signing key and the database cuts the last act off and signs anew.
        act(&bench.db, |tx| {
            tx.run(DROP_ENTRY, (12i64,))?;
            tx.run(DROP_LEAF, (12i64,))?;
            tx.run(DROP_POINTERS_AT, (12i64,))?;
            tx.run(DROP_HEADS, (12i64,)).map(|_| ())
        })
        .unwrap();
        bench
            .db
            .write_now("again", Lock::none(), |tx| {
                tx.open::<ParcelLabel>(&warehouse(), crate::house::member(3)).map(|_| ())
            })
            .unwrap();
        sequence(&bench.db);
        assert_eq!(verify(&bench.db, &[]).findings, vec![], "inside, all is whole");
        let said: Vec<String> =
            verify(&bench.db, &[kept]).findings.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|f| f.contains("signed over other leaves")), "{said:?}");
    });
}

#[test]
fn heads_are_thinned_to_one_an_hour_and_one_that_somebody_kept_still_binds() {
    each(&[], |bench, _| {
        let db = &bench.db;
        let who = settle(db, 1, "_one");
        let open = || {
            act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who).map(|_| ())).unwrap();
            assert_eq!(sequence(db), 1);
            bench.clock.forward(Span::minutes(20));
            act(db, log::latest_checkpoint).unwrap().unwrap()
        };
        let heads = || act(db, |tx| tx.one::<(i64,)>(HEADS, ())).unwrap().0;
        let hour = Span::hours(1).as_micros();
        bench.clock.set(kernel::At::from_micros(db.now().micros() / hour * hour));
        let kept: Vec<String> = (0..9).map(|_| open()).collect();
        privacy::start::every_few_minutes(db).unwrap();
        assert_eq!(heads(), 9, "the last days keep every one");
        bench.clock.forward(Span::days(7));
        privacy::start::every_few_minutes(db).unwrap();
        assert_eq!(heads(), 3, "the last of each hour");
        let verdict = verify(db, &kept);
        assert_eq!((verdict.heads, verdict.findings), (3 + 9, vec![]));
        act(db, |tx| tx.run(DROP_LEAF, (4i64,))).unwrap();
        assert!(!verify(db, &kept[..1]).findings.is_empty());
    });
}
