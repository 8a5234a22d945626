use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use serde_json::json;

use super::ask::{BODY_BYTES, Caller, REFERENCE_CHARS, Visitor, Words};
use super::orders::MESSAGE_CHARS;
use super::{Answer, App, shown};
use crate::decide::SIGNATURE_LIFE;
use crate::problem;
use crate::seed::Stream;
use crate::show;
use crate::state::{MAX_YEN, OrderState};

/// Items in one batch.
const BATCH: usize = 100;

/// GET /v1/time
pub(super) async fn time(State(app): State<Arc<App>>) -> Answer {
    let market = &app.market;
    shown(&json!({
        "now_at": market.now().micros(), "epoch_at": market.epoch.micros(), "speed": market.speed,
    }))
}

/// GET /v1/capabilities
pub(super) async fn capabilities(State(app): State<Arc<App>>) -> Answer {
    shown(&json!({
        "market": "bazaar",
        "name_en": "The Bazaar",
        "name_ja": "バザール",
        "protocol": 1,
        "kinds": ["auction", "fixed"],
        "can": ["search", "item", "batch", "history", "bid", "buy", "message", "orders", "pay",
            "received", "accept"],
        "limits": {
            "ids_per_batch": BATCH,
            "rows_per_page": 100,
            "body_bytes": BODY_BYTES,
            "message_chars": MESSAGE_CHARS,
            "reference_chars": REFERENCE_CHARS,
            "signature_seconds": SIGNATURE_LIFE.as_secs(),
            "requests_per_second": app.requests_per_second,
            "amount_yen": MAX_YEN,
        },
    }))
}

/// GET /v1/items/{id}
pub(super) async fn one(
    visitor: Visitor,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Answer {
    app.gate(visitor.0, &format!("item {id}")).await?;
    let told = app.market.look(|core, _| match core.item(&id) {
        Ok(item) => (item.seq, Ok(json!(show::item(&core.state, item, visitor.0)))),
        Err(problem) => (0, Err(problem)),
    });
    shown(&told.await??)
}

/// GET /v1/items?ids=a,b,c
pub(super) async fn batch(visitor: Visitor, State(app): State<Arc<App>>, words: Words) -> Answer {
    app.gate(visitor.0, "items").await?;
    let ids: Vec<&str> = words.text("ids").unwrap_or("").split(',').map(str::trim).collect();
    let ids: Vec<&str> = ids.into_iter().filter(|id| !id.is_empty()).collect();
    if ids.is_empty() || ids.len() > BATCH {
        let wrong = problem::bad_request(format!("ids: give 1 to {BATCH}, with commas between."));
        return Err(wrong.with("field", "ids"));
    }
    let told = app.market.look(|core, _| {
        let (mut rows, mut missing, mut seq) = (Vec::new(), Vec::new(), 0);
        for id in &ids {
            match core.state.items.get(*id) {
                Some(item) => {
                    seq = seq.max(item.seq);
                    rows.push(show::item(&core.state, item, visitor.0));
                }
                None => missing.push(*id),
            }
        }
        (seq, json!({ "rows": rows, "missing": missing }))
    });
    shown(&told.await?)
}

/// GET /v1/items/{id}/history
pub(super) async fn history(
    visitor: Visitor,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Answer {
    app.gate(visitor.0, &format!("history {id}")).await?;
    let told = app.market.look(|core, _| {
        let item = match core.item(&id) {
            Ok(item) => item,
            Err(problem) => return (0, Err(problem)),
        };
        let bids = item.auction().map_or(&[][..], auction::Auction::bids);
        let row = |bid: &auction::Bid| {
            json!({
                "at": bid.placed_at.micros(),
                "bidder": core.state.masked(bid.bidder),
                "price_yen": bid.price_after.get(),
                "removed": bid.removed,
            })
        };
        let rows: Vec<_> = bids.iter().map(row).collect();
        (item.seq, Ok(json!({ "rows": rows })))
    });
    shown(&told.await??)
}

/// GET /v1/categories
pub(super) async fn categories(visitor: Visitor, State(app): State<Arc<App>>) -> Answer {
    app.gate(visitor.0, "categories").await?;
    let told = app.market.glance(|core, _| {
        let state = &core.state;
        let open = state.open.iter().filter_map(|(_, id)| state.items.get(id));
        let leaves: Vec<&str> = open.map(|item| item.goods.category.as_str()).collect();
        let count = |id: &str, below: bool| {
            let under = format!("{id}.");
            leaves.iter().filter(|leaf| **leaf == id || below && leaf.starts_with(&under)).count()
        };
        let mut rows = Vec::new();
        for above in &state.catalogue.categories {
            rows.push(json!({
                "id": above.id, "parent": null, "name_ja": above.ja, "name_en": above.en,
                "open": count(&above.id, true),
            }));
            for leaf in &above.leaves {
                rows.push(json!({
                    "id": leaf.id, "parent": above.id, "name_ja": leaf.ja, "name_en": leaf.en,
                    "open": count(&leaf.id, false),
                }));
            }
        }
        json!({ "rows": rows })
    });
    shown(&told)
}

/// GET /v1/sellers/{id}
pub(super) async fn seller(
    visitor: Visitor,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Answer {
    app.gate(visitor.0, &format!("seller {id}")).await?;
    let told = app.market.glance(|core, _| {
        let state = &core.state;
        let open = state.open.iter().filter_map(|(_, item)| state.items.get(item));
        let open = open.filter(|item| item.seller == id).count();
        show::seller(state, &id).map(|seller| {
            let mut told = json!(seller);
            if let Some(fields) = told.as_object_mut() {
                fields.insert("open".to_owned(), json!(open));
            }
            told
        })
    });
    shown(&told.ok_or_else(|| problem::unknown_seller("There is no such seller."))?)
}

/// GET /v1/account
pub(super) async fn account(caller: Caller, State(app): State<Arc<App>>) -> Answer {
    app.gate(Some(caller.0), "account").await?;
    let told = app.market.look(|core, _| {
        let state = &core.state;
        let account = &state.accounts[caller.0];
        let mut lots: Vec<&str> = account.bids.iter().map(|bid| bid.item.as_str()).collect();
        lots.sort_unstable();
        lots.dedup();
        let open = |id: &&str| state.items.get(*id).is_some_and(|item| item.status().0 == "open");
        let unpaid = |id: &&String| {
            state.orders.get(*id).is_some_and(|o| o.state() == OrderState::AwaitingPayment)
        };
        let told = json!({
            "id": account.id,
            "name": account.name,
            "good": account.rating.good,
            "normal": account.rating.normal,
            "bad": account.rating.bad,
            "open_bids": lots.iter().filter(|id| open(id)).count(),
            "awaiting_payment": account.orders.values().filter(unpaid).count(),
        });
        (state.seq, told)
    });
    shown(&told.await?)
}

/// GET /v1/items/{id}/images/{n}.svg
pub(super) async fn image(
    visitor: Visitor,
    State(app): State<Arc<App>>,
    Path((id, file)): Path<(String, String)>,
) -> Answer {
    app.gate(visitor.0, &format!("image {id}/{file}")).await?;
    let goods = app.market.glance(|core, _| core.item(&id).map(|item| Arc::clone(&item.goods)))?;
    let n = file.strip_suffix(".svg").and_then(|n| n.parse::<u32>().ok());
    let n = n.filter(|n| (1..=goods.images).contains(n));
    let n = n.ok_or_else(|| problem::unknown_item("There is no such image."))?;
    let kinds = [
        (header::CONTENT_TYPE, "image/svg+xml; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    Ok((kinds, drawn(&id, n, &goods.category, &goods.title_en)).into_response())
}

/// A plain picture: a tinted ground, a shape for the category, the title.
fn drawn(id: &str, n: u32, category: &str, title: &str) -> String {
    let mut stream = Stream::new(u64::from(n), &["image", id]);
    let (hue, turn) = (stream.below(360), stream.between(-12, 12));
    let shape = match category.split('.').next().unwrap_or("") {
        "camera" => {
            "<rect x='90' y='110' width='220' height='130' rx='14'/><circle cx='200' cy='175' r='48' fill='none' stroke='white' stroke-width='12'/><rect x='120' y='88' width='60' height='26' rx='6'/>"
        }
        "game" => {
            "<rect x='80' y='120' width='240' height='110' rx='55'/><circle cx='265' cy='175' r='18' fill='white'/><path d='M125 175h50M150 150v50' stroke='white' stroke-width='14'/>"
        }
        "hobby" => "<circle cx='200' cy='120' r='48'/><path d='M130 250q70-130 140 0z'/>",
        "music" => {
            "<circle cx='200' cy='175' r='95'/><circle cx='200' cy='175' r='30' fill='white'/><circle cx='200' cy='175' r='7'/>"
        }
        "antique" => "<path d='M165 90h70l-10 40q60 40 30 120h-110q-30-80 30-120z'/>",
        "fashion" => "<path d='M150 95l50 25 50-25 60 45-30 40-25-15v95h-110v-95l-25 15-30-40z'/>",
        "book" => {
            "<path d='M100 100q50-20 100 10q50-30 100-10v140q-50-20-100 10q-50-30-100-10z'/><path d='M200 110v140' stroke='white' stroke-width='5'/>"
        }
        "outdoor" => {
            "<path d='M80 250l85-140 45 70 25-35 85 105z'/><circle cx='280' cy='105' r='22'/>"
        }
        _ => "<path d='M110 240l20-60 110-110 40 40-110 110z'/>",
    };
    let title: String = title.chars().take(34).collect();
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 320' role='img'>\
         <rect width='400' height='320' fill='hsl({hue} 45% 88%)'/>\
         <g fill='hsl({hue} 40% 38%)' transform='rotate({turn} 200 170)'>{shape}</g>\
         <text x='200' y='300' font-family='sans-serif' font-size='17' text-anchor='middle' \
         fill='hsl({hue} 45% 25%)'>{title}</text></svg>"
    )
}
