//! The operator's doors of the reference marketplace: for stories, tests and audits. A real
//! marketplace has none of them.

use std::sync::Arc;

use axum::extract::{Path, State};
use kernel::{At, Span};
use serde_json::{Value, json};

use super::ask::{Body, Operator, Words};
use super::orders::order_value;
use super::{Answer, App, shown};
use crate::decide::Posting;
use crate::event::{AuctionTerms, Fields, Goods, Rivals, SaleTerms, ToldBid};
use crate::faults::Faults;
use crate::market::Core;
use crate::problem::{self, Problem};
use crate::show;

/// GET /v1/admin/faults
pub(super) async fn faults(_: Operator, State(app): State<Arc<App>>) -> Answer {
    shown(&app.switches.faults())
}

/// POST /v1/admin/faults
pub(super) async fn set_faults(
    _: Operator,
    State(app): State<Arc<App>>,
    bytes: axum::body::Bytes,
) -> Answer {
    let wrong = |why: String| problem::bad_request(why).with("field", "body");
    let faults: Faults = serde_json::from_slice(&bytes).map_err(|e| wrong(e.to_string()))?;
    if !faults.make_sense() {
        return Err(wrong("Rates are per mille, 0 to 1000; slow_ms is at most 600000.".to_owned()));
    }
    app.switches.set(faults);
    shown(&app.switches.faults())
}

/// POST /v1/admin/listings
pub(super) async fn list(_: Operator, State(app): State<Arc<App>>, body: Body) -> Answer {
    let copies = if body.has("copies") { body.int_in("copies", 1, 20_000)? } else { 1 };
    let acting = app.market.act(|core, now| {
        let posting = posting(&body, now)?;
        let ids: Result<Vec<String>, Problem> =
            (0..copies).map(|_| core.post(posting.clone(), now)).collect();
        Ok(json!({ "ids": ids? }))
    });
    shown(&acting.await?)
}

fn posting(body: &Body, now: At) -> Result<Posting, Problem> {
    let starts_at = body.maybe_int("starts_at")?.unwrap_or(now.micros());
    let sale = if body.maybe_text("kind", 16)?.as_deref() == Some("fixed") {
        let stock = body.maybe_int("stock")?.unwrap_or(1);
        SaleTerms::Fixed { price_yen: body.int("price_yen")?, stock, starts_at }
    } else {
        let least = Span::days(365 * 10).as_micros();
        let lasts = body
            .maybe_int("lasts_ms")?
            .map(|ms| starts_at.saturating_add(ms.saturating_mul(1_000)));
        let ends_at = match body.maybe_int("ends_at")?.or(lasts) {
            Some(at) => at.min(now.micros().saturating_add(least)),
            None => {
                return Err(problem::bad_request("ends_at or lasts_ms is missing.")
                    .with("field", "ends_at"));
            }
        };
        SaleTerms::Auction(AuctionTerms {
            start_yen: body.int("start_yen")?,
            reserve_yen: body.maybe_int("reserve_yen")?,
            buy_now_yen: body.maybe_int("buy_now_yen")?,
            starts_at,
            ends_at,
            auto_extension: body.flag("auto_extension", true)?,
            early_end: body.flag("early_end", true)?,
            min_rating: body.maybe_int("min_rating")?,
            max_bad_percent: body.maybe_int("max_bad_percent")?,
            relists_left: small(body, "relists_left")?,
            cut_percent: small(body, "cut_percent")?,
        })
    };
    Ok(Posting {
        goods: goods(body)?,
        seller: body.maybe_text("seller_id", 16)?.unwrap_or_else(|| "s01".to_owned()),
        sale,
        rivals: rivals(body)?,
    })
}

fn small(body: &Body, name: &str) -> Result<u8, Problem> {
    if !body.has(name) {
        return Ok(0);
    }
    u8::try_from(body.int_in(name, 0, 100)?).map_err(|e| problem::fault(e.to_string()))
}

fn goods(body: &Body) -> Result<Goods, Problem> {
    let word = |name: &str, usual: &str| {
        body.maybe_text(name, 2_000).map(|text| text.unwrap_or_else(|| usual.to_owned()))
    };
    Ok(Goods {
        title_ja: word("title_ja", "試験出品")?,
        title_en: word("title_en", "Listed by hand")?,
        description_ja: word("description_ja", "手動で出品された品物です。")?,
        description_en: word("description_en", "Something that was listed by hand.")?,
        category: word("category_id", "book.art")?,
        images: 1,
        condition: word("condition", "used")?,
        condition_note_ja: word("condition_note_ja", "使用に伴う小傷があります。")?,
        returnable: body.flag("returnable", false)?,
        prefecture: word("prefecture", "東京都")?,
        shipping_by_winner: word("shipping_payer", "winner")? == "winner",
        shipping_yen: body
            .maybe_int("shipping_yen")?
            .map_or(Some(810), |yen| (yen >= 0).then_some(yen)),
        ships_within_days: body.maybe_int("ships_within_days")?.unwrap_or(2),
        shipping_method: word("shipping_method", "yamato")?,
        weight_g: body.maybe_int("weight_g")?.or(Some(500)),
        size_cm: body.maybe_int("size_cm")?.or(Some(60)),
        watchers: 0,
    })
}

fn rivals(body: &Body) -> Result<Rivals, Problem> {
    if body.has("rivals_worth_yen") {
        return Ok(Rivals::Generated {
            worth_yen: body.int_in("rivals_worth_yen", 1, crate::state::MAX_YEN)?,
        });
    }
    let told = body.list("rivals")?.iter().map(|row| {
        let row = Body::of(row);
        let (at, name) = (row.int("at")?, row.text("name", 40)?);
        Ok(ToldBid { at, name, max_yen: row.int_in("max_yen", 1, crate::state::MAX_YEN)? })
    });
    let bids: Vec<ToldBid> = told.collect::<Result<_, Problem>>()?;
    Ok(if bids.is_empty() { Rivals::Nobody } else { Rivals::Told { bids } })
}

async fn on_item(
    app: &App,
    id: &str,
    act: impl FnOnce(&mut Core, At) -> Result<(), Problem>,
) -> Answer {
    let acting = app.market.act(|core, now| {
        act(core, now)?;
        Ok(json!(show::item(&core.state, core.item(id)?, None)))
    });
    shown(&acting.await?)
}

/// POST /v1/admin/items/{id}/rival-bids
pub(super) async fn rival_bid(
    _: Operator,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    body: Body,
) -> Answer {
    let name = body.maybe_text("name", 40)?.unwrap_or_else(|| "rival01".to_owned());
    let max_yen = body.int_in("amount_yen", 1, crate::state::MAX_YEN)?;
    on_item(&app, &id, |core, now| core.rival_bid(&id, &name, max_yen, now)).await
}

/// POST /v1/admin/items/{id}/end-early
pub(super) async fn end_early(
    _: Operator,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Answer {
    on_item(&app, &id, |core, now| core.end_early(&id, now)).await
}

/// POST /v1/admin/items/{id}/cancel
pub(super) async fn cancel(
    _: Operator,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Answer {
    on_item(&app, &id, |core, now| core.cancel_item(&id, now)).await
}

/// POST /v1/admin/items/{id}/remove-bid
pub(super) async fn remove_bid(
    _: Operator,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    body: Body,
) -> Answer {
    let bid = body.text("bid_id", 64)?;
    let number = bid.rsplit_once('-').filter(|(item, _)| *item == id);
    let number = number.and_then(|(_, number)| number.parse::<u32>().ok());
    let wrong = || problem::bad_request("This is not a bid of that lot.").with("field", "bid_id");
    let number = number.ok_or_else(wrong)?;
    on_item(&app, &id, |core, now| core.remove_bid(&id, number, now)).await
}

/// POST /v1/admin/items/{id}/restock
pub(super) async fn restock(
    _: Operator,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    body: Body,
) -> Answer {
    let (price, stock) = (body.maybe_int("price_yen")?, body.maybe_int("stock")?);
    on_item(&app, &id, |core, now| core.restock(&id, price, stock, now)).await
}

async fn on_order(
    app: &App,
    id: &str,
    act: impl FnOnce(&mut Core, At) -> Result<(), Problem>,
) -> Answer {
    let acting = app.market.act(|core, now| {
        act(core, now)?;
        order_value(core, id)
    });
    shown(&acting.await?)
}

/// POST /v1/admin/items/{id}/remove-winner
pub(super) async fn remove_winner(
    _: Operator,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    body: Body,
) -> Answer {
    let by_seller = body.maybe_text("fault", 16)?.as_deref() != Some("winner");
    let promote = body.flag("promote", true)?;
    let acting = app.market.act(|core, now| {
        let order = core.remove_winner(&id, by_seller, promote, now)?;
        order_value(core, &order)
    });
    shown(&acting.await?)
}

/// POST /v1/admin/orders/{id}/cancel
pub(super) async fn cancel_order(
    _: Operator,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Answer {
    on_order(&app, &id, |core, now| core.cancel_order(&id, now)).await
}

/// POST /v1/admin/orders/{id}/ship
pub(super) async fn ship(
    _: Operator,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Answer {
    on_order(&app, &id, |core, now| core.ship(&id, now)).await
}

/// GET /v1/admin/audit
pub(super) async fn audit(_: Operator, State(app): State<Arc<App>>, words: Words) -> Answer {
    let after = words.number("after", (0, i64::MAX), 0)?.unsigned_abs();
    let limit = usize::try_from(words.number("limit", (1, 100_000), 100_000)?).unwrap_or(100_000);
    let told = app.market.look(|core, _| {
        let all = &core.state.audit;
        let from = all.partition_point(|row| row.seq <= after);
        let end = all.len().min(from + limit);
        let rows: Vec<Value> = all[from..end].iter().map(audit_row).collect();
        let next = if end < all.len() { all[..end].last().map(|row| row.seq) } else { None };
        (core.state.seq, json!({ "rows": rows, "next_after": next }))
    });
    shown(&told.await?)
}

fn audit_row(row: &crate::state::Audited) -> Value {
    let (item, amount_yen, quantity) = match &row.fields {
        Fields::Bid { item, amount_yen } => (Some(item), Some(*amount_yen), None),
        Fields::Purchase { item, quantity, expected_yen } => {
            (Some(item), Some(*expected_yen), Some(*quantity))
        }
        Fields::Payment { total_yen, .. } => (None, Some(*total_yen), None),
        Fields::Message { item, .. } => (Some(item), None, None),
        Fields::Acceptance { total_yen, .. } => (None, Some(*total_yen), None),
        Fields::Refusal { .. } => (None, None, None),
    };
    json!({
        "seq": row.seq,
        "kind": row.fields.kind(),
        "account": row.account,
        "reference": row.reference,
        "item_id": item,
        "amount_yen": amount_yen,
        "quantity": quantity,
        "placed_at": row.at.micros(),
        "bid_id": item.zip(row.bid).map(|(item, number)| show::bid_id(item, number)),
        "order_id": row.order,
    })
}

/// GET /v1/admin/figures
pub(super) async fn figures(_: Operator, State(app): State<Arc<App>>) -> Answer {
    let (durable, trouble) = app.market.figures();
    let told = app.market.glance(|core, now| {
        let state = &core.state;
        let bids: usize = state
            .items
            .values()
            .filter_map(|item| item.auction())
            .map(|lot| lot.bids().len())
            .sum();
        json!({
            "now_at": now.micros(),
            "events": state.seq,
            "durable": durable,
            "trouble": trouble,
            "items": state.items.len(),
            "open": state.open.len(),
            "bids": bids,
            "orders": state.orders.len(),
        })
    });
    shown(&told)
}
