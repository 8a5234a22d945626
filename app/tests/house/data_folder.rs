//! A data folder that is in use, damaged, newer or another's: the program says so and ends, and the
//! files stay as they are.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use db::{Lock, Open, Sql, Tx};

use crate::common::{fresh_folder, on_each_engine};
use daiko::house::Blueprint;

/// The real program on this folder.
fn daiko(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_daiko")).args(words).output().unwrap()
}

fn refuses(data: &Path, engine: &str, told: &str) {
    let data = data.display().to_string();
    let words = ["serve", "--listen", "127.0.0.1:0", "--data", &data, "--engine", engine];
    let output = daiko(&words);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{engine}: {said}");
    assert!(said.contains(told), "{engine}: no “{told}” in {said}");
    assert!(!said.contains("panicked"), "{said}");
}

/// A house that was opened once and closed again.
fn lived_in() -> PathBuf {
    let data = fresh_folder().join("house");
    drop(Blueprint::new(&data).open().unwrap());
    settles(&data);
    data
}

/// Everything lies in the one file.
#[expect(clippy::disallowed_methods, reason = "the file is prepared as a backup would leave it")]
fn settles(data: &Path) {
    let file = rusqlite::Connection::open(data.join("daiko.sqlite")).unwrap();
    let busy: i64 =
        file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).unwrap();
    assert_eq!(busy, 0, "somebody still writes");
}

#[test]
fn a_second_process_on_the_same_folder_is_refused() {
    on_each_engine(1, async |scene| {
        let engine = scene.blueprint.postgres.clone().unwrap_or_else(|| "sqlite".to_owned());
        refuses(&scene.blueprint.data, &engine, "Another daiko already uses the data folder");
        let page = scene.browser().get("/figures").await;
        assert_eq!(page.status, 200, "and the first one lives on");
    });
}

#[test]
fn a_newer_database_is_refused() {
    const NEWER: Sql = Sql {
        name: "TEST_NEWER",
        text: "INSERT INTO migration (number, name, checksum) VALUES (9999, 'of tomorrow', 'x')",
    };
    on_each_engine(1, async |scene| {
        let act = |tx: &mut Tx<'_>| tx.run(NEWER, ());
        scene.house().db.write("test.newer", Lock::none(), act).await.unwrap();
        let copy = fresh_folder().join("house");
        let engine = match &scene.blueprint.postgres {
            Some(address) => address.clone(),
            None => {
                std::fs::create_dir_all(&copy).unwrap();
                let from = scene.blueprint.data.join("daiko.sqlite").display().to_string();
                let to = copy.join("daiko.sqlite").display().to_string();
                for ending in ["", "-wal"] {
                    std::fs::copy(format!("{from}{ending}"), format!("{to}{ending}")).unwrap();
                }
                "sqlite".to_owned()
            }
        };
        refuses(&copy, &engine, "was written by a newer daiko (schema 9999, this one knows");
        let _ = std::fs::remove_dir_all(copy);
    });
}

#[test]
fn a_damaged_file_is_refused_and_kept() {
    let data = lived_in();
    let file = data.join("daiko.sqlite");
    let whole = std::fs::read(&file).unwrap();
    assert!(whole.len() > 100_000, "{} bytes", whole.len());
    for (what, from, to) in
        [("the first page", 0, 100), ("a page in the middle", 40_000, 60_000), ("half", 20_000, 0)]
    {
        let mut broken = whole.clone();
        match to {
            0 => broken.truncate(from),
            _ => broken[from..to].fill(0xa5),
        }
        std::fs::write(&file, &broken).unwrap();
        refuses(&data, "sqlite", "is damaged. Stop daiko, keep the file, and restore the latest");
        assert!(std::fs::read(&file).unwrap() == broken, "{what}: the file was touched");
    }
    std::fs::write(&file, &whole).unwrap();
    drop(Blueprint::new(&data).open().unwrap());
    let _ = std::fs::remove_dir_all(data);
}

#[test]
fn what_is_no_data_folder_of_ours_is_refused() {
    let data = fresh_folder();
    let other = db::Migration { number: 1, name: "of another", text: "CREATE TABLE x (y BIGINT);" };
    let file = data.join("daiko.sqlite").display().to_string();
    drop(Open::at(&file).open(&[other]).unwrap());
    refuses(&data, "sqlite", "Use the daiko that made it, or restore a backup.");
    let plain = data.join("plain");
    std::fs::write(&plain, b"no folder").unwrap();
    refuses(&plain, "sqlite", "cannot be used:");
    let fresh = data.join("fresh");
    refuses(&fresh, "mysql://root@127.0.0.1/x", "is not a database daiko knows");
    refuses(&fresh, "postgres://root@127.0.0.1:1/x", "The database server cannot be reached:");
    let policy =
        daiko(&["serve", "--data", &fresh.display().to_string(), "--policy", "/no/such/folder"]);
    let said = String::from_utf8_lossy(&policy.stderr);
    assert!(!policy.status.success() && said.contains("/no/such/folder"), "{said}");
    let market = daiko(&["serve", "--data", &fresh.display().to_string(), "--market", "nonsense"]);
    let said = String::from_utf8_lossy(&market.stderr);
    assert!(!market.status.success() && said.contains("WORD=URL,ACCOUNT,TOKEN-FILE"), "{said}");
    let _ = std::fs::remove_dir_all(data);
}

#[test]
fn a_slip_of_the_hand_opens_no_house() {
    let folder = fresh_folder();
    let (data, token) = (folder.join("house"), folder.join("token"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(&token, "secret").unwrap();
    let market = |url: &str| format!("lots={url},house-1,{}", token.display());
    let (word, path, no_port) = (market("notaurl"), market("/srv/x"), market("ftp://there"));
    let table: [(&[&str], &str); 12] = [
        (&["serve", "--engine", "postgres"], "postgres is not a database daiko knows"),
        (&["serve", "--engine", "Postgres://me:secret@here/x"], "Postgres://…@here/x is not"),
        (&["serve", "--engine", "sqlite3"], "sqlite3 is not a database daiko knows"),
        (&["serve", "--engine", ""], "is not a database daiko knows"),
        (&["hire", "boss", "--engine", "SQLite"], "SQLite is not a database daiko knows"),
        (&["story", "--engine", "postgres"], "postgres is not a database daiko knows"),
        (&["serve", "--speed", "0"], "choose a --speed from 1 to 1,000,000"),
        (&["serve", "--speed=-5"], "choose a --speed from 1 to 1,000,000"),
        (&["serve", "--market", &word], "write WORD=URL,ACCOUNT,TOKEN-FILE"),
        (&["serve", "--market", &path], "write WORD=URL,ACCOUNT,TOKEN-FILE"),
        (&["serve", "--market", &no_port], "write WORD=URL,ACCOUNT,TOKEN-FILE"),
        (&["--bazaar", "127.0.0.1:0"], "127.0.0.1:0 names no port"),
    ];
    for (words, told) in table {
        let mut words = words.to_vec();
        let place = data.display().to_string();
        words.extend(["--data", &place]);
        let output = daiko(&words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && said.contains(told), "{words:?}: {said}");
        assert!(!said.contains("secret@"), "{words:?}: {said}");
        assert!(!data.exists(), "{words:?}: it left a folder");
    }
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn nobody_is_told_to_come_to_a_door_that_somebody_else_holds() {
    let folder = fresh_folder();
    let place = |name: &str| folder.join(name).display().to_string();
    let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let at = held.local_addr().unwrap().to_string();
    let free = format!("127.0.0.1:{}", daiko::child::free_port().unwrap());
    let (served, shown) = (place("served"), place("shown"));
    for words in [
        vec!["serve", "--data", &served, "--listen", &at],
        vec!["--data", &shown, "--listen", &at, "--bazaar", &free],
    ] {
        let output = daiko(&words);
        let (out, told) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(told.contains("Nobody can listen at"), "{words:?}: {told}");
        assert!(!output.status.success() && !out.contains("open at"), "{words:?}: {out}");
        assert!(!out.contains("house is open"), "{words:?}: {out}");
    }
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn a_demonstration_joins_nobody_elses_bazaar() {
    on_each_engine(1, async |scene| {
        let theirs = scene.market.as_ref().unwrap().address().to_string();
        let data = fresh_folder().join("shown");
        // It was opened before, so that it has tokens of its own already.
        let tokens = r#"{"admin_token":"a","accounts":[{"id":"house-1","token":"t"}]}"#;
        std::fs::create_dir_all(data.join("bazaar")).unwrap();
        std::fs::write(data.join("bazaar/access.json"), tokens).unwrap();
        let place = data.display().to_string();
        let words = ["--data", &place, "--listen", "127.0.0.1:0", "--bazaar", &theirs];
        let mut demo = Command::new(env!("CARGO_BIN_EXE_daiko"));
        let mut demo = demo.args(words).stdout(Stdio::null()).spawn().unwrap();
        let until = Instant::now() + Duration::from_secs(120);
        let ended = loop {
            if let Some(ended) = demo.try_wait().unwrap() {
                break ended;
            }
            if Instant::now() > until {
                demo.kill().unwrap();
                panic!("it went on with a bazaar that is not its own");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        assert!(!ended.success());
        assert!(!data.join("daiko.sqlite").exists(), "no house was opened over it");
    });
}
