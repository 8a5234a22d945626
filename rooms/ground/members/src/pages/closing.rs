use db::{Lock, Tx};
use maud::html;
use web::{Cx, Field, Form, Notice, Show};

use super::passwords;
use crate::{MemberRefusal, close_own, still_runs, store};

/// `GET /account/closing`: what it means, and what still runs.
pub(super) async fn page(cx: Cx) -> Show {
    draw(&cx, &Form::empty()).await
}

async fn draw(cx: &Cx, form: &Form) -> Show {
    let me = cx.member()?.id;
    let running = cx.db().read("members.still_runs", move |tx| still_runs(tx, me)).await?;
    cx.show_form("Close your account", form, html! {
        h1 { "Close your account" }
        (web::whole(form))
        @if running.is_empty() {
            p { "Nobody signs in to it any more, and every browser is signed out at once. Your data is destroyed when the time that the " a href="/privacy" { "privacy policy" } " names has passed; what a law keeps is kept for that law alone." }
            p { a href="/me/privacy" { "What we know of you" } " can be taken home before." }
            (cx.form("/account/closing", html! {
                (Field::secret("password", "Your password").complete("current-password").show(form))
                (Field::tick("sure", "Yes, close it.").show(form))
                p.actions { button.danger type="submit" { "Close the account" } }
            }))
        } @else {
            p { "This still runs, and is finished first:" }
            ul { @for one in &running { li { a href=(one.page) { (one.what) } } } }
        }
    })
}

/// `POST /account/closing`.
pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let password = form.secret("password");
    if !form.ticked("sure") {
        form.wrong("sure", web::WebRefusal::Missing);
    }
    let (Some(password), true) = (password, form.is_right()) else {
        return draw(&cx, &form).await;
    };
    let look = move |tx: &mut Tx<'_>| store::password(tx, me);
    let kept = cx.db().read("members.password", look).await?;
    if !passwords(&cx)?.fits(password, kept).await? {
        form.wrong("password", MemberRefusal::WrongPassword);
        return draw(&cx, &form).await;
    }
    let act = move |tx: &mut Tx<'_>| close_own(tx, me);
    match cx.db().write("members.close", Lock::none(), act).await {
        Ok(()) => cx.take_back().tell(Notice::good("Your account is closed. Farewell.")).to("/"),
        Err(refused) => {
            form.refused(refused, &[])?;
            draw(&cx, &form).await
        }
    }
}
