//! A file on its way to the browser: made a piece at a time, as fast as it is taken.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use bytes::Bytes;
use db::Answer;
use futures_util::Stream;
use kernel::Fault;
use tokio::sync::mpsc::{Receiver, channel};

use crate::Show;

/// So many pieces wait for the browser at most; the maker waits for it then.
const AHEAD: usize = 2;

struct Pieces(Receiver<Result<Bytes, std::io::Error>>);

impl Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
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
    tokio::task::spawn_blocking(move || {
        let gone = || Fault::new("the browser has gone");
        let mut send = |some: Vec<u8>| -> Answer<()> {
            to.blocking_send(Ok(Bytes::from(some))).map_err(|_| gone().into())
        };
        if let Err(refused) = make(&mut send) {
            let _ = to.blocking_send(Err(std::io::Error::other(refused.code())));
        }
    });
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(Pieces(pieces))).into_response())
}
