use kernel::Span;
use maud::{Markup, html};
use web::parts;
use web::{Cx, Show};

use super::words::refused;
use crate::figures::figures;

/// So many of the latest attempts are counted.
const LATEST: i64 = 10_000;

/// How reliably the house bids: for everybody to see.
pub(super) async fn show(cx: Cx) -> Show {
    let figures = cx.db().read("bidding.figures", |tx| figures(tx, LATEST)).await?;
    let attempts = i64::try_from(figures.attempts).unwrap_or(i64::MAX);
    let late = |span: Option<Span>| -> Markup {
        match span {
            Some(span) => html! { (span.as_millis()) " ms" },
            None => html! { span.unknown { (cx.t("bidding-figures-none-yet")) } },
        }
    };
    cx.show(
        cx.t("bidding-figures"),
        html! {
            h1 { (cx.t("bidding-figures")) }
            p { (cx.tv("bidding-figures-of", &[("attempts", attempts)])) }
            (parts::facts(&[
                (cx.t("bidding-figures-taken"), html! { (figures.placed) }),
                (cx.t("bidding-figures-missed"), html! { (figures.missed) }),
                (cx.t("bidding-figures-not-sent"), html! { (figures.not_sent) }),
                (cx.t("bidding-figures-late-half"), late(figures.late_p50)),
                (cx.t("bidding-figures-late-most"), late(figures.late_p99)),
                (cx.t("bidding-figures-late-max"), late(figures.late_max)),
            ]))
            h2 { (cx.t("bidding-refused")) }
            @if figures.refused.is_empty() { p { (cx.t("bidding-none")) } }
            ul {
                @for (code, count) in &figures.refused {
                    li { (refused(cx.speech(), code)) " " (count) }
                }
            }
        },
    )
}
