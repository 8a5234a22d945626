use db::Tx;
use kernel::{BidId, Id, Page};
use maud::{Markup, html};
use web::parts::{self, Align, Colour, Column};
use web::{Asked, Cx, Show};

use super::lot::{by_id, over_badge, path_of};
use crate::rules::{BidState, Mode};
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
            rows.push((bid, lot));
        }
        Ok(Page { rows, next: page.next })
    };
    let page = cx.db().read("bidding.list", ask).await?;
    cx.show(
        "My bids",
        html! {
            h1 { "My bids" }
            p { a href="/bid-groups" { "Groups: win so many of these" } }
            @if page.rows.is_empty() {
                (parts::empty("You have not bid yet.", "Find something", "/search"))
            } @else {
                (table(&page.rows))
                (parts::next_page("/bids", page.next.as_deref()))
            }
        },
    )
}

fn table(bids: &[(Bid, Lot)]) -> Markup {
    let columns = [
        Column("Lot", Align::Left),
        Column("State", Align::Left),
        Column("Your ceiling", Align::Right),
        Column("Price", Align::Right),
        Column("Sent", Align::Left),
        Column("Ends", Align::Left),
    ];
    let rows: Vec<Vec<Markup>> = bids
        .iter()
        .map(|(bid, lot)| {
            vec![
                html! { a href={ "/bids/" (bid.id) } { (lot.title) } " " (over_badge(lot)) },
                state_badge(bid.state),
                parts::money(bid.ceiling_yen),
                parts::money(lot.price_yen),
                html! { (when(bid)) },
                html! { a href=(path_of(lot)) { (parts::instant(lot.ends_at)) } },
            ]
        })
        .collect();
    parts::table("My bids", &columns, &rows)
}

pub(super) fn when(bid: &Bid) -> String {
    match bid.mode {
        Mode::Now => "at once".into(),
        Mode::LastMoment => format!("{} before the end", parts::length(bid.lead)),
    }
}

/// A state in words a member understands.
pub(super) fn state_badge(state: BidState) -> Markup {
    let (colour, words) = match state {
        BidState::Scheduled => (Colour::Blue, "scheduled"),
        BidState::Armed => (Colour::Blue, "checked, ready"),
        BidState::Waiting => (Colour::Amber, "waits for its group"),
        BidState::Sending => (Colour::Blue, "being sent"),
        BidState::Leading => (Colour::Green, "leading"),
        BidState::Outbid => (Colour::Amber, "outbid"),
        BidState::Displaced => (Colour::Amber, "another member bids more"),
        BidState::Won => (Colour::Green, "won"),
        BidState::Lost => (Colour::Grey, "lost"),
        BidState::EndedEarly => (Colour::Grey, "ended early"),
        BidState::CancelledBySeller => (Colour::Grey, "taken back by the seller"),
        BidState::ReserveNotMet => (Colour::Grey, "reserve not met"),
        BidState::Failed => (Colour::Red, "could not be sent"),
        BidState::Withdrawn => (Colour::Grey, "withdrawn"),
    };
    parts::badge(colour, words)
}
