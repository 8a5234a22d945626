//! What the repository says of the program, generated from it: docs/purposes.md. And the days on
//! which Japan keeps holiday, held against what is known of them.

use daiko::house::views;
use daiko::policy_files::Files;
use kernel::Day;
use policy::{Lang, record_of_processing};
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

#[test]
fn the_cookies_the_policy_tells_of_are_those_the_program_sets() {
    let policy = Files::BuiltIn.versions().unwrap().pop().unwrap();
    let start = kernel::At::from_secs(1_800_000_000);
    let lasts = |cookie: &policy::Cookie| cookie.lasts.map(|lasts| lasts.after(start).since(start));
    let mut told: Vec<_> = policy.cookies.iter().map(|c| (c.name.as_str(), lasts(c))).collect();
    told.sort_unstable();
    let mut set = web::COOKIES.to_vec();
    set.sort_unstable();
    assert_eq!(told, set);
    // None waits for a consent, so none may be more than what was asked for.
    assert!(policy.cookies.iter().all(|cookie| cookie.essential));
}

#[test]
fn the_holidays_are_those_that_were_published_and_reckoned() {
    let published =
        ["data/jp_holidays_cabinet_office.csv", "data/jp_holidays_computed_2027_2035.csv"];
    let mut theirs = Vec::new();
    for name in published {
        // Without the file shared_file says so.
        let Some(file) = shared_file(name) else { return };
        let text = std::fs::read_to_string(file).unwrap();
        theirs.extend(text.lines().filter_map(|line| Day::parse(line.split(',').next()?)));
    }
    theirs.sort_unstable();
    let first = Day::on(1955, 1, 1);
    let days = (0..).map(|n| first.plus_days(n)).take_while(|day| *day < Day::on(2036, 1, 1));
    let ours: Vec<Day> = days.filter(|day| day.is_holiday()).collect();
    assert!(theirs.len() > 1_000, "{}", theirs.len());
    let lacking: Vec<&Day> = theirs.iter().filter(|day| !ours.contains(day)).collect();
    let beside: Vec<&Day> = ours.iter().filter(|day| !theirs.contains(day)).collect();
    assert!(lacking.is_empty() && beside.is_empty(), "lacking {lacking:?}, beside {beside:?}");
}

#[test]
fn the_desk_is_closed_on_a_holiday() {
    let policy = Files::BuiltIn.versions().unwrap().pop().unwrap();
    let noon = |day: &str| Day::parse(day).unwrap().begins().plus(kernel::Span::hours(12));
    let open = |day| policy.contact.hours.desk(noon(day)).open;
    assert!(!open("2026-11-23"), "Labour Thanksgiving Day, a Monday");
    assert!(open("2026-11-24") && !open("2026-11-22"));
}
