use db::{Answer, Tx};
use kernel::{At, DeskTaskId, PurchaseId, Yen};
use orders::{By, Event, Reason};

use crate::ShoppingRefusal;
use crate::rules::{TaskKind, TaskOutcome};
use crate::store::{self, Quote, Task};

use super::cart::buy_soon;
use super::claim::{buyer, why_not};
use super::quote::{Offer, lapse_at, step};

/// What a buyer offers a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOffer {
    /// What it is.
    pub title: String,
    /// The price and the shipping.
    pub offer: Offer,
    /// Until when it holds.
    pub expires_at: At,
}

/// What is written down with an outcome.
#[derive(Default)]
struct Beside<'b> {
    reason: Option<Reason>,
    each: Option<Yen>,
    shipping: Option<Yen>,
    shop_order: Option<&'b str>,
}

// The one outcome of a task: by the buyer whose claim holds, or not at all.
fn done(
    tx: &mut Tx<'_>,
    id: DeskTaskId,
    kind: TaskKind,
    outcome: TaskOutcome,
    by: By,
    beside: &Beside<'_>,
) -> Answer<(Task, Quote)> {
    let staff = buyer(by)?;
    let task = store::task(tx, id)?;
    if task.kind != kind {
        return Err(ShoppingRefusal::WrongTask.into());
    }
    let now = tx.now();
    let Beside { reason, each, shipping, shop_order } = beside;
    let row = (outcome, staff, now, *reason, *each, *shipping, *shop_order, id);
    if tx.run(store::DONE, row)? != 1 {
        return Err(why_not(tx, id)?.into());
    }
    let quote = store::quote(tx, task.quote)?;
    Ok((task, quote))
}

fn make_offer(tx: &mut Tx<'_>, quote: &Quote, new: &NewOffer) -> Answer<()> {
    let title = new.title.trim();
    let long = title.chars().count() > 200 || title.chars().any(char::is_control);
    let below = new.offer.each_yen <= Yen::ZERO
        || new.offer.shipping_yen.is_some_and(|yen| yen < Yen::ZERO);
    if title.is_empty() || long || below || new.expires_at <= tx.now() {
        return Err(ShoppingRefusal::BadOffer.into());
    }
    let Offer { each_yen, shipping_yen } = new.offer;
    if each_yen.max(shipping_yen.unwrap_or(Yen::ZERO)) > ledger::MOST_YEN {
        return Err(ledger::LedgerRefusal::TooMuch { most: ledger::MOST_YEN }.into());
    }
    tx.run_one(store::OFFER, (title, each_yen, shipping_yen, new.expires_at, quote.id))?;
    lapse_at(tx, quote.id, new.expires_at)
}

/// The buyer has found out what it costs.
pub fn quoted(tx: &mut Tx<'_>, id: DeskTaskId, new: &NewOffer, by: By) -> Answer<()> {
    let outcome = TaskOutcome::Quoted;
    let (_, mut quote) = done(tx, id, TaskKind::Quote, outcome, by, &Beside::default())?;
    step(tx, &mut quote, Event::Quote, by, None)?;
    make_offer(tx, &quote, new)
}

/// The house cannot get it.
pub fn cannot(tx: &mut Tx<'_>, id: DeskTaskId, reason: Reason, by: By) -> Answer<()> {
    let beside = Beside { reason: Some(reason), ..Beside::default() };
    let (_, mut quote) = done(tx, id, TaskKind::Quote, TaskOutcome::Declined, by, &beside)?;
    step(tx, &mut quote, Event::Decline, by, Some(reason))?;
    jobs::Later::cancel(tx, &format!("shopping.lapse:{}", quote.id)).map(|_| ())
}

// Whoever waits for the answer is woken.
fn wake(tx: &mut Tx<'_>, purchase: Option<PurchaseId>) -> Answer<()> {
    let Some(id) = purchase else { return Ok(()) };
    let market = store::purchase(tx, id)?.market;
    buy_soon(tx, id, &market)
}

/// It is ordered and paid at the shop, at the price the member accepted.
pub fn placed(tx: &mut Tx<'_>, id: DeskTaskId, shop_order: &str, by: By) -> Answer<()> {
    let number = shop_order.trim();
    let fits = (1..=60).contains(&number.chars().count()) && !number.chars().any(char::is_control);
    if !fits {
        return Err(ShoppingRefusal::BadOrderNumber.into());
    }
    let offer = {
        let task = store::task(tx, id)?;
        let quote = store::quote(tx, task.quote)?;
        (quote.each_yen, quote.shipping_yen)
    };
    let beside =
        Beside { each: offer.0, shipping: offer.1, shop_order: Some(number), ..Beside::default() };
    let (task, _) = done(tx, id, TaskKind::Buy, TaskOutcome::Placed, by, &beside)?;
    wake(tx, task.purchase)
}

/// The price is another: a new offer, and nothing is bought.
pub fn price_changed(tx: &mut Tx<'_>, id: DeskTaskId, new: &NewOffer, by: By) -> Answer<()> {
    let Offer { each_yen, shipping_yen } = new.offer;
    let beside = Beside { each: Some(each_yen), shipping: shipping_yen, ..Beside::default() };
    let (task, mut quote) = done(tx, id, TaskKind::Buy, TaskOutcome::PriceChanged, by, &beside)?;
    step(tx, &mut quote, Event::Requote, by, Some(Reason::PriceChanged))?;
    make_offer(tx, &quote, new)?;
    wake(tx, task.purchase)
}

/// Nothing is left.
pub fn sold_out(tx: &mut Tx<'_>, id: DeskTaskId, by: By) -> Answer<()> {
    end_buy(tx, id, TaskOutcome::SoldOut, Reason::SoldOutWaiting, by)
}

/// The shop does not sell it to the house.
pub fn refused(tx: &mut Tx<'_>, id: DeskTaskId, reason: Reason, by: By) -> Answer<()> {
    end_buy(tx, id, TaskOutcome::Refused, reason, by)
}

fn end_buy(
    tx: &mut Tx<'_>,
    id: DeskTaskId,
    outcome: TaskOutcome,
    reason: Reason,
    by: By,
) -> Answer<()> {
    let beside = Beside { reason: Some(reason), ..Beside::default() };
    let (task, mut quote) = done(tx, id, TaskKind::Buy, outcome, by, &beside)?;
    step(tx, &mut quote, Event::Decline, by, Some(reason))?;
    wake(tx, task.purchase)
}
