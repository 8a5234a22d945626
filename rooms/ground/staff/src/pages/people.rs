use db::{Answer, Lock, Tx};
use kernel::{Refusal, StaffId, Word};
use maud::{Markup, html};
use members::Passwords;
use web::parts::{self, Align, Column};
use web::{Cx, Field, Form, Notice, PathId, Role, Roles, Show};

use super::{badges, role_words};
use crate::{Colleague, Hiring, StaffRefusal, colleagues, grant, hire, leave, revoke};

const BESIDE: [(&str, &str); 4] = [
    ("members.bad_handle", "handle"),
    ("members.reserved_handle", "handle"),
    ("privacy.handle_taken", "handle"),
    ("staff.no_role", "roles"),
];

pub(super) async fn page(cx: Cx) -> Show {
    draw(&cx, &Form::empty()).await
}

async fn draw(cx: &Cx, form: &Form) -> Show {
    let me = cx.staff()?.id;
    let list = move |tx: &mut Tx<'_>| colleagues(tx, me);
    let people = cx.db().write("staff.colleagues", Lock::none(), list).await?;
    let columns = [
        Column(cx.t("staff-who"), Align::Left),
        Column(cx.t("staff-since"), Align::Left),
        Column(cx.t("staff-roles"), Align::Left),
        Column("", Align::Left),
    ];
    let rows: Vec<Vec<Markup>> = people.iter().map(|person| row(cx, person)).collect();
    cx.show_form(
        cx.t("staff-people"),
        form,
        html! {
            h1 { (cx.t("staff-people")) }
            (parts::table(cx.t("staff-people-caption"), &columns, &rows))
            (parts::card(cx.t("staff-hire-somebody"), hire_form(cx, form)))
        },
    )
}

fn row(cx: &Cx, person: &Colleague) -> Vec<Markup> {
    let name = person.handle.clone().unwrap_or_else(|| person.id.to_string());
    let since = html! {
        (parts::instant(person.hired_at))
        @if let Some(left) = person.left_at { br; (cx.t("staff-left")) " " (parts::instant(left)) }
    };
    let change = if person.left_at.is_some() {
        html! {}
    } else {
        change(cx, person, &name)
    };
    vec![html! { strong { (name) } }, since, badges(cx, person.roles), change]
}

fn change(cx: &Cx, person: &Colleague, name: &str) -> Markup {
    let id = person.id;
    let which = |label: &str| {
        let told = [("label", label.to_owned()), ("name", name.to_owned())];
        cx.tv("staff-which-role", &told)
    };
    let one = |place: &str, label: &str, roles: &[Role]| {
        html! {
            @if !roles.is_empty() {
                (cx.form(&format!("/staff/people/{id}/{place}"), html! {
                    span.inline {
                        select name="role" aria-label=(which(label)) {
                            @for role in roles {
                                option value=(role.word()) { (role_words(cx, *role)) }
                            }
                        }
                        button.quiet type="submit" { (label) }
                    }
                }))
            }
        }
    };
    let (held, free): (Vec<Role>, Vec<Role>) =
        Role::ALL.iter().partition(|role| person.roles.has(**role));
    html! {
        details {
            summary { (cx.t("staff-change")) }
            (one("grants", cx.t("staff-give"), &free))
            (one("revocations", cx.t("staff-take"), &held))
            p { a href=(format!("/staff/people/{id}/reset")) { (cx.t("staff-reset")) } }
            (cx.form(&format!("/staff/people/{id}/departure"), html! {
                button.danger type="submit" { (cx.t("staff-ends-work")) }
            }))
        }
    }
}

fn hire_form(cx: &Cx, form: &Form) -> Markup {
    let wrong = form.wrong_with("roles");
    cx.form("/staff/people", html! {
        (web::whole(form))
        (Field::text("handle", cx.t("staff-handle")).most(20).help(cx.t("staff-handle-help")).show(form))
        (Field::secret("password", cx.t("staff-first-password")).complete("new-password")
            .help(cx.t("staff-first-password-help"))
            .show(form))
        fieldset.field {
            legend { (cx.t("staff-roles")) }
            @if let Some(sentence) = wrong { p.wrong { (sentence) } }
            @for role in Role::ALL {
                label.pick {
                    input type="checkbox" name="roles" value=(role.word())
                        checked[form.every("roles").any(|word| word == role.word())];
                    span { (role_words(cx, *role)) }
                }
            }
        }
        (web::submit(cx.t("staff-hire")))
    })
}

pub(super) async fn hiring(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let (handle, password) = (form.text("handle", 40), form.secret("password"));
    let handle = handle.and_then(|typed| match members::rules::handle(&typed) {
        Ok(handle) => Some(handle),
        Err(no) => {
            form.wrong("handle", Refusal::from(no));
            None
        }
    });
    let known = handle.as_deref().unwrap_or("");
    if let Some(Err(no)) = password.as_ref().map(|p| members::rules::password(p, known)) {
        form.wrong("password", Refusal::from(no));
    }
    let roles: Roles = form.every("roles").filter_map(Role::from_word).collect();
    if roles == Roles::NONE {
        form.wrong("roles", Refusal::from(StaffRefusal::NoRole));
    }
    let (Some(handle), Some(password), true) = (handle, password, form.is_right()) else {
        return draw(&cx, &form).await;
    };
    let password = cx.plugged::<Passwords>()?.hash(password).await?;
    let told = cx.tv("staff-works-here", &[("handle", handle.clone())]);
    let hiring = Hiring { handle, password, roles, is_own: false };
    let act = move |tx: &mut Tx<'_>| hire(tx, &hiring, me);
    match cx.db().write("staff.hire", Lock::none(), act).await {
        Ok(_) => cx.tell(Notice::good(told)).to("/staff/people"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form).await
        }
    }
}

pub(super) async fn granting(cx: Cx, PathId(staff): PathId<StaffId>, form: Form) -> Show {
    with_role(&cx, form, "staff.grant", "staff-role-given", move |tx, role, me| {
        grant(tx, staff, role, me)
    })
    .await
}

pub(super) async fn revoking(cx: Cx, PathId(staff): PathId<StaffId>, form: Form) -> Show {
    with_role(&cx, form, "staff.revoke", "staff-role-taken", move |tx, role, me| {
        revoke(tx, staff, role, me)
    })
    .await
}

async fn with_role(
    cx: &Cx,
    mut form: Form,
    name: &'static str,
    told: &'static str,
    act: impl Fn(&mut Tx<'_>, Role, StaffId) -> Answer<()> + Send + 'static,
) -> Show {
    let me = cx.staff()?.id;
    let Some(role) = form.word::<Role>("role") else {
        return Err(web::WebRefusal::NotAChoice.into());
    };
    cx.db().write(name, Lock::none(), move |tx| act(tx, role, me)).await?;
    cx.tell(Notice::good(cx.t(told))).to("/staff/people")
}

pub(super) async fn leaving(cx: Cx, PathId(staff): PathId<StaffId>) -> Show {
    let me = cx.staff()?.id;
    let act = move |tx: &mut Tx<'_>| leave(tx, staff, me);
    cx.db().write("staff.leave", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("staff-gone"))).to("/staff/people")
}
