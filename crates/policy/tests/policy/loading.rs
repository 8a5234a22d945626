//! The loader refuses what is incomplete and names the file, the line, and what to add.

use crate::common::{FILE, Files, files};
use policy::{Flaw, Lang};

fn flaws(files: &Files) -> Vec<Flaw> {
    files.with(policy::check)
}

/// The line on which a piece of the facts stands.
fn line_of(files: &Files, piece: &str) -> u32 {
    let at = files.facts.find(piece).unwrap();
    u32::try_from(files.facts[..at].matches('\n').count() + 1).unwrap()
}

/// From, to, the piece on whose line the flaw is, the entry, what the sentence says.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

const FLAWS: &[Row] = &[
    (
        "effective = \"2026-11-22\"",
        "effective = \"2026-02-30\"",
        "effective =",
        "effective",
        "write it like",
    ),
    (
        "effective = \"2026-11-22\"",
        "effective = \"2026-11-21\"",
        "effective =",
        "effective",
        "later day",
    ),
    ("previous = \"none\"", "previous = \"abc\"", "previous =", "previous", "not understood"),
    (
        "fields = [\"phone\"]",
        "fields = [\"phone\", \"fax\"]",
        "fields = [\"phone\"",
        "category.D6.fields[fax]",
        "use \"phone\"",
    ),
    ("fields = [\"sex\"]", "fields = []", "fields = []", "category.D5.fields", "is empty"),
    (
        "basis.eu = \"contract\"",
        "basis.eu = \"notified\"",
        "basis.eu = \"notified\"",
        "purpose.P1.basis.eu",
        "GDPR Art 6",
    ),
    (
        "basis.eu = \"contract\"",
        "basis.eu = \"custom\"",
        "basis.eu = \"custom\"",
        "purpose.P1.basis.eu",
        "use one of",
    ),
    (
        "recruiter = [\"D2\", \"D6\", \"D7\"]",
        "recruiter = [\"D2\", \"D3\", \"D6\", \"D7\"]",
        "recruiter = ",
        "purpose.P11.may.recruiter",
        "D3.address_lines",
    ),
    ("recruiter = [", "janitor = [", "janitor = ", "purpose.P11.may.janitor", "not an entry"),
    (
        "categories = [\"D2\", \"D6\", \"D7\"]",
        "categories = [\"D2\", \"D2.given_name\", \"D6\", \"D7\"]",
        "categories = [\"D2\", \"D2.given",
        "purpose.P11.categories[D2.given_name]",
        "names already",
    ),
    (
        "period = \"7 years\"",
        "period = \"7 persons\"",
        "period = \"7 persons\"",
        "retention.tax.period",
        "counts people",
    ),
    (
        "period = \"7 years\"",
        "period = \"0 years\"",
        "period = \"0 years\"",
        "retention.tax.period",
        "the law sets",
    ),
    (
        "retention = [\"tax\"]",
        "retention = [\"account\"]",
        "retention = [\"account\"]\n[purpose.L1-tax.may]",
        "purpose.L1-tax.retention[account]",
        "not kept by a law",
    ),
    (
        "retention = [\"behaviour\"]",
        "retention = [\"tax\"]",
        "retention = [\"tax\"]\n[purpose.P9.may]",
        "purpose.P9.retention[tax]",
        "choose a free class",
    ),
    (
        "filing = \"PPC-DEMO-000000\"\n",
        "",
        "route = \"opt-out\"",
        "recipient.demo_partner.route",
        "demands filing",
    ),
    (
        "filed = \"2026-09-01\"",
        "filed = \"2026-12-01\"",
        "starts = \"2026-11-22\"",
        "recipient.demo_partner.starts",
        "file first",
    ),
    (
        "check_due = \"2027-11-01\"",
        "check_due = \"2026-11-01\"",
        "check_due = ",
        "recipient.demo_pay.check_due",
        "must lie after",
    ),
    (
        "country = \"DE\"",
        "country = \"US\"",
        "country = \"US\"\npurposes = [\"P1\", \"P2\", \"P3\", \"P4\"",
        "recipient.demo_mail.country",
        "not designated",
    ),
    (
        "route = \"foreign-equivalent\"\ncontract = \"DEMO-PAY-2026-01\"\nchecked = \"2026-11-01\"\ncheck_due = \"2027-11-01\"",
        "route = \"entrust\"\ncontract = \"C\"\nreviewed = \"2026-11-01\"\nreview_due = \"2027-11-01\"",
        "route = \"entrust\"",
        "recipient.demo_pay.route",
        "Art 28 goes before Art 27",
    ),
    (
        "none_yet = true",
        "none_yet = false",
        "none_yet = false\n\n[provision.T6]",
        "provision.T5.none_yet",
        "nobody receives",
    ),
    (
        "[choice.statistics]\nkind = \"objection\"\npurposes = [\"P9\"]\nrecipients = []\n",
        "",
        "basis.eu = \"legitimate-interest\"\nretention = [\"behaviour\"]",
        "purpose.P9.basis.eu",
        "may be objected to",
    ),
    (
        "[choice.magazine]\nkind = \"consent\"\npurposes = [\"P5\"]",
        "[choice.magazine]\nkind = \"consent\"\npurposes = [\"P4\"]",
        "purposes = [\"P4\"]\nrecipients",
        "choice.magazine.purposes[P4]",
        "misleads",
    ),
    (
        "[choice.surveys]\nkind = \"objection\"\npurposes = [\"P6\"]",
        "[choice.surveys]\nkind = \"objection\"\npurposes = [\"P6\", \"L1-tax\"]",
        "purposes = [\"P6\", \"L1-tax\"]",
        "choice.surveys.purposes[L1-tax]",
        "no choice governs",
    ),
    (
        "categories = [\"D1.account_id\", \"D2\", \"D7\", \"D9.orders\"]\nbasis",
        "categories = [\"D1.account_id\", \"D2\", \"D3\", \"D7\", \"D9.orders\"]\nbasis",
        "categories = [\"D1.account_id\", \"D2\", \"D3\", \"D7\"",
        "purpose.P12.categories",
        "without a judgement",
    ),
    (
        "form = \"/me/privacy/requests/deletion\"\nfee_yen = 0",
        "form = \"/me/privacy/requests/deletion\"\nfee_yen = 300",
        "fee_yen = 300",
        "right.R5.fee_yen",
        "must be 0",
    ),
    (
        "deadline.eu = \"request_eu\"",
        "deadline.eu = \"request\"",
        "deadline.eu = \"request\"\n",
        "right.R1.deadline.eu",
        "not a clock",
    ),
    (
        "value = \"1000 persons\"",
        "value = \"1000 days\"",
        "value = \"1000 days\"",
        "clock.breach_mass.value",
        "1000 persons",
    ),
    ("closes = \"18:00\"", "closes = \"08:00\"", "closes = ", "contact.closes", "not after"),
    (
        "origins = []",
        "origins = [{ url = \"http://x.example\", sends = \"a\", to = \"b\", purpose = \"P1\" }]",
        "origins = ",
        "origins[0].url",
        "https://",
    ),
    (
        "essential = true",
        "essential = 1",
        "essential = 1",
        "cookie.daiko-session.essential",
        "true or false",
    ),
    (
        "essential = true",
        "essential = true\ndomain = \"x\"",
        "domain = ",
        "cookie.daiko-session.domain",
        "take it out",
    ),
    ("period = \"7 years\"", "period = 7.5", "period = 7.5", "retention.tax.period", "a fraction"),
    ("name = \"Demo Post\"", "name = \"\"", "name = \"\"", "recipient.demo_post.name", "is empty"),
];

#[test]
fn each_flaw_names_its_line_and_what_to_add() {
    for (from, to, piece, entry, says) in FLAWS {
        let files = files().with_facts(from, to);
        let line = line_of(&files, piece);
        let found = flaws(&files);
        let hit = found.iter().any(|f| {
            f.file == FILE && f.line == line && f.entry == *entry && f.what.contains(says)
        });
        assert!(hit, "{entry} at line {line} with `{says}`; found:\n{found:#?}");
    }
}

#[test]
fn one_reading_names_every_flaw() {
    let files = files()
        .with_facts("period = \"7 years\"\n", "")
        .with_facts("means = [\"electronic\"]\n", "")
        .with_facts("[clock.unsubscribe]", "[clock.unsubscrib]");
    let found = flaws(&files);
    for entry in [
        "retention.tax.period",
        "recipient.demo_pay.means",
        "clock.unsubscribe",
        "clock.unsubscrib",
    ] {
        assert!(found.iter().any(|f| f.entry == entry), "{entry}: {found:#?}");
    }
    let text = found[0].to_string();
    assert!(text.starts_with("policy/2026-11-22.toml:"), "{text}");
}

#[test]
fn a_broken_file_is_one_flaw_at_its_line() {
    let files = files().with_facts("period = \"7 years\"", "period = ");
    let found = flaws(&files);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].line, line_of(&files, "period = \nstarts = \"return_due\""));
}

#[test]
fn each_language_has_each_word_and_says_whose_it_is() {
    let mut short = files();
    let _ = short.prose.pop();
    let found = flaws(&short);
    assert!(
        found.iter().any(|f| f.what.contains("add policy/2026-11-22.zh-Hant.toml")),
        "{found:?}"
    );

    let mut swapped = files();
    swapped.prose[1].2 = swapped.prose[0].2.clone();
    let found = flaws(&swapped);
    assert!(found.iter().any(|f| f.what.contains("this is the prose of ja")), "{found:?}");

    let mut silent = files();
    silent.prose[1].2 = silent.prose[1].2.replacen("P3 = \"商品の発送\"", "P3 = \" \"", 1);
    let found = flaws(&silent);
    let hit = found.iter().any(|f| f.entry == "title.P3" && f.file.ends_with(".ja.toml"));
    assert!(hit, "{found:?}");

    let unnamed = files().with_facts("[cookie.daiko-flash]", "[cookie.daiko-flush]");
    let found = flaws(&unnamed);
    for lang in Lang::ALL {
        let file = format!("policy/2026-11-22.{lang}.toml");
        let hit = found.iter().any(|f| f.file == file && f.entry == "cookie.daiko-flush");
        assert!(hit, "{file}: {found:#?}");
    }
}

#[test]
fn the_hash_follows_the_meaning_and_not_the_layout() {
    let parse = |files: &Files| files.with(policy::parse).unwrap().hash().to_owned();
    let hash = parse(&files());
    let comment = files().with_facts("[operator]\n", "# a remark\n\n[operator]\n");
    let order = files().with_facts("[\"D2\", \"D6\", \"D7\"]", "[\"D7\", \"D2\", \"D6\"]");
    assert_eq!(parse(&comment), hash);
    assert_eq!(parse(&order), hash);
    let meaning = files().with_facts("period = \"7 years\"", "period = \"8 years\"");
    assert_ne!(parse(&meaning), hash);
    let mut words = files();
    words.prose[2].2 = words.prose[2].2.replacen("D2 = \"姓名\"", "D2 = \"名字\"", 1);
    assert_ne!(parse(&words), hash);
}
