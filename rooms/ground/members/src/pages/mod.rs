mod account;
mod closing;
mod delivery;
mod enter;
mod join;
mod mail;
mod second;

use kernel::Refusal;
use maud::{Markup, html};
use web::{Cx, Form, Person, Routes, Who, is_ours};

pub use second::{code_page, recovery_page, set_up_page};

use crate::{MemberRefusal, Passwords};

/// Every way into the members' room.
pub fn routes() -> Routes {
    let routes = Routes::new("members")
        .speaking(crate::TEXTS)
        .get("/sign-up", Who::Anyone, join::page)
        .post("/sign-up", Who::Anyone, join::send)
        .get("/sign-in", Who::Anyone, enter::page)
        .post("/sign-in", Who::Anyone, enter::send)
        .post("/sign-in/code", Who::Anyone, second::send)
        .get("/forgotten", Who::Anyone, mail::forgotten)
        .post("/forgotten", Who::Anyone, mail::ask_anew)
        .get("/proofs/{proof}", Who::Anyone, mail::proof)
        .post("/proofs/{proof}", Who::Anyone, mail::use_proof)
        .post("/sign-out", Who::Anyone, enter::leave)
        .get("/account", Who::Member, account::page)
        .menu("Account")
        .post("/account/password", Who::Member, account::password)
        .post("/account/preferences", Who::Member, account::preferences)
        .post("/account/sessions/others", Who::Member, account::end_others)
        .post("/account/sessions/{session}/end", Who::Member, account::end_one)
        .get("/account/closing", Who::Member, closing::page)
        .post("/account/closing", Who::Member, closing::send)
        .get("/account/mail", Who::Member, mail::page)
        .post("/account/mail", Who::Member, mail::send)
        .get("/account/second-factor", Who::Member, second::page)
        .post("/account/second-factor", Who::Member, second::set_up)
        .post("/account/second-factor/codes", Who::Member, second::codes_anew)
        .post("/account/second-factor/removal", Who::Member, second::remove)
        .get("/account/delivery", Who::Member, delivery::page)
        .post("/account/delivery", Who::Member, delivery::send);
    crate::api::operations(routes)
}

/// Where to go on to after signing in: a page of our own, or the account.
fn then(form: &Form) -> &str {
    let then = form.shown("then");
    if is_ours(then) { then } else { "/account" }
}

fn carry_then(form: &Form) -> Markup {
    let then = form.shown("then");
    html! { @if is_ours(then) { input type="hidden" name="then" value=(then); } }
}

/// Where somebody who is already signed in has no business at the door.
fn already(cx: &Cx) -> Option<&'static str> {
    match cx.person() {
        Person::Nobody => None,
        Person::Member(_) => Some("/account"),
        Person::Staff(_) => Some("/staff"),
    }
}

fn passwords(cx: &Cx) -> Result<Passwords, kernel::Fault> {
    cx.plugged::<Passwords>().cloned()
}

/// Checks a password that is to be chosen; what is wrong stands beside its field.
fn chosen_password(form: &mut Form, name: &'static str, handle: &str) -> Option<String> {
    let password = form.secret(name)?;
    match crate::rules::password(&password, handle) {
        Ok(()) => Some(password),
        Err(no) => {
            form.wrong(name, Refusal::from(no));
            None
        }
    }
}

const PASSWORD_HELP: &str = "At least 10 characters. A few words in a row are good.";

/// A refusal of this room beside its field.
const BESIDE: [(&str, &str); 9] = [
    ("members.bad_mail", "mail"),
    ("members.bad_handle", "handle"),
    ("members.reserved_handle", "handle"),
    ("privacy.handle_taken", "handle"),
    ("members.not_latin", "latin"),
    ("members.bad_postal_code", "postal_code"),
    ("members.no_country", "country"),
    ("members.bad_phone", "phone"),
    ("members.no_time_zone", "time_zone"),
];

fn wrong_sign_in(form: &mut Form) {
    // Why: above the form and not beside a field, for nobody is told which of the two was wrong.
    let no: kernel::Refused = MemberRefusal::WrongSignIn.into();
    let _ = form.refused(no, &[]);
}
