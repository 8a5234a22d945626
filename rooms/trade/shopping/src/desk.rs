use std::sync::{Mutex, PoisonError};

use db::{Answer, Db, Lock, Tx};
use kernel::{At, DeskTaskId, Id, PurchaseId, QuoteId, Refused, Span, Yen};
use markets::{
    Asked, Became, BidPlaced, BidPreview, Bought, BuyPreview, Can, Connector, Found, Item, Left,
    MarketCategory, MarketOrder, MarketTime, No, OrderState, Search, SellerMessage,
};
use orders::State;

use crate::DESK;
use crate::acts::quote::{offer, open_task};
use crate::rules::{TaskKind, TaskOutcome};
use crate::store::{self, Purchase, Quote, Task};

/// The human buyers' desk as a marketplace: buying opens a task, and the answer comes when a
/// buyer has done it. It shows no items: what it offers is for one member, on a page of theirs.
///
/// Markets are plugged into the database and the desk works in it: [`Desk::attach`] closes that
/// circle once the database is open, [`Desk::detach`] opens it again when the house closes.
#[derive(Default)]
pub struct Desk(Mutex<Option<Db>>);

impl Desk {
    /// A desk nobody sits at yet.
    pub fn new() -> Desk {
        Desk::default()
    }

    /// Gives the desk its database.
    pub fn attach(&self, db: &Db) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(db.clone());
    }

    /// Takes it away again.
    pub fn detach(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn db(&self) -> Result<Db, No> {
        let db = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        db.ok_or_else(|| No::Unreachable { why: "the desk is closed".into() })
    }

    async fn read<T: Send + 'static>(
        &self,
        ask: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static,
    ) -> Result<T, No> {
        self.db()?.read("shopping.desk", ask).await.map_err(closed)
    }
}

fn closed(refused: Refused) -> No {
    match refused {
        Refused::No(no) if no.code == "shopping.unknown" => No::UnknownItem,
        other => No::Unreachable { why: other.to_string() },
    }
}

fn cannot<'a, T: Send + 'a>(what: &str) -> Asked<'a, T> {
    let no = No::Cannot { what: what.into() };
    Box::pin(async move { Err(no) })
}

// A quote is bought once, by the purchase its member's acceptance made, all of it, at its price.
fn preview(
    tx: &mut Tx<'_>,
    item: &str,
    reference: &str,
    quantity: i64,
    each: Yen,
) -> Answer<Result<BuyPreview, No>> {
    let (quote, purchase) = match accepted(tx, item, reference)? {
        Ok(both) => both,
        Err(no) => return Ok(Err(no)),
    };
    let offer = offer(&quote)?;
    if offer.each_yen != each {
        return Ok(Err(No::PriceMoved { price_yen: offer.each_yen }));
    }
    if quantity != purchase.quantity {
        return Ok(Err(No::OnlyLeft { available: quote.quantity }));
    }
    Ok(Ok(BuyPreview {
        item: quote.id.to_string(),
        reference: reference.to_owned(),
        quantity,
        expected_yen: each,
        shipping_yen: offer.shipping_yen,
        available: quote.quantity,
        expires_at: quote.expires_at.unwrap_or(quote.state_at),
        signature: reference.to_owned(),
    }))
}

// The quote and the one purchase that may buy it.
fn accepted(tx: &mut Tx<'_>, item: &str, reference: &str) -> Answer<Result<(Quote, Purchase), No>> {
    let (Some(quote), Some(purchase)) = (QuoteId::parse(item), PurchaseId::parse(reference)) else {
        return Ok(Err(No::UnknownItem));
    };
    let quote = store::quote(tx, quote)?;
    let purchase = store::purchase(tx, purchase)?;
    let its_own = quote.purchase == Some(purchase.id)
        && purchase.quote == Some(quote.id)
        && purchase.member == quote.member
        && purchase.quantity == quote.quantity;
    if !its_own {
        return Ok(Err(No::UnknownItem));
    }
    Ok(match quote.state {
        State::Accepted => Ok((quote, purchase)),
        State::Quoted => Err(No::PriceMoved { price_yen: offer(&quote)?.each_yen }),
        _ => Err(No::SoldOut),
    })
}

// A buyer's work is due while the offer holds; one that was accepted in its last minutes still gets
// an hour.
fn due(quote: &Quote, now: At) -> At {
    quote.expires_at.unwrap_or(now).max(now.plus(Span::hours(1)))
}

fn open(tx: &mut Tx<'_>, ask: &BuyPreview) -> Answer<()> {
    let (quote, purchase) = accepted(tx, &ask.item, &ask.reference)?.map_err(Refused::from)?;
    if ask.quantity != purchase.quantity {
        return Err(No::OnlyLeft { available: quote.quantity }.refused());
    }
    let due = due(&quote, tx.now());
    open_task(tx, TaskKind::Buy, quote.id, Some(purchase.id), due)
}

// What was agreed to is the purchase's, not whatever its quote says by now.
fn bought_by(tx: &mut Tx<'_>, task: &Task) -> Answer<(Bought, i64)> {
    let id = task.purchase.ok_or(crate::ShoppingRefusal::Unknown)?;
    let quantity = store::purchase(tx, id)?.quantity;
    Ok((bought(task, quantity)?, quantity))
}

fn bought(task: &Task, quantity: i64) -> Answer<Bought> {
    let unit = task.each_yen.unwrap_or_default();
    let all = unit.times(quantity)?;
    Ok(Bought {
        order_id: task.id.to_string(),
        unit_yen: unit,
        shipping_yen: task.shipping_yen,
        total_yen: all.plus(task.shipping_yen.unwrap_or(Yen::ZERO))?,
    })
}

fn became(tx: &mut Tx<'_>, reference: &str) -> Answer<Became> {
    let Some(purchase) = PurchaseId::parse(reference) else { return Ok(Became::Unknown) };
    let Some(task) = tx.maybe::<Task>(store::TASK_OF_PURCHASE, (purchase,))? else {
        return Ok(Became::Unknown);
    };
    Ok(match task.outcome {
        None | Some(TaskOutcome::Quoted | TaskOutcome::Declined) => Became::Unknown,
        Some(TaskOutcome::Placed) => Became::Bought(bought_by(tx, &task)?.0),
        Some(TaskOutcome::PriceChanged) => {
            Became::Refused(No::PriceMoved { price_yen: task.each_yen.unwrap_or_default() })
        }
        Some(TaskOutcome::SoldOut) => Became::Refused(No::SoldOut),
        Some(TaskOutcome::Refused | TaskOutcome::Withdrawn) => {
            let code = task.reason.map_or("withdrawn", |reason| kernel::Word::word(reason));
            let message = format!("the shop did not sell it: {}", code.replace('_', " "));
            Became::Refused(No::Other { code: code.to_owned(), message })
        }
    })
}

fn order_of(tx: &mut Tx<'_>, task: &Task) -> Answer<MarketOrder> {
    let (paid, quantity) = bought_by(tx, task)?;
    Ok(MarketOrder {
        id: task.id.to_string(),
        seq: task.done_at.unwrap_or_default().micros(),
        item: task.quote.to_string(),
        reference: task.purchase.map(|purchase| purchase.to_string()),
        quantity,
        item_yen: paid.unit_yen.times(quantity)?,
        shipping_yen: paid.shipping_yen,
        total_yen: paid.total_yen,
        // A shop is paid when it is ordered from.
        state: OrderState::Paid,
        reason: None,
        pay_by_at: None,
        carrier: None,
        tracking_number: None,
        weight_g: None,
    })
}

fn order(tx: &mut Tx<'_>, id: &str) -> Answer<Option<MarketOrder>> {
    let Some(id) = DeskTaskId::parse(id) else { return Ok(None) };
    let task: Option<Task> = tx.maybe(store::TASK, (id,))?;
    let placed = task.filter(|task| task.outcome == Some(TaskOutcome::Placed));
    placed.map(|task| order_of(tx, &task)).transpose()
}

impl Connector for Desk {
    fn market(&self) -> &str {
        DESK
    }
    fn name(&self) -> &str {
        "Any shop"
    }
    fn account(&self) -> &str {
        DESK
    }
    fn can(&self) -> Can {
        Can { buy: true, ..Can::NOTHING }
    }
    fn time(&self) -> Asked<'_, MarketTime> {
        Box::pin(async move { Ok(MarketTime { now_at: self.db()?.now(), speed: 1 }) })
    }
    fn search<'a>(&'a self, _: &'a Search) -> Asked<'a, Found> {
        cannot("be searched")
    }
    fn categories(&self) -> Asked<'_, Vec<MarketCategory>> {
        cannot("be searched")
    }
    // Why: an offer is its member's alone, and whoever asks a connector has no name.
    fn item<'a>(&'a self, _: &'a str) -> Asked<'a, Item> {
        Box::pin(async { Err(No::UnknownItem) })
    }
    fn items<'a>(&'a self, _: &'a [String]) -> Asked<'a, Vec<Item>> {
        Box::pin(async { Ok(Vec::new()) })
    }
    fn preview_bid<'a>(&'a self, _: &'a str, _: &'a str, _: Yen) -> Asked<'a, BidPreview> {
        cannot("take bids")
    }
    fn place_bid<'a>(&'a self, _: &'a BidPreview, _: Left<'a>) -> Asked<'a, BidPlaced> {
        cannot("take bids")
    }
    fn preview_buy<'a>(
        &'a self,
        item: &'a str,
        reference: &'a str,
        quantity: i64,
        each: Yen,
    ) -> Asked<'a, BuyPreview> {
        Box::pin(async move {
            let (item, reference) = (item.to_owned(), reference.to_owned());
            self.read(move |tx| preview(tx, &item, &reference, quantity, each)).await?
        })
    }
    fn buy<'a>(&'a self, preview: &'a BuyPreview) -> Asked<'a, Bought> {
        Box::pin(async move {
            let ask = preview.clone();
            let lock = Lock::named(&ask.item);
            let act = move |tx: &mut Tx<'_>| open(tx, &ask);
            self.db()?.write("shopping.open_task", lock, act).await.map_err(closed)?;
            Err(No::AnswerLost { why: "a buyer has it and will answer".into() })
        })
    }
    fn became<'a>(&'a self, reference: &'a str) -> Asked<'a, Became> {
        Box::pin(async move {
            let reference = reference.to_owned();
            self.read(move |tx| became(tx, &reference)).await
        })
    }
    fn orders(&self, after: i64) -> Asked<'_, Vec<MarketOrder>> {
        Box::pin(async move {
            self.read(move |tx| {
                let tasks: Vec<Task> = tx.all(store::PLACED_AFTER, (after,))?;
                tasks.iter().map(|task| order_of(tx, task)).collect()
            })
            .await
        })
    }
    fn order<'a>(&'a self, id: &'a str) -> Asked<'a, MarketOrder> {
        Box::pin(async move {
            let id = id.to_owned();
            self.read(move |tx| order(tx, &id)).await?.ok_or(No::UnknownOrder)
        })
    }
    fn pay<'a>(&'a self, id: &'a str, _: &'a str, total: Yen) -> Asked<'a, MarketOrder> {
        Box::pin(async move {
            let order = self.order(id).await?;
            if order.total_yen == total {
                Ok(order)
            } else {
                Err(No::PriceMoved { price_yen: order.total_yen })
            }
        })
    }
    fn received<'a>(&'a self, id: &'a str) -> Asked<'a, MarketOrder> {
        Box::pin(async move { self.order(id).await })
    }
    fn message<'a>(&'a self, _: &'a str, _: &'a str, _: &'a str) -> Asked<'a, SellerMessage> {
        cannot("carry messages; the buyers write to shops themselves")
    }
    fn messages<'a>(&'a self, _: &'a str) -> Asked<'a, Vec<SellerMessage>> {
        cannot("carry messages; the buyers write to shops themselves")
    }
}
