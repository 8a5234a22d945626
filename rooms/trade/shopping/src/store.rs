use db::{Answer, Tx};
use kernel::{
    At, CartLineId, DeskTaskId, Id, MemberId, OrderId, Page, PurchaseId, QuoteId, StaffId, Yen,
};
use orders::{Event, Reason, State};

use crate::ShoppingRefusal;
use crate::rules::{PurchaseState, TaskKind, TaskOutcome};

db::stored!(PurchaseState, TaskKind, TaskOutcome);

db::sql! {
    /// Puts a thing into a cart; the same thing again is the new number of it at today's price.
    PUT = "INSERT INTO cart_line (id, member, market, item, title, each_yen, shipping_yen, quantity, put_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           ON CONFLICT (member, market, item) DO UPDATE
              SET title = excluded.title, each_yen = excluded.each_yen,
                  shipping_yen = excluded.shipping_yen, quantity = excluded.quantity
           RETURNING id";
    LINES = "SELECT id, market, item, title, each_yen, shipping_yen, quantity FROM cart_line
              WHERE member = $1 ORDER BY put_at, id";
    LINE_COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM cart_line WHERE member = $1";
    LINE_QUANTITY = "UPDATE cart_line SET quantity = $1 WHERE id = $2 AND member = $3";
    LINE_REMOVE = "DELETE FROM cart_line WHERE id = $1 AND member = $2";

    WANT = "INSERT INTO purchase (id, member, market, item, title, quantity, each_yen, shipping_yen, fee_yen,
                                  quote, state, made_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'wanted', $11)";
    PURCHASE = "SELECT id, member, market, item, title, quantity, each_yen, shipping_yen, fee_yen, quote,
                       state, made_at, lapses_at, ended_at, code, sentence, now_each_yen,
                       now_shipping_yen, available, order_id, followed_by, put_away_at
                  FROM purchase WHERE id = $1";
    PURCHASES = "SELECT id, member, market, item, title, quantity, each_yen, shipping_yen, fee_yen, quote,
                        state, made_at, lapses_at, ended_at, code, sentence, now_each_yen,
                        now_shipping_yen, available, order_id, followed_by, put_away_at
                   FROM purchase WHERE member = $1 AND id < $2 AND put_away_at IS NULL
                   ORDER BY id DESC LIMIT $3";
    SEND = "UPDATE purchase SET state = 'sent', sent_at = $1,
                   lapses_at = CASE WHEN COALESCE(lapses_at, 0) > $2 THEN lapses_at ELSE $2 END
             WHERE id = $3 AND state IN ('wanted', 'sent', 'waiting')";
    /// Neither made nor with a human buyer, and no job makes them.
    GIVEN_UP = "SELECT p.id, p.market FROM purchase p
                      WHERE p.ended_at IS NULL AND p.state IN ('wanted', 'sent')
                        AND NOT EXISTS (SELECT 1 FROM job j WHERE j.key = 'shopping.buy:' || p.id AND j.dead_at IS NULL)
                      ORDER BY p.id LIMIT 500";
    WAIT = "UPDATE purchase SET state = 'waiting' WHERE id = $1 AND state = 'sent'";
    END = "UPDATE purchase SET state = $1, ended_at = $2, code = $3, sentence = $4, now_each_yen = $5,
                  now_shipping_yen = $6, available = $7
            WHERE id = $8 AND state IN ('wanted', 'sent', 'waiting')";
    ORDERED = "UPDATE purchase SET order_id = $1 WHERE id = $2";
    FOLLOW_UP = "UPDATE purchase SET followed_by = $1 WHERE id = $2 AND followed_by IS NULL AND put_away_at IS NULL";
    PUT_AWAY = "UPDATE purchase SET put_away_at = $1
                 WHERE id = $2 AND member = $3 AND ended_at IS NOT NULL AND put_away_at IS NULL AND order_id IS NULL";
    HALF_DONE = "SELECT id FROM purchase
                  WHERE (state = 'bought' AND order_id IS NULL) OR (state <> 'bought' AND order_id IS NOT NULL)
                     OR (ended_at IS NULL AND state NOT IN ('wanted', 'sent', 'waiting'))
                     OR (ended_at IS NOT NULL AND state IN ('wanted', 'sent', 'waiting'))
                  ORDER BY id LIMIT 20";
    ENDED_AFTER = "SELECT id FROM purchase WHERE ended_at IS NOT NULL AND id > $1 ORDER BY id LIMIT 500";

    ASK = "INSERT INTO quote (id, member, shop, shop_item, url, words, options, quantity, state, state_at,
                              steps, asked_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)";
    QUOTE = "SELECT id, member, shop, shop_item, url, words, options, quantity, state, state_at, steps,
                    asked_at, title, each_yen, shipping_yen, expires_at, reason, purchase, order_id
               FROM quote WHERE id = $1";
    QUOTES = "SELECT id, member, shop, shop_item, url, words, options, quantity, state, state_at, steps,
                     asked_at, title, each_yen, shipping_yen, expires_at, reason, purchase, order_id
                FROM quote WHERE member = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    QUOTES_WAITING = "SELECT CAST(COUNT(*) AS BIGINT) FROM quote WHERE member = $1 AND state = 'quote_requested'";
    PURCHASES_RUNNING = "SELECT CAST(COUNT(*) AS BIGINT) FROM purchase WHERE member = $1 AND ended_at IS NULL";
    /// Asked or offered: once accepted, a purchase or an order of its own runs.
    QUOTES_RUNNING = "SELECT CAST(COUNT(*) AS BIGINT) FROM quote
                       WHERE member = $1 AND order_id IS NULL AND state IN ('quote_requested', 'quoted', 'accepted')";
    QUOTE_STEP = "UPDATE quote SET state = $1, state_at = $2, reason = $3, steps = steps + 1
                   WHERE id = $4 AND steps = $5";
    QUOTE_EVENT = "INSERT INTO quote_event (quote, n, at, event, state, author, reason)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
    QUOTE_EVENTS = "SELECT n, at, event, state, author, reason FROM quote_event WHERE quote = $1 ORDER BY n";
    OFFER = "UPDATE quote SET title = $1, each_yen = $2, shipping_yen = $3, expires_at = $4 WHERE id = $5";
    QUOTE_PURCHASE = "UPDATE quote SET purchase = $1 WHERE id = $2";
    QUOTE_ORDER = "UPDATE quote SET order_id = $1 WHERE id = $2";

    TASK_OPEN = "INSERT INTO desk_task (id, kind, quote, purchase, due_at, opened_at) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (purchase) DO NOTHING";
    TASK = "SELECT id, kind, quote, purchase, due_at, opened_at, claimed_by, claimed_until, outcome, done_by,
                   done_at, reason, each_yen, shipping_yen, shop_order
              FROM desk_task WHERE id = $1";
    TASK_OF_PURCHASE = "SELECT id, kind, quote, purchase, due_at, opened_at, claimed_by, claimed_until, outcome,
                               done_by, done_at, reason, each_yen, shipping_yen, shop_order
                          FROM desk_task WHERE purchase = $1";
    OPEN_TASK_OF_QUOTE = "SELECT id, kind, quote, purchase, due_at, opened_at, claimed_by, claimed_until, outcome,
                                 done_by, done_at, reason, each_yen, shipping_yen, shop_order
                            FROM desk_task WHERE quote = $1 AND outcome IS NULL ORDER BY opened_at, id LIMIT 1";
    /// Requests with more than one task that is open or was placed.
    TWICE = "SELECT quote FROM desk_task
              WHERE kind = 'buy' AND (outcome IS NULL OR outcome = 'placed')
              GROUP BY quote HAVING COUNT(*) > 1 ORDER BY quote LIMIT 20";
    /// Purchases at the desk that are not what their request says, or have none.
    NOT_THE_QUOTE = "SELECT p.id FROM purchase p LEFT JOIN quote q ON q.id = p.quote
                      WHERE p.market = 'desk'
                        AND (q.id IS NULL OR q.id <> p.item OR q.member <> p.member OR q.quantity <> p.quantity)
                      ORDER BY p.id LIMIT 20";
    QUEUE = "SELECT id, kind, quote, purchase, due_at, opened_at, claimed_by, claimed_until, outcome, done_by,
                    done_at, reason, each_yen, shipping_yen, shop_order
               FROM desk_task WHERE outcome IS NULL ORDER BY due_at, id LIMIT 200";
    /// How many open tasks come before this one.
    BEFORE = "SELECT CAST(COUNT(*) AS BIGINT) FROM desk_task
               WHERE outcome IS NULL AND (due_at, id) < ($1, $2)";
    /// One buyer's, unless another's claim still holds.
    CLAIM = "UPDATE desk_task SET claimed_by = $1, claimed_until = $2
              WHERE id = $3 AND outcome IS NULL
                AND (claimed_by IS NULL OR claimed_by = $1 OR claimed_until <= $4)";
    HAND_BACK = "UPDATE desk_task SET claimed_by = NULL, claimed_until = NULL
                  WHERE id = $1 AND claimed_by = $2 AND outcome IS NULL";
    /// The one outcome, by the buyer whose claim holds.
    DONE = "UPDATE desk_task SET outcome = $1, done_by = $2, done_at = $3, reason = $4, each_yen = $5,
                   shipping_yen = $6, shop_order = $7
             WHERE id = $8 AND outcome IS NULL AND claimed_by = $2 AND claimed_until > $3";
    WITHDRAW = "UPDATE desk_task SET outcome = 'withdrawn', done_by = $1, done_at = $2
                 WHERE id = $3 AND outcome IS NULL";
    PLACED_AFTER = "SELECT id, kind, quote, purchase, due_at, opened_at, claimed_by, claimed_until, outcome,
                           done_by, done_at, reason, each_yen, shipping_yen, shop_order
                      FROM desk_task WHERE outcome = 'placed' AND done_at > $1 ORDER BY done_at, id LIMIT 100";
}

db::row! {
    /// One line of a cart.
    pub struct CartLine {
        /// The line.
        pub id: CartLineId,
        /// The marketplace.
        pub market: String,
        /// The item.
        pub item: String,
        /// Its title.
        pub title: String,
        /// The price of one when it was put in.
        pub each_yen: Yen,
        /// Domestic shipping; unknown is `None`.
        pub shipping_yen: Option<Yen>,
        /// How many.
        pub quantity: i64,
    }
    /// One attempt to buy.
    pub struct Purchase {
        /// The purchase: our reference at the marketplace.
        pub id: PurchaseId,
        /// Who wants it.
        pub member: MemberId,
        /// The marketplace.
        pub market: String,
        /// The item there.
        pub item: String,
        /// Its title.
        pub title: String,
        /// How many.
        pub quantity: i64,
        /// The price of one the member agreed to.
        pub each_yen: Yen,
        /// The shipping they agreed to, when it was known.
        pub shipping_yen: Option<Yen>,
        /// The house's fee.
        pub fee_yen: Yen,
        /// The desk's offer it comes from.
        pub quote: Option<QuoteId>,
        /// Where it stands.
        pub state: PurchaseState,
        /// When the member wanted it.
        pub made_at: At,
        /// Until when a request whose answer was lost may still be taken.
        pub lapses_at: Option<At>,
        /// When its outcome was known.
        pub ended_at: Option<At>,
        /// The marketplace's no.
        pub code: Option<String>,
        /// The marketplace's own code where ours only says that it refused; else a sentence for the
        /// record.
        pub sentence: Option<String>,
        /// The price of one now.
        pub now_each_yen: Option<Yen>,
        /// The shipping now.
        pub now_shipping_yen: Option<Yen>,
        /// How many are left.
        pub available: Option<i64>,
        /// The order, once bought.
        pub order: Option<OrderId>,
        /// The purchase that took its place.
        pub followed_by: Option<PurchaseId>,
        /// When the member put it away.
        pub put_away_at: Option<At>,
    }
    /// A request to order from any shop, and the desk's answer.
    pub struct Quote {
        /// The request.
        pub id: QuoteId,
        /// Who asked.
        pub member: MemberId,
        /// The shop: a marketplace's word, or a host.
        pub shop: String,
        /// The item there, when the address names it.
        pub shop_item: Option<String>,
        /// The page.
        pub url: String,
        /// What the member wrote.
        pub words: String,
        /// Colour, size and the like.
        pub options: String,
        /// How many.
        pub quantity: i64,
        /// Where it stands, in the table of orders.
        pub state: State,
        /// Since when.
        pub state_at: At,
        /// How many steps it took.
        pub steps: i64,
        /// When it was asked.
        pub asked_at: At,
        /// The title, once somebody has looked.
        pub title: Option<String>,
        /// The price of one.
        pub each_yen: Option<Yen>,
        /// Domestic shipping; unknown is `None`.
        pub shipping_yen: Option<Yen>,
        /// Until when the offer holds.
        pub expires_at: Option<At>,
        /// The reason of the last step.
        pub reason: Option<Reason>,
        /// The purchase of the offer.
        pub purchase: Option<PurchaseId>,
        /// The order, once bought.
        pub order: Option<OrderId>,
    }
    /// One step of a quote.
    pub struct QuoteStep {
        /// The how manieth.
        pub n: i64,
        /// When.
        pub at: At,
        /// What happened.
        pub event: Event,
        /// Where it stood after it.
        pub state: State,
        /// Who did it.
        pub author: String,
        /// Why.
        pub reason: Option<Reason>,
    }
    /// Work for a human buyer.
    pub struct Task {
        /// The task.
        pub id: DeskTaskId,
        /// What for.
        pub kind: TaskKind,
        /// Of this request.
        pub quote: QuoteId,
        /// Of this purchase.
        pub purchase: Option<PurchaseId>,
        /// By when.
        pub due_at: At,
        /// Since when.
        pub opened_at: At,
        /// Who has it.
        pub claimed_by: Option<StaffId>,
        /// Until when their claim holds.
        pub claimed_until: Option<At>,
        /// What became of it.
        pub outcome: Option<TaskOutcome>,
        /// Who did it.
        pub done_by: Option<String>,
        /// When.
        pub done_at: Option<At>,
        /// Why.
        pub reason: Option<Reason>,
        /// The price of one it was bought at, or is now.
        pub each_yen: Option<Yen>,
        /// The shipping.
        pub shipping_yen: Option<Yen>,
        /// The shop's own order number.
        pub shop_order: Option<String>,
    }
}

fn none() -> kernel::Refused {
    ShoppingRefusal::Unknown.into()
}

/// One purchase.
pub fn purchase(tx: &mut Tx<'_>, id: PurchaseId) -> Answer<Purchase> {
    tx.maybe(PURCHASE, (id,))?.ok_or_else(none)
}

/// One request.
pub fn quote(tx: &mut Tx<'_>, id: QuoteId) -> Answer<Quote> {
    tx.maybe(QUOTE, (id,))?.ok_or_else(none)
}

/// The steps of a request, oldest first.
pub fn quote_history(tx: &mut Tx<'_>, id: QuoteId) -> Answer<Vec<QuoteStep>> {
    tx.all(QUOTE_EVENTS, (id,))
}

/// One task of the desk.
pub fn task(tx: &mut Tx<'_>, id: DeskTaskId) -> Answer<Task> {
    tx.maybe(TASK, (id,))?.ok_or_else(|| ShoppingRefusal::NoTask.into())
}

/// The desk's queue, the earliest deadline first.
pub fn queue(tx: &mut Tx<'_>) -> Answer<Vec<Task>> {
    tx.all(QUEUE, ())
}

/// The lines of a member's cart.
pub fn cart(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<CartLine>> {
    tx.all(LINES, (member,))
}

/// A member's purchases, newest first; those put away are left out.
pub fn purchases(
    tx: &mut Tx<'_>,
    member: MemberId,
    before: Option<PurchaseId>,
    limit: i64,
) -> Answer<Page<Purchase>> {
    let before = before.unwrap_or(PurchaseId::from_bits(u128::MAX));
    let rows = tx.all(PURCHASES, (member, before, limit + 1))?;
    Ok(Page::cut(rows, usize::try_from(limit).unwrap_or(0), |p: &Purchase| p.id.to_string()))
}

/// A member's requests, newest first.
pub fn quotes(
    tx: &mut Tx<'_>,
    member: MemberId,
    before: Option<QuoteId>,
    limit: i64,
) -> Answer<Page<Quote>> {
    let before = before.unwrap_or(QuoteId::from_bits(u128::MAX));
    let rows = tx.all(QUOTES, (member, before, limit + 1))?;
    Ok(Page::cut(rows, usize::try_from(limit).unwrap_or(0), |q: &Quote| q.id.to_string()))
}

/// The place of a request's open task in the desk's queue, from 1.
pub fn place_in_queue(tx: &mut Tx<'_>, quote: QuoteId) -> Answer<Option<i64>> {
    let Some(task) = tx.maybe::<Task>(OPEN_TASK_OF_QUOTE, (quote,))? else { return Ok(None) };
    let (before,) = tx.one::<(i64,)>(BEFORE, (task.due_at, task.id))?;
    Ok(Some(before + 1))
}

/// How many purchases of a member have no outcome yet, and how many of their questions to the desk.
pub fn running_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<(i64, i64)> {
    let (purchases,): (i64,) = tx.one(PURCHASES_RUNNING, (member,))?;
    let (quotes,): (i64,) = tx.one(QUOTES_RUNNING, (member,))?;
    Ok((purchases, quotes))
}
