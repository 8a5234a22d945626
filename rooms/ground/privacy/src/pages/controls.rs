//! What whoever answers for personal data can stop, and ask of the running house.

use db::Tx;
use kernel::Word as _;
use maud::{Markup, html};
use policy::{Lang, Policy, Purpose};
use web::parts::{self, Colour};
use web::{Cx, Form, Notice, Show};

use super::lang;
use crate::adopt::{self, Control, Stop};
use crate::choices;
use crate::controls::{self, Task, What};
use crate::keyring::Keyring;
use crate::running::RunningPolicy;

const HERE: &str = "/staff/privacy/controls";
const LATEST: i64 = 20;

/// `/staff/privacy/controls`
pub(super) async fn show(cx: Cx) -> Show {
    let read = |tx: &mut Tx<'_>| Ok((adopt::stops(tx)?, controls::latest(tx, LATEST)?));
    let (stops, tasks) = cx.db().read("privacy.controls", read).await?;
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    let (policy, lang) = (running.policy(), lang(&cx, ""));
    let body = html! {
        h1 { (cx.t("privacy-controls")) }
        p.lead { (cx.t("privacy-controls-what")) }
        (parts::card(cx.t("privacy-stop-purposes"), html! {
            p { (cx.t("privacy-stop-purposes-what")) }
            (table(&cx, &purposes(policy, lang), &stops))
        }))
        (parts::card(cx.t("privacy-stop-recipients"), html! {
            p { (cx.t("privacy-stop-recipients-what")) }
            (table(&cx, &recipients(policy), &stops))
        }))
        (parts::card(cx.t("privacy-tasks"), html! {
            p { (cx.tv("privacy-epoch", &[("epoch", i64::from(cx.plugged::<Keyring>()?.epoch()))])) }
            @for what in What::ALL { (asking(&cx, *what, &tasks)) }
            (done(&cx, &tasks))
        }))
    };
    cx.show(cx.t("privacy-controls"), body)
}

/// What can be stopped: how it is called, and whether it can.
type Row = (Control, String, bool);

fn purposes(policy: &Policy, lang: Lang) -> Vec<Row> {
    let row = |purpose: &Purpose| {
        let name =
            format!("{} {}", purpose.fact(), policy.prose[&lang].say("title", purpose.fact()));
        (Control::Purpose(*purpose), name, !purpose.is_duty())
    };
    policy.purposes.keys().map(row).collect()
}

fn recipients(policy: &Policy) -> Vec<Row> {
    let row = |to: &policy::Recipient| (Control::Recipient(to.code.clone()), to.name.clone(), true);
    policy.recipients.iter().map(row).collect()
}

fn table(cx: &Cx, rows: &[Row], stops: &[Stop]) -> Markup {
    html! { ul { @for (what, name, may) in rows {
        @let (kind, code) = what.words();
        @let stop = stops.iter().find(|stop| stop.kind == kind && stop.code == code);
        li {
            (name) " "
            @if let Some(stop) = stop {
                (parts::badge(Colour::Red, cx.t("privacy-stands-stopped"))) " "
                (parts::instant(stop.since)) " · " code { (stop.staff) }
                (deed(cx, kind, &code, "lift", cx.t("privacy-lift")))
            } @else if *may {
                (parts::sure(cx.t("privacy-stop"), deed(cx, kind, &code, "stop", cx.t("privacy-stop-now"))))
            } @else {
                (parts::badge(Colour::Grey, cx.t("privacy-is-duty")))
            }
        }
    } } }
}

fn deed(cx: &Cx, kind: &str, code: &str, deed: &str, label: &str) -> Markup {
    cx.form(
        &format!("{HERE}/stops"),
        html! {
            input type="hidden" name="what" value={ (kind) ":" (code) };
            input type="hidden" name="deed" value=(deed);
            button.quiet type="submit" { (label) }
        },
    )
}

fn asking(cx: &Cx, what: What, tasks: &[Task]) -> Markup {
    let runs = tasks.iter().find(|task| task.what == what && task.ended_at.is_none());
    html! {
        h3 { (cx.tv("privacy-task", &[("what", what.word())])) }
        p { (cx.tv("privacy-task-what", &[("what", what.word())])) }
        @if let Some(task) = runs {
            p { (parts::badge(Colour::Amber, cx.t("privacy-task-is-on"))) " " (parts::instant(task.asked_at))
                @if what == What::Rotate { " " (cx.tv("privacy-task-done", &[("count", task.done)])) } }
        } @else {
            (cx.form(&format!("{HERE}/tasks"), html! {
                input type="hidden" name="what" value=(what.word());
                (web::submit(cx.t("privacy-task-ask")))
            }))
        }
    }
}

fn done(cx: &Cx, tasks: &[Task]) -> Markup {
    html! { @for task in tasks {
        @if let (Some(at), Some(found)) = (task.ended_at, &task.found) {
            h3 { (cx.tv("privacy-task", &[("what", task.what.word())])) " · " (parts::instant(at)) }
            p { code { (task.staff) } }
            pre { (found) }
        }
    } }
}

/// `POST /staff/privacy/controls/stops`
pub(super) async fn stop(cx: Cx, form: Form) -> Show {
    let me = cx.staff()?.id;
    let policy = cx.plugged::<RunningPolicy>()?;
    let what = Control::parse(policy.at(cx.now()).policy(), form.shown("what"))?;
    let (is_stop, meant) = (form.shown("deed") == "stop", what.clone());
    let act = move |tx: &mut Tx<'_>| {
        if is_stop { adopt::stop(tx, &meant, me) } else { adopt::lift(tx, &meant, me) }
    };
    cx.db().write("privacy.control", choices::lock(), act).await?;
    if !is_stop {
        adopt::lifted(policy, &what);
    }
    cx.tell(Notice::good(cx.t("privacy-on-record"))).to(HERE)
}

/// `POST /staff/privacy/controls/tasks`
pub(super) async fn ask(cx: Cx, form: Form) -> Show {
    let me = cx.staff()?.id;
    let named = form.shown("what").to_owned();
    let what =
        What::from_word(&named).ok_or(crate::PrivacyRefusal::NoSuchControl { what: named })?;
    let act = move |tx: &mut Tx<'_>| controls::ask(tx, what, me);
    cx.db().write("privacy.task_asked", db::Lock::none(), act).await?;
    cx.tell(Notice::good(cx.t("privacy-task-asked"))).to(HERE)
}
