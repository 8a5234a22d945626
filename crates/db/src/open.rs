use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use kernel::{Clock, Dice, Refused};
use tokio_postgres::config::{Host, SslMode};

use crate::door::{Counted, Driver, House};
use crate::postgres::{Address, Pg, connect};
use crate::sqlite::{Sqlite, open_writer, refused};
use crate::{Answer, Db, DbRefusal, Migration, Plugs, SystemClock, SystemDice, migrate};

/// Written into the header of each of our files.
const APPLICATION: i64 = 0x6461_696b;
/// Files up to this size are checked page by page at each start; larger ones on demand.
const CHECKED_AT_START: u64 = 256 << 20;

/// How a database is opened.
pub struct Open {
    address: String,
    clock: Option<Arc<dyn Clock>>,
    dice: Option<Arc<dyn Dice>>,
    plugs: Plugs,
    queue: usize,
    root_certificate: Option<Vec<u8>>,
    page_limit: Option<i64>,
}

impl Open {
    /// A database at an address: the path of a file for SQLite, or `postgres://user@host/name`.
    pub fn at(address: impl Into<String>) -> Open {
        Open {
            address: address.into(),
            clock: None,
            dice: None,
            plugs: Plugs::new(),
            queue: 4096,
            root_certificate: None,
            page_limit: None,
        }
    }

    /// With this clock instead of the wall's.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Open {
        self.clock = Some(clock);
        self
    }

    /// With these dice instead of the system's.
    #[must_use]
    pub fn dice(mut self, dice: Arc<dyn Dice>) -> Open {
        self.dice = Some(dice);
        self
    }

    /// With these plugs.
    #[must_use]
    pub fn plugs(mut self, plugs: Plugs) -> Open {
        self.plugs = plugs;
        self
    }

    /// At most this many acts wait; one more is refused with 503.
    #[must_use]
    pub fn queue(mut self, acts: usize) -> Open {
        self.queue = acts.max(1);
        self
    }

    /// Trusts this certificate authority (DER) beside the public ones, for a server over TLS.
    #[must_use]
    pub fn root_certificate(mut self, der: Vec<u8>) -> Open {
        self.root_certificate = Some(der);
        self
    }

    /// SQLite: the file may not grow past this many pages, as on a full disk.
    #[must_use]
    pub fn page_limit(mut self, pages: i64) -> Open {
        self.page_limit = Some(pages);
        self
    }

    /// Opens, checks and migrates.
    pub fn open(self, migrations: &[Migration]) -> Answer<Db> {
        let dice = match self.dice {
            Some(dice) => dice,
            None => Arc::new(SystemDice::new()?),
        };
        let house = Arc::new(House {
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock::default())),
            dice,
            plugs: self.plugs,
            figures: Mutex::new(Counted::default()),
            acts: AtomicU64::new(0),
            commits: AtomicU64::new(0),
        });
        let driver = if is_postgres(&self.address) {
            let address = pg_address(&self.address, self.root_certificate)?;
            on_own_thread(|| {
                let mut session = connect(&address)?;
                if let Some(schema) = &address.schema {
                    session.batch(&format!("CREATE SCHEMA IF NOT EXISTS {schema}"))?;
                }
                migrate::postgres(&mut session, migrations)
            })?;
            Driver::Pg(Pg::start(&address, &house, self.queue)?)
        } else if self.address.contains("://") {
            return Err(bad_address(&self.address));
        } else {
            let file = PathBuf::from(&self.address);
            let conn = open_sqlite(&file, migrations, self.page_limit)?;
            Driver::Sqlite(Sqlite::start(file, conn, Arc::clone(&house), self.queue)?)
        };
        Ok(Db { house, driver: Arc::new(driver) })
    }
}

fn open_sqlite(
    file: &Path,
    migrations: &[Migration],
    page_limit: Option<i64>,
) -> Answer<rusqlite::Connection> {
    let name = file.display().to_string();
    if is_anothers(file) {
        return Err(DbRefusal::NotOurs { file: name }.into());
    }
    let size = std::fs::metadata(file).map_or(0, |m| m.len());
    let conn = open_writer(file)?;
    let no = |e: rusqlite::Error| refused(&name, &e);
    let pragma = |q: &str| conn.query_row(q, [], |row| row.get::<_, i64>(0)).map_err(no);
    let application = pragma("PRAGMA application_id")?;
    let tables = pragma("SELECT count(*) FROM sqlite_schema")?;
    if application != APPLICATION && (application != 0 || tables > 0) {
        return Err(DbRefusal::NotOurs { file: name }.into());
    }
    if size <= CHECKED_AT_START {
        let verdict: String = conn
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(|_| DbRefusal::Corrupt { file: name.clone() })?;
        if verdict != "ok" {
            return Err(DbRefusal::Corrupt { file: name }.into());
        }
    }
    if let Some(pages) = page_limit {
        conn.execute_batch(&format!("PRAGMA max_page_count = {pages}")).map_err(no)?;
    }
    conn.execute_batch(&format!("PRAGMA application_id = {APPLICATION}")).map_err(no)?;
    migrate::sqlite(&name, &conn, migrations)?;
    Ok(conn)
}

/// Whether a file is another program's by what its first page says. Read as bytes: to open it as a
/// database would already change how it is kept. What cannot be told here is told once it is open.
fn is_anothers(file: &Path) -> bool {
    let mut page = [0u8; 105];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut page));
    if read.is_err() || !page.starts_with(b"SQLite format 3\0") {
        return false;
    }
    let application = i64::from(u32::from_be_bytes([page[68], page[69], page[70], page[71]]));
    // A table of tables that has outgrown its first page, or has a row on it.
    let has_tables = page[100] == 5 || (page[103], page[104]) != (0, 0);
    application != APPLICATION && (application != 0 || has_tables)
}

/// Whether an address is one of a PostgreSQL server.
pub fn is_postgres(address: &str) -> bool {
    ["postgres://", "postgresql://"].iter().any(|p| address.starts_with(p))
}

/// An address that is none of a database, without what nobody may read over a shoulder.
pub fn bad_address(address: &str) -> Refused {
    DbRefusal::BadAddress { address: hide_password(address) }.into()
}

fn pg_address(address: &str, root: Option<Vec<u8>>) -> Answer<Address> {
    let bad = || bad_address(address);
    let (plain, schema) = split_schema(address).ok_or_else(bad)?;
    let mut config: tokio_postgres::Config = plain.parse().map_err(|_| bad())?;
    if let Some(schema) = &schema {
        config.options(format!("-csearch_path={schema}"));
    }
    if config.get_ssl_mode() == SslMode::Prefer {
        // Why: "prefer" hides whether anybody listens. What stays on this machine goes plain; what
        // leaves it goes by TLS with a checked certificate, or not at all.
        config.ssl_mode(if stays_here(&config) { SslMode::Disable } else { SslMode::Require });
    }
    let mut roots = rustls_roots();
    if let Some(der) = root {
        roots.add(der.into()).map_err(|_| bad())?;
    }
    let tls = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let salted = format!("{:?}{:?}", config.get_dbname(), config.get_options());
    let salt = crate::Lock::named(&salted).key().unwrap_or(0);
    let tls = tokio_postgres_rustls::MakeRustlsConnect::new(tls);
    Ok(Address { config, tls, salt, schema })
}

/// Takes `schema=name` out of an address: the schema the house lives in, made when it is missing.
fn split_schema(address: &str) -> Option<(String, Option<String>)> {
    let Some((host, query)) = address.split_once('?') else {
        return Some((address.to_owned(), None));
    };
    let (mine, rest): (Vec<&str>, Vec<&str>) =
        query.split('&').partition(|part| part.starts_with("schema="));
    let name = mine.last().map(|part| part.trim_start_matches("schema=").to_owned());
    let is_name = |n: &String| {
        !n.is_empty()
            && n.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    if !name.as_ref().is_none_or(is_name) {
        return None;
    }
    let plain =
        if rest.is_empty() { host.to_owned() } else { format!("{host}?{}", rest.join("&")) };
    Some((plain, name))
}

/// Throws a schema away with everything in it: for stories, benchmarks and tests, which make one of
/// their own. Refuses an address without `schema=`.
pub fn drop_schema(address: &str) -> Answer<()> {
    let address = pg_address(address, None)?;
    let none = || DbRefusal::BadAddress { address: "an address without schema=".into() };
    let schema = address.schema.clone().ok_or_else(none)?;
    on_own_thread(|| connect(&address)?.batch(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE")))
}

/// A connection drives a runtime of its own, which must not happen on a thread that already drives
/// one: a house is opened from async code too.
fn on_own_thread<T: Send>(work: impl FnOnce() -> Answer<T> + Send) -> Answer<T> {
    let broken = |_| Err(kernel::Fault::new("the thread that opens the database panicked").into());
    std::thread::scope(|scope| scope.spawn(work).join().unwrap_or_else(broken))
}

fn stays_here(config: &tokio_postgres::Config) -> bool {
    config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => {
            name == "localhost"
                || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    })
}

fn rustls_roots() -> rustls::RootCertStore {
    rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }
}

// A password stands before the host, or behind a question mark, or in a list of `password=…`.
fn hide_password(address: &str) -> String {
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), address),
    };
    let (user, rest) = match rest.rsplit_once('@') {
        Some((_, rest)) => ("…@", rest),
        None => ("", rest),
    };
    let told = rest.find('?').into_iter().chain(rest.to_ascii_lowercase().find("password")).min();
    let (rest, more) = match told.and_then(|at| rest.split_at_checked(at)) {
        Some((rest, _)) => (rest, "…"),
        None => (rest, ""),
    };
    format!("{scheme}{user}{rest}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_without_its_password() {
        let table = [
            ("mysql://root@host/x", "mysql://…@host/x"),
            ("mysql://root:se@cret@host/x", "mysql://…@host/x"),
            ("root:secret@host/x", "…@host/x"),
            ("pg://host/x?user=a&password=secret", "pg://host/x…"),
            ("host=here user=me PASSWORD=secret", "host=here user=me …"),
            ("Postgres", "Postgres"),
            ("/srv/house", "/srv/house"),
        ];
        for (address, told) in table {
            assert_eq!(hide_password(address), told);
        }
    }
}
