//! The versions of the policy, each with its dates, its hash, who decided it, and what it changes;
//! and the consents it asks a member for again.

use std::sync::Arc;

use db::{Answer, Tx};
use kernel::{VersionId, Word as _};
use maud::{Markup, html};
use policy::{Lang, Policy};
use web::parts::{self, Align, Colour, Column};
use web::{Cx, Form, Notice, PathId, Show};

use super::lang;
use super::policy::{HASHED, differences, sections};
use crate::choices;
use crate::refusals::PrivacyRefusal;
use crate::versions::rules::State;
use crate::versions::{self, Version};

/// `/privacy?version=all`: every version; `/privacy?version=pol_…&since=pol_…`: one of them,
/// against the one before it or another.
pub(super) async fn show(cx: Cx, asked: &Form) -> Show {
    let lang = lang(&cx, asked.shown("lang"));
    if asked.shown("version") == "all" {
        return list(cx, lang).await;
    }
    let of = |word: &str| kernel::Id::parse(word).ok_or(PrivacyRefusal::NoSuchVersion);
    let since = Some(asked.shown("since")).filter(|since| !since.is_empty());
    one(cx, of(asked.shown("version"))?, since.map(of).transpose()?, lang).await
}

async fn list(cx: Cx, lang: Lang) -> Show {
    let all = cx.db().read("privacy.versions", versions::published).await?;
    let columns = [
        "privacy-version",
        "privacy-version-state",
        "privacy-version-effective",
        "privacy-version-announced",
        "privacy-version-decided",
        "privacy-version-hash",
    ];
    let columns = columns.map(|name| Column(cx.t(name), Align::Left));
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                html! { a href={ "/privacy?version=" (one.id) "&lang=" (lang) } { (one.version) } },
                badge(&cx, one.state()),
                parts::instant(one.adopted_at.unwrap_or(one.effective_at)),
                html! { @if let Some(at) = one.announced_at { (parts::instant(at)) } },
                html! { (decided(&cx, one)) },
                html! { code { (one.hash) } },
            ]
        })
        .collect();
    let body = html! {
        h1 { (cx.t("privacy-versions")) }
        p.lead { (cx.t("privacy-versions-what")) }
        (parts::table(cx.t("privacy-versions"), &columns, &rows))
        p { a href={ "/privacy?lang=" (lang) } { (cx.t("privacy-in-force")) } }
    };
    cx.show(cx.t("privacy-versions"), body)
}

/// How a version stands.
pub(super) fn badge(cx: &Cx, state: State) -> Markup {
    let colour = match state {
        State::InForce => Colour::Green,
        State::Announced | State::Review => Colour::Amber,
        State::Draft => Colour::Grey,
        State::Discarded | State::Withdrawn => Colour::Red,
    };
    parts::badge(colour, &cx.tv("privacy-version-is", &[("state", state.word())]))
}

// In which role it was decided; who of the staff it was, the house knows.
fn decided<'c>(cx: &'c Cx, version: &Version) -> &'c str {
    cx.t(match (version.announced_by, version.second_by) {
        (None, _) => "privacy-decided-files",
        (Some(_), None) => "privacy-decided-one",
        (Some(_), Some(_)) => "privacy-decided-two",
    })
}

struct Read {
    version: Version,
    policy: Arc<Policy>,
    before: Option<Arc<Policy>>,
    others: Vec<Version>,
    asked: Vec<(String, bool)>,
}

async fn one(cx: Cx, id: VersionId, since: Option<VersionId>, lang: Lang) -> Show {
    let me = cx.member().ok().map(|member| member.id);
    let read = move |tx: &mut Tx<'_>| {
        let version = versions::load_published(tx, id)?;
        let policy = versions::text(tx, &version)?;
        let others = versions::published(tx)?;
        let asked = match me.filter(|_| version.ended_at.is_none()) {
            Some(me) => versions::asked_of(tx, me, &policy)?,
            None => Vec::new(),
        };
        let before = match since {
            Some(since) => {
                let since = versions::load_published(tx, since)?;
                Some(versions::text(tx, &since)?)
            }
            None => versions::before(tx, &policy)?,
        };
        Ok(Read { version, policy, before, others, asked })
    };
    let read = cx.db().read("privacy.version", read).await?;
    let Read { version, policy, before, others, asked } = &read;
    let page = policy::page(policy, lang);
    let title = cx.tv("privacy-version-of", &[("version", version.version.clone())]);
    let body = html! {
        h1 { (title) }
        p { (badge(&cx, version.state())) }
        (facts(&cx, version))
        @if !asked.is_empty() { (asks(&cx, version, policy, before.as_deref(), asked, lang)) }
        @if let Some(before) = before {
            h2 { (before.version) " → " (policy.version) }
            div lang=(lang) { (differences(before, policy, lang)) }
        }
        (beside(&cx, version, others, lang))
        div lang=(lang) { (sections(&page)) }
        p { a href={ "/privacy?version=all&lang=" (lang) } { (cx.t("privacy-versions")) } }
    };
    cx.show(&title, body)
}

fn facts(cx: &Cx, version: &Version) -> Markup {
    let mut rows = vec![
        (HASHED, html! { code { (version.hash) } }),
        (cx.t("privacy-version-effective"), parts::instant(version.effective_at)),
        (cx.t("privacy-version-decided"), html! { (decided(cx, version)) }),
    ];
    let dates = [
        ("privacy-version-announced", version.announced_at),
        ("privacy-version-told", version.told_at.filter(|_| version.announced_by.is_some())),
        ("privacy-version-adopted", version.adopted_at.filter(|_| version.ended_at.is_none())),
        ("privacy-version-ended", version.ended_at),
    ];
    for (name, at) in dates {
        if let Some(at) = at {
            rows.push((cx.t(name), parts::instant(at)));
        }
    }
    parts::facts(&rows)
}

// The consents it asks for again: what was agreed to, what is asked now, and one button each.
fn asks(
    cx: &Cx,
    version: &Version,
    policy: &Policy,
    before: Option<&Policy>,
    asked: &[(String, bool)],
    lang: Lang,
) -> Markup {
    let say = |policy: &Policy, section: &str, code: &str| {
        policy.prose.get(&lang).map(|prose| prose.say(section, code).to_owned())
    };
    html! {
        h2 { (cx.t("privacy-asked-again")) }
        p { (cx.t("privacy-asked-again-what")) }
        @for (code, agreed) in asked {
            div.card {
                h3 { (say(policy, "choice", code).unwrap_or_default()) }
                @if let Some(old) = before.and_then(|old| say(old, "agree", code)) {
                    p { (cx.t("privacy-you-agreed-to")) " " span lang=(lang) { (old) } }
                }
                p { (cx.t("privacy-now-asked")) " "
                    strong lang=(lang) { (say(policy, "agree", code).unwrap_or_default()) } }
                @if *agreed { p { (parts::badge(Colour::Green, cx.t("privacy-agreed"))) } }
                @else {
                    (cx.form(&format!("/me/privacy/versions/{}/choices", version.id), html! {
                        input type="hidden" name="choice" value=(code);
                        button type="submit" { (cx.t("privacy-i-agree")) }
                    }))
                    p.small { (cx.t("privacy-or-do-nothing")) }
                }
            }
        }
    }
}

fn beside(cx: &Cx, version: &Version, others: &[Version], lang: Lang) -> Markup {
    let rest: Vec<&Version> = others.iter().filter(|one| one.id != version.id).collect();
    html! {
        @if !rest.is_empty() {
            h2 { (cx.t("privacy-version-compare")) }
            ul { @for one in rest {
                li { a href={ "/privacy?version=" (version.id) "&lang=" (lang) "&since=" (one.id) } {
                    (one.version) " → " (version.version)
                } }
            } }
        }
        p { @for other in Lang::ALL {
            @if *other == lang { strong { (other) } }
            @else { a href={ "/privacy?version=" (version.id) "&lang=" (other) } hreflang=(other) { (other) } }
            " "
        } }
    }
}

/// `POST /me/privacy/versions/{version}/choices`: yes to what it asks again.
pub(super) async fn agree(cx: Cx, PathId(id): PathId<VersionId>, mut form: Form) -> Show {
    let member = cx.member()?.id;
    let Some(choice) = form.text("choice", 60) else {
        return Err(PrivacyRefusal::NotAskedAgain.into());
    };
    let asked = versions::Asked { version: id, member, choice, lang: lang(&cx, "") };
    let act = move |tx: &mut Tx<'_>| -> Answer<()> { versions::agree(tx, &asked).map(|_| ()) };
    cx.db().write("privacy.agree_again", choices::lock(), act).await?;
    cx.tell(Notice::good(cx.t("privacy-chosen"))).to(&format!("/privacy?version={id}"))
}
