use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;
use kernel::At;

use super::ask::{Body, Caller};
use super::{Answer, App, mark, shown, shown_again};
use crate::decide::Purchase;
use crate::faults::Switch;
use crate::problem::Problem;
use crate::show;
use crate::state::MAX_YEN;

fn wanted(body: &Body, placing: bool) -> Result<Purchase, Problem> {
    Ok(Purchase {
        item: body.text("item_id", 64)?,
        reference: body.reference()?,
        quantity: body.int_in("quantity", 1, 1_000)?,
        expected_yen: body.int_in("expected_yen", 1, MAX_YEN)?,
        expires_at: At::from_micros(if placing { body.int("expires_at")? } else { 0 }),
        signature: if placing { body.text("signature", 128)? } else { String::new() },
    })
}

/// POST /v1/purchases/preview
pub(super) async fn preview(caller: Caller, State(app): State<Arc<App>>, body: Body) -> Answer {
    let ask = wanted(&body, false)?;
    app.gate(Some(caller.0), &format!("preview {}", ask.reference)).await?;
    let asked = ask.clone();
    let preview = app.market.glance(|core, now| core.preview_purchase(caller.0, ask, now))?;
    let fields =
        (asked.item.as_str(), asked.reference.as_str(), asked.quantity, asked.expected_yen);
    shown(&show::purchase_preview(&preview, fields))
}

/// POST /v1/purchases
pub(super) async fn place(caller: Caller, State(app): State<Arc<App>>, body: Body) -> Answer {
    let ask = wanted(&body, true)?;
    let reference = ask.reference.clone();
    app.gate(Some(caller.0), &format!("place {reference}")).await?;
    let moved = app.switches.hit(Switch::PriceMoved, &reference);
    let deciding = app.market.act(|core, now| Ok(core.purchase(caller.0, ask, moved, now)));
    let answered = deciding.await?;
    match answered.result {
        Ok(taken) => {
            let response = shown_again(&show::purchase(&taken, &reference), answered.again)?;
            Ok(app.after(&reference, response))
        }
        Err(problem) => Ok(mark(problem.into_response(), answered.again)),
    }
}
