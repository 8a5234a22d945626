//! The language, chosen at the foot of each page.

use db::{Lock, Tx};
use kernel::{Span, Word};
use maud::{Markup, html};

use crate::form::percent_encoded;
use crate::stop::Show;
use crate::{Asked, Cx, Form, Language, PathWord, Person, Routes, WebRefusal, Who};

/// How long a browser keeps its choice.
const KEPT: Span = Span::days(365);

pub(crate) fn routes() -> Routes {
    Routes::new("web").get("/language/{language}", Who::Anyone, browser).post(
        "/account/language",
        Who::Member,
        member,
    )
}

/// The languages there are. A member's choice is kept with the account, so it is a form; anybody
/// else's is a cookie of theirs, so a link is enough, and no page needs a token for it.
pub(crate) fn links(cx: &Cx) -> Markup {
    let others = || Language::ALL.iter().filter(|language| **language != cx.language());
    let back = cx.0.uri.path_and_query().map_or("/", |path| path.as_str());
    let back = if cx.0.method == axum::http::Method::GET { back } else { "/" };
    html! {
        @if matches!(cx.person(), Person::Member(_)) {
            (cx.form("/account/language", html! {
                input type="hidden" name="then" value=(back);
                p.languages {
                    @for language in others() {
                        button.quiet type="submit" name="language" value=(language)
                            lang=(language.word()) { (language.label()) }
                        " "
                    }
                }
            }))
        } @else {
            p.languages {
                @for language in others() {
                    a lang=(language.word()) hreflang=(language.word()) rel="nofollow"
                        href={ "/language/" (language) "?then=" (percent_encoded(back)) } {
                        (language.label())
                    }
                    " "
                }
            }
        }
    }
}

async fn browser(cx: Cx, PathWord(word): PathWord, Asked(asked): Asked) -> Show {
    let language = Language::from_word(&word).ok_or(WebRefusal::NotFound)?;
    keep(&cx, language);
    cx.to(asked.shown("then"))
}

async fn member(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let language = form.word::<Language>("language").ok_or(WebRefusal::NotAChoice)?;
    match cx.0.web.0.settings.keep_language {
        Some(keep) => {
            let act = move |tx: &mut Tx<'_>| keep(tx, me, language);
            cx.db().write("web.keep_language", Lock::none(), act).await?;
        }
        None => keep(&cx, language),
    }
    cx.to(form.shown("then"))
}

fn keep(cx: &Cx, language: Language) {
    let cookies = &cx.0.web.0.cookies;
    cx.give(cookies.set(cookies.language, language.word(), Some(KEPT)));
}
