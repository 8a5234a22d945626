//! Drop or widen any single entry of the shipped policy: the check fails and names it, or the
//! comparison with the published version names it and says which way it goes.

use crate::common::{files, shipped};
use policy::{Change, Class, Flaw, Policy, compare};
use toml::{Table, Value};

/// One step down the tree: a key, or the place in a list.
#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Place(usize),
}

#[derive(Clone, Debug)]
enum Edit {
    Drop,
    Set(Value),
    Add(String),
}

/// The dotted path, with the member of a list in brackets.
fn path(root: &Value, steps: &[Step]) -> String {
    let mut at = root;
    let mut out = String::new();
    for step in steps {
        match step {
            Step::Key(key) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(key);
                at = &at[key.as_str()];
            }
            Step::Place(place) => {
                at = &at[*place];
                out.push_str(&format!("[{}]", at.as_str().unwrap()));
            }
        }
    }
    out
}

fn walk(at: &Value, steps: &mut Vec<Step>, out: &mut Vec<Vec<Step>>) {
    if !steps.is_empty() {
        out.push(steps.clone());
    }
    match at {
        Value::Table(table) => {
            for (key, value) in table {
                steps.push(Step::Key(key.clone()));
                walk(value, steps, out);
                steps.pop();
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                steps.push(Step::Place(place));
                walk(item, steps, out);
                steps.pop();
            }
        }
        _ => {}
    }
}

fn get<'v>(root: &'v Value, steps: &[Step]) -> &'v Value {
    steps.iter().fold(root, |at, step| match step {
        Step::Key(key) => &at[key.as_str()],
        Step::Place(place) => &at[*place],
    })
}

fn edited(root: &Value, steps: &[Step], edit: &Edit) -> Value {
    let mut root = root.clone();
    let (last, above) = steps.split_last().unwrap();
    let mut at = &mut root;
    for step in above {
        at = match step {
            Step::Key(key) => at.get_mut(key).unwrap(),
            Step::Place(place) => at.get_mut(place).unwrap(),
        };
    }
    match (edit, last) {
        (Edit::Drop, Step::Key(key)) => drop(at.as_table_mut().unwrap().remove(key)),
        (Edit::Drop, Step::Place(place)) => drop(at.as_array_mut().unwrap().remove(*place)),
        (Edit::Set(value), Step::Key(key)) => at[key.as_str()] = value.clone(),
        (Edit::Set(value), Step::Place(place)) => at[*place] = value.clone(),
        (Edit::Add(text), Step::Key(key)) => {
            at[key.as_str()].as_array_mut().unwrap().push(Value::String(text.clone()));
        }
        (Edit::Add(_), Step::Place(_)) => unreachable!("a member is not a list"),
    }
    root
}

/// The words that stand anywhere under the same key: what could stand in another's place.
fn alike(root: &Value, steps: &[Step]) -> Vec<String> {
    let key = |steps: &[Step]| {
        steps.iter().rev().find_map(|s| match s {
            Step::Key(key) => Some(key.clone()),
            Step::Place(_) => None,
        })
    };
    let data = ["D1", "D3", "D4", "D5", "D8", "D9", "D10", "D3.city"];
    if path(root, steps).contains(".may.") {
        return data.map(str::to_owned).to_vec();
    }
    let mut all = Vec::new();
    walk(root, &mut Vec::new(), &mut all);
    let same = all.iter().filter(|other| key(other) == key(steps));
    let mut out: Vec<String> =
        same.filter_map(|other| get(root, other).as_str()).map(str::to_owned).collect();
    match key(steps).as_deref() {
        Some("categories" | "gives") => out = data.map(str::to_owned).to_vec(),
        Some("purposes") => out = ["P1", "P9", "P10", "P12", "L1-tax"].map(str::to_owned).to_vec(),
        Some("countries" | "country") => out.extend(["US", "JP"].map(str::to_owned)),
        Some("closed_on") => out.push("friday".to_owned()),
        Some("recipients") => out.push("demo_partner".to_owned()),
        Some("measures") => out.push("wishes".to_owned()),
        _ => {}
    }
    out.sort();
    out.dedup();
    out
}

/// What a list or a value may be widened to.
fn widenings(root: &Value, steps: &[Step]) -> Vec<Edit> {
    match get(root, steps) {
        Value::Array(items) => {
            let words = alike(root, steps).into_iter();
            words.filter(|w| !items.iter().any(|i| i.as_str() == Some(w))).map(Edit::Add).collect()
        }
        Value::Boolean(flag) => vec![Edit::Set(Value::Boolean(!flag))],
        Value::Integer(number) => vec![Edit::Set(Value::Integer(number + 100))],
        Value::String(text) => {
            let mut out = vec![format!("{text} and more")];
            if let Some((count, unit)) = text.split_once(' ')
                && let Ok(count) = count.parse::<i64>()
            {
                out.push(format!("{} {unit}", count + 1));
            }
            if let Some(rest) = text.strip_prefix("2026-").filter(|rest| rest.len() == 5) {
                out.push(format!("2028-{rest}"));
            }
            if text.len() <= 20 && !text.contains(' ') {
                out.extend(alike(root, steps).into_iter().filter(|w| w != text).take(5));
            }
            out.into_iter().map(|text| Edit::Set(Value::String(text))).collect()
        }
        _ => Vec::new(),
    }
}

fn parsed(root: &Value) -> Result<Policy, Vec<Flaw>> {
    let mut files = files();
    files.facts = toml::to_string(root).unwrap();
    files.with(policy::parse)
}

/// Whether what a flaw says names the mutated entry by its section and key: it is put at the entry
/// or inside it, or spells it out in its sentence. A member of a list is named by its list: what
/// was dropped from there, nobody can know. Which role was to open something, neither: there the
/// table of the roles is named.
fn names(flaw: &Flaw, path: &str) -> bool {
    let list = path.split('[').next().unwrap();
    let roles = path.split_once(".may.").map(|(purpose, _)| format!("{purpose}.may"));
    let is_at = |whole: &str| {
        let rest = flaw.entry.strip_prefix(whole);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let named = |whole: &str| is_at(whole) || spells(&flaw.what, whole);
    named(path) || named(list) || roles.is_some_and(|roles| spells(&flaw.what, &roles))
}

/// Whether a word stands in a sentence by itself and not as a part of a longer one.
fn spells(told: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    told.match_indices(word).any(|(at, _)| {
        let before = told[..at].chars().next_back().is_some_and(|c| is_part(c) || c == '.');
        let after = told[at + word.len()..].chars().next().is_some_and(is_part);
        !before && !after
    })
}

/// A change names the mutation when it is at it, in it, or above it as a whole; `D3` is spelt out.
fn tells(change: &Change, path: &str) -> bool {
    is_at(&change.entry, path)
}

fn is_at(entry: &str, path: &str) -> bool {
    let list = path.split('[').next().unwrap();
    entry.starts_with(path) || path.starts_with(entry) || entry.starts_with(&format!("{list}["))
}

/// Entries that only name, source or describe: any other change must be a widening or a narrowing.
fn only_words(path: &str) -> bool {
    let key = path.rsplit('.').next().unwrap();
    path.starts_with("operator.")
        || path.starts_with("contact.")
        || matches!(path, "version" | "effective" | "previous")
        || matches!(
            key,
            "article"
                | "source"
                | "address"
                | "representative"
                | "filing"
                | "filed"
                | "contract"
                | "reviewed"
                | "checked"
                | "review_due"
                | "check_due"
                | "decided"
                | "by"
                | "form"
                | "authority"
        )
        || path.starts_with("contact.closed_on")
}

/// What was published, and what is kept of it.
struct Then {
    published: Policy,
    canonical: String,
}

/// What became of one mutation: who noticed it, or what is wrong with the noticing.
fn outcome(after: &Value, then: &Then, place: &str) -> Result<Class, String> {
    let after = match parsed(after) {
        Ok(after) => after,
        Err(flaws) => {
            let named = flaws.iter().any(|f| names(f, place));
            let placed = flaws.iter().all(|f| f.line > 0);
            let ok = named && placed;
            return if ok { Ok(Class::Wording) } else { Err(format!("not named: {flaws:#?}")) };
        }
    };
    let changes = compare(&then.published, &after);
    let named: Vec<&Change> = changes.iter().filter(|c| tells(c, place)).collect();
    if named.is_empty() {
        return Err(format!("not named: {changes:#?}"));
    }
    let altered = after.unaltered_since(&then.canonical).err().unwrap_or_default();
    if after.hash() == then.published.hash() || altered.is_empty() {
        return Err("keeps the hash".to_owned());
    }
    if !altered.iter().any(|flaw| flaw.line > 0 && is_at(&flaw.entry, place)) {
        return Err(format!("an edited version is refused without its name: {altered:#?}"));
    }
    let weighs = named.iter().map(|c| c.class).find(|c| *c != Class::Wording);
    match weighs {
        Some(class) => Ok(class),
        None if only_words(place) => Ok(Class::Wording),
        None => Err(format!("passes for mere words: {named:#?}")),
    }
}

fn mutate(edits: impl Fn(&Value, &[Step]) -> Vec<Edit>, at_least: usize) {
    let root = Value::Table(files().facts.parse::<Table>().unwrap());
    let published = shipped();
    let then = Then { canonical: published.canonical(), published };
    let mut all = Vec::new();
    walk(&root, &mut Vec::new(), &mut all);
    let mut wrong = Vec::new();
    let mut done = 0;
    for steps in &all {
        let place = path(&root, steps);
        for edit in edits(&root, steps) {
            done += 1;
            if let Err(what) = outcome(&edited(&root, steps, &edit), &then, &place) {
                wrong.push(format!("{place} {edit:?}: {what}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {done}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(done > at_least, "the walk is short: {done}");
}

#[test]
fn every_single_entry_dropped_is_noticed_and_named() {
    mutate(|_, _| vec![Edit::Drop], 1_000);
}

#[test]
fn every_single_entry_widened_is_noticed_and_named() {
    let widen = |root: &Value, steps: &[Step]| match steps.last() {
        // A member of a list is widened by widening its list.
        Some(Step::Place(_)) => Vec::new(),
        _ => widenings(root, steps),
    };
    mutate(widen, 1_000);
}

#[test]
fn every_word_of_the_prose_dropped_is_named_with_its_language() {
    let files = files();
    let published = shipped();
    let canonical = published.canonical();
    for (at, (lang, file, text)) in files.prose.iter().enumerate() {
        let root = Value::Table(text.parse::<Table>().unwrap());
        let mut all = Vec::new();
        walk(&root, &mut Vec::new(), &mut all);
        // Every 7th word is dropped, every 7th changed: the loader treats them all alike, and a
        // whole walk of 3 × 330 entries would parse each file a thousand times.
        for (turn, steps) in all.iter().enumerate().filter(|(turn, _)| turn % 7 < 2) {
            let place = path(&root, steps);
            let changed = Edit::Set(Value::String("x".to_owned()));
            let edit = if turn % 7 == 0 { Edit::Drop } else { changed };
            let mut files = files.clone();
            files.prose[at].2 = toml::to_string(&edited(&root, steps, &edit)).unwrap();
            match files.with(policy::parse) {
                Err(flaws) => assert!(
                    flaws.iter().any(|f| f.file == *file && names(f, &place)),
                    "{lang} {place}: {flaws:#?}"
                ),
                Ok(after) => {
                    let entry = format!("prose.{lang}.{place}");
                    let altered = after.unaltered_since(&canonical).unwrap_err();
                    assert_eq!((&altered[0].entry, &altered[0].file), (&entry, file));
                    let changes = compare(&published, &after);
                    assert_eq!(changes.len(), 1, "{entry}: {changes:#?}");
                    // What a purpose is, and what somebody agrees to, may be widened by its words.
                    let of_purpose = ["title.", "text."].iter().any(|part| {
                        let code = place.strip_prefix(part);
                        code.is_some_and(|code| policy::Purpose::from_fact(code).is_some())
                    });
                    let is_wider = of_purpose || place.starts_with("agree.");
                    let expect = if is_wider { Class::Widening } else { Class::Wording };
                    assert_eq!((changes[0].class, &changes[0].entry), (expect, &entry));
                    assert!(matches!(edit, Edit::Set(_)), "{entry} was dropped unseen");
                }
            }
        }
    }
}
