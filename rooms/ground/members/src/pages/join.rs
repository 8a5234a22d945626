use db::{Lock, Tx};
use kernel::Refusal;
use maud::html;
use web::{Asked, Cx, Field, Form, Notice, Show, percent_encoded};

use super::{BESIDE, PASSWORD_HELP, already, carry_then, chosen_password, passwords, then};
use crate::{Joining, ask_mail, rules, sign_in, sign_up};

pub(super) async fn page(cx: Cx, Asked(asked): Asked) -> Show {
    match already(&cx) {
        Some(place) => cx.to(place),
        None => draw(&cx, &asked),
    }
}

fn draw(cx: &Cx, form: &Form) -> Show {
    let sign_in = format!("/sign-in?then={}", percent_encoded(then(form)));
    let fields = html! {
        (web::whole(form))
        (carry_then(form))
        (Field::text("handle", cx.t("members-handle")).most(20).complete("username")
            .help(cx.t("members-handle-help"))
            .show(form))
        (Field::text("mail", cx.t("members-mail")).most(254).complete("email")
            .help(cx.t("members-join-mail-help"))
            .show(form))
        (Field::secret("password", cx.t("members-password")).complete("new-password").help(cx.t(PASSWORD_HELP)).show(form))
        p.small {
            (cx.t("members-join-agree")) " " a href="/privacy" { (cx.t("members-privacy-policy")) }
        }
        (web::submit(cx.t("members-join")))
    };
    cx.show_form(
        cx.t("members-join-title"),
        form,
        html! {
            h1 { (cx.t("members-join-title")) }
            p { (cx.t("members-join-what")) }
            (cx.form("/sign-up", fields))
            p.small { (cx.t("members-member-already")) " " a href=(sign_in) { (cx.t("members-sign-in")) } }
        },
    )
}

pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let typed = form.text("handle", 40);
    let handle = typed.and_then(|typed| match rules::handle(&typed) {
        Ok(handle) => Some(handle),
        Err(no) => {
            form.wrong("handle", Refusal::from(no));
            None
        }
    });
    let typed = form.text("mail", 254);
    let mail = typed.and_then(|typed| match rules::mail(&typed) {
        Ok(mail) => Some(mail),
        Err(no) => {
            form.wrong("mail", Refusal::from(no));
            None
        }
    });
    let password = chosen_password(&mut form, "password", handle.as_deref().unwrap_or(""));
    let (Some(handle), Some(mail), Some(password)) = (handle, mail, password) else {
        return draw(&cx, &form);
    };
    let password = passwords(&cx)?.hash(password).await?;
    let joining =
        Joining { handle, password, language: cx.language(), time_zone: "Asia/Tokyo".to_owned() };
    let (old, hint) = (cx.session(), cx.hint());
    let act = move |tx: &mut Tx<'_>| {
        let member = sign_up(tx, &joining)?;
        ask_mail(tx, member, &mail)?;
        sign_in(tx, member, old, hint)
    };
    match cx.db().write("members.sign_up", Lock::none(), act).await {
        Ok(ticket) => {
            let welcome = cx.t("members-welcome-letter");
            cx.hand_over(&ticket).tell(Notice::good(welcome)).to(then(&form))
        }
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form)
        }
    }
}
