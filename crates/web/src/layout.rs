use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{Cx, Entry, Person, assets, choice};

/// The frame around every page.
pub(crate) struct Frame<'p> {
    pub(crate) cx: &'p Cx,
    pub(crate) title: &'p str,
    pub(crate) body: &'p Markup,
}

impl Frame<'_> {
    pub(crate) fn render(&self) -> String {
        let cx = self.cx;
        let (units, between) = cx.language().units();
        let units = units.join("|");
        let page = html! {
            (DOCTYPE)
            html lang=(kernel::Word::word(cx.language())) data-now=(cx.now().micros() / 1_000)
                data-units=(units) data-between=(between) data-ended=(cx.t("web-ended"))
                data-local=(cx.t("web-local")) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · " (cx.house_name()) }
                    link rel="icon" type="image/svg+xml" href=(assets::ICON.path());
                    link rel="stylesheet" href=(assets::STYLE.path());
                    script type="module" src=(assets::SCRIPT.path()) {}
                }
                body {
                    a.skip href="#main" { (cx.t("web-skip")) }
                    (self.header())
                    main id="main" tabindex="-1" {
                        @if let Some(notice) = self.notice() { (notice) }
                        (PreEscaped(&self.body.0))
                    }
                    (self.footer())
                }
            }
        };
        page.into_string()
    }

    fn notice(&self) -> Option<Markup> {
        let notice = self.cx.0.flash.as_ref()?;
        let cookies = &self.cx.0.web.0.cookies;
        self.cx.give(cookies.clear(cookies.flash));
        Some(notice.show())
    }

    fn header(&self) -> Markup {
        let (cx, here) = (self.cx, self.here());
        html! {
            header.top {
                div.bar {
                    a.brand href="/" { (cx.house_name()) }
                    nav aria-label=(cx.t("web-main")) {
                        ul { @for entry in cx.entries() { (self.entry(entry, here)) } }
                    }
                    div.me { (self.me()) }
                }
            }
        }
    }

    fn entry(&self, entry: &Entry, here: &str) -> Markup {
        let current = (entry.path == here).then_some("page");
        html! { li { a href=(entry.path) aria-current=[current] { (self.cx.label(entry.label)) } } }
    }

    /// The entry this page lies under: the longest one whose path it continues.
    fn here(&self) -> &str {
        let path = self.cx.path();
        let within = |entry: &&Entry| match path.strip_prefix(entry.path) {
            Some(rest) => rest.is_empty() || rest.starts_with('/') && entry.path != "/",
            None => false,
        };
        let longest = self.cx.entries().filter(within).max_by_key(|entry| entry.path.len());
        longest.map_or("", |entry| entry.path)
    }

    fn me(&self) -> Markup {
        let cx = self.cx;
        match cx.person() {
            Person::Nobody => html! {
                a href="/sign-in" { (cx.t("web-sign-in")) }
                a.button href="/sign-up" { (cx.t("web-join")) }
            },
            Person::Member(member) => html! {
                a.name href="/account" { (member.handle) }
                (cx.button("/sign-out", cx.t("web-sign-out")))
            },
            Person::Staff(staff) => html! {
                a.name href="/staff" { (staff.handle) }
                (cx.button("/staff/sign-out", cx.t("web-sign-out")))
            },
        }
    }

    fn footer(&self) -> Markup {
        let cx = self.cx;
        let policy = cx.policy();
        html! {
            footer.end {
                p { (cx.t("web-units")) }
                @if !policy.is_empty() {
                    p {
                        a href="/privacy" { (cx.t("web-privacy")) }
                        " · " (cx.t("web-policy")) " " code { (policy.get(..12).unwrap_or(&policy)) }
                    }
                }
                (choice::links(cx))
                @if matches!(cx.person(), Person::Nobody) {
                    p { a href="/staff/sign-in" { (cx.t("web-for-staff")) } }
                }
            }
        }
    }
}
