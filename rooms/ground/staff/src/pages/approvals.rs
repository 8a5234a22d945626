use db::{Lock, Tx};
use kernel::{ApprovalId, Id as _, VersionId};
use maud::{Markup, html};
use web::parts::{self, Colour};
use web::{Cx, Field, Form, Notice, PathId, Role, Show};

use super::member_of;
use crate::store::Approval;
use crate::{Reply, StaffRefusal, Wanted, answer_approval, approvals, ask_approval, erase_member};

const BESIDE: [(&str, &str); 4] = [
    ("staff.asked_already", "member"),
    ("staff.no_member", "member"),
    ("privacy.no_person", "member"),
    ("privacy.already_erased", "member"),
];

pub(super) async fn page(cx: Cx) -> Show {
    draw(&cx, &Form::empty()).await
}

async fn draw(cx: &Cx, form: &Form) -> Show {
    let me = cx.staff()?.id;
    let list = cx.db().read("staff.approvals", move |tx| approvals(tx, me)).await?;
    cx.show_form(
        cx.t("staff-approvals"),
        form,
        html! {
            h1 { (cx.t("staff-approvals")) }
            p { (cx.t("staff-approvals-how")) }
            @if list.is_empty() { p { (cx.t("staff-nothing-asked")) } }
            @for wish in &list { (one(cx, wish)?) }
            @if cx.has(Role::PrivacyOfficer) {
                (parts::card(cx.t("staff-erase-member"), erase_form(cx, form)))
            }
        },
    )
}

/// How a wish stands.
pub(super) fn standing(cx: &Cx, wish: &Approval) -> Markup {
    let now = cx.now();
    let (colour, words) = match wish.answer {
        _ if wish.done_at.is_some() => (Colour::Grey, "staff-is-done"),
        Some(Reply::Agreed) if wish.is_agreed(now) => (Colour::Green, "staff-is-agreed"),
        Some(Reply::Declined) => (Colour::Red, "staff-is-declined"),
        Some(Reply::TakenBack) => (Colour::Grey, "staff-is-taken-back"),
        None if wish.is_alive(now) => (Colour::Amber, "staff-is-waiting"),
        _ => (Colour::Grey, "staff-is-lapsed"),
    };
    parts::badge(colour, cx.t(words))
}

fn one(cx: &Cx, wish: &Approval) -> Result<Markup, web::Stop> {
    let (me, now) = (cx.staff()?.id, cx.now());
    let own = wish.asked_by == me;
    Ok(parts::card(
        match wish.what {
            Wanted::Erasure => cx.t("staff-wish-erasure"),
            Wanted::Handover => cx.t("staff-wish-handover"),
            Wanted::Order => cx.t("staff-wish-order"),
            Wanted::Factor => cx.t("staff-wish-factor"),
            Wanted::Password => cx.t("staff-wish-password"),
            Wanted::Policy => cx.t("staff-wish-policy"),
        },
        html! {
            (standing(cx, wish))
            (parts::facts(&[
                (cx.t("staff-about"), about(wish)),
                (cx.t("staff-why"), html! { (wish.why) }),
                (cx.t("staff-asked-by"), html! { code { (wish.asked_by) } ", " (parts::instant(wish.asked_at)) }),
                (cx.t("staff-until"), parts::instant(wish.ends_at)),
            ]))
            @if wish.what.takes_two() && wish.answer.is_none() && wish.is_alive(now) {
                @if own { (reply(cx, wish, Reply::TakenBack, cx.t("staff-take-back"))) }
                @else {
                    (reply(cx, wish, Reply::Agreed, cx.t("staff-agree")))
                    (reply(cx, wish, Reply::Declined, cx.t("staff-decline")))
                }
            }
        },
    ))
}

// Whom it is about; a version of the policy has a page, where what it changes is read.
fn about(wish: &Approval) -> Markup {
    if wish.what != Wanted::Policy {
        return html! { code { (wish.subject) } };
    }
    let version = VersionId::from_bits(wish.subject.bits());
    html! { a href={ "/staff/policy/" (version) } { (version) } }
}

fn reply(cx: &Cx, wish: &Approval, reply: Reply, label: &str) -> Markup {
    cx.form(
        &format!("/staff/approvals/{}/answer", wish.id),
        html! {
            input type="hidden" name="reply" value=(kernel::Word::word(reply));
            button.quiet type="submit" { (label) }
        },
    )
}

fn erase_form(cx: &Cx, form: &Form) -> Markup {
    cx.form("/staff/approvals", html! {
        (web::whole(form))
        (Field::text("member", cx.t("staff-member")).most(30).help(cx.t("staff-member-help")).show(form))
        (Field::text("why", cx.t("staff-why")).most(150)
            .help(cx.t("staff-request-help")).show(form))
        (Field::tick("sure", cx.t("staff-is-sure")).show(form))
        (web::submit(cx.t("staff-erase")))
    })
}

/// `POST /staff/approvals`: erases at once where no law keeps anything, or where another agreed;
/// asks for agreement otherwise.
pub(super) async fn erase(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let (member, why) = (member_of(&mut form), form.text("why", 150));
    if !form.ticked("sure") {
        form.wrong("sure", web::WebRefusal::Missing);
    }
    let (Some(member), Some(why), true) = (member, why, form.is_right()) else {
        return draw(&cx, &form).await;
    };
    let act = move |tx: &mut Tx<'_>| match erase_member(tx, member, &why, me) {
        Ok(_) => Ok(true),
        Err(no) if no.code() == "staff.needs_second" => {
            ask_approval(tx, Wanted::Erasure, member, &why, me).map(|_| false)
        }
        Err(no) => Err(no),
    };
    match cx.db().write("staff.erase_member", privacy::choices::lock(), act).await {
        Ok(done) => {
            let told = if done { "staff-erased" } else { "staff-asked" };
            cx.tell(Notice::good(cx.t(told))).to("/staff/approvals")
        }
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form).await
        }
    }
}

/// `POST /staff/approvals/{approval}/answer`.
pub(super) async fn answer(cx: Cx, PathId(id): PathId<ApprovalId>, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let Some(reply) = form.word::<Reply>("reply") else {
        return Err(StaffRefusal::NoSuchWish.into());
    };
    let act = move |tx: &mut Tx<'_>| answer_approval(tx, id, reply, me);
    cx.db().write("staff.answer_approval", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("staff-on-record"))).to("/staff/approvals")
}
