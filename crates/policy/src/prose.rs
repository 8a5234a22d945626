//! The words of a policy in one language. The facts say which entries there must be; the loader
//! says which are missing.

use std::collections::BTreeMap;

use crate::facts::Policy;
use crate::load::Source;
use crate::node::{self, Flaw, Leaf};
use crate::reader::{Flaws, Table};
use crate::terms::Terms;
use crate::words::Word as _;
use crate::words::{
    Basis, Category, Field, Lang, Law, LegalClock, Means, Provision, Purpose, RecipientKind,
    RetentionClass, Right, Role, Route, StartEvent,
};
use crate::{Unit, Weekday};

/// The words in one language: `title.P3` → what the third purpose is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose {
    words: BTreeMap<String, String>,
    file: String,
}

impl Prose {
    /// The words of an entry. The loader saw that everything the facts need is there; the code
    /// itself stands in for anything else, so that a page shows what is missing.
    pub fn say<'a>(&'a self, section: &str, key: &'a str) -> &'a str {
        self.words.get(&format!("{section}.{key}")).map_or(key, String::as_str)
    }

    /// The words of an entry with `{names}` filled in.
    pub fn fill(&self, section: &str, key: &str, values: &[(&str, &str)]) -> String {
        let mut out = self.say(section, key).to_owned();
        for (name, value) in values {
            out = out.replace(&format!("{{{name}}}"), value);
        }
        out
    }

    /// The file the words stand in.
    pub fn file(&self) -> &str {
        &self.file
    }
}

/// The headings of the page, in its order.
pub(crate) const HEADINGS: &[&str] = &[
    "operator",
    "categories",
    "purposes",
    "duties",
    "compatible",
    "recipients",
    "outside",
    "cookies",
    "retention",
    "choices",
    "rights",
    "clocks",
    "measures",
    "contact",
    "changes",
    "law",
];

/// The small words between the facts.
pub(crate) const PHRASES: &[&str] = &[
    "policy",
    "version",
    "effective",
    "hash",
    "previous",
    "first_version",
    "name",
    "address",
    "representative",
    "privacy_officer",
    "eu_representative",
    "dealer_licence",
    "data",
    "purpose",
    "who_may",
    "basis",
    "kept",
    "kept_for",
    "kept_nothing",
    "period",
    "event",
    "recipient",
    "kind",
    "country",
    "destination",
    "given",
    "means",
    "route",
    "none_yet",
    "contract",
    "filing",
    "filed",
    "starts",
    "reviewed",
    "due",
    "responsible",
    "users",
    "regime",
    "safeguards",
    "obtained",
    "handed",
    "stopping",
    "updating",
    "chosen",
    "article",
    "source",
    "cookie",
    "need",
    "lasts",
    "session",
    "essential",
    "optional",
    "refusing",
    "origins_none",
    "origin",
    "sends",
    "choice",
    "starts_off",
    "starts_on",
    "form",
    "deadline",
    "fee",
    "free",
    "clock",
    "value",
    "law",
    "authority",
    "countries",
    "phone_domestic",
    "phone_abroad",
    "email",
    "hours",
    "closed_on",
    "holidays",
    "decided",
    "by",
    "near",
    "stopped",
    "notice_title",
    "notice_more",
    "letter_subject",
    "letter_greeting",
    "letter_effective",
    "letter_object",
    "letter_end",
    "widening",
    "narrowing",
    "wording",
    "no_change",
    "added",
    "removed",
    "changed",
    "record",
    "persons",
    "members",
    "applicants",
    "everyone",
    "views",
    "views_none",
    "separator",
];

/// Where the prose of a language lies: beside the facts.
pub fn file_of(facts: &str, lang: Lang) -> String {
    format!("{}.{lang}.toml", facts.strip_suffix(".toml").unwrap_or(facts))
}

/// Every entry the prose must have for these facts.
pub(crate) fn wanted(policy: &Policy) -> Vec<(&'static str, Vec<String>)> {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(Category::ALL.iter().map(|w| w.code().to_owned()));
    facts.extend(Purpose::ALL.iter().map(|w| w.fact().to_owned()));
    facts.extend(Provision::ALL.iter().map(|w| w.code().to_owned()));
    facts.extend(Right::ALL.iter().map(|w| w.code().to_owned()));
    facts.extend(["C1", "C2", "V1", "S1", "L1"].map(str::to_owned));
    let codes = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    macro_rules! all {
        ($word:ty) => {
            <$word>::ALL.iter().map(|w| w.code().to_owned()).collect::<Vec<_>>()
        };
    }
    let choices: Vec<String> = policy.choices.iter().map(|c| c.code.clone()).collect();
    let cookies: Vec<String> = policy.cookies.iter().map(|c| c.name.clone()).collect();
    let by_route = |routes: &[Route]| {
        let of = policy.recipients.iter().filter(|r| routes.contains(&r.terms.route()));
        of.map(|r| r.code.clone()).collect::<Vec<_>>()
    };
    let abroad = by_route(&[Route::ForeignConsent, Route::ForeignEquivalent]);
    let optout: Vec<String> = by_route(&[Route::OptOut]);
    vec![
        ("title", facts.clone()),
        ("text", facts),
        ("heading", codes(HEADINGS)),
        ("phrase", codes(PHRASES)),
        ("field", all!(Field)),
        ("role", all!(Role)),
        ("route", all!(Route)),
        ("means", all!(Means)),
        ("basis", all!(Basis)),
        ("law", all!(Law)),
        ("protects", all!(Law)),
        ("kind", all!(RecipientKind)),
        ("retention", all!(RetentionClass)),
        ("start", all!(StartEvent)),
        ("clock", all!(LegalClock)),
        ("unit", all!(Unit)),
        ("weekday", Weekday::WORDS.iter().map(|day| day.word().to_owned()).collect()),
        ("measure", policy.measures.clone()),
        ("judgement", policy.judgements.iter().map(|j| j.code.clone()).collect()),
        ("recipient", policy.recipients.iter().map(|r| r.code.clone()).collect()),
        // What a person is told about a country before consenting (Art 28(2)).
        ("regime", abroad.clone()),
        ("safeguards", abroad),
        // What Art 27(2) wants known of an opt-out.
        ("obtained", optout.clone()),
        ("handed", optout.clone()),
        ("stopping", optout.clone()),
        ("updating", optout),
        // Who shares in a joint use (Art 27(5)(iii)); where the person picked the recipient.
        ("users", by_route(&[Route::JointUse])),
        ("chosen", by_route(&[Route::OnBehalf])),
        ("choice", choices.clone()),
        ("agree", choices),
        ("cookie", cookies.clone()),
        ("refused", cookies),
    ]
}

/// Where the facts name what a section has words for, when that is a list of its own.
fn named_in(section: &str) -> Option<&'static str> {
    (section == "measure").then_some("measures")
}

pub(crate) fn load(
    lang: Lang,
    source: &Source<'_>,
    policy: &Policy,
) -> Result<(Prose, Vec<Leaf>), Vec<Flaw>> {
    let tree = node::read(source.file, source.text).map_err(|flaw| vec![flaw])?;
    let flaws = Flaws::new(source.file);
    let root = Table::root(&tree, &flaws);
    let same = |key: &str, want: &str| {
        let written = root.text(key, want);
        if !written.is_empty() && written != want {
            root.flaw(key, format!("is `{written}`, but this is the prose of {want}"));
        }
    };
    same("lang", lang.code());
    same("version", &policy.version.to_string());
    let mut words = BTreeMap::new();
    for (section, keys) in wanted(policy) {
        let why = format!("with words for {}", keys.join(", "));
        if keys.is_empty() && !root.has(section) {
            continue;
        }
        let table = root.table(section, &why);
        let named = named_in(section).map_or_else(String::new, |list| format!(" of {list}"));
        for key in &keys {
            let text = table.text(key, &format!("the words for {section} {key}{named}"));
            let _: Option<String> = words.insert(format!("{section}.{key}"), text);
        }
        match named_in(section) {
            Some(list) => table.done_as(list),
            None => table.done(),
        }
    }
    root.done();
    let found = flaws.into_found();
    if !found.is_empty() {
        return Err(found);
    }
    let leaves = tree
        .leaves()
        .into_iter()
        .map(|leaf| Leaf { path: format!("prose.{lang}.{}", leaf.path), ..leaf });
    Ok((Prose { words, file: source.file.to_owned() }, leaves.collect()))
}

/// The sections of prose a route hangs on, for the page.
pub(crate) fn told(terms: &Terms) -> &'static [&'static str] {
    match terms.route() {
        Route::ForeignConsent | Route::ForeignEquivalent => &["regime", "safeguards"],
        Route::OptOut => &["obtained", "handed", "stopping", "updating"],
        Route::JointUse => &["users"],
        Route::OnBehalf => &["chosen"],
        _ => &[],
    }
}
