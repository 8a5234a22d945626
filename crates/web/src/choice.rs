//! The language, chosen at the foot of each page.

use db::{Lock, Tx};
use kernel::Word;
use maud::{Markup, html};

use crate::kept::form_to;
use crate::stop::Show;
use crate::{Asked, Cx, Form, Language, PathWord, Routes, Speech, WebRefusal, Who};

pub(crate) fn routes() -> Routes {
    Routes::new("web").get("/language/{language}", Who::Anyone, browser).post(
        "/account/language",
        Who::Member,
        member,
    )
}

/// The languages there are, for the frame of a page. A member's choice is kept with the account, so
/// it is a form; anybody else's is a cookie of theirs, so a link is enough, and no page needs a
/// token for it. `here` and `here_encoded` are where the reader comes back to.
pub(crate) fn links(speech: &Speech, member: bool, here: &str, here_encoded: &str) -> Markup {
    let others = || Language::ALL.iter().filter(|language| **language != speech.language());
    html! {
        @if member {
            (form_to("/account/language", html! {
                input type="hidden" name="then" value=(here);
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
                        href={ "/language/" (language) "?then=" (here_encoded) } {
                        (language.label())
                    }
                    " "
                }
            }
        }
    }
}

/// Where a reader who changes the language comes back to: a page can be asked for again, what was
/// sent cannot.
pub(crate) fn here(cx: &Cx) -> &str {
    let path = cx.0.uri.path_and_query().map_or("/", |path| path.as_str());
    if cx.0.method == axum::http::Method::GET { path } else { "/" }
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
    cx.give(cookies.set(cookies.language, language.word(), Some(crate::session::LANGUAGE)));
}
