//! What the house does in the background: what was given up, and what comes by the clock.

use db::{Answer, Lock, Tx};
use jobs::{Cadence, DeadJob, Planned, Schedules};
use kernel::{Arg, At, JobId, Page};
use maud::{Markup, html};
use web::parts::{self, Align, Colour, Column};
use web::{Asked, Cx, Field, Form, Notice, PathId, Show};

use crate::{never_do, try_again};

const AT_ONCE: usize = 50;

pub(super) async fn page(cx: Cx, Asked(asked): Asked) -> Show {
    draw(&cx, asked.shown("after"), &Form::empty()).await
}

async fn draw(cx: &Cx, after: &str, form: &Form) -> Show {
    let schedules = cx.db().plugs().get::<Schedules>().cloned();
    let after = (!after.is_empty()).then(|| after.to_owned());
    let ask = move |tx: &mut Tx<'_>| {
        let planned = schedules.as_ref().map(|all| all.page(tx)).transpose()?;
        Ok((jobs::dead(tx, after.as_deref(), AT_ONCE)?, planned.unwrap_or_default()))
    };
    let (dead, planned) = cx.db().read("staff.work", ask).await?;
    cx.show_form(
        cx.t("staff-work"),
        form,
        html! {
            h1 { (cx.t("staff-work")) }
            (web::whole(form))
            h2 { (cx.t("staff-work-dead")) }
            p { (cx.t("staff-work-dead-how")) }
            (given_up(cx, &dead))
            h2 { (cx.t("staff-work-clock")) }
            (by_the_clock(cx, &planned))
        },
    )
}

fn given_up(cx: &Cx, dead: &Page<DeadJob>) -> Markup {
    html! {
        @if dead.rows.is_empty() {
            p { (cx.t("staff-work-none-dead")) }
        } @else {
            ul.cards { @for job in &dead.rows { (card(cx, job)) } }
            (parts::next_page("/staff/background", dead.next.as_deref()))
        }
    }
}

fn card(cx: &Cx, job: &DeadJob) -> Markup {
    let path = |what: &str| format!("/staff/background/{}/{what}", job.id);
    html! {
        li.card {
            h3 { code { (job.kind) } }
            (parts::facts(&[
                (cx.t("staff-work-why"), html! { (job.why) }),
                (cx.t("staff-work-tries"), html! { (job.failures) }),
                (cx.t("staff-work-put"), parts::instant(job.created_at)),
                (cx.t("staff-work-given-up"), parts::instant(job.dead_at)),
            ]))
            (cx.form(&path("again"), web::submit(cx.t("staff-work-again"))))
            details {
                summary { (cx.t("staff-work-remove")) }
                p { (cx.t("staff-work-remove-what")) }
                (cx.form(&path("removal"), html! {
                    (Field::tick("sure", cx.t("staff-work-sure")).show(&Form::empty()))
                    button.quiet type="submit" { (cx.t("staff-work-remove")) }
                }))
            }
        }
    }
}

fn by_the_clock(cx: &Cx, planned: &[Planned]) -> Markup {
    let columns = [
        Column(cx.t("staff-work-what-is-done"), Align::Left),
        Column(cx.t("staff-work-how-often"), Align::Left),
        Column(cx.t("staff-work-last"), Align::Left),
        Column(cx.t("staff-work-next"), Align::Left),
        Column(cx.t("staff-work-stands"), Align::Left),
    ];
    let when = |at: Option<At>| at.map_or_else(|| html! { "—" }, parts::instant);
    let row = |one: &Planned| {
        vec![
            html! { (cx.label(one.name)) },
            html! { (often(cx, one.cadence)) },
            when(one.last_at),
            when(one.next_at),
            state(cx, one),
        ]
    };
    let rows: Vec<Vec<Markup>> = planned.iter().map(row).collect();
    parts::table(cx.t("staff-work-clock"), &columns, &rows)
}

fn often(cx: &Cx, cadence: Cadence) -> String {
    match cadence {
        Cadence::Every(span) => cx.tv("staff-work-every", &[("span", parts::length(span))]),
        Cadence::DailyJst { hour, minute } => {
            cx.tv("staff-work-daily", &[("time", format!("{hour:02}:{minute:02}"))])
        }
    }
}

fn state(cx: &Cx, one: &Planned) -> Markup {
    let (colour, words) = match one {
        Planned { dead_at: Some(_), .. } => (Colour::Red, "staff-work-is-dead"),
        Planned { last_error: Some(_), .. } => (Colour::Amber, "staff-work-fails"),
        Planned { running: true, .. } => (Colour::Blue, "staff-work-runs"),
        _ => (Colour::Green, "staff-work-waits"),
    };
    html! {
        (parts::badge(colour, cx.t(words)))
        @if let Some(why) = &one.last_error { br; (why) }
    }
}

pub(super) async fn again(cx: Cx, PathId(job): PathId<JobId>) -> Show {
    let me = cx.staff()?.id;
    let act = move |tx: &mut Tx<'_>| try_again(tx, job, me);
    done(&cx, "staff.work_again", act, "staff-work-tried-again", job).await
}

pub(super) async fn remove(cx: Cx, PathId(job): PathId<JobId>, form: Form) -> Show {
    if !form.ticked("sure") {
        let mut form = form;
        form.wrong("sure", web::WebRefusal::Missing);
        return draw(&cx, "", &form).await;
    }
    let me = cx.staff()?.id;
    let act = move |tx: &mut Tx<'_>| never_do(tx, job, me);
    done(&cx, "staff.work_removed", act, "staff-work-removed", job).await
}

async fn done(
    cx: &Cx,
    name: &'static str,
    act: impl Fn(&mut Tx<'_>) -> Answer<()> + Send + Sync + 'static,
    told: &str,
    job: JobId,
) -> Show {
    cx.db().write(name, Lock::none(), act).await?;
    let told = cx.tv(told, &[("job", Arg::Text(job.to_string()))]);
    cx.tell(Notice::good(told)).to("/staff/background")
}
