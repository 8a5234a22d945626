//! The letters of a demonstration, opened in the browser: they lie in memory and go nowhere.

use mail::{Outbox, Posted};
use maud::{Markup, html};
use notices::Post;
use web::parts::{self, Align, Column};
use web::{Cx, PathWord, Routes, Show, Stop, WebRefusal, Who};

/// The ways to them. Anyone may: in a demonstration nobody is real.
pub(crate) fn routes() -> Routes {
    let all = Routes::new("demo").get("/demo/letters", Who::Anyone, list).menu("Letters");
    all.get("/demo/letters/{letter}", Who::Anyone, one)
}

fn outbox(cx: &Cx) -> Result<Outbox, Stop> {
    let post = cx.plugged::<Post>()?;
    let outbox = post.mailer.as_ref().and_then(|mailer| mailer.outbox());
    outbox.cloned().ok_or_else(|| WebRefusal::NotFound.into())
}

async fn list(cx: Cx) -> Show {
    let letters = outbox(&cx)?.letters();
    let title = html! { h1 { "Letters" } p { "What this demonstration would have sent." } };
    if letters.is_empty() {
        let none = parts::empty("Nothing was written yet.", "Look for something", "/search");
        return cx.show("Letters", html! { (title) (none) });
    }
    let row = |posted: &Posted| {
        let letter = &posted.letter;
        vec![
            parts::instant(letter.at),
            html! { (letter.to.as_str()) },
            html! { a href={ "/demo/letters/" (letter.id) } { (letter.subject) } },
        ]
    };
    let columns =
        [Column("Written", Align::Left), Column("To", Align::Left), Column("About", Align::Left)];
    let rows: Vec<Vec<Markup>> = letters.iter().map(row).collect();
    cx.show("Letters", html! { (title) (parts::table("Letters", &columns, &rows)) })
}

// By its word: a letter about a request has an id of another kind.
async fn one(cx: Cx, PathWord(id): PathWord) -> Show {
    let found = outbox(&cx)?.letter(&id);
    let posted = found.ok_or(WebRefusal::NotFound)?;
    let letter = &posted.letter;
    let body = html! {
        h1 { (letter.subject) }
        (parts::facts(&[
            ("To", html! { (letter.to.as_str()) }),
            ("Written", parts::instant(letter.at)),
        ]))
        @for line in letter.text.lines() {
            @if line.trim().starts_with("http") { p { a href=(line.trim()) { (line.trim()) } } }
            @else { p { (line) } }
        }
        details {
            summary { "As a mail server would have been given it" }
            pre { (String::from_utf8_lossy(&posted.message)) }
        }
        p { a href="/demo/letters" { "All letters" } }
    };
    cx.show(&letter.subject, body)
}
