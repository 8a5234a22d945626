use xtask::Tree;

#[test]
fn the_papers_of_the_house_lie_on_the_table() {
    let tree = Tree::here();
    for paper in [
        "README.md",
        "ARCHITECTURE.md",
        "STYLE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "LICENSE",
        "deny.toml",
        "clippy.toml",
        "rustfmt.toml",
        ".ci/run",
        "docs/words.md",
    ] {
        assert!(!tree.text(paper).is_empty(), "{paper} is missing");
    }
    let readme = tree.text("README.md");
    for command in ["cargo run --release", "cargo test --workspace"] {
        assert!(readme.contains(command), "README.md does not say {command}");
    }
}

#[test]
fn every_link_of_a_paper_leads_somewhere() {
    let tree = Tree::here();
    let mut links = 0;
    for file in tree.ending("md") {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for after in file.text.split("](").skip(1) {
            let target = after.split([')', '#', ' ']).next().unwrap();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            links += 1;
            let there = tree.root.join(folder).join(target).exists();
            assert!(there, "{}: {target} is not there", file.path);
        }
    }
    assert!(links > 5, "the links were not found: {links}");
}

#[test]
fn every_path_the_map_names_is_there() {
    let tree = Tree::here();
    for paper in ["ARCHITECTURE.md", "STYLE.md", "CONTRIBUTING.md"] {
        let floors = [
            "crates/", "rooms/", "app/", "bazaar/", "schema/", "xtask/", "docs/", "policy/",
            "data/",
        ];
        for named in tree.text(paper).split('`').skip(1).step_by(2) {
            let is_path = floors.iter().any(|floor| named.starts_with(floor))
                && named.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
            assert!(!is_path || tree.root.join(named).exists(), "{paper}: {named} is not there");
        }
    }
}

#[test]
fn decisions_are_numbered_and_fit_a_page() {
    let tree = Tree::here();
    let all: Vec<_> =
        tree.ending("md").filter(|f| f.path.starts_with("docs/decisions/0")).collect();
    assert!(!all.is_empty());
    for (n, file) in all.iter().enumerate() {
        let name = file.path.trim_start_matches("docs/decisions/");
        assert_eq!(&name[..4], format!("{:04}", n + 1), "{name}");
        assert!(file.text.lines().count() <= 70, "{name} is longer than a page");
        assert!(file.text.contains("## Why"), "{name} does not say why");
    }
}
