//! What a version keeps: the consents it asks again, its own text, its place after the one before.

use super::*;

const MAGAZINE: &str = "# the mail magazine\ncategories = [";
const SENDS: &str = "[purpose.P5.may]\nsystem = [";

fn opens(db: &Db, who: MemberId) -> &'static str {
    let opened = act(db, move |tx| tx.open::<list::Reader>(&Opener::system("issue 1"), who));
    opened.map_or_else(|no| no.code(), |_| "ok")
}

fn agrees(db: &Db, version: VersionId, choice: &str, member: MemberId) -> Answer<()> {
    let (choice, lang) = (choice.to_owned(), policy::Lang::Ja);
    let asked = versions::Asked { version, member, choice, lang };
    act(db, move |tx| versions::agree(tx, &asked)).map(|_| ())
}

fn switched_on(db: &Db, who: MemberId) -> bool {
    let all = act(db, move |tx| privacy::choices::switches(tx, who)).unwrap();
    all.into_iter().find(|one| one.choice == "magazine").unwrap().on
}

#[test]
fn what_was_agreed_to_before_does_not_carry_what_a_version_widens() {
    each(|bench, folder, above| {
        let first = policy();
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        let (old, new) = (settle(&db, 1, "_old"), settle(&db, 2, "_new"));
        chooses(&db, old, "magazine", true);
        chooses(&db, new, "magazine", true);
        let second = next_version(&first, "2027-01-20", |text| {
            [MAGAZINE, SENDS].into_iter().fold(text.to_owned(), |text, begins| {
                text.replace(begins, &format!("{begins}\"D3.country\", "))
            })
        });
        let id = publish(&db, above, &second);
        tell_everybody(&db);
        let asked = act(&db, move |tx| {
            let version = versions::load(tx, id)?;
            let text = versions::text(tx, &version)?;
            versions::asked_of(tx, new, &text)
        });
        assert_eq!(asked.unwrap(), [("magazine".to_owned(), false)]);
        bench.clock.forward(Span::secs(1));
        let other = agrees(&db, id, "partners", new);
        assert_eq!(other.unwrap_err().code(), "privacy.not_asked_again");
        agrees(&db, id, "magazine", new).unwrap();
        let from = second.effective.begins();
        bench.clock.set(from.minus(Span::micros(1)));
        assert_eq!((opens(&db, old), opens(&db, new)), ("ok", "ok"), "the old text until its day");
        bench.clock.set(from);
        assert_eq!((opens(&db, old), opens(&db, new)), ("privacy.no_consent", "ok"));
        every_second(&db).unwrap();
        assert_eq!((switched_on(&db, old), switched_on(&db, new)), (false, true));
        // Afterwards, too: on the page of choices as on the page of the version.
        chooses(&db, old, "magazine", true);
        assert_eq!(opens(&db, old), "ok");
        chooses(&db, new, "magazine", false);
        assert_eq!(opens(&db, new), "privacy.no_consent");
        let made = act(&db, move |tx| privacy::choices::made_by(tx, new)).unwrap();
        assert_eq!(made[1].policy, second.hash(), "the words of the version that was to come");
        let shown = made[1].shown.clone();
        let words = act(&db, move |tx| privacy::choices::words_shown(tx, &shown)).unwrap();
        assert_eq!(words.unwrap().0, "ja");
        drop(db);
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        assert_eq!(opens(&db, old), "ok", "a restart asks nobody again");
    });
}

#[test]
fn a_published_version_whose_file_was_edited_stops_the_start_and_is_named() {
    each(|bench, folder, above| {
        let first = policy();
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        drop(db);
        let edited = policy_with(|text| {
            text.replace(
                "warehouse = [\"D2\", \"D3\", \"D6\", ",
                "warehouse = [\"D2\", \"D3\", \"D6\", \"D7\", ",
            )
            .replace("period = \"7 years\"", "period = \"10 years\"")
        });
        let db = open(bench, folder, &[edited], above);
        let no = start(&db).unwrap_err();
        assert_eq!(no.code(), "privacy.policy_altered");
        let said = no.to_string();
        for word in [
            "policy/2026-11-22.toml:",
            "purpose.P3.may.warehouse[D7]: was not in what was published",
            "retention.tax.period: was published as “7 years” and is now “10 years”",
        ] {
            assert!(said.contains(word), "{word}: {said}");
        }
        drop(db);
        // A file of a version that was never published is a file, and nothing more.
        bench.clock.forward(Span::days(30));
        let more = narrower(&first, "2026-11-23");
        let db = open(bench, folder, &[first.clone(), more.clone()], above);
        assert!(!start(&db).unwrap().new_policy);
        assert_eq!(now_binds(&db), first.hash());
        assert_eq!(running(&db).unpublished().len(), 1);
    });
}

#[test]
fn a_text_that_was_changed_in_the_database_is_refused() {
    each(|bench, folder, above| {
        let first = policy();
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        act(&db, |tx| {
            tx.put(
                db::Sql {
                    name: "TAMPER",
                    text: "UPDATE policy_source SET words = $1 WHERE part = 'facts'",
                },
                (Typed::of(&policy()).text("facts").replace("\"7 years\"", "\"9 years\""),),
            )
        })
        .unwrap();
        drop(db);
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        let no = start(&db).unwrap_err();
        assert_eq!(no.code(), "privacy.policy_altered");
        assert!(no.to_string().contains("retention.tax.period"), "{no}");
    });
}

#[test]
fn versions_that_do_not_follow_one_another_are_refused_by_the_place_to_mend() {
    let first = policy();
    let now = policy::Day::parse("2026-12-24").unwrap().begins();
    let stray = policy_with(|text| {
        text.replace("version = \"2026-11-22\"", "version = \"2026-11-23\"")
            .replace("effective = \"2026-11-22\"", "effective = \"2026-11-23\"")
    });
    let lines = RunningPolicy::open(vec![stray, first.clone()], &views(&[]), now).err().unwrap();
    assert!(lines[0].contains("previous: write previous = "), "{lines:?}");
    assert!(lines[0].contains(first.hash()), "{lines:?}");
    let early = RunningPolicy::open(vec![first], &[], At::from_secs(0)).err().unwrap();
    assert!(early[0].contains("in force yet"), "{early:?}");
}

#[test]
fn a_version_is_refused_by_name_when_it_cannot_follow() {
    each(|bench, folder, above| {
        let first = policy();
        let db = open(bench, folder, std::slice::from_ref(&first), above);
        start(&db).unwrap();
        let marketing = |text: &str| text.replace(MARKETING, "marketing = [");
        let table = [
            (narrower(&wider(&first, "2027-01-20"), "2027-01-21"), "privacy.version_not_next"),
            (narrower(&first, "2026-11-21"), "privacy.version_not_later"),
            (next_version(&first, "2027-02-01", marketing), "privacy.version_unfit"),
        ];
        for (next, code) in table {
            let id = drafted(&db, &next);
            assert_eq!(put_up(&db, id).unwrap_err().code(), code);
        }
        // What only narrows binds on the day it is announced: one person is enough.
        bench.clock.forward(Span::days(1));
        let today = narrower(&first, &policy::Day::of(db.now()).to_string());
        let id = drafted(&db, &today);
        put_up(&db, id).unwrap();
        announce(&db, id).unwrap();
        versions::work(&db).unwrap();
        assert_eq!(now_binds(&db), today.hash());
    });
}
