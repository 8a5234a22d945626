//! Handing many people's data to a third party while they may object at any moment.
//!
//! Each chunk takes two transactions. The first opens, and writes the ledger: the intent is on
//! record before anything leaves. The second runs under the same lock as choices, stops and
//! erasures, looks at everyone once more, and hands over inside itself. So when a stop has been
//! answered, no row of that person leaves any more; and what left is always in the ledger. A row
//! of the ledger whose person stopped in between says `given` although nothing went; that errs to
//! the person's side, and the release notes how many it held back.

use std::sync::{Arc, Mutex, PoisonError};

use db::{Answer, Db, Tx};
use kernel::{Fault, MemberId};

use crate::disclose::{To, disclose_many, recipient_for};
use crate::log::{Kind, Note};
use crate::many::allowed;
use crate::open::{Opener, may_ask};
use crate::view::View;
use crate::{choices, store};

/// How many people a chunk is.
pub const CHUNK: usize = 512;

/// What a batch did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Exported {
    /// Handed over.
    pub given: usize,
    /// Left out before they were opened: not allowed, nothing kept, erased.
    pub left_out: usize,
    /// Opened, but held back because they stopped it before it left.
    pub held_back: usize,
}

/// Hands a view of many people to a recipient, chunk by chunk. `sink` is given the rows that leave;
/// when it fails, the batch ends. It runs inside the transaction and must take what it is given
/// twice as once: a conflict on the database runs it again.
pub fn export<V, S>(
    db: &Db,
    who: &Opener,
    members: &[MemberId],
    to: &To,
    sink: S,
) -> Answer<Exported>
where
    V: View + Send + 'static,
    S: FnMut(&[(MemberId, V)]) -> Result<(), Fault> + Send + 'static,
{
    let sink = Arc::new(Mutex::new(sink));
    let mut done = Exported::default();
    for chunk in members.chunks(CHUNK) {
        let (ids, opener, recipient) = (chunk.to_vec(), who.clone(), to.clone());
        let opened: Vec<(MemberId, V)> =
            db.write_now("privacy.batch_open", db::Lock::none(), move |tx| {
                disclose_many::<V>(tx, &opener, &ids, &recipient)
            })?;
        done.left_out += chunk.len() - opened.len();
        let opened = Arc::new(Mutex::new(opened));
        let (held, sink) = (Arc::clone(&opened), Arc::clone(&sink));
        let (opener, recipient) = (who.clone(), to.clone());
        let (given, held_back) =
            db.write_now("privacy.batch_release", choices::lock(), move |tx| {
                let mut rows = held.lock().unwrap_or_else(PoisonError::into_inner);
                let back = hold_back(tx, &opener, &recipient, &mut rows)?;
                let mut sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
                sink(&rows)?;
                Ok((rows.len(), back))
            })?;
        done.given += given;
        done.held_back += held_back;
    }
    Ok(done)
}

fn hold_back<V: View>(
    tx: &mut Tx<'_>,
    who: &Opener,
    to: &To,
    rows: &mut Vec<(MemberId, V)>,
) -> Answer<usize> {
    let running = may_ask::<V>(tx, who)?;
    let id = recipient_for::<V>(&running, to)?;
    let ids: Vec<MemberId> = rows.iter().map(|(member, _)| *member).collect();
    let mut may = Vec::with_capacity(ids.len());
    for some in ids.chunks(store::AT_ONCE) {
        may.extend(allowed::<V>(tx, &running, who, some, Some(id))?);
    }
    let before = rows.len();
    rows.retain(|(member, _)| may.binary_search(member).is_ok());
    let held_back = before - rows.len();
    if held_back > 0 {
        let gone = ids.into_iter().filter(|member| may.binary_search(member).is_err()).collect();
        Note::new(Kind::Stopped)
            .line("policy", running.hash())
            .line("recipient", &to.recipient)
            .line("use", "held back from a batch")
            .of_many(gone)
            .write(tx)?;
    }
    Ok(held_back)
}
