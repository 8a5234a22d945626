//! The guards. Each test is one promise of the house about its own text; what breaks one is named
//! with its place, and what to do instead.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod doors;
mod papers;
mod plan;
mod refusals;
mod rules;
mod samples;
mod schema;
mod shape;
mod size;
mod sql;
mod text;
mod texts;

use xtask::Tree;
use xtask::ratchet::Exceptions;

/// How many exceptions there may be. It is only ever lowered.
const MOST_EXCEPTIONS: usize = 3;

/// Holds what a guard found against the exceptions, and stops with a list.
fn hold(guard: &str, tree: &Tree, faults: &[(String, String)]) {
    let open = Exceptions::of(tree).unwrap().judge(guard, faults);
    assert!(open.is_empty(), "{} of {guard}:\n  {}", open.len(), open.join("\n  "));
}

#[test]
fn exceptions_become_fewer_and_belong_to_a_guard() {
    let kept = Exceptions::of(&Tree::here()).unwrap();
    let known =
        ["edges", "rules", "size", "length", "width", "sql", "personal", "leftovers", "paths"];
    let strange: Vec<&str> = kept.guards().filter(|guard| !known.contains(guard)).collect();
    assert!(strange.is_empty(), "no guard is called {strange:?}");
    assert_eq!(kept.len(), MOST_EXCEPTIONS, "lower MOST_EXCEPTIONS when one goes; never raise it");
}
