//! What the repository says of the program, generated from it: docs/purposes.md. And the days on
//! which the desk is closed, held against what is known of them.

use daiko::house::views;
use daiko::policy_files::Files;
use policy::{Day, Lang, Weekday, holidays, record_of_processing};
use testkit::shared_file;

use crate::common::ours;

#[expect(clippy::disallowed_methods, reason = "tests have no config.rs; this asks for the writing")]
fn is_to_be_written() -> bool {
    std::env::var("DAIKO_WRITE_DOCS").is_ok_and(|word| word == "1")
}

#[test]
fn the_record_of_processing_in_the_docs_is_what_the_program_does() {
    let policy = Files::BuiltIn.versions().unwrap().pop().unwrap();
    let head = "<!-- Generated from the policy and from every view of the program. Written by the \
                test of\n     app/tests/privacy/papers.rs when DAIKO_WRITE_DOCS=1; never edited. -->\n\n";
    let used = privacy::cli::policy_uses(&policy, &views()).text;
    let record = record_of_processing(&views(), &policy, Lang::En);
    let now = format!("{head}{record}\n## Which view reads what\n\n```\n{used}```\n");
    let file = ours("docs/purposes.md");
    if is_to_be_written() {
        std::fs::write(&file, &now).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    for (n, (now, then)) in now.lines().zip(written.lines()).enumerate() {
        assert_eq!(now, then, "line {}: DAIKO_WRITE_DOCS=1 writes docs/purposes.md anew", n + 1);
    }
    assert_eq!(now.len(), written.len(), "docs/purposes.md is another");
    for view in views() {
        assert!(written.contains(view.name), "{}", view.name);
    }
}

fn days() -> Vec<Day> {
    holidays(&std::fs::read_to_string(ours("data/holidays-jp.toml")).unwrap()).unwrap()
}

#[test]
fn the_holidays_follow_the_law() {
    let days = days();
    for year in 2026..=2035 {
        let of: Vec<&Day> =
            days.iter().filter(|day| day.to_string().starts_with(&year.to_string())).collect();
        assert!((16..=19).contains(&of.len()), "{year}: {}", of.len());
        for fixed in [
            "01-01", "02-11", "02-23", "04-29", "05-03", "05-04", "05-05", "08-11", "11-03",
            "11-23",
        ] {
            assert!(of.iter().any(|day| day.to_string().ends_with(fixed)), "{year}-{fixed}");
        }
        // A holiday on a Sunday is kept on the next day that is none.
        for day in of.iter().filter(|day| day.weekday() == Weekday::Sunday) {
            let next = (1..=4).map(|n| day.plus_days(n)).find(|next| {
                let fixed = &next.to_string()[5..];
                !["05-04", "05-05"].contains(&fixed)
            });
            assert!(days.contains(&next.unwrap()), "{day} is a Sunday");
        }
    }
}

#[test]
fn the_holidays_are_those_that_were_published_and_reckoned() {
    let ours: Vec<String> = days().iter().map(ToString::to_string).collect();
    let mut theirs = Vec::new();
    for name in ["data/jp_holidays_cabinet_office.csv", "data/jp_holidays_computed_2027_2035.csv"] {
        let Some(file) = shared_file(name) else {
            eprintln!("left out: {name} is not here");
            return;
        };
        let text = std::fs::read_to_string(file).unwrap();
        let rows = text.lines().filter_map(|line| line.split(',').next());
        theirs.extend(rows.filter(|day| Day::parse(day).is_some()).map(str::to_owned));
    }
    theirs.retain(|day| day.as_str() >= "2026");
    theirs.sort();
    assert_eq!(ours, theirs);
}

#[test]
fn the_desk_is_closed_on_a_holiday() {
    let policy = Files::BuiltIn.versions().unwrap().pop().unwrap();
    let noon = |day: &str| Day::parse(day).unwrap().begins().plus(kernel::Span::hours(12));
    let open = |day| policy.contact.desk(noon(day), &days()).open;
    assert!(!open("2026-11-23"), "Labour Thanksgiving Day, a Monday");
    assert!(open("2026-11-24") && !open("2026-11-22"));
}
