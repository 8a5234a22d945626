//! The measurements measure; how fast is for `daiko bench privacy`, built for release.

use crate::house::each;

#[test]
fn the_bench_fills_a_house_and_gives_figures() {
    each(privacy::bench::VIEWS, |bench, _| {
        let people = if cfg!(debug_assertions) { 300 } else { 100_000 };
        let figures = privacy::bench::measure(&bench.db, people).unwrap();
        eprintln!("{}: {}", bench.engine(), figures.json());
        assert_eq!(figures.people, people);
        assert!(figures.decision_p50_ns > 0 && figures.warm_open_p50_ns > 0);
        let stopped = privacy::bench::stop_against_batch(&bench.db, people).unwrap();
        assert_eq!(stopped.late, 0, "{stopped:?}");
        assert_eq!(stopped.given + stopped.held_back + stopped.left_out, stopped.people);
        assert!(stopped.stops > 0 && stopped.given > 0, "{stopped:?}");
        assert!(figures.json().starts_with("{\"decision_p50_ns\":"));
    });
}

#[test]
fn a_long_log_is_filled_and_read_page_by_page() {
    each(privacy::bench::VIEWS, |bench, _| {
        let leaves = if cfg!(debug_assertions) { 300 } else { 200_000 };
        let long = privacy::bench::long_log(&bench.db, leaves).unwrap();
        eprintln!("{}: {long:?}", bench.engine());
        assert_eq!(long.leaves, leaves);
        assert!(long.first_per_s > 0 && long.last_per_s > 0, "{long:?}");
        let size = bench.db.read_now("size", privacy::log::size).unwrap();
        assert!(size >= leaves, "and the entry of a policy that is new: {size}");
    });
}
