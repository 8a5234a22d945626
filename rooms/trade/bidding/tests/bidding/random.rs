//! Random acts of members, rivals, sellers and misfortune, held against what a plain telling says
//! after each of them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::acts::acts;
use crate::house::{House, in_a_house};
use crate::play::Run;

/// What must have happened somewhere in so many runs.
const STEPS: [&str; 19] = [
    "armed checked",
    "cancelled_by_seller winner_removed",
    "displaced house_higher",
    "ended_early won",
    "leading back_in_front",
    "leading placed",
    "leading raised",
    "lost won_by_another_member",
    "outbid below_least",
    "outbid not_covered",
    "outbid outbid",
    "outbid struck_out",
    "scheduled market.unauthorised",
    "scheduled market.unreachable",
    "scheduled taken_up",
    "waiting slot_taken",
    "withdrawn withdrawn",
    "won offer_taken",
    "won won",
];

#[test]
fn whatever_happens_promises_hold() {
    // Panics of the house are part of the play; their stories would drown the test's own.
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let played = info.location().is_some_and(|at| at.file().ends_with("speak.rs"));
        if !played {
            usual(info);
        }
    }));
    in_a_house(|bench| {
        let quick = Quick::of(bench);
        let cases = if bench.bench.engine() == "SQLite" { 220 } else { 6 };
        let config =
            Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
        // The same runs each time: a failure names itself.
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(config, rng);
        let (salt, wrongs) = (Cell::new(1u128), RefCell::new(Vec::new()));
        let seen = RefCell::new(BTreeSet::new());
        let fresh = RefCell::new(quick.as_ref().map(Quick::open));
        let done = runner.run(&acts(), |acts| {
            salt.set(salt.get() + 1);
            if let Some(quick) = quick.as_ref().filter(|_| salt.get() % TOGETHER == 0) {
                *fresh.borrow_mut() = Some(quick.open());
                wrongs.borrow_mut().clear();
            }
            let fresh = fresh.borrow();
            let house = fresh.as_ref().unwrap_or(bench);
            let mut run = Run::begin(house, salt.get(), wrongs.borrow().clone());
            for act in &acts {
                run.step(act);
                run.check()?;
            }
            run.end(&mut wrongs.borrow_mut())?;
            let events = run.bids.keys().flat_map(|bid| house.events(*bid));
            seen.borrow_mut().extend(events.map(|e| format!("{} {}", e.state, e.reason)));
            Ok(())
        });
        if let Err(why) = done {
            panic!("{}: {why}", bench.bench.engine());
        }
        if bench.bench.engine() == "SQLite" {
            let missing: Vec<_> = STEPS.iter().filter(|s| !seen.borrow().contains(**s)).collect();
            assert!(missing.is_empty(), "{missing:?} never happened: the play is too tame");
        }
    });
}

/// So many plays share a house. Each is audited whole at its end, and the marketplace looks
/// through all its lots: a house for all of them took a time that grew with their square.
const TOGETHER: u128 = 10;

/// Where the machine has such, houses are opened on files in memory: this is about promises, not
/// about disks.
struct Quick<'h, 'b>(&'h House<'b>, Cell<u32>);

impl<'h, 'b> Quick<'h, 'b> {
    fn of(bench: &'h House<'b>) -> Option<Quick<'h, 'b>> {
        let memory = std::path::Path::new("/dev/shm");
        let fits = bench.bench.engine() == "SQLite" && memory.is_dir();
        fits.then(|| Quick(bench, Cell::new(0)))
    }

    fn file(&self) -> String {
        format!("/dev/shm/daiko-bidding-{}-{}.sqlite", std::process::id(), self.1.get())
    }

    fn forget(&self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.file()));
        }
    }

    /// A house nobody has used, beside a marketplace nobody has.
    fn open(&self) -> House<'b> {
        self.forget();
        self.1.set(self.1.get() + 1);
        self.0.market.reset(self.0.bench.clock.clone());
        self.0.opened_at(self.file())
    }
}

impl Drop for Quick<'_, '_> {
    fn drop(&mut self) {
        self.forget();
    }
}
