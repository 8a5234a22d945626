//! A business goes over with its people: only what their house had told them binds, until they
//! agree to the new one's policy.

use duties::cli::{export, import};
use duties::handover;
use kernel::{HandoverId, MemberId, Span};
use policy::{Lang, Means, Purpose, Role};
use privacy::choices::{Choosing, ChosenBy};
use privacy::disclose::{To, disclose};
use privacy::handover::TransferKey;
use privacy::{Country, Maybe, OpenViews as _, Opener, ParcelLabel};
use staff::{Reply, Wanted};
use web::Language;

use crate::house::{House, code, each, each_narrower, each_with};

privacy::personal_view! {
    /// Where members live, for the figures.
    pub struct Figures: Purpose::Statistics, by [System], to [] { place: Maybe<Country> }
}

pub fn beside(tx: &mut db::Tx<'_>, who: MemberId) -> db::Answer<Option<Vec<(String, String)>>> {
    let member = members::is_member(tx, who)?;
    Ok(member.then(|| vec![("language".to_owned(), "ja".to_owned())]))
}

pub fn adopt(tx: &mut db::Tx<'_>, member: MemberId, beside: &[(String, String)]) -> db::Answer<()> {
    assert_eq!(beside, [("language".to_owned(), "ja".to_owned())]);
    members::adopt(tx, member, Language::Japanese, "Asia/Tokyo", true)
}

pub fn given_away(house: &House<'_>) -> (HandoverId, [kernel::StaffId; 3]) {
    let staff = house.officers();
    let [_, one, other] = staff;
    let id = house
        .act(move |tx| handover::propose(tx, "Successor Co", "Merger agreement of 2026", one))
        .unwrap();
    let key = TransferKey::fresh().unwrap();
    let alone = export(&house.db, id, beside, &key, &mut Vec::new());
    assert_eq!(code(&alone), "duties.needs_second");
    let wish = house.ask(move |tx| staff::approvals(tx, other));
    let wish = wish.into_iter().find(|wish| wish.what == Wanted::Handover).unwrap().id;
    let agree = move |tx: &mut db::Tx<'_>| staff::answer_approval(tx, wish, Reply::Agreed, other);
    house.act(agree).unwrap();
    (id, staff)
}

fn objects(house: &House<'_>, member: MemberId) {
    let running = house.db.plugs().get::<privacy::RunningPolicy>().unwrap().current();
    let stops = |choice: &&policy::Choice| {
        let objection = choice.kind == policy::ChoiceKind::Objection;
        objection && !choice.purposes.has(Purpose::Statistics)
    };
    let choice = running.policy().choices.iter().find(stops).unwrap().code.clone();
    let ask = Choosing {
        member,
        choice,
        on: true,
        lang: Lang::En,
        words: "I object.".into(),
        by: ChosenBy::Page,
    };
    house.act(move |tx| privacy::choices::choose(tx, &ask).map(|_| ())).unwrap();
}

db::sql! {
    NOT_OVER = "UPDATE handover SET done_at = NULL";
}

/// What a narrower house hands over: a file, its key, and who is in it.
pub fn handed_over(test: impl Fn(&str, &TransferKey, [MemberId; 2])) {
    each_narrower(|house| {
        let (id, _) = given_away(house);
        let (mika, ken) = (house.member("mika", "US"), house.member("ken", "US"));
        house.act(move |tx| privacy::set_email(tx, mika, "mika@canary-mail.example")).unwrap();
        objects(house, mika);
        house.act(move |tx| privacy::choices::stop_all(tx, ken, true).map(|_| ())).unwrap();
        let key = TransferKey::fresh().unwrap();
        let (mut file, mut again) = (Vec::new(), Vec::new());
        assert_eq!(export(&house.db, id, beside, &key, &mut file).unwrap(), 2);
        // Written to its end, it is not written again by one person.
        let over = export(&house.db, id, beside, &key, &mut again).unwrap_err();
        assert_eq!(over.code(), "duties.handover_over");
        // A crash before its end, and written again: the same handover, on record once.
        house.act(|tx| tx.run(NOT_OVER, ()).map(|_| ())).unwrap();
        again.clear();
        house.bench.clock.forward(Span::minutes(1));
        assert_eq!(export(&house.db, id, beside, &key, &mut again).unwrap(), 2);
        let given = house.ask(move |tx| privacy::disclose::given_of(tx, mika, 9));
        assert_eq!(given.len(), 1, "{:?}", given.len());
        assert_eq!(
            (given[0].recipient.as_str(), given[0].route.as_str()),
            ("successor", "succession")
        );
        let file = String::from_utf8(again).unwrap();
        for word in ["Mika", "Kotonoha Lane", "canary-mail", "mika"] {
            assert!(!file.contains(word), "{word} in the clear");
        }
        test(&file, &key, [mika, ken]);
    });
}

#[test]
fn only_the_predecessors_purposes_bind_until_they_agree_to_the_new_policy() {
    handed_over(|file, key, [mika, ken]| {
        each_with(VIEWS, |house| {
            let from = ("Predecessor Co, its address, its director", "merger agreement of 2026");
            let nowhere = import(&house.db, ("", ""), key, file, adopt);
            assert_eq!(code(&nowhere), "privacy.no_provenance");
            let taken = import(&house.db, from, key, file, adopt).unwrap();
            assert!(taken.contains("2 taken over, 0 here before"), "{taken}");
            let again = import(&house.db, from, key, file, adopt).unwrap();
            assert!(again.contains("0 taken over, 2 here before"), "{again}");
            for member in [mika, ken] {
                assert!(house.ask(move |tx| members::is_member(tx, member)));
                assert!(house.ask(move |tx| privacy::origin::origin_of(tx, member)).is_some());
            }
            // What they had been told of goes on.
            let who = Opener::staff(Role::Warehouse, kernel::Id::from_bits(9 << 80), "parcel 1");
            let packer = who.clone();
            house.act(move |tx| tx.open::<ParcelLabel>(&packer, mika).map(|_| ())).unwrap();
            // A purpose their house never named does not, one by one or among many.
            let figures = || {
                house.act(move |tx| {
                    let who = Opener::system("figures");
                    let one = tx.open::<Figures>(&who, mika).map(|_| ());
                    Ok((one, tx.open_many::<Figures>(&who, &[mika, ken])?.len()))
                })
            };
            let (one, many) = figures().unwrap();
            assert_eq!((code(&one), many), ("privacy.predecessor", 0));
            let to = To { recipient: "demo_post".into(), means: Means::Documents };
            let given =
                house.act(move |tx| disclose::<ParcelLabel>(tx, &who, mika, &to).map(|_| ()));
            assert_eq!(code(&given), "ok", "that party they had been told of");
            // The objection came along, and an own look is always theirs.
            let record = house.ask(move |tx| privacy::record::my_record(tx, mika, None, 50));
            assert!(record.switches.iter().any(|switch| switch.on), "the objection survives");
            assert!(house.act(move |tx| privacy::own_handle(tx, mika).map(|_| ())).is_ok());
            let mut hers = house.as_member(mika);
            let page = house.block_on(hers.get("/me/privacy"));
            assert!(page.body.contains("/me/privacy/policy"), "{}", page.body);
            let agreed = house.block_on(hers.send("/me/privacy/policy", &[]));
            assert_eq!(agreed.status, 303, "{}", agreed.body);
            let (one, many) = figures().unwrap();
            assert_eq!((code(&one), many), ("ok", 1), "hers opens now, and his does not");
        });
    });
}

#[test]
fn the_log_holds_together_when_a_business_came_over_with_what_its_people_had_chosen() {
    handed_over(|file, key, [mika, ken]| {
        each(|house| {
            let from = ("Predecessor Co", "merger agreement of 2026");
            import(&house.db, from, key, file, adopt).unwrap();
            let verified = |what: &str| {
                while house.act(|tx| privacy::log::sequence(tx, 1_000)).unwrap() > 0 {}
                let told = privacy::cli::log_verify(&house.db, Vec::new()).unwrap();
                assert!(told.well, "{what}: {}", told.text);
            };
            // What they were given there, what they chose there, and whose use is stopped.
            let given = house.ask(move |tx| privacy::disclose::given_of(tx, mika, 9));
            assert!(!given.is_empty(), "her record came along");
            let who = Opener::staff(Role::Warehouse, kernel::Id::from_bits(9 << 80), "parcel 1");
            let opened = house.act(move |tx| tx.open::<ParcelLabel>(&who, ken).map(|_| ()));
            assert_eq!(code(&opened), "privacy.stopped", "he had stopped all use there");
            verified("taken over");
            let mut hers = house.as_member(mika);
            house.block_on(hers.get("/me/privacy"));
            let agreed = house.block_on(hers.send("/me/privacy/policy", &[]));
            assert_eq!(agreed.status, 303, "{}", agreed.body);
            verified("agreed to the policy of this house");
            house.act(move |tx| privacy::choices::stop_all(tx, ken, false).map(|_| ())).unwrap();
            verified("resumed here");
        });
    });
}

#[test]
fn what_was_changed_on_the_way_takes_nobody_over() {
    handed_over(|file, key, _| {
        each(|house| {
            let from = ("Predecessor Co", "merger agreement of 2026");
            let lines: Vec<&str> = file.lines().collect();
            let without = |n: usize| {
                let kept = lines.iter().enumerate().filter(|(at, _)| *at != n).map(|(_, l)| *l);
                kept.collect::<Vec<_>>().join("\n")
            };
            let piece = lines.iter().position(|line| line.starts_with("piece ")).unwrap();
            let person = lines.iter().position(|line| line.starts_with("person ")).unwrap();
            let other = TransferKey::fresh().unwrap();
            let table = [
                (without(piece), key),
                (without(person), key),
                (without(0), key),
                (without(lines.len() - 1), key),
                (file.replace("stopped", "stoppex").replacen("use ", "use  ", 1), key),
                (file.to_owned(), &other),
                (String::new(), key),
            ];
            for (n, (changed, key)) in table.into_iter().enumerate() {
                let no = import(&house.db, from, key, &changed, adopt);
                assert_eq!(code(&no), "privacy.handover_broken", "{n}");
            }
            assert!(TransferKey::parse("no key").is_err());
            let kept = TransferKey::parse(&key.written()).unwrap();
            assert!(import(&house.db, from, &kept, file, adopt).is_ok());
        });
    });
}

#[test]
fn somebody_whose_address_is_here_already_is_left_out_and_a_handle_that_is_taken_is_made_longer() {
    handed_over(|file, key, [mika, ken]| {
        each(|house| {
            let here = house.member("ken", "US");
            house.act(move |tx| privacy::set_email(tx, here, "mika@canary-mail.example")).unwrap();
            let from = ("Predecessor Co", "merger agreement of 2026");
            let told = import(&house.db, from, key, file, adopt).unwrap();
            assert!(told.contains(&format!("left out {mika}")), "{told}");
            assert!(!house.ask(move |tx| members::is_member(tx, mika)));
            // He had stopped all use there, and is called by his name once he resumes it.
            house.act(move |tx| privacy::choices::stop_all(tx, ken, false).map(|_| ())).unwrap();
            let handle = house.act(move |tx| {
                privacy::own_handle(tx, ken).map(|h| h.show().handle.as_str().to_owned())
            });
            assert!(handle.unwrap().starts_with("ken-"));
        });
    });
}
