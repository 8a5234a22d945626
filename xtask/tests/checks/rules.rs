use xtask::plan::rooms;
use xtask::{File, Source, Tree};

use super::hold;

fn is_rules(file: &File) -> bool {
    file.is("rs")
        && !file.path.ends_with("/tests.rs")
        && (file.path.contains("/src/rules/") || file.path.ends_with("/src/rules.rs"))
}

/// Words that make a decision depend on more than what it was given.
const IMPURE: &[(&str, &str)] = &[
    ("serde", "a rule is not a wire format"),
    ("async", "a rule waits for nobody"),
    ("await", "a rule waits for nobody"),
    ("HashMap", "its order is not ours: BTreeMap"),
    ("HashSet", "its order is not ours: BTreeSet"),
    ("SystemTime", "the instant comes in as At"),
    ("Instant", "the instant comes in as At"),
    ("Mutex", "a rule keeps nothing"),
    ("OnceLock", "a rule keeps nothing"),
    ("static", "a rule keeps nothing"),
    ("Tx", "a rule knows no database"),
];

#[test]
fn rules_decide_from_what_they_are_given_alone() {
    let tree = Tree::here();
    let mut faults = Vec::new();
    for room in rooms(&tree) {
        let inside = format!("{}/src/", room.folder);
        for file in tree.files.iter().filter(|f| is_rules(f) && f.path.starts_with(&inside)) {
            let source = Source::read(&file.text);
            for (word, why) in IMPURE {
                // `'static` is a lifetime, not a place to keep things.
                let said =
                    source.places_of(word).into_iter().any(|at| !source.code[..at].ends_with('\''));
                if said {
                    faults.push((file.path.clone(), format!("{word}: {why}")));
                }
            }
            for dep in room.leans_on.iter().filter(|dep| *dep != "kernel") {
                if !source.places_of(&format!("{}::", dep.replace('-', "_"))).is_empty() {
                    faults.push((file.path.clone(), format!("{dep}: rules know kernel and std")));
                }
            }
        }
    }
    hold("rules", &tree, &faults);
}
