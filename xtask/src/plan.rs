//! The floor plan: which crates there are, in order, and what each leans on.

use toml::{Table, Value};

use crate::Tree;

/// One crate of the workspace.
#[derive(Debug, Clone)]
pub struct Room {
    /// Its folder.
    pub folder: String,
    /// Its package name.
    pub name: String,
    /// What it leans on in the program.
    pub leans_on: Vec<String>,
    /// What its tests lean on besides.
    pub tests_lean_on: Vec<String>,
    /// Whether it takes the workspace's lints.
    pub lints: bool,
    /// Whether `cargo test` is told to leave its samples to the guard that runs them.
    pub samples_apart: bool,
}

fn table(text: &str) -> Table {
    text.parse().unwrap_or_default()
}

fn keys(table: &Table, key: &str) -> Vec<String> {
    table.get(key).and_then(Value::as_table).into_iter().flat_map(Table::keys).cloned().collect()
}

/// Every crate, in floor order.
pub fn rooms(tree: &Tree) -> Vec<Room> {
    let root = table(tree.text("Cargo.toml"));
    let members = root.get("workspace").and_then(|w| w.get("members")).and_then(Value::as_array);
    let folders = members.into_iter().flatten().filter_map(Value::as_str);
    folders
        .map(|folder| {
            let own = table(tree.text(&format!("{folder}/Cargo.toml")));
            let name = own.get("package").and_then(|p| p.get("name")).and_then(Value::as_str);
            let flag = |section: &str, key: &str| {
                own.get(section).and_then(|s| s.get(key)).and_then(Value::as_bool)
            };
            let mut leans_on = keys(&own, "dependencies");
            leans_on.extend(keys(&own, "build-dependencies"));
            Room {
                folder: folder.to_owned(),
                name: name.unwrap_or_default().to_owned(),
                leans_on,
                tests_lean_on: keys(&own, "dev-dependencies"),
                lints: flag("lints", "workspace") == Some(true),
                samples_apart: flag("lib", "doctest") == Some(false),
            }
        })
        .collect()
}

/// What is wrong with a plan: an edge upwards, or one between two rooms of the company floor.
pub fn wrong_edges(rooms: &[Room]) -> Vec<String> {
    let mut wrong = Vec::new();
    let place = |name: &str| rooms.iter().position(|room| room.name == name);
    for (at, room) in rooms.iter().enumerate() {
        for below in &room.leans_on {
            let Some(there) = place(below) else { continue };
            if there >= at {
                wrong.push(format!("{} leans on {below}, which stands above it", room.name));
            }
            if is_company(room) && is_company(&rooms[there]) {
                wrong.push(format!("{} and {below} are both on the company floor", room.name));
            }
            if room.folder.starts_with("crates/") && rooms[there].folder.starts_with("rooms/") {
                wrong.push(format!("{} is foundation and knows the room {below}", room.name));
            }
        }
        // Tests may take the testkit, which stands on the crate itself.
        for beside in &room.tests_lean_on {
            let Some(there) = place(beside) else { continue };
            if there >= at && beside != "testkit" {
                wrong.push(format!("tests of {} lean on {beside}, above it", room.name));
            }
        }
    }
    wrong
}

fn is_company(room: &Room) -> bool {
    room.folder.starts_with("rooms/company/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(folder: &str, leans_on: &[&str]) -> Room {
        Room {
            folder: folder.to_owned(),
            name: folder.rsplit('/').next().unwrap_or_default().to_owned(),
            leans_on: leans_on.iter().map(|s| (*s).to_owned()).collect(),
            tests_lean_on: Vec::new(),
            lints: true,
            samples_apart: true,
        }
    }

    #[test]
    fn an_edge_up_or_sideways_is_named() {
        let plan = [
            room("crates/kernel", &["orders"]),
            room("rooms/trade/orders", &["kernel", "serde"]),
            room("rooms/company/magazine", &["orders"]),
            room("rooms/company/rewards", &["magazine"]),
        ];
        let wrong = wrong_edges(&plan).join("; ");
        assert!(wrong.contains("kernel leans on orders"), "{wrong}");
        assert!(wrong.contains("kernel is foundation"), "{wrong}");
        assert!(wrong.contains("rewards and magazine"), "{wrong}");
        assert_eq!(wrong.matches("; ").count(), 2, "{wrong}");
        assert!(wrong_edges(&plan[1..3]).is_empty());
    }
}
