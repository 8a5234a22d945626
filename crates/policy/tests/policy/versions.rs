//! Comparing versions, and the next version taking the place of the running one.

use crate::common::{Files, files, shipped};
use kernel::{At, Span};
use policy::Class::{Narrowing, Widening, Wording};
use policy::{
    Ask, Change, Class, Decision, Field, FieldSet, Lang, NotYet, Policy, Purpose, Role, Running,
    Standing, Withheld, change_letter, compare, describe,
};

fn parsed(files: &Files) -> Policy {
    files.with(policy::parse).unwrap()
}

fn changes(from: &str, to: &str) -> Vec<Change> {
    compare(&shipped(), &parsed(&files().with_facts(from, to)))
}

/// From, to, the class of the change, its entry.
const CHANGES: &[(&str, &str, Class, &str)] = &[
    (
        "marketing = [\"D1.handle\", \"D3.country\"]",
        "marketing = [\"D1.handle\", \"D3.country\", \"D7\"]",
        Widening,
        "purpose.P10.may.marketing[D7.email]",
    ),
    (
        "marketing = [\"D1.handle\", \"D3.country\"]",
        "marketing = [\"D1.handle\"]",
        Narrowing,
        "purpose.P10.may.marketing[D3.country]",
    ),
    ("basis.jp = \"consent\"", "basis.jp = \"notified\"", Widening, "purpose.P5.basis.jp"),
    ("period = \"7 years\"", "period = \"90 months\"", Widening, "retention.tax.period"),
    ("period = \"7 years\"", "period = \"80 months\"", Narrowing, "retention.tax.period"),
    ("starts = \"answered\"", "starts = \"account_closed\"", Widening, "retention.survey.starts"),
    (
        "retention = [\"survey\"]",
        "retention = [\"survey\", \"inquiry\"]",
        Widening,
        "purpose.P6.retention[inquiry]",
    ),
    (
        "retention = [\"survey\"]",
        "retention = [\"survey\"]\nstopped = true",
        Narrowing,
        "purpose.P6.stopped",
    ),
    ("country = \"DE\"", "country = \"FR\"", Widening, "recipient.demo_mail.country"),
    ("name = \"Demo Pay Inc.\"", "name = \"Other Pay Inc.\"", Widening, "recipient.demo_pay.name"),
    (
        "address = \"1 Sample Street, ",
        "address = \"9 Sample Street, ",
        Wording,
        "recipient.demo_pay.address",
    ),
    (
        "check_due = \"2027-11-01\"",
        "check_due = \"2028-11-01\"",
        Widening,
        "recipient.demo_pay.check_due",
    ),
    (
        "check_due = \"2027-11-01\"",
        "check_due = \"2027-01-01\"",
        Narrowing,
        "recipient.demo_pay.check_due",
    ),
    (
        "checked = \"2026-11-01\"\ncheck_due = \"2027-11-01\"",
        "checked = \"2026-11-20\"\ncheck_due = \"2027-11-20\"",
        Wording,
        "recipient.demo_pay.check_due",
    ),
    (
        "starts = \"2026-11-22\"",
        "starts = \"2027-01-01\"",
        Narrowing,
        "recipient.demo_partner.starts",
    ),
    (
        "gives = [\"D1.handle\", \"D3.country\", \"D9.orders\"]",
        "gives = [\"D1.handle\", \"D2\", \"D3.country\", \"D9.orders\"]",
        Widening,
        "recipient.demo_partner.gives[D2.given_name]",
    ),
    (
        "purposes = [\"P9\"]\nrecipients = []",
        "purposes = [\"P2\", \"P9\"]\nrecipients = []",
        Narrowing,
        "choice.statistics.purposes[P2]",
    ),
    ("lasts = \"30 days\"", "lasts = \"session\"", Narrowing, "cookie.daiko-session.lasts"),
    ("lasts = \"session\"", "lasts = \"1 hours\"", Widening, "cookie.daiko-visitor.lasts"),
    ("essential = true", "essential = false", Narrowing, "cookie.daiko-session.essential"),
    (
        "origins = []",
        "origins = [{ url = \"https://x.example\", sends = \"a\", to = \"b\", purpose = \"P1\" }]",
        Widening,
        "origins[0].url",
    ),
    (
        "value = \"14 days\"\nlaw = \"jp\"\narticle = \"APPI Art 33",
        "value = \"13 days\"\nlaw = \"jp\"\narticle = \"APPI Art 33",
        Narrowing,
        "clock.request.value",
    ),
    (
        "value = \"14 days\"\nlaw = \"jp\"\narticle = \"the operator",
        "value = \"13 days\"\nlaw = \"jp\"\narticle = \"the operator",
        Widening,
        "clock.policy_notice.value",
    ),
    ("fee_yen = 0", "fee_yen = 300", Widening, "right.R1.fee_yen"),
    (
        "representative = \"Hanako Mihon\"",
        "representative = \"Hana Mihon\"",
        Wording,
        "operator.representative",
    ),
    ("opens = \"09:00\"", "opens = \"10:00\"", Wording, "contact.opens"),
    (
        "\"sealed_backups\", \"trained_staff\"]",
        "\"trained_staff\"]",
        Widening,
        "measures[sealed_backups]",
    ),
];

#[test]
fn each_change_is_classed_by_what_it_does_to_the_person() {
    for (from, to, class, entry) in CHANGES {
        let mut files = files().with_facts(from, to);
        if *entry == "measures[sealed_backups]" {
            for (_, _, text) in &mut files.prose {
                let cut = text.find("sealed_backups = ").unwrap();
                let end = text[cut..].find('\n').unwrap();
                text.replace_range(cut..=cut + end, "");
            }
        }
        let found = compare(&shipped(), &parsed(&files));
        let hit = found.iter().find(|c| c.entry == *entry);
        assert_eq!(hit.map(|c| c.class), Some(*class), "{entry}: {found:#?}");
        assert!(!describe(hit.unwrap(), &shipped(), &parsed(&files), Lang::Ja).is_empty());
    }
}

#[test]
fn evidence_is_not_narrowed_away_and_no_purpose_widens_by_its_words() {
    let periods = [
        ("request_closed", "request"),
        ("recorded\"\narticle = \"APPI Art 23", "access"),
        ("last_mail", "consent"),
    ];
    for (starts, class) in periods {
        let from = format!("period = \"3 years\"\nstarts = \"{starts}");
        for other in ["1 months", "4 years"] {
            let found = changes(&from, &from.replace("3 years", other));
            let entry = format!("retention.{class}.period");
            let hit = found.iter().find(|c| c.entry == entry);
            assert_eq!(hit.map(|c| c.class), Some(Widening), "{entry} {other}: {found:#?}");
        }
    }
    let words = [
        ("To send you the magazine by e-mail", Widening, "prose.en.text.P5"),
        ("Mail magazine\"\n", Widening, "prose.en.title.P5"),
        ("I want to receive the mail magazine.", Widening, "prose.en.agree.magazine"),
        ("Your bids, orders, parcels", Wording, "prose.en.text.D9"),
        ("Sharing with partner companies", Wording, "prose.en.choice.partners"),
    ];
    for (from, class, entry) in words {
        let mut other = files();
        let english = &mut other.prose.iter_mut().find(|file| file.0 == Lang::En).unwrap().2;
        assert!(english.contains(from), "{from}");
        *english = english.replacen(from, &format!("Other words: {from}"), 1);
        let found = compare(&shipped(), &parsed(&other));
        let hit = found.iter().find(|c| c.entry == entry);
        assert_eq!(hit.map(|c| c.class), Some(class), "{entry}: {found:#?}");
    }
    // The record of who was given what is kept as long as the law says, and not a day less.
    let provision = |period: &str| {
        let from = "period = \"3 years\"\nstarts = \"recorded\"\narticle = \"APPI Art 29";
        let files = files().with_facts(from, &from.replace("3 years", period));
        files.with(policy::parse).map_err(|flaws| flaws[0].to_string())
    };
    assert!(provision("36 months").is_ok() && provision("4 years").is_ok());
    for short in ["35 months", "1094 days", "2 years"] {
        let line = files().facts.lines().position(|l| l == "[retention.provision]").unwrap() + 2;
        let said = provision(short).unwrap_err();
        assert!(said.starts_with(&format!("policy/2026-11-22.toml:{line}: ")), "{said}");
        assert!(said.contains("retention.provision.period") && said.contains("3 years"), "{said}");
    }
}

#[test]
fn a_category_and_its_fields_one_by_one_are_the_same_policy() {
    let spelt = "gives = [\"D2.given_name\", \"D2.family_name\", \"D2.latin_name\", \"D3\", \"D6\", \
                 \"D9.parcels\"]";
    assert_eq!(changes("gives = [\"D2\", \"D3\", \"D6\", \"D9.parcels\"]", spelt), []);
}

#[test]
fn a_table_that_goes_is_one_change_and_comparing_back_turns_it_round() {
    let judged = "[judgement.J1]                              # telling the buyer of a thing that \
                  its maker calls it back\ndecided = \"2026-11-20\"\nby = \"Taro Rei\"\nnear = \
                  \"P8\"\ncategories = [\"D1.account_id\", \"D2\", \"D7\", \"D9.orders\"]\n";
    let mut less = files()
        .with_facts(judged, "[judgement]\n")
        .with_facts("categories = [\"D1.account_id\", \"D2\", \"D7\", \"D9.orders\"]", "categories = []")
        .with_facts("support = [\"D2\", \"D7\", \"D9.orders\"]\nsystem = [\"D1.account_id\", \"D2\", \"D7\", \"D9.orders\"]\n", "")
        .with_facts("\"P8\", \"P12\", \"L1-rights\"]", "\"P8\", \"L1-rights\"]");
    for (_, _, text) in &mut less.prose {
        let cut = text.find("[judgement]").unwrap();
        let end = text[cut..].find("[recipient]").unwrap();
        text.replace_range(cut..cut + end, "");
    }
    let (old, new) = (shipped(), parsed(&less));
    let entry = |changes: &[Change], class: Class| {
        let hits = changes.iter().filter(|c| c.entry.starts_with("judgement.J1"));
        let hits: Vec<&Change> = hits.collect();
        assert_eq!(hits.len(), 1, "{hits:?}");
        assert_eq!(hits[0].class, class);
    };
    entry(&compare(&old, &new), Class::Narrowing);
    entry(&compare(&new, &old), Class::Widening);
}

fn at(text: &str) -> At {
    At::parse(text).unwrap()
}

fn ask(purpose: Purpose, field: Field, role: Role) -> Ask {
    let fields = FieldSet::of(&[field]);
    Ask { purpose, fields, role, recipient: None, at: at("2027-02-01T00:00:00Z") }
}

#[test]
fn a_wider_version_binds_only_after_its_day_its_chain_and_its_notice() {
    let running = Running::start(shipped(), &[]).unwrap();
    let wider = files().next("2027-01-10").with_facts(
        "marketing = [\"D1.handle\", \"D3.country\"]",
        "marketing = [\"D1.handle\", \"D3.country\", \"D7\"]",
    );
    let next = || parsed(&wider);
    let day = at("2027-01-09T15:00:00Z");
    let unchained =
        parsed(&files().next("2027-01-10").with_facts(shipped().hash(), &"0".repeat(64)));
    assert!(matches!(
        running.succeeded_by(unchained, Some(at("2026-12-01T00:00:00Z")), day),
        Err(NotYet::BrokenChain { .. })
    ));
    let early = running.succeeded_by(next(), None, day.minus(Span::micros(1)));
    assert_eq!(early.unwrap_err(), NotYet::NotEffective { from: day });
    let untold = running.succeeded_by(next(), None, day);
    assert_eq!(untold.unwrap_err(), NotYet::NotTold { widenings: 1, from: None });
    let told = at("2027-01-01T00:00:00Z");
    let from = told.plus(Span::days(14));
    let late = running.succeeded_by(next(), Some(told), from.minus(Span::micros(1)));
    assert_eq!(late.unwrap_err(), NotYet::NotTold { widenings: 1, from: Some(from) });
    let after = running.succeeded_by(next(), Some(told), from).unwrap();
    assert_ne!(after.hash(), running.hash());
    let ask = ask(Purpose::Partners, Field::Email, Role::Marketing);
    let person = after.compiled().standing(Some("US"), []);
    assert_eq!(running.decide(&ask, &person), Decision::Withheld(Withheld::NotAllowed));
    assert_eq!(after.decide(&ask, &person), Decision::Allowed);
}

#[test]
fn a_narrower_version_withholds_from_its_instant_and_says_why() {
    let running = Running::start(shipped(), &[]).unwrap();
    let narrower = parsed(&files().next("2027-01-10").with_facts(
        "warehouse = [\"D2\", \"D3\", \"D6\", \"D9.orders\", \"D9.parcels\"]",
        "warehouse = [\"D2\", \"D3\", \"D9.orders\", \"D9.parcels\"]",
    ));
    let after = running.succeeded_by(narrower, None, at("2027-01-09T15:00:00Z")).unwrap();
    let person = Standing::default();
    let phone = ask(Purpose::Shipment, Field::Phone, Role::Warehouse);
    let birthday = ask(Purpose::Shipment, Field::Birthday, Role::Warehouse);
    let city = ask(Purpose::Shipment, Field::City, Role::Warehouse);
    assert_eq!(running.decide(&phone, &person), Decision::Allowed);
    assert_eq!(after.decide(&phone, &person), Decision::Withheld(Withheld::PolicyNarrowed));
    assert_eq!(after.decide(&birthday, &person), Decision::Withheld(Withheld::NotDeclared));
    assert_eq!(after.decide(&city, &person), Decision::Allowed);
}

#[test]
fn the_operator_can_stop_a_purpose_or_a_recipient_at_once_but_no_duty() {
    let mut running = Running::start(shipped(), &[]).unwrap();
    let person = running.compiled().standing(Some("US"), []);
    let post = running.compiled().recipient("demo_post");
    let to_post = Ask { recipient: post, ..ask(Purpose::Shipment, Field::City, Role::System) };
    let here = ask(Purpose::Shipment, Field::City, Role::System);
    running.stop_recipient(post.unwrap());
    let narrowed = Decision::Withheld(Withheld::PolicyNarrowed);
    assert_eq!(running.decide(&to_post, &person), narrowed);
    assert_eq!(running.decide(&here, &person), Decision::Allowed);
    let next = parsed(&files().next("2027-01-10"));
    let mut after = running.succeeded_by(next, None, at("2027-01-09T15:00:00Z")).unwrap();
    assert_eq!(after.decide(&to_post, &person), narrowed, "a stop outlives the version");
    after.stop_purpose(Purpose::Shipment);
    after.stop_purpose(Purpose::Tax);
    assert_eq!(after.decide(&here, &person), narrowed);
    let books = ask(Purpose::Tax, Field::City, Role::Accountant);
    assert_eq!(after.decide(&books, &person), Decision::Allowed);
}

#[test]
fn the_letter_tells_each_widening_and_narrowing_in_each_language() {
    let old = shipped();
    let new = parsed(
        &files()
            .next("2027-01-10")
            .with_facts(
                "marketing = [\"D1.handle\", \"D3.country\"]",
                "marketing = [\"D1.handle\", \"D7\"]",
            )
            .with_facts("period = \"7 years\"", "period = \"8 years\"")
            .with_facts("opens = \"09:00\"", "opens = \"10:00\""),
    );
    let table = [
        (
            Lang::En,
            [
                "Partner companies · Who may open it · marketing · e-mail address: new",
                "marketing · country: dropped",
                "tax books and papers · Period: 7 year(s) → 8 year(s)",
                "2027-01-10",
            ],
        ),
        (
            Lang::Ja,
            [
                "提携会社との情報提供 · 開ける人 · 販売促進 · メールアドレス：追加",
                "販売促進 · 国：削除",
                "7年 → 8年",
                "2027-01-10",
            ],
        ),
        (
            Lang::ZhHant,
            ["行銷 · 電子郵件地址：新增", "行銷 · 國家：移除", "7 年 → 8 年", "2027-01-10"],
        ),
    ];
    for (lang, lines) in table {
        let letter = change_letter(&old, &new, lang);
        for line in lines {
            assert!(letter.text.contains(line), "{lang} lacks {line}:\n{}", letter.text);
        }
        assert!(letter.subject.contains("Daiko Demo Operator"), "{}", letter.subject);
        assert!(letter.text.contains(new.hash()));
        assert!(!letter.text.contains('{') && !letter.subject.contains('{'), "{}", letter.text);
    }
    let same = change_letter(&old, &parsed(&files().next("2027-01-10")), Lang::En);
    assert!(same.text.contains("Nothing changes but the date."), "{}", same.text);
}
