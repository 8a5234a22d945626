//! Every SQL text of this room is one that both engines take.

use testkit::on_each_engine;

#[test]
fn both_engines_take_every_text() {
    on_each_engine(|bench| {
        for sql in orders::SQL.iter().chain(orders::MESSAGES_SQL) {
            let prepared = bench.db.prepare(*sql);
            assert!(prepared.is_ok(), "{} on {}: {prepared:?}", sql.name, bench.engine());
        }
    });
}
