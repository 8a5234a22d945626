//! A file on its way to the browser: made a piece at a time, as fast as it is taken, on a thread of
//! its own.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use bytes::Bytes;
use db::Answer;
use futures_util::Stream;
use kernel::Fault;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, timeout_at};

use crate::Show;

/// So many pieces wait for the browser at most; the maker waits for it then.
const AHEAD: usize = 2;
/// So long one may take as a whole, and for one piece.
const WHOLE: Duration = Duration::from_secs(30 * 60);
const PIECE: Duration = Duration::from_secs(60);

struct Pieces(Receiver<Result<Bytes, std::io::Error>>);

impl Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
    }
}

/// Hands the pieces on, as long as they are taken.
struct Hand {
    to: Sender<Result<Bytes, std::io::Error>>,
    on: Handle,
    until: Instant,
}

impl Hand {
    fn over(&self, piece: Result<Bytes, std::io::Error>) -> Result<(), Fault> {
        let until = self.until.min(Instant::now() + PIECE);
        match self.on.block_on(async { timeout_at(until, self.to.send(piece)).await }) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Fault::new("the browser has gone")),
            Err(_) => Err(Fault::new("the browser takes too long")),
        }
    }
}

/// Answers with a file to keep, which `make` gives a piece at a time to the function it is handed.
/// It runs on a thread of its own; what it refuses cuts the file off, so that the browser sees that
/// it is not whole.
pub fn file<M>(name: &str, kind: &str, make: M) -> Show
where
    M: FnOnce(&mut dyn FnMut(Vec<u8>) -> Answer<()>) -> Answer<()> + Send + 'static,
{
    let (to, pieces) = channel(AHEAD);
    let hand = Hand { to, on: Handle::current(), until: Instant::now() + WHOLE };
    let make = move || {
        let mut send = |some: Vec<u8>| hand.over(Ok(Bytes::from(some))).map_err(Into::into);
        if let Err(refused) = make(&mut send) {
            let _ = hand.over(Err(std::io::Error::other(refused.code())));
        }
    };
    let thread = std::thread::Builder::new().name("file".to_owned()).spawn(make);
    thread.map_err(|e| Fault::new(format!("a file has no thread: {e}")))?;
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(Pieces(pieces))).into_response())
}

#[cfg(test)]
#[path = "taking_tests.rs"]
mod tests;
