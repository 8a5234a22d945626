//! The desk where the policy is changed: drafts, what each changes, what would stop under it, its
//! review, its announcement, and taking it back.

use std::sync::Arc;

use db::Tx;
use kernel::{VersionId, Word as _};
use maud::{Markup, html};
use policy::{Flaw, Lang, Policy, hold_all};
use web::parts;
use web::{Cx, Field, Form, Notice, PathId, Show, Upload};

use super::policy::{HASHED, differences};
use super::versions::badge;
use crate::choices;
use crate::refusals::PrivacyRefusal;
use crate::running::RunningPolicy;
use crate::versions::rules::{self, State};
use crate::versions::{self, PARTS, Typed, Version};

/// The most bytes of a form with the texts of a version.
pub(super) const FORM_BYTES: usize = 2 << 20;
/// What flaws name as the file of the facts, until the version has a date.
const FILE: &str = "policy.toml";
/// How many drafts the list shows.
const DRAFTS: i64 = 50;

kernel::words! {
    /// What the desk can do with a version.
    enum Deed {
        /// Puts it up for review.
        PutUp = "put_up",
        /// Announces it.
        Announce = "announce",
        /// Drops the draft, or takes the announced version back.
        End = "end",
    }
}

/// `/staff/policy`
pub(super) async fn list(cx: Cx) -> Show {
    let read = |tx: &mut Tx<'_>| Ok((versions::published(tx)?, versions::in_hand(tx, DRAFTS)?));
    let (published, drafts) = cx.db().read("privacy.policy_desk", read).await?;
    let body = html! {
        h1 { (cx.t("privacy-policy-desk")) }
        p.lead { (cx.t("privacy-policy-desk-how")) }
        p { a.button href="/staff/policy/draft" { (cx.t("privacy-new-draft")) } }
        h2 { (cx.t("privacy-drafts")) }
        @if drafts.is_empty() { p { (cx.t("privacy-no-drafts")) } }
        (rows(&cx, &drafts))
        h2 { (cx.t("privacy-versions")) }
        (rows(&cx, &published))
    };
    cx.show(cx.t("privacy-policy-desk"), body)
}

fn rows(cx: &Cx, all: &[Version]) -> Markup {
    html! { ul { @for one in all { li {
        a href={ "/staff/policy/" (one.id) } { (one.version) } " " (badge(cx, one.state())) " "
        (parts::instant(one.announced_at.unwrap_or(one.drafted_at))) " "
        code { (one.hash.get(..12).unwrap_or("")) }
    } } } }
}

/// `/staff/policy/draft`: filled with the texts of the version in force, chained to it.
pub(super) async fn new(cx: Cx) -> Show {
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    let typed = Typed::of(running.policy());
    draw(&cx, &typed, &[], running.hash(), &Form::empty())
}

fn draw(cx: &Cx, typed: &Typed, flaws: &[Flaw], running: &str, form: &Form) -> Show {
    // What was typed, or stood in the files that were chosen: nothing of it is lost.
    let mut filled = Form::empty();
    for (part, _) in PARTS {
        filled = filled.with(part, typed.text(part));
    }
    let body = html! {
        h1 { (cx.t("privacy-new-draft")) }
        p { (cx.t("privacy-new-draft-how")) " " code { (format!("previous = \"{running}\"")) } }
        (web::whole(form))
        @if !flaws.is_empty() {
            div class="notice bad" role="alert" {
                p { (cx.t("privacy-draft-flaws")) }
                ul { @for flaw in flaws { li { (flaw) } } }
            }
        }
        (cx.form_with_files("/staff/policy", html! {
            (Field::files("files", cx.t("privacy-draft-files"), ".toml,text/plain")
                .help(cx.t("privacy-draft-files-help")).show(&Form::empty()))
            @for (part, lang) in PARTS { (text_field(cx, part, lang, &filled)) }
            (web::submit(cx.t("privacy-keep-draft")))
        }))
    };
    let status = if flaws.is_empty() { form.clone() } else { flawed(form) };
    cx.show_form(cx.t("privacy-new-draft"), &status, body)
}

fn flawed(form: &Form) -> Form {
    let mut form = form.clone();
    form.wrong("facts", web::WebRefusal::Missing);
    form
}

fn text_field(cx: &Cx, part: &'static str, lang: Option<Lang>, form: &Form) -> Markup {
    let file = lang.map_or_else(|| FILE.to_owned(), |lang| policy::file_of(FILE, lang));
    Field::lines(part, cx.tv("privacy-draft-part", &[("file", file)])).optional().show(form)
}

// Files that were chosen take the place of what stands in the fields; which part one is, its name
// says.
fn typed(form: &Form) -> Typed {
    let files: Vec<&Upload> = form.files("files").collect();
    let part_of = |name: &str| {
        let endings = PARTS.iter().skip(1).map(|(part, _)| (*part, format!(".{part}.toml")));
        let found = endings.into_iter().find(|(_, ending)| name.ends_with(ending.as_str()));
        found.map_or("facts", |(part, _)| part)
    };
    let text = |part: &'static str| {
        let file = files.iter().rev().find(|file| part_of(&file.name) == part);
        let text = match file {
            Some(file) => String::from_utf8_lossy(&file.bytes).into_owned(),
            None => form.shown(part).to_owned(),
        };
        (part, text.replace("\r\n", "\n"))
    };
    Typed(PARTS.iter().map(|(part, _)| text(part)).collect())
}

/// `POST /staff/policy`
pub(super) async fn save(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let typed = typed(&form);
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    let next = match typed.read(FILE) {
        Ok(next) => Arc::new(next),
        Err(flaws) => return draw(&cx, &typed, &flaws, running.hash(), &form),
    };
    let act = move |tx: &mut Tx<'_>| versions::draft(tx, &next, Some(me));
    match cx.db().write("privacy.draft", choices::lock(), act).await {
        Ok(id) => {
            cx.tell(Notice::good(cx.t("privacy-draft-kept"))).to(&format!("/staff/policy/{id}"))
        }
        Err(refused) => {
            form.refused(refused, &[])?;
            draw(&cx, &typed, &[], running.hash(), &form)
        }
    }
}

/// `/staff/policy/{version}`
pub(super) async fn one(cx: Cx, PathId(id): PathId<VersionId>) -> Show {
    draw_one(&cx, id, &Form::empty()).await
}

async fn draw_one(cx: &Cx, id: VersionId, form: &Form) -> Show {
    let read = move |tx: &mut Tx<'_>| {
        let version = versions::load(tx, id)?;
        let policy = versions::text(tx, &version)?;
        let before = versions::before(tx, &policy)?;
        Ok((versions::told(tx, id)?, before, policy, version))
    };
    let ((coming, withdrawn), before, policy, version) =
        cx.db().read("privacy.policy_version", read).await?;
    let title = cx.tv("privacy-version-of", &[("version", version.version.clone())]);
    let running = cx.plugged::<RunningPolicy>()?;
    let waits = running.waiting().into_iter().find(|next| next.policy.hash() == version.hash);
    let body = html! {
        h1 { (title) }
        p { (badge(cx, version.state())) }
        (dates(cx, &version))
        @if let Some(from) = waits.and_then(|next| next.from) {
            p { (cx.t("privacy-binds-from")) " " (parts::instant(from)) }
        }
        @if coming > 0 { p { (cx.tv("privacy-told-people", &[("count", coming)])) } }
        @if withdrawn > 0 { p { (cx.tv("privacy-untold-people", &[("count", withdrawn)])) } }
        (web::whole(form))
        (deeds(cx, &version, before.as_deref(), &policy))
        (stops(cx, running, &policy))
        @if let Some(before) = before {
            @for lang in Lang::ALL {
                h2 { (lang) ": " (before.version) " → " (policy.version) }
                div lang=(lang) { (differences(&before, &policy, *lang)) }
            }
        }
        h2 { (cx.t("privacy-version-texts")) }
        @for (lang, text) in policy.sources.iter() {
            details {
                summary { @if let Some(lang) = lang { (lang) } @else { (cx.t("privacy-facts")) } }
                pre { (text) }
            }
        }
        p { a href="/staff/policy" { (cx.t("privacy-policy-desk")) } }
    };
    cx.show_form(&title, form, body)
}

fn dates(cx: &Cx, version: &Version) -> Markup {
    let by = |staff: Option<kernel::StaffId>| match staff {
        Some(staff) => html! { " · " code { (staff) } },
        None => html! {},
    };
    let mut rows = vec![
        (HASHED, html! { code { (version.hash) } }),
        (cx.t("privacy-version-effective"), parts::instant(version.effective_at)),
        (
            cx.t("privacy-version-drafted"),
            html! { (parts::instant(version.drafted_at)) (by(version.drafted_by)) },
        ),
    ];
    let steps = [
        ("privacy-version-reviewed", version.review_at, version.review_by),
        ("privacy-version-announced", version.announced_at, version.announced_by),
        ("privacy-version-told", version.told_at, None),
        ("privacy-version-adopted", version.adopted_at, None),
        ("privacy-version-ended", version.ended_at, version.ended_by),
    ];
    for (name, at, who) in steps {
        if let Some(at) = at {
            rows.push((cx.t(name), html! { (parts::instant(at)) (by(who)) }));
        }
    }
    if let Some(second) = version.second_by {
        rows.push((cx.t("privacy-version-second"), html! { code { (second) } }));
    }
    parts::facts(&rows)
}

// What can be done with it now.
fn deeds(cx: &Cx, version: &Version, before: Option<&Policy>, policy: &Policy) -> Markup {
    let widens = before.is_some_and(|before| rules::widens(before, policy));
    let button = |deed: Deed, label: &str| {
        cx.form(
            &format!("/staff/policy/{}/steps", version.id),
            html! {
                input type="hidden" name="deed" value=(deed.word());
                button.quiet[deed == Deed::End] type="submit" { (cx.t(label)) }
            },
        )
    };
    html! {
        @match version.state() {
            State::Draft => {
                @if widens { p { (cx.t("privacy-takes-two")) } }
                (button(Deed::PutUp, "privacy-put-up"))
                (button(Deed::End, "privacy-discard"))
            },
            State::Review => {
                @if widens { p { (cx.t("privacy-takes-two")) " "
                    a href="/staff/approvals" { (cx.t("privacy-approvals")) } } }
                (button(Deed::Announce, "privacy-announce"))
                (button(Deed::End, "privacy-discard"))
            },
            State::Announced => (button(Deed::End, "privacy-withdraw-version")),
            State::InForce | State::Discarded | State::Withdrawn => {},
        }
    }
}

// Which views of the program it would not permit: the house could not run under it.
fn stops(cx: &Cx, running: &RunningPolicy, policy: &Policy) -> Markup {
    match hold_all(running.views(), policy) {
        Ok(()) => html! { p { (cx.t("privacy-nothing-stops")) } },
        Err(found) => html! {
            div class="notice bad" {
                p { (cx.t("privacy-what-stops")) }
                ul { @for one in &found { li { (one) } } }
            }
        },
    }
}

/// `POST /staff/policy/{version}/steps`
pub(super) async fn step(cx: Cx, PathId(id): PathId<VersionId>, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let Some(deed) = form.word::<Deed>("deed") else {
        return Err(PrivacyRefusal::VersionMoved.into());
    };
    let act = move |tx: &mut Tx<'_>| match deed {
        Deed::PutUp => versions::put_up(tx, id, me).map(|()| State::Review),
        Deed::Announce => versions::announce(tx, id, me),
        Deed::End => versions::end(tx, id, me),
    };
    match cx.db().write("privacy.policy_step", choices::lock(), act).await {
        Ok(state) => {
            let told = match (deed, state) {
                (Deed::PutUp, _) => "privacy-is-put-up",
                (Deed::Announce, State::Announced) => "privacy-is-announced",
                (Deed::Announce, _) => "privacy-version-second-asked",
                (Deed::End, _) => "privacy-is-ended",
            };
            cx.tell(Notice::good(cx.t(told))).to(&format!("/staff/policy/{id}"))
        }
        Err(refused) => {
            if refused.status() == 404 {
                return Err(refused.into());
            }
            form.refused(refused, &[])?;
            draw_one(&cx, id, &form).await
        }
    }
}
