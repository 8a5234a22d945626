//! The closing lines of `cargo test --workspace`: which engines the tests ran on, and what was
//! left out for want of something on this machine. It is a program and not a test, so that what it
//! prints is seen; it tries each engine once more, so that it cannot claim one that was not there.

use std::net::{TcpStream, ToSocketAddrs};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use xtask::Tree;

#[expect(clippy::disallowed_methods, reason = "the same setting testkit reads")]
fn postgres() -> Option<String> {
    std::env::var("DAIKO_TEST_POSTGRES").ok().filter(|address| !address.is_empty())
}

/// The address without a password.
fn shown(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return "(not an address)".into() };
    let Some((person, place)) = rest.rsplit_once('@') else { return address.to_owned() };
    let person = person.split(':').next().unwrap_or(person);
    format!("{scheme}://{person}@{place}")
}

fn answers(address: &str) -> bool {
    let place = address.split("://").nth(1).unwrap_or_default();
    let place = place.rsplit('@').next().unwrap_or_default();
    let place = place.split(['/', '?']).next().unwrap_or_default();
    let place = if place.contains(':') { place.to_owned() } else { format!("{place}:5432") };
    let found = place.to_socket_addrs().into_iter().flatten();
    found.into_iter().any(|at| TcpStream::connect_timeout(&at, Duration::from_secs(3)).is_ok())
}

fn has(programs: &[&str]) -> bool {
    programs.iter().any(|program| {
        let mut tried = Command::new(program);
        tried.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        tried.status().is_ok_and(|status| status.success())
    })
}

/// What some tests want, by the word they say for it, and what is left out without it.
fn left_out(tree: &Tree) -> Vec<&'static str> {
    let wanted: [(&str, bool, &str); 3] = [
        (
            "shared_file",
            tree.root.join("../shared").is_dir(),
            "no ../shared: the tables of figures and the real bid histories were not compared",
        ),
        ("pgbench", has(&["pgbench"]), "no pgbench: nothing was measured beside it"),
        (
            "chromium",
            has(&["chromium", "chromium-browser", "google-chrome"]),
            "no Chromium: no page was looked at in a browser",
        ),
    ];
    let said = |word: &str| {
        tree.ending("rs")
            .any(|f| f.is_test() && !f.path.starts_with("xtask/") && f.text.contains(word))
    };
    wanted
        .into_iter()
        .filter(|(word, there, _)| !there && said(word))
        .map(|(_, _, what)| what)
        .collect()
}

fn main() -> ExitCode {
    let tree = Tree::here();
    println!("\nengines: SQLite, in this process: ran");
    let mut code = ExitCode::SUCCESS;
    match postgres() {
        None => println!("engines: PostgreSQL: left out, DAIKO_TEST_POSTGRES names none"),
        Some(address) if answers(&address) => {
            println!("engines: PostgreSQL at {}: ran", shown(&address));
        }
        Some(address) => {
            println!("engines: PostgreSQL at {} does not answer", shown(&address));
            code = ExitCode::FAILURE;
        }
    }
    for what in left_out(&tree) {
        println!("left out: {what}");
    }
    code
}
