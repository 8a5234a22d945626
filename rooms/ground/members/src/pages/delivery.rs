//! Where parcels go: the default of the address book by itself.

use db::{Lock, Tx};
use web::{Cx, Form, Notice, Show};

use super::BESIDE;
use super::address_form::{Sheet, draw, filled, is_redrawn, read};
use crate::{delivery_of, set_delivery};

fn sheet(cx: &Cx) -> Sheet<'_> {
    Sheet { action: "/account/delivery", title: cx.t("members-delivery"), in_book: false }
}

pub(super) async fn page(cx: Cx) -> Show {
    let me = cx.member()?.id;
    let ask = move |tx: &mut Tx<'_>| delivery_of(tx, me);
    let known = cx.db().read("members.delivery", ask).await?;
    draw(&cx, &known.map_or_else(Form::empty, |to| filled(&to)), &sheet(&cx))
}

pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let me = cx.member()?.id;
    if is_redrawn(&form) {
        return draw(&cx, &form, &sheet(&cx));
    }
    let Some(to) = read(&mut form)? else { return draw(&cx, &form, &sheet(&cx)) };
    let act = move |tx: &mut Tx<'_>| set_delivery(tx, me, &to);
    match cx.db().write("members.set_delivery", Lock::on(me), act).await {
        Ok(()) => cx.tell(Notice::good(cx.t("members-address-goes-there"))).to("/account"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form, &sheet(&cx))
        }
    }
}
