use db::{Answer, Tx};
use kernel::Span;
use privacy::Keyring;

use crate::{MemberRefusal, rules, store};

/// How long a wrong try is held against a name.
const HELD_FOR: Span = Span::hours(24);

/// Refuses a sign-in while the pause that wrong tries have earned lasts. Counted by what was typed,
/// as a keyed hash: a name nobody has earns the same pause as a name that is somebody's.
pub(crate) fn may_try(tx: &mut Tx<'_>, door: &str, typed: &str) -> Answer<()> {
    let now = tx.now();
    let tag = tag(tx, door, typed)?;
    let Some((wrong, last_at)) = store::tries(tx, &tag)? else { return Ok(()) };
    let pause = rules::pause(wrong);
    let gone = now.since(last_at);
    if gone >= HELD_FOR || gone >= pause {
        return Ok(());
    }
    let left = Span::micros(pause.as_micros() - gone.as_micros());
    Err(MemberRefusal::TryLater { seconds: left.as_secs().saturating_add(1) }.into())
}

/// A try begins: refused during a pause, and else counted as a wrong one before anything is hashed,
/// so that a hundred sent at once are not all looked at. [`forgive`] when it was right.
pub fn begin_try(tx: &mut Tx<'_>, door: &str, typed: &str) -> Answer<()> {
    may_try(tx, door, typed)?;
    let now = tx.now();
    let tag = tag(tx, door, typed)?;
    store::count_try(tx, &tag, now.minus(HELD_FOR))
}

/// Forgets them: whoever came in was the one.
pub fn forgive(tx: &mut Tx<'_>, door: &str, typed: &str) -> Answer<()> {
    let tag = tag(tx, door, typed)?;
    store::forget_tries(tx, &tag)
}

fn tag(tx: &Tx<'_>, door: &str, typed: &str) -> Answer<[u8; 32]> {
    let text = format!("{door} {}", *privacy::folded_text(typed));
    Ok(*tx.plugged::<Keyring>()?.secret_of("sign-in try", &text))
}
