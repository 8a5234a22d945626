//! What the terminal says.

use std::path::Path;

use privacy::cli::{self, Told};
use privacy::files::policy_files;
use privacy::{OpenViews as _, ParcelLabel};

use crate::house::{act, each, policy, settle, views, warehouse};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../policy");

#[test]
fn the_published_policy_is_whole_and_every_view_holds_against_it() {
    let files = policy_files(Path::new(FOLDER)).unwrap();
    assert!(files.last().unwrap().ends_with("2026-11-22.toml") || files.len() > 1);
    let told = cli::policy_check(&files[0], &views(&[]));
    assert!(told.well, "{}", told.text);
    assert!(told.text.contains(policy().hash()));
    let missing = cli::policy_check(Path::new("no/such/file.toml"), &[]);
    assert!(!missing.well && missing.text.contains("no/such/file.toml"), "{}", missing.text);
    let shown = cli::policy_show(&files[0], policy::Lang::Ja);
    assert!(shown.well && shown.text.contains("P3") && shown.text.contains("Demo Post"));
    let same = cli::policy_compare(&files[0], &files[0]);
    assert_eq!(same, Told { text: String::new(), well: true });
    let used = cli::policy_uses(&policy(), &views(&[]));
    assert!(used.text.contains("P3 phone: ") && used.text.contains("ParcelLabel"));
    assert!(used.text.contains("P9 sex: no view"));
    let record = cli::policy_ropa(&policy(), &views(&[]), policy::Lang::En);
    assert!(record.text.contains("ParcelLabel"));
}

#[test]
fn the_log_the_epoch_and_the_sweep_answer_in_words() {
    each(&[], |bench, _| {
        let (db, who) = (&bench.db, settle(&bench.db, 1, "_one"));
        assert!(!cli::log_checkpoint(db).unwrap().well);
        act(db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who).map(|_| ())).unwrap();
        act(db, |tx| privacy::log::sequence(tx, 10)).unwrap();
        let head = cli::log_checkpoint(db).unwrap();
        assert!(head.well && head.text.starts_with("daiko/log\n1\n"), "{}", head.text);
        assert!(head.text.contains("key daiko/log+"));
        let verdict = cli::log_verify(db, Vec::new()).unwrap();
        assert!(verdict.well && verdict.text.starts_with("1 leaves, 1 signed heads"));
        let forged = cli::log_verify(db, vec!["daiko/log\n1\n".to_owned()]).unwrap();
        assert!(!forged.well && forged.text.contains("not signed by this log"));
        assert!(cli::turn_epoch(db).unwrap().text.starts_with("epoch "));
        assert!(cli::sweep(db).unwrap().text.starts_with("0 periods over"));
        assert!(cli::restored(db).unwrap().text.starts_with("0 keys"));
        let record = cli::record(db, &who.to_string()).unwrap();
        assert!(record.well && record.text.contains("view privacy::people::ParcelLabel"));
        assert!(!cli::record(db, "nobody").unwrap().well);
    });
}
