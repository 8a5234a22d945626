//! Each single thing that a view of the house relies on, taken out of the published policy: the
//! check or the start names it. And each entry of it edited: the house that published it refuses.

use std::path::Path;

use daiko::house::{Blueprint, views};
use policy::{Field, Lang, Policy, Role, Source, Sources, ViewFacts, file_of, hold_all, parse};
use toml::{Table, Value};

use crate::common::{Folder, copy, ours, settles};

const FACTS: &str = "policy/2026-11-22.toml";

struct Texts {
    facts: Value,
    prose: Vec<(Lang, String, String)>,
}

fn texts() -> Texts {
    let read = |name: &str| std::fs::read_to_string(ours(name)).unwrap();
    let prose = Lang::ALL.iter().map(|lang| {
        let file = file_of(FACTS, *lang);
        (*lang, file.clone(), read(&file))
    });
    Texts { prose: prose.collect(), facts: Value::Table(read(FACTS).parse::<Table>().unwrap()) }
}

impl Texts {
    fn with(&self, facts: &Value) -> Result<Policy, Vec<String>> {
        let prose: Vec<(Lang, Source<'_>)> =
            self.prose.iter().map(|(lang, file, text)| (*lang, Source { file, text })).collect();
        let text = toml::to_string(facts).unwrap();
        parse(&Sources { facts: Source { file: FACTS, text: &text }, prose: &prose })
            .map_err(|found| found.iter().map(ToString::to_string).collect())
    }
}

/// A list of data without one field: a category that held it is spelt out.
fn without(list: &Value, field: Field) -> Value {
    let category = field.category();
    let mut left: Vec<Value> = Vec::new();
    for word in list.as_array().unwrap() {
        if word.as_str() == Some(category.code()) {
            let others = Field::ALL.iter().filter(|f| f.category() == category && **f != field);
            left.extend(others.map(|f| Value::String(format!("{category}.{f}"))));
        } else if word.as_str() != Some(&format!("{category}.{field}")) {
            left.push(word.clone());
        }
    }
    Value::Array(left)
}

/// What says no to a policy: its own check, or a view of the house.
fn refusal(texts: &Texts, facts: &Value) -> String {
    match texts.with(facts) {
        Err(flaws) => flaws.join("\n"),
        Ok(policy) => {
            let differences = hold_all(&views(), &policy).err().unwrap_or_default();
            differences.iter().map(|d| format!("{d}\n")).collect()
        }
    }
}

fn named(told: &str, view: &ViewFacts, field: Field, entry: &str) {
    let line = told.lines().find(|line| {
        // The check may find it at the purpose as a whole: it declares what no role may open, and
        // which role was to, it cannot know.
        let roles = entry.split_once(".may.").map(|(purpose, _)| format!("{purpose}.may"));
        let placed = line.contains(entry) || roles.is_some_and(|roles| line.contains(&roles));
        line.contains(field.code()) && placed
    });
    let placed = line.is_some_and(|line| {
        line.strip_prefix("policy/2026-11-22")
            .and_then(|rest| rest.split(':').nth(1)?.parse::<u32>().ok())
            .is_some_and(|line| line > 0)
    });
    assert!(placed, "{}: {field} of {entry} is gone, and this is said: {told}", view.name);
}

#[test]
fn every_field_a_view_reads_is_missed_where_the_policy_no_longer_gives_it() {
    let texts = texts();
    assert_eq!(refusal(&texts, &texts.facts), "", "the published policy fits the house");
    let mut tried = 0;
    for view in views() {
        let purpose = view.purpose.fact();
        for field in view.fields.iter() {
            let mut facts = texts.facts.clone();
            let list = &mut facts["purpose"][purpose]["categories"];
            *list = without(list, field);
            let entry = format!("purpose.{purpose}.categories");
            named(&refusal(&texts, &facts), &view, field, &entry);
            for role in view.roles.iter() {
                named(
                    &without_role(&texts, purpose, role, field),
                    &view,
                    field,
                    &format!("purpose.{purpose}.may.{role}"),
                );
                tried += 1;
            }
            for kind in view.recipients.iter() {
                for (code, to) in texts.facts["recipient"].as_table().unwrap() {
                    let gives = to["kind"].as_str() == Some(kind.code());
                    let receives = to["purposes"].as_array().unwrap();
                    if !gives || !receives.iter().any(|p| p.as_str() == Some(purpose)) {
                        continue;
                    }
                    let mut facts = texts.facts.clone();
                    let list = &mut facts["recipient"][code]["gives"];
                    *list = without(list, field);
                    let entry = format!("recipient.{code}.gives");
                    named(&refusal(&texts, &facts), &view, field, &entry);
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 100, "the walk is short: {tried}");
}

fn without_role(texts: &Texts, purpose: &str, role: Role, field: Field) -> String {
    let mut facts = texts.facts.clone();
    let list = &mut facts["purpose"][purpose]["may"][role.code()];
    *list = without(list, field);
    refusal(texts, &facts)
}

/// The paths of all values, in tables and lists alike.
fn leaves(at: &Value, path: &mut Vec<String>, out: &mut Vec<Vec<String>>) {
    match at {
        Value::Table(table) => {
            for (key, value) in table {
                path.push(key.clone());
                leaves(value, path, out);
                path.pop();
            }
        }
        _ => out.push(path.clone()),
    }
}

fn changed(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(format!("{text}x")),
        Value::Integer(number) => Value::Integer(number + 1),
        Value::Boolean(flag) => Value::Boolean(!flag),
        Value::Array(items) => Value::Array(items.iter().skip(1).cloned().collect()),
        other => other.clone(),
    }
}

fn opens(data: &Path, policy: &Path) -> Result<(), String> {
    let mut blueprint = Blueprint::new(data);
    blueprint.policy = daiko::policy_files::Files::In(policy.to_owned());
    blueprint.open().map(|_| ()).map_err(|refused| refused.to_string())
}

#[test]
fn a_house_refuses_the_version_it_published_with_any_value_edited() {
    let folder = Folder::fresh();
    let (data, policy) = (folder.at("house"), folder.at("policy"));
    copy(&ours("policy"), &policy);
    opens(&data, &policy).unwrap();
    settles(&data);
    let texts = texts();
    let mut all = Vec::new();
    leaves(&texts.facts, &mut Vec::new(), &mut all);
    assert!(all.len() > 300, "{}", all.len());
    // Every value is walked in the policy's own tests; here every eighth opens a whole house.
    for path in all.iter().step_by(8) {
        let mut facts = texts.facts.clone();
        let at = path.iter().fold(&mut facts, |at, key| &mut at[key.as_str()]);
        let after = changed(at);
        if after == *at {
            continue;
        }
        *at = after;
        std::fs::write(policy.join("2026-11-22.toml"), toml::to_string(&facts).unwrap()).unwrap();
        let told = opens(&data, &policy).expect_err(&path.join("."));
        assert!(told.contains("2026-11-22") && told.contains(&path.join(".")), "{path:?}: {told}");
    }
}
