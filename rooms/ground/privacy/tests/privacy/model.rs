//! Any order of choices, stops and erasure against a model that is told in one line each.

use kernel::MemberId;
use policy::Lang;
use privacy::choices::{Choosing, ChosenBy, choose, stop_all};
use privacy::erase::{carry_out, erase};
use privacy::{OpenViews as _, Opener, start};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use testkit::Bench;

use crate::house::{act, each, settle};

mod views {
    privacy::personal_view! {
        /// To whom the magazine goes.
        pub struct Magazine: Purpose::Magazine, by [System], to [] { email: privacy::Email }
        /// What a partner at home is given.
        pub struct Partner: Purpose::Partners, by [System], to [] { country: privacy::Country }
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Magazine(bool),
    Partners(bool),
    Use(bool),
    Erase,
    Rotate,
    Start,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => any::<bool>().prop_map(Step::Magazine),
        4 => any::<bool>().prop_map(Step::Partners),
        3 => any::<bool>().prop_map(|used| Step::Use(!used)),
        1 => Just(Step::Erase),
        1 => Just(Step::Rotate),
        1 => Just(Step::Start),
    ];
    prop::collection::vec(step, 1..12)
}

#[derive(Debug, Default, Clone, Copy)]
struct Model {
    consents: bool,
    objects: bool,
    stopped: bool,
    erased: bool,
}

impl Model {
    fn magazine(self) -> &'static str {
        match self {
            Model { erased: true, .. } => "privacy.erased",
            Model { stopped: true, .. } => "privacy.stopped",
            Model { consents: false, .. } => "privacy.no_consent",
            _ => "ok",
        }
    }
    fn partner(self) -> &'static str {
        match self {
            Model { erased: true, .. } => "privacy.erased",
            Model { stopped: true, .. } => "privacy.stopped",
            Model { objects: true, .. } => "privacy.objected",
            _ => "ok",
        }
    }
}

fn take(bench: &Bench, who: MemberId, step: Step, model: &mut Model) {
    let chosen = |choice: &str, on: bool| {
        let (choice, words) = (choice.to_owned(), "words".to_owned());
        let ask = Choosing { member: who, choice, on, lang: Lang::En, words, by: ChosenBy::Letter };
        act(&bench.db, move |tx| choose(tx, &ask)).map_or_else(|no| no.code(), |_| "ok")
    };
    let want = if model.erased { "privacy.erased" } else { "ok" };
    let open = !model.erased;
    match step {
        Step::Magazine(on) => {
            assert_eq!(chosen("magazine", on), want);
            model.consents = if open { on } else { model.consents };
        }
        Step::Partners(on) => {
            assert_eq!(chosen("partners_stop", on), want);
            model.objects = if open { on } else { model.objects };
        }
        Step::Use(stop) => {
            let done = act(&bench.db, move |tx| stop_all(tx, who, stop));
            assert_eq!(done.map_or_else(|no| no.code(), |_| "ok"), want);
            model.stopped = if open { stop } else { model.stopped };
        }
        Step::Erase => {
            let done = act(&bench.db, move |tx| erase(tx, who, "wish"));
            let want = if model.erased { "privacy.already_erased" } else { "ok" };
            assert_eq!(done.map_or_else(|no| no.code(), |_| "ok"), want);
            model.erased = true;
        }
        Step::Rotate => {
            let class = policy::RetentionClass::Account;
            let moved = act(&bench.db, move |tx| privacy::rotate(tx, who, class)).unwrap();
            assert_eq!(moved > 0, open);
            carry_out(&bench.db).unwrap();
        }
        Step::Start => drop(start::start(&bench.db).unwrap()),
    }
}

fn opens<V: privacy::View + Send + 'static>(bench: &Bench, who: MemberId) -> &'static str {
    let opened = act(&bench.db, move |tx| tx.open::<V>(&Opener::system("list"), who));
    let one = opened.map_or_else(|no| no.code(), |_| "ok");
    // Opening many decides the same.
    let many = act(&bench.db, move |tx| tx.open_many::<V>(&Opener::system("list"), &[who]));
    assert_eq!(many.unwrap().len(), usize::from(one == "ok"));
    one
}

#[test]
fn what_opens_is_what_the_person_last_said() {
    let runs = proptest::collection::vec(steps(), 8);
    each(views::VIEWS, |bench, _| {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let all = runs.new_tree(&mut runner).unwrap().current();
        for (n, steps) in all.into_iter().enumerate() {
            let who = settle(&bench.db, n as u128, &format!("_{n}"));
            let mut model = Model::default();
            for (at, step) in steps.iter().enumerate() {
                take(bench, who, *step, &mut model);
                let seen =
                    (opens::<views::Magazine>(bench, who), opens::<views::Partner>(bench, who));
                assert_eq!(seen, (model.magazine(), model.partner()), "{at} of {steps:?}");
            }
        }
        act(&bench.db, |tx| privacy::log::sequence(tx, 10_000)).unwrap();
        let verdict = act(&bench.db, |tx| privacy::log::verify(tx, &[])).unwrap();
        assert_eq!(verdict.findings, vec![]);
    });
}
