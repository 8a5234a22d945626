//! What whoever answers for personal data asks of the running house: to check its log, to turn the
//! epoch of its keys, to give everybody new ones. Asked for in a row, done beside everything else.

use db::{Answer, Db, Tx};
use kernel::{At, MemberId, RecordId, Refused, StaffId};
use policy::RetentionClass;

use crate::{choices, cli, erase, store, vault};

kernel::words! {
    /// What can be asked for.
    pub enum What {
        /// To check the whole log.
        Verify = "verify",
        /// To turn the epoch of the master key.
        Turn = "turn",
        /// To give every key a new one.
        Rotate = "rotate",
    }
}
db::stored!(What);

db::row! {
    /// What was asked, how far it has come, and what came of it.
    pub struct Task {
        /// The row.
        pub id: RecordId,
        /// What.
        pub what: What,
        /// When.
        pub asked_at: At,
        /// By whom.
        pub staff: StaffId,
        /// The last slot that was looked at.
        pub after_slot: i64,
        /// The last slot that is to be.
        pub until_slot: i64,
        /// How many keys are done.
        pub done: i64,
        /// When it was over.
        pub ended_at: Option<At>,
        /// What came of it.
        pub found: Option<String>,
    }
}

/// How many keys are changed in one transaction: acts go on between two of them.
const HELPING: i64 = 50;
/// How much of what was found is kept.
const MOST: usize = 20_000;

/// Asks for one. Two of a kind do not run at once.
pub fn ask(tx: &mut Tx<'_>, what: What, by: StaffId) -> Answer<RecordId> {
    let (last,): (i64,) = tx.one(store::LAST_SLOT, ())?;
    let id: RecordId = tx.new_id();
    match tx.run(store::NEW_TASK, (id, what, tx.now(), by, last))? {
        0 => Err(crate::PrivacyRefusal::TaskRuns.into()),
        _ => Ok(id),
    }
}

/// The latest, and what came of them.
pub fn latest(tx: &mut Tx<'_>, most: i64) -> Answer<Vec<Task>> {
    tx.all(store::TASKS, (most,))
}

/// Does some of what was asked for; false when nothing is. A crash anywhere only does it once more.
pub fn work(db: &Db) -> Answer<bool> {
    let next: Option<Task> = db.read_now("privacy.task", |tx| tx.maybe(store::NEXT_TASK, ()))?;
    let Some(task) = next else { return Ok(false) };
    let done = match task.what {
        What::Verify => cli::log_verify(db, Vec::new()).map(|told| Some(told.text)),
        What::Turn => cli::turn_epoch(db).map(|told| Some(told.text)),
        What::Rotate => rotate(db, &task),
    };
    let found = match done {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(true),
        // What cannot be done is said; it is asked for again when its cause is mended.
        Err(refused) => format!("{}: {refused}", refused.code()),
    };
    let found: String = found.chars().take(MOST).collect();
    db.write_now("privacy.task_ended", db::Lock::none(), move |tx| {
        tx.run_one(store::END_TASK, (tx.now(), &found, task.id))
    })?;
    Ok(true)
}

// One helping; what to tell when there is no more.
fn rotate(db: &Db, task: &Task) -> Answer<Option<String>> {
    let (id, after, until, before) = (task.id, task.after_slot, task.until_slot, task.done);
    let last = db.write_now("privacy.rotate", choices::lock(), move |tx| {
        let page: Vec<(MemberId, String, i64)> = tx.all(store::KEYS_AFTER, (after, HELPING))?;
        let page = page.into_iter().filter(|(.., slot)| *slot <= until);
        let (mut last, mut done) = (None, before);
        for (member, class, slot) in page {
            last = Some(slot);
            let Some(class) = RetentionClass::parse(&class) else { continue };
            match vault::rotate(tx, member, class) {
                Ok(_) => done += 1,
                // Destroyed by now: it has no need of another.
                Err(Refused::No(no)) if no.status == 410 => {}
                Err(refused) => return Err(refused),
            }
        }
        if let Some(last) = last {
            tx.run_one(store::TASK_GOES_ON, (last, done, id))?;
        }
        Ok(last)
    })?;
    while erase::carry_out(db)? > 0 {}
    Ok(last.is_none().then(|| format!("{before} keys are new\n")))
}
