use db::{Answer, Tx};
use jobs::Later;
use kernel::{DeskTaskId, Fault, MemberId, QuoteId, Span, Yen};
use orders::{By, Event, Reason, State};

use crate::jobs::QuoteLapses;
use crate::news::News;
use crate::rules::{self, MOST_QUOTES, ShopPage, TaskKind};
use crate::store::{self, Quote, Task};
use crate::{DESK, ShoppingRefusal};

use super::cart::{Wish, want};

/// By when the desk promises an answer.
const ANSWER_WITHIN: Span = Span::hours(24);
/// A request nobody answered in this long is over.
const UNANSWERED: Span = Span::days(7);

/// What a member asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Who asks.
    pub member: MemberId,
    /// The page.
    pub page: ShopPage,
    /// How many.
    pub quantity: i64,
    /// Colour, size and the like.
    pub options: String,
    /// What the buyer should know.
    pub words: String,
}

/// Takes a step of the table orders live by, and writes down who took it.
pub(crate) fn step(
    tx: &mut Tx<'_>,
    quote: &mut Quote,
    event: Event,
    by: By,
    reason: Option<Reason>,
) -> Answer<()> {
    let state = orders::step(quote.state, None, event, &by.parts(quote.member), reason)?;
    let at = tx.now();
    if tx.run(store::QUOTE_STEP, (state, at, reason, quote.id, quote.steps))? != 1 {
        return Err(Fault::passing(format!("{} moved on meanwhile", quote.id)).into());
    }
    quote.steps += 1;
    (quote.state, quote.state_at, quote.reason) = (state, at, reason);
    let row = (quote.id, quote.steps, at, event, state, by.name(), reason);
    tx.put(store::QUOTE_EVENT, row)?;
    let state = kernel::Word::word(state).to_owned();
    tx.tell(&News::QuoteStepped { quote: quote.id, member: quote.member, state })
}

/// Asks the desk what a thing at any shop would cost.
pub fn ask(tx: &mut Tx<'_>, ask: &Ask) -> Answer<QuoteId> {
    let quantity = rules::quantity(ask.quantity)?;
    let (waiting,) = tx.one::<(i64,)>(store::QUOTES_WAITING, (ask.member,))?;
    if waiting >= MOST_QUOTES {
        return Err(ShoppingRefusal::TooManyQuotes { most: MOST_QUOTES }.into());
    }
    let (id, at): (QuoteId, _) = (tx.new_id(), tx.now());
    let state = State::QuoteRequested;
    let page = &ask.page;
    let row = (
        id,
        ask.member,
        &page.shop,
        &page.item,
        &page.url,
        &ask.words,
        &ask.options,
        quantity,
        state,
        at,
        at,
    );
    tx.put(store::ASK, row)?;
    open_task(tx, TaskKind::Quote, id, None, at.plus(ANSWER_WITHIN))?;
    lapse_at(tx, id, at.plus(UNANSWERED))?;
    Ok(id)
}

pub(crate) fn open_task(
    tx: &mut Tx<'_>,
    kind: TaskKind,
    quote: QuoteId,
    purchase: Option<kernel::PurchaseId>,
    due: kernel::At,
) -> Answer<()> {
    let open: Option<Task> = tx.maybe(store::OPEN_TASK_OF_QUOTE, (quote,))?;
    // The same purchase asking again has its task; another may not have a second one.
    if open.is_some_and(|open| purchase.is_none() || open.purchase != purchase) {
        return Err(ShoppingRefusal::BoughtAlready.into());
    }
    let (id, at): (DeskTaskId, _) = (tx.new_id(), tx.now());
    tx.put(store::TASK_OPEN, (id, kind, quote, purchase, due, at))
}

pub(crate) fn lapse_at(tx: &mut Tx<'_>, quote: QuoteId, at: kernel::At) -> Answer<()> {
    tx.later_keyed(&format!("shopping.lapse:{quote}"), 0, &QuoteLapses { quote }, at)?;
    Ok(())
}

fn mine(tx: &mut Tx<'_>, member: MemberId, id: QuoteId) -> Answer<Quote> {
    let quote = store::quote(tx, id)?;
    if quote.member == member { Ok(quote) } else { Err(ShoppingRefusal::Unknown.into()) }
}

/// The offer as it was made: what a member accepts is this and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The price of one.
    pub each_yen: Yen,
    /// Domestic shipping; unknown is `None`.
    pub shipping_yen: Option<Yen>,
}

/// The member takes the offer they were shown: the money is set aside, and a buyer buys it.
pub fn accept(
    tx: &mut Tx<'_>,
    member: MemberId,
    id: QuoteId,
    shown: Offer,
) -> Answer<kernel::PurchaseId> {
    let mut quote = mine(tx, member, id)?;
    step(tx, &mut quote, Event::Accept, By::Member(member), None)?;
    let offer = offer(&quote)?;
    if quote.expires_at.is_none_or(|at| at <= tx.now()) {
        return Err(ShoppingRefusal::OfferLapsed.into());
    }
    if offer != shown {
        return Err(markets::No::PriceMoved { price_yen: offer.each_yen }.refused());
    }
    let wish = Wish {
        member,
        market: DESK.into(),
        item: id.to_string(),
        title: quote.title.clone().unwrap_or_else(|| quote.url.clone()),
        quantity: quote.quantity,
        each_yen: offer.each_yen,
        shipping_yen: offer.shipping_yen,
        quote: Some(id),
    };
    let purchase = want(tx, &wish)?;
    tx.run_one(store::QUOTE_PURCHASE, (purchase, id))?;
    tx.cancel(&format!("shopping.lapse:{id}"))?;
    Ok(purchase)
}

pub(crate) fn offer(quote: &Quote) -> Answer<Offer> {
    let none = || Fault::new(format!("{} is {} without a price", quote.id, quote.state));
    Ok(Offer { each_yen: quote.each_yen.ok_or_else(none)?, shipping_yen: quote.shipping_yen })
}

/// The member does not want it, or not any more.
pub fn decline(tx: &mut Tx<'_>, member: MemberId, id: QuoteId) -> Answer<()> {
    let mut quote = mine(tx, member, id)?;
    let by = By::Member(member);
    step(tx, &mut quote, Event::Decline, by, Some(Reason::MemberDeclined))?;
    over(tx, &quote, by)
}

/// The offer, or the request, has had its time.
pub(crate) fn lapse(tx: &mut Tx<'_>, id: QuoteId) -> Answer<()> {
    let mut quote = store::quote(tx, id)?;
    let now = tx.now();
    let due = match quote.state {
        State::QuoteRequested => quote.asked_at.plus(UNANSWERED) <= now,
        State::Quoted => quote.expires_at.is_none_or(|at| at <= now),
        _ => false,
    };
    if !due {
        return Ok(());
    }
    step(tx, &mut quote, Event::Lapse, By::House, Some(Reason::OfferLapsed))?;
    over(tx, &quote, By::House)
}

// Nobody at the desk works for what is over.
fn over(tx: &mut Tx<'_>, quote: &Quote, by: By) -> Answer<()> {
    tx.cancel(&format!("shopping.lapse:{}", quote.id))?;
    let task: Option<Task> = tx.maybe(store::OPEN_TASK_OF_QUOTE, (quote.id,))?;
    if let Some(task) = task {
        let at = tx.now();
        tx.run(store::WITHDRAW, (by.name(), at, task.id))?;
    }
    Ok(())
}
