//! The real program under policies that do not fit it: it does not start, and says which view,
//! which field, what for, and which line to change.

use std::path::{Path, PathBuf};

use daiko::house::Blueprint;

use crate::common::{Folder, copy, daiko, ours, said, settles};

/// The published files, one of them put otherwise; the line that was changed.
pub fn changed(to: &Path, file: &str, from: &str, into: &str) -> usize {
    copy(&ours("policy"), to);
    let path = to.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let at = text.find(from).unwrap_or_else(|| panic!("not in {file}: {from}"));
    std::fs::write(&path, text.replacen(from, into, 1)).unwrap();
    text[..at].lines().count()
}

fn starts(data: &Path, policy: &Path) -> (bool, String) {
    let (data, policy) = (data.display().to_string(), policy.display().to_string());
    // A question that opens the house as serving does, and ends.
    let output = daiko(&["log", "verify", "--data", &data, "--policy", &policy]);
    (output.status.success(), said(&output))
}

const FACTS: &str = "2026-11-22.toml";

/// What is changed, into what, and what the program names besides the line.
const UNFIT: &[(&str, &str, &[&str])] = &[
    (
        "warehouse = [\"D2\", \"D3\", \"D6\", ",
        "warehouse = [\"D2\", \"D3\", ",
        &["privacy::people::ParcelLabel", "P3", "phone", "warehouse may not open it"],
    ),
    (
        "gives = [\"D2\", \"D3\", \"D6\", \"D9.parcels\"]\nmeans = [\"documents\", \"electronic\"]\nroute = \"on-behalf\"\n\n[recipient.demo_express]",
        "gives = [\"D2\", \"D9.parcels\"]\nmeans = [\"documents\", \"electronic\"]\nroute = \"on-behalf\"\n\n[recipient.demo_express]",
        &["privacy::people::ParcelLabel", "demo_post does not receive it", "postal_code"],
    ),
    ("[purpose.P3]", "[purpose.P3]\nstopped = true", &["privacy::people::ParcelLabel", "stopped"]),
    ("period = \"7 years\"\n", "", &["retention.tax.period"]),
    ("country = \"DE\"\n", "", &["recipient.demo_mail"]),
];

#[test]
fn a_house_does_not_start_under_a_policy_that_its_views_do_not_fit() {
    let folder = Folder::fresh();
    for (n, (from, into, named)) in UNFIT.iter().enumerate() {
        let policy = folder.at(&format!("policy-{n}"));
        changed(&policy, FACTS, from, into);
        let data = folder.at(&format!("house-{n}"));
        let (started, told) = starts(&data, &policy);
        assert!(!started, "{from}: {told}");
        let place = format!("{}:", policy.join(FACTS).display());
        assert!(told.contains(&place), "{place}: {told}");
        for word in *named {
            assert!(told.contains(word), "{word}: {told}");
        }
        assert!(!data.join("daiko.sqlite").exists(), "the database was made before the refusal");
        let checked = daiko(&["policy", "check", policy.join(FACTS).to_str().unwrap()]);
        assert!(!checked.status.success(), "{from}: {}", said(&checked));
        assert!(said(&checked).contains(named[0]), "{}", said(&checked));
    }
}

#[test]
fn the_line_that_is_named_is_the_line_to_change() {
    let folder = Folder::fresh();
    let policy = folder.at("policy");
    let (from, into, named) = UNFIT[0];
    let line = changed(&policy, FACTS, from, into) + 1;
    let (_, told) = starts(&folder.at("house"), &policy);
    let place = format!("{FACTS}:{line}: view {} (P3", named[0]);
    let place_by_code = format!("{FACTS}:{line}: view {}", named[0]);
    assert!(told.contains(&place) || told.contains(&place_by_code), "{place}: {told}");
}

fn published(folder: &Folder) -> PathBuf {
    let data = folder.at("house");
    drop(Blueprint::new(&data).open().unwrap());
    settles(&data);
    data
}

#[test]
fn an_edited_version_is_refused_by_the_entry_that_was_edited() {
    let folder = Folder::fresh();
    let data = published(&folder);
    let whole = folder.at("whole");
    copy(&ours("policy"), &whole);
    let (started, told) = starts(&data, &whole);
    assert!(started, "the same version from its files: {told}");
    for (n, (file, from, into, entry)) in [
        (FACTS, "period = \"7 years\"", "period = \"9 years\"", "retention.tax.period"),
        (FACTS, "fee_yen = 0", "fee_yen = 300", "right.R1.fee_yen"),
        ("2026-11-22.en.toml", "Privacy policy", "Privacy", "prose.en."),
    ]
    .into_iter()
    .enumerate()
    {
        let edited = folder.at(&format!("edited-{n}"));
        changed(&edited, file, from, into);
        let (started, told) = starts(&data, &edited);
        assert!(!started, "{from}: {told}");
        assert!(told.contains("privacy.policy_altered"), "{told}");
        assert!(told.contains(entry) && told.contains(&format!("{file}:")), "{entry}: {told}");
    }
    std::fs::remove_file(whole.join(FACTS)).unwrap();
    let (started, told) = starts(&data, &whole);
    assert!(!started && told.contains("holds no policy"), "{told}");
}

#[test]
fn a_wider_version_waits_for_its_letter_whatever_the_day() {
    let folder = Folder::fresh();
    let data = published(&folder);
    let policy = folder.at("policy");
    copy(&ours("policy"), &policy);
    let first = daiko::policy_files::Files::BuiltIn.versions().unwrap().pop().unwrap();
    for (ending, facts) in [("", true), (".en", false), (".ja", false), (".zh-Hant", false)] {
        let text = std::fs::read_to_string(policy.join(format!("2026-11-22{ending}.toml")));
        let text = text.unwrap().replace("version = \"2026-11-22\"", "version = \"2026-11-23\"");
        let text = if facts {
            text.replace("previous = \"none\"", &format!("previous = \"{}\"", first.hash()))
                .replace("effective = \"2026-11-22\"", "effective = \"2026-11-23\"")
                .replace("marketing = [\"D1.handle\", ", "marketing = [\"D1.handle\", \"D7\", ")
        } else {
            text
        };
        std::fs::write(policy.join(format!("2026-11-23{ending}.toml")), text).unwrap();
    }
    let (old, new) = (policy.join(FACTS), policy.join("2026-11-23.toml"));
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let letter = daiko(&["policy", "letter", old, new]);
    assert!(letter.status.success() && said(&letter).starts_with("Subject: "), "{}", said(&letter));
    let wider = daiko(&["policy", "compare", old, new]);
    assert!(
        !wider.status.success() && said(&wider).contains("purpose.P10.may.marketing[D7.email]")
    );
    let place = data.display().to_string();
    let kept = daiko(&["policy", "publish", "--data", &place, new]);
    let words = said(&kept);
    assert!(
        kept.status.success()
            && words.contains("kept as a draft")
            && words.contains("purpose.P10.may.marketing[D7.email]"),
        "{words}"
    );
    // A draft binds nobody, and neither does a file in the folder, whatever day stands in it.
    let (started, told) = starts(&data, &policy);
    assert!(started, "{told}");
    let out = folder.at("out");
    let exported = daiko(&["policy", "export", "--data", &place, out.to_str().unwrap()]);
    assert!(exported.status.success(), "{}", said(&exported));
    let files = std::fs::read_dir(&out).unwrap().map(|file| file.unwrap().file_name());
    let facts = files.filter(|name| name.to_str().unwrap().len() == FACTS.len());
    assert_eq!(facts.collect::<Vec<_>>(), [FACTS]);
}
