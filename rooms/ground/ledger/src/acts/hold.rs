use db::{Answer, Tx};
use kernel::{At, Fault, MemberId, Yen};

use super::post::{Entry, positive, post};
use crate::rules::{Account, LedgerRefusal};
use crate::store::{self, Hold};

/// Sets money aside. The same key holds once; asking again for another amount is refused.
pub fn hold(tx: &mut Tx<'_>, member: MemberId, key: &str, yen: Yen, about: &str) -> Answer<()> {
    positive(yen)?;
    let row = (key, member, yen, about, tx.now());
    if tx.maybe::<(String,)>(store::HOLD_OPEN, row)?.is_none() {
        let same = |h: &Hold| h.member == member && h.yen == yen && h.closed_at.is_none();
        return match store::hold(tx, key)? {
            Some(hold) if same(&hold) => Ok(()),
            _ => Err(LedgerRefusal::KeyReused { key: key.into() }.into()),
        };
    }
    shift(tx, member, yen, &format!("hold:{key}:0"), about)
}

/// Makes an open hold larger or smaller.
pub fn resize(tx: &mut Tx<'_>, key: &str, yen: Yen) -> Answer<()> {
    positive(yen)?;
    let hold = open(tx, key)?;
    let more = yen.minus(hold.yen)?;
    if more == Yen::ZERO {
        return Ok(());
    }
    let entry = change(tx, key, &hold, yen, None)?;
    shift(tx, hold.member, more, &entry, &hold.about)
}

/// Gives all of a hold back to the purse. A hold that is closed already stays closed.
pub fn release(tx: &mut Tx<'_>, key: &str) -> Answer<()> {
    let Some(hold) = store::hold(tx, key)?.filter(|h| h.closed_at.is_none()) else {
        return Ok(());
    };
    let at = tx.now();
    let entry = change(tx, key, &hold, Yen::ZERO, Some(at))?;
    if hold.yen == Yen::ZERO {
        return Ok(());
    }
    shift(tx, hold.member, hold.yen.negated()?, &entry, &hold.about)
}

/// Takes `lines` out of a hold: what was set aside is now spent. With `close`, what is left goes
/// back to the purse; without, it stays held (a group still wants to win more).
pub fn capture(
    tx: &mut Tx<'_>,
    key: &str,
    reason: &str,
    about: &str,
    lines: &[(Account, Yen)],
    close: bool,
) -> Answer<()> {
    let hold = open(tx, key)?;
    let taken = Yen::sum(lines.iter().map(|l| l.1))?;
    positive(taken)?;
    let left = hold.yen.minus(taken)?;
    if left < Yen::ZERO {
        return Err(LedgerRefusal::NotEnough { have: hold.yen, need: taken }.into());
    }
    let at = tx.now();
    let (kept, closed) = if close { (Yen::ZERO, Some(at)) } else { (left, None) };
    let entry = change(tx, key, &hold, kept, closed)?;
    let mut all = lines.to_vec();
    all.push((Account::Held(hold.member), taken.negated()?));
    if close && left > Yen::ZERO {
        all.push((Account::Held(hold.member), left.negated()?));
        all.push((Account::Purse(hold.member), left));
    }
    post(tx, &Entry { key: &entry, reason, about, author: "house", lines: &all })?;
    Ok(())
}

/// Moves `yen` of one hold into a new hold: a bid has won, and what it set aside is now set aside
/// for the order. The money stays on the member's held account, so no entry is needed.
pub fn split(tx: &mut Tx<'_>, from: &str, to: &str, yen: Yen, about: &str) -> Answer<()> {
    positive(yen)?;
    let hold = open(tx, from)?;
    let left = hold.yen.minus(yen)?;
    if left < Yen::ZERO {
        return Err(LedgerRefusal::NotEnough { have: hold.yen, need: yen }.into());
    }
    change(tx, from, &hold, left, None)?;
    let row = (to, hold.member, yen, about, tx.now());
    match tx.maybe::<(String,)>(store::HOLD_OPEN, row)? {
        Some(_) => Ok(()),
        None => Err(LedgerRefusal::KeyReused { key: to.into() }.into()),
    }
}

/// What a hold sets aside now; nothing when there is none or it is closed.
pub fn held_yen(tx: &mut Tx<'_>, key: &str) -> Answer<Option<Yen>> {
    Ok(store::hold(tx, key)?.filter(|h| h.closed_at.is_none()).map(|h| h.yen))
}

fn open(tx: &mut Tx<'_>, key: &str) -> Answer<Hold> {
    let hold = store::hold(tx, key)?.filter(|h| h.closed_at.is_none());
    hold.ok_or_else(|| LedgerRefusal::NoHold { key: key.into() }.into())
}

// Every change of a hold is an entry with a key of its own: hold key and number of the change.
fn change(
    tx: &mut Tx<'_>,
    key: &str,
    hold: &Hold,
    yen: Yen,
    closed_at: Option<At>,
) -> Answer<String> {
    match tx.run(store::HOLD_CHANGE, (yen, closed_at, key, hold.changes))? {
        1 => Ok(format!("hold:{key}:{}", hold.changes + 1)),
        _ => Err(Fault::passing(format!("the hold {key} changed meanwhile")).into()),
    }
}

fn shift(tx: &mut Tx<'_>, member: MemberId, yen: Yen, entry: &str, about: &str) -> Answer<()> {
    let reason = if yen > Yen::ZERO { "hold" } else { "release" };
    let lines = [(Account::Purse(member), yen.negated()?), (Account::Held(member), yen)];
    post(tx, &Entry { key: entry, reason, about, author: "house", lines: &lines })?;
    Ok(())
}
