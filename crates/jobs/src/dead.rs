use db::{Answer, Tx};
use kernel::{At, Id, JobId, Page};

use crate::later::wheel;
use crate::store;
use crate::{JobsRefusal, Lane};

db::row! {
    /// A job that was given up.
    pub struct DeadJob {
        /// Which.
        pub id: JobId,
        /// What was to be done.
        pub kind: String,
        /// The key it can be planned anew under.
        pub key: Option<String>,
        /// Its body, JSON.
        pub body: String,
        /// How often it failed.
        pub failures: i64,
        /// What went wrong the last time.
        pub why: String,
        /// When it was last due.
        pub due_at: At,
        /// When it was given up.
        pub dead_at: At,
        /// When it was put.
        pub created_at: At,
    }
}

/// The list of dead jobs, the latest first.
pub fn dead(tx: &mut Tx<'_>, cursor: Option<&str>, limit: usize) -> Answer<Page<DeadJob>> {
    let (before, id) = match cursor {
        None => (At::from_micros(i64::MAX), "~"),
        Some(cursor) => {
            parse(cursor).ok_or_else(|| JobsRefusal::BadPage { cursor: cursor.to_owned() })?
        }
    };
    let limit = limit.clamp(1, 1_000);
    let more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let rows: Vec<DeadJob> = tx.all(store::DEAD, (before, id, more))?;
    Ok(Page::cut(rows, limit, |row| format!("{}.{}", row.dead_at.micros(), row.id)))
}

fn parse(cursor: &str) -> Option<(At, &str)> {
    let (micros, id) = cursor.split_once('.')?;
    JobId::parse(id)?;
    Some((At::from_micros(micros.parse().ok()?), id))
}

/// Has a dead job tried again now, with all its tries before it. Its kind.
pub fn revive(tx: &mut Tx<'_>, id: JobId) -> Answer<String> {
    let now = tx.now();
    let found: Option<(Lane, String)> = tx.maybe(store::REVIVE, (now, id))?;
    let (lane, kind) = found.ok_or_else(|| JobsRefusal::NotDead { id: id.to_string() })?;
    if let Some(wheel) = wheel(tx) {
        tx.after_commit(move || wheel.ring(lane, now));
    }
    Ok(kind)
}

/// Takes a dead job off the list for good. Its kind: there is no row of it any more.
pub fn bury(tx: &mut Tx<'_>, id: JobId) -> Answer<String> {
    let found: Option<(String,)> = tx.maybe(store::BURY, (id,))?;
    let (kind,) = found.ok_or_else(|| JobsRefusal::NotDead { id: id.to_string() })?;
    Ok(kind)
}
