//! In which currency a member reckons.

use db::{Lock, Tx};
use kernel::Word as _;
use maud::{Markup, html};
use web::{Cx, Form, Notice, Show, WebRefusal, choose, parts};

use crate::{Currency, set_currency};

/// The card of the account page.
pub(super) fn card(cx: &Cx, known: Currency) -> Markup {
    let form = Form::empty().with("currency", known.word());
    let offered: Vec<(&str, &str)> =
        Currency::ALL.iter().map(|currency| (currency.word(), currency.word())).collect();
    let body = html! {
        p { (cx.t("members-currency-what")) }
        (cx.form("/account/currency", html! {
            (choose(&form, "currency", cx.t("members-currency"), &offered))
            (web::submit(cx.t("members-save")))
        }))
    };
    parts::card(cx.t("members-currency"), body)
}

/// `POST /account/currency`.
pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let currency = form.word::<Currency>("currency").ok_or(WebRefusal::NotAChoice)?;
    let act = move |tx: &mut Tx<'_>| set_currency(tx, me, currency);
    cx.db().write("members.set_currency", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("members-saved"))).to("/account")
}
