//! Carts, purchases and the desk's offers, for machines.

use db::{Answer, Lock, Tx};
use kernel::{At, CartLineId, OrderId, PurchaseId, QuoteId, Refused, Yen};
use markets::Markets;
use orders::{Reason, State};
use web::api::{Call, Done, Kept, Made, Operation, Scope, Tag, Term};
use web::{Routes, Show};

use crate::acts::{cart, quote};
use crate::rules::{self, PurchaseState};
use crate::store::{self, CartLine, Purchase, Quote};
use crate::{Ask, Offer, ShoppingRefusal};

web::shapes! {
    /// A thing to put into the cart.
    pub struct NewLine {
        /// The marketplace.
        market: String,
        /// The item there.
        item: String,
        /// How many.
        quantity: i64,
    }
    /// Another number of the same.
    pub struct NewQuantity {
        /// How many.
        quantity: i64,
    }
    /// One line of the cart.
    pub struct CartLineShape {
        /// The line.
        id: Tag<CartLineId>,
        /// The marketplace.
        market: String,
        /// The item there.
        item: String,
        /// Its title.
        title: String,
        /// The price of one when it was put in.
        each_yen: Yen,
        /// Shipping within Japan; unknown is null.
        shipping_yen: Option<Yen>,
        /// How many.
        quantity: i64,
    }
    /// The cart.
    pub struct Cart {
        /// Its lines.
        lines: Vec<CartLineShape>,
        /// The house's fee for each.
        fee_yen: Yen,
    }
    /// What is being bought.
    @kept pub struct CheckedOut {
        /// The purchases, one for each line.
        purchases: Vec<Tag<PurchaseId>>,
    }
    /// One attempt to buy.
    pub struct PurchaseShape {
        /// The purchase.
        id: Tag<PurchaseId>,
        /// The marketplace.
        market: String,
        /// The item there.
        item: String,
        /// Its title.
        title: String,
        /// How many.
        quantity: i64,
        /// The price of one that was agreed to.
        each_yen: Yen,
        /// The house's fee.
        fee_yen: Yen,
        /// Where it stands.
        state: Term<PurchaseState>,
        /// When it was wanted.
        made_at: At,
        /// The marketplace's no, as a code.
        code: Option<String>,
        /// The price of one now.
        now_each_yen: Option<Yen>,
        /// How many are left.
        available: Option<i64>,
        /// The order, once bought.
        order: Option<Tag<OrderId>>,
        /// The purchase that took its place.
        followed_by: Option<Tag<PurchaseId>>,
    }
    /// A wish to order from any shop.
    pub struct NewQuote {
        /// The address of the page.
        url: String,
        /// How many.
        quantity: i64,
        /// Colour, size and the like.
        options: Option<String>,
        /// What the buyer should know.
        words: Option<String>,
    }
    /// The offer as it was shown; another one is not accepted.
    pub struct ShownOffer {
        /// The price of one.
        each_yen: Yen,
        /// Shipping within Japan; unknown is null.
        shipping_yen: Option<Yen>,
    }
    /// A request to order from any shop, and the desk's answer.
    pub struct QuoteShape {
        /// The request.
        id: Tag<QuoteId>,
        /// The shop.
        shop: String,
        /// The page.
        url: String,
        /// How many.
        quantity: i64,
        /// Where it stands.
        state: Term<State>,
        /// Why, when there is a reason.
        reason: Option<Term<Reason>>,
        /// When it was asked.
        asked_at: At,
        /// The title, once somebody has looked.
        title: Option<String>,
        /// The price of one.
        each_yen: Option<Yen>,
        /// Shipping within Japan; unknown is null.
        shipping_yen: Option<Yen>,
        /// Until when the offer holds.
        expires_at: Option<At>,
        /// The purchase of the offer.
        purchase: Option<Tag<PurchaseId>>,
        /// The order, once bought.
        order: Option<Tag<OrderId>>,
    }
}

/// A change of this room: money may be missing.
fn post<T: Kept>(path: &'static str, id: &'static str, says: &'static str) -> Operation {
    Operation::post::<T>(path, Scope::Buy, id, says).refusing(&[402])
}

/// The operations of this room.
pub(crate) fn operations(routes: Routes) -> Routes {
    quotes(purchases(carts(routes)))
}

fn carts(routes: Routes) -> Routes {
    let cart = "/api/v1/cart";
    let show = Operation::get::<Cart>(cart, Scope::Read, "show_cart", "What is in the cart.");
    let put = post::<Made>(cart, "put_into_cart", "Puts a thing into the cart.")
        .taking::<NewLine>()
        .refusing(&[502]);
    let line = "/api/v1/cart/{line}/quantity";
    let change = post::<Done>(line, "change_cart", "Changes how many of a line.");
    let gone = "/api/v1/cart/{line}/removal";
    let remove = post::<Done>(gone, "remove_from_cart", "Takes a line out of the cart.");
    let all = "/api/v1/cart/check-out";
    let out = post::<CheckedOut>(all, "check_out", "Buys everything in the cart.");
    routes
        .api(show, cart_shown)
        .api(put, cart_put)
        .api(change.taking::<NewQuantity>(), cart_changed)
        .api(remove, cart_removed)
        .api(out, checked_out)
}

fn purchases(routes: Routes) -> Routes {
    let list = Operation::list::<PurchaseShape>(
        "/api/v1/purchases",
        Scope::Read,
        "list_purchases",
        "What was bought or could not be, the newest first.",
    );
    let accept = "/api/v1/purchases/{purchase}/acceptance";
    let fewer = "/api/v1/purchases/{purchase}/remainder";
    let away = "/api/v1/purchases/{purchase}/put-away";
    routes
        .api(list, purchases_listed)
        .api(post::<Made>(accept, "accept_price", "Takes it at the price it has now."), accepted)
        .api(post::<Made>(fewer, "take_remainder", "Takes as many as are left."), fewer_taken)
        .api(post::<Done>(away, "put_away", "Puts an ended purchase out of sight."), away_put)
}

fn quotes(routes: Routes) -> Routes {
    let (all, one) = ("/api/v1/quotes", "/api/v1/quotes/{quote}");
    let list = Operation::list::<QuoteShape>(
        all,
        Scope::Read,
        "list_quotes",
        "Requests to order from any shop, the newest first.",
    );
    let show = Operation::get::<QuoteShape>(one, Scope::Read, "show_quote", "One request.");
    let ask = post::<Made>(all, "ask_quote", "Asks the desk what a thing at any shop would cost.");
    let yes = "/api/v1/quotes/{quote}/acceptance";
    let accept = post::<Made>(yes, "accept_quote", "Takes the offer that was shown.");
    let no = "/api/v1/quotes/{quote}/refusal";
    routes
        .api(list, quotes_listed)
        .api(ask.taking::<NewQuote>(), quote_asked)
        .api(show, quote_shown)
        .api(accept.taking::<ShownOffer>(), quote_accepted)
        .api(post::<Done>(no, "decline_quote", "Says no to an offer."), quote_declined)
}

async fn cart_shown(call: Call) -> Show {
    let me = call.me()?;
    let read = move |tx: &mut Tx<'_>| Ok((store::cart(tx, me)?, orders::house_fee(tx)?));
    let (lines, fee_yen) = call.cx.db().read("shopping.api_cart", read).await?;
    let line = |line: &CartLine| CartLineShape {
        id: Tag(line.id),
        market: line.market.clone(),
        item: line.item.clone(),
        title: line.title.clone(),
        each_yen: line.each_yen,
        shipping_yen: line.shipping_yen,
        quantity: line.quantity,
    };
    call.say(&Cart { lines: lines.iter().map(line).collect(), fee_yen })
}

async fn cart_put(call: Call) -> Show {
    let (me, new) = (call.me()?, call.body::<NewLine>()?);
    cart::for_carts(&new.market)?;
    let market = call.cx.plugged::<Markets>()?.to(&new.market).cloned().map_err(Refused::from)?;
    let item = market.item(&new.item).await.map_err(Refused::from)?;
    let act = move |tx: &mut Tx<'_>| cart::put(tx, me, &new.market, &item, new.quantity);
    call.make("shopping.put", Lock::on(me), act).await
}

async fn cart_changed(call: Call) -> Show {
    let (me, line, new) = (call.me()?, call.id::<CartLineId>()?, call.body::<NewQuantity>()?);
    let act = move |tx: &mut Tx<'_>| cart::change(tx, me, line, new.quantity);
    call.done("shopping.change", Lock::on(me), act).await
}

async fn cart_removed(call: Call) -> Show {
    let (me, line) = (call.me()?, call.id::<CartLineId>()?);
    call.done("shopping.remove", Lock::on(me), move |tx| cart::remove(tx, me, line)).await
}

async fn checked_out(call: Call) -> Show {
    let me = call.me()?;
    let act = move |tx: &mut Tx<'_>| {
        let bought = cart::check_out(tx, me)?;
        Ok(CheckedOut { purchases: bought.into_iter().map(Tag).collect() })
    };
    call.change("shopping.check_out", Lock::on(me), act).await
}

async fn purchases_listed(call: Call) -> Show {
    let (me, before) = (call.me()?, call.after::<PurchaseId>()?);
    let read = move |tx: &mut Tx<'_>| store::purchases(tx, me, before, 25);
    let page = call.cx.db().read("shopping.api_purchases", read).await?;
    call.page(&page, |p: &Purchase| PurchaseShape {
        id: Tag(p.id),
        market: p.market.clone(),
        item: p.item.clone(),
        title: p.title.clone(),
        quantity: p.quantity,
        each_yen: p.each_yen,
        fee_yen: p.fee_yen,
        state: Term(p.state),
        made_at: p.made_at,
        code: p.code.clone(),
        now_each_yen: p.now_each_yen,
        available: p.available,
        order: p.order.map(Tag),
        followed_by: p.followed_by.map(Tag),
    })
}

type Again = fn(&mut Tx<'_>, kernel::MemberId, PurchaseId) -> Answer<PurchaseId>;

async fn again(call: Call, name: &'static str, verb: Again) -> Show {
    let (me, id) = (call.me()?, call.id::<PurchaseId>()?);
    call.make(name, Lock::on(id), move |tx| verb(tx, me, id)).await
}

async fn accepted(call: Call) -> Show {
    again(call, "shopping.accept_price", cart::accept_price).await
}

async fn fewer_taken(call: Call) -> Show {
    again(call, "shopping.fewer", cart::take_what_is_left).await
}

async fn away_put(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<PurchaseId>()?);
    call.done("shopping.put_away", Lock::on(id), move |tx| cart::put_away(tx, me, id)).await
}

fn shape(quote: &Quote) -> QuoteShape {
    QuoteShape {
        id: Tag(quote.id),
        shop: quote.shop.clone(),
        url: quote.url.clone(),
        quantity: quote.quantity,
        state: Term(quote.state),
        reason: quote.reason.map(Term),
        asked_at: quote.asked_at,
        title: quote.title.clone(),
        each_yen: quote.each_yen,
        shipping_yen: quote.shipping_yen,
        expires_at: quote.expires_at,
        purchase: quote.purchase.map(Tag),
        order: quote.order.map(Tag),
    }
}

async fn quotes_listed(call: Call) -> Show {
    let (me, before) = (call.me()?, call.after::<QuoteId>()?);
    let read = move |tx: &mut Tx<'_>| store::quotes(tx, me, before, 25);
    let page = call.cx.db().read("shopping.api_quotes", read).await?;
    call.page(&page, shape)
}

async fn quote_shown(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<QuoteId>()?);
    let read = move |tx: &mut Tx<'_>| {
        let quote = store::quote(tx, id)?;
        if quote.member == me { Ok(shape(&quote)) } else { Err(ShoppingRefusal::Unknown.into()) }
    };
    call.say(&call.cx.db().read("shopping.api_quote", read).await?)
}

async fn quote_asked(call: Call) -> Show {
    let (member, new) = (call.me()?, call.body::<NewQuote>()?);
    let page = rules::read_url(&new.url)?;
    let cut = |text: Option<String>, most: usize| -> String {
        text.unwrap_or_default().chars().take(most).collect()
    };
    let (options, words) = (cut(new.options, 300), cut(new.words, 1_000));
    let ask = Ask { member, page, quantity: new.quantity, options, words };
    call.make("shopping.ask", Lock::on(member), move |tx| quote::ask(tx, &ask)).await
}

async fn quote_accepted(call: Call) -> Show {
    let (me, id, new) = (call.me()?, call.id::<QuoteId>()?, call.body::<ShownOffer>()?);
    let shown = Offer { each_yen: new.each_yen, shipping_yen: new.shipping_yen };
    call.make("shopping.accept", Lock::on(id), move |tx| quote::accept(tx, me, id, shown)).await
}

async fn quote_declined(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<QuoteId>()?);
    call.done("shopping.decline", Lock::on(id), move |tx| quote::decline(tx, me, id)).await
}
