//! What a form shows before it collects anything (APPI Art 21(2), GDPR Art 13).

use super::speak::Speaker;
use crate::calendar::Day;
use crate::check::entry;
use crate::facts::Policy;
use crate::hold::Difference;
use crate::sets::{FieldSet, PurposeSet};
use crate::words::{ChoiceKind, Lang, Purpose};

/// The notice beside a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The language.
    pub lang: Lang,
    /// Its title.
    pub title: String,
    /// Who collects.
    pub operator: String,
    /// What is collected.
    pub data: String,
    /// For what, one line a purpose.
    pub lines: Vec<NoticeLine>,
    /// Who receives it: name, country, route.
    pub recipients: Vec<(String, String, String)>,
    /// The choices to offer beside the form.
    pub choices: Vec<NoticeChoice>,
    /// Where the rights and the whole policy are.
    pub more: String,
    /// The version shown.
    pub version: Day,
    /// The hash of the policy shown: kept with a consent.
    pub hash: String,
}

/// One purpose of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// The purpose.
    pub purpose: Purpose,
    /// What it is called.
    pub title: String,
    /// What it means.
    pub text: String,
    /// Which of the form's data it uses.
    pub data: String,
    /// On which basis.
    pub basis: String,
    /// How long that is kept.
    pub kept: String,
}

/// One choice beside a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeChoice {
    /// Its code.
    pub code: String,
    /// A consent is a box left empty; an objection a box that stops.
    pub kind: ChoiceKind,
    /// What it is called.
    pub label: String,
    /// What one agrees or objects to: kept with the choice.
    pub text: String,
}

/// The notice of a form that collects these fields for these purposes. A form that collects what
/// no purpose of it uses, or names a purpose that uses nothing of it, gets none.
pub fn form_notice(
    policy: &Policy,
    lang: Lang,
    fields: FieldSet,
    purposes: &[Purpose],
) -> Result<Notice, Vec<Difference>> {
    let differences = unfit(policy, fields, purposes);
    if !differences.is_empty() {
        return Err(differences);
    }
    let s = Speaker::new(policy, lang);
    let of: PurposeSet = purposes.iter().copied().collect();
    let mut lines = Vec::new();
    for purpose in of.iter() {
        let Some(facts) = policy.purposes.get(&purpose) else { continue };
        lines.push(NoticeLine {
            purpose,
            title: s.prose.say("title", purpose.fact()).to_owned(),
            text: s.prose.say("text", purpose.fact()).to_owned(),
            data: s.data(fields.and(facts.fields)),
            basis: s.basis(facts),
            kept: s.join(facts.retention.iter().map(|c| s.kept(*c))),
        });
    }
    let to = policy.recipients.iter().filter(|r| r.purposes.touches(of) && r.gives.touches(fields));
    let recipients = to.map(|r| {
        let route = s.prose.say("route", r.terms.route().code()).to_owned();
        (r.name.clone(), s.country(r), route)
    });
    let choices = policy.choices.iter().filter(|c| c.purposes.touches(of)).map(|c| NoticeChoice {
        code: c.code.clone(),
        kind: c.kind,
        label: s.prose.say("choice", &c.code).to_owned(),
        text: s.prose.say("agree", &c.code).to_owned(),
    });
    Ok(Notice {
        lang,
        title: s.phrase("notice_title"),
        operator: policy.operator.name.clone(),
        data: s.data(fields),
        lines,
        recipients: recipients.collect(),
        choices: choices.collect(),
        more: s.phrase("notice_more"),
        version: policy.version,
        hash: policy.hash().to_owned(),
    })
}

fn unfit(policy: &Policy, fields: FieldSet, purposes: &[Purpose]) -> Vec<Difference> {
    let mut out = Vec::new();
    let mut used = FieldSet::EMPTY;
    let mut differ = |field, purpose: Purpose, what: &str| {
        out.push(Difference {
            view: "form".to_owned(),
            field,
            purpose,
            policy_line: policy.place(&format!("{}.categories", entry(purpose))),
            what: what.to_owned(),
        });
    };
    for purpose in purposes {
        let facts = policy.purposes.get(purpose).filter(|f| !f.stopped);
        let uses = facts.map(|f| f.fields).unwrap_or_default();
        if !uses.touches(fields) {
            differ(None, *purpose, "uses nothing of this form: do not name it there");
        }
        used = used.or(uses);
    }
    let first = purposes.first().copied().unwrap_or(Purpose::Members);
    for field in fields.less(used).iter() {
        differ(Some(field), first, "no purpose of this form uses it: do not ask for it there");
    }
    if purposes.is_empty() || fields.is_empty() {
        differ(None, first, "a form names what it collects and for what");
    }
    out
}
