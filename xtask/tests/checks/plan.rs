use xtask::plan::{rooms, wrong_edges};
use xtask::{Source, Tree};

use super::hold;

#[test]
fn dependencies_point_down_and_company_rooms_never_to_each_other() {
    let tree = Tree::here();
    let rooms = rooms(&tree);
    assert!(rooms.len() > 15, "the floor plan was not read: {} crates", rooms.len());
    let wrong: Vec<_> = wrong_edges(&rooms)
        .into_iter()
        .map(|what| (what.split(' ').next().unwrap_or_default().to_owned(), what))
        .collect();
    hold("edges", &tree, &wrong);
}

#[test]
fn every_crate_takes_the_lints_and_leaves_its_samples_to_one_guard() {
    for room in rooms(&Tree::here()) {
        assert!(room.lints, "{}: add [lints] workspace = true", room.folder);
        assert!(room.samples_apart, "{}: add [lib] doctest = false", room.folder);
    }
}

#[test]
fn every_folder_with_a_manifest_is_on_the_plan() {
    let tree = Tree::here();
    let planned: Vec<String> = rooms(&tree).into_iter().map(|room| room.folder).collect();
    for file in tree.files.iter().filter(|file| file.path.ends_with("/Cargo.toml")) {
        let folder = file.path.trim_end_matches("/Cargo.toml").to_owned();
        assert!(planned.contains(&folder), "{folder} is not in members of the root Cargo.toml");
    }
}

#[test]
fn the_kernel_knows_nobody() {
    let rooms = rooms(&Tree::here());
    let kernel = rooms.iter().find(|room| room.name == "kernel").unwrap();
    assert!(kernel.leans_on.is_empty(), "the kernel leans on {:?}", kernel.leans_on);
}

#[test]
fn only_a_connector_webhooks_sign_ins_elsewhere_and_the_app_speak_http_to_others() {
    // A member's own program is told by HTTP, as letters are by SMTP; and a provider is asked who
    // somebody is who comes back from it.
    let may = ["markets", "notices", "members", "daiko"];
    for room in rooms(&Tree::here()) {
        let speaks = room.leans_on.iter().any(|dep| dep == "reqwest");
        assert!(!speaks || may.contains(&room.name.as_str()), "{} leans on reqwest", room.name);
    }
}

#[test]
fn only_the_db_door_names_a_driver() {
    let tree = Tree::here();
    for file in tree.ending("rs").filter(|file| !file.is_test()) {
        // The bench measures the raw limit beside the door.
        let may = ["crates/db/", "crates/testkit/", "app/src/bench/"];
        if may.iter().any(|folder| file.path.starts_with(folder)) {
            continue;
        }
        let source = Source::read(&file.text);
        for driver in ["rusqlite", "tokio_postgres"] {
            assert!(source.places_of(driver).is_empty(), "{}: {driver}", file.path);
        }
    }
}
