//! What a member sees: the list, what they want to hear of, their webhooks.

mod hooks;
mod words;

use db::{Answer, Lock, Tx};
use kernel::{Id, MemberId, NoticeId, Word as _};
use maud::{Markup, html};
use web::parts::{self, Align, Colour, Column};
use web::{Asked, Cx, Form, Notice as Told, PathId, Routes, Show, Stop, Who, submit, whole};

use crate::acts::choices::{self, Choices};
use crate::rules::{Channel, Kind, Subject, Use};
use crate::store::{self, Notice};
use crate::{TEXTS, facts, letters};

const ON_A_PAGE: usize = 25;

/// Every way into this room.
pub fn routes() -> Routes {
    let routes = Routes::new("notices")
        .speaking(TEXTS)
        .get("/notices", Who::Member, list)
        .menu("notices-title")
        .post("/notices/reading", Who::Member, read_all)
        .post("/notices/{notice}/reading", Who::Member, read_one)
        .get("/notices/choices", Who::Member, show_choices)
        .post("/notices/choices", Who::Member, choose)
        .get("/webhooks", Who::Member, hooks::list)
        .post("/webhooks", Who::Member, hooks::open)
        .get("/webhooks/{webhook}", Who::Member, hooks::one)
        .post("/webhooks/{webhook}/kinds", Who::Member, hooks::listen)
        .post("/webhooks/{webhook}/trial", Who::Member, hooks::try_out)
        .post("/webhooks/{webhook}/rotation", Who::Member, hooks::rotate)
        .post("/webhooks/{webhook}/resumption", Who::Member, hooks::resume)
        .post("/webhooks/{webhook}/removal", Who::Member, hooks::remove)
        .post("/webhooks/{webhook}/messages/{delivery}/again", Who::Member, hooks::again);
    crate::api::operations(routes)
}

pub(crate) fn me(cx: &Cx) -> Result<MemberId, Stop> {
    Ok(cx.member()?.id)
}

async fn list(cx: Cx, Asked(asked): Asked) -> Show {
    let (me, language) = (me(&cx)?, cx.language());
    let before = NoticeId::parse(asked.shown("after"));
    let read = move |tx: &mut Tx<'_>| -> Answer<_> {
        let page = store::listed(tx, me, before, ON_A_PAGE)?;
        let mut rows = Vec::with_capacity(page.rows.len());
        for notice in page.rows {
            let title = facts::title(tx, &notice)?;
            let words = letters::words(language, notice.kind, title.as_deref(), notice.yen)?;
            rows.push((notice, words));
        }
        let reader = members::reader(tx, me)?;
        let proved = reader.is_some_and(|reader| reader.proved_at.is_some());
        Ok((rows, page.next, store::unread(tx, me)?, store::stopped(tx, me)?.is_some(), proved))
    };
    let (rows, next, unread, stopped, proved) = cx.db().read("notices.list", read).await?;
    let head = html! {
        h1 { (cx.t("notices-title")) @if unread > 0 { " (" (unread) ")" } }
        @if stopped {
            (Told::bad(cx.t("notices-come-back")).show())
        } @else if !proved {
            (Told::plain(cx.t("notices-no-address")).show())
        }
        p { a href="/notices/choices" { (cx.t("notices-choices")) } " · "
            a href="/webhooks" { (cx.t("notices-webhooks")) } }
    };
    if rows.is_empty() {
        let none = parts::empty(cx.t("notices-none"), cx.t("notices-look"), "/search");
        return cx.show(cx.t("notices-title"), html! { (head) (none) });
    }
    let house = cx.house_name();
    let body = html! {
        (head)
        @if unread > 0 { (cx.button("/notices/reading", cx.t("notices-all-read"))) }
        @for (notice, words) in &rows { (one(&cx, notice, words, house)) }
        (parts::next_page("/notices", next.as_deref()))
    };
    cx.show(cx.t("notices-title"), body)
}

fn one(cx: &Cx, notice: &Notice, words: &letters::Shown, house: &str) -> Markup {
    let filled = |text: &str| text.replace("{house}", house);
    html! {
        section.card {
            h2 {
                a href=(facts::path(notice)) { (filled(&words.subject)) }
                @if notice.read_at.is_none() {
                    " " (parts::badge(Colour::Blue, cx.t("notices-new")))
                }
            }
            p { (filled(&words.text)) }
            p.help { (parts::instant(notice.told_at)) }
            @if notice.read_at.is_none() {
                (cx.button(&format!("/notices/{}/reading", notice.id), cx.t("notices-read")))
            }
        }
    }
}

async fn read_one(cx: Cx, PathId(id): PathId<NoticeId>) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| choices::read(tx, me, id);
    cx.db().write("notices.read", Lock::none(), act).await?;
    cx.to("/notices")
}

async fn read_all(cx: Cx) -> Show {
    let me = me(&cx)?;
    let act = move |tx: &mut Tx<'_>| choices::read_all(tx, me);
    cx.db().write("notices.read_all", Lock::none(), act).await?;
    cx.to("/notices")
}

/// The name of a box on the page of choices.
fn box_of(kind: Kind, channel: Channel) -> String {
    format!("{kind}.{channel}")
}

fn of_subject(subject: Subject) -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().filter(move |kind| kind.subject() == subject)
}

async fn show_choices(cx: Cx) -> Show {
    let me = me(&cx)?;
    let chosen = cx.db().read("notices.choices", move |tx| choices::choices(tx, me)).await?;
    choices_page(&cx, &Form::empty(), &chosen)
}

fn choices_page(cx: &Cx, form: &Form, chosen: &Choices) -> Show {
    let columns = [
        Column(cx.t("notices-what"), Align::Left),
        Column(cx.t("notices-on-site"), Align::Left),
        Column(cx.t("notices-by-letter"), Align::Left),
    ];
    let row = |kind: Kind| {
        vec![
            html! { (cx.t(words::kind(kind))) },
            tick(cx, chosen, kind, Channel::Site),
            tick(cx, chosen, kind, Channel::Letter),
        ]
    };
    let table = |subject: Subject| {
        let rows: Vec<Vec<Markup>> = of_subject(subject).map(row).collect();
        let heading = cx.t(words::subject(subject));
        html! { h2 { (heading) } (parts::table(heading, &columns, &rows)) }
    };
    let body = html! {
        h1 { (cx.t("notices-choices")) }
        p { (cx.t("notices-choices-help")) }
        (cx.form("/notices/choices", html! {
            (whole(form))
            @for subject in Subject::ALL { (table(*subject)) }
            (submit(cx.t("notices-keep")))
        }))
        p { (cx.t("notices-webhooks-help")) " "
            a href="/webhooks" { (cx.t("notices-webhooks")) } }
    };
    cx.show_form(cx.t("notices-choices"), form, body)
}

fn tick(cx: &Cx, chosen: &Choices, kind: Kind, channel: Channel) -> Markup {
    match kind.uses(channel) {
        Use::Always => html! { (cx.t("notices-always")) },
        Use::Never => html! { span.unknown { "—" } },
        Use::Usually | Use::IfChosen => {
            let name = box_of(kind, channel);
            let heading = match channel {
                Channel::Site => "notices-on-site",
                Channel::Letter | Channel::Webhook => "notices-by-letter",
            };
            html! { label {
                input type="checkbox" name=(name) value="yes" checked[chosen.goes(kind, channel)];
                span.unseen { (cx.t(words::kind(kind))) " " (cx.t(heading)) }
            } }
        }
    }
}

async fn choose(cx: Cx, form: Form) -> Show {
    let me = me(&cx)?;
    let mut wanted = Vec::new();
    for kind in Kind::ALL {
        for channel in [Channel::Site, Channel::Letter] {
            if matches!(kind.uses(channel), Use::Usually | Use::IfChosen) {
                wanted.push((*kind, channel, form.ticked(&box_of(*kind, channel))));
            }
        }
    }
    let act = move |tx: &mut Tx<'_>| -> Answer<()> {
        let before = choices::choices(tx, me)?;
        for (kind, channel, on) in &wanted {
            if before.goes(*kind, *channel) != *on {
                choices::choose(tx, me, *kind, *channel, *on)?;
            }
        }
        Ok(())
    };
    cx.db().write("notices.choose", Lock::on(me), act).await?;
    cx.tell(Told::good(cx.t("notices-kept"))).to("/notices/choices")
}
