use db::{Answer, Tx};
use jobs::Later;
use kernel::{CartLineId, MemberId, PurchaseId, QuoteId, Yen};
use markets::{Item, ItemStatus, Kind};

use crate::jobs::Buy;
use crate::rules::{self, MOST_LINES, PurchaseState};
use crate::store::{self, CartLine, Purchase};
use crate::{DESK, ShoppingRefusal};

/// Puts a thing into a cart, as its page shows it now. The same thing again changes how many.
pub fn put(
    tx: &mut Tx<'_>,
    member: MemberId,
    market: &str,
    item: &Item,
    quantity: i64,
) -> Answer<CartLineId> {
    let quantity = rules::quantity(quantity)?;
    for_carts(market)?;
    if item.kind != Kind::Fixed {
        return Err(ShoppingRefusal::NotFixed.into());
    }
    if item.status != ItemStatus::Open || item.price_yen <= Yen::ZERO {
        return Err(ShoppingRefusal::NotOpen.into());
    }
    let (lines,) = tx.one::<(i64,)>(store::LINE_COUNT, (member,))?;
    if lines >= MOST_LINES {
        return Err(ShoppingRefusal::CartFull { most: MOST_LINES }.into());
    }
    let (id, at): (CartLineId, _) = (tx.new_id(), tx.now());
    let title = item.title_en.as_ref().unwrap_or(&item.title_ja);
    let row =
        (id, member, market, &item.id, title, item.price_yen, item.shipping_yen, quantity, at);
    tx.one::<(CartLineId,)>(store::PUT, row).map(|row| row.0)
}

/// An offer of the desk is bought by accepting it, once, by the member it was made to.
pub(crate) fn for_carts(market: &str) -> Result<(), ShoppingRefusal> {
    if market == DESK { Err(ShoppingRefusal::DeskOffer) } else { Ok(()) }
}

/// Changes how many of a line are wanted.
pub fn change(tx: &mut Tx<'_>, member: MemberId, line: CartLineId, quantity: i64) -> Answer<()> {
    let quantity = rules::quantity(quantity)?;
    found(tx.run(store::LINE_QUANTITY, (quantity, line, member))?)
}

/// Takes a line out.
pub fn remove(tx: &mut Tx<'_>, member: MemberId, line: CartLineId) -> Answer<()> {
    found(tx.run(store::LINE_REMOVE, (line, member))?)
}

fn found(rows: u64) -> Answer<()> {
    if rows == 1 { Ok(()) } else { Err(ShoppingRefusal::Unknown.into()) }
}

/// What one purchase is to be.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    pub(crate) member: MemberId,
    pub(crate) market: String,
    pub(crate) item: String,
    pub(crate) title: String,
    pub(crate) quantity: i64,
    pub(crate) each_yen: Yen,
    pub(crate) shipping_yen: Option<Yen>,
    pub(crate) quote: Option<QuoteId>,
}

impl Wish {
    fn of_line(member: MemberId, line: CartLine) -> Wish {
        Wish {
            member,
            market: line.market,
            item: line.item,
            title: line.title,
            quantity: line.quantity,
            each_yen: line.each_yen,
            shipping_yen: line.shipping_yen,
            quote: None,
        }
    }

    fn again(before: &Purchase) -> Wish {
        Wish {
            member: before.member,
            market: before.market.clone(),
            item: before.item.clone(),
            title: before.title.clone(),
            quantity: before.quantity,
            each_yen: before.each_yen,
            shipping_yen: before.shipping_yen,
            quote: before.quote,
        }
    }
}

/// The key of a purchase's own hold.
pub(crate) fn hold_key(purchase: PurchaseId) -> String {
    format!("purchase:{purchase}")
}

/// Sets the money aside and has it bought.
pub(crate) fn want(tx: &mut Tx<'_>, wish: &Wish) -> Answer<PurchaseId> {
    let quantity = rules::quantity(wish.quantity)?;
    let fee = orders::house_fee(tx)?;
    let cover = rules::cover_yen(wish.each_yen, quantity, wish.shipping_yen, fee)?;
    let (id, at): (PurchaseId, _) = (tx.new_id(), tx.now());
    let row = (
        id,
        wish.member,
        &wish.market,
        &wish.item,
        &wish.title,
        quantity,
        wish.each_yen,
        wish.shipping_yen,
        fee,
        wish.quote,
        at,
    );
    tx.put(store::WANT, row)?;
    ledger::hold(tx, wish.member, &hold_key(id), cover, &id.to_string())?;
    buy_soon(tx, id, &wish.market)?;
    Ok(id)
}

fn buy_key(purchase: PurchaseId) -> String {
    format!("shopping.buy:{purchase}")
}

/// One job for each purchase, however often it is asked for.
pub(crate) fn buy_soon(tx: &mut Tx<'_>, purchase: PurchaseId, market: &str) -> Answer<()> {
    let (job, at) = (Buy { purchase, market: market.to_owned() }, tx.now());
    tx.later_keyed(&buy_key(purchase), 0, &job, at)?;
    Ok(())
}

/// No purchase is forgotten with its money set aside: one whose job was given up has one again,
/// which asks first what became of it.
pub(crate) fn keep_buying(tx: &mut Tx<'_>) -> Answer<()> {
    let made: Vec<(PurchaseId, String)> = tx.all(store::GIVEN_UP, ())?;
    made.iter().try_for_each(|(purchase, market)| buy_soon(tx, *purchase, market))
}

/// Buys everything in the cart: all of it is set aside, or nothing is.
pub fn check_out(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<PurchaseId>> {
    let lines = store::cart(tx, member)?;
    if lines.is_empty() {
        return Err(ShoppingRefusal::CartEmpty.into());
    }
    let mut bought = Vec::with_capacity(lines.len());
    for line in lines {
        for_carts(&line.market)?;
        remove(tx, member, line.id)?;
        bought.push(want(tx, &Wish::of_line(member, line))?);
    }
    Ok(bought)
}

fn mine(tx: &mut Tx<'_>, member: MemberId, id: PurchaseId) -> Answer<Purchase> {
    let purchase = store::purchase(tx, id)?;
    if purchase.member == member { Ok(purchase) } else { Err(ShoppingRefusal::Unknown.into()) }
}

fn follow(tx: &mut Tx<'_>, before: &Purchase, wish: &Wish) -> Answer<PurchaseId> {
    let next = want(tx, wish)?;
    match tx.run(store::FOLLOW_UP, (next, before.id))? {
        1 => Ok(next),
        _ => Err(ShoppingRefusal::NoNextStep.into()),
    }
}

/// Takes the price as it is now: a new purchase in the place of the one that was not made.
pub fn accept_price(tx: &mut Tx<'_>, member: MemberId, id: PurchaseId) -> Answer<PurchaseId> {
    let before = mine(tx, member, id)?;
    let moved = before.state == PurchaseState::PriceMoved && before.quote.is_none();
    let (true, Some(each_yen)) = (moved, before.now_each_yen) else {
        return Err(ShoppingRefusal::NoNextStep.into());
    };
    let shipping_yen = before.now_shipping_yen.or(before.shipping_yen);
    follow(tx, &before, &Wish { each_yen, shipping_yen, ..Wish::again(&before) })
}

/// Takes as many as are left.
pub fn take_what_is_left(tx: &mut Tx<'_>, member: MemberId, id: PurchaseId) -> Answer<PurchaseId> {
    let before = mine(tx, member, id)?;
    let left = before.available.filter(|left| *left > 0);
    let (PurchaseState::OnlyLeft, Some(quantity)) = (before.state, left) else {
        return Err(ShoppingRefusal::NoNextStep.into());
    };
    follow(tx, &before, &Wish { quantity, ..Wish::again(&before) })
}

/// Puts away an outcome that was no purchase.
pub fn put_away(tx: &mut Tx<'_>, member: MemberId, id: PurchaseId) -> Answer<()> {
    mine(tx, member, id)?;
    let at = tx.now();
    match tx.run(store::PUT_AWAY, (at, id, member))? {
        1 => Ok(()),
        _ => Err(ShoppingRefusal::NoNextStep.into()),
    }
}
