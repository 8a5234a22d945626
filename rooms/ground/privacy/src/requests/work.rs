//! Taking requests as far as they go: each step is one transaction or one act on the disk that can
//! be done again, so a crash between any two only has it done once more.

use db::{Answer, Db, Lock, Tx};
use kernel::{At, Id as _, RequestId, Span};
use policy::Right;

use super::rules::{self, By, Event, State};
use super::store::{self, Request, take};
use super::{Upstairs, acts};
use crate::{choices, erase};

/// How many are taken at once.
const HELPING: i64 = 32;
/// How many erasures are finished in a round.
const WORKING: i64 = 1_000;

kernel::words! {
    /// What the house does about requests by itself, in this order.
    pub enum Stage {
        /// Lets go of those whose asker never showed who they are.
        Lapse = "lapse",
        /// Ends the time in which an erasure can be taken back.
        Ripen = "ripen",
        /// Begins what nothing runs any more that it waited for: closes accounts, ends every row
        /// and dooms the keys, in one transaction.
        Begin = "begin",
        /// Destroys doomed keys on the disk.
        Keys = "keys",
        /// Folds the pages beside the database into it, so that nothing overwritten lies there.
        Fold = "fold",
        /// Says that it is done.
        Finish = "finish",
    }
}

/// One round: everything that is due by now goes one step. How many went; run it again until none
/// does.
pub fn work(db: &Db) -> Answer<usize> {
    let (mut went, mut broken) = (0, None);
    for one in [Stage::Lapse, Stage::Ripen, Stage::Begin] {
        // What was begun is finished, whatever stands in the way of what was not.
        match stage(db, one) {
            Ok(some) => went += some,
            Err(no) => broken = broken.or(Some(no)),
        }
    }
    if let Some(no) = broken {
        ends(db)?;
        return Err(no);
    }
    Ok(went + ends(db)?)
}

// The second half of a round: what the disk still holds of those being erased.
fn ends(db: &Db) -> Answer<usize> {
    let mut went = 0;
    if erasing(db)?.is_empty() {
        return Ok(went);
    }
    stage(db, Stage::Keys)?;
    // A reader in the way: the next round tries again.
    if stage(db, Stage::Fold)? > 0 {
        went += stage(db, Stage::Finish)?;
    }
    Ok(went)
}

/// One stage of a round; how far it went. A crash after any of them only has it done once more.
pub fn stage(db: &Db, stage: Stage) -> Answer<usize> {
    match stage {
        Stage::Lapse => each(db, State::Asked, rules::TO_PROVE, lapse),
        Stage::Ripen => each(db, State::Grace, rules::GRACE, ripen),
        Stage::Begin => each(db, State::Waiting, Span::ZERO, begin),
        Stage::Keys => {
            let mut keys = 0;
            loop {
                match erase::carry_out(db)? {
                    0 => return Ok(keys),
                    some => keys += some,
                }
            }
        }
        Stage::Fold => db.fold().map(usize::from),
        Stage::Finish => finish(db),
    }
}

fn each(db: &Db, state: State, since: Span, act: Act) -> Answer<usize> {
    let (mut went, mut seen) = (0, (At::from_micros(i64::MIN), RequestId::from_bits(0)));
    loop {
        let from = seen;
        let some: Vec<Request> = db.read_now("privacy.requests_due", move |tx| {
            let until = tx.now().minus(since);
            tx.all(store::IN_STATE, (state, until, from.0, from.1, HELPING))
        })?;
        let Some(last) = some.last() else { return Ok(went) };
        seen = (last.state_at, last.id);
        let ids: Vec<RequestId> = some.iter().map(|one| one.id).collect();
        went += match steps(db, state, ids.clone(), act) {
            Ok(some) => some,
            // One of them is refused: the others do not wait for it.
            Err(_) => ids.into_iter().map(|id| alone(db, state, id, act)).sum(),
        };
    }
}

type Act = fn(&mut Tx<'_>, &Request) -> Answer<bool>;

fn steps(db: &Db, state: State, ids: Vec<RequestId>, act: Act) -> Answer<usize> {
    db.write_now("privacy.request_step", choices::lock(), move |tx| {
        let mut went = 0;
        for id in &ids {
            let request = acts::load(tx, *id)?;
            if request.state == state && act(tx, &request)? {
                went += 1;
            }
        }
        Ok(went)
    })
}

fn alone(db: &Db, state: State, id: RequestId, act: Act) -> usize {
    steps(db, state, vec![id], act).unwrap_or_else(|refused| {
        eprintln!("requests: {id} stays {state}: {refused}");
        0
    })
}

fn lapse(tx: &mut Tx<'_>, request: &Request) -> Answer<bool> {
    take(tx, request, Event::Lapse, By::House, "house", None)?;
    if !request.is_own() {
        // Whose address it was, nobody knows: it is not kept to show that nothing was answered.
        let (class, place) = (acts::CLASS, request.id.to_string());
        tx.put(crate::store::DISCARD_PLACE, (request.held_by, class.code(), place))?;
        erase::doom_key(tx, request.held_by, class)?;
    }
    Ok(true)
}

fn ripen(tx: &mut Tx<'_>, request: &Request) -> Answer<bool> {
    take(tx, request, Event::Ripen, By::House, "house", None).map(|_| true)
}

// What still runs is finished first: the orders on their way, the money that is theirs.
fn begin(tx: &mut Tx<'_>, request: &Request) -> Answer<bool> {
    let runs = Upstairs::of(tx).runs(tx, request.member)?;
    if !runs.is_empty() {
        if runs.iter().all(|one| one.what == "money") {
            Upstairs::of(tx).pay_back(tx, request.member)?;
        }
        return Ok(false);
    }
    if request.right() == Right::Deletion {
        acts::begin_erasure(tx, request.id)?;
        return Ok(true);
    }
    take(tx, request, Event::Begin, By::House, "house", None)?;
    Upstairs::of(tx).close(tx, request.member)?;
    acts::finish(tx, request.id)?;
    Ok(true)
}

fn erasing(db: &Db) -> Answer<Vec<RequestId>> {
    let all: Vec<(RequestId,)> =
        db.read_now("privacy.erasing", |tx| tx.all(store::ERASING, (WORKING,)))?;
    Ok(all.into_iter().map(|row| row.0).collect())
}

// Only what the disk has let go of is done: the keys, and the pages beside the database.
fn finish(db: &Db) -> Answer<usize> {
    let ids = erasing(db)?;
    if ids.is_empty() {
        return Ok(0);
    }
    db.write_now("privacy.erased", choices::lock(), move |tx| {
        let mut went = 0;
        for id in &ids {
            let request = acts::load(tx, *id)?;
            if request.state == State::Working {
                take(tx, &request, Event::Finish, By::House, "house", None)?;
                went += 1;
            }
        }
        Ok(went)
    })
}

/// The desk hears when a deadline comes nearer: how many alarms rang.
pub fn alarms(db: &Db) -> Answer<usize> {
    let (mut went, mut after) = (0, (At::default(), RequestId::from_bits(0)));
    loop {
        let (due, id) = after;
        let some: Vec<Request> = db
            .read_now("privacy.alarms", move |tx| tx.all(store::BY_DEADLINE, (due, id, HELPING)))?;
        let Some(last) = some.last() else { return Ok(went) };
        after = (last.due_at, last.id);
        let now = db.now();
        let late: Vec<RequestId> = db.read_now("privacy.alarmed", move |tx| {
            let numbers = acts::numbers(tx)?;
            let behind = some.iter().filter(|one| behind(one, numbers, now).is_some());
            Ok(behind.map(|one| one.id).collect())
        })?;
        if late.is_empty() {
            continue;
        }
        went += db.write_now("privacy.alarm", Lock::none(), move |tx| {
            let numbers = acts::numbers(tx)?;
            let mut rung = 0;
            for id in &late {
                let request = acts::load(tx, *id)?;
                let Some(reached) = behind(&request, numbers, tx.now()) else { continue };
                take(tx, &request, Event::Alarm, By::House, "house", None)?;
                tx.run_one(store::SET_ALARMS, (reached, *id))?;
                rung += 1;
            }
            Ok(rung)
        })?;
    }
}

// How many alarms are due, when that is more than have rung.
fn behind(request: &Request, numbers: rules::Numbers, now: At) -> Option<i64> {
    if request.state == State::Asked || request.state.is_over() {
        return None;
    }
    let longer = request.longer_at.is_some();
    let all = rules::alarms(request.laws(), numbers, request.asked_at, longer);
    let early = rules::early(request.right(), request.state);
    let rings = all.iter().map(|at| at.minus(early)).filter(|at| *at > request.asked_at);
    let due = i64::try_from(rings.filter(|at| *at <= now).count()).unwrap_or(i64::MAX);
    (due > request.alarms).then_some(due)
}
