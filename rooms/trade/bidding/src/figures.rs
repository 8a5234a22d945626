use db::{Answer, Tx};
use kernel::{At, AttemptId, Id, Span};

use crate::rules::{MISSED, Mode, Outcome};
use crate::store;

/// How the house has done with the bids it promised to send: public.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Attempts that were answered.
    pub attempts: usize,
    /// Taken by the marketplace.
    pub placed: usize,
    /// Refused by it, by code.
    pub refused: Vec<(String, usize)>,
    /// That did not reach it and were made again.
    pub not_sent: usize,
    /// Bids whose moment came, and whose lot ended before the marketplace had them.
    pub missed: usize,
    /// From the moment first planned to leaving, of last-moment bids that arrived: the median.
    pub late_p50: Option<Span>,
    /// 99 of 100 were not later.
    pub late_p99: Option<Span>,
    /// The latest.
    pub late_max: Option<Span>,
}

type Row = (Mode, At, Option<At>, Outcome, Option<String>);

/// The figures of the latest `limit` answered attempts.
pub fn figures(tx: &mut Tx<'_>, limit: i64) -> Answer<Figures> {
    let rows: Vec<Row> = tx.all(store::ATTEMPTS_LATEST, (AttemptId::from_bits(0), limit))?;
    Ok(count(&rows))
}

fn count(rows: &[Row]) -> Figures {
    let mut figures = Figures { attempts: rows.len(), ..Figures::default() };
    let mut late: Vec<Span> = Vec::new();
    let mut refused = std::collections::BTreeMap::<String, usize>::new();
    for (mode, planned_at, sent_at, outcome, code) in rows {
        match outcome {
            _ if code.as_deref() == Some(MISSED) => figures.missed += 1,
            Outcome::Placed => figures.placed += 1,
            Outcome::Refused => *refused.entry(code.clone().unwrap_or_default()).or_default() += 1,
            Outcome::NotSent => figures.not_sent += 1,
            Outcome::Sending => {}
        }
        // One that did not arrive is made again under its first moment, or missed: counted there.
        let arrived = *outcome != Outcome::NotSent;
        if let (Mode::LastMoment, Some(sent_at), true) = (mode, sent_at, arrived) {
            late.push(sent_at.since(*planned_at).max(Span::ZERO));
        }
    }
    figures.refused = refused.into_iter().collect();
    late.sort_unstable();
    figures.late_p50 = nth(&late, 50);
    figures.late_p99 = nth(&late, 99);
    figures.late_max = late.last().copied();
    figures
}

fn nth(sorted: &[Span], percent: usize) -> Option<Span> {
    let last = sorted.len().checked_sub(1)?;
    sorted.get((sorted.len() * percent / 100).min(last)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_count_what_was_promised_and_how_late_it_was() {
        let at = At::from_secs;
        let placed = |late: i64| {
            let sent = Some(at(100).plus(Span::millis(late)));
            (Mode::LastMoment, at(100), sent, Outcome::Placed, None)
        };
        let mut rows: Vec<Row> = (1..=98).map(placed).collect();
        rows.push((Mode::Now, at(0), Some(at(50)), Outcome::Refused, Some("market.closed".into())));
        rows.push((Mode::LastMoment, at(0), Some(at(1)), Outcome::NotSent, None));
        rows.push((Mode::LastMoment, at(0), None, Outcome::NotSent, Some(MISSED.into())));
        let figures = count(&rows);
        assert_eq!((figures.attempts, figures.placed), (101, 98));
        assert_eq!((figures.not_sent, figures.missed), (1, 1));
        assert_eq!(figures.refused, vec![("market.closed".to_owned(), 1)]);
        assert_eq!(figures.late_p50, Some(Span::millis(50)));
        assert_eq!(figures.late_max, Some(Span::millis(98)));
        assert_eq!(count(&[]).late_p50, None);
    }
}
