//! Holding what the code reads against what the policy says.

use std::collections::BTreeSet;
use std::fmt;

use crate::check::entry;
use crate::facts::Policy;
use crate::sets::{FieldSet, KindSet, RoleSet};
use crate::words::{Field, Purpose, RecipientKind};

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

struct Holding<'a> {
    view: &'a ViewFacts,
    policy: &'a Policy,
    found: Vec<Difference>,
}

impl Holding<'_> {
    fn differ(&mut self, field: Option<Field>, at: &str, what: String) {
        self.found.push(Difference {
            view: self.view.name.to_owned(),
            field,
            purpose: self.view.purpose,
            policy_line: self.policy.place(at),
            what,
        });
    }

    /// Against the purpose and the roles.
    fn purpose(&mut self) {
        let (view, at) = (self.view, entry(self.view.purpose));
        let Some(facts) = self.policy.purposes.get(&view.purpose) else {
            return self.differ(None, "purpose", format!("the policy does not declare {at}"));
        };
        if view.fields.is_empty() || view.roles.is_empty() {
            let what = "declares no field or no role: a view that reads names both";
            self.differ(None, &at, what.into());
        }
        if facts.stopped {
            let place = format!("{at}.stopped");
            let what = format!("the policy says {place} = true: take the view out or the stop");
            self.differ(None, &place, what);
        }
        for field in view.fields.less(facts.fields).iter() {
            let place = format!("{at}.categories");
            let what = format!("is not declared: add \"{}.{field}\" to {place}", field.category());
            self.differ(Some(field), &place, what);
        }
        for role in view.roles.iter() {
            let place = format!("{at}.may.{role}");
            let may = facts.may.get(&role).copied().unwrap_or_default();
            for field in view.fields.less(may).iter() {
                let category = field.category();
                let what = format!("{role} may not open it: add \"{category}.{field}\" to {place}");
                self.differ(Some(field), &place, what);
            }
        }
    }

    /// Against everyone of a kind it is handed to: each of them has to receive all of it.
    fn recipients(&mut self, kind: RecipientKind) {
        let (view, policy) = (self.view, self.policy);
        let of_kind = || policy.recipients.iter().filter(move |r| r.kind == kind);
        let Some(first) = of_kind().next() else {
            let what = format!("is for a {kind}, and the policy names none: add one");
            return self.differ(None, "recipient", what);
        };
        if !of_kind().any(|r| r.purposes.has(view.purpose)) {
            let place = format!("recipient.{}.purposes", first.code);
            let fact = view.purpose.fact();
            let what = format!("no {kind} receives for this purpose: add \"{fact}\" to {place}");
            self.differ(None, &place, what);
        }
        for to in of_kind().filter(|to| to.purposes.has(view.purpose)) {
            let place = format!("recipient.{}.gives", to.code);
            for field in view.fields.less(to.gives).iter() {
                let (code, category) = (&to.code, field.category());
                let what =
                    format!("{code} does not receive it: add \"{category}.{field}\" to {place}");
                self.differ(Some(field), &place, what);
            }
        }
    }
}

/// Whether the policy permits everything a view declares.
pub fn holds(view: &ViewFacts, policy: &Policy) -> Result<(), Vec<Difference>> {
    let mut holding = Holding { view, policy, found: Vec::new() };
    holding.purpose();
    for kind in view.recipients.iter() {
        holding.recipients(kind);
    }
    if holding.found.is_empty() { Ok(()) } else { Err(holding.found) }
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
