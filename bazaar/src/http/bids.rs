use std::sync::Arc;

use axum::extract::{Path, State};
use kernel::At;
use serde_json::json;

use super::ask::{Body, Caller, REFERENCE_CHARS, Words};
use super::{Answer, App, mark, shown, shown_again};
use crate::decide::PlaceBid;
use crate::faults::Switch;
use crate::problem::Problem;
use crate::show;
use crate::state::{Became, MAX_YEN};

fn wanted(body: &Body, placing: bool) -> Result<PlaceBid, Problem> {
    let signed = |name| if placing { body.int(name) } else { Ok(0) };
    Ok(PlaceBid {
        item: body.text("item_id", 64)?,
        reference: body.reference()?,
        amount_yen: body.int_in("amount_yen", i64::MIN, MAX_YEN)?,
        price_yen: signed("price_yen")?,
        expires_at: At::from_micros(signed("expires_at")?),
        signature: if placing { body.text("signature", 128)? } else { String::new() },
    })
}

/// POST /v1/bids/preview
pub(super) async fn preview(caller: Caller, State(app): State<Arc<App>>, body: Body) -> Answer {
    let ask = wanted(&body, false)?;
    app.gate(Some(caller.0), &format!("preview {}", ask.reference)).await?;
    let asked = ask.clone();
    let preview = app.market.glance(|core, now| core.preview_bid(caller.0, ask, now))?;
    shown(&show::bid_preview(&preview, (&asked.item, &asked.reference, asked.amount_yen)))
}

/// POST /v1/bids
pub(super) async fn place(caller: Caller, State(app): State<Arc<App>>, body: Body) -> Answer {
    let ask = wanted(&body, true)?;
    let reference = ask.reference.clone();
    app.gate(Some(caller.0), &format!("place {reference}")).await?;
    let moved = app.switches.hit(Switch::PriceMoved, &reference);
    let deciding = app.market.act(|core, now| Ok(core.place_bid(caller.0, ask, moved, now)));
    let answered = deciding.await?;
    match answered.result {
        Ok(taken) => {
            let response = shown_again(&show::bid(&taken, &reference), answered.again)?;
            Ok(app.after(&reference, response))
        }
        Err(problem) => {
            let response = axum::response::IntoResponse::into_response(problem);
            Ok(mark(response, answered.again))
        }
    }
}

/// GET /v1/references/{reference}
pub(super) async fn reference(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(reference): Path<String>,
) -> Answer {
    app.gate(Some(caller.0), &format!("reference {reference}")).await?;
    let reference: String = reference.chars().take(REFERENCE_CHARS).collect();
    let told = app.market.look(|core, _| {
        let state = &core.state;
        let used = state.references.get(&(caller.0, reference.clone()));
        let kind = used.map(|used| used.fields.kind());
        let answer = match used.map(|used| &used.became) {
            Some(Became::Bid(taken)) => json!(show::bid(taken, &reference)),
            Some(Became::Purchase(taken)) => json!(show::purchase(taken, &reference)),
            Some(Became::Order { order }) => {
                let order = state.orders.get(order);
                let both = order.and_then(|order| Some((order, state.items.get(&order.item)?)));
                json!(both.map(|(order, item)| show::order(order, item)))
            }
            Some(Became::Message { number }) => {
                let item = match used.map(|used| &used.fields) {
                    Some(crate::event::Fields::Message { item, .. }) => item.as_str(),
                    _ => "",
                };
                let lines = state.messages.get(&(caller.0, item.to_owned()));
                let line = lines.and_then(|lines| lines.get(*number));
                json!(line.map(|line| show::message(line, item)))
            }
            Some(Became::Refused(_)) | None => serde_json::Value::Null,
        };
        let (word, error) = match used.map(|used| &used.became) {
            None => ("unknown", None),
            Some(Became::Refused(problem)) => ("refused", Some(problem)),
            Some(_) => ("placed", None),
        };
        let told = json!({
            "reference": reference, "state": word, "kind": kind, "answer": answer, "error": error,
        });
        (state.seq, told)
    });
    shown(&told.await?)
}

/// GET /v1/my/bids
pub(super) async fn mine(caller: Caller, State(app): State<Arc<App>>, words: Words) -> Answer {
    app.gate(Some(caller.0), "my bids").await?;
    let after = words.number("after", (0, i64::MAX), 0)?;
    let limit = words.number("limit", (1, 100), 100)?;
    let (after, limit) = (after.unsigned_abs(), usize::try_from(limit).unwrap_or(100));
    let told = app.market.look(|core, _| {
        let state = &core.state;
        let all = &state.accounts[caller.0].bids;
        let from = all.partition_point(|bid| bid.seq <= after);
        let end = all.len().min(from + limit);
        let rows: Vec<_> = all[from..end].iter().map(|bid| my_bid(state, caller.0, bid)).collect();
        let next = if end < all.len() { all[..end].last().map(|bid| bid.seq) } else { None };
        (state.seq, json!({ "rows": rows, "next_after": next }))
    });
    shown(&told.await?)
}

fn my_bid(
    state: &crate::state::State,
    account: usize,
    bid: &crate::state::MyBid,
) -> serde_json::Value {
    let item = state.items.get(&bid.item);
    let lot = item.and_then(crate::state::Item::auction);
    let taken = lot.and_then(|lot| lot.bids().iter().find(|b| b.number == bid.number));
    let (status, result) = item.map_or(("ended", None), crate::state::Item::status);
    let leading = lot
        .zip(taken)
        .is_some_and(|(lot, taken)| !taken.removed && crate::decide::leads(lot, taken.bidder));
    json!({
        "item_id": bid.item,
        "reference": bid.reference,
        "bid_id": show::bid_id(&bid.item, bid.number),
        "amount_yen": bid.amount_yen,
        "placed_at": bid.placed_at.micros(),
        "removed": taken.is_some_and(|taken| taken.removed),
        "leading": leading,
        "status": status,
        "result": result,
        "order_id": show::order_on(state, account, &bid.item),
        "seq": bid.seq,
    })
}
