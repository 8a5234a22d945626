//! How a case looks, for whoever reads it.

use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::response::IntoResponse as _;
use kernel::Fault;
use maud::{Markup, html};
use privacy::Text;
use web::parts::{self, Colour};
use web::{Cx, Field, Form, Show, submit, whole};

use crate::files::{FileKind, Given, KINDS};
use crate::rules::{Author, MOST_WORDS, Topic};
use crate::store::{Case, File};
use crate::thread::{Download, Line};

/// A topic, in the reader's words.
pub(crate) fn topic(cx: &Cx, topic: Topic) -> &str {
    cx.t(match topic {
        Topic::Account => "inquiries-topic-account",
        Topic::Bidding => "inquiries-topic-bidding",
        Topic::Order => "inquiries-topic-order",
        Topic::Parcel => "inquiries-topic-parcel",
        Topic::Money => "inquiries-topic-money",
        Topic::Privacy => "inquiries-topic-privacy",
        Topic::Other => "inquiries-topic-other",
    })
}

/// Where a case stands, for the person.
pub(crate) fn badge(cx: &Cx, case: &Case) -> Markup {
    let (colour, words) = match (case.closed_at, case.waits_since) {
        (Some(_), _) => (Colour::Grey, "inquiries-closed"),
        (None, Some(_)) => (Colour::Blue, "inquiries-waits"),
        (None, None) => (Colour::Green, "inquiries-answered"),
    };
    parts::badge(colour, cx.t(words))
}

fn kind(cx: &Cx, kind: FileKind) -> &str {
    cx.t(match kind {
        FileKind::Jpeg | FileKind::Png | FileKind::Webp => "inquiries-picture",
        FileKind::Pdf => "inquiries-pdf",
        FileKind::Text => "inquiries-text",
    })
}

fn file(cx: &Cx, file: &File, base: &str) -> Markup {
    let kb = (file.size_bytes + 1_023) / 1_024;
    let told = cx.tv("inquiries-file", &[("kb", kb)]);
    html! { li { a href={ (base) "/files/" (file.id) } download { (kind(cx, file.kind)) } " " (told) } }
}

/// What was written, in order. `base` is where the case's files are.
pub(crate) fn lines(cx: &Cx, lines: &[Line], base: &str, for_desk: bool) -> Markup {
    let heading = |author: Author| {
        cx.t(match (author, for_desk) {
            (Author::Person, true) => "inquiries-they-wrote",
            (Author::Person, false) => "inquiries-you-wrote",
            (Author::Desk, _) => "inquiries-desk-wrote",
            (Author::Note, _) => "inquiries-note",
        })
    };
    html! {
        @for line in lines {
            section.card {
                h2 { (heading(line.message.author)) }
                p.help { (parts::instant(line.message.written_at)) }
                @match &line.words {
                    Some(words) => { p.written { (words) } }
                    None => { p.unknown { (cx.t("inquiries-gone")) } }
                }
                @if !line.files.is_empty() {
                    ul { @for one in &line.files { (file(cx, one, base)) } }
                }
            }
        }
    }
}

/// Where more is written.
pub(crate) fn more(cx: &Cx, case: &Case, form: &Form, action: &str) -> Markup {
    let heading = if case.closed_at.is_some() { "inquiries-write-anew" } else { "inquiries-write" };
    parts::card(
        cx.t(heading),
        cx.form_with_files(
            action,
            html! {
                (whole(form))
                (words_and_files(cx, form))
                (submit(cx.t("inquiries-send")))
            },
        ),
    )
}

/// The fields that every message has. A browser gives back no file that was chosen: whoever looks
/// at the form again is told so.
pub(crate) fn words_and_files(cx: &Cx, form: &Form) -> Markup {
    let chosen = form.files("files").count();
    html! {
        (Field::lines("words", cx.t("inquiries-words")).most(MOST_WORDS).show(form))
        @if chosen > 0 {
            p class="notice bad" role="alert" {
                (cx.tv("inquiries-files-again", &[("count", i64::try_from(chosen).unwrap_or(i64::MAX))]))
            }
        }
        (Field::files("files", cx.t("inquiries-files"), KINDS).help(cx.t("inquiries-files-help")).show(form))
    }
}

/// What was written, and what was sent with it.
pub(crate) fn typed(form: &mut Form) -> Option<(Text, Vec<Given>)> {
    let words = form.lines("words", MOST_WORDS)?;
    let given = form
        .files("files")
        .map(|file| Given { name: file.name.clone(), bytes: file.bytes.to_vec() });
    let files = given.collect();
    Some((Text::from(words), files))
}

/// Which refusal stands beside which field.
pub(crate) const BESIDE: &[(&str, &str)] = &[
    ("inquiries.no_words", "words"),
    ("inquiries.too_long", "words"),
    ("privacy.card_number", "words"),
    ("inquiries.no_name", "name"),
    ("mail.bad_address", "email"),
    ("inquiries.unknown_order", "order"),
    ("inquiries.too_many_files", "files"),
    ("inquiries.file_too_large", "files"),
    ("inquiries.file_kind", "files"),
    ("inquiries.file_empty", "files"),
    ("inquiries.full", "files"),
    ("inquiries.files_by_link", "files"),
    ("inquiries.no_colleague", "handle"),
];

/// A file to be saved: never shown inside a page, and nothing in it runs.
pub(crate) fn download(file: Download) -> Show {
    let no = |_| Fault::new("a file's name is no header");
    let encoded = web::percent_encoded(&file.name).replace('/', "%2F");
    let saved = format!("attachment; filename*=UTF-8''{encoded}");
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(file.kind.media_type())),
        (CONTENT_DISPOSITION, HeaderValue::from_str(&saved).map_err(no)?),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    Ok((headers, file.bytes).into_response())
}
