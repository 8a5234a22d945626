//! A password is looked at: counted before, for a count that comes after is one that many at once
//! slip past.

use std::sync::Arc;

use db::{Answer, Lock, Tx};
use kernel::Refused;
use web::{Cx, Sitter};

use crate::acts::{Counted, Trying, begin_try, forgive, may_try};
use crate::{MemberRefusal, Passwords};

/// At a door, the password is looked at after its try was counted: `read` finds what is kept of it
/// and whose it is, in the same act. Whose it is, if the password fits, and what to forgive by
/// whoever lets the person in.
pub async fn tried<T: Copy + Into<Sitter> + Send + 'static>(
    cx: &Cx,
    door: &'static str,
    typed: &str,
    password: String,
    read: impl Fn(&mut Tx<'_>) -> Answer<Option<(String, T)>> + Send + Sync + 'static,
) -> Result<(T, Counted), Refused> {
    let trying = Trying::at_door(cx, door, typed);
    let look = move |tx: &mut Tx<'_>| {
        let found = read(tx)?;
        let who = found.as_ref().map(|(_, one)| (*one).into());
        Ok((found, who))
    };
    let (found, counted) = looked_at(cx, trying, password, look).await?;
    found.map(|one| (one, counted)).ok_or_else(|| MemberRefusal::WrongSignIn.into())
}

/// Whether somebody who is signed in knows the password that is kept; wrong tries earn a pause here
/// as they do at the door.
pub async fn knows(
    cx: &Cx,
    whose: String,
    password: String,
    kept: Option<String>,
) -> Result<bool, Refused> {
    let look = move |_: &mut Tx<'_>| Ok((kept.clone().map(|kept| (kept, ())), None));
    let (found, counted) = looked_at(cx, Trying::inside(&whose), password, look).await?;
    if found.is_some() {
        let act = move |tx: &mut Tx<'_>| forgive(tx, &counted);
        cx.db().write("members.forgive", Lock::none(), act).await?;
    }
    Ok(found.is_some())
}

/// What is kept of a password, with what it leads to; and whose it is.
type Looked<T> = (Option<(String, T)>, Option<Sitter>);

async fn looked_at<T: Send + 'static>(
    cx: &Cx,
    trying: Trying,
    password: String,
    look: impl Fn(&mut Tx<'_>) -> Answer<Looked<T>> + Send + Sync + 'static,
) -> Result<(Option<T>, Counted), Refused> {
    let pool = cx.plugged::<Passwords>()?;
    let place = pool.place()?;
    let (look, before) = (Arc::new(look), trying.clone());
    let first = Arc::clone(&look);
    // Why asked twice: a flood of one name is refused by reading alone.
    let may = move |tx: &mut Tx<'_>| {
        let who = if before.asks_who() { first(tx)?.1 } else { None };
        let counted = before.counters(tx, who)?;
        may_try(tx, &counted)
    };
    cx.db().read("members.may_try", may).await?;
    // Why what is kept comes first: the same questions, whoever it is and whether it is anybody.
    let begin = move |tx: &mut Tx<'_>| {
        let (found, who) = look(tx)?;
        let counted = trying.counters(tx, who)?;
        begin_try(tx, &counted)?;
        Ok((found, counted))
    };
    let (found, counted) = cx.db().write("members.begin_try", Lock::none(), begin).await?;
    let (kept, found) = found.unzip();
    let fits = pool.fits_in(place, password, kept).await?;
    Ok((found.filter(|_| fits), counted))
}
