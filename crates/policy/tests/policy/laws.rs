//! What holds for any ask, any person, any file.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kernel::At;
use policy::{
    Ask, ChoiceKind, Compiled, Decision, Field, FieldSet, Law, LawSet, Policy, Purpose, PurposeSet,
    RecipientId, Role, Standing, compare,
};
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::{files, shipped};

static POLICY: LazyLock<Policy> = LazyLock::new(shipped);
static TABLE: LazyLock<Compiled> = LazyLock::new(|| POLICY.compile());

fn fields() -> impl Strategy<Value = FieldSet> {
    proptest::collection::vec(select(Field::ALL), 0..6).prop_map(|f| f.into_iter().collect())
}

fn asks() -> impl Strategy<Value = Ask> {
    let to = proptest::option::of((0..16_u8).prop_map(RecipientId::at));
    (select(Purpose::ALL), fields(), select(Role::ALL), to, 0..4_000_000_000_i64).prop_map(
        |(purpose, fields, role, recipient, secs)| {
            let at = At::from_secs(secs);
            Ask { purpose, fields, role, recipient, at }
        },
    )
}

fn people() -> impl Strategy<Value = (Vec<bool>, Standing)> {
    let flags = proptest::collection::vec(any::<bool>(), 4);
    let switches = proptest::collection::vec(any::<bool>(), 9);
    let laws = select(vec![vec![Law::Jp], vec![Law::Jp, Law::Eu]]);
    (switches, flags, laws, select(Purpose::ALL)).prop_map(|(switches, flags, laws, held)| {
        let person = Standing {
            laws: LawSet::of(&laws),
            erased: flags[0],
            stopped: flags[1],
            unknown_objection: flags[2],
            duties: if flags[3] { PurposeSet::of(&[held]) } else { PurposeSet::EMPTY },
            ..standing(&switches)
        };
        (switches, person)
    })
}

fn standing(switches: &[bool]) -> Standing {
    let records = POLICY.choices.iter().zip(switches);
    TABLE.standing(Some("US"), records.map(|(c, on)| (c.code.as_str(), c.kind, *on)))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn asking_for_more_never_opens_what_less_did_not(
        ask in asks(), field in select(Field::ALL), (_, person) in people(),
    ) {
        let more = Ask { fields: ask.fields.with(field), ..ask };
        if TABLE.decide(&more, &person).is_allowed() && !ask.fields.is_empty() {
            prop_assert!(TABLE.decide(&ask, &person).is_allowed());
        }
    }

    #[test]
    fn another_law_an_objection_or_a_lost_consent_never_opens_anything(
        ask in asks(), (switches, person) in people(), place in 0..9_usize,
    ) {
        let strict = Standing { laws: LawSet::all(), ..person };
        let mut other = switches;
        other[place] = POLICY.choices[place].kind == ChoiceKind::Objection;
        let state = standing(&other);
        let Standing { consents, objections, .. } = state;
        let refusing = Standing { consents, objections, ..person };
        let stopped = Standing { stopped: true, ..person };
        let objecting = Standing { unknown_objection: true, ..person };
        for stricter in [strict, refusing, stopped, objecting] {
            if TABLE.decide(&ask, &stricter).is_allowed() {
                prop_assert!(TABLE.decide(&ask, &person).is_allowed());
            }
        }
    }

    #[test]
    fn handing_over_never_opens_what_staying_in_the_house_does_not(
        ask in asks(), (_, person) in people(),
    ) {
        let inside = Ask { recipient: None, ..ask };
        if TABLE.decide(&ask, &person).is_allowed() {
            prop_assert_eq!(TABLE.decide(&inside, &person), Decision::Allowed);
        }
    }

    #[test]
    fn a_set_is_a_set(a in fields(), b in fields(), field in select(Field::ALL)) {
        let (x, y): (BTreeSet<Field>, BTreeSet<Field>) = (a.iter().collect(), b.iter().collect());
        prop_assert_eq!(a.or(b).iter().collect::<BTreeSet<_>>(), x.union(&y).copied().collect());
        let (both, rest) = (a.and(b).iter().collect(), a.less(b).iter().collect());
        prop_assert_eq!(x.intersection(&y).copied().collect::<BTreeSet<_>>(), both);
        prop_assert_eq!(x.difference(&y).copied().collect::<BTreeSet<_>>(), rest);
        prop_assert_eq!(a.covers(b), x.is_superset(&y));
        prop_assert_eq!(a.touches(b), !x.is_disjoint(&y));
        prop_assert_eq!(a.has(field), x.contains(&field));
        prop_assert_eq!(usize::try_from(a.len()).unwrap(), x.len());
        prop_assert!(a.with(field).has(field) && !a.without(field).has(field));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150, failure_persistence: None, ..ProptestConfig::default()
    })]

    /// Any line taken out of the facts is noticed, unless it said nothing.
    #[test]
    fn no_line_goes_missing_in_silence(place in any::<proptest::sample::Index>()) {
        let mut files = files();
        let lines: Vec<String> = files.facts.lines().map(str::to_owned).collect();
        let gone = place.index(lines.len());
        let kept = lines.iter().enumerate().filter(|(at, _)| *at != gone);
        files.facts = kept.map(|(_, line)| format!("{line}\n")).collect();
        let silent = lines[gone].trim().is_empty() || lines[gone].trim().starts_with('#');
        match files.with(policy::parse) {
            Ok(after) => {
                let changed = !compare(&POLICY, &after).is_empty();
                prop_assert_eq!(changed, !silent, "{}", &lines[gone]);
                prop_assert_eq!(after.hash() != POLICY.hash(), !silent);
            }
            Err(flaws) => prop_assert!(!silent && !flaws.is_empty(), "{}", &lines[gone]),
        }
    }

    /// No text makes the loader do anything but answer.
    #[test]
    fn the_loader_answers_any_text(noise in "[\\PC\n=\\[\\]\"]{0,200}", place in any::<proptest::sample::Index>()) {
        let mut files = files();
        let at = files.facts.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
        files.facts.insert_str(at[place.index(at.len())], &noise);
        let flaws = files.with(policy::check);
        prop_assert!(flaws.iter().all(|f| f.line > 0 && !f.entry.is_empty() && !f.what.is_empty()));
    }
}
