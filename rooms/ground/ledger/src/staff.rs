//! The accountant's desk: money that came in and money that was paid back is booked here.

use db::{Answer, Lock, Tx};
use kernel::{MemberId, Yen};
use maud::{Markup, html};
use web::parts::{self, Align, Column};
use web::{Asked, Cx, Field, Form, Notice, Show};

use crate::acts::payout::pay_out;
use crate::acts::post::deposit;
use crate::audit::{audit, balance_of_house};
use crate::pages::IsMember;
use crate::rules::{Account, LedgerRefusal};
use crate::store::{self, Payout};

/// `/staff/books`
pub(crate) async fn books(cx: Cx, Asked(asked): Asked) -> Show {
    let mut back = Form::empty();
    for name in ["member", "yen"] {
        if !asked.shown(name).is_empty() {
            back = back.with(name, asked.shown(name));
        }
    }
    show(&cx, &Form::empty(), &back).await
}

async fn show(cx: &Cx, came: &Form, back: &Form) -> Show {
    let ask = |tx: &mut Tx<'_>| {
        let mut all = Vec::new();
        for account in [Account::Bank, Account::Clearing, Account::Fees] {
            all.push((account.name(), balance_of_house(tx, &account)?));
        }
        Ok((all, audit(tx)?, tx.all::<Payout>(store::PAYOUTS, ())?))
    };
    let (accounts, wrong, payouts) = cx.db().read("ledger.books", ask).await?;
    let body = html! {
        h1 { (cx.t("ledger-books")) }
        @if wrong.is_empty() {
            (Notice::good(cx.t("ledger-books-right")).show())
        }
        @for line in &wrong { (Notice::bad(line.clone()).show()) }
        dl.facts {
            @for (name, yen) in &accounts { div { dt { (name) } dd { (parts::money(*yen)) } } }
        }
        div.card { (cx.form("/staff/deposits", html! {
            h2 { (cx.t("ledger-book")) }
            (web::whole(came))
            (fields(cx, came, "ledger-book-number-help"))
            (web::submit(cx.t("ledger-book-it")))
        })) }
        div.card #back {
            h2 { (cx.t("ledger-back")) }
            @if payouts.is_empty() { p { (cx.t("ledger-back-none")) } } @else { (waiting(cx, &payouts)) }
            (cx.form("/staff/payouts", html! {
                (web::whole(back))
                p { (cx.t("ledger-back-what")) }
                (fields(cx, back, "ledger-back-number-help"))
                (web::submit(cx.t("ledger-back-it")))
            }))
        }
    };
    let form = if came.is_right() { back } else { came };
    if form.is_right() {
        cx.show(cx.t("ledger-books"), body)
    } else {
        cx.show_form(cx.t("ledger-books"), form, body)
    }
}

fn fields(cx: &Cx, form: &Form, number: &str) -> Markup {
    html! {
        (Field::text("member", cx.t("ledger-book-number")).most(40).help(cx.t(number)).show(form))
        (Field::yen("yen", cx.t("ledger-amount")).show(form))
        (Field::text("reference", cx.t("ledger-book-reference")).most(60)
            .help(cx.t("ledger-book-reference-help")).show(form))
    }
}

fn waiting(cx: &Cx, payouts: &[Payout]) -> Markup {
    let columns = [
        Column(cx.t("ledger-when"), Align::Left),
        Column(cx.t("ledger-book-number"), Align::Left),
        Column(cx.t("ledger-back-why"), Align::Left),
        Column(cx.t("ledger-free"), Align::Right),
    ];
    let rows: Vec<Vec<Markup>> = payouts
        .iter()
        .map(|one| {
            let path = format!("/staff/books?member={}&yen={}#back", one.member, one.yen.get());
            vec![
                parts::instant(one.asked_at),
                html! { a href=(path) { code { (one.member) } } },
                html! { (cx.tv("ledger-back-asked-by", &[("by", kernel::Word::word(one.asked_by))])) },
                parts::money(one.yen),
            ]
        })
        .collect();
    parts::table(cx.t("ledger-back"), &columns, &rows)
}

/// What was typed into either form, when all of it is there.
fn typed(form: &mut Form) -> Option<(MemberId, Yen, String)> {
    let (member, yen, reference) =
        (form.id::<MemberId>("member"), form.yen("yen"), form.text("reference", 60));
    Some((member?, yen?, reference?))
}

const BESIDE: [(&str, &str); 5] = [
    ("ledger.no_member", "member"),
    ("ledger.not_positive", "yen"),
    ("ledger.too_much", "yen"),
    ("ledger.not_so_much", "yen"),
    ("ledger.key_reused", "reference"),
];

fn known(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    let IsMember(is_member) = tx.plugged()?;
    if is_member(tx, member)? { Ok(()) } else { Err(LedgerRefusal::NoMember.into()) }
}

/// `POST /staff/deposits`
pub(crate) async fn came_in(cx: Cx, mut form: Form) -> Show {
    let by = cx.staff()?.id.to_string();
    let Some((member, yen, reference)) = typed(&mut form) else {
        return show(&cx, &form, &Form::empty()).await;
    };
    let key = format!("deposit:{reference}");
    let act = move |tx: &mut Tx<'_>| {
        known(tx, member)?;
        deposit(tx, member, yen, &key, &by)
    };
    match cx.db().write("ledger.deposit", Lock::none(), act).await {
        Ok(true) => {
            cx.tell(Notice::good(cx.tv("ledger-booked", &[("yen", yen)]))).to("/staff/books")
        }
        Ok(false) => cx.tell(Notice::plain(cx.t("ledger-booked-before"))).to("/staff/books"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            show(&cx, &form, &Form::empty()).await
        }
    }
}

/// `POST /staff/payouts`
pub(crate) async fn paid_back(cx: Cx, mut form: Form) -> Show {
    let by = cx.staff()?.id.to_string();
    let Some((member, yen, reference)) = typed(&mut form) else {
        return show(&cx, &Form::empty(), &form).await;
    };
    let act = move |tx: &mut Tx<'_>| {
        known(tx, member)?;
        match pay_out(tx, member, yen, &reference, &by) {
            // Said to whoever books it, not to the member.
            Err(no) if no.code() == "ledger.not_enough" => {
                let have = crate::purse_yen(tx, member)?;
                Err(LedgerRefusal::NotSoMuch { have }.into())
            }
            other => other,
        }
    };
    match cx.db().write("ledger.payout", Lock::none(), act).await {
        Ok(true) => {
            cx.tell(Notice::good(cx.tv("ledger-back-booked", &[("yen", yen)]))).to("/staff/books")
        }
        Ok(false) => cx.tell(Notice::plain(cx.t("ledger-booked-before"))).to("/staff/books"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            show(&cx, &Form::empty(), &form).await
        }
    }
}
