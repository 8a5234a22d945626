//! (c) Very many bids due at one instant: each sent exactly once, the earliest end first, and how
//! many a second beside the same calls and commits without daiko.

use std::collections::HashMap;

use bidding::Timing;
use kernel::{Fault, Refused, Span};
use serde_json::json;

use super::Part;
use super::bare;
use super::stage::{Stage, Wanted};
use crate::bench::figures::{Rate, Ratio, Spread, verdict};
use crate::config::BenchFireArgs;

const TARGET: Ratio = Ratio::thousandths(500);
/// The soonest end comes so many seconds after the instant; then ten classes, a second apart.
const SOONEST_S: i64 = 60;
const CLASSES: usize = 10;

/// Sets the stage, lets the bids fire, and counts; then the same without daiko.
pub(crate) async fn run(args: &BenchFireArgs) -> Result<Part, Refused> {
    let stage = Stage::open("bench-at-once").await?;
    let at = stage.house.db.now().plus(Span::secs(args.prepare));
    let wanted = wanted(args.at_once, at);
    stage.set(&wanted).await?;
    let (timings, done_at) = stage.answered(wanted.len(), Span::secs(args.prepare + 120)).await?;
    let sent: Vec<i64> = timings
        .iter()
        .filter_map(|t| t.sent_at.map(|sent| sent.since(t.planned_at).as_micros()))
        .collect();
    let took = timings.iter().filter_map(|t| t.answered_at).max().unwrap_or(done_at).max(done_at);
    let rate = Rate { done: timings.len() as u64, took: took.since(at).to_std() };
    exactly_once(&stage, &timings, wanted.len()).await?;
    let out_of_line = out_of_line(&timings);
    stage.close().await?;
    let bare = bare::run(args.at_once).await?;
    let ratio = Ratio::of(rate.per_second(), bare.per_second());
    let hands = jobs::Config::default().timers;
    let (late, in_line) = (Spread::of(sent), out_of_line <= hands);
    let reached = ratio >= TARGET && in_line;
    Ok(Part {
        line: format!(
            "{} bids due at one instant: each taken exactly once; none begun more than \
             {out_of_line} places before an earlier end ({hands} hands work at once); from planned \
             to sent {late}; {}/s beside {}/s for the same calls and commits without daiko = \
             {ratio}; target {TARGET} {}",
            timings.len(),
            rate.per_second(),
            bare.per_second(),
            verdict(reached)
        ),
        json: json!({
            "bids": timings.len(),
            "exactly_once": true,
            "most_places_out_of_line": out_of_line,
            "hands": hands,
            "to_sent": late.json(),
            "per_second": rate.per_second(),
            "bare_per_second": bare.per_second(),
            "ratio": ratio.json(),
            "target": TARGET.json(),
            "reached": reached,
        }),
    })
}

/// Ends in classes, mixed: the order of listing says nothing of the order of ends.
pub(crate) fn wanted(count: usize, at: kernel::At) -> Vec<Wanted> {
    let class = |n: usize| i64::try_from(n * 7 % CLASSES).unwrap_or(0);
    (0..count).map(|n| Wanted { send_at: at, lead: Span::secs(SOONEST_S + class(n)) }).collect()
}

async fn exactly_once(stage: &Stage, timings: &[Timing], count: usize) -> Result<(), Refused> {
    let taken = stage.fair.taken().await?;
    let mut by_lot: HashMap<&str, Vec<&str>> = HashMap::new();
    for (reference, item) in &taken {
        by_lot.entry(item).or_default().push(reference);
    }
    let right = |t: &&Timing| {
        let reference = t.attempt.to_string();
        t.placed && by_lot.get(t.item.as_str()).is_some_and(|all| *all == [reference.as_str()])
    };
    let good = timings.iter().filter(right).count();
    if taken.len() == count && timings.len() == count && good == count {
        return Ok(());
    }
    let what = format!(
        "{} bids were taken, {} attempts made, {good} of {count} match one to one",
        taken.len(),
        timings.len()
    );
    Err(Fault::new(what).into())
}

/// In the order they were begun: by how many places at most one stands before another whose lot
/// ends earlier.
fn out_of_line(timings: &[Timing]) -> usize {
    let mut all: Vec<&Timing> = timings.iter().collect();
    // Attempts' ids sort by the instant and then by chance: within one commit's instant the order
    // of beginning is not written down, so ties are read in the house's favour by end.
    all.sort_by_key(|t| (t.intended_at, t.ends_at));
    let mut ends: Vec<kernel::At> = all.iter().map(|t| t.ends_at).collect();
    ends.sort_unstable();
    let place = |t: &Timing| {
        (ends.partition_point(|e| *e < t.ends_at), ends.partition_point(|e| *e <= t.ends_at))
    };
    let far = |(n, t): (usize, &&Timing)| {
        let (first, end) = place(t);
        first.saturating_sub(n).max(n.saturating_sub(end.saturating_sub(1)))
    };
    all.iter().enumerate().map(far).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{At, AttemptId, Id};

    fn timing(begun: i64, ends: i64) -> Timing {
        Timing {
            attempt: AttemptId::from_bits(begun.unsigned_abs().into()),
            item: String::new(),
            ends_at: At::from_secs(ends),
            planned_at: At::from_secs(0),
            intended_at: At::from_secs(begun),
            sent_at: None,
            answered_at: None,
            placed: true,
        }
    }

    #[test]
    fn standing_before_an_earlier_end_is_counted_in_places() {
        let in_line = [timing(1, 10), timing(2, 10), timing(3, 20), timing(4, 30)];
        assert_eq!(out_of_line(&in_line), 0);
        let swapped = [timing(1, 10), timing(2, 30), timing(3, 20), timing(4, 10)];
        assert_eq!(out_of_line(&swapped), 2);
        assert_eq!(out_of_line(&[]), 0);
    }
}
