use xtask::{Source, Tree};

// A template that is compiled is a template that is used; what nobody calls, the compiler names.
// What it cannot see is a file that is only read at run time.
#[test]
fn every_asset_is_used() {
    let tree = Tree::here();
    let kinds = ["css", "js", "html", "svg", "txt"];
    let code: String = tree.ending("rs").map(|file| file.text.as_str()).collect();
    for file in tree.files.iter().filter(|f| f.path.contains("/src/")) {
        if kinds.iter().any(|kind| file.is(kind)) {
            let name = file.path.rsplit('/').next().unwrap();
            assert!(code.contains(&format!("{name}\")")), "{}: nobody includes it", file.path);
        }
    }
}

// House rule 9: a door is a noun.
#[test]
fn a_door_is_a_noun() {
    let verbs = [
        "do", "get", "set", "make", "create", "update", "delete", "remove", "add", "submit", "save",
    ];
    let mut doors = 0;
    for file in Tree::here().ending("rs").filter(|f| f.path.starts_with("rooms/") && !f.is_test()) {
        for literal in Source::read(&file.text).strings {
            let is_path =
                literal.text.starts_with('/') && literal.text.chars().all(|c| !c.is_whitespace());
            if !is_path {
                continue;
            }
            doors += 1;
            for part in literal.text.split(['/', '-', '?']) {
                assert!(!verbs.contains(&part), "{}:{}: {}", file.path, literal.line, literal.text);
            }
        }
    }
    assert!(doors > 10, "the doors were not found: {doors}");
}
