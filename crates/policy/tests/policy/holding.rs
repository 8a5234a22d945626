//! Views against the policy, the record of processing, and who reads what.

use policy::{
    Category, Field, FieldSet, KindSet, Policy, Purpose, RecipientKind, Role, RoleSet, Running,
    ViewFacts, hold_all, holds, record_of_processing, uses,
};

use crate::common::{FILE, files, shipped};

const LABEL: ViewFacts = ViewFacts {
    name: "warehouse::ParcelLabel",
    about: "What the label and the customs form print.",
    purpose: Purpose::Shipment,
    fields: FieldSet::of(&[Field::LatinName, Field::AddressLines, Field::City, Field::Phone]),
    roles: RoleSet::of(&[Role::Warehouse, Role::System]),
    recipients: KindSet::of(&[RecipientKind::Carrier]),
};

/// A view for every role of every purpose that opens all it may, and one for every recipient.
fn views(policy: &Policy) -> Vec<ViewFacts> {
    let compiled = policy.compile();
    let mut out = Vec::new();
    for purpose in Purpose::ALL {
        for role in Role::ALL {
            let fields = compiled.may(*role, *purpose);
            if !fields.is_empty() {
                let name = format!("{}::{role}", purpose.fact());
                out.push(ViewFacts {
                    name: Box::leak(name.into_boxed_str()),
                    about: "Everything the role may open.",
                    purpose: *purpose,
                    fields,
                    roles: RoleSet::of(&[*role]),
                    recipients: KindSet::EMPTY,
                });
            }
        }
    }
    for to in &policy.recipients {
        for purpose in to.purposes.iter() {
            // What every recipient of the kind receives for the purpose: a view is for the kind.
            let of_kind =
                policy.recipients.iter().filter(|r| r.kind == to.kind && r.purposes.has(purpose));
            let fields =
                of_kind.fold(compiled.may(Role::System, purpose), |fields, r| fields.and(r.gives));
            let name = format!("{}::{}", purpose.fact(), to.code);
            out.push(ViewFacts {
                name: Box::leak(name.into_boxed_str()),
                about: "Everything the recipient receives.",
                purpose,
                fields,
                roles: RoleSet::of(&[Role::System]),
                recipients: KindSet::of(&[to.kind]),
            });
        }
    }
    out
}

#[test]
fn the_shipped_policy_holds_every_view_that_stays_inside_it() {
    let policy = shipped();
    assert_eq!(holds(&LABEL, &policy), Ok(()));
    let views = views(&policy);
    assert!(views.len() > 60, "{}", views.len());
    assert_eq!(hold_all(&views, &policy), Ok(()));
    assert!(Running::start(policy, &views).is_ok());
}

#[test]
fn a_view_beyond_the_policy_is_named_with_field_purpose_and_line() {
    let policy = shipped();
    let line = |piece: &str| {
        let text = files().facts;
        let at = text.find(piece).unwrap();
        format!("{FILE}:{}", text[..at].matches('\n').count() + 1)
    };
    let purpose = "categories = [\"D2\", \"D3\", \"D6\", \"D7\", \"D9.orders\", \"D9.parcels\"]";
    let warehouse = line("warehouse = [");
    let with = |field| LABEL.fields.with(field);
    let table: [(ViewFacts, Option<Field>, String, &str); 6] = [
        (
            ViewFacts { fields: with(Field::Sex), ..LABEL },
            Some(Field::Sex),
            line(purpose),
            "add \"D5.sex\" to purpose.P3.categories",
        ),
        (
            ViewFacts { fields: with(Field::Email), ..LABEL },
            Some(Field::Email),
            warehouse,
            "add \"D7.email\" to purpose.P3.may.warehouse",
        ),
        (
            ViewFacts { roles: RoleSet::of(&[Role::Marketing]), ..LABEL },
            Some(Field::City),
            line("[purpose.P3.may]"),
            "marketing may not open it",
        ),
        (
            ViewFacts { fields: with(Field::Orders), ..LABEL },
            Some(Field::Orders),
            line("gives = [\"D2\", \"D3\", \"D6\", \"D9.parcels\"]"),
            "demo_post does not receive it",
        ),
        (
            ViewFacts { recipients: KindSet::of(&[RecipientKind::Partner]), ..LABEL },
            None,
            line("purposes = [\"P10\"]\ngives = [\"D1.handle\", \"D3.country\""),
            "no partner receives",
        ),
        (
            ViewFacts { recipients: KindSet::of(&[RecipientKind::Successor]), ..LABEL },
            None,
            String::new(),
            "names none",
        ),
    ];
    for (view, field, place, says) in table {
        let found = holds(&view, &policy).unwrap_err();
        let hit = found.iter().find(|d| d.field == field && d.what.contains(says));
        let hit = hit.unwrap_or_else(|| panic!("{field:?} {says}: {found:#?}"));
        assert_eq!((hit.view.as_str(), hit.purpose), (LABEL.name, Purpose::Shipment));
        if !says.contains("names none") {
            assert_eq!(hit.policy_line, place, "{says}");
        }
        assert!(hit.to_string().contains("warehouse::ParcelLabel"), "{hit}");
    }
}

#[test]
fn a_view_that_declares_nothing_or_bears_anothers_name_is_refused() {
    let policy = shipped();
    for empty in [
        ViewFacts { fields: FieldSet::EMPTY, ..LABEL },
        ViewFacts { roles: RoleSet::EMPTY, ..LABEL },
    ] {
        assert!(holds(&empty, &policy).is_err(), "{empty:?} declares nothing");
    }
    assert!(hold_all(&[LABEL, LABEL], &policy).unwrap_err()[0].what.contains("same name"));
}

/// Takes one field out of every list of roles in turn: start-up names the view, the field, the
/// purpose, and the line of the list.
#[test]
fn each_field_taken_from_a_role_stops_the_program_by_name() {
    let whole = shipped();
    let views = views(&whole);
    let mut taken = 0;
    for (purpose, facts) in &whole.purposes {
        for (role, fields) in &facts.may {
            for field in fields.iter() {
                let mut narrowed = whole.clone();
                let may = &mut narrowed.purposes.get_mut(purpose).unwrap().may;
                let _ = may.insert(*role, fields.without(field));
                let found = hold_all(&views, &narrowed).unwrap_err();
                let entry = format!("purpose.{}.may.{role}", purpose.fact());
                let hit = found.iter().any(|d| {
                    d.field == Some(field)
                        && d.purpose == *purpose
                        && d.view == format!("{}::{role}", purpose.fact())
                        && d.policy_line == whole.place(&entry)
                });
                assert!(hit, "{entry} less {field}: {found:#?}");
                taken += 1;
            }
        }
    }
    assert!(taken > 250, "{taken}");
}

#[test]
fn each_thing_a_recipient_no_longer_receives_stops_the_program_by_name() {
    let whole = shipped();
    let views = views(&whole);
    for (place, to) in whole.recipients.iter().enumerate() {
        for purpose in to.purposes.iter() {
            let mut narrowed = whole.clone();
            let less = &mut narrowed.recipients[place].purposes;
            *less = less.without(purpose);
            let alone = whole
                .recipients
                .iter()
                .filter(|r| r.kind == to.kind && r.purposes.has(purpose))
                .count()
                == 1;
            assert_eq!(hold_all(&views, &narrowed).is_err(), alone, "{} {purpose}", to.code);
        }
        let handed = views.iter().filter(|v| v.recipients.has(to.kind));
        let read = handed.fold(FieldSet::EMPTY, |all, v| all.or(v.fields));
        for field in to.gives.and(read).iter() {
            let mut narrowed = whole.clone();
            let gives = &mut narrowed.recipients[place].gives;
            *gives = gives.without(field);
            let found = hold_all(&views, &narrowed).unwrap_err();
            let entry = whole.place(&format!("recipient.{}.gives", to.code));
            assert!(
                found.iter().any(|d| d.field == Some(field) && d.policy_line == entry),
                "{found:?}"
            );
        }
    }
}

#[test]
fn a_stopped_purpose_refuses_its_views() {
    let stopped = files().with_facts(
        "retention = [\"trade\"]\n[purpose.P3.may]",
        "retention = [\"trade\"]\nstopped = true\n[purpose.P3.may]",
    );
    let policy = stopped.with(policy::parse).unwrap();
    let found = holds(&LABEL, &policy).unwrap_err();
    assert!(found.iter().any(|d| d.what.contains("stopped = true")), "{found:?}");
    assert!(policy.compile().declared(Purpose::Shipment).is_empty());
}

#[test]
fn uses_lists_every_declared_field_with_the_views_that_read_it() {
    let policy = shipped();
    let list = uses(&[LABEL], &policy);
    let declared: u32 = policy.purposes.values().map(|p| p.fields.len()).sum();
    assert_eq!(u32::try_from(list.len()).unwrap(), declared);
    for line in &list {
        let read = line.purpose == Purpose::Shipment && LABEL.fields.has(line.field);
        assert_eq!(line.views, if read { vec![LABEL.name] } else { Vec::new() }, "{line:?}");
    }
}

#[test]
fn the_record_of_processing_has_all_that_the_law_asks() {
    let policy = shipped();
    for lang in policy::Lang::ALL {
        let record = record_of_processing(&views(&policy), &policy, *lang);
        let prose = &policy.prose[lang];
        for purpose in Purpose::ALL {
            let heading = format!("## {} {}", purpose.fact(), prose.say("title", purpose.fact()));
            assert!(record.contains(&heading), "{lang}: {heading}");
        }
        for to in &policy.recipients {
            assert!(record.contains(&to.name), "{lang}: {}", to.name);
        }
        for measure in &policy.measures {
            assert!(record.contains(prose.say("measure", measure)), "{lang}: {measure}");
        }
        for category in Category::ALL {
            assert!(record.contains(prose.say("title", category.code())), "{lang}: {category}");
        }
        for text in [policy.hash(), &policy.operator.name, "`P3::warehouse`", "`P2::demo_pay`"] {
            assert!(record.contains(text), "{lang}: {text}");
        }
        assert!(!record.contains('{'), "{lang}: something was not filled in");
    }
    let idle = record_of_processing(&[], &policy, policy::Lang::En);
    assert!(idle.contains("no part of the program at present"));
}
