pub(crate) mod desk;
pub(crate) mod letter;
pub(crate) mod open;
pub(crate) mod rename;
pub(crate) mod sweep;
pub(crate) mod write;

use db::{Answer, Tx};
use kernel::Hours;
use privacy::RunningPolicy;

/// When the desk works, as the policy in force says.
pub(crate) fn hours(tx: &Tx<'_>) -> Answer<Hours> {
    let running = tx.plugged::<RunningPolicy>()?.at(tx.now());
    Ok(running.policy().contact.hours.clone())
}
