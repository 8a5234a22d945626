//! Every text is understood by each engine.

use crate::house::each;

#[test]
fn every_text_is_prepared_by_each_engine() {
    each(&[], |bench, _| {
        assert!(privacy::SQL.len() > 70);
        for sql in privacy::SQL.iter().chain(privacy::versions::SQL) {
            bench.db.prepare(*sql).unwrap();
        }
    });
}
