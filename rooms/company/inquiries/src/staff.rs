//! The desk: the queue by what is due, one case, and what is done with it.

use db::{Answer, Lock, Tx};
use kernel::{At, InquiryFileId, InquiryId};
use maud::{Markup, html};
use privacy::{RunningPolicy, Text};
use web::parts::{self, Align, Colour, Column};
use web::{Asked, Cx, Field, Form, Notice, PathId, Role, Show, Stop, submit, whole};

use crate::Promise;
use crate::acts::desk;
use crate::pages::show;
use crate::rules::{By, Event, MOST_WORDS, Topic};
use crate::store::{self, Case, Step};
use crate::thread::{self, Line, Reader, Who};

fn by(cx: &Cx) -> Result<By, Stop> {
    let staff = cx.staff()?;
    let (support, officer) =
        (staff.roles.has(Role::Support), staff.roles.has(Role::PrivacyOfficer));
    Ok(By { staff: staff.id, support, officer })
}

pub(crate) async fn queue(cx: Cx) -> Show {
    let by = by(&cx)?;
    let read = move |tx: &mut Tx<'_>| -> Answer<(Vec<Case>, Vec<Case>, Vec<Case>)> {
        let none = |wanted: bool, sql| if wanted { Some(sql) } else { None };
        let mut read = |sql: Option<db::Sql>| match sql {
            Some(sql) => tx.all(sql, ()),
            None => Ok(Vec::new()),
        };
        Ok((
            read(none(by.support, store::DESK))?,
            read(none(by.officer, store::OFFICERS))?,
            read(none(by.support, store::CLOSED))?,
        ))
    };
    let (waiting, officers, closed) = cx.db().read("inquiries.queue", read).await?;
    let title = cx.t("inquiries-desk");
    let none =
        || parts::empty(cx.t("inquiries-nothing-waits"), cx.t("inquiries-to-desks"), "/staff");
    let body = html! {
        h1 { (title) }
        @if waiting.is_empty() && officers.is_empty() { (none()) }
        @if !waiting.is_empty() { (table(&cx, cx.t("inquiries-queue"), &waiting, by)) }
        @if !officers.is_empty() {
            h2 { (cx.t("inquiries-with-officer")) }
            (table(&cx, cx.t("inquiries-with-officer"), &officers, by))
        }
        @if !closed.is_empty() {
            h2 { (cx.t("inquiries-closed-lately")) }
            (table(&cx, cx.t("inquiries-closed-lately"), &closed, by))
        }
    };
    cx.show(title, body)
}

fn table(cx: &Cx, caption: &str, cases: &[Case], by: By) -> Markup {
    let columns = [
        Column(cx.t("inquiries-topic"), Align::Left),
        Column(cx.t("inquiries-stands"), Align::Left),
        Column(cx.t("inquiries-due"), Align::Left),
        Column(cx.t("inquiries-taken-by"), Align::Left),
    ];
    let row = |case: &Case| {
        vec![
            html! { a href={ "/staff/inquiries/" (case.id) } { (show::topic(cx, case.topic)) } },
            show::badge(cx, case),
            due(cx, case),
            taken(cx, case, by),
        ]
    };
    let rows: Vec<Vec<Markup>> = cases.iter().map(row).collect();
    parts::table(caption, &columns, &rows)
}

fn due(cx: &Cx, case: &Case) -> Markup {
    let late = case.closed_at.is_none() && case.due_at < cx.now();
    html! {
        (parts::instant(case.due_at))
        @if late { " " (parts::badge(Colour::Red, cx.t("inquiries-late"))) }
    }
}

fn taken(cx: &Cx, case: &Case, by: By) -> Markup {
    match case.assigned_to {
        None => parts::badge(Colour::Blue, cx.t("inquiries-free")),
        Some(staff) if staff == by.staff => parts::badge(Colour::Green, cx.t("inquiries-yours")),
        Some(_) => parts::badge(Colour::Amber, cx.t("inquiries-colleagues")),
    }
}

/// `GET /staff/inquiries/{inquiry}?canned=seller`
pub(crate) async fn one(cx: Cx, PathId(id): PathId<InquiryId>, Asked(asked): Asked) -> Show {
    let canned = asked.shown("canned").to_owned();
    page(&cx, id, Form::empty(), &canned).await
}

async fn page(cx: &Cx, id: InquiryId, mut form: Form, canned: &str) -> Show {
    let by = by(cx)?;
    // A write: what is opened here is on record.
    let open = move |tx: &mut Tx<'_>| -> Answer<(Case, Vec<Line>, Vec<Step>, Who)> {
        let case = desk::visible(tx, id, by)?;
        let reader = Reader::of(by, &case);
        let lines = thread::lines(tx, &case, reader)?;
        let who = thread::who(tx, &case, reader)?;
        let history = store::history(tx, id)?;
        Ok((case, lines, history, who))
    };
    let (case, lines, history, who) =
        cx.db().write("inquiries.desk_one", Lock::none(), open).await?;
    let chosen = Promise::built_in()?.canned().iter().find(|one| one.name == canned);
    if let Some(chosen) = chosen {
        form = form.with("words", &chosen.said(case.language).text);
    }
    let base = format!("/staff/inquiries/{id}");
    let body = html! {
        p { a href="/staff/inquiries" { (cx.t("inquiries-desk")) } }
        h1 { (show::topic(cx, case.topic)) }
        (whole(&form))
        (facts(cx, &case, &who)?)
        (show::lines(cx, &lines, &base, true))
        (work(cx, &case, by, &form)?)
        (past(cx, &history))
    };
    cx.show_form(cx.t("inquiries-desk"), &form, body)
}

fn facts(cx: &Cx, case: &Case, who: &Who) -> Result<Markup, Stop> {
    let running = cx.plugged::<RunningPolicy>()?.at(cx.now());
    let hours = &running.policy().contact.hours;
    let worked = |until: At| parts::length(hours.between(case.opened_at, until));
    let asker = match who {
        Who::Member(handle) => html! {
            (cx.t("inquiries-a-member"))
            @if let Some(handle) = handle { " " (handle) }
        },
        Who::Outside(called, email) => html! { (called) " · " (email) },
        Who::Closed => html! { span.unknown { (cx.t("inquiries-gone")) } },
    };
    let first = html! {
        (parts::instant(case.first_due_at)) " · "
        (worked(case.first_answered_at.unwrap_or(cx.now())))
        @if case.first_answered_at.is_none() { " " (cx.t("inquiries-so-far")) }
    };
    let resolved = html! {
        (parts::instant(case.resolve_due_at)) " · " (worked(case.closed_at.unwrap_or(cx.now())))
        @if case.closed_at.is_none() { " " (cx.t("inquiries-so-far")) }
    };
    let order = html! {
        @match case.order {
            Some(order) => { a href={ "/staff/orders/" (order) } { code { (order) } } }
            None => { "—" }
        }
    };
    Ok(parts::facts(&[
        (cx.t("inquiries-asker"), asker),
        (cx.t("inquiries-reads"), html! { (case.language.label()) }),
        (cx.t("inquiries-order"), order),
        (cx.t("inquiries-stands"), show::badge(cx, case)),
        (cx.t("inquiries-first-clock"), first),
        (cx.t("inquiries-end-clock"), resolved),
    ]))
}

fn work(cx: &Cx, case: &Case, by: By, form: &Form) -> Result<Markup, Stop> {
    let at = |step: &str| format!("/staff/inquiries/{}/{step}", case.id);
    if case.closed_at.is_some() {
        return Ok(html! { (cx.button(&at("reopening"), cx.t("inquiries-reopen"))) });
    }
    let mine = case.assigned_to == Some(by.staff);
    let canned = Promise::built_in()?.canned();
    Ok(html! {
        p { (taken(cx, case, by)) }
        @if mine {
            (cx.button(&at("hand-back"), cx.t("inquiries-hand-back")))
            (cx.button(&at("closing"), cx.t("inquiries-close")))
            (parts::card(cx.t("inquiries-answer"), html! {
                p { (cx.t("inquiries-canned")) " "
                    @for one in canned {
                        a href={ "/staff/inquiries/" (case.id) "?canned=" (one.name) } {
                            (one.said(cx.language()).title)
                        } " · "
                    }
                }
                (cx.form(&at("answers"), html! {
                    (Field::lines("words", cx.t("inquiries-answer-words")).most(MOST_WORDS).show(form))
                    (submit(cx.t("inquiries-send-answer")))
                }))
            }))
        } @else if case.assigned_to.is_none() {
            (cx.button(&at("claim"), cx.t("inquiries-claim")))
        }
        (parts::card(cx.t("inquiries-note-new"), cx.form(&at("notes"), html! {
            (Field::lines("note", cx.t("inquiries-note-words")).most(MOST_WORDS).show(form))
            (submit(cx.t("inquiries-keep-note")))
        })))
        (parts::card(cx.t("inquiries-assign"), cx.form(&at("assignment"), html! {
            (Field::text("handle", cx.t("inquiries-handle")).most(60).show(form))
            (submit(cx.t("inquiries-assign")))
        })))
        @if case.officer_at.is_none() && case.topic == Topic::Privacy {
            (parts::card(cx.t("inquiries-hand-over"), html! {
                p { (cx.t("inquiries-hand-over-what")) }
                (cx.form(&at("hand-over"), html! {
                    (Field::tick("sure", cx.t("inquiries-sure")).show(form))
                    (submit(cx.t("inquiries-hand-over")))
                }))
            }))
        }
    })
}

fn past(cx: &Cx, history: &[Step]) -> Markup {
    let event = |event: Event| {
        cx.t(match event {
            Event::Opened => "inquiries-event-opened",
            Event::Written => "inquiries-event-written",
            Event::Answered => "inquiries-event-answered",
            Event::Noted => "inquiries-event-noted",
            Event::Claimed => "inquiries-event-claimed",
            Event::Assigned => "inquiries-event-assigned",
            Event::HandedBack => "inquiries-event-handed-back",
            Event::HandedOver => "inquiries-event-handed-over",
            Event::Closed => "inquiries-event-closed",
            Event::Reopened => "inquiries-event-reopened",
        })
    };
    parts::card(
        cx.t("inquiries-history"),
        html! { ul { @for step in history {
            li { (parts::instant(step.at)) " · " (event(step.event))
                @if step.author != "person" { " · " code { (step.author) } } }
        } } },
    )
}

pub(crate) async fn file(
    cx: Cx,
    PathId(id): PathId<InquiryId>,
    PathId(file): PathId<InquiryFileId>,
) -> Show {
    let by = by(&cx)?;
    let open = move |tx: &mut Tx<'_>| {
        let case = desk::visible(tx, id, by)?;
        thread::file(tx, &case, file, Reader::of(by, &case))
    };
    show::download(cx.db().write("inquiries.desk_file", Lock::none(), open).await?)
}

async fn after(cx: &Cx, id: InquiryId, done: Answer<()>, mut form: Form, told: &str) -> Show {
    match done {
        Ok(()) => cx.tell(Notice::good(cx.t(told))).to(&format!("/staff/inquiries/{id}")),
        Err(refused) => {
            form.refused(refused, show::BESIDE)?;
            page(cx, id, form, "").await
        }
    }
}

type Verb = fn(&mut Tx<'_>, InquiryId, By) -> Answer<()>;

async fn does(cx: Cx, id: InquiryId, form: Form, verb: Verb, told: &str) -> Show {
    let by = by(&cx)?;
    let act = move |tx: &mut Tx<'_>| verb(tx, id, by);
    let done = cx.db().write("inquiries.desk", Lock::on(id), act).await;
    after(&cx, id, done, form, told).await
}

pub(crate) async fn claim(cx: Cx, PathId(id): PathId<InquiryId>, form: Form) -> Show {
    does(cx, id, form, desk::claim, "inquiries-is-claimed").await
}

pub(crate) async fn hand_back(cx: Cx, PathId(id): PathId<InquiryId>, form: Form) -> Show {
    does(cx, id, form, desk::hand_back, "inquiries-is-back").await
}

pub(crate) async fn close(cx: Cx, PathId(id): PathId<InquiryId>, form: Form) -> Show {
    does(cx, id, form, desk::close, "inquiries-is-closed").await
}

pub(crate) async fn reopen(cx: Cx, PathId(id): PathId<InquiryId>, form: Form) -> Show {
    does(cx, id, form, desk::reopen, "inquiries-is-open").await
}

pub(crate) async fn hand_over(cx: Cx, PathId(id): PathId<InquiryId>, mut form: Form) -> Show {
    let by = by(&cx)?;
    if !form.ticked("sure") {
        form.wrong("sure", web::WebRefusal::Missing);
        return page(&cx, id, form, "").await;
    }
    let act = move |tx: &mut Tx<'_>| desk::hand_over(tx, id, by);
    match cx.db().write("inquiries.hand_over", Lock::on(id), act).await {
        // From now on the page of this case is the officer's.
        Ok(()) => cx.tell(Notice::good(cx.t("inquiries-is-over"))).to("/staff/inquiries"),
        Err(refused) => {
            form.refused(refused, show::BESIDE)?;
            page(&cx, id, form, "").await
        }
    }
}

pub(crate) async fn assign(cx: Cx, PathId(id): PathId<InquiryId>, mut form: Form) -> Show {
    let by = by(&cx)?;
    let Some(handle) = form.text("handle", 60) else { return page(&cx, id, form, "").await };
    let act = move |tx: &mut Tx<'_>| desk::assign(tx, id, by, &handle);
    let done = cx.db().write("inquiries.assign", Lock::on(id), act).await;
    after(&cx, id, done, form, "inquiries-is-assigned").await
}

pub(crate) async fn answer(cx: Cx, PathId(id): PathId<InquiryId>, mut form: Form) -> Show {
    let by = by(&cx)?;
    let Some(words) = form.lines("words", MOST_WORDS) else {
        return page(&cx, id, form, "").await;
    };
    let words = Text::from(words);
    let act = move |tx: &mut Tx<'_>| desk::answer(tx, id, by, &words);
    let done = cx.db().write("inquiries.answer", Lock::on(id), act).await;
    after(&cx, id, done, form, "inquiries-is-answered").await
}

pub(crate) async fn note(cx: Cx, PathId(id): PathId<InquiryId>, mut form: Form) -> Show {
    let by = by(&cx)?;
    let Some(words) = form.lines("note", MOST_WORDS) else {
        return page(&cx, id, form, "").await;
    };
    let words = Text::from(words);
    let act = move |tx: &mut Tx<'_>| desk::note(tx, id, by, &words);
    let done = cx.db().write("inquiries.note", Lock::on(id), act).await;
    after(&cx, id, done, form, "inquiries-is-noted").await
}
