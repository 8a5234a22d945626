//! What a bid may cost at most is set aside as long as the house may spend it.

use db::{Answer, Tx};
use kernel::{BidGroupId, Yen};

use crate::rules;
use crate::store::{self, Bid, Group, Lot};

/// Sets aside what this bid may cost; for a bid of a group, what the group may.
pub(crate) fn take(tx: &mut Tx<'_>, bid: &mut Bid, lot: &Lot) -> Answer<()> {
    if let Some(group) = bid.group {
        bid.save(tx)?;
        return regroup(tx, group, Grow::Yes);
    }
    let need = need(tx, bid, lot)?;
    if let Some(key) = &bid.hold_key {
        return ledger::resize(tx, key, need);
    }
    bid.holds += 1;
    let key = format!("bid:{}:{}", bid.id, bid.holds);
    ledger::hold(tx, bid.member, &key, need, &bid.id.to_string())?;
    bid.hold_key = Some(key);
    Ok(())
}

/// Gives back what was set aside. The bid's state must be changed and saved before, so that its
/// group counts without it.
pub(crate) fn give_back(tx: &mut Tx<'_>, bid: &mut Bid) -> Answer<()> {
    if let Some(group) = bid.group {
        return regroup(tx, group, Grow::No);
    }
    if let Some(key) = bid.hold_key.take() {
        ledger::release(tx, &key)?;
        bid.save(tx)?;
    }
    Ok(())
}

/// Whether what the bid may cost is set aside; for a bid of a group, what the group may.
pub(crate) fn is_covered(tx: &mut Tx<'_>, bid: &Bid, lot: &Lot) -> Answer<bool> {
    Ok(missing(tx, bid, lot)? <= Yen::ZERO)
}

/// What the purse would have to give for the bid to be covered.
pub(crate) fn missing(tx: &mut Tx<'_>, bid: &Bid, lot: &Lot) -> Answer<Yen> {
    let (key, need) = match bid.group {
        Some(id) => {
            let group: Group = tx.one(store::GROUP_BY_ID, (id,))?;
            let bids: Vec<Bid> = tx.all(store::BIDS_IN_GROUP, (id,))?;
            let need = group_need(tx, &group, &bids)?;
            (group.hold_key, need)
        }
        None => (bid.hold_key.clone(), need(tx, bid, lot)?),
    };
    Ok(need.minus(held(tx, key.as_deref())?)?)
}

fn held(tx: &mut Tx<'_>, key: Option<&str>) -> Answer<Yen> {
    let Some(key) = key else { return Ok(Yen::ZERO) };
    Ok(ledger::held_yen(tx, key)?.unwrap_or(Yen::ZERO))
}

/// Whether the member's purse can give what is missing.
pub(crate) fn is_affordable(tx: &mut Tx<'_>, bid: &Bid, lot: &Lot) -> Answer<bool> {
    let missing = missing(tx, bid, lot)?;
    Ok(missing <= Yen::ZERO || ledger::purse_yen(tx, bid.member)? >= missing)
}

/// What a bid may cost at most.
pub(crate) fn need(tx: &mut Tx<'_>, bid: &Bid, lot: &Lot) -> Answer<Yen> {
    Ok(rules::cover(bid.ceiling_yen, lot.shipping_yen, orders::house_fee(tx)?)?)
}

/// What the group would set free if one of its places went to what falls to it: asked before it is
/// being taken, for from then on that place counts as taken.
pub(crate) fn free_for_taking(tx: &mut Tx<'_>, id: BidGroupId) -> Answer<Yen> {
    let mut group: Group = tx.one(store::GROUP_BY_ID, (id,))?;
    let bids: Vec<Bid> = tx.all(store::BIDS_IN_GROUP, (id,))?;
    let held = held(tx, group.hold_key.as_deref())?;
    group.wanted -= 1;
    let need = group_need(tx, &group, &bids)?;
    Ok(held.minus(need)?.max(Yen::ZERO))
}

/// Of what the group has set aside, what this bid may take: all but what the others still need.
pub(crate) fn part_of(tx: &mut Tx<'_>, id: BidGroupId, bid: &Bid) -> Answer<Yen> {
    let mut group: Group = tx.one(store::GROUP_BY_ID, (id,))?;
    let mut others: Vec<Bid> = tx.all(store::BIDS_IN_GROUP, (id,))?;
    others.retain(|other| other.id != bid.id);
    let held = held(tx, group.hold_key.as_deref())?;
    group.wanted -= 1;
    let need = group_need(tx, &group, &others)?;
    Ok(held.minus(need)?.max(Yen::ZERO))
}

/// A place of the group went to what is being taken: what it needs no more is given back.
pub(crate) fn shrink(tx: &mut Tx<'_>, id: BidGroupId) -> Answer<()> {
    regroup(tx, id, Grow::No)
}

/// Whether a group's cover may become larger.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grow {
    Yes,
    // Why: a bid that is over never makes its group dearer, and news of an end must not be refused
    // because a purse is empty.
    No,
}

/// Sets aside the dearest so many of a group's live bids as it still wants to win.
fn regroup(tx: &mut Tx<'_>, id: BidGroupId, grow: Grow) -> Answer<()> {
    let group: Group = tx.one(store::GROUP_BY_ID, (id,))?;
    let bids: Vec<Bid> = tx.all(store::BIDS_IN_GROUP, (id,))?;
    let need = group_need(tx, &group, &bids)?;
    let at = tx.now();
    let over = bids.iter().all(|b| b.state.is_over());
    let (key, holds) = match (group.hold_key, need) {
        (Some(key), Yen::ZERO) => {
            ledger::release(tx, &key)?;
            (None, group.holds)
        }
        (Some(key), need) => {
            let held = held(tx, Some(&key))?;
            if grow == Grow::Yes || need < held {
                ledger::resize(tx, &key, need)?;
            }
            (Some(key), group.holds)
        }
        (None, Yen::ZERO) => (None, group.holds),
        (None, _) if grow == Grow::No => (None, group.holds),
        (None, need) => {
            let key = format!("group:{id}:{}", group.holds + 1);
            ledger::hold(tx, group.member, &key, need, &id.to_string())?;
            (Some(key), group.holds + 1)
        }
    };
    tx.put(store::GROUP_HOLD, (key, holds, if over { Some(at) } else { None }, id))
}

/// What a group may still cost at most.
fn group_need(tx: &mut Tx<'_>, group: &Group, bids: &[Bid]) -> Answer<Yen> {
    let won = bids.iter().filter(|b| b.state == rules::BidState::Won).count();
    let mut covers = Vec::new();
    for bid in bids.iter().filter(|b| b.state.is_live()) {
        let lot = store::lot(tx, bid.lot)?;
        covers.push(need(tx, bid, &lot)?);
    }
    // What fell to the group and is being taken has money of its own, and a place.
    let taking = usize::try_from(store::offer::taking_in(tx, group.id)?).unwrap_or(0);
    let wanted = usize::try_from(group.wanted).unwrap_or(0).saturating_sub(won + taking);
    // Why a bid that leads counts although nothing more is wanted: a seller may have removed the
    // bid above it, and what leads may have to be paid.
    let leading = bids.iter().filter(|b| b.state.is_live() && b.state.has_slot()).count();
    Ok(rules::group_cover(covers, wanted.max(leading))?)
}
