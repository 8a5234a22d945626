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
        let opened = Arc::new(Mutex::new(Opened { rows: opened, gone: Vec::new() }));
        let (held, sink) = (Arc::clone(&opened), Arc::clone(&sink));
        let (opener, recipient) = (who.clone(), to.clone());
        let (given, held_back) =
            db.write_now("privacy.batch_release", choices::lock(), move |tx| {
                let mut opened = held.lock().unwrap_or_else(PoisonError::into_inner);
                hold_back(tx, &opener, &recipient, &mut opened)?;
                let mut sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
                sink(&opened.rows)?;
                Ok((opened.rows.len(), opened.gone.len()))
            })?;
        done.given += given;
        done.held_back += held_back;
    }
    Ok(done)
}

/// What a chunk opened, and who of it is held back. It outlives the act that lets it go: when that
/// runs again, whoever was held back the first time still is, and is still to be noted.
struct Opened<V> {
    rows: Vec<(MemberId, V)>,
    gone: Vec<MemberId>,
}

impl<V> Opened<V> {
    /// Keeps those who may, in order of their ids; whoever else is held back, now or before.
    fn keep(&mut self, may: &[MemberId]) -> &[MemberId] {
        for (member, _) in self.rows.extract_if(.., |row| may.binary_search(&row.0).is_err()) {
            self.gone.push(member);
        }
        &self.gone
    }
}

fn hold_back<V: View>(
    tx: &mut Tx<'_>,
    who: &Opener,
    to: &To,
    opened: &mut Opened<V>,
) -> Answer<()> {
    let running = may_ask::<V>(tx, who)?;
    let id = recipient_for::<V>(&running, to)?;
    let ids: Vec<MemberId> = opened.rows.iter().map(|(member, _)| *member).collect();
    let mut may = Vec::with_capacity(ids.len());
    for some in ids.chunks(store::AT_ONCE) {
        may.extend(allowed::<V>(tx, &running, who, some, Some(id))?);
    }
    let gone = opened.keep(&may);
    if !gone.is_empty() {
        Note::new(Kind::Stopped)
            .line("policy", running.hash())
            .line("recipient", &to.recipient)
            .line("use", "held back from a batch")
            .of_many(gone.to_vec())
            .write(tx)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id as _;

    #[test]
    fn whoever_was_held_back_is_noted_again_when_the_act_runs_again() {
        let ids: Vec<MemberId> = (1..=4).map(MemberId::from_bits).collect();
        let mut opened = Opened { rows: ids.iter().map(|id| (*id, ())).collect(), gone: vec![] };
        // The first run finds one who stopped, the second one more.
        let runs = [(&ids[1..], &ids[..1]), (&ids[2..], &ids[..2]), (&ids[2..], &ids[..2])];
        for (may, gone) in runs {
            assert_eq!(opened.keep(may), gone);
            assert_eq!(opened.rows.iter().map(|row| row.0).collect::<Vec<_>>(), may);
        }
    }
}
