//! A member's own cases.

use db::{Answer, Lock, Tx};
use kernel::{Id as _, InquiryFileId, InquiryId};
use maud::{Markup, html};
use web::parts::{self, Align, Column};
use web::{Asked, Cx, Form, Notice, PathId, Show};

use super::show;
use crate::acts::write;
use crate::store::{self, Case};
use crate::thread::{self, Reader};

pub(super) async fn list(cx: Cx, Asked(asked): Asked) -> Show {
    let me = cx.member()?.id;
    let before = InquiryId::parse(asked.shown("after"));
    let read = move |tx: &mut Tx<'_>| store::cases(tx, me, before, 25);
    let page = cx.db().read("inquiries.list", read).await?;
    let title = cx.t("inquiries-mine");
    if page.rows.is_empty() {
        let none = parts::empty(cx.t("inquiries-none"), cx.t("inquiries-contact"), "/contact");
        return cx.show(title, html! { h1 { (title) } (none) });
    }
    let row = |case: &Case| {
        vec![
            html! { a href={ "/me/inquiries/" (case.id) } { (show::topic(&cx, case.topic)) } },
            show::badge(&cx, case),
            parts::instant(case.last_at),
        ]
    };
    let rows: Vec<Vec<Markup>> = page.rows.iter().map(row).collect();
    let columns = [
        Column(cx.t("inquiries-topic"), Align::Left),
        Column(cx.t("inquiries-stands"), Align::Left),
        Column(cx.t("inquiries-last"), Align::Left),
    ];
    let body = html! {
        h1 { (title) }
        (parts::table(title, &columns, &rows))
        (parts::next_page("/me/inquiries", page.next.as_deref()))
        p { a.button href="/contact" { (cx.t("inquiries-contact")) } }
    };
    cx.show(title, body)
}

pub(super) async fn one(cx: Cx, PathId(id): PathId<InquiryId>) -> Show {
    page(&cx, id, &Form::empty()).await
}

async fn page(cx: &Cx, id: InquiryId, form: &Form) -> Show {
    let me = cx.member()?.id;
    let read = move |tx: &mut Tx<'_>| -> Answer<_> {
        let case = store::own(tx, me, id)?;
        let lines = thread::lines(tx, &case, Reader::Person)?;
        Ok((case, lines))
    };
    let (case, lines) = cx.db().read("inquiries.one", read).await?;
    let base = format!("/me/inquiries/{id}");
    let body = html! {
        p { a href="/me/inquiries" { (cx.t("inquiries-mine")) } }
        h1 { (show::topic(cx, case.topic)) }
        p { (show::badge(cx, &case)) " " (parts::instant(case.opened_at))
            @if let Some(order) = case.order {
                " · " a href={ "/orders/" (order) } { (cx.t("inquiries-to-order")) }
            }
        }
        @if case.waits_since.is_some() {
            p { (cx.t("inquiries-answer-by")) " " (parts::instant_and_yours(case.due_at)) }
        }
        (show::lines(cx, &lines, &base, false))
        (show::more(cx, &case, form, &format!("{base}/messages")))
    };
    cx.show_form(cx.t("inquiries-mine"), form, body)
}

pub(super) async fn write(cx: Cx, PathId(id): PathId<InquiryId>, mut form: Form) -> Show {
    let me = cx.member()?.id;
    let Some((words, files)) = show::typed(&mut form) else { return page(&cx, id, &form).await };
    let act = move |tx: &mut Tx<'_>| {
        let case = store::own(tx, me, id)?;
        write::write(tx, &case, &words, &files)
    };
    match cx.db().write("inquiries.write", Lock::on(id), act).await {
        Ok(()) => {
            let told = Notice::good(cx.t("inquiries-sent"));
            cx.tell(told).to(&format!("/me/inquiries/{id}"))
        }
        Err(refused) => {
            form.refused(refused, show::BESIDE)?;
            page(&cx, id, &form).await
        }
    }
}

pub(super) async fn file(
    cx: Cx,
    PathId(id): PathId<InquiryId>,
    PathId(file): PathId<InquiryFileId>,
) -> Show {
    let me = cx.member()?.id;
    let read = move |tx: &mut Tx<'_>| {
        let case = store::own(tx, me, id)?;
        thread::file(tx, &case, file, Reader::Person)
    };
    show::download(cx.db().read("inquiries.file", read).await?)
}
