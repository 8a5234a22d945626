//! What members see: search, a lot, their bids with every receipt, groups; and the public figures.

mod bids;
mod fallen;
mod figures;
mod groups;
mod lot;
mod offer;
mod picture;
mod receipt;
mod search;
mod sheet;
mod words;

use kernel::Span;
use markets::No;
use web::{Cx, Routes, Stop, Who};

use crate::acts::lot::Offsets;

/// Every way into this room.
pub fn routes() -> Routes {
    let routes = Routes::new("bidding")
        .speaking(crate::TEXTS)
        .get("/", Who::Anyone, search::front)
        .get("/search", Who::Anyone, search::results)
        .menu("bidding-menu-search")
        .get("/lots/{market}/{item}", Who::Anyone, lot::show)
        .post("/lots/{market}/{item}/bids", Who::Member, lot::place)
        .get("/bids", Who::Member, bids::list)
        .menu("bidding-menu-bids")
        .get("/bids/{bid}", Who::Member, receipt::show)
        .post("/bids/{bid}/ceiling", Who::Member, receipt::raise)
        .post("/bids/{bid}/withdrawal", Who::Member, receipt::withdraw)
        .post("/bids/{bid}/offer-acceptance", Who::Member, fallen::take)
        .post("/bids/{bid}/offer-refusal", Who::Member, fallen::leave)
        .post("/bids/{bid}/if-offered", Who::Member, fallen::keep)
        .get("/bid-groups", Who::Member, groups::list)
        .post("/bid-groups", Who::Member, groups::open)
        .get("/pictures", Who::Anyone, picture::show)
        .get("/figures", Who::Anyone, figures::show);
    crate::api::operations(routes)
}

/// The shelf before the marketplaces, as the app has plugged it in.
fn shelf(cx: &Cx) -> Result<markets::Shelf, Stop> {
    Ok(cx.plugged::<markets::Shelf>()?.clone())
}

/// How far a marketplace's clock is ahead of ours. Pages show ends on our own clock, as the live
/// figures do.
pub(crate) fn ahead(cx: &Cx, market: &str) -> Span {
    cx.plugged::<Offsets>().map_or(Span::ZERO, |offsets| offsets.ahead(market))
}

/// A marketplace's no, as a page's.
fn stop(no: No) -> Stop {
    Stop(no.refused())
}
