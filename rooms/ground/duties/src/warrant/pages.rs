//! Pages of orders: the desk of whoever answers for personal data, and what the people see.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use db::{Answer, Lock, Tx};
use kernel::{At, Day, Id as _, MemberId, StaffId, WarrantId, Word as _};
use maud::{Markup, html};
use policy::RecipientKind;
use privacy::RunningPolicy;
use privacy::ordered::Piece;
use web::parts::{self, Align, Colour, Column};
use web::{Asked, Cx, Field, Form, Notice, PathId, Show, submit, whole};

use super::rules::{Asks, State};
use super::{self as orders, Person, Proposal, Warrant, store};
use crate::DutiesRefusal as No;
use crate::pages::instant;

const PAGE: i64 = 50;

kernel::words! {
    /// What is done with an order.
    enum Deed {
        /// It is done.
        Do = "do",
        /// It is refused.
        Refuse = "refuse",
        /// The authority took it back.
        Withdraw = "withdraw",
        /// When the people may be told.
        Lift = "lift",
    }
}

/// `/staff/legal-orders`
pub(crate) async fn list(cx: Cx, Asked(asked): Asked) -> Show {
    draw_list(&cx, kernel::Id::parse(asked.shown("after")), &Form::empty()).await
}

async fn draw_list(cx: &Cx, before: Option<WarrantId>, form: &Form) -> Show {
    let before = before.unwrap_or(WarrantId::from_bits(u128::MAX));
    let read = move |tx: &mut Tx<'_>| tx.all::<Warrant>(store::WARRANTS, (before, PAGE));
    let all = cx.db().read("duties.orders", read).await?;
    let more = all.last().map(|one| one.id.to_string());
    let more = more.filter(|_| i64::try_from(all.len()) == Ok(PAGE));
    let columns = [
        Column(cx.t("duties-opened"), Align::Left),
        Column(cx.t("duties-authority"), Align::Left),
        Column(cx.t("duties-document"), Align::Left),
        Column(cx.t("duties-stands"), Align::Left),
    ];
    let row = |one: &Warrant| {
        vec![
            html! { a href={ "/staff/legal-orders/" (one.id) } { (parts::instant(one.opened_at)) } },
            html! { (one.authority) },
            html! { (one.document) },
            state(cx, one.state),
        ]
    };
    let rows: Vec<Vec<Markup>> = all.iter().map(row).collect();
    let body = html! {
        h1 { (cx.t("duties-orders")) }
        p.lead { (cx.t("duties-orders-what")) }
        @if rows.is_empty() { p { (cx.t("duties-orders-none")) } }
        @else { (parts::table(cx.t("duties-orders"), &columns, &rows)) }
        (parts::next_page("/staff/legal-orders", more.as_deref()))
        (parts::card(cx.t("duties-order-new"), proposing(cx, form)?))
    };
    cx.show_form(cx.t("duties-orders"), form, body)
}

fn state(cx: &Cx, state: State) -> Markup {
    let colour = match state {
        State::Open => Colour::Amber,
        State::Done => Colour::Green,
        State::Refused | State::Withdrawn => Colour::Grey,
    };
    parts::badge(colour, &cx.tv("duties-order-state", &[("state", state.word())]))
}

fn proposing(cx: &Cx, form: &Form) -> Result<Markup, web::Stop> {
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    let authorities: Vec<(String, String)> = running
        .policy()
        .recipients
        .iter()
        .filter(|to| to.kind == RecipientKind::Authority)
        .map(|to| (to.code.clone(), to.name.clone()))
        .collect();
    let asks: Vec<(&str, String)> = Asks::ALL
        .iter()
        .rev()
        .map(|asks| (asks.word(), cx.tv("duties-asks-is", &[("asks", asks.word())])))
        .collect();
    Ok(cx.form("/staff/legal-orders", html! {
        (whole(form))
        p { (cx.t("duties-order-new-what")) }
        (web::choose(form, "recipient", cx.t("duties-authority"), &authorities))
        (Field::text("article", cx.t("duties-article")).most(300).show(form))
        (Field::text("document", cx.t("duties-document")).most(100).show(form))
        (Field::text("dated", cx.t("duties-dated")).most(10).help(cx.t("duties-day-help")).show(form))
        (web::choose(form, "asks", cx.t("duties-asks"), &asks))
        fieldset.field { legend { (cx.t("duties-pieces")) }
            @for piece in Piece::ALL {
                (Field::tick(piece.word(), cx.tv("duties-piece", &[("piece", piece.word())])).optional().show(form))
            }
        }
        (Field::lines("people", cx.t("duties-people")).most(3_000).help(cx.t("duties-people-help")).show(form))
        (Field::text("keep", cx.t("duties-keep-until")).most(20).optional().help(cx.t("duties-instant-help")).show(form))
        (Field::tick("silent", cx.t("duties-silent")).optional().show(form))
        (Field::text("tell", cx.t("duties-tell-at")).most(20).optional().help(cx.t("duties-tell-at-help")).show(form))
        (submit(cx.t("duties-order-new")))
    }))
}

// An instant that may be left out; the outer `None` is a refusal.
fn maybe_instant(form: &mut Form, name: &'static str) -> Option<Option<At>> {
    if form.shown(name).trim().is_empty() { Some(None) } else { instant(form, name).map(Some) }
}

fn proposal(form: &mut Form, now: At) -> Option<Proposal> {
    let (recipient, article) = (form.text("recipient", 60), form.text("article", 300));
    let document = form.text("document", 100);
    let dated = form.text("dated", 10).and_then(|day| Day::parse(&day));
    if dated.is_none() {
        form.wrong("dated", No::NoInstant);
    }
    let (asks, people) = (form.word::<Asks>("asks"), form.lines("people", 3_000));
    let (keep_until, tell) = (maybe_instant(form, "keep"), maybe_instant(form, "tell"));
    let mut ids = Vec::new();
    for word in people.as_deref().unwrap_or("").split_whitespace() {
        match MemberId::parse(word) {
            Some(member) => ids.push(member),
            None => form.wrong("people", No::NoSuchPerson { whom: word.to_owned() }),
        }
    }
    let pieces = Piece::ALL.iter().copied().filter(|piece| form.ticked(piece.word())).collect();
    let tell_at = match (tell?, form.ticked("silent")) {
        (Some(at), _) => Some(at),
        (None, true) => None,
        (None, false) => Some(now),
    };
    let order = Proposal {
        recipient: recipient?,
        article: article?,
        document: document?,
        dated: dated?,
        asks: asks?,
        pieces,
        people: ids,
        keep_until: keep_until?,
        tell_at,
    };
    form.is_right().then_some(order)
}

const BESIDE: [(&str, &str); 6] = [
    ("duties.no_authority", "recipient"),
    ("duties.no_such_person", "people"),
    ("duties.no_people", "people"),
    ("duties.no_end", "keep"),
    ("duties.no_document", "document"),
    ("duties.no_ground", "ground"),
];

/// `POST /staff/legal-orders`
pub(crate) async fn propose(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let Some(order) = proposal(&mut form, cx.now()) else {
        return draw_list(&cx, None, &form).await;
    };
    let act = move |tx: &mut Tx<'_>| orders::propose(tx, &order, me);
    match cx.db().write("duties.propose", Lock::none(), act).await {
        Ok(id) => cx
            .tell(Notice::good(cx.t("duties-second-asked")))
            .to(&format!("/staff/legal-orders/{id}")),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw_list(&cx, None, &form).await
        }
    }
}

/// `/staff/legal-orders/{warrant}`
pub(crate) async fn one(cx: Cx, PathId(id): PathId<WarrantId>) -> Show {
    draw(&cx, id, &Form::empty()).await
}

async fn draw(cx: &Cx, id: WarrantId, form: &Form) -> Show {
    let read = move |tx: &mut Tx<'_>| Ok((orders::load(tx, id)?, orders::persons(tx, id)?));
    let (order, people) = cx.db().read("duties.order", read).await?;
    let body = html! {
        p { a href="/staff/legal-orders" { (cx.t("duties-orders")) } }
        h1 { (cx.t("duties-order")) }
        (whole(form))
        p { (state(cx, order.state)) " " @if let Some(ground) = &order.ground { (ground) } }
        (facts(cx, &order))
        (named(cx, &people))
        (doing(cx, &order, form))
    };
    cx.show_form(cx.t("duties-order"), form, body)
}

fn maybe(at: Option<At>) -> Markup {
    html! { @match at { Some(at) => { (parts::instant(at)) } None => { "—" } } }
}

fn facts(cx: &Cx, order: &Warrant) -> Markup {
    let by = |who: &Option<String>, at: Option<At>| {
        html! {
            (maybe(at)) @if let Some(who) = who { " · " code { (who) } }
        }
    };
    parts::facts(&[
        (cx.t("duties-authority"), html! { (order.authority) }),
        (cx.t("duties-article"), html! { (order.article) }),
        (cx.t("duties-document"), html! { (order.document) ", " (order.dated) }),
        (cx.t("duties-asks"), html! { (cx.tv("duties-asks-is", &[("asks", order.asks.word())])) }),
        (cx.t("duties-pieces"), html! { (piece_words(cx, &order.pieces)) }),
        (cx.t("duties-keep-until"), parts::instant(order.keep_until)),
        (cx.t("duties-opened"), by(&Some(order.opened_by.clone()), Some(order.opened_at))),
        (cx.t("duties-ended"), by(&order.ended_by, order.ended_at)),
        (cx.t("duties-handed-out"), by(&order.handed_by, order.handed_at)),
        (cx.t("duties-tell-at"), maybe(order.tell_at)),
        (cx.t("duties-people-told"), maybe(order.told_at)),
    ])
}

fn piece_words(cx: &Cx, words: &str) -> String {
    let said: Vec<String> = words
        .split(' ')
        .filter_map(Piece::from_word)
        .map(|piece| cx.tv("duties-piece", &[("piece", piece.word())]))
        .collect();
    if said.is_empty() { "—".to_owned() } else { said.join(", ") }
}

fn named(cx: &Cx, people: &[Person]) -> Markup {
    let columns = [
        Column(cx.t("duties-people"), Align::Left),
        Column(cx.t("duties-was-there"), Align::Left),
        Column(cx.t("duties-handed-over"), Align::Left),
        Column(cx.t("duties-people-told"), Align::Left),
    ];
    let row = |one: &Person| {
        vec![
            html! { code { (one.member) } },
            html! { (piece_words(cx, one.held.as_deref().unwrap_or(""))) },
            maybe(one.given_at),
            maybe(one.told_at),
        ]
    };
    let rows: Vec<Vec<Markup>> = people.iter().map(row).collect();
    parts::table(cx.t("duties-people"), &columns, &rows)
}

fn deed(cx: &Cx, order: &Warrant, deed: Deed, body: Markup) -> Markup {
    cx.form(
        &format!("/staff/legal-orders/{}/steps", order.id),
        html! { input type="hidden" name="deed" value=(deed.word()); (body) },
    )
}

fn doing(cx: &Cx, order: &Warrant, form: &Form) -> Markup {
    let waits = order.file_until.is_some_and(|at| at > cx.now()) && order.handed_at.is_none();
    let ground = || Field::text("ground", cx.t("duties-ground-why")).most(300);
    html! {
        @if order.state == State::Open {
            (parts::card(cx.t("duties-order-do"), deed(cx, order, Deed::Do, html! {
                p { (cx.t("duties-order-do-what")) " " a href="/staff/approvals" { (cx.t("duties-approvals")) } }
                (submit(cx.t("duties-order-do")))
            })))
            (parts::card(cx.t("duties-order-refuse"), deed(cx, order, Deed::Refuse, html! {
                (ground().show(form))
                p.actions { button.danger type="submit" { (cx.t("duties-order-refuse")) } }
            })))
            (parts::card(cx.t("duties-order-withdraw"), deed(cx, order, Deed::Withdraw, html! {
                (ground().show(&Form::empty()))
                (submit(cx.t("duties-order-withdraw")))
            })))
        }
        @if waits {
            (parts::card(cx.t("duties-file"), html! {
                p { (cx.t("duties-file-what")) " " (maybe(order.file_until)) }
                (cx.button(&format!("/staff/legal-orders/{}/file", order.id), cx.t("duties-file-take")))
            }))
        }
        @if order.told_at.is_none() && matches!(order.state, State::Open | State::Done) {
            (parts::card(cx.t("duties-lift"), deed(cx, order, Deed::Lift, html! {
                p { (cx.t("duties-lift-what")) }
                (Field::text("tell", cx.t("duties-tell-at")).most(20).help(cx.t("duties-instant-help")).show(form))
                (submit(cx.t("duties-lift")))
            })))
        }
    }
}

/// `POST /staff/legal-orders/{warrant}/steps`
pub(crate) async fn step(cx: Cx, PathId(id): PathId<WarrantId>, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let Some(what) = form.word::<Deed>("deed") else { return draw(&cx, id, &form).await };
    let tell_at = if what == Deed::Lift { instant(&mut form, "tell") } else { Some(cx.now()) };
    let Some(tell_at) = tell_at else { return draw(&cx, id, &form).await };
    let ground = form.shown("ground").to_owned();
    let act = move |tx: &mut Tx<'_>| does(tx, id, what, &ground, tell_at, me);
    match cx.db().write("duties.order_step", privacy::choices::lock(), act).await {
        Ok(told) => cx.tell(Notice::good(cx.t(told))).to(&format!("/staff/legal-orders/{id}")),
        Err(refused) => {
            if refused.status() == 404 {
                return Err(refused.into());
            }
            form.refused(refused, &BESIDE)?;
            draw(&cx, id, &form).await
        }
    }
}

fn does(
    tx: &mut Tx<'_>,
    id: WarrantId,
    what: Deed,
    ground: &str,
    tell_at: At,
    me: StaffId,
) -> Answer<&'static str> {
    match what {
        Deed::Do if !orders::carry_out(tx, id, me)? => return Ok("duties-second-asked"),
        Deed::Do => {}
        Deed::Refuse => orders::refuse(tx, id, ground, me)?,
        Deed::Withdraw => orders::withdraw(tx, id, ground, me)?,
        Deed::Lift => orders::lift(tx, id, tell_at, me)?,
    }
    Ok("duties-on-record")
}

/// `POST /staff/legal-orders/{warrant}/file`: once, and then it is gone.
pub(crate) async fn file(cx: Cx, PathId(id): PathId<WarrantId>) -> Show {
    let me = cx.staff()?.id;
    let act = move |tx: &mut Tx<'_>| orders::hand_out(tx, id, me);
    let text = cx.db().write("duties.hand_out", Lock::on(id), act).await?;
    let keep = format!("attachment; filename=\"{id}.txt\"");
    let kind = "text/plain; charset=utf-8".to_owned();
    let text = text.as_str().to_owned();
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, keep)], text).into_response())
}

/// `/me/privacy/orders/{warrant}`: only whoever was told of it.
pub(crate) async fn mine(cx: Cx, PathId(id): PathId<WarrantId>) -> Show {
    let me = cx.member()?.id;
    let read = move |tx: &mut Tx<'_>| {
        let person = orders::persons(tx, id)?.into_iter().find(|one| one.member == me);
        let person = person.filter(|one| one.told_at.is_some()).ok_or(No::NoSuchOrder)?;
        Ok((orders::load(tx, id)?, person))
    };
    let (order, person) = cx.db().read("duties.my_order", read).await?;
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    let authority = running.policy().recipient(&order.authority);
    let authority = authority.map_or(order.authority.as_str(), |to| to.name.as_str());
    let body = html! {
        p { a href="/me/privacy" { (cx.t("duties-my-data")) } }
        h1 { (cx.t("duties-was-ordered")) }
        (parts::facts(&[
            (cx.t("duties-authority"), html! { (authority) }),
            (cx.t("duties-article"), html! { (order.article) }),
            (cx.t("duties-document"), html! { (order.document) ", " (order.dated) }),
            (cx.t("duties-asks"), html! { (cx.tv("duties-asks-is", &[("asks", order.asks.word())])) }),
            (cx.t("duties-was-there"), html! { (piece_words(&cx, person.held.as_deref().unwrap_or(""))) }),
            (cx.t("duties-handed-over"), maybe(person.given_at)),
            (cx.t("duties-keep-until"), parts::instant(order.keep_until)),
            (cx.t("duties-you-were-told"), maybe(person.told_at)),
        ]))
    };
    cx.show(cx.t("duties-was-ordered"), body)
}
