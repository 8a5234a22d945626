//! A PostgreSQL server to measure on: a schema of our own, thrown away afterwards; the raw driver;
//! pgbench.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use db::{Db, Open};
use kernel::{Fault, Refused};
use tokio_postgres::{Client, NoTls};

use super::order::{self, BODY, FEE_YEN, PRICE_YEN, STATEMENTS};

/// Connections left to whoever else uses the server, and to its keepers.
const SPARE: i64 = 10;

/// A schema that is dropped when this is [closed](Server::close).
pub(crate) struct Server {
    /// The address with the schema in it.
    pub(crate) address: String,
    schema: String,
    client: Client,
}

/// How a transaction is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// As the server does without a word: READ COMMITTED.
    Plain,
    /// As our door does.
    Serializable,
}

impl Begin {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Begin::Plain => "BEGIN",
            Begin::Serializable => "BEGIN ISOLATION LEVEL SERIALIZABLE",
        }
    }
}

pub(crate) fn broken(error: &tokio_postgres::Error) -> Refused {
    let said = error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string);
    Fault::new(format!("the raw PostgreSQL driver: {said}")).into()
}

impl Server {
    /// Makes the schema on a server.
    pub(crate) async fn open(address: &str) -> Result<Server, Refused> {
        let schema = format!("bench_{}", std::process::id());
        let plain = connect(address).await?;
        let made = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        plain.batch_execute(&made).await.map_err(|e| broken(&e))?;
        let joint = if address.contains('?') { '&' } else { '?' };
        let address = format!("{address}{joint}options=-csearch_path%3D{schema}");
        let client = connect(&address).await?;
        Ok(Server { address, schema, client })
    }

    /// Our door on it, with the tables empty and the accounts full.
    pub(crate) async fn door(&self) -> Result<Db, Refused> {
        let address = self.address.clone();
        let opened = tokio::task::spawn_blocking(move || Open::at(address).open(order::TABLES));
        let db = opened.await.map_err(|e| Fault::new(format!("opening broke: {e}")))??;
        self.refill().await?;
        Ok(db)
    }

    /// Empties the tables and fills the accounts; the server starts from a checkpoint.
    pub(crate) async fn refill(&self) -> Result<(), Refused> {
        let text = format!(
            "TRUNCATE bench_account, bench_order, bench_posting, bench_outbox;
             INSERT INTO bench_account SELECT g, {} FROM generate_series(0, {}) g;",
            order::START_YEN,
            order::ACCOUNTS - 1
        );
        self.client.batch_execute(&text).await.map_err(|e| broken(&e))?;
        // Only a keeper of the server may ask for one; without it the runs are noisier, not wrong.
        let _ = self.client.batch_execute("CHECKPOINT").await;
        Ok(())
    }

    /// How many connections we may take.
    pub(crate) async fn room(&self) -> Result<u64, Refused> {
        let text = "SELECT current_setting('max_connections')::BIGINT
                  - current_setting('superuser_reserved_connections')::BIGINT
                  - (SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend')";
        let row = self.client.query_one(text, &[]).await.map_err(|e| broken(&e))?;
        Ok(u64::try_from(row.get::<_, i64>(0) - SPARE).unwrap_or(1).max(1))
    }

    /// What the server says of durability: `fsync=on, synchronous_commit=on`.
    pub(crate) async fn durability(&self) -> Result<String, Refused> {
        let text = "SELECT string_agg(name || '=' || setting, ', ' ORDER BY name) FROM pg_settings
                     WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')";
        let row = self.client.query_one(text, &[]).await.map_err(|e| broken(&e))?;
        Ok(row.get(0))
    }

    /// Drops the schema.
    pub(crate) async fn close(self) -> Result<(), Refused> {
        let text = format!("DROP SCHEMA {} CASCADE", self.schema);
        self.client.batch_execute(&text).await.map_err(|e| broken(&e))
    }
}

/// A raw connection.
#[expect(clippy::disallowed_methods, reason = "the raw limit is measured without our door")]
pub(crate) async fn connect(address: &str) -> Result<Client, Refused> {
    let (client, connection) =
        tokio_postgres::connect(address, NoTls).await.map_err(|e| broken(&e))?;
    tokio::spawn(connection);
    Ok(client)
}

/// The script pgbench runs: the same statements, one after the other as pgbench sends them.
fn script(begin: Begin) -> String {
    let mut text = format!(
        "\\set account random(0, {})\n\\set n :n + 1\n\
         \\set id 1000000000000000000 + :client_id * 10000000000000 + :n\n{};\n",
        order::ACCOUNTS - 1,
        begin.text()
    );
    let names: [&[&str]; 4] = [
        &["price", "account"],
        &["id", "account", "price", "n"],
        &["id", "account", "minus", "rest", "fee"],
        &["id", "body", "n"],
    ];
    for (sql, names) in STATEMENTS.iter().zip(names) {
        let mut one = sql.text.replace('\n', " ");
        for (i, name) in names.iter().enumerate().rev() {
            one = one.replace(&format!("${}", i + 1), &format!(":{name}"));
        }
        let _ = writeln!(text, "{one};");
    }
    text.push_str("COMMIT;\n");
    text
}

/// pgbench, where it is usually found; `None` when there is none.
pub(crate) fn pgbench() -> Option<PathBuf> {
    let mut places = vec![PathBuf::from("pgbench")];
    for root in ["/usr/lib/postgresql", "/usr", "/opt/homebrew/opt", "/usr/local/opt"] {
        let Ok(inside) = std::fs::read_dir(root) else { continue };
        let mut found: Vec<_> = inside
            .filter_map(|entry| entry.ok().map(|e| e.path().join("bin/pgbench")))
            .filter(|path| path.exists())
            .collect();
        found.sort();
        places.extend(found.into_iter().rev());
    }
    places.into_iter().find(|path| match Command::new(path).arg("--version").output() {
        Ok(out) => out.status.success(),
        Err(e) => e.kind() != ErrorKind::NotFound && path.is_absolute(),
    })
}

/// Runs pgbench with so many clients for so long; orders per second.
pub(crate) fn run_pgbench(
    program: &Path,
    server: &Server,
    clients: u64,
    begin: Begin,
    lasts: Duration,
) -> Result<u64, Refused> {
    let no = |what: String| Refused::from(Fault::new(format!("pgbench: {what}")));
    let file = std::env::temp_dir().join(format!("daiko-pgbench-{}.sql", std::process::id()));
    std::fs::write(&file, script(begin)).map_err(|e| no(e.to_string()))?;
    let define = |name: &str, value: String| format!("--define={name}={value}");
    let out = Command::new(program)
        .args(["-M", "prepared", "-n", "--max-tries=1000"])
        .arg(format!("--client={clients}"))
        .arg(format!("--jobs={}", clients.min(2)))
        .arg(format!("--time={}", lasts.as_secs().max(1)))
        .arg(define("n", "0".into()))
        .arg(define("price", PRICE_YEN.to_string()))
        .arg(define("minus", (-PRICE_YEN).to_string()))
        .arg(define("rest", (PRICE_YEN - FEE_YEN).to_string()))
        .arg(define("fee", FEE_YEN.to_string()))
        .arg(define("body", BODY.to_owned()))
        .arg(format!("--file={}", file.display()))
        .arg(&server.address)
        .output()
        .map_err(|e| no(e.to_string()))?;
    let _ = std::fs::remove_file(&file);
    let said = String::from_utf8_lossy(&out.stdout);
    let whole = |line: &str| -> Option<u64> {
        line.strip_prefix("tps = ")?.split(['.', ' ']).next()?.parse().ok()
    };
    match said.lines().find_map(whole) {
        Some(tps) if out.status.success() => Ok(tps),
        _ => Err(no(String::from_utf8_lossy(&out.stderr).into_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pgbench_runs_the_same_statements_with_names_for_numbers() {
        let text = script(Begin::Plain);
        assert!(text.contains("yen = yen - :price WHERE id = :account AND yen >= :price"));
        assert!(text.contains("(:id, 1, :account, :minus), (:id, 2, 0, :rest), (:id, 3, 1, :fee)"));
        assert!(text.contains("\nBEGIN;\n") && text.ends_with("COMMIT;\n"));
        assert!(!text.contains('$'));
    }
}
