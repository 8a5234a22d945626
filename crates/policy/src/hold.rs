//! Holding what the code reads against what the policy says.

use std::collections::BTreeSet;
use std::fmt;

use crate::check::entry;
use crate::facts::Policy;
use crate::sets::{FieldSet, KindSet, RoleSet};
use crate::words::{Field, Purpose};

/// What one view of the code declares: `personal_view!` writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewFacts {
    /// Its name: `warehouse::ParcelLabel`.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// What for.
    pub purpose: Purpose,
    /// What it reads.
    pub fields: FieldSet,
    /// Who may open it.
    pub roles: RoleSet,
    /// To which kinds of party it is handed; empty: it stays in the house.
    pub recipients: KindSet,
}

/// One place where the code wants more than the policy says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The view.
    pub view: String,
    /// The field, when it is about one.
    pub field: Option<Field>,
    /// The purpose.
    pub purpose: Purpose,
    /// `file:line` of the policy entry to change.
    pub policy_line: String,
    /// What differs, and what to change.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { view, purpose, policy_line, what, .. } = self;
        match self.field {
            Some(field) => {
                write!(f, "{policy_line}: view {view} ({purpose}, {field}): {what}")
            }
            None => write!(f, "{policy_line}: view {view} ({purpose}): {what}"),
        }
    }
}

/// Whether the policy permits everything a view declares.
pub fn holds(view: &ViewFacts, policy: &Policy) -> Result<(), Vec<Difference>> {
    let mut out = Vec::new();
    let mut differ = |field: Option<Field>, at: &str, what: String| {
        out.push(Difference {
            view: view.name.to_owned(),
            field,
            purpose: view.purpose,
            policy_line: policy.place(at),
            what,
        });
    };
    let at = entry(view.purpose);
    let Some(facts) = policy.purposes.get(&view.purpose) else {
        differ(None, "purpose", format!("the policy does not declare {at}"));
        return Err(out);
    };
    if view.fields.is_empty() || view.roles.is_empty() {
        differ(None, &at, "declares no field or no role: a view that reads names both".into());
    }
    if facts.stopped {
        let what = format!("the policy says {at}.stopped = true: take the view out or the stop");
        differ(None, &format!("{at}.stopped"), what);
    }
    for field in view.fields.less(facts.fields).iter() {
        let place = format!("{at}.categories");
        let what = format!("is not declared: add \"{}.{field}\" to {place}", field.category());
        differ(Some(field), &place, what);
    }
    for role in view.roles.iter() {
        let place = format!("{at}.may.{role}");
        let may = facts.may.get(&role).copied().unwrap_or_default();
        for field in view.fields.less(may).iter() {
            let what =
                format!("{role} may not open it: add \"{}.{field}\" to {place}", field.category());
            differ(Some(field), &place, what);
        }
    }
    for kind in view.recipients.iter() {
        let mut of_kind = policy.recipients.iter().filter(|r| r.kind == kind).peekable();
        if of_kind.peek().is_none() {
            let what = format!("is for a {kind}, and the policy names none: add one");
            differ(None, "recipient", what);
            continue;
        }
        for to in of_kind.filter(|to| to.purposes.has(view.purpose)) {
            let place = format!("recipient.{}.gives", to.code);
            for field in view.fields.less(to.gives).iter() {
                let what = format!(
                    "{} does not receive it: add \"{}.{field}\" to {place}",
                    to.code,
                    field.category()
                );
                differ(Some(field), &place, what);
            }
        }
        let carried =
            policy.recipients.iter().any(|r| r.kind == kind && r.purposes.has(view.purpose));
        if !carried {
            let first = policy.recipients.iter().find(|r| r.kind == kind);
            let place = format!("recipient.{}.purposes", first.map_or("", |r| &r.code));
            let what = format!(
                "no {kind} receives for this purpose: add \"{}\" to {place}",
                view.purpose.fact()
            );
            differ(None, &place, what);
        }
    }
    if out.is_empty() { Ok(()) } else { Err(out) }
}

/// Holds every view against the policy: start-up refuses to run on any difference.
pub fn hold_all(views: &[ViewFacts], policy: &Policy) -> Result<(), Vec<Difference>> {
    let mut out = Vec::new();
    let mut names = BTreeSet::new();
    for view in views {
        if !names.insert(view.name) {
            out.push(Difference {
                view: view.name.to_owned(),
                field: None,
                purpose: view.purpose,
                policy_line: policy.place(&entry(view.purpose)),
                what: "another view has the same name: rename one".to_owned(),
            });
        }
        if let Err(more) = holds(view, policy) {
            out.extend(more);
        }
    }
    if out.is_empty() { Ok(()) } else { Err(out) }
}

/// Which views read a field for a purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The purpose.
    pub purpose: Purpose,
    /// The field.
    pub field: Field,
    /// The views that read it; empty: declared, but nothing in the code reads it.
    pub views: Vec<&'static str>,
}

/// Every purpose × field the policy declares, with the views that read it.
pub fn uses(views: &[ViewFacts], policy: &Policy) -> Vec<Use> {
    let mut out = Vec::new();
    for (purpose, facts) in &policy.purposes {
        for field in facts.fields.iter() {
            let reading = views.iter().filter(|v| v.purpose == *purpose && v.fields.has(field));
            let views = reading.map(|v| v.name).collect();
            out.push(Use { purpose: *purpose, field, views });
        }
    }
    out
}
