use db::{Answer, Tx};
use jobs::Later;
use kernel::{Fault, NoteId, OrderId, Word};

use crate::by::By;
use crate::news::News;
use crate::rules::{self, Event, Reason, State};
use crate::store::{self, Order};

use super::message::look_key;

/// What is said beside a step.
#[derive(Debug, Clone, Copy, Default)]
pub struct Why<'w> {
    /// The reason, where the step needs one.
    pub reason: Option<Reason>,
    /// A few words, if anybody wrote some.
    pub words: Option<&'w str>,
}

impl<'w> Why<'w> {
    /// Nothing is said.
    pub const NONE: Why<'static> = Why { reason: None, words: None };

    /// This reason and nothing else.
    pub fn reason(reason: Reason) -> Why<'w> {
        Why { reason: Some(reason), words: None }
    }
}

/// Takes a step, if the table has it, and writes down who took it, when and why. The order is then
/// the one after the step.
pub(crate) fn walk(
    tx: &mut Tx<'_>,
    order: &mut Order,
    event: Event,
    by: By,
    why: Why<'_>,
) -> Answer<()> {
    let parts = by.parts(order.member);
    let state = rules::step(order.state, order.held_from, event, &parts, why.reason)?;
    let held_from = match state {
        State::OnHold if order.state != State::OnHold => Some(order.state),
        State::OnHold => order.held_from,
        _ => None,
    };
    let at = tx.now();
    // What only happened to a stopped order does not change why it was stopped.
    let stays = state == State::OnHold && order.state == State::OnHold;
    let reason = if stays { order.reason } else { why.reason };
    let row = (state, held_from, reason, at, order.id, order.steps);
    if tx.run(store::STEP, row)? != 1 {
        return Err(Fault::passing(format!("{} moved on meanwhile", order.id)).into());
    }
    order.steps += 1;
    (order.state, order.held_from, order.reason, order.state_at) = (state, held_from, reason, at);
    if state.is_over() {
        tx.cancel(&look_key(order.id))?;
    }
    record(tx, order, event, by, why)
}

/// Writes the step the order has just taken.
pub(crate) fn record(
    tx: &mut Tx<'_>,
    order: &Order,
    event: Event,
    by: By,
    why: Why<'_>,
) -> Answer<()> {
    let author = by.name();
    let note = match why.words.map(str::trim).filter(|w| !w.is_empty()) {
        Some(words) => Some(note(tx, order.id, &author, words)?),
        None => None,
    };
    let row = (order.id, order.steps, order.state_at, event, order.state, author, why.reason, note);
    tx.put(store::EVENT, row)?;
    let reason = why.reason.map(|r| r.word().to_owned());
    tx.tell(&News::Stepped {
        order: order.id,
        member: order.member,
        event: event.word().into(),
        state: order.state.word().into(),
        reason,
    })
}

fn note(tx: &mut Tx<'_>, order: OrderId, author: &str, words: &str) -> Answer<NoteId> {
    let id: NoteId = tx.new_id();
    let at = tx.now();
    let short: String = words.chars().take(1_000).collect();
    tx.put(store::NOTE, (id, order, author, at, short))?;
    Ok(id)
}
