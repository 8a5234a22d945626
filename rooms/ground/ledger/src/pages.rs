//! The member's purse and its statement; the accountant's desk where money that came in is booked.

use db::{Answer, Lock, Tx};
use kernel::{EntryId, Id, MemberId, Yen};
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
    Routes::new("ledger")
        .get("/purse", Who::Member, purse)
        .menu("My purse")
        .get("/staff/books", Who::Staff(Role::Accountant), books)
        .desk("Books", "Book money that came in, and see that the books are right.")
        .post("/staff/deposits", Who::Staff(Role::Accountant), book)
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
        "My purse",
        html! {
            h1 { "My purse" }
            (parts::facts(&[
                ("Free to use", parts::money(free)),
                ("Set aside for bids and orders", parts::money(held)),
            ]))
            p.small { "To add money, transfer it to the operator with your account number " code { (me) } " as the reference; the accountant books it here." }
            @if page.rows.is_empty() {
                (parts::empty("Nothing has moved yet.", "Find something", "/search"))
            } @else {
                (lines(&page.rows))
                (parts::next_page("/purse", page.next.as_deref()))
            }
        },
    )
}

fn lines(rows: &[Line]) -> Markup {
    let columns = [
        Column("When", Align::Left),
        Column("What", Align::Left),
        Column("About", Align::Left),
        Column("Amount", Align::Right),
        Column("Purse after", Align::Right),
    ];
    let rows: Vec<Vec<Markup>> = rows
        .iter()
        .map(|line| {
            vec![
                parts::instant(line.at),
                html! { (reason(&line.reason)) },
                html! { (about(&line.about)) },
                parts::money(line.yen),
                parts::maybe_money(line.balance_yen),
            ]
        })
        .collect();
    parts::table("Statement of my purse", &columns, &rows)
}

fn reason(code: &str) -> &str {
    match code {
        "hold" => "set aside",
        "release" => "given back",
        "deposit" => "added",
        "withdrawal" => "paid out",
        other => other,
    }
}

/// What an entry is about, as a way to its page.
fn about(id: &str) -> Markup {
    let (path, what) = match id.split_once('_') {
        Some(("bid", _)) => (format!("/bids/{id}"), "a bid"),
        Some(("ord", _)) => (format!("/orders/{id}"), "an order"),
        Some(("grp", _)) => ("/bid-groups".to_owned(), "a group"),
        _ => return html! {},
    };
    html! { a href=(path) { (what) } }
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
        h1 { "Books" }
        @if wrong.is_empty() {
            (Notice::good("Every entry balances, every balance is the sum of its postings, and all of it is zero.").show())
        }
        @for line in &wrong { (Notice::bad(line.clone()).show()) }
        dl.facts {
            @for (name, yen) in &accounts { div { dt { (name) } dd { (parts::money(*yen)) } } }
        }
        div.card { (cx.form("/staff/deposits", html! {
            h2 { "Book money that came in" }
            (web::whole(form))
            (Field::text("member", "The member’s account number").most(40).help("mbr_…, the reference of the transfer.").show(form))
            (Field::yen("yen", "Amount").show(form))
            (Field::text("reference", "The bank’s own reference").most(60).help("The same reference is booked once.").show(form))
            (web::submit("Book it"))
        })) }
    };
    if form.is_right() { cx.show("Books", body) } else { cx.show_form("Books", form, body) }
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
        Ok(true) => cx.tell(Notice::good(booked(yen))).to("/staff/books"),
        Ok(false) => cx.tell(Notice::plain("That reference was booked before.")).to("/staff/books"),
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

fn booked(yen: Yen) -> String {
    format!("{yen} is booked; the member can bid with it now.")
}
