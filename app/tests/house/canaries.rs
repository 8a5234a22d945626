//! The seeded member has something in every registered table; nothing of another's is handed to
//! her; and where rows are to go, none of hers is left.

use db::{Db, Ending, Held};
use kernel::MemberId;
use policy::Right;
use privacy::registry::Registry;
use privacy::requests;
use privacy::requests::rules::State;

use crate::common::on_each_engine;
use crate::rights::{act, archive, asks, sql, two_agree, works};
use crate::seeds::{self, ENDS, fills};

/// A word of another member's, in the places where people write.
const ANOTHERS: &[&str] = &[
    "UPDATE quote SET words = $1 WHERE member = $2",
    "UPDATE member SET limits_why = $1 WHERE id = $2",
    "UPDATE session SET browser = $1 WHERE person = $2",
    "INSERT INTO letter (id, member, state, put_at, due_at, tries, answer) SELECT 'ltr_00000000000000000000000009', id, 'refused', 1, 1, 1, $1 FROM member WHERE id = $2",
    "INSERT INTO approval (id, what, subject, why, asked_by, asked_at, ends_at) SELECT 'apv_00000000000000000000000009', 'erasure', id, $1, 'stf_00000000000000000000000007', 1, 2 FROM member WHERE id = $2",
    "INSERT INTO staff_act (id, staff, what, about, said, done_at) SELECT 'act_00000000000000000000000009', 'stf', 'limits', id, $1, 1 FROM member WHERE id = $2",
    "INSERT INTO notice (id, member, kind, about, told_at) SELECT 'ntc_00000000000000000000000009', id, 'reset', $1, 1 FROM member WHERE id = $2",
];

#[test]
fn she_is_handed_nothing_of_anothers_and_no_table_goes_unseeded() {
    on_each_engine(60, async |scene| {
        let alice = seeds::of_alice(scene).await;
        scene.member("bruno").await;
        let db = scene.house().db.clone();
        let bruno = act(&db, |tx| Ok(members::find(tx, "bruno")?.unwrap().member)).unwrap();
        fills(&db, alice);
        asks(&db, alice, Right::Inquiry, "", "Bettong904zq: what for?");
        let mut theirs = 0;
        for (n, text) in ANOTHERS.iter().enumerate() {
            let word = format!("Potoroo{n:03}zq");
            theirs += act(&db, move |tx| tx.run(sql(text), (word.as_str(), bruno))).unwrap();
        }
        asks(&db, bruno, Right::Inquiry, "", "Potoroo999zq: and mine?");
        act(&db, move |tx| {
            let pieces = privacy::Birthday { day: privacy::Text::new("Potoroo998zq") };
            privacy::set_piece(tx, bruno, &pieces)
        })
        .unwrap();
        assert!(theirs >= 5, "{theirs} of {} were put", ANOTHERS.len());

        while act(&db, |tx| privacy::log::sequence(tx, 1_000)).unwrap() > 0 {}
        let empty = tables_where(&db, alice, |_, rows| rows == 0);
        assert!(empty.is_empty(), "{}: put something of hers into {empty:?}", scene.engine);

        asks(&db, alice, Right::Disclosure, "", "");
        let whole = archive(&db, alice);
        assert!(whole.contains("Bettong904zq"), "{}", scene.engine);
        assert!(!whole.contains("Potoroo"), "{}: another's", scene.engine);
        let others = archive(&db, bruno);
        assert!(others.contains("Potoroo999zq") && others.contains("Potoroo998zq"));
        assert!(!others.contains("Quokka") && !others.contains("Bettong"), "{}", scene.engine);

        let id = asks(&db, alice, Right::Deletion, "", "");
        two_agree(scene, alice, id).await;
        for text in ENDS {
            act(&db, move |tx| tx.run(sql(text), (alice,))).unwrap();
        }
        works(&db);
        let state = act(&db, move |tx| requests::load(tx, id)).unwrap().state;
        assert_eq!(state, State::Done, "{}", scene.engine);
        let goes = |held: Held| matches!(held, Held::Rows { end: Ending::Gone(_), .. });
        let left = tables_where(&db, alice, move |held, rows| goes(held) && rows > 0);
        assert!(left.is_empty(), "{}: {left:?}", scene.engine);
    });
}

/// The other test once more, in a process whose two lines are read as an operator's log is.
#[test]
fn no_word_of_hers_is_said_on_the_log_while_she_lives_or_goes() {
    const LIFE: &str =
        "rights::she_is_handed_all_that_is_hers_and_after_her_erasure_none_of_it_is_anywhere";
    let mut life = std::process::Command::new(std::env::current_exe().unwrap());
    let lived = life.args(["--exact", LIFE, "--nocapture"]).output().unwrap();
    let [out, log] = [lived.stdout, lived.stderr].map(|b| String::from_utf8(b).unwrap());
    assert!(lived.status.success() && out.contains("1 passed"), "{out}{log}");
    let hers = ["Quokka", "Wallaby", "Bettong", "Alice Example", "Wellington", "alice@", "+64912"];
    for word in hers {
        assert!(!out.contains(word) && !log.contains(word), "{word}: {out}{log}");
    }
}

/// The tables of which it is so that she has so many rows there.
fn tables_where(
    db: &Db,
    member: MemberId,
    is_so: impl Fn(Held, usize) -> bool + Send + 'static,
) -> Vec<&'static str> {
    let registry = daiko::holdings::registry();
    let mut found: Vec<&str> = act(db, move |tx| {
        let ids = registry.ids_of(tx, member)?;
        let mut found = Vec::new();
        for holding in &registry.tables {
            let taken = Registry::take(tx, holding, member, &ids)?;
            if taken.is_some_and(|taken| is_so(holding.held, taken.rows.len())) {
                found.push(holding.table);
            }
        }
        Ok(found)
    })
    .unwrap();
    found.sort_unstable();
    found
}
