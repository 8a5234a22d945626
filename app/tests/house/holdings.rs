//! Completeness by construction: what is not registered as holding something of a person, or
//! nothing, fails here. Requests walk the registry, so what is registered is handed out and ended.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use daiko::holdings::registry;
use db::Held;

use crate::common::on_each_engine;
use crate::things::Things;

/// The tables of schema/now.sql, each with its columns.
fn schema() -> BTreeMap<String, BTreeSet<String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/now.sql");
    let text = std::fs::read_to_string(file).unwrap();
    let tables = text.split("CREATE TABLE ").skip(1).map(|table| {
        let (name, rest) = table.split_once(" (\n").unwrap();
        let (body, _) = rest.split_once("\n);").unwrap();
        let names = body.lines().filter_map(|line| line.split_whitespace().next());
        let columns = names.filter(|name| *name != "PRIMARY").map(str::to_owned).collect();
        (name.to_owned(), columns)
    });
    tables.collect()
}

#[test]
fn every_table_is_registered_and_each_column_handed_out_or_shut_for_a_reason() {
    let (schema, registry) = (schema(), registry());
    assert!(schema.len() > 50, "{} tables", schema.len());
    let mut seen = BTreeSet::new();
    for holding in &registry.tables {
        assert!(seen.insert(holding.table), "{} is registered twice", holding.table);
        let is_own = holding.table == "migration";
        let Some(columns) = schema.get(holding.table) else {
            assert!(is_own, "{} is registered, and no table", holding.table);
            continue;
        };
        let why = match holding.held {
            Held::Nothing(why) | Held::Sealed(why) => {
                assert!(why.split_whitespace().count() >= 2 || why == "hashes", "{why}");
                continue;
            }
            Held::Rows { why, .. } | Held::Waiting { why, .. } => why,
        };
        let (given, shut) = holding.columns();
        assert_eq!(why.is_empty(), shut.is_empty(), "{}: say why", holding.table);
        let told: BTreeSet<String> =
            given.iter().chain(shut).map(|column| (*column).to_owned()).collect();
        assert_eq!(told.len(), given.len() + shut.len(), "{}: twice", holding.table);
        assert_eq!(&told, columns, "{}: every column, and no other", holding.table);
    }
    for table in schema.keys() {
        assert!(seen.contains(table.as_str()), "{table} is not registered: say what it may hold");
    }
}

#[test]
fn what_a_life_leaves_in_the_data_folder_is_registered() {
    on_each_engine(60, async |scene| {
        Things::of_alice(scene).await;
        let registry = registry();
        let data = &scene.blueprint.data;
        let found = below(data, data);
        assert!(found.len() >= 4, "{found:?}");
        for file in &found {
            assert!(registry.knows_file(file), "{file} is not registered: say what it may hold");
        }
        assert!(!registry.knows_file("photos/of_a_parcel.jpg"), "an unknown file would be seen");
    });
}

fn below(root: &Path, folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(root, &path));
        } else {
            found.push(path.strip_prefix(root).unwrap().display().to_string());
        }
    }
    found
}
