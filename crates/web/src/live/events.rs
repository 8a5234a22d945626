use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::Stream;
use tokio::time::{Instant, Sleep};

use super::board::{Board, Watch};

/// Between two lines: twice a second is as fast as a person reads.
const HOLD: Duration = Duration::from_millis(500);
/// Between two signs of life, so that no middle box takes the stream for dead.
const ALIVE: Duration = Duration::from_secs(15);
/// A stream ends after this and the browser opens a new one: what leaks or hangs is bounded.
const WHOLE: Duration = Duration::from_secs(1_800);

/// Streams the lines of these keys as server-sent events, the latest ones at once. Changes are
/// gathered to two a second; `None` when the house has too many streams open.
pub fn events(board: &Board, keys: Vec<String>) -> Option<Response> {
    let watch = board.watch(keys)?;
    let now = Instant::now();
    let timer = Box::pin(tokio::time::sleep_until(now));
    let stream = Events { watch, timer, phase: Phase::Opening, ends: now + WHOLE };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    Some((headers, Body::from_stream(stream)).into_response())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing was sent yet.
    Opening,
    /// A line has just been sent: the next one waits.
    Held,
    /// Any news goes out at once.
    Idle,
}

struct Events {
    watch: Watch,
    timer: Pin<Box<Sleep>>,
    phase: Phase,
    ends: Instant,
}

impl Events {
    fn rest(&mut self, phase: Phase, length: Duration) {
        self.phase = phase;
        self.timer.as_mut().reset(Instant::now() + length);
    }
}

impl Stream for Events {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // Before looking: news that comes after the look must find somebody to wake.
        self.watch.watcher.waker.register(cx.waker());
        if self.phase == Phase::Opening {
            self.rest(Phase::Idle, ALIVE);
            return Poll::Ready(Some(Ok(Bytes::from_static(b"retry: 3000\n\n"))));
        }
        loop {
            if self.watch.is_over() || Instant::now() >= self.ends {
                return Poll::Ready(None);
            }
            if self.phase == Phase::Idle
                && let Some(lines) = self.watch.news()
            {
                self.rest(Phase::Held, HOLD);
                return Poll::Ready(Some(Ok(lines)));
            }
            if self.timer.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            let was = self.phase;
            self.rest(Phase::Idle, ALIVE);
            if was == Phase::Idle {
                return Poll::Ready(Some(Ok(Bytes::from_static(b":\n\n"))));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;

    fn stream(board: &Board, keys: &[&str]) -> Events {
        let keys = keys.iter().map(|k| (*k).to_owned()).collect();
        let now = Instant::now();
        let timer = Box::pin(tokio::time::sleep_until(now));
        let watch = board.watch(keys).unwrap();
        Events { watch, timer, phase: Phase::Opening, ends: now + WHOLE }
    }

    async fn next(events: &mut Events) -> Option<String> {
        let bytes = events.next().await?.unwrap();
        Some(String::from_utf8(bytes.to_vec()).unwrap())
    }

    fn price(board: &Board, key: &str, yen: i64) {
        board.publish(key, &[("price", yen.to_string())]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_watcher_gets_the_latest_line_at_once_and_then_two_a_second_at_most() {
        let board = Board::new();
        price(&board, "lot", 1);
        let mut events = stream(&board, &["lot", "other"]);
        assert_eq!(next(&mut events).await.unwrap(), "retry: 3000\n\n");
        let line = |yen: i64| format!("data: {{\"key\":\"lot\",\"price\":\"{yen}\"}}\n\n");
        assert_eq!(next(&mut events).await.unwrap(), line(1));
        let sent = Instant::now();
        for yen in 2..100 {
            price(&board, "lot", yen);
        }
        assert_eq!(next(&mut events).await.unwrap(), line(99), "the old prices are skipped");
        assert!(sent.elapsed() >= HOLD);
        let both = tokio::spawn(async move { (next(&mut events).await, events) });
        tokio::time::sleep(Duration::from_secs(5)).await;
        price(&board, "other", 7);
        assert!(both.await.unwrap().0.unwrap().contains("\"key\":\"other\""));
    }

    #[tokio::test(start_paused = true)]
    async fn a_quiet_stream_gives_a_sign_of_life_and_ends_in_time() {
        let board = Board::new();
        let mut events = stream(&board, &["lot"]);
        let start = Instant::now();
        assert_eq!(next(&mut events).await.unwrap(), "retry: 3000\n\n");
        assert_eq!(next(&mut events).await.unwrap(), ":\n\n");
        assert_eq!(start.elapsed().as_secs(), ALIVE.as_secs());
        while next(&mut events).await.is_some() {}
        assert!(start.elapsed() >= WHOLE && start.elapsed() < WHOLE + ALIVE * 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_closing_board_ends_its_streams_and_a_gone_watcher_leaves_nothing() {
        let board = Board::new();
        let mut events = stream(&board, &["lot"]);
        next(&mut events).await.unwrap();
        let waiting = tokio::spawn(async move { next(&mut events).await });
        tokio::task::yield_now().await;
        assert_eq!(board.watchers(), 1);
        board.close();
        assert_eq!(waiting.await.unwrap(), None);
        assert_eq!(board.watchers(), 0);
    }
}
