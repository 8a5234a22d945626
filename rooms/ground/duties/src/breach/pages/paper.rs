use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use db::{Lock, Tx};
use kernel::{IncidentId, StaffId};
use maud::html;
use web::{Cx, Field, Form, Notice, PathId, Show, submit, whole};

use super::super::papers::MOST;
use super::super::{self as breach, ITEMS, Nine};
use crate::DutiesRefusal as No;
use crate::words::say;

/// The last version there is, and its words; what the facts say where there is none.
fn latest(tx: &mut Tx<'_>, id: IncidentId, lang: &str, me: StaffId) -> db::Answer<(i64, Nine)> {
    let last = breach::papers(tx, id)?.iter().filter(|one| one.lang == lang).map(|p| p.n).max();
    match last {
        Some(n) => Ok((n, breach::read_paper(tx, id, lang, n, me)?)),
        None => Ok((0, breach::draft(tx, id, lang)?)),
    }
}

/// `/staff/incidents/{incident}/papers/{lang}`
pub(crate) async fn edit(
    cx: Cx,
    PathId(id): PathId<IncidentId>,
    Path((_, lang)): Path<(String, String)>,
) -> Show {
    draw(&cx, id, &lang, Form::empty()).await
}

async fn draw(cx: &Cx, id: IncidentId, lang: &str, mut form: Form) -> Show {
    let (me, words_in) = (cx.staff()?.id, lang.to_owned());
    // Reading what was written is on record, so it is an act.
    let read = move |tx: &mut Tx<'_>| {
        let fresh = breach::draft(tx, id, &words_in)?;
        Ok((latest(tx, id, &words_in, me)?, fresh))
    };
    let ((n, nine), fresh) = cx.db().write("duties.paper", Lock::none(), read).await?;
    form = form.with("after", n);
    for (item, words) in ITEMS.into_iter().zip(&nine) {
        form = form.with(item, words);
    }
    let title = cx.tv("duties-write-paper", &[("lang", lang.to_owned())]);
    let label = |item: &str| say(lang, "item", item, &[]);
    let body = html! {
        p { a href={ "/staff/incidents/" (id) } { (cx.t("duties-incident")) } }
        h1 { (title) }
        p { (cx.t("duties-paper-what")) }
        (whole(&form))
        (cx.form(&format!("/staff/incidents/{id}/papers/{lang}"), html! {
            input type="hidden" name="after" value=(form.shown("after"));
            @for (item, now) in ITEMS.into_iter().zip(&fresh) {
                (Field::lines(item, label(item)?).most(MOST).show(&form))
                @if form.shown(item) != now {
                    details { summary { (cx.t("duties-by-the-facts")) } p { (now) } }
                }
            }
            (submit(cx.t("duties-paper-keep")))
        }))
    };
    cx.show_form(&title, &form, body)
}

/// `POST /staff/incidents/{incident}/papers/{lang}`
pub(crate) async fn keep(
    cx: Cx,
    PathId(id): PathId<IncidentId>,
    Path((_, lang)): Path<(String, String)>,
    mut form: Form,
) -> Show {
    let me = cx.staff()?.id;
    let words = ITEMS.map(|item| form.lines(item, MOST));
    let after: i64 = form.shown("after").parse().unwrap_or(-1);
    if words.iter().any(Option::is_none) {
        return draw(&cx, id, &lang, form).await;
    }
    let nine: Nine = words.map(Option::unwrap_or_default);
    let words_in = lang.clone();
    let act = move |tx: &mut Tx<'_>| breach::write_paper(tx, id, &words_in, after, &nine, me);
    match cx.db().write("duties.write_paper", Lock::on(id), act).await {
        Ok(n) => cx
            .tell(Notice::good(cx.t("duties-on-record")))
            .to(&format!("/staff/incidents/{id}/papers/{lang}/{n}")),
        Err(refused) => {
            if refused.status() == 404 {
                return Err(refused.into());
            }
            form.refused(refused, &[])?;
            draw(&cx, id, &lang, form).await
        }
    }
}

async fn read(cx: &Cx, id: IncidentId, lang: &str, n: &str) -> Result<(i64, Nine), web::Stop> {
    let n: i64 = n.parse().map_err(|_| No::NoSuchPaper)?;
    let (me, lang) = (cx.staff()?.id, lang.to_owned());
    let read = move |tx: &mut Tx<'_>| breach::read_paper(tx, id, &lang, n, me);
    Ok((n, cx.db().write("duties.read_paper", Lock::none(), read).await?))
}

/// `/staff/incidents/{incident}/papers/{lang}/{n}`: to be read, and printed.
pub(crate) async fn show(
    cx: Cx,
    PathId(id): PathId<IncidentId>,
    Path((_, lang, n)): Path<(String, String, String)>,
) -> Show {
    let (n, nine) = read(&cx, id, &lang, &n).await?;
    let body = html! {
        p { a href={ "/staff/incidents/" (id) } { (cx.t("duties-incident")) } }
        h1 { (cx.tv("duties-paper-of", &[("lang", lang.clone())])) " " (n) }
        p { a href={ "/staff/incidents/" (id) "/papers/" (lang) "/" (n) "/text" } { (cx.t("duties-paper-take")) } }
        article lang=(lang) { @for (item, words) in ITEMS.into_iter().zip(&nine) {
            h2 { (say(&lang, "item", item, &[])?) }
            @for line in words.lines() { p { (line) } }
        } }
    };
    cx.show(cx.t("duties-papers"), body)
}

/// `/staff/incidents/{incident}/papers/{lang}/{n}/text`: to be kept as a file.
pub(crate) async fn text(
    cx: Cx,
    PathId(id): PathId<IncidentId>,
    Path((_, lang, n)): Path<(String, String, String)>,
) -> Show {
    let (n, nine) = read(&cx, id, &lang, &n).await?;
    let mut text = String::new();
    for (item, words) in ITEMS.into_iter().zip(&nine) {
        text.push_str(&format!("{}\n{words}\n\n", say(&lang, "item", item, &[])?));
    }
    let keep = format!("attachment; filename=\"{id}-{lang}-{n}.txt\"");
    let kind = "text/plain; charset=utf-8".to_owned();
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, keep)], text).into_response())
}
