//! The member's purse and its statement; the accountant's desk where money that came in is booked.

use db::{Answer, Lock, Tx};
use kernel::{EntryId, Id, MemberId};
use maud::{Markup, html};
use web::parts::{self, Align, Column};
use web::{Asked, Cx, Field, Form, Notice, Role, Routes, Show, Who};

use crate::acts::post::deposit;
use crate::audit::{audit, balance_of_house, purse_yen, statement};
use crate::rules::{Account, LedgerRefusal};
use crate::store::Line;

const ROWS: i64 = 40;

/// Whether there is such a member. This room knows none; the app plugs in a room that does.
pub struct IsMember(pub fn(&mut Tx<'_>, MemberId) -> Answer<bool>);

/// Every way into this room.
pub fn routes() -> Routes {
    let routes = Routes::new("ledger")
        .speaking(crate::TEXTS)
        .get("/purse", Who::Member, purse)
        .menu("ledger-purse")
        .get("/staff/books", Who::Staff(Role::Accountant), books)
        .desk("ledger-books", "ledger-books-what")
        .post("/staff/deposits", Who::Staff(Role::Accountant), book);
    crate::api::operations(routes)
}

async fn purse(cx: Cx, Asked(asked): Asked) -> Show {
    let me = cx.member()?.id;
    let before = EntryId::parse(asked.shown("after"));
    let ask = move |tx: &mut Tx<'_>| {
        let purse = purse_yen(tx, me)?;
        let held = crate::store::account_yen(tx, &Account::Held(me).name())?;
        Ok((purse, held, statement(tx, &Account::Purse(me), before, ROWS)?))
    };
    let (free, held, page) = cx.db().read("ledger.purse", ask).await?;
    cx.show(
        cx.t("ledger-purse"),
        html! {
            h1 { (cx.t("ledger-purse")) }
            (parts::facts(&[
                (cx.t("ledger-free"), html! { (parts::money(free)) (cx.about(free)) }),
                (cx.t("ledger-held"), html! { (parts::money(held)) (cx.about(held)) }),
            ]))
            @if let Some(how) = cx.about_what() { p.small { (how) } }
            p.small { (cx.t("ledger-how-to-add")) " " code { (me) } }
            @if page.rows.is_empty() {
                (parts::empty(cx.t("ledger-none"), cx.t("ledger-find"), "/search"))
            } @else {
                (lines(&cx, &page.rows))
                (parts::next_page("/purse", page.next.as_deref()))
            }
        },
    )
}

fn lines(cx: &Cx, rows: &[Line]) -> Markup {
    let columns = [
        Column(cx.t("ledger-when"), Align::Left),
        Column(cx.t("ledger-what"), Align::Left),
        Column(cx.t("ledger-about"), Align::Left),
        Column(cx.t("ledger-amount"), Align::Right),
        Column(cx.t("ledger-after"), Align::Right),
    ];
    let rows: Vec<Vec<Markup>> = rows
        .iter()
        .map(|line| {
            vec![
                parts::instant(line.at),
                html! { (reason(cx, &line.reason)) },
                html! { (about(cx, &line.about)) },
                parts::money(line.yen),
                parts::maybe_money(line.balance_yen),
            ]
        })
        .collect();
    parts::table(cx.t("ledger-statement"), &columns, &rows)
}

fn reason<'c>(cx: &'c Cx, code: &'c str) -> &'c str {
    match code {
        "hold" => cx.t("ledger-because-hold"),
        "release" => cx.t("ledger-because-release"),
        "deposit" => cx.t("ledger-because-deposit"),
        "charge1" => cx.t("ledger-because-charge"),
        "refund" => cx.t("ledger-because-refund"),
        "withdrawal" => cx.t("ledger-because-withdrawal"),
        other => other,
    }
}

/// What an entry is about, as a way to its page.
fn about(cx: &Cx, id: &str) -> Markup {
    let (path, what) = match id.split_once('_') {
        Some(("bid", _)) => (format!("/bids/{id}"), "ledger-a-bid"),
        Some(("ord", _)) => (format!("/orders/{id}"), "ledger-an-order"),
        Some(("grp", _)) => ("/bid-groups".to_owned(), "ledger-a-group"),
        _ => return html! {},
    };
    html! { a href=(path) { (cx.t(what)) } }
}

async fn books(cx: Cx) -> Show {
    show_books(&cx, &Form::empty()).await
}

async fn show_books(cx: &Cx, form: &Form) -> Show {
    let ask = |tx: &mut Tx<'_>| {
        let mut all = Vec::new();
        for account in [Account::Bank, Account::Clearing, Account::Fees] {
            all.push((account.name(), balance_of_house(tx, &account)?));
        }
        Ok((all, audit(tx)?))
    };
    let (accounts, wrong) = cx.db().read("ledger.books", ask).await?;
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
            (web::whole(form))
            (Field::text("member", cx.t("ledger-book-number")).most(40).help(cx.t("ledger-book-number-help")).show(form))
            (Field::yen("yen", cx.t("ledger-amount")).show(form))
            (Field::text("reference", cx.t("ledger-book-reference")).most(60).help(cx.t("ledger-book-reference-help")).show(form))
            (web::submit(cx.t("ledger-book-it")))
        })) }
    };
    if form.is_right() {
        cx.show(cx.t("ledger-books"), body)
    } else {
        cx.show_form(cx.t("ledger-books"), form, body)
    }
}

async fn book(cx: Cx, mut form: Form) -> Show {
    let by = cx.staff()?.id.to_string();
    let (member, yen, reference) =
        (form.id::<MemberId>("member"), form.yen("yen"), form.text("reference", 60));
    let (Some(member), Some(yen), Some(reference)) = (member, yen, reference) else {
        return show_books(&cx, &form).await;
    };
    let key = format!("deposit:{reference}");
    let act = move |tx: &mut Tx<'_>| {
        let IsMember(is_member) = tx.plugged()?;
        if !is_member(tx, member)? {
            return Err(LedgerRefusal::NoMember.into());
        }
        deposit(tx, member, yen, &key, &by)
    };
    match cx.db().write("ledger.deposit", Lock::none(), act).await {
        Ok(true) => {
            cx.tell(Notice::good(cx.tv("ledger-booked", &[("yen", yen)]))).to("/staff/books")
        }
        Ok(false) => cx.tell(Notice::plain(cx.t("ledger-booked-before"))).to("/staff/books"),
        Err(refused) => {
            let beside = [
                ("ledger.no_member", "member"),
                ("ledger.not_positive", "yen"),
                ("ledger.key_reused", "reference"),
            ];
            form.refused(refused, &beside)?;
            show_books(&cx, &form).await
        }
    }
}
