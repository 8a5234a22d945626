//! The books of a sale: the law has a seller keep them with the buyer's name. So the name, and the
//! address where there is one, are kept once more beside the sale, under the key of that duty
//! alone: they outlive an erasure until the law's date, and a later correction leaves them.

use db::{Answer, Tx};
use kernel::{At, Day, MemberId, Weekday};
use policy::RetentionClass;

use crate::person::Person;
use crate::values::{Address, Kept, Name};
use crate::vault::{self, Sealed};
use crate::{retention, store};

/// Keeps a copy of the buyer's name and address for the books, at the place of the sale, until the
/// law's date. Nothing leaves the room, and nothing is shown to anybody, so it is no entry of the
/// log. Of somebody without a name, or erased, nothing is kept: the sale is not refused for it.
pub fn keep_for_books(tx: &mut Tx<'_>, buyer: MemberId, place: &str) -> Answer<()> {
    // Read in the same transaction that writes the copy: an erasure at the same time writes this
    // row, and reads the keys among which the copy's is new, so that one of the two runs again.
    let person: Option<Person> = tx.maybe(store::PERSON, (buyer,))?;
    if person.is_none_or(|person| person.erased_at.is_some()) {
        return Ok(());
    }
    let account = RetentionClass::Account;
    let pieces: Vec<Sealed> = tx.all(store::PIECES_AT, (buyer, account.code(), ""))?;
    if !pieces.iter().any(|piece| piece.item == <Name as Kept>::ITEM) {
        return Ok(());
    }
    let named = [<Name as Kept>::ITEM, <Address as Kept>::ITEM];
    for piece in pieces.iter().filter(|piece| named.contains(&piece.item.as_str())) {
        // A database older than its keystore: the key is destroyed, and so is the person.
        let Some(key) = vault::warm_key(tx, piece.slot)? else { return Ok(()) };
        let packed = piece.open(&key, account)?;
        vault::keep_packed(tx, buyer, RetentionClass::Tax, &piece.item, place, &packed)?;
    }
    let counts_from = return_was_due(tx.now());
    retention::starts(tx, buyer, RetentionClass::Tax, place, counts_from).map(|_| ())
}

/// When the years of the books begin to count for a sale at this instant: the day after the tax
/// return for its year was due. The year of the books is the calendar's; its return is due two
/// months later, and on the next working day where that day is none.
fn return_was_due(sold_at: At) -> At {
    let (year, ..) = Day::of(sold_at).date();
    let mut due = Day::on(year + 1, 3, 1).plus_days(-1);
    while matches!(due.weekday(), Weekday::Saturday | Weekday::Sunday) || due.is_holiday() {
        due = due.plus_days(1);
    }
    due.plus_days(1).begins()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_count_from_the_day_after_the_return_of_the_sales_year_was_due() {
        let table = [
            // The last of February 2027 is a Sunday.
            ("2026-01-01", "2027-03-02"),
            ("2026-12-31", "2027-03-02"),
            ("2027-01-01", "2028-03-01"),
            ("2027-07-15", "2028-03-01"),
            ("2029-07-15", "2030-03-01"),
        ];
        for (sold, counts) in table {
            let [sold, counts] = [sold, counts].map(|day| Day::parse(day).unwrap());
            let last_moment = sold.plus_days(1).begins().minus(kernel::Span::secs(1));
            for at in [sold.begins(), last_moment] {
                assert_eq!(Day::of(return_was_due(at)), counts, "{sold}");
                assert_eq!(return_was_due(at), counts.begins(), "{sold}");
            }
        }
    }
}
