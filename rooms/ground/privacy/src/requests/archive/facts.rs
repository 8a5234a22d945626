//! What an archive says beside the rows: purposes, recipients, dates, and what the parts of a
//! sealed piece are called.

use db::{Answer, Tx};
use kernel::{Fault, MemberId};
use policy::{Lang, Policy};

use super::forms::json_text;
use crate::running::RunningPolicy;
use crate::{disclose, retention};

/// The names of the parts of a sealed piece.
pub(super) fn parts_of(item: &str) -> &'static [&'static str] {
    match item {
        "handle" => &["handle"],
        "name" => &["given", "family", "latin"],
        "address" => &["lines", "city", "region", "postal_code", "country"],
        "address_name" => &["called"],
        "phone" => &["number"],
        "email" | "acted_for" => &["address"],
        "birthday" => &["day"],
        "sex" => &["word"],
        "payment" => &["brand", "last_four", "token"],
        "social" => &["provider", "subject", "handle"],
        "webhook" => &["url"],
        "inquiry_words" => &["text"],
        "inquiry_called" => &["name"],
        "provision" => &[
            "person",
            "recipient",
            "address",
            "representative",
            "country",
            "items",
            "ground",
            "means",
            "given_at",
        ],
        _ => &[],
    }
}

/// What stands on its first page.
pub(super) struct Facts {
    pub(super) purposes: Vec<[String; 3]>,
    pub(super) given: Vec<[String; 4]>,
    pub(super) clocks: Vec<[String; 2]>,
    pub(super) json: String,
}

/// The facts of a person, in a language.
pub(super) fn facts(tx: &mut Tx<'_>, persons: &[MemberId], lang: Lang) -> Answer<Facts> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    let policy = running.policy();
    let none = || Fault::new("the policy has no words in this language");
    let prose = policy.prose.get(&lang).ok_or_else(none)?;
    let purposes = policy.purposes.iter().map(|(purpose, facts)| {
        let kept = facts.retention.iter().map(|class| prose.say("retention", class.code()));
        let kept = kept.collect::<Vec<_>>().join(", ");
        [purpose.fact().to_owned(), prose.say("title", purpose.fact()).to_owned(), kept]
    });
    let (mut given, mut clocks) = (Vec::new(), Vec::new());
    for person in persons {
        given.append(&mut disclose::given_of(tx, *person, i64::MAX)?);
        clocks.append(&mut retention::clocks_of(tx, *person)?);
    }
    let given = given.into_iter().map(|one| {
        let to = policy.recipient(&one.recipient);
        let name = to.map_or(one.recipient.clone(), |to| to.name.clone());
        let country = country_of(policy, &one.recipient);
        [one.given_at.to_string(), name, country, prose.say("route", &one.route).to_owned()]
    });
    let clocks = clocks
        .into_iter()
        .map(|clock| [prose.say("retention", &clock.class).to_owned(), clock.due_at.to_string()]);
    let mut facts = Facts {
        purposes: purposes.collect(),
        given: given.collect(),
        clocks: clocks.collect(),
        json: String::new(),
    };
    facts.json = facts_json(&facts, running.hash());
    Ok(facts)
}

fn country_of(policy: &Policy, recipient: &str) -> String {
    policy.recipient(recipient).and_then(|to| to.country.clone()).unwrap_or_default()
}

fn facts_json(facts: &Facts, hash: &str) -> String {
    let list = |names: &[&str], rows: Vec<&[String]>| {
        let rows = rows.into_iter().map(|row| {
            let pairs = names
                .iter()
                .zip(row)
                .map(|(name, text)| format!("{}:{}", json_text(name), json_text(text)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
        });
        format!("[{}]", rows.collect::<Vec<_>>().join(","))
    };
    let purposes = list(
        &["number", "purpose", "kept"],
        facts.purposes.iter().map(<[String; 3]>::as_slice).collect(),
    );
    let given = list(
        &["at", "recipient", "country", "route"],
        facts.given.iter().map(<[String; 4]>::as_slice).collect(),
    );
    let clocks =
        list(&["what", "destroyed_at"], facts.clocks.iter().map(<[String; 2]>::as_slice).collect());
    format!(
        "{{\"policy\":{},\"purposes\":{purposes},\"recipients\":{given},\"retention\":{clocks}}}\n",
        json_text(hash)
    )
}
