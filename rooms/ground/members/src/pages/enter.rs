use db::{Lock, Tx};
use maud::html;
use web::{Asked, Cx, Field, Form, Show, percent_encoded};

use super::{already, carry_then, passwords, then, wrong_sign_in};
use crate::{find, sign_in, sign_out};

pub(super) async fn page(cx: Cx, Asked(asked): Asked) -> Show {
    match already(&cx) {
        Some(place) => cx.to(place),
        None => draw(&cx, &asked),
    }
}

fn draw(cx: &Cx, form: &Form) -> Show {
    let sign_up = format!("/sign-up?then={}", percent_encoded(then(form)));
    let fields = html! {
        (web::whole(form))
        (carry_then(form))
        (Field::text("handle", "Handle").most(40).complete("username").show(form))
        (Field::secret("password", "Password").complete("current-password").show(form))
        (web::submit("Sign in"))
    };
    cx.show_form(
        "Sign in",
        form,
        html! {
            h1 { "Sign in" }
            (cx.form("/sign-in", fields))
            p.small { "Not a member yet? " a href=(sign_up) { "Join" } "." }
        },
    )
}

pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let asked = (form.text("handle", 40), form.secret("password"));
    let (Some(handle), Some(password)) = asked else { return draw(&cx, &form) };
    let look = move |tx: &mut Tx<'_>| find(tx, &handle);
    let found = cx.db().read("members.find", look).await?;
    let kept = found.as_ref().map(|entering| entering.password.clone());
    let fits = passwords(&cx)?.fits(password, kept).await?;
    let Some(entering) = found.filter(|_| fits) else {
        wrong_sign_in(&mut form);
        return draw(&cx, &form);
    };
    let (member, old) = (entering.member, cx.session());
    let act = move |tx: &mut Tx<'_>| sign_in(tx, member, old);
    let ticket = cx.db().write("members.sign_in", Lock::none(), act).await?;
    cx.hand_over(&ticket).to(then(&form))
}

pub(super) async fn leave(cx: Cx) -> Show {
    if let Some(session) = cx.session() {
        let act = move |tx: &mut Tx<'_>| sign_out(tx, session);
        cx.db().write("members.sign_out", Lock::none(), act).await?;
    }
    cx.take_back().to("/")
}
