//! What people of the staff did where no page of its own tells it.

use db::Tx;
use kernel::{Id as _, StaffActId, Word as _};
use maud::{Markup, html};
use members::{StaffAct, staff_acts};
use web::parts::{self, Align, Column};
use web::{Asked, Cx, Show};

const AT_ONCE: usize = 50;

pub(super) async fn page(cx: Cx, Asked(asked): Asked) -> Show {
    let before = StaffActId::parse(asked.shown("after"));
    let read = move |tx: &mut Tx<'_>| staff_acts(tx, before, AT_ONCE);
    let page = cx.db().read("staff.record", read).await?;
    cx.show(
        cx.t("staff-record"),
        html! {
            h1 { (cx.t("staff-record")) }
            p { (cx.t("staff-record-how")) }
            @if page.rows.is_empty() { p { (cx.t("staff-record-none")) } }
            @else { (table(&cx, &page.rows)) }
            (parts::next_page("/staff/record", page.next.as_deref()))
        },
    )
}

fn table(cx: &Cx, acts: &[StaffAct]) -> Markup {
    let columns = [
        Column(cx.t("staff-record-when"), Align::Left),
        Column(cx.t("staff-who"), Align::Left),
        Column(cx.t("staff-record-did"), Align::Left),
        Column(cx.t("staff-record-about"), Align::Left),
        Column(cx.t("staff-record-said"), Align::Left),
    ];
    let row = |act: &StaffAct| {
        vec![
            parts::instant(act.done_at),
            html! { code { (act.staff) } },
            html! { (cx.tv("staff-record-what-did", &[("what", act.what.word())])) },
            html! { code { (act.about) } },
            html! { (act.said) },
        ]
    };
    let rows: Vec<Vec<Markup>> = acts.iter().map(row).collect();
    parts::table(cx.t("staff-record"), &columns, &rows)
}
