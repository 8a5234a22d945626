//! The desk where lists are asked for, agreed to and taken.

use db::{Answer, Lock, Tx};
use kernel::{Day, ExportId, Span, Word as _};
use maud::{Markup, html};
use staff::Reply;
use staff::rules::MAY_ANSWER;
use web::parts::{self, Colour};
use web::{Cx, Field, Form, Notice, PathId, Role, Routes, Show, Stop, Who, choose};

use crate::acts::asker;
use crate::rules::{self, Kind, Stands};
use crate::store::{self, Export, Taking};
use crate::{ExportsRefusal, NewExport, TEXTS, acts, taking};

/// Who may ask for one of them.
const ASKERS: [Role; 2] = [Role::Accountant, Role::Administrator];
/// Who sees the list of wishes: those who ask and those who answer.
const READERS: [Role; 3] = [Role::Accountant, Role::Administrator, Role::PrivacyOfficer];

/// How long a wish stays on the page.
const SHOWN: Span = Span::days(60);

const BESIDE: [(&str, &str); 1] = [("exports.bad_period", "last")];

/// Every way into this room.
pub fn routes() -> Routes {
    Routes::new("exports")
        .speaking(TEXTS)
        .get("/staff/exports", Who::StaffOf(&READERS), page)
        .desk("exports-title", "exports-what")
        .post("/staff/exports", Who::StaffOf(&ASKERS), ask)
        .post("/staff/exports/{export}/answer", Who::StaffOf(&READERS), answer)
        .get("/staff/exports/{export}/file", Who::StaffOf(&ASKERS), file)
}

async fn page(cx: Cx) -> Show {
    draw(&cx, &Form::empty()).await
}

async fn draw(cx: &Cx, form: &Form) -> Show {
    let read = |tx: &mut Tx<'_>| -> Answer<Vec<(Export, Vec<Taking>)>> {
        let since = tx.now().minus(SHOWN);
        let mut all = Vec::new();
        for export in store::latest(tx, since)? {
            let takings = store::takings(tx, export.id)?;
            all.push((export, takings));
        }
        Ok(all)
    };
    let all = cx.db().read("exports.list", read).await?;
    cx.show_form(
        cx.t("exports-title"),
        form,
        html! {
            h1 { (cx.t("exports-title")) }
            p { (cx.t("exports-how")) }
            @if ASKERS.iter().any(|role| cx.has(*role)) {
                (parts::card(cx.t("exports-ask"), asking(cx, form)))
            }
            @if all.is_empty() { p { (cx.t("exports-none")) } }
            @for (export, takings) in &all { (one(cx, export, takings)?) }
        },
    )
}

fn asking(cx: &Cx, form: &Form) -> Markup {
    let offered: Vec<(&str, &str)> = Kind::ALL
        .iter()
        .filter(|kind| cx.has(asker(**kind)))
        .map(|kind| (kind.word(), cx.t(words(*kind))))
        .collect();
    cx.form("/staff/exports", html! {
        (web::whole(form))
        (choose(form, "kind", cx.t("exports-kind"), &offered))
        (Field::text("first", cx.t("exports-first")).most(10).optional()
            .help(cx.t("exports-period-help")).show(form))
        (Field::text("last", cx.t("exports-last")).most(10).optional().show(form))
        (Field::text("why", cx.t("exports-why")).most(150).help(cx.t("exports-why-help")).show(form))
        (web::submit(cx.t("exports-send")))
    })
}

fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Journal => "exports-journal",
        Kind::Sales => "exports-sales",
        Kind::Contacts => "exports-contacts",
    }
}

fn badge(cx: &Cx, stands: Stands) -> Markup {
    let (colour, key) = match stands {
        Stands::Waiting => (Colour::Amber, "exports-is-waiting"),
        Stands::Open => (Colour::Green, "exports-is-open"),
        Stands::Declined => (Colour::Red, "exports-is-declined"),
        Stands::TakenBack => (Colour::Grey, "exports-is-taken-back"),
        Stands::Over => (Colour::Grey, "exports-is-over"),
    };
    parts::badge(colour, cx.t(key))
}

fn one(cx: &Cx, export: &Export, takings: &[Taking]) -> Result<Markup, Stop> {
    let stands = export.stands(cx.now());
    let own = export.asked_by == cx.staff()?.id;
    let may_answer = MAY_ANSWER.iter().any(|role| cx.has(*role));
    let until = export.answered_at.map(|at| at.plus(rules::TAKEN_WITHIN));
    let last = Day::of(export.until_at.minus(Span::secs(1)));
    let mut facts = vec![
        (cx.t("exports-why"), html! { (export.why) }),
        (
            cx.t("exports-asked-by"),
            html! { code { (export.asked_by) } ", " (parts::instant(export.asked_at)) },
        ),
    ];
    if export.kind.has_period() {
        facts.push((cx.t("exports-period"), html! { (Day::of(export.from_at)) " – " (last) }));
    }
    if let (Some(by), Some(at)) = (export.answered_by, export.answered_at) {
        let who = html! { code { (by) } ", " (parts::instant(at)) };
        facts.push((cx.t("exports-answered-by"), who));
    }
    Ok(parts::card(
        cx.t(words(export.kind)),
        html! {
            (badge(cx, stands))
            (parts::facts(&facts))
            @for taking in takings { p.small { (taken(cx, taking)) } }
            @if stands == Stands::Waiting && own { (reply(cx, export, Reply::TakenBack, "exports-take-back")) }
            @if stands == Stands::Waiting && !own && may_answer {
                (reply(cx, export, Reply::Agreed, "exports-agree"))
                (reply(cx, export, Reply::Declined, "exports-decline"))
            }
            @if let (Stands::Open, true, Some(until)) = (stands, own, until) {
                p.actions { a.button href={ "/staff/exports/" (export.id) "/file" } { (cx.t("exports-take")) } }
                p.small { (cx.t("exports-until")) " " (parts::instant(until)) }
            }
        },
    ))
}

fn taken(cx: &Cx, taking: &Taking) -> Markup {
    let told = match (taking.given, taking.left_out) {
        (Some(given), Some(left_out)) => {
            cx.tv("exports-taken", &[("given", given), ("left", left_out)])
        }
        _ => cx.t("exports-broken-off").to_owned(),
    };
    html! { (parts::instant(taking.begun_at)) ": " (told) }
}

fn reply(cx: &Cx, export: &Export, reply: Reply, label: &str) -> Markup {
    cx.form(
        &format!("/staff/exports/{}/answer", export.id),
        html! {
            input type="hidden" name="reply" value=(reply.word());
            button.quiet type="submit" { (cx.t(label)) }
        },
    )
}

fn day(form: &mut Form, name: &'static str) -> Option<Option<Day>> {
    let typed = form.maybe_text(name, 10)?;
    let read = typed.as_deref().map(Day::parse);
    if read == Some(None) {
        form.wrong(name, ExportsRefusal::BadPeriod { most: rules::MOST_DAYS });
        return None;
    }
    Some(read.flatten())
}

async fn ask(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let (kind, why) = (form.word::<Kind>("kind"), form.text("why", 150));
    let days = (day(&mut form, "first"), day(&mut form, "last"));
    let (Some(kind), Some(why), (Some(first), Some(last))) = (kind, why, days) else {
        return draw(&cx, &form).await;
    };
    let new = NewExport { kind, days: first.zip(last), why };
    let act = move |tx: &mut Tx<'_>| acts::ask(tx, &new, me);
    match cx.db().write("exports.ask", Lock::on(me), act).await {
        Ok(_) => cx.tell(Notice::good(cx.t("exports-asked"))).to("/staff/exports"),
        Err(refused) => {
            form.refused(refused, &BESIDE)?;
            draw(&cx, &form).await
        }
    }
}

async fn answer(cx: Cx, PathId(id): PathId<ExportId>, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let reply = form.word::<Reply>("reply").ok_or(ExportsRefusal::Answered)?;
    let act = move |tx: &mut Tx<'_>| acts::answer(tx, id, reply, me);
    cx.db().write("exports.answer", Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("exports-on-record"))).to("/staff/exports")
}

async fn file(cx: Cx, PathId(id): PathId<ExportId>) -> Show {
    let me = cx.staff()?.id;
    let act = move |tx: &mut Tx<'_>| acts::begin_taking(tx, id, me);
    let (export, begun_at) = cx.db().write("exports.take", Lock::none(), act).await?;
    taking::file(&cx, export, begun_at)
}
