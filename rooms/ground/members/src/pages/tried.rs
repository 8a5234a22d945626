//! A password is looked at: counted before, for a count that comes after is one that many at once
//! slip past.

use db::{Lock, Tx};
use kernel::Refused;
use web::Cx;

use crate::acts::may_try;
use crate::{Passwords, begin_try, forgive};

/// The password is looked at after its try was counted: `read` finds what is kept of it, in the
/// same act. What was found, if the password fits. Whoever lets the person in forgives the try.
pub async fn tried<T: Send + 'static>(
    cx: &Cx,
    door: &'static str,
    typed: &str,
    password: String,
    read: impl Fn(&mut Tx<'_>) -> db::Answer<Option<(String, T)>> + Send + 'static,
) -> Result<Option<T>, Refused> {
    let pool = cx.plugged::<Passwords>()?;
    let (place, name) = (pool.place()?, typed.to_owned());
    // Why asked twice: a flood of one name is refused by reading alone.
    cx.db().read("members.may_try", move |tx| may_try(tx, door, &name)).await?;
    let name = typed.to_owned();
    // Why what is kept comes first: the same questions, whoever it is and whether it is anybody.
    let begin = move |tx: &mut Tx<'_>| {
        let found = read(tx)?;
        begin_try(tx, door, &name).map(|()| found)
    };
    let (kept, found) = cx.db().write("members.begin_try", Lock::none(), begin).await?.unzip();
    let fits = pool.fits_in(place, password, kept).await?;
    Ok(found.filter(|_| fits))
}

/// Whether somebody who is signed in knows the password that is kept; wrong tries earn a pause here
/// as they do at the door.
pub async fn knows(
    cx: &Cx,
    whose: String,
    password: String,
    kept: Option<String>,
) -> Result<bool, Refused> {
    const DOOR: &str = "owner";
    let read = move |_: &mut Tx<'_>| Ok(kept.clone().map(|kept| (kept, ())));
    let fits = tried(cx, DOOR, &whose, password, read).await?.is_some();
    if fits {
        let act = move |tx: &mut Tx<'_>| forgive(tx, DOOR, &whose);
        cx.db().write("members.forgive", Lock::none(), act).await?;
    }
    Ok(fits)
}
