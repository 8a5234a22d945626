use kernel::{Id, MemberId, Yen};

kernel::refusals! {
    /// Why the ledger does not write an entry.
    pub enum LedgerRefusal {
        /// The purse does not hold that much.
        "ledger.not_enough" 402 NotEnough { have: Yen, need: Yen }
            = "Your purse holds {have}; this needs {need}. Add money, or choose a lower amount.";
        /// Nothing is free to be paid back.
        "ledger.nothing_free" 409 NothingFree = "Nothing in your purse is free to be paid back. What is set aside comes back when its bid or order ends.";
        /// More was to be paid back than is free.
        "ledger.not_so_much" 409 NotSoMuch { have: Yen }
            = "Only {have} is free in that purse. Nothing was booked; look at the transfer again.";
        /// The amount is not one that can move.
        "ledger.not_positive" 422 NotPositive = "The amount has to be more than zero, in whole yen.";
        /// More than any transfer brings.
        "ledger.too_much" 422 TooMuch { most: Yen }
            = "An amount can be {most} at most. Look at it again; nothing was changed.";
        /// The key was used for something else before.
        "ledger.key_reused" 409 KeyReused { key: String }
            = "The entry {key} was already written with other amounts. Nothing was changed.";
        /// Nobody has that account number.
        "ledger.no_member" 404 NoMember
            = "No member has this account number. Look at the transfer again; nothing was booked.";
        /// There is no such hold, or it is closed.
        "ledger.no_hold" 409 NoHold { key: String } = "There is no open hold {key}.";
    }
}

kernel::words! {
    /// Who asked that money be paid back.
    pub enum AskedBy {
        /// The member.
        Member = "member",
        /// The house: a request about their data, or the end of their account, waits for it.
        House = "house",
    }
}

/// An account, by what it is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// A member's money, free to use.
    Purse(MemberId),
    /// A member's money, set aside for bids and purchases.
    Held(MemberId),
    /// What has come in from outside and not gone out again: the operator's bank.
    Bank,
    /// Paid by members for things the house has still to pay for.
    Clearing,
    /// The house's own fees.
    Fees,
    /// Paid to the sellers of a marketplace.
    Market(String),
}

impl Account {
    /// The account's name in the books.
    pub fn name(&self) -> String {
        match self {
            Account::Purse(member) => format!("purse:{member}"),
            Account::Held(member) => format!("held:{member}"),
            Account::Bank => "house:bank".into(),
            Account::Clearing => "house:clearing".into(),
            Account::Fees => "house:fees".into(),
            Account::Market(market) => format!("market:{market}"),
        }
    }

    /// Reads a name back.
    pub fn parse(name: &str) -> Option<Account> {
        let (kind, whose) = name.split_once(':')?;
        match (kind, whose) {
            ("purse", member) => MemberId::parse(member).map(Account::Purse),
            ("held", member) => MemberId::parse(member).map(Account::Held),
            ("house", "bank") => Some(Account::Bank),
            ("house", "clearing") => Some(Account::Clearing),
            ("house", "fees") => Some(Account::Fees),
            ("market", market) => Some(Account::Market(market.to_owned())),
            _ => None,
        }
    }

    /// Whether the account is a member's: its balance is kept and may not fall below zero.
    pub fn is_members(&self) -> bool {
        matches!(self, Account::Purse(_) | Account::Held(_))
    }
}

/// The most that comes in or goes out at once. Sums of so much stay far from the end of a number.
pub const MOST_YEN: Yen = Yen::new(999_999_999_999);

/// Whether so much may come in or go out.
pub(crate) fn may_move(yen: Yen) -> Result<(), LedgerRefusal> {
    match yen {
        yen if yen <= Yen::ZERO => Err(LedgerRefusal::NotPositive),
        yen if yen > MOST_YEN => Err(LedgerRefusal::TooMuch { most: MOST_YEN }),
        _ => Ok(()),
    }
}

/// One line per account, in the order accounts are always locked in; lines that cancel out vanish.
pub(crate) fn settle(lines: &[(Account, Yen)]) -> Result<Vec<(Account, Yen)>, kernel::YenOverflow> {
    let mut merged: Vec<(Account, Yen)> = Vec::new();
    let mut sorted = lines.to_vec();
    sorted.sort();
    for (account, yen) in sorted {
        match merged.last_mut() {
            Some((last, sum)) if *last == account => *sum = sum.plus(yen)?,
            _ => merged.push((account, yen)),
        }
    }
    merged.retain(|(_, yen)| *yen != Yen::ZERO);
    Ok(merged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_names_read_back() {
        let member = MemberId::from_bits(42);
        let all = [
            Account::Purse(member),
            Account::Held(member),
            Account::Bank,
            Account::Clearing,
            Account::Fees,
            Account::Market("bazaar".into()),
        ];
        for account in all {
            assert_eq!(Account::parse(&account.name()), Some(account));
        }
        assert_eq!(Account::parse("purse:nobody"), None);
        assert_eq!(Account::parse("vault"), None);
    }

    #[test]
    fn what_comes_in_or_goes_out_is_more_than_nothing_and_has_an_end() {
        let too_much = Err(LedgerRefusal::TooMuch { most: MOST_YEN });
        let table = [
            (i64::MIN, Err(LedgerRefusal::NotPositive)),
            (0, Err(LedgerRefusal::NotPositive)),
            (1, Ok(())),
            (999_999_999_999, Ok(())),
            (1_000_000_000_000, too_much.clone()),
            (i64::MAX, too_much),
        ];
        for (yen, expect) in table {
            assert_eq!(may_move(Yen::new(yen)), expect, "{yen}");
        }
    }

    #[test]
    fn lines_of_one_account_are_one_line_and_nothing_is_no_line() {
        let yen = Yen::new;
        let lines = [(Account::Fees, yen(5)), (Account::Bank, yen(-5)), (Account::Fees, yen(-5))];
        assert_eq!(settle(&lines), Ok(vec![(Account::Bank, yen(-5))]));
        let too_much = [(Account::Fees, yen(i64::MAX)), (Account::Fees, yen(1))];
        assert!(settle(&too_much).is_err());
    }
}
