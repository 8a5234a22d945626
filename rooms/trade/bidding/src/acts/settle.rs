use db::{Answer, Tx};
use jobs::Later;
use kernel::{At, AttemptId, Id, LotId, Yen};
use markets::{Item, MarketOrder, OrderState};

use super::{confirm, cover, intend, lot, offer, schedule, tell};
use crate::news::{SettleWin, settle_key};
use crate::rules::{BidState, MISSED, Outcome, RESULTS};
use crate::store::{self, Attempt, Bid, Lot};

/// A lot is over: won by the house, or not.
pub(crate) fn over(tx: &mut Tx<'_>, lot: &Lot, item: &Item, bids: &mut [Bid]) -> Answer<()> {
    let mine = item.mine.as_ref();
    let sent = bids.iter().any(|b| b.sent_yen > Yen::ZERO);
    if sent && let Some(order) = mine.and_then(|m| m.order_id.clone()) {
        let job = SettleWin { lot: lot.id.to_string(), order, market: lot.market.clone() };
        let at = tx.now();
        return tx.later_keyed(&settle_key(lot.id), lot.ends_at.micros(), &job, at).map(|_| ());
    }
    let result = known(item.result.as_deref());
    // The order of a win is born within a second of the end: the next look will find it.
    if sent && mine.is_some_and(|m| m.leading) && matches!(result, "won" | "bought_now" | "ended") {
        return Ok(());
    }
    let closed_at = item.closed_at.or(item.ends_at).unwrap_or(lot.ends_at);
    close(tx, lot, result, item.relisted_as.as_deref())?;
    let closed_here = closed_at.minus(lot::ahead(tx, &lot.market));
    for bid in bids.iter_mut().filter(|b| !b.state.is_over()) {
        lose(tx, bid, result, closed_here)?;
        if item.relisted_as.is_some() {
            tell(tx, bid, "relisted", None)?;
        }
    }
    Ok(())
}

/// A lot that was not shown again, and of which no order came.
pub(crate) fn vanished(tx: &mut Tx<'_>, lot: &Lot, bids: &mut [Bid]) -> Answer<()> {
    close(tx, lot, "vanished", None)?;
    let at = tx.now();
    bids.iter_mut().filter(|b| !b.state.is_over()).try_for_each(|b| lose(tx, b, "vanished", at))
}

/// How the lot ended, in a word this house knows.
fn known(result: Option<&str>) -> &str {
    match result {
        Some(word) if RESULTS.contains(&word) => word,
        _ => "ended",
    }
}

fn close(tx: &mut Tx<'_>, lot: &Lot, result: &str, relisted_as: Option<&str>) -> Answer<()> {
    let at = tx.now();
    tx.put(store::LOT_CLOSE, (at, result, relisted_as, lot.id))
}

/// The bid's end, by how the lot ended and where the bid stood.
fn lose(tx: &mut Tx<'_>, bid: &mut Bid, result: &str, closed_at: At) -> Answer<()> {
    let early = before_its_moment(tx, bid, closed_at)?;
    let state = match result {
        "cancelled" | "withdrawn" | "winner_removed" | "vanished" => BidState::CancelledBySeller,
        "reserve_not_met" => BidState::ReserveNotMet,
        _ if early => BidState::EndedEarly,
        _ => BidState::Lost,
    };
    let due = bid.state.is_unsent() && bid.state.stands() && !early;
    let why = match bid.state {
        BidState::Waiting => "slot_taken",
        _ if due && state != BidState::CancelledBySeller => {
            missed(tx, bid)?;
            MISSED
        }
        _ => result,
    };
    schedule::unplan(tx, bid)?;
    bid.step(tx, state, why, "market", None)?;
    cover::give_back(tx, bid)?;
    tell(tx, bid, kernel::Word::word(state), None)?;
    confirm::freed(tx, bid)
}

/// Its moment came, and the lot ended before the marketplace had it: the receipt says so, and the
/// public figures count it.
fn missed(tx: &mut Tx<'_>, bid: &Bid) -> Answer<()> {
    let lot = store::lot(tx, bid.lot)?;
    let at = tx.now();
    let planned_at = intend::promised_at(tx, bid, &lot, bid.planned_at.unwrap_or(at))?;
    let account = match tx.plugged::<markets::Markets>()?.to(&lot.market) {
        Ok(market) => market.account().to_owned(),
        Err(_) => String::new(),
    };
    let id: AttemptId = tx.new_id();
    let intended = (id, bid.id, lot.id, account, bid.ceiling_yen, bid.mode, planned_at, at);
    tx.put(store::ATTEMPT_NEW, intended)?;
    let nothing = None::<&str>;
    let answer = (
        None::<At>,
        at,
        None::<Yen>,
        Outcome::NotSent,
        Some(MISSED),
        nothing,
        nothing,
        None::<bool>,
        0i64,
        id,
    );
    tx.run_one(store::ATTEMPT_ANSWER, answer)
}

/// Whether the lot ended before the bid was to be sent for the first time.
fn before_its_moment(tx: &mut Tx<'_>, bid: &Bid, closed_at: At) -> Answer<bool> {
    if !bid.state.is_unsent() || bid.planned_at.is_none_or(|planned| planned <= closed_at) {
        return Ok(false);
    }
    // One that nobody answered is planned anew, but its moment had come.
    let attempts: Vec<Attempt> = tx.all(store::ATTEMPTS_OF, (bid.id,))?;
    Ok(attempts.iter().all(|attempt| attempt.planned_at > closed_at))
}

/// The marketplace's order of a won lot is here: opens ours and settles the house's bids.
pub fn win(tx: &mut Tx<'_>, id: LotId, order: &MarketOrder) -> Answer<()> {
    let lot = store::lot(tx, id)?;
    if lot.closed_at.is_some() {
        // Closed meanwhile by what was seen before: what the order says still counts.
        return offer::hear(tx, &lot.market, order);
    }
    let mut bids = store::on_lot(tx, id)?;
    if !is_sold_to_us(order.state) {
        return not_sold_to_us(tx, &lot, order, &mut bids);
    }
    let Some(winner) = winner(tx, order, &bids)? else {
        return Err(
            kernel::Fault::new(format!("{}: {id} was won by no bid of ours", order.id)).into()
        );
    };
    close(tx, &lot, "won", None)?;
    let ended_here = lot::end_here(tx, &lot);
    for bid in &mut bids {
        if bid.id == winner {
            won(tx, bid, &lot, order)?;
        } else if !bid.state.is_over() {
            lose(tx, bid, "won_by_another_member", ended_here)?;
        }
    }
    Ok(())
}

pub(crate) fn is_sold_to_us(state: OrderState) -> bool {
    use OrderState::{AwaitingPayment, Paid, Received, Shipped};
    matches!(state, AwaitingPayment | Paid | Shipped | Received)
}

/// The marketplace has an order of ours on the lot, and we have not won it: the winner was removed
/// and it is offered to us; or it was ours and is no more.
fn not_sold_to_us(tx: &mut Tx<'_>, lot: &Lot, order: &MarketOrder, bids: &mut [Bid]) -> Answer<()> {
    let result = match order.state {
        OrderState::WinnerRemoved => "winner_removed",
        OrderState::Cancelled => "cancelled",
        _ => "won",
    };
    close(tx, lot, result, None)?;
    let ended_here = lot::end_here(tx, lot);
    for bid in bids.iter_mut().filter(|b| !b.state.is_over()) {
        lose(tx, bid, result, ended_here)?;
    }
    if order.state == OrderState::Offered { offer::open(tx, lot, order) } else { Ok(()) }
}

/// The bid whose money the marketplace has taken: the one of the order's reference, else the
/// highest of ours that was placed.
pub(crate) fn winner(
    tx: &mut Tx<'_>,
    order: &MarketOrder,
    bids: &[Bid],
) -> Answer<Option<kernel::BidId>> {
    if let Some(bid) = by_reference(tx, order)? {
        return Ok(Some(bid));
    }
    let placed = bids.iter().filter(|b| b.sent_yen > Yen::ZERO);
    Ok(placed.max_by_key(|b| b.sent_yen).map(|b| b.id))
}

/// The bid that an order's reference names.
pub(crate) fn by_reference(tx: &mut Tx<'_>, order: &MarketOrder) -> Answer<Option<kernel::BidId>> {
    let Some(reference) = order.reference.as_deref().and_then(AttemptId::parse) else {
        return Ok(None);
    };
    let attempt: Option<Attempt> = tx.maybe(store::ATTEMPT_BY_ID, (reference,))?;
    Ok(attempt.map(|attempt| attempt.bid))
}

fn won(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot, order: &MarketOrder) -> Answer<()> {
    schedule::unplan(tx, bid)?;
    if !bid.state.has_slot() {
        // The seller removed the bid above it right before the end.
        bid.step(tx, BidState::Leading, "back_in_front", "market", Some(order.item_yen))?;
    }
    let hold = match bid.group {
        // The rest of it covers other bids of the group.
        Some(group) => Hold {
            key: tx.one::<store::Group>(store::GROUP_BY_ID, (group,))?.hold_key.unwrap_or_default(),
            most_yen: Some(cover::part_of(tx, group, bid)?),
        },
        None => Hold { key: bid.hold_key.clone().unwrap_or_default(), most_yen: None },
    };
    let price_yen = promised(tx, bid, order)?;
    let promised = Promised { price_yen, shipping_yen: lot.shipping_yen };
    open_order(tx, bid, lot, order, promised, hold)?;
    bid.step(tx, BidState::Won, "won", "market", Some(order.item_yen))?;
    cover::give_back(tx, bid)?;
    tell(tx, bid, "won", Some(order.item_yen))?;
    confirm::freed(tx, bid)
}

/// The most the member's bid stands for at the marketplace: what was sent and not refused, and
/// whatever the order itself names.
fn promised(tx: &mut Tx<'_>, bid: &Bid, order: &MarketOrder) -> Answer<Yen> {
    let attempts: Vec<Attempt> = tx.all(store::ATTEMPTS_OF, (bid.id,))?;
    let named = order.reference.as_deref().and_then(AttemptId::parse);
    let stands = |a: &&Attempt| {
        matches!(a.outcome, Outcome::Placed | Outcome::Sending) || Some(a.id) == named
    };
    let most = attempts.iter().filter(stands).map(|a| a.amount_yen).fold(bid.sent_yen, Yen::max);
    Ok(if most > Yen::ZERO { most } else { bid.ceiling_yen })
}

/// What a lot may cost, as its member was shown it.
#[derive(Clone, Copy)]
pub(crate) struct Promised {
    pub(crate) price_yen: Yen,
    /// `None` while the marketplace has not said.
    pub(crate) shipping_yen: Option<Yen>,
}

impl Promised {
    fn shipping(self, asked: Option<Yen>) -> Option<Yen> {
        match (asked, self.shipping_yen) {
            (Some(asked), Some(promised)) => Some(asked.min(promised)),
            (asked, _) => asked,
        }
    }
}

/// Where the money of an order comes from: see [`orders::NewOrder`].
pub(crate) struct Hold {
    pub(crate) key: String,
    pub(crate) most_yen: Option<Yen>,
}

/// Opens the house's order of what its member has won; up to the whole charge moves from the hold.
/// Where the marketplace asks more than was promised, the order is for what was: it stops before
/// the seller is paid, and the member is asked.
pub(crate) fn open_order(
    tx: &mut Tx<'_>,
    bid: &Bid,
    lot: &Lot,
    order: &MarketOrder,
    promised: Promised,
    hold: Hold,
) -> Answer<()> {
    let fee_yen = orders::house_fee(tx)?;
    let new = orders::NewOrder {
        member: bid.member,
        market: lot.market.clone(),
        item: lot.item.clone(),
        title: lot.title.clone(),
        kind: orders::OrderKind::Win,
        reference: order.reference.clone().unwrap_or_else(|| bid.id.to_string()),
        market_order: Some(order.id.clone()),
        quantity: order.quantity,
        price_yen: order.item_yen.min(promised.price_yen),
        shipping_yen: promised.shipping(order.shipping_yen),
        fee_yen,
        hold: hold.key,
        hold_most_yen: hold.most_yen,
    };
    orders::open(tx, new).map(|_| ())
}
