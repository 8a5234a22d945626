mod account;
mod approvals;
mod door;
mod factors;
mod limits;
mod people;
mod record;
mod reset;
mod work;

use crate::rules::MAY_ANSWER;
use kernel::{Id as _, MemberId, Word as _};
use maud::{Markup, html};
use web::{Cx, Entry, Form, Role, Routes, Show, Who, is_ours, parts};

/// Every way into the staff room.
pub fn routes() -> Routes {
    Routes::new("staff")
        .speaking(crate::TEXTS)
        .get("/staff", Who::AnyStaff, home)
        .menu("staff-desks")
        .get("/staff/sign-in", Who::Anyone, door::page)
        .post("/staff/sign-in", Who::Anyone, door::send)
        .post("/staff/sign-in/code", Who::Anyone, door::code)
        .post("/staff/sign-out", Who::AnyStaff, door::leave)
        .get("/staff/password", Who::AnyStaff, door::password_page)
        .post("/staff/password", Who::AnyStaff, door::password)
        .get("/staff/account", Who::AnyStaff, account::page)
        .post("/staff/account/sessions/others", Who::AnyStaff, account::end_others)
        .post("/staff/account/sessions/{session}/end", Who::AnyStaff, account::end_one)
        .get("/staff/account/passkeys", Who::AnyStaff, account::passkeys)
        .post("/staff/account/passkeys", Who::AnyStaff, account::add)
        .post("/staff/account/passkeys/challenge", Who::AnyStaff, account::challenge)
        .get("/staff/account/passkeys/{passkey}", Who::AnyStaff, account::passkey)
        .post("/staff/account/passkeys/{passkey}/label", Who::AnyStaff, account::rename)
        .post("/staff/account/passkeys/{passkey}/removal", Who::AnyStaff, account::remove)
        .post("/staff/sign-in/passkey/challenge", Who::Anyone, members::passkey_challenge)
        .post("/staff/sign-in/passkey", Who::Anyone, account::enter)
        .get("/staff/people", Who::Staff(Role::Administrator), people::page)
        .desk("staff-people", "staff-people-what")
        .post("/staff/people", Who::Staff(Role::Administrator), people::hiring)
        .post("/staff/people/{staff}/grants", Who::Staff(Role::Administrator), people::granting)
        .post(
            "/staff/people/{staff}/revocations",
            Who::Staff(Role::Administrator),
            people::revoking,
        )
        .get("/staff/people/{staff}/reset", Who::Staff(Role::Administrator), reset::page)
        .post("/staff/people/{staff}/reset", Who::Staff(Role::Administrator), reset::send)
        .post("/staff/people/{staff}/departure", Who::Staff(Role::Administrator), people::leaving)
        .get("/staff/limits", Who::Staff(Role::Support), limits::page)
        .desk("staff-limits", "staff-limits-what")
        .post("/staff/limits", Who::Staff(Role::Support), limits::send)
        .get("/staff/factors", Who::Staff(Role::Support), factors::page)
        .desk("staff-factors", "staff-factors-what")
        .post("/staff/factors", Who::Staff(Role::Support), factors::ask)
        .post("/staff/factors/{approval}/removal", Who::Staff(Role::Support), factors::remove)
        .get("/staff/approvals", Who::StaffOf(&MAY_ANSWER), approvals::page)
        .desk("staff-approvals", "staff-approvals-what")
        .post("/staff/approvals", Who::Staff(Role::PrivacyOfficer), approvals::erase)
        .post("/staff/approvals/{approval}/answer", Who::StaffOf(&MAY_ANSWER), approvals::answer)
        .get("/staff/record", Who::StaffOf(&MAY_ANSWER), record::page)
        .desk("staff-record", "staff-record-what")
        .get("/staff/background", Who::Staff(Role::Administrator), work::page)
        .desk("staff-work", "staff-work-what")
        .post("/staff/background/{job}/again", Who::Staff(Role::Administrator), work::again)
        .post("/staff/background/{job}/removal", Who::Staff(Role::Administrator), work::remove)
}

/// The desks this person's roles open.
async fn home(cx: Cx) -> Show {
    let me = cx.staff()?;
    let desks: Vec<&Entry> = cx.entries().filter(|entry| !entry.what.is_empty()).collect();
    let roles: Vec<String> = me.roles.iter().map(|role| role_words(&cx, role)).collect();
    let roles = roles.join(cx.t("staff-between"));
    cx.show(cx.t("staff-desks"), html! {
        h1 { (cx.t("staff-desks")) }
        p { @if roles.is_empty() { (cx.t("staff-no-role-yet")) } @else { (cx.tv("staff-you-work-as", &[("roles", roles)])) } }
        @if desks.is_empty() {
            p { (cx.t("staff-no-desk")) }
        } @else {
            ul.cards { @for desk in desks { (card(&cx, desk)) } }
        }
        p.actions { a href="/staff/account" { (cx.t("staff-account")) } }
    })
}

fn card(cx: &Cx, desk: &Entry) -> Markup {
    html! {
        li.card {
            h2 { a href=(desk.path) { (cx.label(desk.label)) } }
            p { (cx.label(desk.what)) }
        }
    }
}

/// The member whose number was typed.
fn member_of(form: &mut Form) -> Option<MemberId> {
    let typed = form.text("member", 30)?;
    let id = MemberId::parse(&typed);
    if id.is_none() {
        form.wrong("member", web::WebRefusal::NotAChoice);
    }
    id
}

fn then(form: &Form) -> &str {
    let then = form.shown("then");
    if is_ours(then) { then } else { "/staff" }
}

/// A role as a person reads it.
fn role_words(cx: &Cx, role: Role) -> String {
    cx.tv("staff-role", &[("role", role.word())])
}

fn badges(cx: &Cx, roles: web::Roles) -> Markup {
    html! {
        @for role in roles.iter() { (parts::badge(parts::Colour::Blue, &role_words(cx, role))) " " }
    }
}
