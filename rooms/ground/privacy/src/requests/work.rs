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
const HELPING: i64 = 16;

/// One round: everything that is due by now goes one step. How many went; run it again until none
/// does.
pub fn work(db: &Db) -> Answer<usize> {
    let mut went = 0;
    went += each(db, State::Asked, rules::TO_PROVE, lapse)?;
    went += each(db, State::Grace, rules::GRACE, ripen)?;
    went += each(db, State::Waiting, Span::ZERO, begin)?;
    went += carry_out(db)?;
    Ok(went)
}

fn each(
    db: &Db,
    state: State,
    since: Span,
    act: fn(&mut Tx<'_>, &Request) -> Answer<bool>,
) -> Answer<usize> {
    let (mut went, mut seen) = (0, RequestId::from_bits(0));
    loop {
        let from = seen;
        let some: Vec<Request> = db.read_now("privacy.requests_due", move |tx| {
            let until = tx.now().minus(since);
            tx.all(store::IN_STATE, (state, until, from, HELPING))
        })?;
        let Some(last) = some.last() else { return Ok(went) };
        seen = last.id;
        let ids: Vec<RequestId> = some.iter().map(|one| one.id).collect();
        went += db.write_now("privacy.request_step", choices::lock(), move |tx| {
            let mut went = 0;
            for id in &ids {
                let request = acts::load(tx, *id)?;
                if request.state == state && act(tx, &request)? {
                    went += 1;
                }
            }
            Ok(went)
        })?;
    }
}

fn lapse(tx: &mut Tx<'_>, request: &Request) -> Answer<bool> {
    take(tx, request, Event::Lapse, By::House, "house", None).map(|_| true)
}

fn ripen(tx: &mut Tx<'_>, request: &Request) -> Answer<bool> {
    take(tx, request, Event::Ripen, By::House, "house", None).map(|_| true)
}

// What still runs is finished first: the orders on their way, the money that is theirs.
fn begin(tx: &mut Tx<'_>, request: &Request) -> Answer<bool> {
    if !Upstairs::of(tx).runs(tx, request.member)?.is_empty() {
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

/// What erasures have still to do outside the tables: the keys on the disk, and the pages beside
/// the database. Only then they are done.
fn carry_out(db: &Db) -> Answer<usize> {
    let working: Vec<Request> = db.read_now("privacy.erasing", |tx| {
        let now = tx.now();
        tx.all(store::IN_STATE, (State::Working, now, RequestId::from_bits(0), HELPING))
    })?;
    let ids: Vec<RequestId> =
        working.iter().filter(|one| one.right() == Right::Deletion).map(|one| one.id).collect();
    if ids.is_empty() {
        return Ok(0);
    }
    while erase::carry_out(db)? > 0 {}
    if !db.fold()? {
        return Ok(0);
    }
    let count = ids.len();
    db.write_now("privacy.erased", choices::lock(), move |tx| {
        for id in &ids {
            let request = acts::load(tx, *id)?;
            if request.state == State::Working {
                take(tx, &request, Event::Finish, By::House, "house", None)?;
            }
        }
        Ok(())
    })?;
    Ok(count)
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
    let due = i64::try_from(all.iter().filter(|at| **at <= now).count()).unwrap_or(i64::MAX);
    (due > request.alarms).then_some(due)
}
