//! The rows that pages and decisions are read from cannot say what the log does not.

use db::Db;
use kernel::{At, Span};
use policy::{Lang, Means, RetentionClass};
use privacy::choices::{self, Choosing, ChosenBy, choose, stop_all};
use privacy::disclose::{To, disclose, disclose_many};
use privacy::erase::erase;
use privacy::{CustomsForm, Name, ParcelLabel, keep, log};

use crate::house::{act, delivery, each, member, settle, warehouse};

db::sql! {
    LEDGER_EMPTIED = "DELETE FROM disclosure WHERE member = $1";
    LEDGER_COPIED = "INSERT INTO disclosure (id, member, entry, recipient, route, given_at)
        SELECT $1, d.member, d.entry, d.recipient, d.route, d.given_at FROM disclosure d
        WHERE d.member = $2 ORDER BY d.id LIMIT 1";
    LEDGER_FORGED = "INSERT INTO disclosure (id, member, entry, recipient, route, given_at)
        VALUES ($1, $2, $1, 'demo_post', 'entrust', 0)";
    CHOICE_FORGED = "INSERT INTO choice_made
        (id, member, choice, kind, turned_on, made_at, shown, policy, means)
        VALUES ($1, $2, 'magazine', 'consent', 1, 0, '', '', 'page')";
    CHOICES_SET = "UPDATE person SET choices = $1 WHERE member = $2";
    STOP_SET = "UPDATE person SET stopped_at = $1 WHERE member = $2";
    ERASED_SET = "UPDATE person SET erased_at = $1 WHERE member = $2";
    DUTIES_SET = "UPDATE person SET duties = $1 WHERE member = $2";
    PERSON_GONE = "DELETE FROM person WHERE member = $1";
    LEAVES_NAME = "SELECT entry FROM log_leaf ORDER BY place";
}

fn findings(db: &Db) -> Vec<String> {
    act(db, |tx| log::sequence(tx, 10_000)).unwrap();
    let verdict = act(db, |tx| log::verify(tx, &[])).unwrap();
    verdict.findings.iter().map(ToString::to_string).collect()
}

fn to(recipient: &str, means: Means) -> To {
    To { recipient: recipient.to_owned(), means }
}

// 1 consents, takes it back and consents again; 2 objects; 3 stops, 4 stopped once; 5 and 6 were
// handed over; 7 is erased but for the books.
fn lived_in(bench: &testkit::Bench) {
    let db = &bench.db;
    for n in 1..=7 {
        settle(db, n, &format!("_{n}"));
    }
    for (n, choice, on) in [
        (1, "magazine", true),
        (1, "magazine", false),
        (1, "magazine", true),
        (2, "partners_stop", true),
        (7, "magazine", true),
    ] {
        let (choice, words) = (choice.to_owned(), "Words".to_owned());
        let (lang, by) = (Lang::En, ChosenBy::Page);
        let ask = Choosing { member: member(n), choice, on, lang, words, by };
        act(db, move |tx| choose(tx, &ask).map(|_| ())).unwrap();
        bench.clock.forward(Span::secs(1));
    }
    for (n, stop) in [(3, true), (4, true), (4, false)] {
        act(db, move |tx| stop_all(tx, member(n), stop).map(|_| ())).unwrap();
        bench.clock.forward(Span::secs(1));
    }
    act(db, |tx| {
        let post = to("demo_post", Means::Documents);
        disclose::<ParcelLabel>(tx, &warehouse(), member(5), &post)?;
        let customs = to("customs_japan", Means::Electronic);
        disclose_many::<CustomsForm>(tx, &warehouse(), &[member(5), member(6)], &customs)?;
        let who = member(7);
        keep::<Name>(tx, who, RetentionClass::Tax, "ord_1", &delivery("_7", "US").name)?;
        keep::<Name>(tx, who, RetentionClass::Customs, "ord_1", &delivery("_7", "US").name)?;
        privacy::retention::starts(tx, who, RetentionClass::Customs, "ord_1", tx.now())?;
        erase(tx, who, "wish").map(|_| ())
    })
    .unwrap();
}

type Attack = fn(&mut db::Tx<'_>) -> db::Answer<u64>;

const NEVER: &str = "rec_00000000000000000000000009";

const ATTACKS: &[(&str, Attack, &str)] = &[
    ("no attack", |_| Ok(1), ""),
    (
        "the ledger emptied",
        |tx| tx.run(LEDGER_EMPTIED, (member(5),)),
        "the ledger's own rows differ",
    ),
    (
        "one of two taken out of the ledger",
        |tx| tx.run(LEDGER_EMPTIED, (member(6),)),
        "the ledger's own rows differ",
    ),
    (
        "a row of the ledger twice",
        |tx| tx.run(LEDGER_COPIED, (NEVER, member(5))),
        "the ledger's own rows differ",
    ),
    (
        "a hand-over that never was",
        |tx| tx.run(LEDGER_FORGED, (NEVER, member(4))),
        "is a hand-over that no entry tells of",
    ),
    (
        "a consent that was never given",
        |tx| tx.run(CHOICE_FORGED, (NEVER, member(4))),
        "is a choice that no entry tells of",
    ),
    (
        "a consent in force that was never given",
        |tx| tx.run(CHOICES_SET, ("consent:magazine", member(4))),
        "the choices that stand",
    ),
    (
        "a consent taken back behind the log",
        |tx| tx.run(CHOICES_SET, ("", member(1))),
        "the choices that stand",
    ),
    (
        "an objection that counts no more",
        |tx| tx.run(CHOICES_SET, ("", member(2))),
        "the choices that stand",
    ),
    ("a stop lifted", |tx| tx.run(STOP_SET, (None::<At>, member(3))), "their stop"),
    ("a stop moved", |tx| tx.run(STOP_SET, (At::from_micros(1), member(3))), "their stop"),
    ("a stop nobody made", |tx| tx.run(STOP_SET, (tx.now(), member(4))), "their stop"),
    ("an erasure undone", |tx| tx.run(ERASED_SET, (None::<At>, member(7))), "their erasure"),
    ("an erasure made up", |tx| tx.run(ERASED_SET, (tx.now(), member(6))), "their erasure"),
    (
        "a duty added",
        |tx| tx.run(DUTIES_SET, ("tax customs_books rights", member(7))),
        "the duties",
    ),
    ("a duty forgotten", |tx| tx.run(DUTIES_SET, ("", member(7))), "the duties"),
    ("a person taken away", |tx| tx.run(PERSON_GONE, (member(3),)), "is gone"),
];

#[test]
fn a_row_that_says_what_the_log_does_not_is_found() {
    for (name, attack, want) in ATTACKS {
        each(&[], |bench, _| {
            lived_in(bench);
            assert!(act(&bench.db, attack).unwrap() > 0, "{name}");
            let said = findings(&bench.db);
            if want.is_empty() {
                assert_eq!(said, Vec::<String>::new());
            } else {
                assert!(said.iter().any(|line| line.contains(want)), "{name}: {said:?}");
            }
        });
    }
}

#[test]
fn what_goes_at_its_date_leaves_a_log_that_is_whole_and_no_name_to_try_people_out_with() {
    each(&[], |bench, _| {
        let db = &bench.db;
        lived_in(bench);
        assert_eq!(findings(db), Vec::<String>::new());
        // One clock at a time: between two helpings the log is as whole as after the last.
        for years in [3, 2, 3] {
            bench.clock.forward(Span::days(366 * years));
            loop {
                let sweep = |tx: &mut db::Tx<'_>| privacy::retention::sweep(tx, 1);
                let swept = db.write_now("sweep", choices::lock(), sweep).unwrap();
                assert_eq!(findings(db), Vec::<String>::new(), "{years}");
                if swept == privacy::retention::Swept::default() {
                    break;
                }
            }
        }
        let names: Vec<(String,)> = act(db, |tx| tx.all(LEAVES_NAME, ())).unwrap();
        assert!(names.iter().filter(|name| name.0.starts_with("gone_")).count() >= 7);
    });
}
