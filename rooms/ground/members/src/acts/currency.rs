use db::{Answer, Tx};
use kernel::MemberId;

use crate::{Currency, store};

/// In which currency a member reckons; yen until they say otherwise.
pub fn currency_of(tx: &mut Tx<'_>, member: MemberId) -> Answer<Currency> {
    Ok(store::currency(tx, member)?.unwrap_or(Currency::Jpy))
}

/// Notes in which currency a member reckons. No amount of the house changes by it.
pub fn set_currency(tx: &mut Tx<'_>, member: MemberId, currency: Currency) -> Answer<()> {
    store::set_currency(tx, member, currency)
}
