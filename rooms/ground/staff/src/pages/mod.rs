mod approvals;
mod door;
mod limits;
mod people;

use crate::rules::MAY_ANSWER;
use maud::{Markup, html};
use web::{Cx, Entry, Form, Role, Routes, Show, Who, is_ours, parts};

/// Every way into the staff room.
pub fn routes() -> Routes {
    Routes::new("staff")
        .speaking(crate::TEXTS)
        .get("/staff", Who::AnyStaff, home)
        .menu("Desks")
        .get("/staff/sign-in", Who::Anyone, door::page)
        .post("/staff/sign-in", Who::Anyone, door::send)
        .post("/staff/sign-in/code", Who::Anyone, door::code)
        .post("/staff/sign-out", Who::AnyStaff, door::leave)
        .get("/staff/password", Who::AnyStaff, door::password_page)
        .post("/staff/password", Who::AnyStaff, door::password)
        .get("/staff/people", Who::Staff(Role::Administrator), people::page)
        .desk("People", "Who works here, and in which roles.")
        .post("/staff/people", Who::Staff(Role::Administrator), people::hiring)
        .post("/staff/people/{staff}/grants", Who::Staff(Role::Administrator), people::granting)
        .post(
            "/staff/people/{staff}/revocations",
            Who::Staff(Role::Administrator),
            people::revoking,
        )
        .post("/staff/people/{staff}/departure", Who::Staff(Role::Administrator), people::leaving)
        .get("/staff/limits", Who::Staff(Role::Support), limits::page)
        .desk("Members’ limits", "How far one member may bid.")
        .post("/staff/limits", Who::Staff(Role::Support), limits::send)
        .get("/staff/approvals", Who::StaffOf(&MAY_ANSWER), approvals::page)
        .desk("Approvals", "What one person alone may not do.")
        .post("/staff/approvals", Who::Staff(Role::PrivacyOfficer), approvals::erase)
        .post("/staff/approvals/{approval}/answer", Who::StaffOf(&MAY_ANSWER), approvals::answer)
}

/// The desks this person's roles open.
async fn home(cx: Cx) -> Show {
    let me = cx.staff()?;
    let desks: Vec<&Entry> = cx.entries().filter(|entry| !entry.what.is_empty()).collect();
    let roles: Vec<&str> = me.roles.iter().map(Role::label).collect();
    cx.show("Desks", html! {
        h1 { "Desks" }
        p { @if roles.is_empty() { "You hold no role yet." } @else { "You work here as " (roles.join(", ")) "." } }
        @if desks.is_empty() {
            p { "No desk is open to you. An administrator gives roles." }
        } @else {
            ul.cards { @for desk in desks { (card(desk)) } }
        }
        p.actions { a href="/staff/password" { "Change your password" } }
    })
}

fn card(desk: &Entry) -> Markup {
    html! { li.card { h2 { a href=(desk.path) { (desk.label) } } p { (desk.what) } } }
}

fn then(form: &Form) -> &str {
    let then = form.shown("then");
    if is_ours(then) { then } else { "/staff" }
}

fn badges(roles: web::Roles) -> Markup {
    html! { @for role in roles.iter() { (parts::badge(parts::Colour::Blue, role.label())) " " } }
}
