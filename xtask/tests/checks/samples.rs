use std::process::Command;

use xtask::Tree;

// The samples in the comments, and those that must not compile. They run here and not as targets
// of their own, so that `cargo test --workspace` closes with the lines that say what ran.
#[test]
fn every_sample_in_a_comment_holds() {
    let (words, root) =
        (["test", "--doc", "--workspace", "--locked", "--offline", "--quiet"], Tree::here().root);
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(words).env("RUSTDOC", root.join("xtask/rustdoc")).current_dir(&root);
    let ran = cargo.output().unwrap();
    let out = String::from_utf8_lossy(&ran.stdout);
    let err = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{out}\n{err}");
    let passed = out.split("test result: ok. ").skip(1).filter_map(|rest| rest.split(' ').next());
    let passed: usize = passed.filter_map(|number| number.parse::<usize>().ok()).sum();
    // Most of them are leaks of personal data that must not compile, each beside one that must.
    assert!(passed > 120, "only {passed} samples were run:\n{out}\n{err}");
}
