use std::collections::BTreeSet;

use kernel::Word as _;

use super::*;

const NUMBERS: [&str; 3] = ["14 days", "1 months", "2 months"];

fn numbers() -> Numbers {
    let [jp, eu, longer] = NUMBERS.map(|text| Measure::parse(text).unwrap());
    Numbers { jp, eu, longer }
}

fn laws(of: &[Law]) -> LawSet {
    of.iter().copied().collect()
}

fn at(text: &str) -> At {
    At::parse(text).unwrap()
}

#[test]
fn each_state_is_left_by_the_table_alone_and_each_end_is_reached() {
    for state in State::ALL {
        let out = TABLE.iter().filter(|row| row.0 == *state && row.2 != *state).count();
        assert_eq!(out == 0, state.is_over(), "{state}");
        for event in Event::ALL {
            for by in By::ALL {
                let listed = TABLE.iter().any(|r| r.0 == *state && r.1 == *event && r.3 == *by);
                assert_eq!(step(*state, *event, *by).is_ok(), listed, "{state} {event} {by}");
            }
        }
    }
    let mut seen: BTreeSet<State> = [State::Asked].into();
    for _ in 0..TABLE.len() {
        seen.extend(TABLE.iter().filter(|r| seen.contains(&r.0)).map(|r| r.2).collect::<Vec<_>>());
    }
    assert_eq!(seen.len(), State::ALL.len(), "{seen:?}");
    // A row for a pair of state, event and author stands once.
    let rows: BTreeSet<_> = TABLE.iter().map(|row| (row.0, row.1, row.3)).collect();
    assert_eq!(rows.len(), TABLE.len());
}

#[test]
fn what_is_being_carried_out_cannot_be_taken_back_and_what_is_announced_can() {
    let table = [
        (State::Asked, true),
        (State::Open, true),
        (State::Grace, true),
        (State::Waiting, true),
        (State::Working, false),
        (State::Done, false),
        (State::Refused, false),
    ];
    for (state, can) in table {
        assert_eq!(state.can_be_withdrawn(), can, "{state}");
    }
}

#[test]
fn clocks_run_by_each_law_and_only_that_of_europe_is_made_longer() {
    let asked = at("2026-11-30T10:00:00Z");
    let table = [
        (vec![Law::Jp], false, "2026-12-14T10:00:00Z"),
        (vec![Law::Jp], true, "2026-12-14T10:00:00Z"),
        (vec![Law::Eu], false, "2026-12-30T10:00:00Z"),
        (vec![Law::Eu], true, "2027-02-28T10:00:00Z"),
        (vec![Law::Jp, Law::Eu], false, "2026-12-14T10:00:00Z"),
        (vec![Law::Jp, Law::Eu], true, "2026-12-14T10:00:00Z"),
    ];
    for (of, longer, expect) in table {
        assert_eq!(due(laws(&of), numbers(), asked, longer), at(expect), "{of:?} {longer}");
    }
    let both = clocks(laws(&[Law::Jp, Law::Eu]), numbers(), asked, true);
    assert_eq!(both.len(), 2);
}

#[test]
fn a_month_may_grow_once_in_europe_and_before_it_is_over() {
    let asked = at("2026-11-30T10:00:00Z");
    let table = [
        (Law::Eu, false, "2026-12-30T09:59:59Z", true),
        (Law::Eu, false, "2026-12-30T10:00:00Z", false),
        (Law::Eu, true, "2026-12-01T10:00:00Z", false),
        (Law::Jp, false, "2026-12-01T10:00:00Z", false),
    ];
    for (law, longer, now, may) in table {
        let answer = may_extend(laws(&[law]), numbers(), asked, longer, at(now));
        assert_eq!(answer.is_ok(), may, "{law:?} {longer} {now}");
    }
}

#[test]
fn alarms_come_before_the_end_and_in_order() {
    let asked = at("2026-11-30T10:00:00Z");
    let jp = alarms(laws(&[Law::Jp]), numbers(), asked, false);
    let days: Vec<i64> = jp.iter().map(|at| at.since(asked).as_secs() / 86_400).collect();
    assert_eq!(days, [7, 10, 13]);
    for of in [vec![Law::Jp], vec![Law::Eu], vec![Law::Jp, Law::Eu]] {
        let all = alarms(laws(&of), numbers(), asked, false);
        assert!(all.is_sorted() && all.len() == 3 * of.len(), "{of:?}");
        let last = clocks(laws(&of), numbers(), asked, false).into_iter().map(|c| c.1).max();
        assert!(all.iter().all(|at| Some(*at) < last && *at > asked), "{of:?}");
    }
}

#[test]
fn a_fee_is_asked_for_disclosure_and_purpose_alone_and_never_of_a_european() {
    for right in Right::ALL {
        assert_eq!(fee(*right, laws(&[Law::Jp]), 0).unwrap(), Yen::ZERO);
        let may = matches!(right, Right::Disclosure | Right::Inquiry);
        assert_eq!(fee(*right, laws(&[Law::Jp]), 300).is_ok(), may, "{right:?}");
        assert!(fee(*right, laws(&[Law::Jp, Law::Eu]), 300).is_err(), "{right:?}");
        assert!(fee(*right, laws(&[Law::Jp]), -1).is_err());
    }
}

#[test]
fn a_ground_holds_only_under_every_law_that_protects_the_person() {
    let (jp, both) = (laws(&[Law::Jp]), laws(&[Law::Jp, Law::Eu]));
    let table = [
        (Ground::Identity, Right::Deletion, both, true),
        (Ground::Harm, Right::Disclosure, both, true),
        (Ground::Harm, Right::Deletion, jp, false),
        (Ground::Hindrance, Right::Disclosure, jp, true),
        (Ground::Hindrance, Right::Disclosure, both, false),
        (Ground::Accurate, Right::Revision, both, true),
        (Ground::Accurate, Right::Disclosure, jp, false),
        (Ground::LegalDuty, Right::Deletion, both, true),
        (Ground::LegalDuty, Right::Inquiry, jp, false),
        (Ground::Identity, Right::Deletion, LawSet::EMPTY, false),
    ];
    for (ground, right, laws, holds) in table {
        assert_eq!(lawful(ground, right, laws).is_ok(), holds, "{ground} {right:?}");
        assert_eq!(grounds(right, laws).contains(&ground), holds, "{ground} {right:?}");
    }
    let article = lawful(Ground::Harm, Right::Disclosure, both).unwrap();
    assert_eq!(article, "APPI Art 33(2)(i); GDPR Art 15(4)");
}
