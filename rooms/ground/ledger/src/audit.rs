use db::{Answer, Tx};
use kernel::{At, EntryId, Id, MemberId, Page, Yen};

use crate::rules::Account;
use crate::store::{self, JournalLine, Line};

/// What a member can use.
pub fn purse_yen(tx: &mut Tx<'_>, member: MemberId) -> Answer<Yen> {
    store::account_yen(tx, &Account::Purse(member).name())
}

/// What of a member's is set aside, for whatever it is.
pub fn held_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Yen> {
    store::account_yen(tx, &Account::Held(member).name())
}

/// The balance of one of the house's own accounts: the sum of its postings.
pub fn balance_of_house(tx: &mut Tx<'_>, account: &Account) -> Answer<Yen> {
    let (yen,): (Yen,) = tx.one(store::HOUSE_YEN, (account.name(),))?;
    Ok(yen)
}

/// A page of an account's statement, newest first.
pub fn statement(
    tx: &mut Tx<'_>,
    account: &Account,
    before: Option<EntryId>,
    limit: i64,
) -> Answer<Page<Line>> {
    let before = before.unwrap_or(EntryId::from_bits(u128::MAX));
    let rows = tx.all(store::STATEMENT, (account.name(), before, limit + 1))?;
    let limit = usize::try_from(limit).unwrap_or(0);
    Ok(Page::cut(rows, limit, |line: &Line| line.entry.to_string()))
}

/// The postings of a period, from after one of them on: in the order of their entries.
pub fn journal(
    tx: &mut Tx<'_>,
    from: At,
    until: At,
    after: (EntryId, i64),
    limit: i64,
) -> Answer<Vec<JournalLine>> {
    tx.all(store::JOURNAL, (from, until, after.0, after.1, limit))
}

/// What the entries about each thing of one kind (`ord` for orders) come to on the house's own
/// accounts: the thing's id, the account's name, the sum. For audits: it reads every entry.
pub fn about_each(tx: &mut Tx<'_>, kind: &str) -> Answer<Vec<(String, String, Yen)>> {
    // '`' is the sign after '_': what lies between are the ids of this kind.
    tx.all(store::ABOUT_KIND, (format!("{kind}_"), format!("{kind}`")))
}

/// Everything that is wrong with the books; empty when they are right.
pub fn audit(tx: &mut Tx<'_>) -> Answer<Vec<String>> {
    let mut wrong = Vec::new();
    let (sum,): (Yen,) = tx.one(store::ALL_YEN, ())?;
    if sum != Yen::ZERO {
        wrong.push(format!("the sum of all postings is {sum}, not zero"));
    }
    for (entry,) in tx.all::<(String,)>(store::UNBALANCED, ())? {
        wrong.push(format!("{entry} does not balance"));
    }
    for (account,) in tx.all::<(String,)>(store::WRONG_BALANCE, ())? {
        wrong.push(format!("{account} does not hold the sum of its postings"));
    }
    for (account, yen, holds) in tx.all::<(String, Yen, Yen)>(store::HELD_ACCOUNTS, ())? {
        if yen != holds {
            wrong.push(format!("{account} holds {yen}, its open holds are {holds}"));
        }
    }
    Ok(wrong)
}
