use kernel::Span;
use maud::{Markup, html};
use web::parts;
use web::{Cx, Show};

use crate::figures::figures;

/// So many of the latest attempts are counted.
const LATEST: i64 = 10_000;

/// How reliably the house bids: for everybody to see.
pub(super) async fn show(cx: Cx) -> Show {
    let figures = cx.db().read("bidding.figures", |tx| figures(tx, LATEST)).await?;
    let late = |span: Option<Span>| -> Markup {
        match span {
            Some(span) => html! { (span.as_millis()) " ms" },
            None => html! { span.unknown { "no last-moment bid yet" } },
        }
    };
    cx.show(
        "How reliably we bid",
        html! {
            h1 { "How reliably we bid" }
            p { "The latest " (figures.attempts) " attempts to bid that were answered, good and bad. Each member sees the receipt of each of their own." }
            (parts::facts(&[
                ("Taken by the marketplace", html! { (figures.placed) }),
                ("Never reached it", html! { (figures.not_sent) }),
                ("Late, half of them at most", late(figures.late_p50)),
                ("Late, 99 of 100 at most", late(figures.late_p99)),
                ("The latest of all", late(figures.late_max)),
            ]))
            h2 { "Refused" }
            @if figures.refused.is_empty() { p { "None." } }
            ul { @for (code, count) in &figures.refused { li { code { (code) } " " (count) } } }
        },
    )
}
