use db::{Lock, Tx};
use kernel::Yen;
use maud::html;
use members::Limits;
use web::{Cx, Field, Form, Notice, Show};

use super::member_of;
use crate::give_limits;

const BESIDE: [(&str, &str); 1] = [("members.no_member", "member")];

pub(super) async fn page(cx: Cx) -> Show {
    draw(&cx, &Form::empty())
}

fn draw(cx: &Cx, form: &Form) -> Show {
    cx.show_form(cx.t("staff-limits"), form, html! {
        h1 { (cx.t("staff-limits")) }
        p { (cx.t("staff-limits-how")) }
        (cx.form("/staff/limits", html! {
            (web::whole(form))
            (Field::text("member", cx.t("staff-member")).most(30).help(cx.t("staff-member-help")).show(form))
            (Field::number("live", cx.t("staff-bids-alive")).optional().show(form))
            (Field::yen("highest", cx.t("staff-highest-bid")).optional().show(form))
            (Field::text("why", cx.t("staff-why")).most(150).help(cx.t("staff-no-names")).show(form))
            (web::submit(cx.t("staff-give-limits")))
        }))
    })
}

pub(super) async fn send(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let (member, why) = (member_of(&mut form), form.text("why", 150));
    let live = if form.shown("live").trim().is_empty() { None } else { form.number("live") };
    let highest: Option<Yen> =
        if form.shown("highest").trim().is_empty() { None } else { form.yen("highest") };
    let (Some(member), Some(why), true) = (member, why, form.is_right()) else {
        return draw(&cx, &form);
    };
    let limits = Limits { live_bids_most: live, highest_bid: highest };
    let act = move |tx: &mut Tx<'_>| give_limits(tx, member, limits, &why, me);
    match cx.db().write("staff.give_limits", Lock::none(), act).await {
        Ok(()) => cx.tell(Notice::good(cx.t("staff-limits-hold"))).to("/staff/limits"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form)
        }
    }
}
