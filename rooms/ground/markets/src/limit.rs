//! At most so many requests within any one second: we wait before the marketplace has to say 429.
//! What acts goes before what looks, and what looks before what only shows: however many visitors
//! search, a bid leaves when it is due.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::no::No;

/// How urgent a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Haste {
    /// A page shows it, and can say that the marketplace is busy.
    Shows,
    /// The house follows its lots and orders by it.
    Looks,
    /// A bid, a purchase, a payment, and what leads to them.
    Acts,
}

impl Haste {
    /// How much of a full window may be taken already, in quarters.
    const fn quarters(self) -> usize {
        match self {
            Haste::Shows => 2,
            Haste::Looks => 3,
            Haste::Acts => 4,
        }
    }
}

tokio::task_local! {
    static SHOWN: ();
    static AT_LEISURE: ();
}

/// What is asked for a page to show it, and for nothing else.
pub(crate) async fn shown<F: Future>(asked: F) -> F::Output {
    SHOWN.scope((), asked).await
}

/// What is asked long before anything depends on it: it stands back behind what is due now, though
/// the same question right before an act would not.
pub async fn at_leisure<F: Future>(asked: F) -> F::Output {
    AT_LEISURE.scope((), asked).await
}

/// A question of this urgency, or of less when it is asked for a page, or long before.
fn here(haste: Haste) -> Haste {
    match haste {
        Haste::Looks if SHOWN.try_with(|()| ()).is_ok() => Haste::Shows,
        Haste::Acts if AT_LEISURE.try_with(|()| ()).is_ok() => Haste::Looks,
        haste => haste,
    }
}

pub(crate) struct Limit {
    per_second: AtomicUsize,
    sent: Mutex<VecDeque<Instant>>,
    // Whoever may not act waits in one of two lines, each as long as its patience allows.
    shows: tokio::sync::Mutex<()>,
    looks: tokio::sync::Mutex<()>,
}

const WINDOW: Duration = Duration::from_secs(1);

impl Limit {
    /// No limit when zero.
    pub(crate) fn per_second(per_second: usize) -> Limit {
        Limit {
            per_second: AtomicUsize::new(per_second),
            sent: Mutex::new(VecDeque::new()),
            shows: tokio::sync::Mutex::new(()),
            looks: tokio::sync::Mutex::new(()),
        }
    }

    /// From now on another figure.
    pub(crate) fn follow(&self, per_second: usize) {
        self.per_second.store(per_second, Ordering::Relaxed);
    }

    pub(crate) fn figure(&self) -> usize {
        self.per_second.load(Ordering::Relaxed)
    }

    /// Takes a place in the window; how long to wait until it comes.
    fn take(&self, now: Instant) -> Duration {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        forget_old(&mut sent, now);
        // The place of this request: one second after the one `per_second` places before it.
        let at = match sent.len().checked_sub(self.figure().max(1)) {
            Some(before) => sent.get(before).map_or(now, |first| (*first + WINDOW).max(now)),
            None => now,
        };
        sent.push_back(at);
        at.saturating_duration_since(now)
    }

    /// Takes a place now if this share of the window is free; else how long until it may be.
    fn take_if_free(&self, now: Instant, haste: Haste) -> Result<(), Duration> {
        let share = (self.figure() * haste.quarters()).div_ceil(4).max(1);
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        forget_old(&mut sent, now);
        match sent.len().checked_sub(share) {
            None => {
                sent.push_back(now);
                Ok(())
            }
            // When this one has left the window there is room again.
            Some(before) => {
                let leaves = sent.get(before).map_or(now, |at| *at + WINDOW);
                Err(leaves.saturating_duration_since(now).max(Duration::from_millis(1)))
            }
        }
    }

    /// Waits for a place; `Busy` when those who only look have waited long enough.
    pub(crate) async fn pass(&self, haste: Haste) -> Result<(), No> {
        if self.figure() == 0 {
            return Ok(());
        }
        let haste = here(haste);
        let (line, patience) = match haste {
            Haste::Shows => (&self.shows, Duration::from_secs(2)),
            Haste::Looks => (&self.looks, Duration::from_secs(5)),
            // What acts waits as long as it takes.
            Haste::Acts => {
                let wait = self.take(Instant::now());
                if !wait.is_zero() {
                    tokio::time::sleep(wait).await;
                }
                return Ok(());
            }
        };
        let waiting = async {
            let _first = line.lock().await;
            while let Err(wait) = self.take_if_free(Instant::now(), haste) {
                tokio::time::sleep(wait).await;
            }
        };
        tokio::time::timeout(patience, waiting)
            .await
            .map_err(|_| No::Busy { retry_after_ms: 1_000 })
    }
}

fn forget_old(sent: &mut VecDeque<Instant>, now: Instant) {
    while sent.front().is_some_and(|first| *first + WINDOW <= now) {
        sent.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_window_of_a_second_sees_more_than_the_limit() {
        let limit = Limit::per_second(3);
        let start = Instant::now();
        let at: Vec<Duration> = (0..10u32)
            .map(|n| {
                let now = start + Duration::from_millis(u64::from(n) * 10);
                limit.take(now) + Duration::from_millis(u64::from(n) * 10)
            })
            .collect();
        for (i, first) in at.iter().enumerate() {
            let within = at[i..].iter().filter(|t| **t < *first + WINDOW).count();
            assert!(within <= 3, "{at:?}");
        }
        assert_eq!(limit.take(start + Duration::from_secs(60)), Duration::ZERO);
    }

    #[test]
    fn visitors_and_watchers_leave_room_for_what_acts() {
        let limit = Limit::per_second(8);
        let now = Instant::now();
        let taken = |haste| (0..20).filter(|_| limit.take_if_free(now, haste).is_ok()).count();
        assert_eq!(taken(Haste::Shows), 4, "half of the window");
        assert_eq!(taken(Haste::Looks), 2, "three quarters with them");
        assert_eq!(limit.take_if_free(now, Haste::Shows), Err(WINDOW));
        for _ in 0..2 {
            assert_eq!(limit.take(now), Duration::ZERO, "the rest is for what acts");
        }
        assert_eq!(limit.take(now), WINDOW, "and then even that waits");
    }

    #[tokio::test]
    async fn what_is_asked_long_before_stands_back_behind_what_is_due() {
        let limit = Limit::per_second(4);
        for _ in 0..3 {
            at_leisure(limit.pass(Haste::Acts)).await.unwrap();
        }
        let early = at_leisure(limit.pass(Haste::Acts));
        assert!(tokio::time::timeout(Duration::from_millis(50), early).await.is_err());
        let due = limit.pass(Haste::Acts);
        tokio::time::timeout(Duration::from_millis(50), due).await.unwrap().unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_page_is_told_busy_and_a_bid_leaves_at_once() {
        let limit = std::sync::Arc::new(Limit::per_second(2));
        let pages: Vec<_> = (0..200)
            .map(|_| {
                let limit = std::sync::Arc::clone(&limit);
                tokio::spawn(async move { shown(limit.pass(Haste::Looks)).await })
            })
            .collect();
        tokio::task::yield_now().await;
        let asked = Instant::now();
        limit.pass(Haste::Acts).await.unwrap();
        assert!(asked.elapsed() < Duration::from_millis(500), "it waited behind pages");
        let mut busy = 0;
        for page in pages {
            busy += usize::from(page.await.unwrap().is_err());
        }
        assert!(busy >= 150, "{busy} pages of 200 were told that it is busy");
    }
}
