use db::{Answer, Tx};
use kernel::{At, Fault, JobId};
use serde::Serialize;

use crate::store::{self, Claimed, New};
use crate::wheel::turn;
use crate::{Job, Lane, News, Wheel};

/// What an act leaves to be done after it. Rows in the act's own transaction; the runner of this
/// process, when there is one, hears of them the moment the act has committed.
pub trait Later {
    /// Tells whoever listens.
    fn tell<N: News>(&mut self, news: &N) -> Answer<()>;

    /// Has this done at `due`. Those due at one instant are done in the order they were put.
    fn later<J: Job>(&mut self, job: &J, due: At) -> Answer<JobId>;

    /// Has the job of this key done at `due`, ranked `rank` among those of that instant (smaller
    /// first). What was planned under the key is replaced, also when it is in hand just now.
    fn later_keyed<J: Job>(&mut self, key: &str, rank: i64, job: &J, due: At) -> Answer<JobId>;

    /// Forgets the job of this key; false when none was planned. A dead one stays on the list of
    /// dead jobs.
    fn cancel(&mut self, key: &str) -> Answer<bool>;

    /// Marks a job as done by the act itself. True for exactly one caller: false means it was
    /// moved, cancelled or done by another, and the caller must leave the world alone.
    fn done(&mut self, id: JobId) -> Answer<bool>;
}

impl Later for Tx<'_> {
    fn tell<N: News>(&mut self, news: &N) -> Answer<()> {
        let body = written(N::TOPIC, news)?;
        let (kind, due_at, turn) = (news_kind(N::TOPIC), self.now(), turn());
        let row = New {
            lane: Lane::News,
            kind,
            key: None,
            body,
            due_at,
            rank: turn,
            hands: String::new(),
        };
        enter(self, row, turn).map(|_| ())
    }

    fn later<J: Job>(&mut self, job: &J, due_at: At) -> Answer<JobId> {
        let (kind, body, turn) = (J::KIND.to_owned(), written(J::KIND, job)?, turn());
        let hands = job.hands().to_owned();
        enter(self, New { lane: J::LANE, kind, key: None, body, due_at, rank: turn, hands }, turn)
    }

    fn later_keyed<J: Job>(&mut self, key: &str, rank: i64, job: &J, due_at: At) -> Answer<JobId> {
        let (kind, body) = (J::KIND.to_owned(), written(J::KIND, job)?);
        let (key, hands) = (Some(key.to_owned()), job.hands().to_owned());
        enter(self, New { lane: J::LANE, kind, key, body, due_at, rank, hands }, turn())
    }

    fn cancel(&mut self, key: &str) -> Answer<bool> {
        let turn = turn();
        let found = self.run(store::CANCEL, (key,))? > 0;
        if let (true, Some(wheel)) = (found, wheel(self)) {
            let key = key.to_owned();
            self.after_commit(move || wheel.forget(&key, turn, None));
        }
        Ok(found)
    }

    fn done(&mut self, id: JobId) -> Answer<bool> {
        let mine = self.run(store::DONE, (id,))? > 0;
        if let (true, Some(wheel)) = (mine, wheel(self)) {
            self.after_commit(move || wheel.land(id));
        }
        Ok(mine)
    }
}

pub(crate) fn news_kind(topic: &str) -> String {
    format!("news.{topic}")
}

pub(crate) fn written(kind: &str, body: &impl Serialize) -> Answer<String> {
    serde_json::to_string(body)
        .map_err(|e| Fault::new(format!("{kind} cannot be written down: {e}")).into())
}

pub(crate) fn wheel(tx: &Tx<'_>) -> Option<Wheel> {
    tx.plugged::<Wheel>().ok().cloned()
}

fn enter(tx: &mut Tx<'_>, new: New, turn: i64) -> Answer<JobId> {
    let id = tx.new_id();
    let wheel = wheel(tx);
    // Why leased from the start: a timer that this process will hold in memory must not be taken
    // by another process before it fires here.
    let leased_by = match &wheel {
        Some(wheel) if new.lane == Lane::Timer => wheel.holder_of(new.due_at, tx.now()),
        _ => None,
    };
    store::put(tx, id, &new, leased_by.as_deref())?;
    let Some(wheel) = wheel else { return Ok(id) };
    tx.after_commit(move || {
        let New { lane, kind, key, body, due_at, rank, .. } = new;
        if let Some(key) = &key {
            wheel.forget(key, turn, Some(id));
        }
        if leased_by.is_some() {
            let row = Claimed { id, kind, key, body, due_at, rank, attempts: 0, leased_by };
            wheel.place(vec![row], turn);
        } else {
            wheel.ring(lane, due_at);
        }
    });
    Ok(id)
}
