mod account;
mod address_form;
mod addresses;
mod closing;
mod currency;
mod delivery;
mod enter;
mod join;
mod keys;
mod linked;
mod mail;
mod passkey;
mod rates;
mod second;
mod tried;
mod you;

use kernel::Refusal;
use maud::{Markup, html};
use web::{Cx, Form, Person, Role, Routes, Who, is_ours};

pub use passkey::{passkey_answer, passkey_challenge, passkey_door};
pub use second::{code_page, code_page_with, recovery_page, set_up_page};

pub use tried::{knows, tried};
pub use you::Owner;

use crate::Passwords;

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
        .menu("members-account")
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
    crate::api::operations(other_ways(the_book(routes)))
}

// The address book, and the currency a member reckons in.
fn the_book(routes: Routes) -> Routes {
    routes
        .post("/account/currency", Who::Member, currency::send)
        .get("/staff/rates", Who::Staff(Role::Accountant), rates::page)
        .desk("members-rates", "members-rates-what")
        .post("/staff/rates", Who::Staff(Role::Accountant), rates::send)
        .get("/account/addresses", Who::Member, addresses::list)
        .post("/account/addresses", Who::Member, addresses::add)
        .get("/account/addresses/new", Who::Member, addresses::new)
        .get("/account/addresses/{address}", Who::Member, addresses::one)
        .post("/account/addresses/{address}", Who::Member, addresses::change)
        .get("/account/addresses/{address}/removal", Who::Member, addresses::removal)
        .post("/account/addresses/{address}/removal", Who::Member, addresses::remove)
        .post("/account/addresses/{address}/default", Who::Member, addresses::default)
}

// Passkeys, sign-ins elsewhere, and keys for programs.
fn other_ways(routes: Routes) -> Routes {
    routes
        .post("/sign-in/passkey/challenge", Who::Anyone, passkey_challenge)
        .post("/sign-in/passkey", Who::Anyone, passkey::send)
        .get("/account/passkeys", Who::Member, passkey::list)
        .post("/account/passkeys", Who::Member, passkey::add)
        .post("/account/passkeys/challenge", Who::Member, passkey::challenge)
        .get("/account/passkeys/{passkey}", Who::Member, passkey::one)
        .post("/account/passkeys/{passkey}/label", Who::Member, passkey::rename)
        .post("/account/passkeys/{passkey}/removal", Who::Member, passkey::remove)
        .get("/sign-in/with/{provider}", Who::Anyone, linked::go)
        .enters()
        .get("/linked/{provider}/callback", Who::Anyone, linked::back)
        .post("/sign-up/linked", Who::Anyone, linked::join)
        .get("/account/linked", Who::Member, linked::list)
        .post("/account/linked", Who::Member, linked::begin)
        .get("/account/linked/{linked}", Who::Member, linked::one)
        .post("/account/linked/{linked}/removal", Who::Member, linked::remove)
        .get("/account/tokens", Who::Member, keys::list)
        .post("/account/tokens", Who::Member, keys::make)
        .post("/account/tokens/{token}/removal", Who::Member, keys::gone)
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

const PASSWORD_HELP: &str = "members-password-help";

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
