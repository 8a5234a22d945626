use db::{Answer, Tx};
use kernel::{At, Span};
use serde::{Deserialize, Serialize};

use crate::later::{Later, wheel, written};
use crate::wheel::turn;
use crate::{Job, Lane, store};

/// How often something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// Each time this much time has passed, counted from the epoch: all processes agree.
    Every(Span),
    /// Each day at this time in Japan.
    DailyJst {
        /// 0 to 23.
        hour: i64,
        /// 0 to 59.
        minute: i64,
    },
}

impl Cadence {
    /// The first instant after `now`. What was missed is not made up for.
    pub fn next(self, now: At) -> At {
        let (step, offset) = match self {
            Cadence::Every(span) => (span.as_micros().max(1), 0),
            Cadence::DailyJst { hour, minute } => {
                let of_day = Span::minutes(hour * 60 + minute).as_micros();
                (Span::days(1).as_micros(), of_day - Span::hours(9).as_micros())
            }
        };
        let steps = (now.micros() - offset).div_euclid(step) + 1;
        At::from_micros(steps.saturating_mul(step).saturating_add(offset))
    }
}

/// What is done again and again: one list in app. At each instant the job is put as any other, and
/// tried and given up as any other; while one run still waits or works, no second is put.
#[derive(Default, Clone)]
pub struct Schedules {
    all: Vec<Schedule>,
    wrong: Vec<String>,
}

#[derive(Clone)]
struct Schedule {
    name: &'static str,
    cadence: Cadence,
    lane: Lane,
    kind: &'static str,
    body: String,
    hands: String,
}

/// A schedule, for the page that shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its name.
    pub name: &'static str,
    /// The kind of its job.
    pub kind: &'static str,
    /// How often.
    pub cadence: Cadence,
    /// When next.
    pub next_at: Option<At>,
    /// When last.
    pub last_at: Option<At>,
    /// A run is waiting, working, or to be tried again.
    pub running: bool,
    /// What went wrong with that run the last time it was tried.
    pub last_error: Option<String>,
    /// That run was given up: it is on the list of dead jobs until the next one.
    pub dead_at: Option<At>,
}

/// The instant of a schedule: puts its job and itself anew.
#[derive(Serialize, Deserialize)]
pub(crate) struct Tick {
    name: String,
    last_at: Option<i64>,
}

impl Job for Tick {
    const KIND: &'static str = "schedule";
}

type Keyed = (i64, Option<String>, Option<At>);

impl Schedules {
    /// Nothing yet.
    pub fn new() -> Schedules {
        Schedules::default()
    }

    /// Does this each time `span` has passed.
    #[must_use]
    pub fn every<J: Job>(self, name: &'static str, span: Span, job: &J) -> Schedules {
        let positive = span > Span::ZERO;
        self.add(name, Cadence::Every(span), positive, job)
    }

    /// Does this each day at this time in Japan.
    #[must_use]
    pub fn daily<J: Job>(self, name: &'static str, hour: i64, minute: i64, job: &J) -> Schedules {
        let of_day = (0..24).contains(&hour) && (0..60).contains(&minute);
        self.add(name, Cadence::DailyJst { hour, minute }, of_day, job)
    }

    fn add<J: Job>(
        mut self,
        name: &'static str,
        cadence: Cadence,
        possible: bool,
        job: &J,
    ) -> Schedules {
        if !possible {
            self.wrong.push(format!("the schedule {name} has no such time: {cadence:?}"));
        } else if self.all.iter().any(|s| s.name == name) {
            self.wrong.push(format!("two schedules are called {name}"));
        } else {
            match written(J::KIND, job) {
                Ok(body) => {
                    let (lane, kind, hands) = (J::LANE, J::KIND, job.hands().to_owned());
                    self.all.push(Schedule { name, cadence, lane, kind, body, hands });
                }
                Err(refused) => self.wrong.push(refused.to_string()),
            }
        }
        self
    }

    pub(crate) fn wrong(&self) -> &[String] {
        &self.wrong
    }

    pub(crate) fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.all.iter().map(|s| s.kind)
    }

    /// Puts the ticks of this list into the table and takes those off that are not on it.
    pub(crate) fn install(&self, tx: &mut Tx<'_>) -> Answer<()> {
        let now = tx.now();
        let known: Vec<(String, String, At)> = tx.all(store::SCHEDULED, ())?;
        for (key, _, _) in &known {
            if !self.all.iter().any(|s| tick_key(s.name) == *key) {
                tx.cancel(key)?;
            }
        }
        for schedule in &self.all {
            let (key, next) = (tick_key(schedule.name), schedule.cadence.next(now));
            if known.iter().any(|(known, _, _)| *known == key) {
                // A cadence made quicker since does not wait for the slow one's instant.
                tx.run(store::SOONER, (next, key.as_str()))?;
            } else {
                let tick = Tick { name: schedule.name.to_owned(), last_at: None };
                tx.later_keyed(&key, 0, &tick, next)?;
            }
        }
        Ok(())
    }

    pub(crate) fn tick(&self, tx: &mut Tx<'_>, tick: &Tick) -> Answer<()> {
        let Some(schedule) = self.all.iter().find(|s| s.name == tick.name) else { return Ok(()) };
        let Schedule { name, cadence, lane, kind, body, hands } = schedule;
        let (now, id) = (tx.now(), tx.new_id::<kernel::JobId>());
        let (key, hands) = (run_key(name), hands.as_str());
        let row = (id, *lane, *kind, key, body.as_str(), now, turn(), now, hands);
        tx.run(store::PUT_UNLESS_WAITING, row)?;
        if let Some(wheel) = wheel(tx) {
            let lane = *lane;
            tx.after_commit(move || wheel.ring(lane, now));
        }
        let tick = Tick { name: tick.name.clone(), last_at: Some(now.micros()) };
        tx.later_keyed(&tick_key(name), 0, &tick, cadence.next(now)).map(|_| ())
    }

    /// The page of schedules, in the list's order.
    pub fn page(&self, tx: &mut Tx<'_>) -> Answer<Vec<Planned>> {
        let known: Vec<(String, String, At)> = tx.all(store::SCHEDULED, ())?;
        let mut page = Vec::with_capacity(self.all.len());
        for Schedule { name, cadence, kind, .. } in &self.all {
            let row = known.iter().find(|(key, _, _)| *key == tick_key(name));
            let tick = row.and_then(|(_, body, _)| serde_json::from_str::<Tick>(body).ok());
            let run: Option<Keyed> = tx.maybe(store::KEYED, (run_key(name),))?;
            page.push(Planned {
                name,
                kind,
                cadence: *cadence,
                next_at: row.map(|row| row.2),
                last_at: tick.and_then(|tick| tick.last_at).map(At::from_micros),
                running: run.as_ref().is_some_and(|run| run.2.is_none()),
                last_error: run.as_ref().and_then(|run| run.1.clone()),
                dead_at: run.and_then(|run| run.2),
            });
        }
        Ok(page)
    }
}

fn tick_key(name: &str) -> String {
    format!("schedule.{name}")
}

fn run_key(name: &str) -> String {
    format!("run.{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_time_is_after_now_and_at_the_time_of_japan() {
        let at = |text: &str| At::parse(text).unwrap();
        let four = Cadence::DailyJst { hour: 4, minute: 30 };
        let midnight = Cadence::DailyJst { hour: 0, minute: 0 };
        let quarter = Cadence::Every(Span::minutes(15));
        let table = [
            (four, "2026-11-22T19:29:59.999999Z", "2026-11-22T19:30:00Z"),
            (four, "2026-11-22T19:30:00Z", "2026-11-23T19:30:00Z"),
            (four, "2026-11-22T10:00:00Z", "2026-11-22T19:30:00Z"),
            (midnight, "2026-11-22T14:59:00Z", "2026-11-22T15:00:00Z"),
            (quarter, "2026-11-22T10:00:00Z", "2026-11-22T10:15:00Z"),
            (quarter, "2026-11-22T10:14:59.999Z", "2026-11-22T10:15:00Z"),
        ];
        for (cadence, now, next) in table {
            assert_eq!(cadence.next(at(now)), at(next), "{cadence:?} after {now}");
        }
    }
}
