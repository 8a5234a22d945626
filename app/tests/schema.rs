//! Today's schema: what each engine says of itself after all migrations is schema/now.sql.

use std::path::Path;

use db::Open;
use testkit::on_each_engine;

const HEAD: &str = "-- Today's schema, as each engine tells it after all migrations. Written by the test of\n\
                    -- app/tests/schema.rs when DAIKO_WRITE_SCHEMA=1; never edited, never run.\n\n";

#[expect(clippy::disallowed_methods, reason = "tests have no config.rs; this asks for the writing")]
fn is_to_be_written() -> bool {
    std::env::var("DAIKO_WRITE_SCHEMA").is_ok_and(|word| word == "1")
}

#[test]
fn what_each_engine_has_is_what_now_sql_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/now.sql");
    on_each_engine(|bench| {
        let found = format!("{HEAD}{}", bench.db.catalogue().unwrap());
        if is_to_be_written() {
            std::fs::write(&file, &found).unwrap();
        }
        let written = std::fs::read_to_string(&file).unwrap_or_default();
        for (n, (now, then)) in found.lines().zip(written.lines()).enumerate() {
            let engine = bench.engine();
            assert_eq!(now, then, "{engine}, line {}: DAIKO_WRITE_SCHEMA=1 writes it anew", n + 1);
        }
        assert_eq!(found.len(), written.len(), "{}: schema/now.sql is another", bench.engine());
    });
}

#[test]
fn migrating_a_house_that_is_up_to_date_changes_nothing() {
    on_each_engine(|bench| {
        let before = bench.db.catalogue().unwrap();
        let again = Open::at(bench.address.clone()).open(&testkit::migrations()).unwrap();
        assert_eq!(again.catalogue().unwrap(), before, "{}", bench.engine());
    });
}
