//! No word of hers lies anywhere in the clear; what she takes home, a stranger can check.

use std::path::Path;

use crate::common::{daiko, files, said};
use crate::life::{Lived, canaries, on_each_engine};
use crate::stranger;

#[test]
fn nothing_personal_lies_in_the_clear_and_a_stranger_can_check_what_a_member_takes_home() {
    on_each_engine(|lived| {
        let house = lived.folder.at("house");
        let engine = lived.postgres.clone().unwrap_or_else(|| "sqlite".to_owned());
        if lived.postgres.is_none() {
            assert!(house.join("daiko.sqlite-wal").metadata().unwrap().len() > 0, "a cut, no end");
        }
        nowhere(&lived.folder.0);
        if let Some(address) = &lived.postgres {
            nowhere_on_the_server(address);
        }
        proofs_hold(lived);

        // The log is whole, and reading it as an operator does leaves nothing behind either.
        let data = house.display().to_string();
        let checked =
            daiko(&["log", "verify", "--speed", "60", "--data", &data, "--engine", &engine]);
        assert!(checked.status.success(), "{}", said(&checked));
        let output = said(&checked);
        let clear = canaries().into_iter().find(|word| output.contains(word));
        assert_eq!(clear, None, "{output}");
        nowhere(&lived.folder.0);
    });
}

/// Every way a word may lie in a file: as it is, folded, and in hex.
fn shapes(word: &str) -> Vec<Vec<u8>> {
    let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    vec![
        word.as_bytes().to_vec(),
        word.to_lowercase().into_bytes(),
        hex.to_uppercase().into_bytes(),
        hex.into_bytes(),
        word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ]
}

fn holds(bytes: &[u8], shape: &[u8]) -> bool {
    let mut from = 0;
    // The first byte is looked for alone: a window at a time takes minutes over a whole database.
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == shape[0]) {
        from += at;
        if bytes[from..].starts_with(shape) {
            return true;
        }
        from += 1;
    }
    false
}

/// Database, write-ahead log, keystore, master, backup, the marketplace's own files, what the
/// program printed: all lie below the one folder.
fn nowhere(folder: &Path) {
    let all = files(folder);
    let mut seen = Vec::new();
    for file in &all {
        // The marketplace may still be putting its own files away.
        let Ok(bytes) = std::fs::read(file) else { continue };
        for word in canaries() {
            let clear = shapes(word).iter().any(|shape| holds(&bytes, shape));
            assert!(!clear, "{word} lies in {}", file.display());
        }
        seen.push(file.strip_prefix(folder).unwrap().display().to_string());
    }
    for part in ["house/keystore", "house/master", "backup/", "bazaar/", "stdout.log", "stderr.log"]
    {
        assert!(seen.iter().any(|file| file.starts_with(part)), "{part} was not there: {seen:?}");
    }
}

/// Every row of every table, as text: bytes come as hex.
fn nowhere_on_the_server(address: &str) {
    let (server, schema) = address.split_once("schema=").unwrap();
    let (server, schema) = (server.trim_end_matches(['?', '&']).to_owned(), schema.to_owned());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) =
            tokio_postgres::connect(&server, tokio_postgres::NoTls).await.unwrap();
        let running = tokio::spawn(connection);
        let tables = client
            .query("SELECT tablename FROM pg_tables WHERE schemaname = $1", &[&schema])
            .await
            .unwrap();
        let mut rows = 0;
        for table in tables {
            let table: String = table.get(0);
            let every = format!("SELECT CAST(t.* AS TEXT) FROM {schema}.{table} t");
            for row in client.query(every.as_str(), &[]).await.unwrap() {
                let row: String = row.get(0);
                rows += 1;
                for word in canaries() {
                    let clear = shapes(word).iter().any(|shape| holds(row.as_bytes(), shape));
                    assert!(!clear, "{word} lies in {table}: {row}");
                }
            }
        }
        assert!(rows > 100, "{rows}");
        drop(client);
        running.await.unwrap().unwrap();
    });
}

fn proofs_hold(lived: &Lived) {
    assert!(lived.proofs.len() >= 2, "{:?}", lived.proofs);
    let mut kinds = Vec::new();
    for proof in &lived.proofs {
        let entry = stranger::check(proof, &lived.key).unwrap_or_else(|no| panic!("{no}\n{proof}"));
        kinds.push(entry.lines().find_map(|line| line.strip_prefix("kind ")).unwrap().to_owned());
        // Any other letter anywhere breaks it; every fifth is tried.
        for at in (0..proof.len()).step_by(5).filter(|at| proof.is_char_boundary(*at)) {
            let letter = proof[at..].chars().next().unwrap();
            let other = if letter == 'b' { 'c' } else { 'b' };
            let mut forged = proof.clone();
            forged.replace_range(at..at + letter.len_utf8(), &other.to_string());
            let holds = stranger::check(&forged, &lived.key).is_ok();
            assert!(!holds, "a forged letter at {at}: {proof}");
        }
    }
    assert!(kinds.contains(&"opened".to_owned()) && kinds.contains(&"disclosed".to_owned()));
}
