use db::{Answer, Tx};
use kernel::{Fault, MemberId, StaffId, Yen};
use web::Sitter;

use crate::limits::{Known, Next, Rows};
use crate::{Limits, MemberRefusal, Noted, has_factor, note_staff_act, store};

/// What other rooms know of a member that this room must ask: a plug. Without it nothing is known.
#[derive(Clone, Copy)]
pub struct Elsewhere {
    /// How many orders reached them.
    pub delivered: fn(&mut Tx<'_>, MemberId) -> Answer<i64>,
    /// What of theirs still runs, in words, each with the page where it is finished.
    pub running: fn(&mut Tx<'_>, MemberId) -> Answer<Vec<Running>>,
}

/// Something of a member's that still runs, and keeps their account open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// What.
    pub what: Unfinished,
    /// The page where it is finished.
    pub page: &'static str,
}

/// What can still run of a member's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// So many bids.
    Bids(i64),
    /// So many orders.
    Orders(i64),
    /// So many purchases on their way.
    Purchases(i64),
    /// So many questions and offers of the buyers' desk.
    Quotes(i64),
    /// Money that is set aside.
    Held(Yen),
    /// Money in their purse.
    Money(Yen),
}

/// How far a member may bid, why, and what would raise it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Whether their address is proved: without it nothing may be bid.
    pub is_proved: bool,
    /// The limits.
    pub limits: Limits,
    /// Whether somebody of the staff gave them these.
    pub is_own: bool,
    /// What would raise them; `None` when nothing does by itself.
    pub next: Option<Next>,
}

/// How far a member may bid: the limits somebody of the staff gave them, else those that what is
/// known of them earns.
pub fn allowance_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Allowance> {
    let gone = || Fault::new(format!("{member} is no member"));
    let row = store::member(tx, member)?.ok_or_else(gone)?;
    let own = super::limits_of(tx, member)?;
    let is_proved = store::reader(tx, member)?.is_some_and(|reader| reader.proved_at.is_some());
    if own != Limits::default() {
        return Ok(Allowance { is_proved, limits: own, is_own: true, next: None });
    }
    let delivered = match tx.plugged::<Elsewhere>().copied() {
        Ok(elsewhere) => (elsewhere.delivered)(tx, member)?,
        Err(_) => 0,
    };
    let known = Known {
        days: tx.now().since(row.created_at).as_secs() / 86_400,
        delivered,
        second_factor: has_factor(tx, Sitter::Member(member))?,
    };
    let built_in = Rows::built_in()?;
    let (limits, next) = tx.plugged::<Rows>().unwrap_or(built_in).of(known);
    Ok(Allowance { is_proved, limits, is_own: false, next })
}

/// Refuses a bid that is higher than the member may place, or one more than they may have alive.
/// `live` is how many they have beside it.
pub fn may_bid(tx: &mut Tx<'_>, member: MemberId, ceiling: Yen, live: i64) -> Answer<()> {
    let allowance = allowance_of(tx, member)?;
    if !allowance.is_proved {
        return Err(MemberRefusal::ProveFirst.into());
    }
    if let Some(most) = allowance.limits.live_bids_most.filter(|most| live >= *most) {
        return Err(MemberRefusal::TooManyBids { most }.into());
    }
    if let Some(most) = allowance.limits.highest_bid.filter(|most| ceiling > *most) {
        return Err(MemberRefusal::BidTooHigh { most }.into());
    }
    Ok(())
}

/// What of a member's still runs and keeps their account open.
pub fn still_runs(tx: &mut Tx<'_>, member: MemberId) -> Answer<Vec<Running>> {
    match tx.plugged::<Elsewhere>().copied() {
        Ok(elsewhere) => (elsewhere.running)(tx, member),
        Err(_) => Ok(Vec::new()),
    }
}

/// A member closes their own account. What still runs is finished first.
pub fn close_own(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    let running = still_runs(tx, member)?;
    if !running.is_empty() {
        let (mut bids, mut orders, mut purchases, mut quotes) = (0, 0, 0, 0);
        let (mut held, mut money) = (Yen::ZERO, Yen::ZERO);
        for one in running {
            match one.what {
                Unfinished::Bids(count) => bids = count,
                Unfinished::Orders(count) => orders = count,
                Unfinished::Purchases(count) => purchases = count,
                Unfinished::Quotes(count) => quotes = count,
                Unfinished::Held(yen) => held = yen,
                Unfinished::Money(yen) => money = yen,
            }
        }
        let runs = MemberRefusal::StillRuns { bids, orders, purchases, quotes, held, money };
        return Err(runs.into());
    }
    super::close(tx, member)
}

/// Gives a member limits of their own, or takes them back (`Limits::default()`): then what is known
/// of them decides again. Who may is asked by the staff room; who did and why is on record.
pub fn give_limits(
    tx: &mut Tx<'_>,
    member: MemberId,
    limits: Limits,
    by: StaffId,
    why: &str,
) -> Answer<()> {
    let below = limits.live_bids_most.is_some_and(|most| most < 0)
        || limits.highest_bid.is_some_and(|most| most < Yen::ZERO);
    if below {
        return Err(MemberRefusal::LimitBelowZero.into());
    }
    if !store::give_limits(tx, member, limits, by, why)? {
        return Err(MemberRefusal::NoMember.into());
    }
    let bids = limits.live_bids_most.map_or("—".to_owned(), |most| most.to_string());
    let highest = limits.highest_bid.map_or("—".to_owned(), |most| most.to_string());
    let said = format!("{bids}; {highest}: {why}");
    note_staff_act(tx, by, Noted::Limits, &member.to_string(), &said)
}
