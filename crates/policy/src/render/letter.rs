//! The letter that tells members what changed (V1).

use super::speak::Speaker;
use crate::compare::{Change, Class, compare};
use crate::facts::Policy;
use crate::words::{Category, Lang, Law, LegalClock, Purpose, RetentionClass, Right, Role};

/// A letter: subject and plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// The letter about the change from `old` to `new`: what widens, what narrows, how many words were
/// only put otherwise, from when, and where to object.
pub fn change_letter(old: &Policy, new: &Policy, lang: Lang) -> Letter {
    let s = Speaker::new(new, lang);
    let effective = new.effective.to_string();
    let operator = new.operator.name.as_str();
    let values = [("operator", operator), ("date", effective.as_str())];
    let mut text = vec![
        s.prose.fill("phrase", "letter_greeting", &values),
        String::new(),
        s.prose.fill("phrase", "letter_effective", &values),
    ];
    text.push(String::new());
    text.extend(change_lines(old, new, lang));
    text.extend([
        String::new(),
        s.phrase("letter_object"),
        String::new(),
        format!("{}: {}", s.phrase("hash"), new.hash()),
        String::new(),
        s.prose.fill("phrase", "letter_end", &values),
        format!("{} / {}", new.contact.email, new.contact.phone_abroad),
    ]);
    Letter { subject: s.prose.fill("phrase", "letter_subject", &values), text: text.join("\n") }
}

/// What changes from `old` to `new`, line by line: what widens, what narrows, how many words were
/// only put otherwise. An empty line stands between two of these.
pub fn change_lines(old: &Policy, new: &Policy, lang: Lang) -> Vec<String> {
    let s = Speaker::new(new, lang);
    let changes = compare(old, new);
    let mut parts: Vec<Vec<String>> = Vec::new();
    for class in [Class::Widening, Class::Narrowing] {
        let of: Vec<&Change> = changes.iter().filter(|c| c.class == class).collect();
        if !of.is_empty() {
            let lines = of.into_iter().map(|c| format!("- {}", describe(c, old, new, lang)));
            parts.push(std::iter::once(s.phrase(class.code())).chain(lines).collect());
        }
    }
    // The version and the date always differ, and are said elsewhere.
    let words = changes.iter().filter(|c| c.class == Class::Wording && !c.is_dating()).count();
    if words > 0 {
        let count = words.to_string();
        parts.push(vec![s.prose.fill("phrase", "wording", &[("n", &count)])]);
    }
    if changes.iter().all(Change::is_dating) {
        parts.push(vec![s.phrase("no_change")]);
    }
    parts.join(&String::new())
}

/// One change in the words of a language: the names of the entries, and what came or went.
pub fn describe(change: &Change, old: &Policy, new: &Policy, lang: Lang) -> String {
    let (s, was) = (Speaker::new(new, lang), Speaker::new(old, lang));
    let (list, member) = match change.entry.strip_suffix(']').and_then(|e| e.split_once('[')) {
        Some((list, member)) => (list, Some(member)),
        None => (change.entry.as_str(), None),
    };
    let mut names: Vec<String> = Vec::new();
    let parts = list.split('.').skip_while(|p| is_section(p));
    for part in parts.chain(member) {
        names.push(name(&s, part).or_else(|| name(&was, part)).unwrap_or_else(|| part.to_owned()));
    }
    let subject = names.join(" · ");
    let value = |text: &str| name(&s, text).unwrap_or_else(|| measured(&s, text));
    match (change.before.as_deref(), change.after.as_deref()) {
        (None, Some("")) => s.prose.fill("phrase", "added", &[("what", &subject)]),
        (None, Some(is)) => {
            let what = format!("{subject} = {}", value(is));
            s.prose.fill("phrase", "added", &[("what", &what)])
        }
        (_, None) => s.prose.fill("phrase", "removed", &[("what", &subject)]),
        (Some(before), Some(after)) => {
            let (before, after) = (value(before), value(after));
            let values =
                [("what", subject.as_str()), ("before", before.as_str()), ("after", &after)];
            s.prose.fill("phrase", "changed", &values)
        }
    }
}

fn is_section(part: &str) -> bool {
    matches!(
        part,
        "category"
            | "purpose"
            | "judgement"
            | "retention"
            | "provision"
            | "recipient"
            | "choice"
            | "right"
            | "cookie"
            | "law"
            | "clock"
    )
}

/// A period in the words of the language; any other value as it is written.
fn measured(s: &Speaker<'_>, text: &str) -> String {
    crate::Measure::parse(text).map_or_else(|| text.to_owned(), |m| s.measure(m))
}

/// What an entry's code is called.
fn name(s: &Speaker<'_>, code: &str) -> Option<String> {
    let say = |section: &str, key: &str| Some(s.prose.say(section, key).to_owned());
    if let Some((_, field)) = code.split_once('.').filter(|(c, _)| Category::parse(c).is_some()) {
        return say("field", field);
    }
    if Category::parse(code).is_some()
        || Purpose::from_fact(code).is_some()
        || Right::parse(code).is_some()
        || crate::Provision::parse(code).is_some()
    {
        return say("title", code);
    }
    if let Some(recipient) = s.policy.recipient(code) {
        return Some(recipient.name.clone());
    }
    if s.policy.choice(code).is_some() {
        return say("choice", code);
    }
    let sections: [(&str, bool); 7] = [
        ("role", Role::parse(code).is_some()),
        ("retention", RetentionClass::parse(code).is_some()),
        ("clock", LegalClock::parse(code).is_some()),
        ("law", Law::parse(code).is_some()),
        ("field", crate::Field::parse(code).is_some()),
        ("route", crate::Route::parse(code).is_some()),
        ("basis", crate::Basis::parse(code).is_some()),
    ];
    let known = sections.iter().find(|(_, is)| *is);
    let key = match code {
        "categories" | "fields" => Some("data"),
        "may" => Some("who_may"),
        "gives" => Some("given"),
        "purposes" => Some("purpose"),
        "basis" | "period" | "country" | "route" | "means" | "lasts" | "countries" | "deadline"
        | "value" | "stopped" | "essential" | "address" | "representative" | "contract"
        | "filing" | "filed" | "starts" | "reviewed" | "form" | "article" => Some(code),
        _ => None,
    };
    match known {
        Some((section, _)) => say(section, code),
        None => key.and_then(|key| say("phrase", key)),
    }
}
