//! An archive on its way to the browser: one at a time for each person and a few in the house, so
//! that who takes slowly stands in nobody's way.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use kernel::MemberId;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;
use web::{Cx, Show};

use super::lang;
use crate::open::Opener;
use crate::refusals::PrivacyRefusal;
use crate::requests::{Request, archive};

/// So many archives are taken from the house at a time.
const MOST: usize = 3;
/// So long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

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

/// The archive of a request that is about these persons, as a file to keep.
pub(super) fn taking(
    cx: &Cx,
    request: &Request,
    persons: Vec<MemberId>,
    who: Opener,
    turn: Turn,
) -> Show {
    let (db, lang) = (cx.db().clone(), lang(cx, ""));
    web::file(&format!("{}.zip", request.id), "application/zip", move |send| {
        let _turn = turn;
        archive::write(&db, &who, &persons, lang, send).map(|_| ())
    })
}

#[cfg(test)]
#[path = "taking_tests.rs"]
mod tests;
