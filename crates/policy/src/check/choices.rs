//! Whether the choices a member is offered are the ones the purposes need.

use super::{Finder, entry};
use crate::facts::Choice;
use crate::words::{Basis, ChoiceKind, Law, Purpose};

pub(super) fn hold(finder: &mut Finder<'_>) {
    let policy = finder.policy;
    if policy.choices.len() > 64 {
        finder.flaw("choice", "has more than 64 tables: the table of decisions holds 64");
    }
    for choice in &policy.choices {
        governs(finder, choice);
    }
    for purpose in Purpose::ALL.iter().filter(|p| !p.is_duty()) {
        needs(finder, *purpose);
    }
}

fn governs(finder: &mut Finder<'_>, choice: &Choice) {
    let policy = finder.policy;
    let place = format!("choice.{}", choice.code);
    if choice.purposes.is_empty() {
        finder.flaw(&format!("{place}.purposes"), "is empty: say what it governs");
    }
    for purpose in choice.purposes.iter() {
        let at = format!("{place}.purposes[{}]", purpose.fact());
        if purpose.is_duty() {
            finder.flaw(&at, "is a duty: no choice governs it; take it away");
        }
        let asked = asks(finder, purpose);
        if choice.kind == ChoiceKind::Consent && choice.recipients.is_empty() && !asked {
            let what = format!(
                "needs no consent under any law: asking for one misleads; take it away, or correct \
                 {place}.kind or {}",
                bases(purpose).join(" or ")
            );
            finder.flaw(&at, what);
        }
    }
    for code in &choice.recipients {
        let at = format!("{place}.recipients[{code}]");
        let Some(to) = policy.recipient(code) else {
            finder.flaw(&at, format!("is not a recipient: add [recipient.{code}]"));
            continue;
        };
        if !to.purposes.touches(choice.purposes) {
            finder.flaw(&at, "receives for none of the purposes of this choice");
        }
        let hangs = to.terms.choice().is_some_and(|(c, _)| c == choice.code);
        if choice.kind == ChoiceKind::Consent && !hangs {
            let what = format!("does not wait for this consent: set recipient.{code}.choice");
            finder.flaw(&at, what);
        }
    }
}

/// The entries that say on what a purpose rests.
pub(super) fn bases(purpose: Purpose) -> Vec<String> {
    Law::ALL.iter().map(|law| format!("{}.basis.{law}", entry(purpose))).collect()
}

fn asks(finder: &Finder<'_>, purpose: Purpose) -> bool {
    let facts = finder.policy.purposes.get(&purpose);
    facts.is_some_and(|f| f.basis.values().any(|b| *b == Basis::Consent))
}

fn needs(finder: &mut Finder<'_>, purpose: Purpose) {
    let policy = finder.policy;
    let Some(facts) = policy.purposes.get(&purpose) else { return };
    let offered = |kind: ChoiceKind| {
        policy
            .choices
            .iter()
            .any(|c| c.kind == kind && c.recipients.is_empty() && c.purposes.has(purpose))
    };
    let fact = purpose.fact();
    for law in Law::ALL {
        let at = format!("{}.basis.{law}", entry(purpose));
        match facts.basis.get(law) {
            Some(Basis::Consent) if !offered(ChoiceKind::Consent) => {
                let what = format!(
                    "is consent, but no choice asks for it: add {fact} to the purposes of a \
                     [choice] of kind \"consent\" without recipients"
                );
                finder.flaw(&at, what);
            }
            Some(Basis::LegitimateInterest) if !offered(ChoiceKind::Objection) => {
                let what = format!(
                    "may be objected to, but no choice lets a member: add {fact} to the purposes \
                     of a [choice] of kind \"objection\" without recipients"
                );
                finder.flaw(&at, what);
            }
            _ => {}
        }
    }
    if purpose == Purpose::Partners && !offered(ChoiceKind::Objection) {
        let mut what = "the founding policy lets a member stop the sharing: add P10 to the \
                        purposes of a [choice] of kind \"objection\" without recipients"
            .to_owned();
        // One that only fails by its recipients is named.
        let bound = |c: &&Choice| c.kind == ChoiceKind::Objection && c.purposes.has(purpose);
        for choice in policy.choices.iter().filter(bound) {
            what.push_str(&format!(", or empty choice.{}.recipients", choice.code));
        }
        finder.flaw(&entry(purpose), what);
    }
}
