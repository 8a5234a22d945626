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
    let passed = out.split("test result: ok. ").skip(1).filter_map(|rest| rest.split(' ').next());
    let passed: usize = passed.filter_map(|number| number.parse::<usize>().ok()).sum();
    // Most of them are leaks of personal data that must not compile.
    assert!(passed > 60, "only {passed} samples were run:\n{out}\n{err}");
}
