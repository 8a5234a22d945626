//! An archive on its way to the browser: made a piece at a time, as fast as it is taken, on a
//! thread of its own. One at a time for each person and a few in the house, so that who takes
//! slowly stands in nobody's way.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use bytes::Bytes;
use futures_util::Stream;
use kernel::{Fault, MemberId};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout, timeout_at};
use web::{Cx, Show};

use super::lang;
use crate::open::Opener;
use crate::refusals::PrivacyRefusal;
use crate::requests::{Request, archive};

/// So many pieces wait for the browser at most; the maker waits for it then.
const AHEAD: usize = 2;
/// So many archives are taken from the house at a time.
const MOST: usize = 3;
/// So long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);
/// So long one may take as a whole, and for one piece.
const WHOLE: Duration = Duration::from_secs(30 * 60);
const PIECE: Duration = Duration::from_secs(60);

static HOUSE: Semaphore = Semaphore::const_new(MOST);
static TAKING: Mutex<BTreeSet<MemberId>> = Mutex::new(BTreeSet::new());

/// A turn to take an archive: given back when it is dropped.
pub(super) struct Turn {
    person: MemberId,
    _place: SemaphorePermit<'static>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        TAKING.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.person);
    }
}

/// Waits for a turn to take a person's archive.
pub(super) async fn turn(person: MemberId) -> Result<Turn, PrivacyRefusal> {
    let place = timeout(PATIENCE, HOUSE.acquire()).await;
    let Ok(Ok(place)) = place else { return Err(PrivacyRefusal::ManyArchives) };
    let mut taking = TAKING.lock().unwrap_or_else(PoisonError::into_inner);
    if !taking.insert(person) {
        return Err(PrivacyRefusal::ArchiveOnItsWay);
    }
    Ok(Turn { person, _place: place })
}

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

/// The archive of a request that is about these persons, as a file to keep.
pub(super) fn taking(
    cx: &Cx,
    request: &Request,
    persons: Vec<MemberId>,
    who: Opener,
    turn: Turn,
) -> Show {
    let (to, pieces) = channel(AHEAD);
    let (db, lang) = (cx.db().clone(), lang(cx, ""));
    let hand = Hand { to, on: Handle::current(), until: Instant::now() + WHOLE };
    let make = move || {
        let _turn = turn;
        let send = |some: Vec<u8>| hand.over(Ok(Bytes::from(some))).map_err(Into::into);
        if let Err(refused) = archive::write(&db, &who, &persons, lang, send) {
            // A cut-off body is what tells the browser that it is not whole.
            let _ = hand.over(Err(std::io::Error::other(refused.code())));
        }
    };
    let thread = std::thread::Builder::new().name("archive".to_owned()).spawn(make);
    thread.map_err(|e| Fault::new(format!("an archive has no thread: {e}")))?;
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}.zip\"", request.id)),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(Pieces(pieces))).into_response())
}

#[cfg(test)]
#[path = "taking_tests.rs"]
mod tests;
