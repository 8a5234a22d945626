use db::{Answer, Lock, Tx};
use kernel::{Refusal, StaffId, Word};
use maud::{Markup, html};
use members::Passwords;
use web::parts::{self, Align, Column};
use web::{Cx, Field, Form, Notice, PathId, Role, Roles, Show};

use super::badges;
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
        Column("Who", Align::Left),
        Column("Since", Align::Left),
        Column("Roles", Align::Left),
        Column("", Align::Left),
    ];
    let rows: Vec<Vec<Markup>> = people.iter().map(|person| row(cx, person)).collect();
    cx.show_form(
        "People",
        form,
        html! {
            h1 { "People" }
            (parts::table("People who work here", &columns, &rows))
            (parts::card("Hire somebody", hire_form(cx, form)))
        },
    )
}

fn row(cx: &Cx, person: &Colleague) -> Vec<Markup> {
    let name = person.handle.clone().unwrap_or_else(|| person.id.to_string());
    let since = html! {
        (parts::instant(person.hired_at))
        @if let Some(left) = person.left_at { br; "left " (parts::instant(left)) }
    };
    let change = if person.left_at.is_some() {
        html! {}
    } else {
        change(cx, person, &name)
    };
    vec![html! { strong { (name) } }, since, badges(person.roles), change]
}

fn change(cx: &Cx, person: &Colleague, name: &str) -> Markup {
    let id = person.id;
    let one = |place: &str, label: &str, roles: &[Role]| {
        html! {
            @if !roles.is_empty() {
                (cx.form(&format!("/staff/people/{id}/{place}"), html! {
                    span.inline {
                        select name="role" aria-label={ (label) ": which role of " (name) } {
                            @for role in roles { option value=(role.word()) { (role.label()) } }
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
            summary { "Change" }
            (one("grants", "Give", &free))
            (one("revocations", "Take", &held))
            (cx.form(&format!("/staff/people/{id}/departure"), html! {
                button.danger type="submit" { "Ends work here" }
            }))
        }
    }
}

fn hire_form(cx: &Cx, form: &Form) -> Markup {
    let wrong = form.wrong_with("roles");
    cx.form("/staff/people", html! {
        (web::whole(form))
        (Field::text("handle", "Handle").most(20).help("What they sign in with.").show(form))
        (Field::secret("password", "First password").complete("new-password")
            .help("At least 10 characters. Tell it to them in person; they can change it at their desk.")
            .show(form))
        fieldset.field {
            legend { "Roles" }
            @if let Some(sentence) = wrong { p.wrong { (sentence) } }
            @for role in Role::ALL {
                label.pick {
                    input type="checkbox" name="roles" value=(role.word())
                        checked[form.every("roles").any(|word| word == role.word())];
                    span { (role.label()) }
                }
            }
        }
        (web::submit("Hire"))
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
    let told = format!("{handle} works here now.");
    let hiring = Hiring { handle, password, roles };
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
    with_role(&cx, form, "staff.grant", "The role is given.", move |tx, role, me| {
        grant(tx, staff, role, me)
    })
    .await
}

pub(super) async fn revoking(cx: Cx, PathId(staff): PathId<StaffId>, form: Form) -> Show {
    with_role(&cx, form, "staff.revoke", "The role is taken.", move |tx, role, me| {
        revoke(tx, staff, role, me)
    })
    .await
}

async fn with_role(
    cx: &Cx,
    mut form: Form,
    name: &'static str,
    told: &str,
    act: impl Fn(&mut Tx<'_>, Role, StaffId) -> Answer<()> + Send + 'static,
) -> Show {
    let me = cx.staff()?.id;
    let Some(role) = form.word::<Role>("role") else {
        return Err(web::WebRefusal::NotAChoice.into());
    };
    cx.db().write(name, Lock::none(), move |tx| act(tx, role, me)).await?;
    cx.tell(Notice::good(told)).to("/staff/people")
}

pub(super) async fn leaving(cx: Cx, PathId(staff): PathId<StaffId>) -> Show {
    let me = cx.staff()?.id;
    let act = move |tx: &mut Tx<'_>| leave(tx, staff, me);
    cx.db().write("staff.leave", Lock::none(), act).await?;
    cx.tell(Notice::good("They no longer work here.")).to("/staff/people")
}
