use db::{Answer, Tx};
use kernel::{BidGroupId, BidId, MemberId, Span, Yen};
use markets::{Item, ItemStatus};

use super::{cover, lot, schedule, tell};
use crate::rules::{self, BidRefusal, BidState, Mode};
use crate::store::{self, Bid, BidEvent, Group, Lot};

/// The most a ceiling can be; marketplaces take no more.
pub const MOST_YEN: Yen = Yen::new(999_999_999);

/// Asks the room that knows members whether this one may bid so much, beside so many live bids: a
/// plug. Without it nobody is limited.
pub struct MayBid(pub fn(&mut Tx<'_>, MemberId, Yen, i64) -> Answer<()>);

pub(crate) fn may_bid(tx: &mut Tx<'_>, member: MemberId, ceiling: Yen, live: i64) -> Answer<()> {
    match tx.plugged::<MayBid>() {
        Ok(MayBid(ask)) => ask(tx, member, ceiling, live),
        Err(_) => Ok(()),
    }
}

/// What a member asks for.
#[derive(Debug, Clone)]
pub struct PlaceBid {
    /// Who.
    pub member: MemberId,
    /// The marketplace.
    pub market: String,
    /// The item, as the marketplace has just shown it.
    pub item: Item,
    /// The hidden ceiling.
    pub ceiling_yen: Yen,
    /// When to send it.
    pub mode: Mode,
    /// How long before the end; for `LastMoment`.
    pub lead: Span,
    /// The group it belongs to.
    pub group: Option<BidGroupId>,
    /// Says which wish this is: the same wish is placed once, however often it is sent.
    pub ask: String,
}

/// Takes a member's bid: covered, arbitrated, planned. Nothing is sent yet.
pub fn place(tx: &mut Tx<'_>, ask: &PlaceBid) -> Answer<BidId> {
    if let Some(bid) = tx.maybe::<Bid>(store::BID_BY_ASK, (ask.member, ask.ask.as_str()))? {
        return placed_before(tx, ask, &bid);
    }
    let lead = rules::valid_lead(ask.mode, ask.lead)?;
    let lot = lot::see(tx, &ask.market, &ask.item)?;
    enterable(tx, &ask.item, &lot, ask.ceiling_yen)?;
    begun(tx, ask, lead, &lot)?;
    let live = store::live_bids(tx, ask.member)?;
    may_bid(tx, ask.member, ask.ceiling_yen, live)?;
    let mut bids = store::on_lot(tx, lot.id)?;
    if bids.iter().any(|b| b.member == ask.member && !b.state.is_over()) {
        return Err(BidRefusal::AlreadyBidding.into());
    }
    rules::may_enter(&schedule::rivals(&bids), ask.member, ask.ceiling_yen)?;
    if let Some(group) = ask.group {
        open_group(tx, ask.member, group)?;
    }
    let mut bid = Bid {
        id: tx.new_id(),
        lot: lot.id,
        member: ask.member,
        mode: ask.mode,
        ceiling_yen: ask.ceiling_yen,
        lead,
        group: ask.group,
        state: BidState::Scheduled,
        reason: "placed".into(),
        planned_at: None,
        hold_key: None,
        holds: 0,
        sent_yen: Yen::ZERO,
        warned_yen: None,
        events: 0,
        placed_at: tx.now(),
    };
    write(tx, &bid, &ask.ask)?;
    cover::take(tx, &mut bid, &lot)?;
    let waits = schedule::must_wait(tx, &bid, &lot)?;
    if !waits {
        schedule::plan(tx, &mut bid, &lot)?;
    }
    let member = ask.member.to_string();
    bid.step(tx, BidState::Scheduled, "placed", &member, Some(ask.ceiling_yen))?;
    tell(tx, &bid, "placed", Some(ask.ceiling_yen))?;
    if waits {
        schedule::wait(tx, &mut bid)?;
    } else {
        schedule::overtake(tx, &mut bids, &bid)?;
    }
    lot::look_soon(tx, lot.id)?;
    Ok(bid.id)
}

// Why here: sent before the lot begins, a bid is refused for good.
fn begun(tx: &Tx<'_>, ask: &PlaceBid, lead: Span, lot: &Lot) -> Answer<()> {
    let ahead = lot::ahead(tx, &lot.market);
    let sent_at = rules::planned_at(ask.mode, lead, lot.ends_at, ahead, tx.now());
    match ask.item.starts_at.map(|there| there.minus(ahead)) {
        Some(starts_at) if sent_at < starts_at => Err(BidRefusal::NotBegun { starts_at }.into()),
        _ => Ok(()),
    }
}

/// Whether the lot can take this ceiling at all, cheapest refusal first.
pub(crate) fn enterable(tx: &Tx<'_>, item: &Item, lot: &Lot, ceiling: Yen) -> Answer<()> {
    let ended_at = item.closed_at.or(item.ends_at).unwrap_or(lot.ends_at);
    let now_there = tx.now().plus(lot::ahead(tx, &lot.market));
    if item.status != ItemStatus::Open || lot.closed_at.is_some() || now_there >= ended_at {
        return Err(BidRefusal::LotClosed { ended_at }.into());
    }
    if ceiling > MOST_YEN {
        return Err(BidRefusal::TooHigh { most: MOST_YEN }.into());
    }
    // Where the house leads, anything above what it sent raises it; a stranger's next bid is more.
    let leading = item.mine.as_ref().filter(|mine| mine.leading);
    let least = item.next_yen.unwrap_or(lot.next_yen);
    match leading.and_then(|mine| mine.next_yen) {
        // Why not that amount in the sentence: it is the ceiling of another member, and a yen.
        Some(above) if ceiling < above => Err(BidRefusal::HouseHigher.into()),
        None if ceiling < least => Err(BidRefusal::BelowLeast { least }.into()),
        _ => Ok(()),
    }
}

fn open_group(tx: &mut Tx<'_>, member: MemberId, id: BidGroupId) -> Answer<()> {
    let group: Option<Group> = tx.maybe(store::GROUP_BY_ID, (id,))?;
    let group = group.filter(|g| g.member == member).ok_or(BidRefusal::NoSuchGroup)?;
    let bids: Vec<Bid> = tx.all(store::BIDS_IN_GROUP, (id,))?;
    let won = bids.iter().filter(|b| b.state == BidState::Won).count();
    match i64::try_from(won) {
        Ok(won) if won < group.wanted => Ok(()),
        _ => Err(BidRefusal::GroupDone.into()),
    }
}

fn write(tx: &mut Tx<'_>, bid: &Bid, ask: &str) -> Answer<()> {
    let row = (
        bid.id,
        bid.lot,
        bid.member,
        ask,
        bid.mode,
        bid.ceiling_yen,
        bid.lead,
        bid.group,
        bid.state,
        bid.reason.as_str(),
        bid.planned_at,
        bid.hold_key.as_deref(),
        bid.holds,
        bid.placed_at,
    );
    match tx.maybe::<(BidId,)>(store::BID_NEW, row)? {
        Some(_) => Ok(()),
        None => Err(BidRefusal::AskReused.into()),
    }
}

fn placed_before(tx: &mut Tx<'_>, ask: &PlaceBid, bid: &Bid) -> Answer<BidId> {
    let lot = store::lot(tx, bid.lot)?;
    let events: Vec<BidEvent> = tx.all(store::EVENTS_OF, (bid.id,))?;
    let same = lot.market == ask.market
        && lot.item == ask.item.id
        && (bid.mode, bid.group) == (ask.mode, ask.group)
        // It may have been raised since.
        && events.first().is_some_and(|e| e.yen == Some(ask.ceiling_yen))
        && rules::valid_lead(ask.mode, ask.lead) == Ok(bid.lead);
    if same { Ok(bid.id) } else { Err(BidRefusal::AskReused.into()) }
}
