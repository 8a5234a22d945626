use std::process::Command;

use xtask::Tree;

// The samples in the comments, and those that must not compile. They run here and not as targets
// of their own, so that `cargo test --workspace` closes with the lines that say what ran.
#[test]
fn every_sample_in_a_comment_holds() {
    let words = ["test", "--doc", "--workspace", "--locked", "--offline", "--quiet"];
    let ran =
        Command::new(env!("CARGO")).args(words).current_dir(Tree::here().root).output().unwrap();
    let out = String::from_utf8_lossy(&ran.stdout);
    let err = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{out}\n{err}");
    assert!(out.contains("test result: ok."), "no sample was run:\n{out}\n{err}");
}
