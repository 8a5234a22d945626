//! The record of processing (GDPR Art 30, APPI Art 32), from the policy and the code's own views.

use std::fmt::Write;

use super::speak::Speaker;
use crate::facts::Policy;
use crate::hold::ViewFacts;
use crate::words::{Lang, Purpose};

/// The record as Markdown: who answers; then each purpose with its data, basis, roles, recipients
/// with country and route, period, and every view of the program that reads for it; then the
/// measures taken.
pub fn record_of_processing(views: &[ViewFacts], policy: &Policy, lang: Lang) -> String {
    let s = Speaker::new(policy, lang);
    let mut out = String::new();
    let mut line = |text: String| {
        // Writing to a String cannot fail.
        let _: std::fmt::Result = writeln!(out, "{text}");
    };
    line(format!("# {}", s.phrase("record")));
    line(String::new());
    let operator = &policy.operator;
    let heads = [
        ("name", operator.name.as_str()),
        ("address", &operator.address),
        ("representative", &operator.representative),
        ("privacy_officer", &operator.privacy_officer),
        ("eu_representative", &operator.eu_representative),
        ("email", &policy.contact.email),
        ("version", &policy.version.to_string()),
        ("hash", policy.hash()),
    ];
    for (key, value) in heads {
        line(format!("- {}: {value}", s.phrase(key)));
    }
    for purpose in Purpose::ALL {
        line(String::new());
        line(format!("## {} {}", purpose.fact(), s.prose.say("title", purpose.fact())));
        line(String::new());
        line(s.prose.say("text", purpose.fact()).to_owned());
        line(String::new());
        line(format!("- {}: {}", s.phrase("persons"), persons(&s, *purpose)));
        for (key, value) in
            s.purpose(*purpose).into_iter().filter(|(k, _)| *k != s.phrase("recipient"))
        {
            line(format!("- {key}: {value}"));
        }
        for to in policy.recipients.iter().filter(|r| r.purposes.has(*purpose)) {
            let route = s.prose.say("route", to.terms.route().code());
            let given = s.data(
                to.gives.and(policy.purposes.get(purpose).map(|p| p.fields).unwrap_or_default()),
            );
            line(format!(
                "- {}: {} ({}), {route}: {given}",
                s.phrase("recipient"),
                to.name,
                s.country(to)
            ));
        }
        let reading: Vec<&ViewFacts> = views.iter().filter(|v| v.purpose == *purpose).collect();
        if reading.is_empty() {
            line(format!("- {}: {}", s.phrase("views"), s.phrase("views_none")));
        }
        for view in reading {
            let roles = s.join(view.roles.iter().map(|r| s.prose.say("role", r.code())));
            let kinds = s.join(view.recipients.iter().map(|k| s.prose.say("kind", k.code())));
            let kinds = if kinds.is_empty() { String::new() } else { format!(" → {kinds}") };
            let data = s.data(view.fields);
            line(format!("- {}: `{}` ({roles}): {data}{kinds}", s.phrase("views"), view.name));
        }
    }
    line(String::new());
    line(format!("## {}", s.prose.say("heading", "measures")));
    line(String::new());
    for measure in &policy.measures {
        line(format!("- {}", s.prose.say("measure", measure)));
    }
    out
}

/// Whose data it is.
fn persons(s: &Speaker<'_>, purpose: Purpose) -> String {
    s.phrase(match purpose {
        Purpose::Recruitment => "applicants",
        Purpose::Rights | Purpose::Records => "everyone",
        _ => "members",
    })
}
