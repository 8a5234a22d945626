//! Which consents a new version has to ask for again: what a person agreed to was the narrower
//! text, so that their yes does not carry the wider one.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{Class, compare};
use crate::facts::{Choice, Policy, Recipient};
use crate::words::{Basis, ChoiceKind, Purpose, RetentionClass};

/// The consents that `new` widens: the codes of those that were consents in `old`, too. Whoever
/// gave one under `old` is asked again, and under `new` it counts for nothing until they are.
pub fn asked_again(old: &Policy, new: &Policy) -> BTreeSet<String> {
    let widened: Vec<String> = compare(old, new)
        .into_iter()
        .filter(|change| change.class == Class::Widening)
        .map(|change| change.entry)
        .collect();
    let asked = new.choices.iter().filter(|choice| {
        let was = old.choice(&choice.code).map(|was| was.kind);
        choice.kind == ChoiceKind::Consent && was == Some(ChoiceKind::Consent)
    });
    asked
        .filter(|choice| widened.iter().any(|entry| carries(old, new, choice, entry)))
        .map(|choice| choice.code.clone())
        .collect()
}

/// Under which version each consent was last asked for again, along a chain of versions.
pub(crate) fn carried(
    before: &BTreeMap<String, String>,
    old: &Policy,
    new: &Policy,
) -> BTreeMap<String, String> {
    let mut marks = before.clone();
    marks.extend(asked_again(old, new).into_iter().map(|code| (code, new.hash().to_owned())));
    marks.retain(|code, _| new.choice(code).is_some());
    marks
}

/// Whether this widening is of something that rests on the consent.
fn carries(old: &Policy, new: &Policy, choice: &Choice, entry: &str) -> bool {
    let path = entry.split('[').next().unwrap_or(entry);
    let mut parts = path.split('.');
    let (section, code) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    match section {
        "choice" => code == choice.code,
        "purpose" => Purpose::from_fact(code)
            .is_some_and(|purpose| rests(old, choice, purpose) || rests(new, choice, purpose)),
        "recipient" => [old, new]
            .into_iter()
            .any(|policy| policy.recipient(code).is_some_and(|to| receives_by(policy, choice, to))),
        "retention" => {
            let class = RetentionClass::parse(code);
            let kept = |purpose: Purpose| {
                let facts = new.purposes.get(&purpose);
                facts.is_some_and(|facts| class.is_some_and(|c| facts.retention.contains(&c)))
            };
            choice.purposes.iter().any(|purpose| rests(new, choice, purpose) && kept(purpose))
        }
        _ => false,
    }
}

/// Whether a purpose as a whole rests on the consent.
fn rests(policy: &Policy, choice: &Choice, purpose: Purpose) -> bool {
    let own = policy.choice(&choice.code);
    let governs = own.is_some_and(|own| own.recipients.is_empty() && own.purposes.has(purpose));
    let facts = policy.purposes.get(&purpose);
    governs && facts.is_some_and(|facts| facts.basis.values().any(|b| *b == Basis::Consent))
}

/// Whether a recipient receives by the consent: by its own route, or for a purpose that rests on
/// it.
fn receives_by(policy: &Policy, choice: &Choice, to: &Recipient) -> bool {
    let by_route = to.terms.choice().is_some_and(|(code, _)| code == choice.code);
    let own = policy.choice(&choice.code);
    let names = own.is_some_and(|own| own.recipients.contains(&to.code));
    by_route || names || to.purposes.iter().any(|purpose| rests(policy, choice, purpose))
}
