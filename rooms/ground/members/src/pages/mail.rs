//! E-mail: the address of the account, the links of letters, a new password by letter.

use db::{Lock, Tx};
use maud::{Markup, html};
use privacy::{OpenViews as _, Opener, OwnProfile};
use web::{Cx, Field, Form, Notice, PathWord, Show, Sitter, parts};

use super::{PASSWORD_HELP, chosen_password, passwords, second};
use crate::acts::{proves_mail, resets};
use crate::{
    MemberRefusal, ask_mail, ask_reset, begin_half, has_factor, reset, rules, sign_in, store,
    take_mail,
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
        "E-mail",
        html! {
            @match &known.own {
                Some(own) => p { (own) },
                None => p { "No address is proved yet. Bidding and buying ask for one." },
            }
            @if let Some(pending) = &known.pending {
                p { "A letter went to " strong { (pending) } ". Open the link in it to prove that it is yours." }
                (cx.form("/account/mail", html! {
                    input type="hidden" name="mail" value=(pending);
                    button.quiet type="submit" { "Send the letter again" }
                }))
            }
            p.actions { a.button.quiet href="/account/mail" { "Change" } }
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
        (Field::text("mail", "E-mail").most(254).complete("email")
            .help("A letter goes there; its link makes it yours. Until then nothing changes. The address you have now is told.")
            .show(form))
        (Field::secret("password", "Your password").complete("current-password")
            .help("Not asked for the letter of an address you gave before.").optional().show(form))
        (web::submit("Send the letter"))
    };
    cx.show_form("E-mail", form, html! { h1 { "E-mail" } (cx.form("/account/mail", fields)) })
}

/// `POST /account/mail`. Another address than the one that waits asks for the password: a browser
/// left open is not enough to take an account over.
pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let Some(mail) = form.text("mail", 254) else { return draw(&cx, &form) };
    let ask = move |tx: &mut Tx<'_>| Ok((known(tx, me)?, store::password(tx, me)?));
    let (known, kept) = cx.db().read("members.mail", ask).await?;
    if known.pending.as_deref() != Some(mail.as_str()) {
        let Some(password) = form.secret("password") else { return draw(&cx, &form) };
        if !passwords(&cx)?.fits(password, kept).await? {
            form.wrong("password", kernel::Refusal::from(MemberRefusal::WrongPassword));
            return draw(&cx, &form);
        }
    }
    let act = move |tx: &mut Tx<'_>| ask_mail(tx, me, &mail);
    match cx.db().write("members.ask_mail", Lock::none(), act).await {
        Ok(_) => {
            cx.tell(Notice::good("A letter is on its way. Open the link in it.")).to("/account")
        }
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
        (true, _) => cx.show_form("Your address", form, html! {
            h1 { "Is this your address?" }
            (web::whole(form))
            p { "Then the account is reached by it from now on. If you did not ask for this, close the page: nothing happens." }
            (cx.form(&action, web::submit("Yes, it is mine")))
        }),
        (_, true) => cx.show_form("A new password", form, html! {
            h1 { "A new password" }
            (cx.form(&action, html! {
                (web::whole(form))
                (Field::secret("password", "New password").complete("new-password")
                    .help(PASSWORD_HELP).show(form))
                (web::submit("Set it and sign in"))
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
        Ok(_) => cx.tell(Notice::good("Your address is proved.")).to("/account"),
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
            let told = "Your password is changed. Every other browser was signed out.";
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
    cx.show_form("A new password", form, html! {
        h1 { "A new password" }
        p { "We write to the address of your account. The link in the letter lets you choose a new password for an hour." }
        (cx.form("/forgotten", html! {
            (web::whole(form))
            (Field::text("mail", "E-mail of your account").most(254).complete("email").show(form))
            (web::submit("Send the letter"))
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
    cx.show("A new password", html! {
        h1 { "Look into your letters" }
        p { "If this is the proved address of an account, a letter is on its way to it. Its link is good for an hour." }
        p { a href="/sign-in" { "Back to signing in" } }
    })
}
