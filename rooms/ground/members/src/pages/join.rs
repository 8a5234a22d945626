use db::{Lock, Tx};
use kernel::Refusal;
use maud::html;
use web::{Asked, Cx, Field, Form, Language, Notice, Show, percent_encoded};

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
        (Field::text("handle", "Handle").most(20).complete("username")
            .help("What you are called here: letters, digits, - and _. No e-mail address, no real name.")
            .show(form))
        (Field::text("mail", "E-mail").most(254).complete("email")
            .help("A letter goes there; its link proves that it is yours. You can look around before, and bid after.")
            .show(form))
        (Field::secret("password", "Password").complete("new-password").help(PASSWORD_HELP).show(form))
        p.small {
            "By joining you agree that we use your data as the "
            a href="/privacy" { "privacy policy" } " says, and in no other way."
        }
        (web::submit("Join"))
    };
    cx.show_form(
        "Join",
        form,
        html! {
            h1 { "Join" }
            p { "Bid and buy in Japan; we receive, pack and send it to you." }
            (cx.form("/sign-up", fields))
            p.small { "A member already? " a href=(sign_in) { "Sign in" } "." }
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
    let joining = Joining {
        handle,
        password,
        language: Language::English,
        time_zone: "Asia/Tokyo".to_owned(),
    };
    let (old, hint) = (cx.session(), cx.hint());
    let act = move |tx: &mut Tx<'_>| {
        let member = sign_up(tx, &joining)?;
        ask_mail(tx, member, &mail)?;
        sign_in(tx, member, old, hint)
    };
    match cx.db().write("members.sign_up", Lock::none(), act).await {
        Ok(ticket) => {
            let welcome =
                "Welcome. A letter is on its way: open its link. Next, tell us where parcels go.";
            cx.hand_over(&ticket).tell(Notice::good(welcome)).to(then(&form))
        }
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form)
        }
    }
}
