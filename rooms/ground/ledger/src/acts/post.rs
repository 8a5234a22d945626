use db::{Answer, Tx};
use kernel::{EntryId, Fault, MemberId, Yen};

use crate::rules::{Account, LedgerRefusal, may_move, settle};
use crate::store;

/// An entry to be written.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Says which entry this is: the same key is written once, however often it is asked.
    pub key: &'a str,
    /// A stable word for statements: `deposit`, `hold`, `win`.
    pub reason: &'a str,
    /// What it is about, an id as text.
    pub about: &'a str,
    /// Who wrote it: a member's or staff member's id, or `house`.
    pub author: &'a str,
    /// What each account gains, or loses when negative. The sum is zero.
    pub lines: &'a [(Account, Yen)],
}

/// Writes an entry. Answers false when the key was already written with the same amounts.
pub fn post(tx: &mut Tx<'_>, entry: &Entry<'_>) -> Answer<bool> {
    let lines = settle(entry.lines)?;
    if Yen::sum(lines.iter().map(|l| l.1))? != Yen::ZERO || lines.len() < 2 {
        return Err(Fault::new(format!("the entry {} does not balance", entry.key)).into());
    }
    let id: EntryId = tx.new_id();
    let at = tx.now();
    let row = (id, entry.key, entry.reason, entry.about, entry.author, at);
    if tx.maybe::<(EntryId,)>(store::ENTRY_WRITE, row)?.is_none() {
        return same_as_before(tx, entry.key, &lines).map(|()| false);
    }
    for (n, (account, yen)) in (1i64..).zip(&lines) {
        let name = account.name();
        let balance = if account.is_members() { Some(moved(tx, &name, *yen)?) } else { None };
        tx.put(store::POSTING_WRITE, (id, n, name, *yen, balance))?;
    }
    Ok(true)
}

fn moved(tx: &mut Tx<'_>, account: &str, yen: Yen) -> Answer<Yen> {
    if let Some((left,)) = tx.maybe::<(Yen,)>(store::ACCOUNT_MOVE, (yen, account))? {
        return Ok(left);
    }
    // Either the account has no row yet, or it does not hold enough.
    tx.put(store::ACCOUNT_OPEN, (account,))?;
    if let Some((left,)) = tx.maybe::<(Yen,)>(store::ACCOUNT_MOVE, (yen, account))? {
        return Ok(left);
    }
    let have = store::account_yen(tx, account)?;
    Err(LedgerRefusal::NotEnough { have, need: yen.negated()? }.into())
}

fn same_as_before(tx: &mut Tx<'_>, key: &str, lines: &[(Account, Yen)]) -> Answer<()> {
    let (id,): (EntryId,) = tx.one(store::ENTRY_BY_KEY, (key,))?;
    let written: Vec<(String, Yen)> = tx.all(store::POSTINGS_OF, (id,))?;
    let asked: Vec<(String, Yen)> = lines.iter().map(|(a, yen)| (a.name(), *yen)).collect();
    if written == asked { Ok(()) } else { Err(LedgerRefusal::KeyReused { key: key.into() }.into()) }
}

/// Money has come in for a member: a transfer the operator has seen, a card payment.
pub fn deposit(
    tx: &mut Tx<'_>,
    member: MemberId,
    yen: Yen,
    key: &str,
    author: &str,
) -> Answer<bool> {
    may_move(yen)?;
    let lines = [(Account::Bank, yen.negated()?), (Account::Purse(member), yen)];
    post(tx, &Entry { key, reason: "deposit", about: &member.to_string(), author, lines: &lines })
}

/// Money goes back to a member.
pub fn withdraw(
    tx: &mut Tx<'_>,
    member: MemberId,
    yen: Yen,
    key: &str,
    author: &str,
) -> Answer<bool> {
    may_move(yen)?;
    let lines = [(Account::Purse(member), yen.negated()?), (Account::Bank, yen)];
    post(
        tx,
        &Entry { key, reason: "withdrawal", about: &member.to_string(), author, lines: &lines },
    )
}

pub(crate) fn positive(yen: Yen) -> Answer<()> {
    if yen > Yen::ZERO { Ok(()) } else { Err(LedgerRefusal::NotPositive.into()) }
}
