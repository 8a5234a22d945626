//! The policy: what is shown is what is obeyed.

use db::Tx;
use maud::{Markup, html};
use policy::{Block, Class, Lang, Policy, compare, describe, record_of_processing};
use web::parts;
use web::{Asked, Cx, Show};

use super::{desk, lang, plain};
use crate::keyring::Keyring;
use crate::log;
use crate::record::{Beside, Notice};
use crate::running::{RunningPolicy, Waiting};

/// How a version is named beside its date: the same in every language.
pub(super) const HASHED: &str = "SHA-256";

/// `/privacy?lang=ja`, or with `version` one of the versions
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Show {
    if !asked.shown("version").is_empty() {
        return super::versions::show(cx, &asked).await;
    }
    let lang = lang(&cx, asked.shown("lang"));
    let running = cx.plugged::<RunningPolicy>()?;
    let now = running.at(cx.now());
    let page = policy::page(now.policy(), lang);
    let read = move |tx: &mut Tx<'_>| Beside::in_public(tx, &lang.to_string());
    let notices = cx.db().read("privacy.public", read).await?;
    let body = html! {
        div lang=(lang) {
            h1 { (page.title) }
            (head(&page, lang))
            (public(&cx, &notices))
            (desk(&cx, lang)?)
            (coming(&running.waiting(), now.policy(), lang))
            (sections(&page))
        }
    };
    cx.show(&page.title, body)
}

// What stands in public beside the policy: whoever comes here reads it first.
fn public(cx: &Cx, notices: &[Notice]) -> Markup {
    html! { @for notice in notices {
        section.card {
            h2 { (cx.t(notice.label)) }
            p.small { (parts::instant(notice.at)) }
            @for line in notice.words.lines() { p { (line) } }
            p { a href="/privacy/requests" { (cx.t("privacy-requests-go")) } }
        }
    } }
}

/// The whole text of a version.
pub(super) fn sections(page: &policy::Page) -> Markup {
    html! {
        nav.contents aria-label=(page.title) { ul {
            @for section in &page.sections {
                li { a href={ "#" (section.id) } { (section.heading) } }
            }
        } }
        @for section in &page.sections {
            section id=(section.id) {
                h2 { (section.heading) }
                @for block in &section.blocks { (one(block)) }
            }
        }
    }
}

/// `GET /.well-known/gpc.json`: that this house honours the signal by which a browser objects.
pub(super) async fn signal(cx: Cx) -> Show {
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    cx.json(format!("{{\"gpc\":true,\"lastUpdate\":\"{}\"}}", running.policy().effective))
}

fn head(page: &policy::Page, lang: Lang) -> Markup {
    // As the policy itself: in the language it is shown in, whatever the reader's own is.
    let (processing, checkpoint, requests, versions) = match lang {
        Lang::En => ("GDPR 30", "checkpoint", "R1–R5", "All versions"),
        Lang::Ja => (
            "取扱活動の記録（GDPR第30条）",
            "署名付き記録の先頭",
            "開示等のご請求（R1–R5）",
            "すべての版",
        ),
        Lang::ZhHant => (
            "處理活動紀錄（GDPR 第 30 條）",
            "已簽章紀錄的最新位置",
            "權利請求（R1–R5）",
            "所有版本",
        ),
    };
    html! {
        p.small {
            (page.version) " · " (HASHED) " " code { (page.hash) } " · "
            @for other in Lang::ALL {
                @if *other == lang { strong { (other) } }
                @else { a href={ "/privacy?lang=" (other) } hreflang=(other) { (other) } }
                " "
            }
            " · " a href={ "/privacy/processing?lang=" (lang) } { (processing) }
            " · " a href="/privacy/checkpoint" { (checkpoint) }
            " · " a href="/privacy/requests" { (requests) }
            " · " a href={ "/privacy?version=all&lang=" (lang) } { (versions) }
        }
    }
}

/// What widens, what narrows, and what is only said otherwise, from one version to another.
pub(super) fn differences(old: &Policy, new: &Policy, lang: Lang) -> Markup {
    let all = compare(old, new);
    let prose = new.prose.get(&lang);
    let name = |class: Class| prose.map_or(class.code(), |p| p.say("phrase", class.code()));
    let words = all.iter().filter(|c| c.class == Class::Wording && !c.is_dating());
    let words: Vec<String> = words.map(|c| describe(c, old, new, lang)).collect();
    let count = words.len().to_string();
    html! {
        @for class in [Class::Widening, Class::Narrowing] {
            @let of: Vec<_> = all.iter().filter(|c| c.class == class).collect();
            @if !of.is_empty() {
                h3 { (name(class)) }
                ul { @for change in of { li { (describe(change, old, new, lang)) } } }
            }
        }
        @if !words.is_empty() {
            details {
                summary { (prose.map(|p| p.fill("phrase", "wording", &[("n", &count)])).unwrap_or_default()) }
                ul { @for line in words { li { (line) } } }
            }
        }
        @if all.iter().all(policy::Change::is_dating) {
            p { (prose.map_or("", |p| p.say("phrase", "no_change"))) }
        }
    }
}

// The versions that are to come, each held against the one before it.
fn coming(waiting: &[Waiting], now: &Policy, lang: Lang) -> Markup {
    let before = std::iter::once(now).chain(waiting.iter().map(|next| &*next.policy));
    html! {
        @for (next, before) in waiting.iter().zip(before) {
            section.card {
                p {
                    (now.version) " → " strong { (next.policy.version) } " · " (HASHED) " "
                    code { (next.policy.hash()) } " · "
                    (parts::instant(next.from.unwrap_or(next.policy.effective.begins())))
                }
                (differences(before, &next.policy, lang))
            }
        }
    }
}

fn pairs(of: &[(String, String)]) -> Markup {
    html! { dl.facts { @for (name, what) in of { div { dt { (name) } dd { (what) } } } } }
}

fn one(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Text(text) => p { (text) },
            Block::Pairs(of) => (pairs(of)),
            Block::Item { id, title, text, pairs: of } => div id=(id) {
                h3 { (id) " " (title) }
                p { (text) }
                (pairs(of))
            },
            Block::Table { head, rows } => table {
                thead { tr { @for name in head { th scope="col" { (name) } } } }
                tbody { @for row in rows { tr {
                    @for (cell, name) in row.iter().zip(head) { td data-column=(name) { (cell) } }
                } } }
            },
            Block::List(items) => ul { @for item in items { li { (item) } } },
        }
    }
}

/// The record of processing: which view reads what, for what, by whom. Generated from the code.
pub(super) async fn processing(cx: Cx, Asked(asked): Asked) -> Show {
    let running = cx.plugged::<RunningPolicy>()?;
    let lang = lang(&cx, asked.shown("lang"));
    let now = running.at(cx.now());
    let text = record_of_processing(running.views(), now.policy(), lang);
    plain("record-of-processing.md", text)
}

/// The latest signed head of the log, and the key it is checked by.
pub(super) async fn checkpoint(cx: Cx) -> Show {
    let note = cx.db().read("privacy.checkpoint", log::latest_checkpoint).await?;
    let keyring = cx.plugged::<Keyring>()?;
    let key = log::verifier_key(keyring.origin(), &keyring.log_key());
    let text = format!("{}\nkey {key}\n", note.unwrap_or_default());
    plain("checkpoint.txt", text)
}
