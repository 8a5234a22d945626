use db::{Answer, Tx};
use kernel::{HandoverId, Id as _, MemberId, StaffId};
use staff::Wanted;

use super::store::{self, Handover};
use crate::DutiesRefusal as No;
use crate::plain::names_nobody;

kernel::words! {
    /// Which way a business goes.
    pub enum Way {
        /// To a successor.
        Out = "out",
        /// From a predecessor.
        In = "in",
    }
}

/// The most characters of a party or a ground.
pub(super) const MOST: usize = 300;

/// Writes down that the business is to be given to a successor, and asks for another's agreement.
pub fn propose(tx: &mut Tx<'_>, to: &str, agreement: &str, by: StaffId) -> Answer<HandoverId> {
    let (to, agreement) = (to.trim(), agreement.trim());
    if to.is_empty() || agreement.is_empty() {
        return Err(No::NoParty.into());
    }
    for text in [to, agreement] {
        names_nobody(text, MOST)?;
    }
    let id: HandoverId = tx.new_id();
    tx.put(store::PROPOSE, (id, to, agreement, tx.now(), by.to_string()))?;
    staff::ask_approval(tx, Wanted::Handover, subject(id), &format!("handover {id}"), by)?;
    Ok(id)
}

fn subject(id: HandoverId) -> MemberId {
    MemberId::from_bits(id.bits())
}

fn load(tx: &mut Tx<'_>, id: HandoverId) -> Answer<Handover> {
    tx.maybe(store::HANDOVER, (id,))?.ok_or_else(|| No::NoSuchHandover.into())
}

/// Begins it, once another agreed. Begun once, it may be written again after a crash.
pub fn begin(tx: &mut Tx<'_>, id: HandoverId) -> Answer<Handover> {
    let handover = load(tx, id)?;
    let by = handover.opened_by.as_deref().and_then(StaffId::parse);
    let (Way::Out, Some(by)) = (handover.way, by) else {
        return Err(No::NoSuchHandover.into());
    };
    if handover.done_at.is_some() {
        return Err(No::HandoverOver.into());
    }
    if handover.begun_at.is_none() {
        let why = format!("handover {id}");
        if !staff::use_agreement(tx, Wanted::Handover, subject(id), &why, by)? {
            return Err(No::NeedsSecond.into());
        }
        tx.run_one(store::BEGUN, (tx.now(), id))?;
    }
    Ok(handover)
}

/// What is on record of a file that is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// The handover.
    pub id: HandoverId,
    /// Whether it was begun before.
    pub before: bool,
}

/// Writes down from whom a file comes and how they came by it; the same file is the same handover.
pub fn receive(tx: &mut Tx<'_>, giver: &str, how: &str, sign: &str) -> Answer<Made> {
    let (giver, how) = (giver.trim(), how.trim());
    if giver.is_empty() || how.is_empty() {
        return Err(privacy::PrivacyRefusal::NoProvenance.into());
    }
    if let Some(known) = tx.maybe::<Handover>(store::OF_FILE, (sign,))? {
        return Ok(Made { id: known.id, before: true });
    }
    let id: HandoverId = tx.new_id();
    tx.put(store::RECEIVE, (id, giver, how, tx.now(), sign))?;
    Ok(Made { id, before: false })
}

/// It was done whole: so many people, bound by this policy.
pub fn ended(tx: &mut Tx<'_>, id: HandoverId, people: i64, policy: &str) -> Answer<()> {
    tx.run_one(store::DONE, (tx.now(), people, policy, id))
}
