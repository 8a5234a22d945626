use db::{Lock, Tx};
use maud::html;
use web::{Asked, Cx, Field, Form, Show, Sitter, percent_encoded};

use super::{already, carry_then, then, tried};
use crate::{begin_half, code_page, find, forgive, has_factor, sign_in, sign_out};

/// What wrong tries are counted under.
const DOOR: &str = "member";

pub(super) async fn page(cx: Cx, Asked(asked): Asked) -> Show {
    match already(&cx) {
        Some(place) => cx.to(place),
        None => draw(&cx, &asked),
    }
}

pub(super) fn draw(cx: &Cx, form: &Form) -> Show {
    let sign_up = format!("/sign-up?then={}", percent_encoded(then(form)));
    let fields = html! {
        (web::whole(form))
        (carry_then(form))
        (Field::text("handle", cx.t("members-handle-or-mail")).most(254).complete("username").show(form))
        (Field::secret("password", cx.t("members-password")).complete("current-password").show(form))
        (web::submit(cx.t("members-sign-in")))
    };
    cx.show_form(
        cx.t("members-sign-in"),
        form,
        html! {
            h1 { (cx.t("members-sign-in")) }
            (cx.form("/sign-in", fields))
            (super::passkey_door(cx, form, "/sign-in/passkey"))
            (super::linked::doors(cx, form))
            p.small { a href="/forgotten" { (cx.t("members-forgotten")) } }
            p.small { (cx.t("members-not-yet")) " " a href=(sign_up) { (cx.t("members-join")) } }
        },
    )
}

pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let asked = (form.text("handle", 254), form.secret("password"));
    let (Some(typed), Some(password)) = asked else { return draw(&cx, &form) };
    let name = typed.clone();
    let look = move |tx: &mut Tx<'_>| Ok(find(tx, &name)?.map(|one| (one.password, one.member)));
    let (member, counted) = match tried(&cx, DOOR, &typed, password, look).await {
        Ok(found) => found,
        // Why above the form and not beside a field: nobody is told which of the two was wrong.
        Err(refused) => {
            form.refused(refused, &[])?;
            return draw(&cx, &form);
        }
    };
    let (old, hint) = (cx.session(), cx.hint());
    let act = move |tx: &mut Tx<'_>| {
        forgive(tx, &counted)?;
        if has_factor(tx, Sitter::Member(member))? {
            return Ok(Err(begin_half(tx, Sitter::Member(member))?));
        }
        sign_in(tx, member, old, hint).map(Ok)
    };
    match cx.db().write("members.sign_in", Lock::none(), act).await? {
        Ok(ticket) => cx.hand_over(&ticket).to(then(&form)),
        Err(half) => {
            let next = Form::empty().with("then", then(&form));
            code_page(&cx, &next, &half, "/sign-in/code")
        }
    }
}

pub(super) async fn leave(cx: Cx) -> Show {
    if let Some(session) = cx.session() {
        let act = move |tx: &mut Tx<'_>| sign_out(tx, session);
        cx.db().write("members.sign_out", Lock::none(), act).await?;
    }
    cx.take_back().to("/")
}
