use std::collections::BTreeMap;

use toml::Table;
use xtask::Tree;
use xtask::plan::rooms;

/// The inner names, with what each is, and the names a room has of its own, with why.
const FILE: &str = "xtask/rooms.toml";

fn names(table: &Table) -> BTreeMap<String, String> {
    table.iter().map(|(k, v)| (k.clone(), v.as_str().unwrap_or_default().to_owned())).collect()
}

fn inner_names(tree: &Tree, folder: &str) -> Vec<String> {
    let src = format!("{folder}/src/");
    let mut found: Vec<String> = tree
        .files
        .iter()
        .filter_map(|file| file.path.strip_prefix(&src))
        .map(|inside| {
            let top = inside.split('/').next().unwrap_or(inside);
            top.strip_suffix(".rs").unwrap_or(top).to_owned()
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn a_room_has_the_inner_names_and_explains_its_own() {
    let tree = Tree::here();
    let listed: Table = tree.text(FILE).parse().unwrap();
    let inner = names(listed["inner"].as_table().unwrap());
    let own = listed["own"].as_table().unwrap();
    let mut wrong = Vec::new();
    for room in rooms(&tree).iter().filter(|room| room.folder.starts_with("rooms/")) {
        let has = inner_names(&tree, &room.folder);
        let may = own.get(&room.name).and_then(|t| t.as_table()).map(names).unwrap_or_default();
        for name in has.iter().filter(|name| !inner.contains_key(*name) && !may.contains_key(*name))
        {
            wrong.push(format!(
                "{}/src/{name}: take an inner name, or explain it in {FILE}",
                room.folder
            ));
        }
        for name in may.keys().filter(|name| !has.contains(name)) {
            wrong.push(format!("{FILE}: {} has no {name} any more", room.name));
        }
        for name in may.keys().filter(|name| inner.contains_key(*name)) {
            wrong.push(format!("{FILE}: {}.{name} is an inner name already", room.name));
        }
        if !has.iter().any(|name| name == "lib") {
            wrong.push(format!("{} has no door", room.folder));
        }
    }
    let known = rooms(&tree);
    for name in own.keys().filter(|name| known.iter().all(|room| room.name != **name)) {
        wrong.push(format!("{FILE}: there is no room {name}"));
    }
    assert!(wrong.is_empty(), "\n  {}", wrong.join("\n  "));
}

#[test]
fn every_name_is_explained() {
    let listed: Table = Tree::here().text(FILE).parse().unwrap();
    let own = listed["own"].as_table().unwrap().values().filter_map(|t| t.as_table());
    for table in own.chain([listed["inner"].as_table().unwrap()]) {
        for (name, why) in names(table) {
            assert!(why.split_whitespace().count() >= 3, "{FILE}: {name}: say what it is");
        }
    }
}
