//! The decision table: the whole cross product of role × purpose × field × every state of the
//! choices, with and without a recipient, against an oracle that reads the file by itself and
//! reasons in strings.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{files, shipped};
use kernel::At;
use policy::{
    Ask, Category, ChoiceKind, Compiled, Decision, Field, FieldSet, Law, LawSet, Purpose,
    PurposeSet, RecipientId, Role, Standing, Withheld,
};
use toml::{Table, Value};

/// A day on which every route of the shipped policy is open.
const NOON: &str = "2026-12-01T03:00:00Z";

/// The oracle: the file as nested tables, every answer looked up by name.
struct Oracle {
    root: Value,
}

impl Oracle {
    fn new() -> Oracle {
        Oracle { root: Value::Table(files().facts.parse::<Table>().unwrap()) }
    }

    fn strings(&self, path: &[&str]) -> BTreeSet<String> {
        let mut at = Some(&self.root);
        for key in path {
            at = at.and_then(|v| v.get(key));
        }
        let items = at.and_then(Value::as_array).cloned().unwrap_or_default();
        items.iter().map(|v| v.as_str().unwrap().to_owned()).collect()
    }

    /// Whether a list of data names this field, alone or with its category.
    fn lists(&self, path: &[&str], field: Field) -> bool {
        let (category, code) = (field.category().code(), field.code());
        let collected = self.strings(&["category", category, "fields"]).contains(code);
        let list = self.strings(path);
        collected && (list.contains(category) || list.contains(&format!("{category}.{code}")))
    }

    fn text(&self, path: &[&str]) -> Option<String> {
        let mut at = &self.root;
        for key in path {
            at = at.get(key)?;
        }
        at.as_str().map(str::to_owned)
    }

    fn choices(&self) -> Vec<(String, Value)> {
        let table = self.root["choice"].as_table().unwrap();
        table.iter().map(|(k, v)| (k.clone(), v.clone())).collect()
    }

    /// The choices of a kind on which a purpose, or handing over to someone for it, hangs.
    fn hangs_on(&self, kind: &str, purpose: &str, to: Option<&str>, laws: &[&str]) -> Vec<String> {
        let has = |v: &Value, key: &str, word: &str| {
            v[key].as_array().unwrap().iter().any(|i| i.as_str() == Some(word))
        };
        let mut out = Vec::new();
        for (code, choice) in self.choices() {
            if choice["kind"].as_str() != Some(kind) || !has(&choice, "purposes", purpose) {
                continue;
            }
            let whole = choice["recipients"].as_array().unwrap().is_empty();
            let consent_law = laws.iter().any(|law| {
                self.text(&["purpose", purpose, "basis", law]).as_deref() == Some("consent")
            });
            let by_purpose = whole && (kind == "objection" || consent_law);
            let by_recipient = to.is_some_and(|to| {
                has(&choice, "recipients", to)
                    || self.text(&["recipient", to, "choice"]).as_ref() == Some(&code)
            });
            if by_purpose || by_recipient {
                out.push(code);
            }
        }
        out
    }
}

/// Every state of nine switches, as sets of codes and as a standing.
fn states(compiled: &Compiled, oracle: &Oracle) -> Vec<(BTreeSet<String>, Standing)> {
    let choices = oracle.choices();
    assert!(choices.len() == 9, "the cross product below was sized for nine choices");
    let mut out = Vec::new();
    for bits in 0..1_u32 << choices.len() {
        let on = |place: usize| bits & (1 << place) != 0;
        let codes: BTreeSet<String> = choices
            .iter()
            .enumerate()
            .filter(|(place, _)| on(*place))
            .map(|(_, (code, _))| code.clone())
            .collect();
        let records = choices.iter().enumerate().map(|(place, (code, choice))| {
            let kind = ChoiceKind::parse(choice["kind"].as_str().unwrap()).unwrap();
            (code.as_str(), kind, on(place))
        });
        out.push((codes.clone(), compiled.standing(Some("JP"), records)));
    }
    out
}

fn laws() -> [(Vec<&'static str>, LawSet); 2] {
    [(vec!["jp"], LawSet::of(&[Law::Jp])), (vec!["jp", "eu"], LawSet::all())]
}

/// What choices alone say.
fn chosen(needs: &[String], stops: &[String], on: &BTreeSet<String>) -> Option<Withheld> {
    if stops.iter().any(|code| on.contains(code)) {
        return Some(Withheld::Objected);
    }
    needs.iter().any(|code| !on.contains(code)).then_some(Withheld::NoConsent)
}

fn expect(got: Decision, want: Option<Withheld>, what: impl FnOnce() -> String) {
    let want = want.map_or(Decision::Allowed, Decision::Withheld);
    assert!(got == want, "{}: {got:?}, the oracle says {want:?}", what());
}

#[test]
fn role_by_purpose_by_field_by_choice_agrees_with_the_oracle() {
    let (compiled, oracle) = (shipped().compile(), Oracle::new());
    let states = states(&compiled, &oracle);
    let at = At::parse(NOON).unwrap();
    let (mut asked, mut allowed) = (0_u64, 0_u64);
    for purpose in Purpose::ALL {
        let fact = purpose.fact();
        for (names, laws) in laws() {
            let duty = fact.starts_with("L1");
            let needs = oracle.hangs_on("consent", fact, None, &names);
            let stops = oracle.hangs_on("objection", fact, None, &names);
            for role in Role::ALL {
                for field in Field::ALL {
                    let declared = oracle.lists(&["purpose", fact, "categories"], *field);
                    let may = oracle.lists(&["purpose", fact, "may", role.code()], *field);
                    let ask = Ask {
                        purpose: *purpose,
                        fields: FieldSet::of(&[*field]),
                        role: *role,
                        recipient: None,
                        at,
                    };
                    for (on, person) in &states {
                        let want = match (declared, may) {
                            (false, _) => Some(Withheld::NotDeclared),
                            (_, false) => Some(Withheld::NotAllowed),
                            _ if duty => None,
                            _ => chosen(&needs, &stops, on),
                        };
                        let person = Standing { laws, ..*person };
                        let got = compiled.decide(&ask, &person);
                        asked += 1;
                        allowed += u64::from(got.is_allowed());
                        expect(got, want, || format!("{role} {fact} {field} {names:?} {on:?}"));
                    }
                }
            }
        }
    }
    assert_eq!(asked, 17 * 2 * 10 * 25 * 512);
    assert!(allowed > 100_000 && allowed < asked / 2, "{allowed} of {asked}");
}

#[test]
fn handing_over_to_every_recipient_agrees_with_the_oracle() {
    let (policy, oracle) = (shipped(), Oracle::new());
    let compiled = policy.compile();
    let states = states(&compiled, &oracle);
    let at = At::parse(NOON).unwrap();
    let codes: Vec<String> = oracle.root["recipient"]
        .as_table()
        .unwrap()
        .keys()
        .cloned()
        .chain(["nobody".into()])
        .collect();
    let mut allowed: BTreeMap<String, u64> = BTreeMap::new();
    for code in &codes {
        let id = compiled.recipient(code).unwrap_or(RecipientId::at(200));
        for purpose in Purpose::ALL {
            let fact = purpose.fact();
            let carried = oracle.strings(&["recipient", code, "purposes"]).contains(fact);
            for (names, laws) in laws() {
                let needs = oracle.hangs_on("consent", fact, Some(code), &names);
                let stops = oracle.hangs_on("objection", fact, Some(code), &names);
                for field in Field::ALL {
                    let given = oracle.lists(&["recipient", code, "gives"], *field);
                    let declared = oracle.lists(&["purpose", fact, "categories"], *field);
                    let may = oracle.lists(&["purpose", fact, "may", "system"], *field);
                    let ask = Ask {
                        purpose: *purpose,
                        fields: FieldSet::of(&[*field]),
                        role: Role::System,
                        recipient: Some(id),
                        at,
                    };
                    for (on, person) in &states {
                        let want = match (declared, may, carried && given) {
                            (false, _, _) => Some(Withheld::NotDeclared),
                            (_, false, _) => Some(Withheld::NotAllowed),
                            (_, _, false) => Some(Withheld::NoRoute),
                            _ if fact.starts_with("L1") => None,
                            _ => chosen(&needs, &stops, on),
                        };
                        let got = compiled.decide(&ask, &Standing { laws, ..*person });
                        if got.is_allowed() {
                            *allowed.entry(code.clone()).or_default() += 1;
                        }
                        expect(got, want, || format!("{fact} {field} to {code} {names:?} {on:?}"));
                    }
                }
            }
        }
    }
    let reached: Vec<&String> = allowed.keys().collect();
    assert_eq!(
        reached.len(),
        policy.recipients.len(),
        "some recipient is never reached: {reached:?}"
    );
}

#[test]
fn what_became_of_the_person_goes_before_what_they_chose() {
    let compiled = shipped().compile();
    let at = At::parse(NOON).unwrap();
    let mut seen = BTreeSet::new();
    for purpose in Purpose::ALL {
        for bits in 0..16_u32 {
            let [erased, stopped, held, unknown] = [1, 2, 4, 8].map(|bit| bits & bit != 0);
            let fields = compiled.may(Role::System, *purpose);
            let ask = Ask { purpose: *purpose, fields, role: Role::System, recipient: None, at };
            let duties = if held { PurposeSet::of(&[*purpose]) } else { PurposeSet::EMPTY };
            let every = compiled.standing(
                None,
                ["magazine", "recruitment", "partners"].map(|c| (c, ChoiceKind::Consent, true)),
            );
            let person = Standing { erased, stopped, duties, unknown_objection: unknown, ..every };
            let duty = purpose.fact().starts_with("L1");
            let want = if erased && !(duty && held) {
                Some(Withheld::Erased)
            } else if duty {
                None
            } else if stopped {
                Some(Withheld::Stopped)
            } else if unknown {
                Some(Withheld::Objected)
            } else {
                None
            };
            let got = compiled.decide(&ask, &person);
            let _ = seen.insert(format!("{got:?}"));
            expect(got, want, || format!("{purpose} {bits:04b}"));
        }
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
}

#[test]
fn a_route_carries_from_its_first_day_to_the_day_its_review_lapses() {
    let compiled = shipped().compile();
    let (starts, lapses) = ("2026-11-21T15:00:00Z", "2027-10-31T15:00:00Z");
    let micro = kernel::Span::micros(1);
    let table = [
        ("demo_partner", Purpose::Partners, Field::Handle, starts, false),
        ("demo_hosting", Purpose::Members, Field::City, lapses, true),
        ("demo_pay", Purpose::Sales, Field::PaymentToken, lapses, true),
    ];
    for (code, purpose, field, edge, open_before) in table {
        let edge = At::parse(edge).unwrap();
        for (at, open) in [(edge.minus(micro), open_before), (edge, !open_before)] {
            let ask = Ask {
                purpose,
                fields: FieldSet::of(&[field]),
                role: Role::System,
                recipient: compiled.recipient(code),
                at,
            };
            let person = compiled.standing(Some("JP"), []);
            let want = (!open).then_some(Withheld::RouteLapsed);
            expect(compiled.decide(&ask, &person), want, || format!("{code} at {at}"));
        }
    }
}

#[test]
fn whatever_is_unknown_is_withheld() {
    let compiled = shipped().compile();
    let at = At::parse(NOON).unwrap();
    let ask =
        |purpose, fields, recipient| Ask { purpose, fields, role: Role::System, recipient, at };
    let city = FieldSet::of(&[Field::City]);
    let magazine = FieldSet::of(&[Field::Email]);
    let free = Standing { laws: LawSet::EMPTY, ..Standing::default() };
    let stranger = Standing::default();
    let old = compiled.standing(Some("US"), [("gone", ChoiceKind::Objection, true)]);
    let other = compiled.standing(Some("US"), [("magazine", ChoiceKind::Objection, true)]);
    let nobody = Some(RecipientId::at(63));
    let table = [
        (
            "no field",
            ask(Purpose::Shipment, FieldSet::EMPTY, None),
            stranger,
            Withheld::NotDeclared,
        ),
        (
            "everything",
            ask(Purpose::Shipment, FieldSet::all(), None),
            stranger,
            Withheld::NotDeclared,
        ),
        ("an unknown recipient", ask(Purpose::Shipment, city, nobody), stranger, Withheld::NoRoute),
        ("a person under no law", ask(Purpose::Shipment, city, None), free, Withheld::NoConsent),
        ("an unknown objection", ask(Purpose::Shipment, city, None), old, Withheld::Objected),
        ("a choice of another kind", ask(Purpose::Shipment, city, None), other, Withheld::Objected),
        (
            "a stranger's consent",
            ask(Purpose::Magazine, magazine, None),
            stranger,
            Withheld::NoConsent,
        ),
    ];
    for (what, ask, person, why) in table {
        assert_eq!(compiled.decide(&ask, &person), Decision::Withheld(why), "{what}");
    }
    assert_eq!(compiled.laws_for(None), LawSet::all(), "an unknown country is under every law");
    assert_eq!(compiled.laws_for(Some("somewhere")), LawSet::all());
    assert_eq!(compiled.laws_for(Some("US")), LawSet::of(&[Law::Jp]));
    assert_eq!(compiled.laws_for(Some("DE")), LawSet::all());
    let gone = compiled.standing(Some("US"), [("gone", ChoiceKind::Consent, true)]);
    assert!(gone.consents.is_empty() && !gone.unknown_objection);
}

#[test]
fn a_category_opens_only_when_each_of_its_fields_does() {
    let compiled = shipped().compile();
    let at = At::parse(NOON).unwrap();
    let person = compiled.standing(Some("US"), []);
    for role in Role::ALL {
        for purpose in Purpose::ALL {
            for category in Category::ALL {
                let open = |fields| {
                    let ask = Ask { purpose: *purpose, fields, role: *role, recipient: None, at };
                    compiled.decide(&ask, &person).is_allowed()
                };
                let each = category.fields().iter().all(|f| open(FieldSet::of(&[f])));
                assert_eq!(open(category.fields()), each, "{role} {purpose} {category}");
            }
        }
    }
}
