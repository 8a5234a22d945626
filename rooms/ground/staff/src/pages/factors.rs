//! Members who lost what makes their codes.

use db::{Lock, Tx};
use kernel::ApprovalId;
use maud::{Markup, html};
use web::{Cx, Field, Form, Notice, PathId, Show, parts};

use super::approvals::standing;
use super::member_of;
use crate::store::Approval;
use crate::{ask_factor_drop, drop_lost_factor, factor_losses};

const BESIDE: [(&str, &str); 3] = [
    ("staff.no_member", "member"),
    ("staff.no_factor", "member"),
    ("staff.asked_already", "member"),
];

/// `GET /staff/factors`.
pub(super) async fn page(cx: Cx) -> Show {
    draw(&cx, &Form::empty()).await
}

async fn draw(cx: &Cx, form: &Form) -> Show {
    let me = cx.staff()?.id;
    let list = cx.db().read("staff.factor_losses", move |tx| factor_losses(tx, me)).await?;
    let fields = html! {
        (web::whole(form))
        (Field::text("member", cx.t("staff-member")).most(30).help(cx.t("staff-member-help")).show(form))
        (Field::text("why", cx.t("staff-why")).most(150).help(cx.t("staff-no-names")).show(form))
        (Field::tick("sure", cx.t("staff-reset-sure")).show(form))
        (web::submit(cx.t("staff-factors-ask")))
    };
    cx.show_form(
        cx.t("staff-factors"),
        form,
        html! {
            h1 { (cx.t("staff-factors")) }
            p { (cx.t("staff-factors-how")) }
            @if list.is_empty() { p { (cx.t("staff-factors-none")) } }
            @for wish in &list { (one(cx, wish)) }
            (parts::card(cx.t("staff-factors-ask"), cx.form("/staff/factors", fields)))
        },
    )
}

fn one(cx: &Cx, wish: &Approval) -> Markup {
    let body = html! {
        (standing(cx, wish))
        (parts::facts(&[
            (cx.t("staff-why"), html! { (wish.why) }),
            (cx.t("staff-asked-by"), html! { code { (wish.asked_by) } ", " (parts::instant(wish.asked_at)) }),
            (cx.t("staff-until"), parts::instant(wish.ends_at)),
        ]))
        @if wish.is_agreed(cx.now()) {
            (cx.button(&format!("/staff/factors/{}/removal", wish.id), cx.t("staff-factors-do")))
        }
    };
    html! { section.card { h2 { code { (wish.subject) } } (body) } }
}

/// `POST /staff/factors`.
pub(super) async fn ask(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let (member, why) = (member_of(&mut form), form.text("why", 150));
    if !form.ticked("sure") {
        form.wrong("sure", web::WebRefusal::Missing);
    }
    let (Some(member), Some(why), true) = (member, why, form.is_right()) else {
        return draw(&cx, &form).await;
    };
    let act = move |tx: &mut Tx<'_>| ask_factor_drop(tx, member, &why, me);
    match cx.db().write("staff.ask_factor_drop", Lock::none(), act).await {
        Ok(_) => cx.tell(Notice::good(cx.t("staff-factors-asked"))).to("/staff/factors"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form).await
        }
    }
}

/// `POST /staff/factors/{approval}/removal`.
pub(super) async fn remove(cx: Cx, PathId(id): PathId<ApprovalId>) -> Show {
    let me = cx.staff()?.id;
    let act = move |tx: &mut Tx<'_>| drop_lost_factor(tx, id, me);
    match cx.db().write("staff.drop_factor", Lock::none(), act).await {
        Ok(()) => cx.tell(Notice::good(cx.t("staff-factors-done"))).to("/staff/factors"),
        Err(refused) => {
            let mut form = Form::empty();
            form.refused(refused, &[])?;
            draw(&cx, &form).await
        }
    }
}
