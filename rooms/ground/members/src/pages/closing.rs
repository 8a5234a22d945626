use db::{Lock, Tx};
use maud::html;
use web::{Cx, Field, Form, Notice, Show};

use super::Owner;
use crate::{Unfinished, close_own, still_runs};

/// `GET /account/closing`: what it means, and what still runs.
pub(super) async fn page(cx: Cx) -> Show {
    draw(&cx, &Form::empty()).await
}

async fn draw(cx: &Cx, form: &Form) -> Show {
    let (me, owner) = (cx.member()?.id, Owner::member(cx).await?);
    let running = cx.db().read("members.still_runs", move |tx| still_runs(tx, me)).await?;
    cx.show_form(cx.t("members-closing"), form, html! {
        h1 { (cx.t("members-closing")) }
        (web::whole(form))
        @if running.is_empty() {
            p { (cx.t("members-closing-what")) " " a href="/privacy" { (cx.t("members-privacy-policy")) } }
            p { a href="/me/privacy" { (cx.t("members-what-we-know")) } }
            (cx.form("/account/closing", html! {
                (owner.field(cx, form))
                (Field::tick("sure", cx.t("members-close-sure")).show(form))
                p.actions { button.danger type="submit" { (cx.t("members-close")) } }
            }))
        } @else {
            p { (cx.t("members-still-running")) }
            ul { @for one in &running { li { a href=(one.page) { (words(cx, one.what)) } } } }
        }
    })
}

fn words(cx: &Cx, what: Unfinished) -> String {
    match what {
        Unfinished::Bids(count) => cx.tv("members-runs-bids", &[("count", count)]),
        Unfinished::Orders(count) => cx.tv("members-runs-orders", &[("count", count)]),
        Unfinished::Purchases(count) => cx.tv("members-runs-purchases", &[("count", count)]),
        Unfinished::Quotes(count) => cx.tv("members-runs-quotes", &[("count", count)]),
        Unfinished::Held(yen) => cx.tv("members-runs-held", &[("yen", yen)]),
        Unfinished::Money(yen) => cx.tv("members-runs-money", &[("yen", yen)]),
    }
}

/// `POST /account/closing`.
pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    if !form.ticked("sure") {
        form.wrong("sure", web::WebRefusal::Missing);
    }
    let is_them = Owner::member(&cx).await?.is_shown(&cx, &mut form).await?;
    if !is_them || !form.is_right() {
        return draw(&cx, &form).await;
    }
    let act = move |tx: &mut Tx<'_>| close_own(tx, me);
    match cx.db().write("members.close", Lock::none(), act).await {
        Ok(()) => cx.take_back().tell(Notice::good(cx.t("members-closed-now"))).to("/"),
        Err(refused) => {
            form.refused(refused, &[])?;
            draw(&cx, &form).await
        }
    }
}
