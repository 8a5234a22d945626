//! Another password for a colleague who lost their phone or their own.

use db::{Lock, Tx};
use kernel::StaffId;
use maud::html;
use members::Passwords;
use web::{Cx, Field, Form, PathId, Show, parts};

use crate::{colleagues, give_password};

/// `GET /staff/people/{staff}/reset`: what it does.
pub(super) async fn page(cx: Cx, PathId(staff): PathId<StaffId>) -> Show {
    draw(&cx, staff, &Form::empty()).await
}

async fn called(cx: &Cx, staff: StaffId) -> Result<String, web::Stop> {
    let me = cx.staff()?.id;
    let list = move |tx: &mut Tx<'_>| colleagues(tx, me);
    let people = cx.db().write("staff.colleagues", Lock::none(), list).await?;
    let known = people.into_iter().find(|one| one.id == staff && one.left_at.is_none());
    let known = known.ok_or(web::WebRefusal::NotFound)?;
    Ok(known.handle.unwrap_or_else(|| staff.to_string()))
}

async fn draw(cx: &Cx, staff: StaffId, form: &Form) -> Show {
    let name = called(cx, staff).await?;
    let title = cx.tv("staff-reset-title", &[("name", name)]);
    let fields = html! {
        (web::whole(form))
        (Field::text("why", cx.t("staff-reset-why")).most(150)
            .help(cx.t("staff-reset-why-help")).show(form))
        (Field::tick("sure", cx.t("staff-reset-sure")).show(form))
        p.actions { button.danger type="submit" { (cx.t("staff-reset-do")) } }
    };
    cx.show_form(
        &title,
        form,
        html! {
            h1 { (title) }
            p { (cx.t("staff-reset-what")) }
            (cx.form(&format!("/staff/people/{staff}/reset"), fields))
        },
    )
}

/// `POST /staff/people/{staff}/reset`: the password is told on this page, and nowhere again.
pub(super) async fn send(cx: Cx, PathId(staff): PathId<StaffId>, mut form: Form) -> Show {
    let (me, why) = (cx.staff()?.id, form.text("why", 150));
    if !form.ticked("sure") {
        form.wrong("sure", web::WebRefusal::Missing);
    }
    let (Some(why), true) = (why, form.is_right()) else {
        return draw(&cx, staff, &form).await;
    };
    let name = called(&cx, staff).await?;
    let password = drawn(cx.db().dice().roll());
    let hash = cx.plugged::<Passwords>()?.hash(password.clone()).await?;
    let act = move |tx: &mut Tx<'_>| give_password(tx, staff, &hash, &why, me);
    if let Err(refused) = cx.db().write("staff.give_password", Lock::none(), act).await {
        form.refused(refused, &[])?;
        return draw(&cx, staff, &form).await;
    }
    let title = cx.tv("staff-reset-done", &[("name", name)]);
    let told = html! {
        p { (cx.t("staff-reset-once")) " " code.given { (password) } }
        p { (cx.t("staff-reset-tell")) }
        p.actions { a.button.quiet href="/staff/people" { (cx.t("staff-reset-back")) } }
    };
    cx.show(&title, parts::card(&title, told))
}

// A hundred bits, in letters that cannot be misread.
fn drawn(mut bits: u128) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let letter = |at: usize| {
        let letter = char::from(LETTERS[(bits & 31) as usize]);
        bits >>= 5;
        let gap = if at > 0 && at.is_multiple_of(5) { "-" } else { "" };
        format!("{gap}{letter}")
    };
    (0..20).map(letter).collect()
}
