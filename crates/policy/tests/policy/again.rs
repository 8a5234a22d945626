//! A yes to the narrower text is no yes to the wider one.

use std::sync::Arc;

use crate::common::{files, shipped};
use kernel::Span;
use policy::{Policy, Running, asked_again};

/// What is put otherwise, and which consents are asked for again by it.
const CHANGES: &[(&str, &str, &[&str])] = &[
    (
        "categories = [\"D1.handle\", \"D2.given_name\", \"D7\"]\nbasis.jp = \"consent\"\nbasis.eu = \"consent\"\nretention = [\"contact\"]\n[purpose.P5.may]\nsystem = [",
        "categories = [\"D1.handle\", \"D2.given_name\", \"D3.country\", \"D7\"]\nbasis.jp = \"consent\"\nbasis.eu = \"consent\"\nretention = [\"contact\"]\n[purpose.P5.may]\nsystem = [\"D3.country\", ",
        &["magazine"],
    ),
    (
        "gives = [\"D1.handle\", \"D2.given_name\", \"D3.country\", \"D7\"]",
        "gives = [\"D1.handle\", \"D2\", \"D3.country\", \"D7\"]",
        &["partners", "partners_abroad"],
    ),
    (
        "gives = [\"D1.handle\", \"D3.country\", \"D9.orders\"]",
        "gives = [\"D1.handle\", \"D2\", \"D3.country\", \"D9.orders\"]",
        &["partners"],
    ),
    ("marketing = [\"D1.handle\", ", "marketing = [\"D1.handle\", \"D7\", ", &["partners"]),
    ("period = \"0 days\"", "period = \"9 days\"", &["magazine", "partners"]),
    ("period = \"6 months\"", "period = \"7 months\"", &["recruitment"]),
    ("period = \"7 years\"", "period = \"8 years\"", &[]),
    ("warehouse = [\"D2\", ", "warehouse = [\"D7\", \"D2\", ", &[]),
    ("marketing = [\"D1.handle\", ", "marketing = [", &[]),
    ("representative = \"Hanako Mihon\"", "representative = \"Hana Mihon\"", &[]),
];

fn next(from: &str, to: &str) -> Policy {
    files().with_facts(from, to).next("2026-11-23").with(policy::parse).unwrap()
}

#[test]
fn a_consent_is_asked_for_again_when_what_rests_on_it_is_widened() {
    for (from, to, expect) in CHANGES {
        let found: Vec<String> = asked_again(&shipped(), &next(from, to)).into_iter().collect();
        assert_eq!(found, *expect, "{to}");
    }
}

#[test]
fn the_mark_of_a_consent_is_the_same_whether_the_house_ran_or_was_started_anew() {
    let (first, second) = (shipped(), next(CHANGES[3].0, CHANGES[3].1));
    let ran = Running::start(first.clone(), &[]).unwrap();
    assert_eq!(ran.mark("partners"), None);
    let day = second.effective.begins();
    let ran = ran.succeeded_by(second.clone(), Some(day.minus(Span::days(60))), day).unwrap();
    let anew = Running::along(&[Arc::new(first), Arc::new(second.clone())]).unwrap();
    for choice in &second.choices {
        let expect = (choice.code == "partners").then(|| second.hash());
        assert_eq!(ran.mark(&choice.code), expect, "{}", choice.code);
        assert_eq!(anew.mark(&choice.code), expect, "{}", choice.code);
    }
}
