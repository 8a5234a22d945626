//! (b) A steady stream of last-moment bids over HTTP: from the planned instant to the sent one.

use kernel::{Fault, Refused, Span};
use serde_json::json;

use super::Part;
use super::stage::{Stage, Wanted};
use crate::bench::figures::{Spread, verdict};
use crate::config::BenchFireArgs;

const TARGET: Span = Span::millis(50);
/// What the page suggests to a member: the lots end, and are won, while others are still fired.
const LEAD: Span = Span::secs(10);

/// Sets the stage, lets the bids fire, and counts.
pub(crate) async fn run(args: &BenchFireArgs) -> Result<Part, Refused> {
    let stage = Stage::open("bench-steady").await?;
    let count = args.seconds.saturating_mul(args.per_second);
    let begin = stage.house.db.now().plus(Span::secs(args.prepare));
    let wanted: Vec<Wanted> = (0..count)
        .map(|n| {
            let micros = n.saturating_mul(1_000_000) / args.per_second.max(1);
            let send_at = begin.plus(Span::micros(i64::try_from(micros).unwrap_or(i64::MAX)));
            Wanted { send_at, lead: LEAD }
        })
        .collect();
    stage.set(&wanted).await?;
    let left = begin.since(stage.house.db.now());
    let patience = Span::secs(i64::try_from(args.seconds).unwrap_or(0) + args.prepare + 60);
    let (timings, _) = stage.answered(wanted.len(), patience).await?;
    let placed = timings.iter().filter(|t| t.placed).count();
    let late: Vec<i64> = timings
        .iter()
        .filter_map(|t| t.sent_at.map(|sent| sent.since(t.planned_at).as_micros()))
        .collect();
    let answered: Vec<i64> = timings
        .iter()
        .filter_map(|t| t.answered_at.map(|at| at.since(t.planned_at).as_micros()))
        .collect();
    let intended: Vec<i64> =
        timings.iter().map(|t| t.intended_at.since(t.planned_at).as_micros()).collect();
    let (sent, intended, answered) = (Spread::of(late), Spread::of(intended), Spread::of(answered));
    let taken = stage.fair.taken().await?.len();
    stage.close().await?;
    if taken != wanted.len() || placed != wanted.len() {
        let what = format!("{taken} bids were taken, {placed} of {} placed", wanted.len());
        return Err(Fault::new(what).into());
    }
    let reached = sent.p99 <= TARGET.as_micros();
    Ok(Part {
        line: format!(
            "{} last-moment bids a second for {} s over HTTP, {} s before their ends: from planned \
             to committed {intended}; to sent {sent}; to answered {answered}; all {placed} taken \
             once; target p99 to sent {} ms {}",
            args.per_second,
            args.seconds,
            LEAD.as_secs(),
            TARGET.as_millis(),
            verdict(reached)
        ),
        json: json!({
            "bids": placed,
            "per_second": args.per_second,
            "seconds": args.seconds,
            "set_up_before_s": left.as_secs(),
            "to_intended": intended.json(),
            "to_sent": sent.json(),
            "to_answered": answered.json(),
            "target_p99_us": TARGET.as_micros(),
            "reached": reached,
        }),
    })
}
