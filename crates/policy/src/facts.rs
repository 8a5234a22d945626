//! What a policy says, as facts.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::Hours;

use crate::calendar::{Day, Measure};
use crate::node::Leaf;
use crate::prose::Prose;
use crate::sets::{FieldSet, PurposeSet};
use crate::terms::Terms;
use crate::words::{
    Basis, Category, ChoiceKind, Lang, Law, LegalClock, Means, Provision, Purpose, RecipientKind,
    RetentionClass, Right, Role, StartEvent,
};

/// A policy that was read and found whole.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The file of the facts, as the caller named it.
    pub file: String,
    /// The version: the day it was written.
    pub version: Day,
    /// The day in Japan from which it binds.
    pub effective: Day,
    /// The hash of the version before; `None` for the first.
    pub previous: Option<String>,
    /// Who answers for the data.
    pub operator: Operator,
    /// How the operator is reached (S1).
    pub contact: Contact,
    /// D1-D10: which fields of each are collected.
    pub categories: BTreeMap<Category, FieldSet>,
    /// P1-P12 and the duties of L1.
    pub purposes: BTreeMap<Purpose, PurposeFacts>,
    /// The judgements of compatibility that P12 rests on.
    pub judgements: Vec<Judgement>,
    /// How long each class is kept.
    pub retention: BTreeMap<RetentionClass, Retention>,
    /// T1-T6: whether a case has no recipient yet.
    pub provisions: BTreeMap<Provision, bool>,
    /// Everyone who receives, in the order of their codes: the order of `RecipientId`.
    pub recipients: Vec<Recipient>,
    /// Every choice a member has, in the order of their codes: the order of `ChoiceId`.
    pub choices: Vec<Choice>,
    /// C1, C2: every cookie.
    pub cookies: Vec<Cookie>,
    /// Every outside origin a page makes a browser speak to.
    pub origins: Vec<Origin>,
    /// The numbers laws set.
    pub clocks: BTreeMap<LegalClock, Clock>,
    /// R1-R5.
    pub rights: BTreeMap<Right, RightFacts>,
    /// The law profiles.
    pub laws: BTreeMap<Law, LawProfile>,
    /// The security measures taken, by the codes the prose explains.
    pub measures: Vec<String>,
    /// The words, in each language.
    pub prose: BTreeMap<Lang, Prose>,
    /// The texts it was read from: the facts under `None`, then the words of each language.
    pub sources: Arc<[(Option<Lang>, String)]>,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) lines: BTreeMap<String, u32>,
    pub(crate) hash: String,
}

/// Who answers for the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// The name in the register.
    pub name: String,
    /// The address.
    pub address: String,
    /// Who represents it (APPI Art 32(1)).
    pub representative: String,
    /// Who answers for personal data.
    pub privacy_officer: String,
    /// The representative in Europe (GDPR Art 27).
    pub eu_representative: String,
    /// The second-hand dealer's licence.
    pub dealer_licence: String,
}

/// How and when the operator is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The line for callers in Japan.
    pub phone_domestic: String,
    /// The line for callers from abroad.
    pub phone_abroad: String,
    /// The address for letters.
    pub email: String,
    /// The path of the contact page.
    pub form: String,
    /// When somebody is there.
    pub hours: Hours,
}

/// One purpose of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeFacts {
    /// The fields it may use at all.
    pub fields: FieldSet,
    /// What makes it lawful, per law.
    pub basis: BTreeMap<Law, Basis>,
    /// Under which classes its data is kept.
    pub retention: Vec<RetentionClass>,
    /// Which role may open which of the fields.
    pub may: BTreeMap<Role, FieldSet>,
    /// The operator does not do this now: nothing opens for it.
    pub stopped: bool,
}

/// A recorded judgement that a further use is close to a stated purpose (P12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Its code: `J1`.
    pub code: String,
    /// The day it was made.
    pub decided: Day,
    /// By whom.
    pub by: String,
    /// The stated purpose it is close to.
    pub near: Purpose,
    /// The fields it covers.
    pub fields: FieldSet,
}

/// How long a class is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    /// How long.
    pub period: Measure,
    /// From which event.
    pub starts: StartEvent,
    /// The article that sets it, or the operator's own rule.
    pub article: String,
    /// Where that was read.
    pub source: String,
}

/// Someone who receives personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Its stable code.
    pub code: String,
    /// Under which case it receives.
    pub provision: Provision,
    /// What kind of party it is.
    pub kind: RecipientKind,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Who represents it.
    pub representative: String,
    /// Its country, ISO 3166-1 alpha-2; `None` is the country the parcel goes to.
    pub country: Option<String>,
    /// For which purposes.
    pub purposes: PurposeSet,
    /// What it is given.
    pub gives: FieldSet,
    /// By which means.
    pub means: Vec<Means>,
    /// By which legal route, with what the route demands.
    pub terms: Terms,
    /// The e-mail address that takes corrections and stops, where it has one.
    pub corrections: Option<String>,
}

impl Recipient {
    /// Whether it lies, or may lie, outside Japan.
    pub fn is_abroad(&self) -> bool {
        self.country.as_deref() != Some("JP")
    }
}

/// One switch a member has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its stable code.
    pub code: String,
    /// Off until given, or on until objected to.
    pub kind: ChoiceKind,
    /// The purposes it governs.
    pub purposes: PurposeSet,
    /// Only handing over to these recipients; empty: the whole purpose.
    pub recipients: Vec<String>,
}

/// One cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookie {
    /// Its name in the browser.
    pub name: String,
    /// What it serves.
    pub purpose: Purpose,
    /// How long it lasts; `None` until the browser is closed.
    pub lasts: Option<Measure>,
    /// Whether it is needed for what the visitor asked for: then no consent is asked.
    pub essential: bool,
}

/// One outside origin (Telecommunications Business Act Art 27-12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The origin: `https://example.com`.
    pub url: String,
    /// What is sent there.
    pub sends: String,
    /// To whom.
    pub to: String,
    /// What for.
    pub purpose: Purpose,
}

/// One legal clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The number.
    pub value: Measure,
    /// Under which law.
    pub law: Law,
    /// The article.
    pub article: String,
    /// Where it was read.
    pub source: String,
}

/// One right of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightFacts {
    /// The path of its form.
    pub form: String,
    /// Which clock runs, per law.
    pub clocks: BTreeMap<Law, LegalClock>,
    /// What it costs; only R1 and R2 may cost anything (APPI Art 38).
    pub fee_yen: i64,
}

/// One law profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawProfile {
    /// The authority that watches.
    pub authority: String,
    /// For `eu`: the countries whose people it protects. For `jp`: the countries designated as
    /// equivalent (Art 28).
    pub countries: Vec<String>,
}

impl Policy {
    /// The SHA-256 of the canonical form, in hex: facts and prose of every language.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The line of an entry, or of the nearest entry above it that is written.
    pub fn line(&self, entry: &str) -> u32 {
        let mut path = entry;
        loop {
            if let Some(line) = self.lines.get(path) {
                return *line;
            }
            match path.rfind(['.', '[']) {
                Some(end) => path = &path[..end],
                None => return 1,
            }
        }
    }

    /// `file:line` of an entry.
    pub fn place(&self, entry: &str) -> String {
        format!("{}:{}", self.file, self.line(entry))
    }

    /// The recipient with this code.
    pub fn recipient(&self, code: &str) -> Option<&Recipient> {
        self.recipients.iter().find(|r| r.code == code)
    }

    /// The choice with this code.
    pub fn choice(&self, code: &str) -> Option<&Choice> {
        self.choices.iter().find(|c| c.code == code)
    }

    /// The number a law sets.
    pub fn clock(&self, clock: LegalClock) -> Option<Measure> {
        self.clocks.get(&clock).map(|c| c.value)
    }
}
