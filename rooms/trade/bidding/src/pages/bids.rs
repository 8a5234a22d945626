use db::Tx;
use kernel::{BidId, Id, Page};
use maud::{Markup, html};
use web::parts::{self, Align, Column};
use web::{Asked, Cx, Show};

use super::lot::{by_id, over_badge, path_of};
use super::words::{state_badge, when};
use super::{ahead, fallen};
use crate::rules::OfferState;
use crate::store::{self, Bid, Lot};

const ROWS: i64 = 30;

/// All of a member's bids, the newest first.
pub(super) async fn list(cx: Cx, Asked(asked): Asked) -> Show {
    let me = cx.member()?.id;
    let before = BidId::parse(asked.shown("after")).unwrap_or(BidId::from_bits(u128::MAX));
    let ask = move |tx: &mut Tx<'_>| {
        let bids: Vec<Bid> = tx.all(store::BIDS_OF_MEMBER, (me, before, ROWS + 1))?;
        let limit = usize::try_from(ROWS).unwrap_or(0);
        let page = Page::cut(bids, limit, |bid: &Bid| bid.id.to_string());
        let mut rows = Vec::new();
        for bid in page.rows {
            let lot = by_id(tx, bid.lot)?;
            let offer = store::offer::offers_of(tx, bid.id)?.into_iter().next();
            rows.push((bid, lot, offer.map(|offer| offer.state)));
        }
        Ok(Page { rows, next: page.next })
    };
    let page = cx.db().read("bidding.list", ask).await?;
    cx.show(
        cx.t("bidding-menu-bids"),
        html! {
            h1 { (cx.t("bidding-menu-bids")) }
            p { a href="/bid-groups" { (cx.t("bidding-bids-to-groups")) } }
            @if page.rows.is_empty() {
                (parts::empty(cx.t("bidding-bids-none"), cx.t("bidding-bids-find"), "/search"))
            } @else {
                (table(&cx, &page.rows))
                @if let Some(how) = cx.about_what() { p.small { (how) } }
                (parts::next_page("/bids", page.next.as_deref()))
            }
        },
    )
}

fn table(cx: &Cx, bids: &[(Bid, Lot, Option<OfferState>)]) -> Markup {
    let columns = [
        Column(cx.t("bidding-lot"), Align::Left),
        Column(cx.t("bidding-state"), Align::Left),
        Column(cx.t("bidding-your-ceiling"), Align::Right),
        Column(cx.t("bidding-price"), Align::Right),
        Column(cx.t("bidding-sent"), Align::Left),
        Column(cx.t("bidding-ends"), Align::Left),
    ];
    let rows: Vec<Vec<Markup>> = bids
        .iter()
        .map(|(bid, lot, offer)| {
            let ends_at = lot.ends_at.minus(ahead(cx, &lot.market));
            vec![
                html! { a href={ "/bids/" (bid.id) } { (lot.title) } " " (over_badge(cx, lot)) },
                html! {
                    (state_badge(cx.speech(), bid.state))
                    @if let Some(offer) = offer { " " (fallen::badge(cx, *offer)) }
                },
                html! { (parts::money(bid.ceiling_yen)) (cx.about(bid.ceiling_yen)) },
                html! { (parts::money(lot.price_yen)) (cx.about(lot.price_yen)) },
                html! { (when(cx.speech(), bid)) },
                html! { a href=(path_of(lot)) { (parts::instant(ends_at)) } },
            ]
        })
        .collect();
    parts::table(cx.t("bidding-menu-bids"), &columns, &rows)
}
