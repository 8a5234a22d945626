//! What changed between two versions, value by value, so that nothing changes unnamed; and whether
//! each change lets the operator do more, less, or only says the same in other words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::calendar::{Day, Measure};
use crate::facts::Policy;
use crate::words::{Category, Purpose};

/// What a change does to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The operator may do more, or the person less. Members are told before it takes effect.
    Widening,
    /// The operator may do less, or the person more.
    Narrowing,
    /// Neither: names, sources, words.
    Wording,
}

impl Class {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Class::Widening => "widening",
            Class::Narrowing => "narrowing",
            Class::Wording => "wording",
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What it does to the person.
    pub class: Class,
    /// The entry: `purpose.P3.may.warehouse[D3.city]`, or a table that came or went as a whole.
    pub entry: String,
    /// The value before; `None` when the entry is new. Members of lists have an empty value.
    pub before: Option<String>,
    /// The value after; `None` when the entry is gone.
    pub after: Option<String>,
}

impl Change {
    /// Whether it only dates or chains a version: such entries differ between any two.
    pub fn is_dating(&self) -> bool {
        let entry = self.entry.as_str();
        matches!(entry, "version" | "effective" | "previous")
            || (entry.starts_with("prose.") && entry.ends_with(".version"))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (self.before.as_deref(), self.after.as_deref()) {
            (None, _) => "added".to_owned(),
            (_, None) => "removed".to_owned(),
            (Some(before), Some(after)) => format!("`{before}` → `{after}`"),
        };
        write!(f, "{}: {}: {what}", self.class.code(), self.entry)
    }
}

/// Every change from `old` to `new`, widenings first.
pub fn compare(old: &Policy, new: &Policy) -> Vec<Change> {
    let (before, after) = (values(old), values(new));
    let (gone, come) = (tables(&before, &after), tables(&after, &before));
    let mut out = BTreeSet::new();
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for path in paths {
        let (was, is) = (before.get(path).cloned(), after.get(path).cloned());
        if was == is {
            continue;
        }
        let whole = |set: &BTreeSet<String>| top(path).filter(|t| set.contains(t));
        let (entry, was, is) = match (whole(&gone), whole(&come)) {
            (Some(table), _) => (table, Some(String::new()), None),
            (_, Some(table)) => (table, None, Some(String::new())),
            _ => (path.clone(), was, is),
        };
        let class = Look { old: &before, new: &after }.class(&entry, was.as_deref(), is.as_deref());
        let _: bool = out.insert(Change { class, entry, before: was, after: is });
    }
    out.into_iter().collect()
}

type Values = BTreeMap<String, String>;

/// Every value of a policy by its path, with `D3` in a list of data spelt out field by field, so
/// that `D3` and its five fields compare as the same.
fn values(policy: &Policy) -> Values {
    let mut out = Values::new();
    for leaf in &policy.leaves {
        let (list, member) = split(&leaf.path);
        let spelt = member.and_then(Category::parse).filter(|_| holds_data(list));
        match spelt {
            Some(category) => {
                let fields = policy.categories.get(&category).copied().unwrap_or_default();
                for field in fields.iter() {
                    let _: Option<String> =
                        out.insert(format!("{list}[{category}.{field}]"), String::new());
                }
            }
            // An empty list is told by what came or went.
            None if leaf.value == "[]" => {}
            None => {
                let _: Option<String> = out.insert(leaf.path.clone(), leaf.value.clone());
            }
        }
    }
    out
}

fn split(path: &str) -> (&str, Option<&str>) {
    match path.strip_suffix(']').and_then(|p| p.split_once('[')) {
        Some((list, member)) => (list, Some(member)),
        None => (path, None),
    }
}

fn holds_data(list: &str) -> bool {
    let parts: Vec<&str> = list.split('.').collect();
    matches!(
        parts.as_slice(),
        ["purpose" | "judgement", _, "categories"]
            | ["purpose", _, "may", _]
            | ["recipient", _, "gives"]
    )
}

/// The table an entry belongs to, where tables come and go as a whole.
fn top(path: &str) -> Option<String> {
    let mut parts = path.split('.');
    let section = parts.next()?;
    let comes_and_goes =
        matches!(section, "recipient" | "choice" | "cookie" | "judgement" | "purpose");
    let code = parts.next().filter(|_| comes_and_goes)?;
    Some(format!("{section}.{code}"))
}

/// The tables that `here` has and `there` has not.
fn tables(here: &Values, there: &Values) -> BTreeSet<String> {
    let there: BTreeSet<String> = there.keys().filter_map(|p| top(p)).collect();
    here.keys().filter_map(|p| top(p)).filter(|t| !there.contains(t)).collect()
}

struct Look<'v> {
    old: &'v Values,
    new: &'v Values,
}

const fn more_if(more: bool) -> Class {
    if more { Class::Widening } else { Class::Narrowing }
}

impl Look<'_> {
    /// What is not known here is taken for a widening: the careful side.
    fn class(&self, entry: &str, was: Option<&str>, is: Option<&str>) -> Class {
        let (list, _) = split(entry);
        let parts: Vec<&str> = list.split('.').collect();
        let added = was.is_none();
        let whole = was.is_none() || is.is_none();
        match parts.as_slice() {
            ["version" | "effective" | "previous"] => Class::Wording,
            // What a purpose is for, and what is agreed to, is what the published words say it is.
            ["prose", _, "title" | "text", code]
                if !whole && Purpose::from_fact(code).is_some() =>
            {
                Class::Widening
            }
            ["prose", _, "agree", _] if !whole => Class::Widening,
            ["prose" | "operator" | "contact", ..] => Class::Wording,
            // More of these is more for the person.
            ["measures"] | ["law", "eu", "countries"] | ["choice", _, "purposes"] => {
                more_if(!added)
            }
            ["choice", _] => more_if(!added),
            ["choice", _, "recipients"] => self.governed(list, added),
            ["choice", _, "kind"] => more_if(is == Some("objection")),
            // More of these is more for the operator.
            ["category", _, "fields"]
            | ["purpose", _, "categories" | "retention"]
            | ["purpose", _, "may", _]
            | ["judgement", _, "categories"]
            | ["recipient", _, "gives" | "purposes" | "means"]
            | ["law", "jp", "countries"]
            | ["purpose" | "recipient" | "cookie" | "judgement", _] => more_if(added),
            ["purpose", _, "basis", _] => more_if(is != Some("consent")),
            ["purpose", _, "stopped"] => more_if(is != Some("true")),
            ["provision", _, "none_yet"] => more_if(is == Some("false")),
            // What shows what was done with a person's data is theirs as much as the operator's.
            ["retention", "access" | "provision" | "consent" | "request", "period"] => {
                Class::Widening
            }
            ["retention", _, "period"] | ["cookie", _, "lasts"] => more_if(longer(was, is)),
            ["clock", "policy_notice", "value"] => more_if(!longer(was, is)),
            ["clock", _, "value"] => more_if(longer(was, is)),
            ["cookie", _, "essential"] => more_if(is == Some("true")),
            ["right", _, "fee_yen"] => more_if(number(is) > number(was)),
            ["recipient", _, "starts"] if !whole => more_if(day(is) < day(was)),
            ["recipient", code, "review_due"] if !whole => self.lapse(code, "reviewed", was, is),
            ["recipient", code, "check_due"] if !whole => self.lapse(code, "checked", was, is),
            [
                "recipient",
                _,
                "address" | "representative" | "article" | "filing" | "filed" | "contract"
                | "agreement" | "reviewed" | "checked" | "responsible" | "review_due" | "check_due",
            ] => Class::Wording,
            ["retention" | "clock", _, "article" | "source"] => Class::Wording,
            ["judgement", _, "decided" | "by"] => Class::Wording,
            ["right", _, "form"] | ["law", _, "authority"] => Class::Wording,
            _ if entry.starts_with("origins[") => more_if(is.is_some()),
            _ => Class::Widening,
        }
    }

    /// A choice without recipients governs its whole purposes; with them, handing over to these.
    fn governed(&self, list: &str, added: bool) -> Class {
        let some = |values: &Values| values.keys().any(|p| p.starts_with(&format!("{list}[")));
        if added { more_if(!some(self.old)) } else { more_if(some(self.new)) }
    }

    /// A later lapse after a new review is a renewal; without one it is more for the operator.
    fn lapse(&self, code: &str, by: &str, was: Option<&str>, is: Option<&str>) -> Class {
        let path = format!("recipient.{code}.{by}");
        let renewed = day(self.new.get(&path).map(String::as_str))
            > day(self.old.get(&path).map(String::as_str));
        if day(is) < day(was) {
            Class::Narrowing
        } else if renewed {
            Class::Wording
        } else {
            Class::Widening
        }
    }
}

fn day(text: Option<&str>) -> Option<Day> {
    text.and_then(Day::parse)
}

fn number(text: Option<&str>) -> i64 {
    text.and_then(|t| t.parse().ok()).unwrap_or(0)
}

fn longer(was: Option<&str>, is: Option<&str>) -> bool {
    let length = |text: Option<&str>| match text {
        Some("session") => Some(0),
        text => text.and_then(Measure::parse).map(Measure::rough_minutes),
    };
    match (length(was), length(is)) {
        (Some(was), Some(is)) => is > was,
        _ => true,
    }
}
