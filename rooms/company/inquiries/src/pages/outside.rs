//! A case behind its secret link, for somebody without an account.

use db::{Answer, Lock, Tx};
use kernel::InquiryFileId;
use maud::html;
use web::parts;
use web::{Cx, Form, Notice, PathId, PathWord, Show};

use super::show;
use crate::InquiriesRefusal;
use crate::acts::{letter, write};
use crate::store::Case;
use crate::thread::{self, Reader};

fn opened(tx: &mut Tx<'_>, key: &str) -> Answer<Case> {
    letter::case_of(tx, key)?.ok_or_else(|| InquiriesRefusal::Unknown.into())
}

pub(super) async fn one(cx: Cx, PathWord(key): PathWord) -> Show {
    page(&cx, key, &Form::empty()).await
}

async fn page(cx: &Cx, key: String, form: &Form) -> Show {
    let base = format!("/contact/cases/{key}");
    let read = move |tx: &mut Tx<'_>| -> Answer<_> {
        let case = opened(tx, &key)?;
        let lines = thread::lines(tx, &case, Reader::Person)?;
        Ok((case, lines))
    };
    let (case, lines) = cx.db().read("inquiries.outside", read).await?;
    let body = html! {
        h1 { (show::topic(cx, case.topic)) }
        p { (show::badge(cx, &case)) " " (parts::instant(case.opened_at)) }
        @if case.waits_since.is_some() {
            p { (cx.t("inquiries-answer-by")) " " (parts::instant_and_yours(case.due_at)) }
        }
        p.help { (cx.t("inquiries-link-help")) }
        (show::lines(cx, &lines, &base, false))
        (show::more(cx, &case, form, &format!("{base}/messages")))
    };
    cx.show_form(cx.t("inquiries-contact"), form, body)
}

pub(super) async fn write(cx: Cx, PathWord(key): PathWord, mut form: Form) -> Show {
    let Some((words, files)) = show::typed(&mut form) else { return page(&cx, key, &form).await };
    let (asked, back) = (key.clone(), format!("/contact/cases/{key}"));
    let case = cx.db().read("inquiries.outside", move |tx| opened(tx, &asked)).await?;
    let asked = key.clone();
    let act = move |tx: &mut Tx<'_>| {
        let case = opened(tx, &asked)?;
        write::write(tx, &case, &words, &files)
    };
    match cx.db().write("inquiries.write", Lock::on(case.id), act).await {
        Ok(()) => cx.tell(Notice::good(cx.t("inquiries-sent"))).to(&back),
        Err(refused) => {
            form.refused(refused, show::BESIDE)?;
            page(&cx, key, &form).await
        }
    }
}

pub(super) async fn file(
    cx: Cx,
    PathWord(key): PathWord,
    PathId(file): PathId<InquiryFileId>,
) -> Show {
    let read = move |tx: &mut Tx<'_>| {
        let case = opened(tx, &key)?;
        thread::file(tx, &case, file, Reader::Person)
    };
    show::download(cx.db().read("inquiries.file", read).await?)
}
