use db::{Answer, Tx};
use kernel::{At, JobId, Word};

use crate::Lane;

db::sql! {
    PUT = "INSERT INTO job (id, lane, kind, body, due_at, rank, leased_by, attempts, created_at, hands)
           VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)";
    MOVE = "INSERT INTO job (id, lane, kind, key, body, due_at, rank, leased_by, attempts, created_at, hands)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)
            ON CONFLICT (key) WHERE key IS NOT NULL DO UPDATE
               SET id = excluded.id, lane = excluded.lane, kind = excluded.kind,
                   body = excluded.body, due_at = excluded.due_at, rank = excluded.rank,
                   leased_by = excluded.leased_by, attempts = 0, last_error = NULL,
                   dead_at = NULL, created_at = excluded.created_at, hands = excluded.hands";
    PUT_UNLESS_WAITING = "INSERT INTO job (id, lane, kind, key, body, due_at, rank, leased_by, attempts, created_at, hands)
            VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, 0, $8, $9)
            ON CONFLICT (key) WHERE key IS NOT NULL DO UPDATE
               SET id = excluded.id, lane = excluded.lane, kind = excluded.kind,
                   body = excluded.body, due_at = excluded.due_at, rank = excluded.rank,
                   leased_by = NULL, attempts = 0, last_error = NULL, dead_at = NULL,
                   created_at = excluded.created_at, hands = excluded.hands
             WHERE job.dead_at IS NOT NULL";
    CANCEL = "DELETE FROM job WHERE key = $1 AND dead_at IS NULL";
    DONE = "DELETE FROM job WHERE id = $1 AND dead_at IS NULL";

    NEXT_FREE = "SELECT due_at FROM job
           WHERE lane = $1 AND leased_by IS NULL AND dead_at IS NULL AND REPLACE($2, '|' || COALESCE(hands, '') || '|', '') = $2
           ORDER BY due_at, rank, id LIMIT 1";
    CLAIM = "UPDATE job SET leased_by = $1 WHERE id IN (
             SELECT id FROM job
              WHERE lane = $2 AND leased_by IS NULL AND dead_at IS NULL AND due_at <= $3
                AND REPLACE($4, '|' || COALESCE(hands, '') || '|', '') = $4
              ORDER BY due_at, rank, id LIMIT $5)
             RETURNING id, kind, key, body, due_at, rank, attempts, leased_by";
    FIRST_DUE = "SELECT id, kind, key, body, due_at, rank, attempts, leased_by FROM job
           WHERE lane = $1 AND leased_by IS NULL AND dead_at IS NULL AND due_at <= $2
           ORDER BY due_at, rank, id LIMIT 1";
    TAKE = "DELETE FROM job WHERE id = $1 AND COALESCE(leased_by, '') = $2";
    RETRY = "UPDATE job SET attempts = attempts + 1, last_error = $1, due_at = $2, leased_by = NULL
              WHERE id = $3 AND COALESCE(leased_by, '') = $4 AND attempts = $5";
    DIE = "UPDATE job SET attempts = attempts + 1, last_error = $1, dead_at = $2, leased_by = NULL
            WHERE id = $3 AND COALESCE(leased_by, '') = $4 AND attempts = $5";

    ALIVE = "INSERT INTO job_worker (id, name, alive_until) VALUES ($1, $2, $3)
             ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until";
    DROP_NAMESAKES = "DELETE FROM job_worker WHERE name = $1 OR alive_until <= $2";
    DROP_WORKER = "DELETE FROM job_worker WHERE id = $1";
    ORPHAN = "SELECT id FROM job WHERE leased_by <> $1 AND NOT EXISTS (
              SELECT 1 FROM job_worker w WHERE w.id = job.leased_by AND w.alive_until > $2) LIMIT 1";
    FREE_ORPHANS = "UPDATE job SET leased_by = NULL WHERE leased_by <> $1 AND NOT EXISTS (
              SELECT 1 FROM job_worker w WHERE w.id = job.leased_by AND w.alive_until > $2)";
    LEASED = "SELECT id FROM job WHERE leased_by = $1";
    FREE = "UPDATE job SET leased_by = NULL WHERE id = $1 AND leased_by = $2";
    FREE_EVERY = "UPDATE job SET leased_by = NULL WHERE leased_by IS NOT NULL";
    FREE_ALL = "UPDATE job SET leased_by = NULL WHERE leased_by = $1";

    LEFT = "SELECT CAST(COUNT(*) AS BIGINT) FROM job WHERE dead_at IS NULL AND kind <> 'schedule'";
    LEFT_OF = "SELECT CAST(COUNT(*) AS BIGINT) FROM job WHERE dead_at IS NULL AND kind = $1";
    NEXT_DUE = "SELECT due_at FROM job WHERE dead_at IS NULL AND kind <> 'schedule'
                ORDER BY due_at LIMIT 1";

    DEAD = "SELECT id, kind, key, body, attempts, COALESCE(last_error, ''), due_at, dead_at, created_at
            FROM job WHERE dead_at IS NOT NULL AND (dead_at, id) < ($1, $2)
            ORDER BY dead_at DESC, id DESC LIMIT $3";
    REVIVE = "UPDATE job SET dead_at = NULL, attempts = 0, due_at = $1
               WHERE id = $2 AND dead_at IS NOT NULL RETURNING lane, kind";
    BURY = "DELETE FROM job WHERE id = $1 AND dead_at IS NOT NULL RETURNING kind";

    SCHEDULED = "SELECT key, body, due_at FROM job
                  WHERE kind = 'schedule' AND key IS NOT NULL AND dead_at IS NULL ORDER BY key";
    SOONER = "UPDATE job SET due_at = $1 WHERE key = $2 AND due_at > $1 AND dead_at IS NULL";
    KEYED = "SELECT attempts, last_error, dead_at FROM job WHERE key = $1";
}

db::row! {
    /// A job in hand.
    pub(crate) struct Claimed {
        pub(crate) id: JobId,
        pub(crate) kind: String,
        pub(crate) key: Option<String>,
        pub(crate) body: String,
        pub(crate) due_at: At,
        pub(crate) rank: i64,
        pub(crate) attempts: i64,
        pub(crate) leased_by: Option<String>,
    }
}

/// Where a job stands in line.
pub(crate) type Slot = (At, i64, JobId);

impl Claimed {
    pub(crate) fn slot(&self) -> Slot {
        (self.due_at, self.rank, self.id)
    }

    pub(crate) fn holder(&self) -> &str {
        self.leased_by.as_deref().unwrap_or("")
    }
}

/// A row on its way in.
pub(crate) struct New {
    pub(crate) lane: Lane,
    pub(crate) kind: String,
    pub(crate) key: Option<String>,
    pub(crate) body: String,
    pub(crate) due_at: At,
    pub(crate) rank: i64,
    pub(crate) hands: String,
}

/// Crews whose jobs are left where they are, as the statements read it: `|one|another|`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Full(String);

impl Full {
    pub(crate) fn of<'c>(crews: impl Iterator<Item = &'c str>) -> Full {
        let mut all: Vec<&str> = crews.collect();
        all.sort_unstable();
        let none = all.is_empty();
        Full(if none { String::new() } else { format!("|{}|", all.join("|")) })
    }
}

/// Puts a row, or moves the one of its key.
pub(crate) fn put(tx: &mut Tx<'_>, id: JobId, new: &New, leased_by: Option<&str>) -> Answer<()> {
    let now = tx.now();
    let New { lane, kind, key, body, due_at, rank, hands } = new;
    match key {
        Some(key) => tx.put(MOVE, (id, lane, kind, key, body, due_at, rank, leased_by, now, hands)),
        None => tx.put(PUT, (id, lane, kind, body, due_at, rank, leased_by, now, hands)),
    }
}

/// When the first of a lane that nobody holds is due; those of full crews do not count.
pub(crate) fn next_free(tx: &mut Tx<'_>, lane: Lane, full: &Full) -> Answer<Option<At>> {
    Ok(tx.maybe::<(At,)>(NEXT_FREE, (lane, full.0.as_str()))?.map(|row| row.0))
}

/// The first `most` of a lane due by then, now leased to this worker, in line.
pub(crate) fn claim(
    tx: &mut Tx<'_>,
    worker: &str,
    lane: Lane,
    due_by: At,
    full: &Full,
    most: usize,
) -> Answer<Vec<Claimed>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut rows: Vec<Claimed> = tx.all(CLAIM, (worker, lane, due_by, full.0.as_str(), most))?;
    rows.sort_by_key(Claimed::slot);
    Ok(rows)
}

/// The first in line of all lanes, due by now and held by nobody.
pub(crate) fn first_due(tx: &mut Tx<'_>) -> Answer<Option<Claimed>> {
    let now = tx.now();
    let mut first: Option<Claimed> = None;
    for lane in Lane::ALL {
        let row: Option<Claimed> = tx.maybe(FIRST_DUE, (*lane, now))?;
        first = first.into_iter().chain(row).min_by_key(Claimed::slot);
    }
    Ok(first)
}

/// Deletes a job in hand; false when it was cancelled, moved, done or taken over meanwhile.
pub(crate) fn take(tx: &mut Tx<'_>, row: &Claimed) -> Answer<bool> {
    Ok(tx.run(TAKE, (row.id, row.holder()))? > 0)
}
