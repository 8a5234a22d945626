//! The second step of signing in, and setting an app up: also for the staff's door.

use db::{Lock, Tx};
use maud::{Markup, html};
use web::{Asked, Cx, Field, Form, Notice, Show, Sitter, parts};

use super::{Owner, then};
use crate::acts::{begin_factor, check_code, confirm_factor, recovery_left, the_member};
use crate::{
    MemberRefusal, Passed, codes, drop_factor, half_of, has_factor, new_recovery_codes, pass_half,
    sign_in,
};

const CODE: &str = "members-code-help";

/// The page that asks for the code of a half session. `action` takes it.
pub fn code_page(cx: &Cx, form: &Form, key: &str, action: &str) -> Show {
    code_page_with(cx, form, key, action, html! {})
}

/// The same, and `besides` is asked for with the code.
pub fn code_page_with(cx: &Cx, form: &Form, key: &str, action: &str, besides: Markup) -> Show {
    let fields = html! {
        (web::whole(form))
        (carried(form, key))
        (Field::text("code", cx.t("members-code")).most(40).complete("one-time-code").help(cx.t(CODE)).show(form))
        (besides)
        (web::submit(cx.t("members-sign-in")))
    };
    cx.show_form(
        cx.t("members-second-step"),
        form,
        html! {
            h1 { (cx.t("members-second-step")) }
            p { (cx.t("members-second-step-what")) }
            (cx.form(action, fields))
        },
    )
}

fn carried(form: &Form, key: &str) -> Markup {
    let next = form.shown("then");
    html! {
        input type="hidden" name="half" value=(key);
        @if web::is_ours(next) { input type="hidden" name="then" value=(next); }
    }
}

/// The page on which an app is set up, in a half session when there is one. `action` takes its
/// first code; `besides` is asked for with it.
pub async fn set_up_page(
    cx: &Cx,
    form: &Form,
    key: Option<&str>,
    who: Sitter,
    called: &str,
    action: &str,
    besides: Markup,
) -> Show {
    let begin = move |tx: &mut Tx<'_>| begin_factor(tx, who);
    let secret = cx.db().write("members.begin_factor", Lock::none(), begin).await?;
    let address = codes::address(cx.house_name(), called, &secret);
    let typed: Vec<String> = codes::base32(&secret)
        .as_bytes()
        .chunks(4)
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .collect();
    let fields = html! {
        (web::whole(form))
        @if let Some(key) = key { (carried(form, key)) }
        (Field::text("code", cx.t("members-code-shown")).most(40).complete("one-time-code").show(form))
        (besides)
        (web::submit(cx.t("members-set-it-up")))
    };
    cx.show_form(
        cx.t("members-set-up-app"),
        form,
        html! {
            h1 { (cx.t("members-set-up-codes")) }
            p { (cx.t("members-set-up-what")) }
            div.code-picture { (codes::picture(&address)?) }
            p { code { (typed.join(" ")) } }
            (cx.form(action, fields))
        },
    )
}

/// Recovery codes, this once.
pub fn recovery_page(cx: &Cx, codes: &[String], on_to: &str) -> Show {
    cx.show(
        cx.t("members-recovery-title"),
        html! {
            h1 { (cx.t("members-recovery")) }
            p { (cx.t("members-recovery-what")) }
            ul.codes { @for one in codes { li { code { (one) } } } }
            p.actions { a.button href=(on_to) { (cx.t("members-written-down")) } }
        },
    )
}

/// `POST /sign-in/code`.
pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let (key, code) = (form.shown("half").to_owned(), form.text("code", 40));
    let Some(code) = code else { return code_page(&cx, &form, &key, "/sign-in/code") };
    let (given, old, hint) = (key.clone(), cx.session(), cx.hint());
    let act = move |tx: &mut Tx<'_>| {
        the_member(half_of(tx, &given)?)?;
        match pass_half(tx, &given, &code)? {
            Passed::In(who, _) => {
                let member = the_member(who)?;
                sign_in(tx, member, old, hint).map(Some)
            }
            Passed::Wrong => Ok(None),
        }
    };
    match cx.db().write("members.pass_half", Lock::none(), act).await {
        Ok(Some(ticket)) => cx.hand_over(&ticket).to(then(&form)),
        Ok(None) => {
            form.wrong("code", kernel::Refusal::from(MemberRefusal::WrongCode));
            code_page(&cx, &form, &key, "/sign-in/code")
        }
        Err(refused) => {
            form.refused(refused, &[("members.code_later", "code")])?;
            code_page(&cx, &form, &key, "/sign-in/code")
        }
    }
}

/// `GET /account/second-factor`.
pub(super) async fn page(cx: Cx, Asked(asked): Asked) -> Show {
    draw(&cx, &asked).await
}

async fn draw(cx: &Cx, form: &Form) -> Show {
    let me = cx.member()?.clone();
    let who = Sitter::Member(me.id);
    let ask = move |tx: &mut Tx<'_>| Ok((has_factor(tx, who)?, recovery_left(tx, who)?));
    let (on, left) = cx.db().read("members.factor", ask).await?;
    if !on {
        let asked = Owner::member(cx).await?.field(cx, form);
        let action = "/account/second-factor";
        return set_up_page(cx, form, None, who, &me.handle, action, asked).await;
    }
    let code = || {
        Field::text("code", cx.t("members-code-sure"))
            .most(40)
            .complete("one-time-code")
            .help(cx.t(CODE))
            .show(form)
    };
    cx.show_form(cx.t("members-factor"), form, html! {
        h1 { (cx.t("members-factor")) }
        p { (cx.tv("members-factor-what", &[("left", left)])) }
        (web::whole(form))
        (parts::card(cx.t("members-new-codes"), cx.form("/account/second-factor/codes", html! {
            (code()) (web::submit(cx.t("members-make-codes")))
        })))
        (parts::card(cx.t("members-no-more-codes"), cx.form("/account/second-factor/removal", html! {
            (code()) (web::submit(cx.t("members-stop-asking")))
        })))
    })
}

/// `POST /account/second-factor`: the first code of the app, and the password: whoever finds a
/// browser open could else lock its member out.
pub(super) async fn set_up(cx: Cx, mut form: Form) -> Show {
    let who = Sitter::Member(cx.member()?.id);
    let code = form.text("code", 40);
    let is_them = Owner::member(&cx).await?.is_shown(&cx, &mut form).await?;
    let Some(code) = code.filter(|_| is_them) else { return draw(&cx, &form).await };
    let act = move |tx: &mut Tx<'_>| confirm_factor(tx, who, &code);
    let done = cx.db().write("members.confirm_factor", Lock::none(), act).await;
    let_on(&cx, form, done).await
}

/// `POST /account/second-factor/codes`.
pub(super) async fn codes_anew(cx: Cx, mut form: Form) -> Show {
    let who = Sitter::Member(cx.member()?.id);
    let Some(code) = form.text("code", 40) else { return draw(&cx, &form).await };
    let act = move |tx: &mut Tx<'_>| {
        if check_code(tx, who, &code)? { new_recovery_codes(tx, who).map(Some) } else { Ok(None) }
    };
    let done = cx.db().write("members.recovery_codes", Lock::none(), act).await;
    let_on(&cx, form, done).await
}

async fn let_on(cx: &Cx, mut form: Form, done: db::Answer<Option<Vec<String>>>) -> Show {
    match done {
        Ok(Some(codes)) => recovery_page(cx, &codes, "/account"),
        Ok(None) => {
            form.wrong("code", kernel::Refusal::from(MemberRefusal::WrongCode));
            draw(cx, &form).await
        }
        Err(refused) => {
            form.refused(refused, &[("members.code_later", "code")])?;
            draw(cx, &form).await
        }
    }
}

/// `POST /account/second-factor/removal`.
pub(super) async fn remove(cx: Cx, mut form: Form) -> Show {
    let who = Sitter::Member(cx.member()?.id);
    let Some(code) = form.text("code", 40) else { return draw(&cx, &form).await };
    let act = move |tx: &mut Tx<'_>| {
        let fits = check_code(tx, who, &code)?;
        if fits {
            drop_factor(tx, who)?;
        }
        Ok(fits)
    };
    match cx.db().write("members.drop_factor", Lock::none(), act).await {
        Ok(true) => cx.tell(Notice::good(cx.t("members-stopped-asking"))).to("/account"),
        Ok(false) => let_on(&cx, form, Ok(None)).await,
        Err(refused) => let_on(&cx, form, Err(refused)).await,
    }
}

/// Whether the account page says that codes are asked for.
pub(super) fn card(cx: &Cx, on: bool) -> Markup {
    parts::card(
        cx.t("members-factor"),
        html! {
            p {
                @if on { (cx.t("members-factor-on")) }
                @else { (cx.t("members-factor-off")) }
            }
            p.actions { a.button.quiet href="/account/second-factor" { @if on { (cx.t("members-change")) } @else { (cx.t("members-set-up-codes")) } } }
        },
    )
}
