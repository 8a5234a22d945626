use db::{Answer, Tx};
use kernel::Span;
use orders::State;

use super::tell::tell;
use crate::Storage;
use crate::news::Fact;
use crate::rules::Kind;
use crate::store;

/// So many orders are looked at in one go.
const MOST: i64 = 500;

/// Tells once of each order that a thing's free storage ends soon.
pub(crate) fn storage(tx: &mut Tx<'_>) -> Answer<()> {
    let days = Storage::built_in()?;
    let told_after = Span::days(days.free_days - days.told_days);
    let now = tx.now();
    for order in orders::in_state(tx, State::Stored, MOST)? {
        // The longest there come first.
        if order.state_at.plus(told_after) > now {
            break;
        }
        let about = order.id.to_string();
        let (told,) = tx.one::<(i64,)>(store::TOLD_ABOUT, (&about, Kind::StorageEnds))?;
        if told == 0 {
            tell(tx, &Fact::new(order.member, Kind::StorageEnds, about))?;
        }
    }
    Ok(())
}
