use db::{Lock, Tx};
use kernel::{Refusal, Refused};
use maud::html;
use members::{MemberRefusal, Passwords};
use web::{Asked, Cx, Field, Form, Notice, Person, Show, is_ours};

use super::then;
use crate::{change_password, find, sign_in, sign_out, store};

pub(super) async fn page(cx: Cx, Asked(asked): Asked) -> Show {
    match cx.person() {
        Person::Staff(_) => cx.to("/staff"),
        _ => draw(&cx, &asked),
    }
}

fn draw(cx: &Cx, form: &Form) -> Show {
    let next = form.shown("then");
    let fields = html! {
        (web::whole(form))
        @if is_ours(next) { input type="hidden" name="then" value=(next); }
        (Field::text("handle", "Handle").most(40).complete("username").show(form))
        (Field::secret("password", "Password").complete("current-password").show(form))
        (web::submit("Sign in"))
    };
    cx.show_form("Staff sign-in", form, html! {
        h1 { "Staff sign-in" }
        p { "For people who work here. Members sign in " a href="/sign-in" { "at their own door" } "." }
        (cx.form("/staff/sign-in", fields))
    })
}

pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let asked = (form.text("handle", 40), form.secret("password"));
    let (Some(handle), Some(password)) = asked else { return draw(&cx, &form) };
    let look = move |tx: &mut Tx<'_>| find(tx, &handle);
    let found = cx.db().read("staff.find", look).await?;
    let kept = found.as_ref().map(|entering| entering.password.clone());
    let fits = cx.plugged::<Passwords>()?.fits(password, kept).await?;
    let Some(entering) = found.filter(|_| fits) else {
        let no: Refused = MemberRefusal::WrongSignIn.into();
        form.refused(no, &[])?;
        return draw(&cx, &form);
    };
    let (staff, old) = (entering.staff, cx.session());
    let act = move |tx: &mut Tx<'_>| sign_in(tx, staff, old);
    let ticket = cx.db().write("staff.sign_in", Lock::none(), act).await?;
    cx.hand_over(&ticket).to(then(&form))
}

pub(super) async fn leave(cx: Cx) -> Show {
    if let Some(session) = cx.session() {
        let act = move |tx: &mut Tx<'_>| sign_out(tx, session);
        cx.db().write("staff.sign_out", Lock::none(), act).await?;
    }
    cx.take_back().to("/staff/sign-in")
}

pub(super) async fn password_page(cx: Cx) -> Show {
    draw_password(&cx, &Form::empty())
}

fn draw_password(cx: &Cx, form: &Form) -> Show {
    let fields = html! {
        (web::whole(form))
        (Field::secret("password", "Password now").complete("current-password").show(form))
        (Field::secret("new_password", "New password").complete("new-password")
            .help("At least 10 characters.").show(form))
        (web::submit("Change the password"))
    };
    cx.show_form(
        "Your password",
        form,
        html! {
            h1 { "Your password" }
            (cx.form("/staff/password", fields))
        },
    )
}

pub(super) async fn password(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.clone();
    let (old, new) = (form.secret("password"), form.secret("new_password"));
    if let Some(Err(no)) = new.as_ref().map(|new| members::rules::password(new, &me.handle)) {
        form.wrong("new_password", Refusal::from(no));
    }
    let (Some(old), Some(new), true) = (old, new, form.is_right()) else {
        return draw_password(&cx, &form);
    };
    let (id, here) = (me.id, cx.session());
    let look = move |tx: &mut Tx<'_>| store::password(tx, id);
    let kept = cx.db().read("staff.password", look).await?;
    let pool = cx.plugged::<Passwords>()?;
    if !pool.fits(old, kept).await? {
        form.wrong("password", Refusal::from(MemberRefusal::WrongPassword));
        return draw_password(&cx, &form);
    }
    let new = pool.hash(new).await?;
    let act = move |tx: &mut Tx<'_>| change_password(tx, id, &new, here);
    cx.db().write("staff.change_password", Lock::none(), act).await?;
    let told = "Your password is changed. Other browsers were signed out.";
    cx.tell(Notice::good(told)).to("/staff")
}
