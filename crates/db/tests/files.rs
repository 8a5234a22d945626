//! A full disk, a damaged file, a newer file, a foreign file, a folder in use: refused by name.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;

use db::{FolderLock, Lock, Migration, Open};

const ONE: Migration = Migration {
    number: 1,
    name: "one",
    text: "CREATE TABLE line (n BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (n));",
};
const TWO: Migration =
    Migration { number: 2, name: "two", text: "ALTER TABLE line ADD COLUMN at BIGINT;" };

db::sql! {
    WRITE = "INSERT INTO line (n, body) VALUES ($1, $2)";
    COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM line";
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("daiko-files-{}-{name}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn open(file: &std::path::Path, all: &[Migration]) -> db::Answer<db::Db> {
    Open::at(file.display().to_string()).open(all)
}

#[test]
fn a_full_disk_is_told_and_loses_nothing_that_was_answered() {
    let file = folder("full").join("db");
    let db = Open::at(file.display().to_string()).page_limit(40).open(&[ONE]).unwrap();
    let mut kept = 0;
    let refused = loop {
        let n = kept;
        match db.write_now("fill", Lock::none(), move |tx| tx.put(WRITE, (n, "x".repeat(3_000)))) {
            Ok(()) => kept += 1,
            Err(refused) => break refused,
        }
    };
    assert_eq!((refused.code(), refused.status()), ("db.disk_full", 507));
    let count = |db: &db::Db| db.read_now("count", |tx| tx.one::<(i64,)>(COUNT, ())).unwrap().0;
    assert_eq!(count(&db), kept);
    // With room again it goes on where it was.
    drop(db);
    let db = open(&file, &[ONE]).unwrap();
    db.write_now("more", Lock::none(), move |tx| tx.put(WRITE, (kept, "room"))).unwrap();
    assert_eq!(count(&db), kept + 1);
}

#[test]
fn a_damaged_file_is_named_and_left_alone() {
    let file = folder("damaged").join("db");
    let db = open(&file, &[ONE]).unwrap();
    for n in 0..200i64 {
        db.write_now("fill", Lock::none(), move |tx| tx.put(WRITE, (n, "y".repeat(500)))).unwrap();
    }
    drop(db);
    std::thread::sleep(std::time::Duration::from_millis(100));
    let mut raw = std::fs::File::options().write(true).open(&file).unwrap();
    raw.seek(SeekFrom::Start(4096 + 100)).unwrap();
    raw.write_all(&[0xff; 9_000]).unwrap();
    drop(raw);
    let before = std::fs::read(&file).unwrap();
    is_corrupt(&file);
    assert_eq!(std::fs::read(&file).unwrap(), before);
    // Its first page says whose it is, and nothing else that can be read.
    let mut torn = before.clone();
    torn[100..4_096].fill(0xff);
    std::fs::write(&file, &torn).unwrap();
    is_corrupt(&file);
    std::fs::write(&file, b"this was never a database, only a letter of some length ......")
        .unwrap();
    is_corrupt(&file);
}

fn is_corrupt(file: &std::path::Path) {
    let refused = open(file, &[ONE]).err().unwrap();
    assert_eq!(refused.code(), "db.corrupt");
    assert!(refused.to_string().contains(&file.display().to_string()), "{refused}");
}

#[test]
fn an_upgrade_on_a_full_disk_is_told_and_can_be_made_later() {
    let file = folder("upgrade").join("db");
    drop(open(&file, &[ONE]).unwrap());
    let three = Migration {
        number: 2,
        name: "three more",
        text: "CREATE TABLE a (x TEXT);\nCREATE TABLE b (x TEXT);\nCREATE TABLE c (x TEXT);",
    };
    let full = Open::at(file.display().to_string()).page_limit(1).open(&[ONE, three]);
    let refused = full.err().unwrap();
    assert_eq!((refused.code(), refused.status()), ("db.disk_full", 507), "{refused}");
    drop(open(&file, &[ONE]).unwrap());
    drop(open(&file, &[ONE, three]).unwrap());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the file is made as another program makes it")]
fn a_file_of_another_program_is_refused_and_left_as_it_is() {
    let folder = folder("foreign");
    for (name, made) in [
        ("plain", "CREATE TABLE theirs (x);"),
        ("named", "PRAGMA application_id = 77;"),
        ("logged", "PRAGMA journal_mode = WAL; CREATE TABLE theirs (x);"),
    ] {
        let file = folder.join(name);
        let conn = rusqlite::Connection::open(&file).unwrap();
        conn.execute_batch(made).unwrap();
        drop(conn);
        let before = std::fs::read(&file).unwrap();
        let refused = open(&file, &[ONE]).err().unwrap();
        assert_eq!(refused.code(), "db.not_ours", "{name}");
        assert!(std::fs::read(&file).unwrap() == before, "{name}: the file was touched");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3, "and nothing lies beside them");
}

#[test]
fn a_newer_a_foreign_and_an_edited_database_are_refused() {
    let file = folder("newer").join("db");
    drop(open(&file, &[ONE, TWO]).unwrap());
    assert_eq!(open(&file, &[ONE]).err().unwrap().code(), "db.newer");
    let edited = Migration { text: "CREATE TABLE other (n BIGINT);", ..ONE };
    assert_eq!(open(&file, &[edited, TWO]).err().unwrap().code(), "db.edited_migration");
    let mysql = Open::at("mysql://root:secret@host/x").open(&[]).err().unwrap();
    assert_eq!(mysql.code(), "db.bad_address");
    assert!(!mysql.to_string().contains("secret"), "{mysql}");
    let nobody = "postgres://root@127.0.0.1:1/none?connect_timeout=1";
    assert_eq!(Open::at(nobody).open(&[]).err().unwrap().code(), "db.unreachable");
}

#[test]
fn a_folder_belongs_to_one_process_until_it_is_given_back() {
    let folder = folder("lock");
    let held = FolderLock::take(&folder).unwrap();
    assert_eq!(FolderLock::take(&folder).err().unwrap().code(), "db.folder_in_use");
    drop(held);
    assert!(FolderLock::take(&folder).is_ok());
    let file = folder.join("plain");
    std::fs::write(&file, b"").unwrap();
    assert_eq!(FolderLock::take(&file).err().unwrap().code(), "db.no_folder");
}
