pub(crate) mod messages;

use db::{Answer, Tx};
use kernel::{At, Id, MemberId, NoteId, OrderId, Page, Yen};

use crate::OrdersRefusal;
use crate::by::By;
use crate::rules::{Event, OrderKind, Reason, State, turns_of};

db::stored!(OrderKind, State, Event, Reason);

db::sql! {
    /// A new order; nothing when the reference was opened before.
    OPEN = "INSERT INTO orders (id, member, market, item, title, kind, reference, market_order, quantity,
                                price_yen, shipping_yen, fee_yen, state, state_at, steps, opened_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15)
            ON CONFLICT (market, reference) DO NOTHING RETURNING id";
    BY_REFERENCE = "SELECT id FROM orders WHERE market = $1 AND reference = $2";
    ORDER = "SELECT id, member, market, item, title, kind, reference, market_order, quantity, price_yen,
                    shipping_yen, fee_yen, goods_yen, seller_yen, refund_yen, asked_yen, state, held_from, reason,
                    state_at, steps, opened_at, pay_by_at, in_carrier, in_tracking, shelf, weight_g,
                    length_mm, width_mm, height_mm, out_carrier, out_tracking
               FROM orders WHERE id = $1";
    MINE = "SELECT id, member, market, item, title, kind, reference, market_order, quantity, price_yen,
                   shipping_yen, fee_yen, goods_yen, seller_yen, refund_yen, asked_yen, state, held_from, reason,
                   state_at, steps, opened_at, pay_by_at, in_carrier, in_tracking, shelf, weight_g,
                   length_mm, width_mm, height_mm, out_carrier, out_tracking
              FROM orders WHERE member = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    IDS_OF = "SELECT id, state FROM orders WHERE member = $1 ORDER BY id";
    STATES_OF = "SELECT state, CAST(COUNT(*) AS BIGINT) FROM orders
                  WHERE member = $1 GROUP BY state ORDER BY state";
    DELIVERED_OF = "SELECT CAST(COUNT(DISTINCT o.id) AS BIGINT) FROM orders o
                      JOIN order_event e ON e.order_id = o.id
                     WHERE o.member = $1 AND e.state = 'delivered'";
    IN_STATE = "SELECT id, member, market, item, title, kind, reference, market_order, quantity, price_yen,
                       shipping_yen, fee_yen, goods_yen, seller_yen, refund_yen, asked_yen, state, held_from, reason,
                       state_at, steps, opened_at, pay_by_at, in_carrier, in_tracking, shelf, weight_g,
                       length_mm, width_mm, height_mm, out_carrier, out_tracking
                  FROM orders WHERE state = $1 ORDER BY state_at, id LIMIT $2";
    IN_STATE_AFTER = "SELECT id, member, market, item, title, kind, reference, market_order, quantity, price_yen,
                       shipping_yen, fee_yen, goods_yen, seller_yen, refund_yen, asked_yen, state, held_from, reason,
                       state_at, steps, opened_at, pay_by_at, in_carrier, in_tracking, shelf, weight_g,
                       length_mm, width_mm, height_mm, out_carrier, out_tracking
                  FROM orders WHERE state = $1 AND (state_at, id) > ($2, $3)
                        ORDER BY state_at, id LIMIT $4";
    /// Bought by hand, and the shop has named no tracking number yet.
    NO_NUMBER = "SELECT id, member, market, item, title, kind, reference, market_order, quantity, price_yen,
                       shipping_yen, fee_yen, goods_yen, seller_yen, refund_yen, asked_yen, state, held_from, reason,
                       state_at, steps, opened_at, pay_by_at, in_carrier, in_tracking, shelf, weight_g,
                       length_mm, width_mm, height_mm, out_carrier, out_tracking
                  FROM orders WHERE state = 'purchased' AND kind = 'desk' ORDER BY state_at, id LIMIT 100";
    /// The order a marketplace's order is ours of, best evidence first.
    BY_MARKET_ORDER = "SELECT id FROM orders WHERE market = $1 AND market_order = $2 ORDER BY id DESC LIMIT 1";
    /// An order of this item that does not know its marketplace order yet.
    BY_ITEM = "SELECT id FROM orders WHERE market = $1 AND item = $2 AND market_order IS NULL
                ORDER BY id DESC LIMIT 1";
    BY_TRACKING = "SELECT id FROM orders WHERE in_tracking = $1 AND state IN ('purchased', 'seller_shipped')
                    ORDER BY id";
    /// Moves on, unless somebody else did meanwhile.
    STEP = "UPDATE orders SET state = $1, held_from = $2, reason = $3, state_at = $4, steps = steps + 1
             WHERE id = $5 AND steps = $6";
    EVENT = "INSERT INTO order_event (order_id, n, at, event, state, author, reason, note)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    EVENTS = "SELECT e.n, e.at, e.event, e.state, e.author, e.reason, n.words
                FROM order_event e LEFT JOIN order_note n ON n.id = e.note
               WHERE e.order_id = $1 ORDER BY e.n";
    NOTE = "INSERT INTO order_note (id, order_id, author, at, words) VALUES ($1, $2, $3, $4, $5)";
    LEARN = "UPDATE orders SET market_order = $1, shipping_yen = $2, pay_by_at = $3 WHERE id = $4";
    CAME_BY = "UPDATE orders SET in_carrier = $1, in_tracking = $2 WHERE id = $3";
    PAID = "UPDATE orders SET goods_yen = $1 WHERE id = $2";
    SELLER_PAID = "UPDATE orders SET seller_yen = $1, goods_yen = $2 WHERE id = $3";
    ASKED = "UPDATE orders SET asked_yen = $1 WHERE id = $2";
    AGREED = "UPDATE orders SET price_yen = $1, asked_yen = NULL WHERE id = $2";
    REFUNDED = "UPDATE orders SET refund_yen = $1 WHERE id = $2";
    SHELVE = "UPDATE orders SET shelf = $1 WHERE id = $2";
    BOX = "UPDATE orders SET weight_g = $1, length_mm = $2, width_mm = $3, height_mm = $4 WHERE id = $5";
    LEAVE = "UPDATE orders SET out_carrier = $1, out_tracking = $2, shelf = NULL WHERE id = $3";
    STRAY = "INSERT INTO unknown_arrival (id, tracking, words, arrived_at, author) VALUES ($1, $2, $3, $4, $5)";
    STRAYS = "SELECT id, tracking, words, arrived_at FROM unknown_arrival
               WHERE matched_at IS NULL ORDER BY arrived_at, id LIMIT 100";
    MATCH = "UPDATE unknown_arrival SET order_id = $1, matched_at = $2, matched_by = $3
              WHERE id = $4 AND matched_at IS NULL RETURNING tracking";
    HEARD = "SELECT seq FROM market_heard WHERE market = $1";
    HEAR = "INSERT INTO market_heard (market, seq) VALUES ($1, $2)
            ON CONFLICT (market) DO UPDATE SET seq = excluded.seq WHERE market_heard.seq < excluded.seq";
    /// What could not be taken in; once for each of the marketplace's orders until somebody looked.
    SET_ASIDE = "INSERT INTO market_set_aside (id, market, market_order, order_id, code, at)
                 VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (market, market_order) WHERE done_at IS NULL DO NOTHING";
    ASIDE = "SELECT id, market, market_order, order_id, code, at FROM market_set_aside
              WHERE done_at IS NULL ORDER BY at, id LIMIT 100";
    LOOKED_AT = "UPDATE market_set_aside SET done_at = $1, done_by = $2
                  WHERE id = $3 AND done_at IS NULL RETURNING market_order, order_id";
    /// Orders whose seller is to be paid, those that wait longest first.
    TO_PAY = "SELECT id FROM orders WHERE state IN ('charge1_paid', 'purchasing') AND state_at <= $1
               ORDER BY state_at, id LIMIT 200";
    /// What members have paid for, by when they first did.
    SOLD = "SELECT o.id, o.member, o.market, o.title, o.quantity, o.goods_yen, o.fee_yen, o.refund_yen,
                   CAST(MIN(e.at) AS BIGINT)
              FROM orders o JOIN order_event e ON e.order_id = o.id
             WHERE e.state = 'charge1_paid' AND o.id > $1
             GROUP BY o.id, o.member, o.market, o.title, o.quantity, o.goods_yen, o.fee_yen, o.refund_yen
            HAVING MIN(e.at) >= $2 AND MIN(e.at) < $3
             ORDER BY o.id LIMIT $4";
    AFTER = "SELECT id FROM orders WHERE id > $1 ORDER BY id LIMIT 500";
}

db::row! {
    /// One order, as it stands.
    pub struct Order {
        /// The order.
        pub id: OrderId,
        /// Whose it is.
        pub member: MemberId,
        /// The marketplace it was bought at.
        pub market: String,
        /// The item there.
        pub item: String,
        /// Its title.
        pub title: String,
        /// What it came from.
        pub kind: OrderKind,
        /// Our reference of the bid or purchase.
        pub reference: String,
        /// The marketplace's own order.
        pub market_order: Option<String>,
        /// How many.
        pub quantity: i64,
        /// The price of all of them.
        pub price_yen: Yen,
        /// Domestic shipping; unknown is `None`.
        pub shipping_yen: Option<Yen>,
        /// The house's fee.
        pub fee_yen: Yen,
        /// Taken from the member for the seller so far.
        pub goods_yen: Option<Yen>,
        /// Paid to the seller.
        pub seller_yen: Option<Yen>,
        /// Given back.
        pub refund_yen: Option<Yen>,
        /// What the seller asks in all, when it is more than the order is for.
        pub asked_yen: Option<Yen>,
        /// Where it stands.
        pub state: State,
        /// Where it stood when it was stopped.
        pub held_from: Option<State>,
        /// The reason of the last step.
        pub reason: Option<Reason>,
        /// Since when.
        pub state_at: At,
        /// How many steps it took.
        pub steps: i64,
        /// When it began.
        pub opened_at: At,
        /// Until when the seller must be paid.
        pub pay_by_at: Option<At>,
        /// Who carries it to the warehouse.
        pub in_carrier: Option<String>,
        /// The domestic tracking number.
        pub in_tracking: Option<String>,
        /// Where it lies.
        pub shelf: Option<String>,
        /// Its weight, packed.
        pub weight_g: Option<i64>,
        /// The box.
        pub length_mm: Option<i64>,
        /// The box.
        pub width_mm: Option<i64>,
        /// The box.
        pub height_mm: Option<i64>,
        /// Who carries it to the member.
        pub out_carrier: Option<String>,
        /// The international tracking number.
        pub out_tracking: Option<String>,
    }
    /// One step of an order: when, what, where to, by whom, why.
    pub struct Step {
        /// The how manieth.
        pub n: i64,
        /// When.
        pub at: At,
        /// What happened.
        pub event: Event,
        /// Where it stood after it.
        pub state: State,
        /// Who did it: an id, or `house`.
        pub author: String,
        /// Why.
        pub reason: Option<Reason>,
        /// What somebody wrote beside it.
        pub words: Option<String>,
    }
    /// What a marketplace said of an order and could not be taken in.
    pub struct Aside {
        /// The record.
        pub id: NoteId,
        /// The marketplace.
        pub market: String,
        /// Its order.
        pub market_order: String,
        /// Ours, when it is known which.
        pub order: Option<OrderId>,
        /// Why not: the code of a refusal, or `fault`.
        pub code: String,
        /// Since when.
        pub at: At,
    }
    /// A parcel nobody expected.
    pub struct Stray {
        /// The arrival.
        pub id: NoteId,
        /// The number on it.
        pub tracking: String,
        /// What it looks like.
        pub words: String,
        /// When it came.
        pub arrived_at: At,
    }
}

pub(crate) fn order(tx: &mut Tx<'_>, id: OrderId) -> Answer<Order> {
    tx.maybe(ORDER, (id,))?.ok_or_else(|| OrdersRefusal::Unknown.into())
}

/// One order.
pub fn one(tx: &mut Tx<'_>, id: OrderId) -> Answer<Order> {
    order(tx, id)
}

/// The steps of an order, oldest first.
pub fn history(tx: &mut Tx<'_>, id: OrderId) -> Answer<Vec<Step>> {
    tx.all(EVENTS, (id,))
}

/// A member's orders, newest first, from before this one.
pub fn of_member(
    tx: &mut Tx<'_>,
    member: MemberId,
    before: Option<OrderId>,
    limit: i64,
) -> Answer<Page<Order>> {
    let before = before.unwrap_or(OrderId::from_bits(u128::MAX));
    let rows = tx.all(MINE, (member, before, limit + 1))?;
    Ok(Page::cut(rows, usize::try_from(limit).unwrap_or(0), |order: &Order| order.id.to_string()))
}

/// The orders that stand at a state, those that have stood there longest first.
pub fn in_state(tx: &mut Tx<'_>, state: State, limit: i64) -> Answer<Vec<Order>> {
    tx.all(IN_STATE, (state, limit))
}

/// The same, from after this one on.
pub fn in_state_after(
    tx: &mut Tx<'_>,
    state: State,
    after: Option<(At, OrderId)>,
    limit: i64,
) -> Answer<Vec<Order>> {
    let (at, id) = after.unwrap_or((At::from_micros(i64::MIN), OrderId::from_bits(0)));
    tx.all(IN_STATE_AFTER, (state, at, id, limit))
}

/// The orders at any of these states, those that have stood there longest first, from after this
/// one on.
pub(crate) fn waiting(
    tx: &mut Tx<'_>,
    states: &[State],
    after: (At, OrderId),
    limit: i64,
) -> Answer<Vec<Order>> {
    let mut all: Vec<Order> = Vec::new();
    for state in states {
        all.extend(in_state_after(tx, *state, Some(after), limit)?);
    }
    all.sort_by_key(|order| (order.state_at, order.id));
    all.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(all)
}

/// What waits for this one of the staff, those that have waited longest first.
pub fn waiting_for(tx: &mut Tx<'_>, by: By, limit: i64) -> Answer<Vec<Order>> {
    let first = (At::from_micros(i64::MIN), OrderId::from_bits(0));
    let played = by.parts(MemberId::from_bits(0));
    waiting(tx, &turns_of(&played), first, limit)
}

/// What was bought by hand and has no tracking number of the shop yet, oldest first.
pub fn waits_for_number(tx: &mut Tx<'_>) -> Answer<Vec<Order>> {
    tx.all(NO_NUMBER, ())
}

/// How many orders of a member are not over.
pub fn open_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<i64> {
    let states: Vec<(State, i64)> = tx.all(STATES_OF, (member,))?;
    let open = |state: State| crate::TABLE.iter().any(|arrow| arrow.from == state);
    Ok(states.iter().filter(|(state, _)| open(*state)).map(|(_, count)| count).sum())
}

/// A member's orders that are not at their end.
pub fn open_ids(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<OrderId>> {
    let all: Vec<(OrderId, State)> = tx.all(IDS_OF, (member,))?;
    let open = |state: State| crate::TABLE.iter().any(|arrow| arrow.from == state);
    Ok(all.into_iter().filter(|(_, state)| open(*state)).map(|(id, _)| id).collect())
}

/// How many orders reached a member.
pub fn delivered_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<i64> {
    Ok(tx.one::<(i64,)>(DELIVERED_OF, (member,))?.0)
}

db::row! {
    /// A thing that a member paid for.
    pub struct Sale {
        /// The order.
        pub id: OrderId,
        /// Who bought it.
        pub member: MemberId,
        /// Where.
        pub market: String,
        /// Its title.
        pub title: String,
        /// How many.
        pub quantity: i64,
        /// Taken from the member for the seller.
        pub goods_yen: Option<Yen>,
        /// The house's fee.
        pub fee_yen: Yen,
        /// Given back since.
        pub refund_yen: Option<Yen>,
        /// When they first paid.
        pub sold_at: At,
    }
}

/// What was sold in a period, from after one order on.
pub fn sold(tx: &mut Tx<'_>, from: At, until: At, after: OrderId, limit: i64) -> Answer<Vec<Sale>> {
    tx.all(SOLD, (after, from, until, limit))
}
