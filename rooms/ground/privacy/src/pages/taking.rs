//! An archive on its way to the browser: made a piece at a time, as fast as it is taken.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use bytes::Bytes;
use futures_util::Stream;
use kernel::Fault;
use tokio::sync::mpsc::{Receiver, channel};
use web::{Cx, Show};

use super::lang;
use crate::open::Opener;
use crate::refusals::PrivacyRefusal;
use crate::requests::{self, Request, archive};

/// So many pieces wait for the browser at most; the maker waits for it then.
const AHEAD: usize = 2;

struct Pieces(Receiver<Result<Bytes, std::io::Error>>);

impl Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
    }
}

/// The archive of a request, as a file to keep.
pub(super) fn taking(cx: &Cx, request: &Request, who: Opener) -> Show {
    let until = requests::archive_until(request).ok_or(PrivacyRefusal::NoSuchRequest)?;
    if cx.now() >= until {
        return Err(PrivacyRefusal::ArchiveOver.into());
    }
    let (to, pieces) = channel(AHEAD);
    let (db, member, lang) = (cx.db().clone(), request.member, lang(cx, ""));
    tokio::task::spawn_blocking(move || {
        let gone = || Fault::new("the browser has gone");
        let send =
            |some: Vec<u8>| to.blocking_send(Ok(Bytes::from(some))).map_err(|_| gone().into());
        if let Err(refused) = archive::write(&db, &who, member, lang, send) {
            // A cut-off body is what tells the browser that it is not whole.
            let _ = to.blocking_send(Err(std::io::Error::other(refused.code())));
        }
    });
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}.zip\"", request.id)),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(Pieces(pieces))).into_response())
}
