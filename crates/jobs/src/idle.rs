use std::sync::Arc;

use db::{Answer, Db, Lock, Tx};
use kernel::At;

use crate::perform::Desk;
use crate::store;
use crate::{Config, Handlers, Job, Wheel};

/// Carries out everything that is due, one after the other in line, and what becomes due by it,
/// until nothing is. For tests and stories: with a clock moved by hand it does the same each time.
/// No runner may be at work on this database: leases are taken from whoever left them.
/// How many jobs were carried out or failed.
pub async fn run_until_idle(db: &Db, handlers: &Arc<Handlers>) -> Answer<u64> {
    handlers.check()?;
    let schedules = Arc::clone(&handlers.schedules);
    db.write("jobs.install", Lock::none(), move |tx| {
        tx.run(store::FREE_EVERY, ())?;
        schedules.install(tx)
    })
    .await?;
    let wheel = db.plugs().get::<Wheel>().cloned().unwrap_or_default();
    let limit = Config::default().limit;
    let desk = Desk { db: db.clone(), handlers: Arc::clone(handlers), wheel, limit };
    let mut done = 0;
    while let Some(row) = db.read("jobs.first_due", store::first_due).await? {
        desk.wheel.fly(std::slice::from_ref(&row));
        desk.perform(row).await?;
        done += 1;
    }
    Ok(done)
}

/// How many jobs and news are still to be done, now or later. Dead ones and the schedules
/// themselves do not count.
pub fn left(tx: &mut Tx<'_>) -> Answer<i64> {
    tx.one::<(i64,)>(store::LEFT, ()).map(|row| row.0)
}

/// How many of these are of one kind.
pub fn left_of<J: Job>(tx: &mut Tx<'_>) -> Answer<i64> {
    tx.one::<(i64,)>(store::LEFT_OF, (J::KIND,)).map(|row| row.0)
}

/// Whether a job of this key waits, is in hand, or lies dead.
pub fn is_planned(tx: &mut Tx<'_>, key: &str) -> Answer<bool> {
    let found: Option<(i64, Option<String>, Option<At>)> = tx.maybe(store::KEYED, (key,))?;
    Ok(found.is_some())
}

/// Whether a job of this key waits or is in hand: one that lies dead will not be done.
pub fn is_alive(tx: &mut Tx<'_>, key: &str) -> Answer<bool> {
    let found: Option<(i64, Option<String>, Option<At>)> = tx.maybe(store::KEYED, (key,))?;
    Ok(found.is_some_and(|(_, _, dead_at)| dead_at.is_none()))
}

/// When the next job is due: where a story moves its clock to.
pub fn next_due(tx: &mut Tx<'_>) -> Answer<Option<At>> {
    Ok(tx.maybe::<(At,)>(store::NEXT_DUE, ())?.map(|row| row.0))
}
