use db::{Answer, Tx};
use kernel::Span;
use orders::State;

use super::tell::tell;
use crate::Storage;
use crate::news::Fact;
use crate::rules::Kind;
use crate::store;

/// So many orders are read at once.
const AT_ONCE: i64 = 500;

/// Tells once of each order that a thing's free storage ends soon.
pub(crate) fn storage(tx: &mut Tx<'_>) -> Answer<()> {
    let days = Storage::built_in()?;
    let told_after = Span::days(days.free_days - days.told_days);
    let now = tx.now();
    let mut after = None;
    loop {
        let orders = orders::in_state_after(tx, State::Stored, after, AT_ONCE)?;
        // The longest there come first.
        let due = orders.iter().take_while(|order| order.state_at.plus(told_after) <= now);
        for order in due {
            let about = order.id.to_string();
            let (told,) = tx.one::<(i64,)>(store::TOLD_ABOUT, (&about, Kind::StorageEnds))?;
            if told == 0 {
                tell(tx, &Fact::new(order.member, Kind::StorageEnds, about))?;
            }
        }
        match orders.last() {
            Some(last) if last.state_at.plus(told_after) <= now => {
                after = Some((last.state_at, last.id));
            }
            _ => return Ok(()),
        }
    }
}
