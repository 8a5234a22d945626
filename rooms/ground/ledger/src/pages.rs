//! The member's purse and its statement, and the way their money comes back to them.

use db::{Answer, Lock, Tx};
use kernel::{At, EntryId, Id, MemberId, Yen};
use maud::{Markup, html};
use web::parts::{self, Align, Column};
use web::{Asked, Cx, Notice, Role, Routes, Show, Who};

use crate::acts::payout::ask_payout;
use crate::audit::{purse_yen, statement};
use crate::rules::{Account, AskedBy};
use crate::staff;
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
        .post("/purse/payouts", Who::Member, ask_back)
        .get("/staff/books", Who::Staff(Role::Accountant), staff::books)
        .desk("ledger-books", "ledger-books-what")
        .post("/staff/deposits", Who::Staff(Role::Accountant), staff::came_in)
        .post("/staff/payouts", Who::Staff(Role::Accountant), staff::paid_back);
    crate::api::operations(routes)
}

async fn purse(cx: Cx, Asked(asked): Asked) -> Show {
    let me = cx.member()?.id;
    let before = EntryId::parse(asked.shown("after"));
    let ask = move |tx: &mut Tx<'_>| {
        let purse = purse_yen(tx, me)?;
        let held = crate::store::account_yen(tx, &Account::Held(me).name())?;
        let asked: Option<(At,)> = tx.maybe(crate::store::PAYOUT_OF, (me,))?;
        Ok((purse, held, asked, statement(tx, &Account::Purse(me), before, ROWS)?))
    };
    let (free, held, asked, page) = cx.db().read("ledger.purse", ask).await?;
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
            (way_back(&cx, free, asked.map(|row| row.0)))
            @if page.rows.is_empty() {
                (parts::empty(cx.t("ledger-none"), cx.t("ledger-find"), "/search"))
            } @else {
                (lines(&cx, &page.rows))
                (parts::next_page("/purse", page.next.as_deref()))
            }
        },
    )
}

// How money comes back to its member.
fn way_back(cx: &Cx, free: Yen, asked: Option<At>) -> Markup {
    html! { @if free > Yen::ZERO {
        p.small { (cx.t("ledger-how-back")) }
        @if let Some(at) = asked { p { (cx.t("ledger-back-since")) " " (parts::instant(at)) } }
        @else {
            (cx.form("/purse/payouts", html! {
                button.quiet type="submit" { (cx.tv("ledger-ask-back", &[("yen", free)])) }
            }))
        }
    } }
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

/// `POST /purse/payouts`: the member asks for what is free in their purse.
async fn ask_back(cx: Cx) -> Show {
    let me = cx.member()?.id;
    let act = move |tx: &mut Tx<'_>| ask_payout(tx, me, AskedBy::Member);
    cx.db().write("ledger.ask_payout", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("ledger-asked-back"))).to("/purse")
}
