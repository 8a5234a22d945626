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
        // Only what a seller asks more for: the act sees to that.
        Event::CallOff,
    ];
    assert_eq!(events, BTreeSet::from(mine));
}

#[test]
fn whoever_has_the_turn_can_take_a_step_and_no_state_waits_for_nobody() {
    let ours = [Part::Member, Part::House];
    for state in State::ALL.iter().copied().filter(|s| !s.is_over()) {
        let turn = whose_turn(state);
        for part in turn {
            let played = [*part];
            let mut steps = steps_from(state, &played);
            assert!(steps.any(|a| a.event != Event::Hold), "{part} can do nothing at {state}");
        }
        // The desk's own states are its queue's, not an order's.
        let desks = matches!(state, State::QuoteRequested | State::Accepted);
        let moves = steps_from(state, &ours).any(|a| a.event != Event::Hold);
        assert!(!turn.is_empty() || moves || desks, "nobody does anything at {state}");
    }
}

/// A step of the staff that no page offers cannot be taken, whatever the table says.
#[test]
fn every_step_of_the_staff_has_a_form_of_those_who_may() {
    let with_more = [
        (Event::Ship, Part::Buyer),
        (Event::Store, Part::Warehouse),
        (Event::Pack, Part::Warehouse),
        (Event::HandOver, Part::Warehouse),
    ];
    // The desk's own table of requests has its own page, of the room that keeps it.
    let desks = [State::QuoteRequested, State::Quoted, State::Accepted];
    for arrow in TABLE.iter().filter(|a| !desks.contains(&a.from)) {
        let staff = arrow.parts.iter().filter(|part| !matches!(part, Part::House | Part::Member));
        for part in staff {
            let form = crate::acts::take::is_plain(arrow.event)
                || with_more.contains(&(arrow.event, *part));
            assert!(form, "{part} has no form to {} from {}", arrow.event, arrow.from);
        }
    }
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
