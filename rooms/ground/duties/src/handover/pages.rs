//! The page of handovers.

use db::{Lock, Tx};
use kernel::Word as _;
use maud::{Markup, html};
use web::parts::{self, Align, Column};
use web::{Cx, Field, Form, Notice, Show, submit, whole};

use super::acts::MOST;
use super::propose as write_down;
use super::store::{self, Handover};

/// `/staff/handovers`
pub(crate) async fn page(cx: Cx) -> Show {
    draw(&cx, &Form::empty()).await
}

async fn draw(cx: &Cx, form: &Form) -> Show {
    let read = |tx: &mut Tx<'_>| tx.all::<Handover>(store::HANDOVERS, ());
    let all = cx.db().read("duties.handovers", read).await?;
    let columns = [
        Column(cx.t("duties-opened"), Align::Left),
        Column(cx.t("duties-way"), Align::Left),
        Column(cx.t("duties-party"), Align::Left),
        Column(cx.t("duties-agreement"), Align::Left),
        Column(cx.t("duties-persons"), Align::Right),
        Column(cx.t("duties-ended"), Align::Left),
    ];
    let row = |one: &Handover| {
        vec![
            html! { (parts::instant(one.opened_at)) br; code { (one.id) } },
            html! { (cx.tv("duties-handover-way", &[("way", one.way.word())])) },
            html! { (one.party) },
            html! { (one.ground) },
            html! { @match one.people { Some(people) => { (people) } None => { "—" } } },
            html! { @match one.done_at { Some(at) => { (parts::instant(at)) } None => { "—" } } },
        ]
    };
    let rows: Vec<Vec<Markup>> = all.iter().map(row).collect();
    let body = html! {
        h1 { (cx.t("duties-handovers")) }
        p.lead { (cx.t("duties-handovers-what")) }
        @if rows.is_empty() { p { (cx.t("duties-handovers-none")) } }
        @else { (parts::table(cx.t("duties-handovers"), &columns, &rows)) }
        (parts::card(cx.t("duties-handover-new"), cx.form("/staff/handovers", html! {
            (whole(form))
            p { (cx.t("duties-handover-new-what")) " " a href="/staff/approvals" { (cx.t("duties-approvals")) } }
            (Field::text("party", cx.t("duties-party")).most(MOST).show(form))
            (Field::text("agreement", cx.t("duties-agreement")).most(MOST).show(form))
            (submit(cx.t("duties-handover-new")))
        })))
    };
    cx.show_form(cx.t("duties-handovers"), form, body)
}

/// `POST /staff/handovers`
pub(crate) async fn propose(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let (party, agreement) = (form.text("party", MOST), form.text("agreement", MOST));
    let (Some(party), Some(agreement)) = (party, agreement) else { return draw(&cx, &form).await };
    let act = move |tx: &mut Tx<'_>| write_down(tx, &party, &agreement, me);
    match cx.db().write("duties.propose_handover", Lock::none(), act).await {
        Ok(_) => cx.tell(Notice::good(cx.t("duties-second-asked"))).to("/staff/handovers"),
        Err(refused) => {
            form.refused(refused, &[("duties.no_party", "party")])?;
            draw(&cx, &form).await
        }
    }
}
