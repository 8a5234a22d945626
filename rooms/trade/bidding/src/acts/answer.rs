//! What a member says to a lot that fell to them, and what the marketplace makes of it: intended,
//! told, confirmed, under one reference that acts once.

use db::{Answer, Tx};
use jobs::Later;
use kernel::{BidId, Fault, MemberId, OfferId, Span, Yen};
use markets::{MarketOrder, No, OfferAnswer, OrderState};

use super::{cover, group, lot, offer as fallen, settle, tell};
use crate::news::{AnswerOffer, answer_key, lapse_key};
use crate::rules::{self, BidRefusal, BidState, IfOffered, OfferState};
use crate::store::offer::{self, Offer};
use crate::store::{self, Bid, Lot};

/// How soon an answer that did not arrive is told again, and how often at least.
const AGAIN_AFTER: Span = Span::secs(1);
const AT_LEAST_EACH: Span = Span::minutes(5);

/// Says beforehand what is to be done with a lot that falls to this bid.
pub fn set_if_offered(
    tx: &mut Tx<'_>,
    member: MemberId,
    bid: BidId,
    what: IfOffered,
) -> Answer<()> {
    store::bid_of(tx, member, bid)?;
    tx.put(offer::SET_IF_OFFERED, (what, bid))
}

/// The most an offer may cost: its price, shipping within Japan, the house's fee.
pub fn cover_of(tx: &mut Tx<'_>, offer: &Offer) -> Answer<Yen> {
    Ok(rules::cover(offer.price_yen, offer.shipping_yen, orders::house_fee(tx)?)?)
}

/// One for each time it is decided: it may be asked anew.
fn hold_key(offer: &Offer) -> String {
    let decided = offer.decided_at.map_or(0, kernel::At::micros);
    format!("offer:{}:{decided}", offer.id)
}

/// The member takes what fell to their bid, at the most it may cost as they were shown it. Sets
/// that aside and has the marketplace told.
pub fn take_offer(tx: &mut Tx<'_>, member: MemberId, id: BidId, shown: Yen) -> Answer<()> {
    let (bid, mut offer) = latest(tx, member, id)?;
    if matches!(offer.state, OfferState::Taking | OfferState::Taken) {
        return Ok(());
    }
    undecided(tx, &offer)?;
    let most = cover_of(tx, &offer)?;
    if shown != most {
        return Err(BidRefusal::OfferChanged { yen: most }.into());
    }
    if !has_room(tx, &bid)? {
        return Err(BidRefusal::GroupFull.into());
    }
    set_out(tx, &mut offer, OfferState::Taking, &member.to_string())
}

/// The member lets it go.
pub fn leave_offer(tx: &mut Tx<'_>, member: MemberId, id: BidId) -> Answer<()> {
    let (_, mut offer) = latest(tx, member, id)?;
    if matches!(offer.state, OfferState::Leaving | OfferState::Left) {
        return Ok(());
    }
    undecided(tx, &offer)?;
    set_out(tx, &mut offer, OfferState::Leaving, &member.to_string())
}

fn latest(tx: &mut Tx<'_>, member: MemberId, id: BidId) -> Answer<(Bid, Offer)> {
    let bid = store::bid_of(tx, member, id)?;
    let offer = offer::offers_of(tx, id)?.into_iter().next();
    Ok((bid, offer.ok_or(BidRefusal::NoOffer)?))
}

fn undecided(tx: &mut Tx<'_>, offer: &Offer) -> Answer<()> {
    let lot = store::lot(tx, offer.lot)?;
    let now_there = tx.now().plus(lot::ahead(tx, &lot.market));
    match offer.state {
        OfferState::Open if offer.answer_by.is_none_or(|by| now_there < by) => Ok(()),
        OfferState::Open | OfferState::Lapsed => Err(BidRefusal::OfferLapsed.into()),
        _ => Err(BidRefusal::OfferDecided.into()),
    }
}

fn has_room(tx: &mut Tx<'_>, bid: &Bid) -> Answer<bool> {
    bid.group.map_or(Ok(true), |id| group::has_room(tx, id, bid))
}

/// Whether it can be taken on the member's word alone: not above the ceiling, covered, and their
/// group has a place for it.
pub(crate) fn may_be_taken(tx: &mut Tx<'_>, bid: &Bid, offer: &Offer) -> Answer<bool> {
    let most = cover_of(tx, offer)?;
    let free = bid.group.map_or(Ok(Yen::ZERO), |id| cover::free_for_taking(tx, id))?;
    Ok(offer.price_yen <= bid.ceiling_yen
        && ledger::purse_yen(tx, bid.member)?.plus(free)? >= most
        && has_room(tx, bid)?)
}

/// It is decided: what it may cost is set aside, and the marketplace is told.
pub(crate) fn set_out(tx: &mut Tx<'_>, offer: &mut Offer, to: OfferState, by: &str) -> Answer<()> {
    let at = tx.now();
    offer.state = to;
    (offer.decided_at, offer.decided_by) = (Some(at), Some(by.to_owned()));
    offer.save(tx)?;
    let bid = store::bid(tx, offer.bid)?;
    if to == OfferState::Taking {
        // Its place in the group is taken: what was set aside for that place goes first.
        bid.group.map_or(Ok(()), |id| cover::shrink(tx, id))?;
        let most = cover_of(tx, offer)?;
        ledger::hold(tx, offer.member, &hold_key(offer), most, &offer.bid.to_string())?;
    }
    tx.cancel(&lapse_key(offer.id))?;
    tell_there(tx, offer, Span::ZERO)?;
    tell(tx, &bid, "offer_answered", None)
}

/// Has the marketplace told, so long from now.
fn tell_there(tx: &mut Tx<'_>, offer: &Offer, pause: Span) -> Answer<()> {
    let market = store::lot(tx, offer.lot)?.market;
    let job = AnswerOffer { offer: offer.id.to_string(), market };
    let at = tx.now().plus(pause);
    tx.later_keyed(&answer_key(offer.id), 0, &job, at).map(|_| ())
}

/// Nobody has answered, or the word was lost: it is told again under the same reference, ever more
/// seldom, for as long as it takes.
pub(crate) fn again(tx: &mut Tx<'_>, id: OfferId) -> Answer<()> {
    let offer = offer::by_id(tx, id)?;
    if !matches!(offer.state, OfferState::Taking | OfferState::Leaving) {
        return Ok(());
    }
    let age = tx.now().since(offer.decided_at.unwrap_or(offer.offered_at)).as_micros() / 8;
    let pause = Span::micros(age.clamp(AGAIN_AFTER.as_micros(), AT_LEAST_EACH.as_micros()));
    tell_there(tx, &offer, pause)
}

/// What is to be told to the marketplace, committed before a byte leaves.
#[derive(Debug, Clone)]
pub(crate) struct Answering {
    pub(crate) market: String,
    pub(crate) order: String,
    pub(crate) answer: OfferAnswer,
}

/// The answer is about to leave; `None` when there is none to be told any more.
pub(crate) fn leaves(tx: &mut Tx<'_>, id: OfferId) -> Answer<Option<Answering>> {
    let offer = offer::by_id(tx, id)?;
    let answer = match offer.state {
        OfferState::Taking => OfferAnswer::Take(offer.total_yen),
        OfferState::Leaving => OfferAnswer::Leave,
        _ => return Ok(None),
    };
    let at = tx.now();
    tx.put(offer::OFFER_LEAVES, (at, id))?;
    let market = store::lot(tx, offer.lot)?.market;
    Ok(Some(Answering { market, order: offer.market_order, answer }))
}

/// Writes down what the marketplace said to the answer. Telling the same twice changes nothing.
pub(crate) fn answered(tx: &mut Tx<'_>, id: OfferId, word: &Result<MarketOrder, No>) -> Answer<()> {
    let mut offer = offer::by_id(tx, id)?;
    if !matches!(offer.state, OfferState::Taking | OfferState::Leaving) {
        return Ok(());
    }
    let lot = store::lot(tx, offer.lot)?;
    match word {
        Ok(order) if order.state == OrderState::Offered => ask_anew(tx, &mut offer, &lot, order),
        Ok(order) => outcome(tx, offer, &lot, order),
        Err(no @ No::OfferLapsed { .. }) => gone(tx, &mut offer, OfferState::Lapsed, Some(no)),
        Err(no) => gone(tx, &mut offer, OfferState::Failed, Some(no)),
    }
}

/// What the marketplace's own order says of an offer, whoever brought the word.
pub(crate) fn outcome(
    tx: &mut Tx<'_>,
    mut offer: Offer,
    lot: &Lot,
    order: &MarketOrder,
) -> Answer<()> {
    use OfferState::{Failed, Lapsed, Leaving, Left, Open, Taken, Taking};
    let waits = matches!(offer.state, Open | Taking | Leaving);
    match order.state {
        OrderState::Offered => learn(tx, &mut offer, lot, order),
        OrderState::AwaitingPayment
        | OrderState::Paid
        | OrderState::Shipped
        | OrderState::Received => match offer.state {
            Taken => Ok(()),
            Taking => won(tx, &mut offer, lot, order),
            _ => Err(Fault::new(format!("{} was taken by nobody of this house", order.id)).into()),
        },
        OrderState::Declined if waits => {
            let lapsed = order.reason.as_deref() == Some("lapsed");
            let to = match offer.state {
                _ if lapsed => Lapsed,
                Leaving => Left,
                _ => Failed,
            };
            gone(tx, &mut offer, to, None)
        }
        OrderState::WinnerRemoved | OrderState::Cancelled if waits => {
            gone(tx, &mut offer, Failed, None)
        }
        _ => fallen::taken_away(tx, lot, order),
    }
}

/// The marketplace asks another sum: nothing was taken, and its member is asked again.
fn ask_anew(tx: &mut Tx<'_>, offer: &mut Offer, lot: &Lot, order: &MarketOrder) -> Answer<()> {
    ledger::release(tx, &hold_key(offer))?;
    offer.state = OfferState::Open;
    (offer.decided_at, offer.decided_by) = (None, None);
    (offer.shipping_yen, offer.total_yen) = (order.shipping_yen, order.total_yen);
    offer.answer_by = order.pay_by_at;
    offer.save(tx)?;
    fallen::plan_lapse(tx, offer, lot)?;
    let bid = store::bid(tx, offer.bid)?;
    tell(tx, &bid, "offered", Some(offer.price_yen))?;
    freed(tx, &bid)
}

/// What was being taken was not: its place in the group is free, and is to be covered anew.
fn freed(tx: &mut Tx<'_>, bid: &Bid) -> Answer<()> {
    bid.group.map_or(Ok(()), |id| group::reopen(tx, id))
}

/// What it costs, or until when it can be had, is another while its member thinks it over.
fn learn(tx: &mut Tx<'_>, offer: &mut Offer, lot: &Lot, order: &MarketOrder) -> Answer<()> {
    let said = (order.shipping_yen, order.total_yen, order.pay_by_at);
    let known = (offer.shipping_yen, offer.total_yen, offer.answer_by);
    if offer.state != OfferState::Open || said == known {
        return Ok(());
    }
    (offer.shipping_yen, offer.total_yen, offer.answer_by) = said;
    offer.save(tx)?;
    fallen::plan_lapse(tx, offer, lot)
}

/// It is theirs: the order is opened with what was set aside for it.
fn won(tx: &mut Tx<'_>, offer: &mut Offer, lot: &Lot, order: &MarketOrder) -> Answer<()> {
    let mut bid = store::bid(tx, offer.bid)?;
    let key = hold_key(offer);
    let promised =
        settle::Promised { price_yen: offer.price_yen, shipping_yen: offer.shipping_yen };
    let hold = settle::Hold { key: key.clone(), most_yen: None };
    settle::open_order(tx, &bid, lot, order, promised, hold)?;
    ledger::release(tx, &key)?;
    bid.step(tx, BidState::Won, "offer_taken", "market", Some(order.item_yen))?;
    // Before the group counts again: what is won and what is being taken are two places.
    close(tx, offer, OfferState::Taken, None)?;
    cover::give_back(tx, &mut bid)?;
    tell(tx, &bid, "won", Some(order.item_yen))
}

/// It is over without having become theirs: what was set aside for it is free.
pub(crate) fn gone(
    tx: &mut Tx<'_>,
    offer: &mut Offer,
    to: OfferState,
    no: Option<&No>,
) -> Answer<()> {
    let was = offer.state;
    close(tx, offer, to, no)?;
    ledger::release(tx, &hold_key(offer))?;
    let bid = store::bid(tx, offer.bid)?;
    let wanted = was != OfferState::Leaving;
    tell(tx, &bid, if wanted { "offer_gone" } else { "offer_left" }, None)?;
    if was == OfferState::Taking { freed(tx, &bid) } else { Ok(()) }
}

fn close(tx: &mut Tx<'_>, offer: &mut Offer, to: OfferState, no: Option<&No>) -> Answer<()> {
    offer.state = to;
    offer.answered_at = Some(tx.now());
    offer.code = no.map(|no| no.code().to_owned());
    offer.sentence = no.map(No::sentence);
    offer.save(tx)?;
    tx.cancel(&lapse_key(offer.id))?;
    tx.cancel(&answer_key(offer.id)).map(|_| ())
}
