use std::sync::Arc;

use kernel::Word;
use maud::{DOCTYPE, Markup, html};

use crate::form::percent_encoded;
use crate::kept::{Common, Fill, form_to, hole};
use crate::person::Kind;
use crate::site::entries_for;
use crate::{Cx, Entry, Person, Speech, assets, choice};

const TITLE: usize = 0;
const NOW: usize = 1;
const NOTICE: usize = 2;
const BODY: usize = 3;
const HANDLE: usize = 4;
const HERE: usize = 5;
const HERE_ENCODED: usize = 6;

/// A page: the frame, and in it what is this reader's and this page's.
pub(crate) fn page(cx: &Cx, title: &str, body: &Markup) -> String {
    let notice = notice(cx);
    let here = choice::here(cx);
    let fill = |number: usize, out: &mut Fill<'_>| match number {
        TITLE => out.text(title),
        NOW => out.text(cx.now().micros() / 1_000),
        NOTICE => notice.iter().for_each(|notice| out.markup(notice)),
        BODY => out.markup(body),
        HANDLE => out.text(handle(cx.person())),
        HERE => out.text(here),
        _ => out.text(percent_encoded(here)),
    };
    cx.kept_in(String::with_capacity(body.0.len()), &Frame::of(cx), fill).into_string()
}

fn notice(cx: &Cx) -> Option<Markup> {
    let notice = cx.0.flash.as_ref()?;
    let cookies = &cx.0.web.0.cookies;
    cx.give(cookies.clear(cookies.flash));
    Some(notice.show())
}

fn handle(person: &Person) -> &str {
    match person {
        Person::Nobody => "",
        Person::Member(member) => &member.handle,
        Person::Staff(staff) => &staff.handle,
    }
}

/// The frame around every page: the same for all readers of one kind and language.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Frame {
    house: Arc<str>,
    entries: Entries,
    kind: Kind,
    // The entry the page lies under.
    under: &'static str,
    policy: String,
}

// There is one navigation in a house: it need not be compared.
#[derive(Clone)]
struct Entries(Arc<[Entry]>);

impl PartialEq for Entries {
    fn eq(&self, _: &Entries) -> bool {
        true
    }
}

impl Eq for Entries {}

impl std::hash::Hash for Entries {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl Frame {
    fn of(cx: &Cx) -> Frame {
        let house = &cx.0.web.0;
        let kind = cx.person().kind();
        Frame {
            house: Arc::clone(&house.name),
            entries: Entries(Arc::clone(&house.entries)),
            kind,
            under: under(&house.entries, kind, cx.path()),
            policy: cx.policy(),
        }
    }
}

/// The entry a page lies under: the longest one whose path it continues.
fn under(entries: &[Entry], kind: Kind, path: &str) -> &'static str {
    let within = |entry: &&Entry| match path.strip_prefix(entry.path) {
        Some(rest) => rest.is_empty() || rest.starts_with('/') && entry.path != "/",
        None => false,
    };
    let longest = entries_for(entries, kind).filter(within).max_by_key(|entry| entry.path.len());
    longest.map_or("", |entry| entry.path)
}

impl Common for Frame {
    fn draw(&self, speech: &Speech) -> Markup {
        let (units, between) = speech.language().units();
        let units = units.join("|");
        html! {
            (DOCTYPE)
            html lang=(speech.language().word()) data-now=(hole(NOW))
                data-units=(units) data-between=(between) data-ended=(speech.t("web-ended"))
                data-local=(speech.t("web-local")) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (hole(TITLE)) " · " (self.house) }
                    link rel="icon" type="image/svg+xml" href=(assets::ICON.path());
                    link rel="stylesheet" href=(assets::STYLE.path());
                    script type="module" src=(assets::SCRIPT.path()) {}
                }
                body {
                    a.skip href="#main" { (speech.t("web-skip")) }
                    (self.header(speech))
                    main id="main" tabindex="-1" { (hole(NOTICE)) (hole(BODY)) }
                    (self.footer(speech))
                }
            }
        }
    }
}

impl Frame {
    fn header(&self, speech: &Speech) -> Markup {
        html! {
            header.top {
                div.bar {
                    a.brand href="/" { (self.house) }
                    nav aria-label=(speech.t("web-main")) {
                        ul {
                            @for entry in entries_for(&self.entries.0, self.kind) {
                                li {
                                    a href=(entry.path)
                                        aria-current=[(entry.path == self.under).then_some("page")] {
                                        (speech.label(entry.label))
                                    }
                                }
                            }
                        }
                    }
                    div.me { (self.me(speech)) }
                }
            }
        }
    }

    fn me(&self, speech: &Speech) -> Markup {
        let (account, out) = match self.kind {
            Kind::Nobody => {
                return html! {
                    a href="/sign-in" { (speech.t("web-sign-in")) }
                    a.button href="/sign-up" { (speech.t("web-join")) }
                };
            }
            Kind::Member => ("/account", "/sign-out"),
            Kind::Staff(_) => ("/staff", "/staff/sign-out"),
        };
        let leave = html! { button.quiet type="submit" { (speech.t("web-sign-out")) } };
        html! {
            a.name href=(account) { (hole(HANDLE)) }
            (form_to(out, leave))
        }
    }

    fn footer(&self, speech: &Speech) -> Markup {
        html! {
            footer.end {
                p { (speech.t("web-units")) }
                @if !self.policy.is_empty() {
                    p {
                        a href="/privacy" { (speech.t("web-privacy")) }
                        " · " (speech.t("web-policy")) " "
                        code { (self.policy.get(..12).unwrap_or(&self.policy)) }
                    }
                }
                (choice::links(speech, self.kind == Kind::Member, &hole(HERE), &hole(HERE_ENCODED)))
                @if self.kind == Kind::Nobody {
                    p { a href="/staff/sign-in" { (speech.t("web-for-staff")) } }
                }
            }
        }
    }
}
