use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use kernel::Word;
use serde_json::json;

use super::ask::{Body, Caller, Words};
use super::{Answer, App, mark, shown, shown_again};
use crate::decide::OfferAnswer;
use crate::market::Core;
use crate::problem::Problem;
use crate::show;
use crate::state::{MAX_YEN, Message, OrderState};

/// The longest message.
pub(super) const MESSAGE_CHARS: usize = 1_000;

pub(super) fn order_value(core: &Core, id: &str) -> Result<serde_json::Value, Problem> {
    let order = core.order(id)?;
    Ok(json!(show::order(order, core.item(&order.item)?)))
}

/// GET /v1/orders
pub(super) async fn list(caller: Caller, State(app): State<Arc<App>>, words: Words) -> Answer {
    app.gate(Some(caller.0), "orders").await?;
    let after = words.number("after", (0, i64::MAX), 0)?.unsigned_abs();
    let limit = usize::try_from(words.number("limit", (1, 100), 100)?).unwrap_or(100);
    let mut known = vec![""];
    known.extend(OrderState::ALL.iter().map(|state| state.word()));
    let wanted = words.one_of("state", &known)?;
    let told = app.market.look(|core, _| {
        let orders = &core.state.accounts[caller.0].orders;
        let later = orders.range(after.saturating_add(1)..).filter_map(|(seq, id)| {
            let order = core.state.orders.get(id)?;
            let fits = wanted.is_empty() || order.state().word() == wanted;
            fits.then_some((*seq, order))
        });
        let found: Vec<_> = later.take(limit + 1).collect();
        let page = &found[..found.len().min(limit)];
        let rows: Vec<_> = page.iter().filter_map(|(_, o)| order_value(core, &o.id).ok()).collect();
        let next = if found.len() > limit { page.last().map(|(seq, _)| *seq) } else { None };
        (core.state.seq, json!({ "rows": rows, "next_after": next }))
    });
    shown(&told.await?)
}

/// GET /v1/orders/{id}
pub(super) async fn one(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Answer {
    app.gate(Some(caller.0), &format!("order {id}")).await?;
    let told = app.market.look(|core, _| {
        (core.state.seq, core.own_order(caller.0, &id).and_then(|o| order_value(core, &o.id)))
    });
    shown(&told.await??)
}

/// POST /v1/orders/{id}/pay
pub(super) async fn pay(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    body: Body,
) -> Answer {
    let reference = body.reference()?;
    let total_yen = body.int_in("total_yen", 0, MAX_YEN * 1_000)?;
    app.gate(Some(caller.0), &format!("pay {reference}")).await?;
    let acting = app.market.act(|core, now| {
        let answered = core.pay(caller.0, &id, &reference, total_yen, now);
        let order = answered.result.and_then(|order| order_value(core, &order))?;
        Ok((order, answered.again))
    });
    let (order, again) = acting.await?;
    Ok(app.after(&reference, shown_again(&order, again)?))
}

/// POST /v1/orders/{id}/received
pub(super) async fn received(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Answer {
    app.gate(Some(caller.0), &format!("received {id}")).await?;
    let acting = app.market.act(|core, now| {
        core.receive(caller.0, &id, now)?;
        order_value(core, &id)
    });
    shown(&acting.await?)
}

async fn answer_offer(
    app: &App,
    caller: Caller,
    id: &str,
    reference: &str,
    answer: OfferAnswer,
) -> Answer {
    app.gate(Some(caller.0), &format!("answer {reference}")).await?;
    let acting = app.market.act(|core, now| {
        let answered = core.answer_offer(caller.0, id, reference, answer, now);
        let told = answered.result.and_then(|order| order_value(core, &order));
        Ok((told, answered.again))
    });
    // A refusal that uses up the reference is on the disk before it is told.
    match acting.await? {
        (Ok(order), again) => Ok(app.after(reference, shown_again(&order, again)?)),
        (Err(problem), again) => Ok(mark(problem.into_response(), again)),
    }
}

/// POST /v1/orders/{id}/accept
pub(super) async fn accept(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    body: Body,
) -> Answer {
    let reference = body.reference()?;
    let total_yen = body.int_in("total_yen", 0, MAX_YEN * 1_000)?;
    answer_offer(&app, caller, &id, &reference, OfferAnswer::Take { total_yen }).await
}

/// POST /v1/orders/{id}/decline
pub(super) async fn decline(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    body: Body,
) -> Answer {
    let reference = body.reference()?;
    answer_offer(&app, caller, &id, &reference, OfferAnswer::Leave).await
}

/// GET /v1/items/{id}/messages
pub(super) async fn messages(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Answer {
    app.gate(Some(caller.0), &format!("messages {id}")).await?;
    let told = app.market.look(|core, _| {
        let lines = core.state.messages.get(&(caller.0, id.clone()));
        let lines = lines.map_or(&[][..], Vec::as_slice);
        let rows: Vec<_> = lines.iter().map(|line| show::message(line, &id)).collect();
        let told = core.item(&id).map(|_| json!({ "rows": rows }));
        (core.state.seq, told)
    });
    shown(&told.await??)
}

/// POST /v1/items/{id}/messages
pub(super) async fn write(
    caller: Caller,
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    body: Body,
) -> Answer {
    let reference = body.reference()?;
    let text = body.text("text", MESSAGE_CHARS)?;
    app.gate(Some(caller.0), &format!("message {reference}")).await?;
    let acting = app.market.act(|core, now| {
        let answered = core.ask_seller(caller.0, &id, &reference, &text, now);
        answered.result.map(|line: Message| (line, answered.again))
    });
    let (line, again) = acting.await?;
    Ok(app.after(&reference, shown_again(&show::message(&line, &id), again)?))
}
