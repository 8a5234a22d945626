//! Whoever agreed that a recipient in one country is given their data has agreed to that country:
//! when it changes, nothing goes there before they are asked again (APPI Art 28).

use policy::Means;
use privacy::disclose::{To, disclose, given_of};

use super::*;

const ABROAD: &str = "demo_partner_abroad";
const CHOICE: &str = "partners_abroad";

fn gives(db: &Db, who: MemberId) -> &'static str {
    let to = To { recipient: ABROAD.to_owned(), means: Means::Electronic };
    let gave = act(db, move |tx| disclose::<list::Partner>(tx, &Opener::system("list"), who, &to));
    gave.map_or_else(|no| no.code(), |_| "ok")
}

/// The partner at home: in Japan, by a consent of Art 27, with nothing to say of a country.
fn at_home(text: &str) -> String {
    let (mut section, mut out) = (String::new(), String::new());
    for line in text.lines() {
        if line.starts_with('[') {
            line.clone_into(&mut section);
        }
        let told = matches!(section.as_str(), "[regime]" | "[safeguards]");
        if told && line.starts_with(ABROAD) {
            continue;
        }
        let line = match (section.contains("[recipient.demo_partner_abroad]"), line) {
            (true, "country = \"US\"") => "country = \"JP\"",
            (true, "route = \"foreign-consent\"") => "route = \"consent\"",
            _ => line,
        };
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// It moves on: from one country abroad into another.
fn in_thailand(text: &str) -> String {
    let head = "[recipient.demo_partner_abroad]";
    match text.split_once(head) {
        Some((before, rest)) => {
            let moved = rest.replacen("country = \"US\"", "country = \"TH\"", 1);
            format!("{before}{head}{moved}")
        }
        None => text.to_owned(),
    }
}

type Text = fn(&str) -> String;

#[test]
fn an_old_consent_carries_nobodys_data_into_another_country() {
    let same: Text = str::to_owned;
    let table: [(Text, Text, &str); 2] =
        [(at_home, same, "Japan to the United States"), (same, in_thailand, "on to Thailand")];
    for (before, after, what) in table {
        each(|bench, folder, above| {
            let first = policy_with(before);
            let db = open(bench, folder, std::slice::from_ref(&first), above);
            start(&db).unwrap();
            let [old, new, never] =
                [(1, "_old"), (2, "_new"), (3, "_never")].map(|(n, mark)| settle(&db, n, mark));
            for who in [old, new] {
                chooses(&db, who, CHOICE, true);
            }
            assert_eq!((gives(&db, old), gives(&db, never)), ("ok", "privacy.no_consent"));
            let second = next_version(&first, "2027-01-20", after);
            assert_ne!(country(&first), country(&second), "{what}");
            let id = publish(&db, above, &second);
            tell_everybody(&db);
            let asked = act(&db, move |tx| {
                let version = versions::load(tx, id)?;
                let text = versions::text(tx, &version)?;
                versions::asked_of(tx, new, &text)
            });
            assert_eq!(asked.unwrap(), [(CHOICE.to_owned(), false)], "{what}");
            bench.clock.forward(Span::secs(1));
            let ask = versions::Asked {
                version: id,
                member: new,
                choice: CHOICE.to_owned(),
                lang: policy::Lang::En,
            };
            act(&db, move |tx| versions::agree(tx, &ask).map(|_| ())).unwrap();
            let from = second.effective.begins();
            bench.clock.set(from.minus(Span::micros(1)));
            assert_eq!((gives(&db, old), gives(&db, new)), ("ok", "ok"), "{what}");
            bench.clock.set(from);
            let given = |who| act(&db, move |tx| given_of(tx, who, 9)).unwrap().len();
            let before = given(old);
            assert_eq!((gives(&db, old), gives(&db, new)), ("privacy.no_consent", "ok"), "{what}");
            assert_eq!(given(old), before, "and no row says it went");
            drop(db);
            // A house that starts under the new version knows what was agreed to, and what was not.
            let db = open(bench, folder, std::slice::from_ref(&first), above);
            start(&db).unwrap();
            assert_eq!((gives(&db, old), gives(&db, new)), ("privacy.no_consent", "ok"), "{what}");
            chooses(&db, old, CHOICE, true);
            assert_eq!(gives(&db, old), "ok", "asked again, and agreed");
        });
    }
}

fn country(policy: &Policy) -> Option<String> {
    policy.recipient(ABROAD).unwrap().country.clone()
}
