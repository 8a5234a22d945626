use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// At most so many requests within any one second: we wait before the marketplace has to say 429.
pub(crate) struct Limit {
    per_second: usize,
    sent: Mutex<VecDeque<Instant>>,
}

impl Limit {
    /// No limit when zero.
    pub(crate) fn per_second(per_second: usize) -> Limit {
        Limit { per_second, sent: Mutex::new(VecDeque::new()) }
    }

    /// Takes a place in the window; how long to wait until it comes.
    fn take(&self, now: Instant) -> Duration {
        let window = Duration::from_secs(1);
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        while sent.front().is_some_and(|first| *first + window <= now) {
            sent.pop_front();
        }
        // The place of this request: one second after the one `per_second` places before it.
        let at = match sent.len().checked_sub(self.per_second) {
            Some(before) => sent.get(before).map_or(now, |first| (*first + window).max(now)),
            None => now,
        };
        sent.push_back(at);
        at.saturating_duration_since(now)
    }

    pub(crate) async fn pass(&self) {
        if self.per_second == 0 {
            return;
        }
        let wait = self.take(Instant::now());
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
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
            let within = at[i..].iter().filter(|t| **t < *first + Duration::from_secs(1)).count();
            assert!(within <= 3, "{at:?}");
        }
        assert_eq!(limit.take(start + Duration::from_secs(60)), Duration::ZERO);
    }
}
