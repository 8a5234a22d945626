use db::{Lock, Tx};
use kernel::{IncidentId, Word as _};
use maud::{Markup, html};
use web::parts::{self, Align, Colour, Column};
use web::{Asked, Cx, Field, Form, Notice, Show, submit, whole};

use super::super::rules::Cause;
use super::super::{self as breach, Incident, Standing};
use super::one::{clock_words, number};
use crate::pages::{instant, written};

const PAGE: i64 = 50;

/// `/staff/incidents`
pub(crate) async fn page(cx: Cx, Asked(asked): Asked) -> Show {
    let before = kernel::Id::parse(asked.shown("after"));
    let now = written(cx.now());
    draw(&cx, before, &Form::empty().with("known", now)).await
}

type Row = (Incident, Standing, usize);

async fn draw(cx: &Cx, before: Option<IncidentId>, form: &Form) -> Show {
    let read = move |tx: &mut Tx<'_>| {
        let mut all: Vec<Row> = Vec::new();
        for incident in breach::list(tx, before, PAGE)? {
            let stands = breach::standing(tx, &incident)?;
            let alarms = breach::alarms(tx, incident.id)?.len();
            all.push((incident, stands, alarms));
        }
        Ok(all)
    };
    let all = cx.db().read("duties.incidents", read).await?;
    let more = all.last().map(|row| row.0.id.to_string());
    let more = more.filter(|_| i64::try_from(all.len()) == Ok(PAGE));
    let body = html! {
        h1 { (cx.t("duties-incidents")) }
        p.lead { (cx.t("duties-incidents-what")) }
        @if all.is_empty() { p { (cx.t("duties-incidents-none")) } }
        @else { (table(cx, &all)) }
        (parts::next_page("/staff/incidents", more.as_deref()))
        (parts::card(cx.t("duties-incident-open"), opening(cx, form)))
    };
    cx.show_form(cx.t("duties-incidents"), form, body)
}

fn table(cx: &Cx, all: &[Row]) -> Markup {
    let columns = [
        Column(cx.t("duties-opened"), Align::Left),
        Column(cx.t("duties-cause"), Align::Left),
        Column(cx.t("duties-persons"), Align::Right),
        Column(cx.t("duties-next-clock"), Align::Left),
    ];
    let row = |(incident, stands, alarms): &Row| {
        let next = stands.clocks.iter().min_by_key(|clock| clock.1);
        vec![
            html! {
                a href={ "/staff/incidents/" (incident.id) } { (parts::instant(incident.opened_at)) }
                @if incident.closed_at.is_some() {
                    " " (parts::badge(Colour::Grey, cx.t("duties-is-closed")))
                }
                @if *alarms > 0 {
                    " " (parts::badge(Colour::Red, &cx.tv("duties-alarms", &[("count", number(*alarms))])))
                }
            },
            html! { (cx.tv("duties-cause-is", &[("cause", stands.facts.cause.word())])) },
            html! { (stands.class.persons) },
            html! { @match next {
                Some((report, due)) => { (clock_words(cx, *report)) " " (parts::instant(*due)) }
                None => { "—" }
            } },
        ]
    };
    let rows: Vec<Vec<Markup>> = all.iter().map(row).collect();
    parts::table(cx.t("duties-incidents"), &columns, &rows)
}

fn opening(cx: &Cx, form: &Form) -> Markup {
    let causes: Vec<(&str, String)> = Cause::ALL
        .iter()
        .map(|cause| (cause.word(), cx.tv("duties-cause-is", &[("cause", cause.word())])))
        .collect();
    cx.form("/staff/incidents", html! {
        (whole(form))
        p { (cx.t("duties-incident-open-what")) }
        (Field::text("known", cx.t("duties-known")).most(20).help(cx.t("duties-instant-help")).show(form))
        (web::choose(form, "cause", cx.t("duties-cause"), &causes))
        (submit(cx.t("duties-incident-open")))
    })
}

/// `POST /staff/incidents`
pub(crate) async fn open(cx: Cx, mut form: Form) -> Show {
    let me = cx.staff()?.id;
    let (known, cause) = (instant(&mut form, "known"), form.word::<Cause>("cause"));
    let (Some(known), Some(cause)) = (known, cause) else { return draw(&cx, None, &form).await };
    let act = move |tx: &mut Tx<'_>| breach::open(tx, known, cause, me);
    match cx.db().write("duties.open", Lock::none(), act).await {
        Ok(id) => {
            cx.tell(Notice::good(cx.t("duties-on-record"))).to(&format!("/staff/incidents/{id}"))
        }
        Err(refused) => {
            form.refused(refused, &[("duties.not_yet", "known")])?;
            draw(&cx, None, &form).await
        }
    }
}
