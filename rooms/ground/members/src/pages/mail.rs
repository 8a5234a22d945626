//! E-mail: the address of the account, the links of letters, a new password by letter.

use db::{Lock, Tx};
use maud::{Markup, html};
use privacy::{OpenViews as _, Opener, OwnProfile};
use web::{Cx, Field, Form, Notice, PathWord, Show, Sitter, parts};

use super::{Owner, PASSWORD_HELP, chosen_password, passwords, second};
use crate::acts::{proves_mail, resets};
use crate::{
    MemberRefusal, ask_mail, ask_reset, begin_half, has_factor, reset, rules, sign_in, take_mail,
};

const BESIDE: [(&str, &str); 3] = [
    ("members.bad_mail", "mail"),
    ("members.letter_sent", "mail"),
    ("privacy.email_taken", "mail"),
];

/// What the account page says of the address.
pub(super) struct Known {
    pub(super) own: Option<String>,
    pub(super) pending: Option<String>,
}

pub(super) fn known(tx: &mut Tx<'_>, me: kernel::MemberId) -> db::Answer<Known> {
    let mut at = |place: &str| -> db::Answer<Option<String>> {
        let profile = tx.open_at::<OwnProfile>(&Opener::member(), me, place)?;
        Ok(profile.email.map(|email| email.show().address.as_str().to_owned()))
    };
    Ok(Known { own: at("")?, pending: at(&crate::Mailbox::ToProve.place())? })
}

pub(super) fn card(cx: &Cx, known: &Known) -> Markup {
    parts::card(
        cx.t("members-mail"),
        html! {
            @match &known.own {
                Some(own) => p { (own) },
                None => p { (cx.t("members-no-mail")) },
            }
            @if let Some(pending) = &known.pending {
                p { (cx.tv("members-letter-went", &[("mail", pending.to_owned())])) }
                (cx.form("/account/mail", html! {
                    input type="hidden" name="mail" value=(pending);
                    button.quiet type="submit" { (cx.t("members-letter-again")) }
                }))
            }
            p.actions { a.button.quiet href="/account/mail" { (cx.t("members-change")) } }
        },
    )
}

/// `GET /account/mail`.
pub(super) async fn page(cx: Cx) -> Show {
    draw(&cx, &Form::empty())
}

fn draw(cx: &Cx, form: &Form) -> Show {
    let fields = html! {
        (web::whole(form))
        (Field::text("mail", cx.t("members-mail")).most(254).complete("email")
            .help(cx.t("members-mail-change-help"))
            .show(form))
        (Field::secret("password", cx.t("members-your-password")).complete("current-password")
            .help(cx.t("members-password-not-asked")).optional().show(form))
        (web::submit(cx.t("members-send-letter")))
    };
    cx.show_form(
        cx.t("members-mail"),
        form,
        html! { h1 { (cx.t("members-mail")) } (cx.form("/account/mail", fields)) },
    )
}

/// `POST /account/mail`. Another address than the one that waits asks for the password: a browser
/// left open is not enough to take an account over.
pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let Some(mail) = form.text("mail", 254) else { return draw(&cx, &form) };
    let known = cx.db().read("members.mail", move |tx| known(tx, me)).await?;
    let is_new = known.pending.as_deref() != Some(mail.as_str());
    if is_new && !Owner::member(&cx).await?.is_shown(&cx, &mut form).await? {
        return draw(&cx, &form);
    }
    let act = move |tx: &mut Tx<'_>| ask_mail(tx, me, &mail);
    match cx.db().write("members.ask_mail", Lock::none(), act).await {
        Ok(_) => cx.tell(Notice::good(cx.t("members-letter-on-way"))).to("/account"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form)
        }
    }
}

/// `GET /proofs/{word}`: the link of a letter. It changes nothing, for programs that look at
/// letters open links too.
pub(super) async fn proof(cx: Cx, PathWord(word): PathWord) -> Show {
    draw_proof(&cx, &Form::empty(), word).await
}

async fn draw_proof(cx: &Cx, form: &Form, word: String) -> Show {
    let asked = word.clone();
    let ask = move |tx: &mut Tx<'_>| Ok((proves_mail(tx, &asked)?, resets(tx, &asked)?.is_some()));
    let action = format!("/proofs/{word}");
    match cx.db().read("members.proof", ask).await? {
        (true, _) => cx.show_form(cx.t("members-your-address"), form, html! {
            h1 { (cx.t("members-is-yours")) }
            (web::whole(form))
            p { (cx.t("members-is-yours-what")) }
            (cx.form(&action, web::submit(cx.t("members-yes-mine"))))
        }),
        (_, true) => cx.show_form(cx.t("members-anew"), form, html! {
            h1 { (cx.t("members-anew")) }
            p { (cx.t("members-anew-ends")) }
            (cx.form(&action, html! {
                (web::whole(form))
                (Field::secret("password", cx.t("members-new-password")).complete("new-password")
                    .help(cx.t(PASSWORD_HELP)).show(form))
                (web::submit(cx.t("members-set-and-enter")))
            }))
        }),
        _ => Err(MemberRefusal::NoProof.into()),
    }
}

/// `POST /proofs/{word}`.
pub(super) async fn use_proof(cx: Cx, PathWord(word): PathWord, mut form: Form) -> Show {
    let asked = word.clone();
    let is_reset = move |tx: &mut Tx<'_>| Ok(resets(tx, &asked)?.is_some());
    if cx.db().read("members.proof", is_reset).await? {
        return set_anew(cx, word, form).await;
    }
    let link = word.clone();
    let act = move |tx: &mut Tx<'_>| take_mail(tx, &link);
    match cx.db().write("members.take_mail", Lock::none(), act).await {
        Ok(_) => cx.tell(Notice::good(cx.t("members-address-proved"))).to("/account"),
        Err(refused) if refused.code() == "privacy.email_taken" => {
            form.refused(refused, &[])?;
            draw_proof(&cx, &form, word).await
        }
        Err(refused) => Err(refused.into()),
    }
}

async fn set_anew(cx: Cx, word: String, mut form: Form) -> Show {
    let Some(password) = chosen_password(&mut form, "password", "") else {
        return draw_proof(&cx, &form, word).await;
    };
    let hash = passwords(&cx)?.hash(password).await?;
    let hint = cx.hint();
    let act = move |tx: &mut Tx<'_>| {
        let member = reset(tx, &word, &hash)?;
        if has_factor(tx, Sitter::Member(member))? {
            return Ok(Err(begin_half(tx, Sitter::Member(member))?));
        }
        sign_in(tx, member, None, hint).map(Ok)
    };
    match cx.db().write("members.reset", Lock::none(), act).await? {
        Ok(ticket) => {
            let told = cx.t("members-password-reset");
            cx.hand_over(&ticket).tell(Notice::good(told)).to("/account")
        }
        Err(half) => second::code_page(&cx, &Form::empty(), &half, "/sign-in/code"),
    }
}

/// `GET /forgotten`.
pub(super) async fn forgotten(cx: Cx) -> Show {
    draw_forgotten(&cx, &Form::empty())
}

fn draw_forgotten(cx: &Cx, form: &Form) -> Show {
    cx.show_form(cx.t("members-anew"), form, html! {
        h1 { (cx.t("members-anew")) }
        p { (cx.t("members-anew-what")) }
        (cx.form("/forgotten", html! {
            (web::whole(form))
            (Field::text("mail", cx.t("members-mail-of-account")).most(254).complete("email").show(form))
            (web::submit(cx.t("members-send-letter")))
        }))
    })
}

/// `POST /forgotten`: the answer is the same whether the address is anybody's or not.
pub(super) async fn ask_anew(cx: Cx, mut form: Form) -> Show {
    let typed = form.text("mail", 254);
    let mail = typed.and_then(|typed| match rules::mail(&typed) {
        Ok(mail) => Some(mail),
        Err(no) => {
            form.wrong("mail", kernel::Refusal::from(no));
            None
        }
    });
    let Some(mail) = mail else { return draw_forgotten(&cx, &form) };
    let act = move |tx: &mut Tx<'_>| ask_reset(tx, &mail);
    cx.db().write("members.ask_reset", Lock::none(), act).await?;
    cx.show(
        cx.t("members-anew"),
        html! {
            h1 { (cx.t("members-look-into-letters")) }
            p { (cx.t("members-letter-if")) }
            p { a href="/sign-in" { (cx.t("members-back-to-sign-in")) } }
        },
    )
}
