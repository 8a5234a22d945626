//! Two persons are two hands: nobody agrees with whom they have just brought in, or given a
//! password.

use db::{Answer, Tx};
use kernel::StaffId;

use super::person_of;
use crate::{rules, store};

/// Refuses where one hand stands behind both: where one of them was hired, given a password or
/// given a role lately by the other, or both by a third.
pub fn apart(tx: &mut Tx<'_>, one: StaffId, other: StaffId) -> Answer<()> {
    let since = rules::hands_since(tx.now(), store::founded(tx)?);
    let ones = store::hands(tx, one, person_of(one), since)?;
    let others = store::hands(tx, other, person_of(other), since)?;
    Ok(rules::are_apart(one, &ones, other, &others)?)
}
