//! Every SQL text of the program, prepared on each engine over the schema it is written for.

use std::collections::BTreeSet;

use db::{Migration, Plugs, Sql};
use testkit::{on_each_engine, on_each_engine_with};
use xtask::Tree;

/// The texts over the house's schema, room by room.
fn house() -> Vec<(&'static str, Vec<Sql>)> {
    vec![
        ("crates/jobs", [jobs::SQL, jobs::HOLDINGS_SQL].concat()),
        ("crates/web", [web::SQL, web::api::SQL, web::HOLDINGS_SQL].concat()),
        (
            "rooms/ground/privacy",
            [
                privacy::SQL,
                privacy::HOLDINGS_SQL,
                privacy::requests::SQL,
                privacy::versions::SQL,
                privacy::trace::ALL,
                privacy::ordered::ALL,
                privacy::origin::ALL,
                privacy::handover::ALL,
            ]
            .concat(),
        ),
        (
            "rooms/ground/members",
            [members::SQL, members::KEYS_SQL, members::NOTED_SQL, members::HOLDINGS_SQL].concat(),
        ),
        ("rooms/ground/staff", [staff::SQL, staff::HOLDINGS_SQL].concat()),
        (
            "rooms/ground/duties",
            [duties::SQL, duties::WARRANT_SQL, duties::HANDOVER_SQL, duties::HOLDINGS_SQL].concat(),
        ),
        ("rooms/ground/ledger", [ledger::SQL, ledger::HOLDINGS_SQL].concat()),
        ("rooms/trade/orders", [orders::SQL, orders::MESSAGES_SQL, orders::HOLDINGS_SQL].concat()),
        ("rooms/trade/bidding", [bidding::SQL.concat(), bidding::HOLDINGS_SQL.to_vec()].concat()),
        ("rooms/trade/shopping", [shopping::SQL, shopping::HOLDINGS_SQL].concat()),
        ("rooms/company/notices", [notices::SQL, notices::HOLDINGS_SQL].concat()),
        ("rooms/company/inquiries", [inquiries::SQL, inquiries::HOLDINGS_SQL].concat()),
        ("rooms/company/exports", exports::SQL.to_vec()),
    ]
}

fn each_is_understood(texts: &[(&str, Vec<Sql>)], migrations: &[Migration]) {
    on_each_engine_with(migrations, &Plugs::new(), |bench| {
        for (room, texts) in texts {
            for sql in texts {
                let prepared = bench.db.prepare(*sql);
                let engine = bench.engine();
                assert!(prepared.is_ok(), "{room} {} on {engine}: {prepared:?}", sql.name);
            }
        }
    });
}

#[test]
fn every_text_of_the_house_is_understood_by_each_engine() {
    each_is_understood(&house(), &testkit::migrations());
}

#[test]
fn every_text_of_the_bazaar_is_understood_by_each_engine() {
    each_is_understood(&[("bazaar", bazaar::SQL.to_vec())], bazaar::MIGRATIONS);
}

// A block that no list takes up would never be prepared.
#[test]
fn every_text_in_the_source_is_on_a_list_here() {
    let mut lists = house();
    lists.push(("bazaar", bazaar::SQL.to_vec()));
    let listed: BTreeSet<(String, &str)> = lists
        .iter()
        .flat_map(|(room, texts)| texts.iter().map(move |sql| (format!("{room}/src/"), sql.name)))
        .collect();
    let written = xtask::sql::texts(&Tree::here());
    // The measurements have tables of their own, and run their texts each time they measure.
    let written: Vec<_> =
        written.iter().filter(|text| !text.path.starts_with("app/src/bench/")).collect();
    for text in &written {
        let is_listed =
            listed.iter().any(|(room, name)| text.path.starts_with(room) && *name == text.name);
        assert!(is_listed, "{}:{} {} is on no list", text.path, text.line, text.name);
    }
    let in_lists: usize = lists.iter().map(|(_, texts)| texts.len()).sum();
    assert_eq!(written.len(), in_lists, "as many texts in the source as on the lists");
}

#[test]
fn a_text_that_an_engine_does_not_understand_is_refused() {
    const WRONG: Sql = Sql { name: "WRONG", text: "SELECT no_such_column FROM lot WHERE id = $1" };
    on_each_engine(|bench| {
        let refused = bench.db.prepare(WRONG).unwrap_err().to_string();
        assert!(refused.contains("no_such_column"), "{}: {refused}", bench.engine());
    });
}

/// The door keeps what it read of a person until a statement changes it: by the member it names, or
/// all of it when it names nobody. So a statement that writes there must name each it is about.
#[test]
fn what_writes_to_a_person_or_to_what_is_sealed_of_them_names_them_or_nobody() {
    let watched = ["person", "vault_field"];
    let mut seen = 0;
    for (room, texts) in house() {
        for sql in texts {
            let words = sql.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let writes = |table: &str| {
                let ways = ["INSERT INTO", "UPDATE", "DELETE FROM"];
                ways.iter().any(|way| words.starts_with(&format!("{way} {table} ")))
            };
            let about = |table: &str| words.contains(&format!(" {table} "));
            let hidden = words.starts_with("WITH") && watched.iter().any(|table| about(table));
            assert!(!hidden, "{room} {}: write it without WITH", sql.name);
            if !watched.iter().any(|table| writes(table)) {
                continue;
            }
            seen += 1;
            let names = words.contains("WHERE member = $") || words.contains("(member, ");
            assert!(names || !words.contains('$'), "{room} {}: {words}", sql.name);
        }
    }
    assert!(seen >= 10, "{seen} statements");
}
