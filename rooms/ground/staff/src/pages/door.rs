use db::{Lock, Tx};
use kernel::{Refusal, StaffId};
use maud::html;
use members::{
    MemberRefusal, Passwords, begin_half, code_page_with, forgive, half_of, has_factor, knows,
    recovery_page, set_up_page, the_staff, tried,
};
use web::{Asked, Cx, Field, Form, Notice, Person, Show, Sitter, is_ours};

use super::then;
use crate::{StaffRefusal, change_password, enter, find, must_choose, person_of, sign_out, store};

pub(super) async fn page(cx: Cx, Asked(asked): Asked) -> Show {
    match cx.person() {
        Person::Staff(_) => cx.to("/staff"),
        _ => draw(&cx, &asked),
    }
}

pub(super) fn draw(cx: &Cx, form: &Form) -> Show {
    let next = form.shown("then");
    let fields = html! {
        (web::whole(form))
        @if is_ours(next) { input type="hidden" name="then" value=(next); }
        (Field::text("handle", cx.t("staff-handle")).most(40).complete("username").show(form))
        (Field::secret("password", cx.t("staff-password")).complete("current-password").show(form))
        (web::submit(cx.t("staff-sign-in")))
    };
    cx.show_form(cx.t("staff-sign-in-title"), form, html! {
        h1 { (cx.t("staff-sign-in-title")) }
        p { (cx.t("staff-sign-in-what")) " " a href="/sign-in" { (cx.t("staff-members-door")) } }
        (cx.form("/staff/sign-in", fields))
        (members::passkey_door(cx, form, "/staff/sign-in/passkey"))
    })
}

/// What wrong tries are counted under.
const DOOR: &str = "staff";
const WRONG: MemberRefusal = MemberRefusal::WrongPassword;
const CODE: &str = "/staff/sign-in/code";

/// A right password opens nothing here: a code is asked for, and whoever has no app yet sets one up
/// before anything else.
pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let asked = (form.text("handle", 40), form.secret("password"));
    let (Some(handle), Some(password)) = asked else { return draw(&cx, &form) };
    let name = handle.clone();
    let look = move |tx: &mut Tx<'_>| Ok(find(tx, &name)?.map(|one| (one.password, one.staff)));
    let (staff, counted) = match tried(&cx, DOOR, &handle, password, look).await {
        Ok(found) => found,
        Err(refused) => {
            form.refused(refused, &[])?;
            return draw(&cx, &form);
        }
    };
    let who = Sitter::Staff(staff);
    let act = move |tx: &mut Tx<'_>| {
        forgive(tx, &counted)?;
        begin_half(tx, who)
    };
    let half = cx.db().write("staff.begin_half", Lock::none(), act).await?;
    let next = Form::empty().with("then", then(&form));
    second(&cx, &next, &half).await
}

/// Who has come half way, and what is still asked of them.
struct HalfIn {
    staff: StaffId,
    called: String,
    has_app: bool,
    must_choose: bool,
    kept: Option<String>,
}

async fn half_in(cx: &Cx, half: &str) -> db::Answer<HalfIn> {
    let key = half.to_owned();
    let ask = move |tx: &mut Tx<'_>| {
        let staff = the_staff(half_of(tx, &key)?)?;
        Ok(HalfIn {
            staff,
            called: privacy::own_handle(tx, person_of(staff))?.show().handle.as_str().to_owned(),
            has_app: has_factor(tx, Sitter::Staff(staff))?,
            must_choose: must_choose(tx, staff)?,
            kept: store::password(tx, staff)?,
        })
    };
    cx.db().read("staff.half", ask).await
}

/// The second step: the code of the app, or the app that is to be set up; and a password of their
/// own from whoever was given theirs.
async fn second(cx: &Cx, form: &Form, half: &str) -> Show {
    let here = half_in(cx, half).await?;
    let own = html! {
        @if here.must_choose {
            (Field::secret("new_password", cx.t("staff-choose-own")).complete("new-password")
                .help(cx.t("staff-choose-own-help")).show(form))
        }
    };
    if here.has_app {
        return code_page_with(cx, form, half, CODE, own);
    }
    set_up_page(cx, form, Some(half), Sitter::Staff(here.staff), &here.called, CODE, own).await
}

/// What is kept of the password they chose; `None` inside when theirs is their own already, and
/// around it when what they typed will not do.
async fn chosen(cx: &Cx, form: &mut Form, here: &HalfIn) -> db::Answer<Option<Option<String>>> {
    if !here.must_choose {
        return Ok(Some(None));
    }
    let Some(new) = form.secret("new_password") else { return Ok(None) };
    if let Err(no) = members::rules::password(&new, &here.called) {
        form.wrong("new_password", Refusal::from(no));
        return Ok(None);
    }
    let pool = cx.plugged::<Passwords>()?;
    if pool.fits(new.clone(), here.kept.clone()).await? {
        form.wrong("new_password", Refusal::from(StaffRefusal::SamePassword));
        return Ok(None);
    }
    Ok(Some(Some(pool.hash(new).await?)))
}

/// `POST /staff/sign-in/code`.
pub(super) async fn code(cx: Cx, mut form: Form) -> Show {
    let (half, code) = (form.shown("half").to_owned(), form.text("code", 40));
    let here = half_in(&cx, &half).await?;
    let own = chosen(&cx, &mut form, &here).await?;
    let (Some(code), Some(own)) = (code, own) else { return second(&cx, &form, &half).await };
    let (key, old, hint) = (half.clone(), cx.session(), cx.hint());
    let act = move |tx: &mut Tx<'_>| enter(tx, &key, &code, own.as_deref(), old, hint);
    match cx.db().write("staff.sign_in", Lock::none(), act).await {
        Ok(Some((ticket, None))) => cx.hand_over(&ticket).to(then(&form)),
        Ok(Some((ticket, Some(codes)))) => recovery_page(cx.hand_over(&ticket), &codes, "/staff"),
        Ok(None) => {
            form.wrong("code", Refusal::from(MemberRefusal::WrongCode));
            second(&cx, &form, &half).await
        }
        Err(refused) => {
            form.refused(refused, &[("members.code_later", "code")])?;
            second(&cx, &form, &half).await
        }
    }
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
        (Field::secret("password", cx.t("staff-password-now")).complete("current-password").show(form))
        (Field::secret("new_password", cx.t("staff-new-password")).complete("new-password")
            .help(cx.t("staff-at-least")).show(form))
        (web::submit(cx.t("staff-change-password")))
    };
    cx.show_form(
        cx.t("staff-your-password"),
        form,
        html! {
            h1 { (cx.t("staff-your-password")) }
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
    let known = knows(&cx, id.to_string(), old, kept).await;
    if let Err(no) = known.and_then(|knows| Ok(knows.then_some(()).ok_or(WRONG)?)) {
        form.refused(
            no,
            &[("members.wrong_password", "password"), ("members.try_later", "password")],
        )?;
        return draw_password(&cx, &form);
    }
    let new = cx.plugged::<Passwords>()?.hash(new).await?;
    let act = move |tx: &mut Tx<'_>| change_password(tx, id, &new, here);
    cx.db().write("staff.change_password", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("staff-password-changed"))).to("/staff")
}
