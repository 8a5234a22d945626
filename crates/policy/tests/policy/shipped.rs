//! The policy that ships is whole in every language, and what it shows is what it says.

use std::collections::BTreeSet;

use kernel::{At, Span};
use policy::{
    Block, Field, FieldSet, Lang, LegalClock, Page, Provision, Purpose, RetentionClass, Right,
    form_notice, page, show,
};

use crate::common::{files, shipped};

#[test]
fn the_shipped_policy_has_no_flaw() {
    let flaws: Vec<String> = files().with(policy::check).iter().map(ToString::to_string).collect();
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
    assert_eq!(shipped().hash().len(), 64);
}

/// Every piece of text on a page.
fn texts(page: &Page) -> Vec<&str> {
    let mut out = vec![page.title.as_str()];
    for section in &page.sections {
        out.push(&section.heading);
        for block in &section.blocks {
            match block {
                Block::Text(text) => out.push(text),
                Block::List(items) => out.extend(items.iter().map(String::as_str)),
                Block::Pairs(pairs) => out.extend(pairs.iter().flat_map(|(k, v)| [k.as_str(), v])),
                Block::Item { id, title, text, pairs } => {
                    out.extend([id.as_str(), title, text]);
                    out.extend(pairs.iter().flat_map(|(k, v)| [k.as_str(), v.as_str()]));
                }
                Block::Table { head, rows } => {
                    out.extend(head.iter().chain(rows.iter().flatten()).map(String::as_str));
                }
            }
        }
    }
    out
}

#[test]
fn the_page_shows_every_fact_in_every_language() {
    let policy = shipped();
    for lang in Lang::ALL {
        let page = page(&policy, *lang);
        assert_eq!(page.hash, policy.hash());
        let ids: BTreeSet<&str> = page
            .sections
            .iter()
            .flat_map(|s| &s.blocks)
            .filter_map(|b| if let Block::Item { id, .. } = b { Some(id.as_str()) } else { None })
            .collect();
        let mut facts: Vec<&str> = (1..=10).map(|n| policy::Category::ALL[n - 1].code()).collect();
        facts.extend(Purpose::ALL.iter().map(|p| p.fact()));
        facts.extend(Provision::ALL.iter().map(|t| t.code()));
        facts.extend(Right::ALL.iter().map(|r| r.code()));
        facts.extend(["C1", "C2", "V1", "S1", "L1", "J1", "law-jp", "law-eu"]);
        facts.extend(policy.recipients.iter().map(|r| r.code.as_str()));
        facts.extend(policy.choices.iter().map(|c| c.code.as_str()));
        for fact in facts {
            assert!(ids.contains(fact), "{lang} does not show {fact}");
        }
        for section in &page.sections {
            assert!(!section.blocks.is_empty(), "{lang} {} is empty", section.id);
        }
        let texts = texts(&page);
        let all = texts.join("\n");
        for shown in [
            "PPC-DEMO-000000",
            "DEMO-PAY-2026-01",
            "2027-11-01",
            "09:00–18:00 JST",
            "Customs Act Art 94",
        ] {
            assert!(all.contains(shown), "{lang} does not show {shown}");
        }
        assert!(texts.iter().all(|t| !t.is_empty() && !t.contains('{')), "{lang}: a gap in {all}");
    }
}

#[test]
fn each_language_speaks_its_own_script() {
    let policy = shipped();
    let (en, ja, zh) =
        (page(&policy, Lang::En), page(&policy, Lang::Ja), page(&policy, Lang::ZhHant));
    let kana = |t: &str| t.chars().any(|c| ('\u{3041}'..='\u{30ff}').contains(&c));
    let han = |t: &str| t.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for ((english, japanese), chinese) in en.sections.iter().zip(&ja.sections).zip(&zh.sections) {
        for ((e, j), c) in english.blocks.iter().zip(&japanese.blocks).zip(&chinese.blocks) {
            if let (
                Block::Item { id, text: e, .. },
                Block::Item { text: j, .. },
                Block::Item { text: c, .. },
            ) = (e, j, c)
            {
                assert!(!han(e) && !kana(e), "{id} in English: {e}");
                assert!(kana(j), "{id} in Japanese: {j}");
                assert!(han(c) && !kana(c), "{id} in Chinese: {c}");
            }
        }
    }
}

#[test]
fn a_form_shows_its_purposes_recipients_and_choices_and_nothing_it_does_not_use() {
    let policy = shipped();
    let fields = FieldSet::of(&[Field::Handle, Field::GivenName, Field::Email]);
    for lang in Lang::ALL {
        let prose = &policy.prose[lang];
        let asked = [Purpose::Members, Purpose::Magazine];
        let notice = form_notice(&policy, *lang, fields, &asked).unwrap();
        let shown: Vec<&str> = notice.lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(shown, [prose.say("text", "P1"), prose.say("text", "P5")]);
        assert_eq!(notice.hash, policy.hash());
        assert_eq!(notice.operator, "Daiko Demo Operator");
        assert!(
            notice
                .recipients
                .iter()
                .any(|(name, country, _)| name == "Demo Mail GmbH" && country == "DE")
        );
        let choices: Vec<&str> = notice.choices.iter().map(|c| c.code.as_str()).collect();
        assert_eq!(choices, ["magazine"]);
        assert_eq!(notice.choices[0].text, prose.say("agree", "magazine"));
    }
    let refused = form_notice(&policy, Lang::En, fields.with(Field::Sex), &[Purpose::Magazine]);
    let refused = refused.unwrap_err();
    assert!(refused.iter().any(|d| d.field == Some(Field::Sex)), "{refused:?}");
    assert!(form_notice(&policy, Lang::En, fields, &[]).is_err());
    assert!(
        form_notice(&policy, Lang::En, FieldSet::of(&[Field::Sex]), &[Purpose::Shipment]).is_err()
    );
}

#[test]
fn the_desk_opens_on_weekdays_from_nine_to_six_in_japan() {
    let contact = shipped().contact;
    let table = [
        ("Friday 18:00 less a moment", "2026-11-20T08:59:59Z", true, "2026-11-20T09:00:00Z"),
        (
            "Friday 18:00, and Monday is a holiday",
            "2026-11-20T09:00:00Z",
            false,
            "2026-11-24T00:00:00Z",
        ),
        ("Saturday noon", "2026-11-21T03:00:00Z", false, "2026-11-24T00:00:00Z"),
        ("the holiday itself", "2026-11-23T03:00:00Z", false, "2026-11-24T00:00:00Z"),
        ("Tuesday before nine", "2026-11-23T23:59:59Z", false, "2026-11-24T00:00:00Z"),
        ("Tuesday at nine", "2026-11-24T00:00:00Z", true, "2026-11-24T09:00:00Z"),
    ];
    for (what, at, open, next) in table {
        let desk = contact.hours.desk(At::parse(at).unwrap());
        assert_eq!((desk.open, desk.next), (open, At::parse(next)), "{what}");
    }
}

#[test]
fn the_numbers_of_the_law_are_the_ones_read() {
    let policy = shipped();
    let clocks = [
        (LegalClock::BreachFirst, "5 days"),
        (LegalClock::BreachFull, "30 days"),
        (LegalClock::BreachFullImproper, "60 days"),
        (LegalClock::BreachMass, "1000 persons"),
        (LegalClock::BreachEu, "72 hours"),
        (LegalClock::Request, "14 days"),
        (LegalClock::RequestEu, "1 months"),
        (LegalClock::RequestEuLonger, "2 months"),
        (LegalClock::Unsubscribe, "2 days"),
    ];
    for (clock, number) in clocks {
        assert_eq!(policy.clock(clock).unwrap().to_string(), number, "{clock}");
    }
    let classes = [
        (RetentionClass::Tax, "7 years"),
        (RetentionClass::Customs, "5 years"),
        (RetentionClass::Dealer, "3 years"),
        (RetentionClass::Provision, "3 years"),
        (RetentionClass::Consent, "3 years"),
    ];
    for (class, number) in classes {
        assert_eq!(policy.retention[&class].period.to_string(), number, "{class}");
    }
    let start = At::parse("2026-11-22T00:00:00Z").unwrap();
    let end = policy.retention[&RetentionClass::Tax].period.after(start);
    assert_eq!(end, At::parse("2033-11-22T00:00:00Z").unwrap());
    assert_eq!(policy.clock(LegalClock::Request).unwrap().after(start), start.plus(Span::days(14)));
}

#[test]
fn shown_on_a_terminal_it_is_the_same_page() {
    let policy = shipped();
    for lang in Lang::ALL {
        let (page, text) = (page(&policy, *lang), show(&policy, *lang));
        for piece in texts(&page) {
            assert!(text.contains(piece), "{lang} loses {piece}");
        }
        assert!(text.contains(policy.hash()));
    }
}

#[test]
fn every_word_reads_back_and_no_two_are_the_same() {
    macro_rules! each {
        ($($word:ty),*) => {$(
            for (place, word) in <$word>::ALL.iter().enumerate() {
                assert_eq!(<$word>::parse(word.code()), Some(*word));
                assert_eq!(word.index(), place, "{word}");
                assert!(place < 64, "a set holds 64");
            }
            assert_eq!(<$word>::parse("nothing of the kind"), None);
        )*};
    }
    each!(
        Purpose,
        policy::Category,
        Field,
        policy::Role,
        policy::Route,
        Provision,
        policy::RecipientKind,
        policy::Means,
        RetentionClass,
        policy::StartEvent,
        policy::Law,
        policy::Basis,
        policy::ChoiceKind,
        Right,
        Lang,
        LegalClock
    );
    for purpose in Purpose::ALL {
        assert_eq!(Purpose::from_fact(purpose.fact()), Some(*purpose));
    }
}

/// The hash as policy/README.md describes it, made by other hands.
#[test]
fn a_stranger_comes_to_the_same_hash() {
    fn lines(at: &str, value: &toml::Value, out: &mut Vec<String>) {
        let escape = |t: &str| t.replace('\\', "\\\\").replace('\n', "\\n");
        match value {
            toml::Value::Table(table) => {
                for (key, inner) in table {
                    let dot = if at.is_empty() { "" } else { "." };
                    lines(&format!("{at}{dot}{key}"), inner, out);
                }
            }
            toml::Value::Array(items) if items.is_empty() => {
                out.push(format!("{} = []\n", escape(at)))
            }
            toml::Value::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    match item.as_str() {
                        Some(text) => out.push(format!("{}[{}] = \n", escape(at), escape(text))),
                        None => lines(&format!("{at}[{place}]"), item, out),
                    }
                }
            }
            toml::Value::String(text) => out.push(format!("{} = {}\n", escape(at), escape(text))),
            other => out.push(format!("{} = {other}\n", escape(at))),
        }
    }
    let files = files();
    let mut all = Vec::new();
    lines("", &toml::Value::Table(files.facts.parse().unwrap()), &mut all);
    for (lang, _, text) in &files.prose {
        lines(&format!("prose.{lang}"), &toml::Value::Table(text.parse().unwrap()), &mut all);
    }
    all.sort();
    use sha2::Digest;
    let sum = sha2::Sha256::digest(all.concat().as_bytes());
    let hex: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, shipped().hash());
}
