//! The record of processing (GDPR Art 30, APPI Art 32), from the policy and the code's own views.

use std::fmt::Write;

use super::speak::{Pair, Speaker};
use crate::facts::Policy;
use crate::hold::ViewFacts;
use crate::words::{Lang, Purpose};

/// The record as Markdown: who answers; then each purpose with its data, basis, roles, recipients
/// with country and route, period, and every view of the program that reads for it; then the
/// measures taken.
pub fn record_of_processing(views: &[ViewFacts], policy: &Policy, lang: Lang) -> String {
    let s = Speaker::new(policy, lang);
    let mut out = String::new();
    let heads = operator(&s);
    section(&mut out, 1, &s.phrase("record"), None, &heads);
    for purpose in Purpose::ALL {
        let fact = purpose.fact();
        let heading = format!("{fact} {}", s.prose.say("title", fact));
        let mut lines = vec![(s.phrase("persons"), persons(&s, *purpose))];
        let to = s.phrase("recipient");
        lines.extend(s.purpose(*purpose).into_iter().filter(|(key, _)| *key != to));
        lines.extend(recipients(&s, *purpose));
        lines.extend(reading(&s, views, *purpose));
        section(&mut out, 2, &heading, Some(s.prose.say("text", fact)), &lines);
    }
    section(&mut out, 2, s.prose.say("heading", "measures"), None, &[]);
    for measure in &policy.measures {
        // Writing to a String cannot fail.
        let _: std::fmt::Result = writeln!(out, "- {}", s.prose.say("measure", measure));
    }
    out
}

fn section(out: &mut String, level: usize, heading: &str, text: Option<&str>, lines: &[Pair]) {
    let gap = if out.is_empty() { "" } else { "\n" };
    let mut all = format!("{gap}{} {heading}\n\n", "#".repeat(level));
    if let Some(text) = text {
        all.push_str(&format!("{text}\n\n"));
    }
    for (key, value) in lines {
        all.push_str(&if value.is_empty() {
            format!("- {key}\n")
        } else {
            format!("- {key}: {value}\n")
        });
    }
    out.push_str(&all);
}

fn operator(s: &Speaker<'_>) -> Vec<Pair> {
    let operator = &s.policy.operator;
    vec![
        s.pair("name", &operator.name),
        s.pair("address", &operator.address),
        s.pair("representative", &operator.representative),
        s.pair("privacy_officer", &operator.privacy_officer),
        s.pair("eu_representative", &operator.eu_representative),
        s.pair("email", &s.policy.contact.email),
        s.pair("version", s.policy.version.to_string()),
        s.pair("hash", s.policy.hash()),
    ]
}

fn recipients(s: &Speaker<'_>, purpose: Purpose) -> Vec<Pair> {
    let used = s.policy.purposes.get(&purpose).map(|p| p.fields).unwrap_or_default();
    let to = s.policy.recipients.iter().filter(|r| r.purposes.has(purpose));
    to.map(|to| {
        let route = s.prose.say("route", to.terms.route().code());
        let given = s.data(to.gives.and(used));
        s.pair("recipient", format!("{} ({}), {route}: {given}", to.name, s.country(to)))
    })
    .collect()
}

/// The views that read for a purpose.
fn reading(s: &Speaker<'_>, views: &[ViewFacts], purpose: Purpose) -> Vec<Pair> {
    let of = views.iter().filter(|v| v.purpose == purpose);
    let lines: Vec<Pair> = of
        .map(|view| {
            let roles = s.join(view.roles.iter().map(|r| s.prose.say("role", r.code())));
            let kinds = s.join(view.recipients.iter().map(|k| s.prose.say("kind", k.code())));
            let to = if kinds.is_empty() { String::new() } else { format!(" → {kinds}") };
            let (name, about, data) = (view.name, view.about, s.data(view.fields));
            s.pair("views", format!("`{name}` ({roles}{to}): {data}. {about}"))
        })
        .collect();
    if lines.is_empty() { vec![s.pair("views", s.phrase("views_none"))] } else { lines }
}

/// Whose data it is.
fn persons(s: &Speaker<'_>, purpose: Purpose) -> String {
    s.phrase(match purpose {
        Purpose::Recruitment => "applicants",
        Purpose::Rights | Purpose::Records => "everyone",
        _ => "members",
    })
}
