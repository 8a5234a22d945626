use std::collections::BTreeSet;

use super::*;

fn arrows(from: State, event: Event) -> Vec<&'static Arrow> {
    TABLE.iter().filter(|a| a.from == from && a.event == event).collect()
}

#[test]
fn every_state_and_event_is_one_step_or_a_named_refusal() {
    let mut steps = 0;
    for (from, event) in State::ALL.iter().flat_map(|s| Event::ALL.iter().map(move |e| (*s, *e))) {
        let found = arrows(from, event);
        assert!(found.len() <= 1, "{from} by {event} leads to two places");
        let Some(arrow) = found.first() else {
            let no = step(from, Some(State::Stored), event, Part::ALL, None);
            assert!(matches!(no, Err(OrdersRefusal::Impossible { .. })), "{from} by {event}");
            continue;
        };
        steps += 1;
        walk_one(arrow);
    }
    assert_eq!(steps, TABLE.len());
}

fn walk_one(arrow: &Arrow) {
    let (from, event) = (arrow.from, arrow.event);
    let before = Some(State::Stored);
    let to = match arrow.to {
        To::State(to) => to,
        To::Same => from,
        To::Before => State::Stored,
    };
    assert!(!arrow.parts.is_empty(), "nobody may {event} from {from}");
    for part in Part::ALL {
        let told: Vec<Option<Reason>> =
            [None].into_iter().chain(Reason::ALL.iter().copied().map(Some)).collect();
        for reason in told {
            let answer = step(from, before, event, &[*part], reason);
            let may = arrow.parts.contains(part);
            let fits = match reason {
                None => arrow.reasons.is_empty(),
                Some(reason) => arrow.reasons.contains(&reason),
            };
            match (may, fits, reason) {
                (true, true, _) => assert_eq!(answer, Ok(to)),
                (false, _, _) => assert!(matches!(answer, Err(OrdersRefusal::NotYours { .. }))),
                (true, false, None) => {
                    assert!(matches!(answer, Err(OrdersRefusal::NoReason { .. })));
                }
                (true, false, Some(_)) => {
                    assert!(matches!(answer, Err(OrdersRefusal::UnfitReason { .. })));
                }
            }
        }
    }
}

#[test]
fn what_was_never_stopped_cannot_go_on() {
    let no = step(State::OnHold, None, Event::Resume, Part::ALL, None);
    assert!(matches!(no, Err(OrdersRefusal::Impossible { .. })));
}

fn reachable(from: State) -> BTreeSet<State> {
    let mut seen = BTreeSet::from([from]);
    loop {
        let more: BTreeSet<State> = TABLE
            .iter()
            .filter(|a| seen.contains(&a.from))
            .filter_map(|a| match a.to {
                To::State(to) => Some(to),
                To::Same | To::Before => None,
            })
            .filter(|to| !seen.contains(to))
            .collect();
        if more.is_empty() {
            return seen;
        }
        seen.extend(more);
    }
}

#[test]
fn every_state_is_reached_from_an_entrance_and_leads_to_an_end() {
    let all: BTreeSet<State> =
        State::ENTRANCES.iter().flat_map(|entrance| reachable(*entrance)).collect();
    for state in State::ALL {
        assert!(all.contains(state), "nothing leads to {state}");
        assert!(reachable(*state).iter().any(|s| s.is_over()), "{state} never ends");
    }
    let ends: Vec<State> = State::ALL.iter().copied().filter(|s| s.is_over()).collect();
    assert_eq!(ends, [State::Expired, State::Declined, State::Closed]);
}

#[test]
fn the_member_may_do_few_things_and_none_of_the_warehouses() {
    let events: BTreeSet<Event> =
        TABLE.iter().filter(|a| a.parts.contains(&Part::Member)).map(|a| a.event).collect();
    let mine = [
        Event::Accept,
        Event::Decline,
        Event::Pay,
        Event::Settle,
        Event::Instruct,
        Event::Withdraw,
        Event::PayFreight,
        Event::Abandon,
    ];
    assert_eq!(events, BTreeSet::from(mine));
}

#[test]
fn a_charge_counts_shipping_only_when_it_is_known() {
    let yen = Yen::new;
    assert_eq!(charge_yen(yen(1_000), Some(yen(520)), yen(500)), Ok(yen(2_020)));
    assert_eq!(charge_yen(yen(1_000), None, yen(500)), Ok(yen(1_500)));
    assert!(charge_yen(yen(i64::MAX), None, yen(1)).is_err());
}

#[test]
fn a_tracking_number_is_read_however_it_is_written() {
    let table = [
        ("1234-5678-9012", Some("123456789012")),
        (" eb123 456 789jp ", Some("EB123456789JP")),
        ("１２３４ー５６７８ー９０１２", Some("123456789012")),
        ("", None),
        ("12", None),
        ("tracking?", None),
    ];
    for (typed, number) in table {
        assert_eq!(tracking_number(typed).ok().as_deref(), number, "{typed}");
    }
}
