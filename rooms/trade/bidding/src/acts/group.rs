use db::{Answer, Tx};
use kernel::{BidGroupId, MemberId};

use super::{cover, intend, schedule};
use crate::rules::{BidRefusal, BidState};
use crate::store::{self, Bid, Group};

/// More wins than this nobody can want of one group.
pub const MOST_WANTED: i64 = 100;

/// Opens a group: "win so many of these".
pub fn open_group(
    tx: &mut Tx<'_>,
    member: MemberId,
    name: &str,
    wanted: i64,
) -> Answer<BidGroupId> {
    if !(1..=MOST_WANTED).contains(&wanted) {
        return Err(BidRefusal::BadWanted { most: MOST_WANTED }.into());
    }
    let id: BidGroupId = tx.new_id();
    let at = tx.now();
    let name: String = name.trim().chars().take(80).collect();
    tx.put(store::GROUP_NEW, (id, member, name, wanted, at))?;
    Ok(id)
}

/// A member's groups, the newest first.
pub fn groups_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Group>> {
    tx.all(store::GROUPS_OF, (member,))
}

/// Whether a bid of the group may be sent: a slot is free, not counting the bid itself.
pub(crate) fn has_room(tx: &mut Tx<'_>, group: BidGroupId, bid: &Bid) -> Answer<bool> {
    let of: Group = tx.one(store::GROUP_BY_ID, (group,))?;
    let bids: Vec<Bid> = tx.all(store::BIDS_IN_GROUP, (group,))?;
    is_free(tx, &of, bids.iter().filter(|b| b.id != bid.id))
}

/// What was sent, leads or has won takes a slot; so does a lot that fell to a bid and is being
/// taken.
fn is_free<'b>(
    tx: &mut Tx<'_>,
    group: &Group,
    bids: impl Iterator<Item = &'b Bid>,
) -> Answer<bool> {
    let taken = bids.filter(|b| b.state.has_slot()).count();
    let taking = store::offer::taking_in(tx, group.id)?;
    Ok(i64::try_from(taken).unwrap_or(i64::MAX).saturating_add(taking) < group.wanted)
}

/// A slot may be free again: those that waited for one come back, the earliest end first.
pub(crate) fn wake(tx: &mut Tx<'_>, group: BidGroupId) -> Answer<()> {
    let bids: Vec<Bid> = tx.all(store::BIDS_IN_GROUP, (group,))?;
    if !bids.iter().any(|b| b.state == BidState::Waiting) {
        return Ok(());
    }
    let of: Group = tx.one(store::GROUP_BY_ID, (group,))?;
    if !is_free(tx, &of, bids.iter())? {
        return Ok(());
    }
    for mut bid in bids.into_iter().filter(|b| b.state == BidState::Waiting) {
        let lot = store::lot(tx, bid.lot)?;
        if lot.closed_at.is_none() {
            schedule::come_back(tx, &mut bid, &lot)?;
        }
    }
    Ok(())
}

/// A win of the group was taken away: what waits may win again, if it can be covered anew.
pub(crate) fn reopen(tx: &mut Tx<'_>, group: BidGroupId) -> Answer<()> {
    let bids: Vec<Bid> = tx.all(store::BIDS_IN_GROUP, (group,))?;
    let mut unsent = Vec::new();
    for bid in bids.into_iter().filter(|b| b.state.is_unsent()) {
        let lot = store::lot(tx, bid.lot)?;
        unsent.push((cover::need(tx, &bid, &lot)?, lot, bid));
    }
    // The dearest first: without it the others may be covered.
    unsent.sort_by_key(|(need, ..)| std::cmp::Reverse(*need));
    for (_, lot, mut bid) in unsent {
        if cover::is_affordable(tx, &bid, &lot)? {
            cover::take(tx, &mut bid, &lot)?;
        } else {
            intend::not_covered(tx, &mut bid)?;
        }
    }
    wake(tx, group)
}
